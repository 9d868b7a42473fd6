"""Write the tables of the READMEs from the code: `python -m tests.readme`."""

import re
from pathlib import Path

from pipelines.flags import FLAGS
from pipelines.schemas import COLUMNS
from pipelines.scores import SCORES

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
DATA_README = ROOT / "data" / "README.md"


def score_rows() -> list[str]:
    return [f"| `{score.name}` | {score.meaning} |" for score in SCORES]


def flag_rows() -> list[str]:
    return [f"| `{f.name}` | {f.family} | {f.meaning} | {f.grade} |" for f in FLAGS]


def column_rows() -> list[str]:
    return [
        f"| `{table}` | `{column.name}` | {column.kind} | {column.meaning} |"
        for table, columns in COLUMNS.items()
        for column in columns
    ]


def write_section(path: Path, heading: str, header: list[str], rows: list[str]) -> None:
    """Replace what stands between a heading and the next one (or the end)."""
    section = re.compile(rf"({re.escape(heading)}\n\n).*?(?=\n\n#|\n*\Z)", re.DOTALL)
    table = "\n".join([*header, *rows])
    text = path.read_text(encoding="utf-8")
    path.write_text(section.sub(lambda match: match[1] + table, text), encoding="utf-8")


def main() -> None:
    write_section(README, "### Scores", ["| score | meaning |", "|---|---|"], score_rows())
    header = ["| flag | family | meaning | evidence |", "|---|---|---|---|"]
    write_section(README, "### Flags", header, flag_rows())
    header = ["| table | column | kind | meaning |", "|---|---|---|---|"]
    write_section(DATA_README, "### Columns", header, column_rows())


if __name__ == "__main__":
    main()
