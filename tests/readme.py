"""Write the README's tables of scores and flags: `python -m tests.readme`."""

import re
from pathlib import Path

from pipelines.flags import FLAGS
from pipelines.scores import SCORES

README = Path(__file__).resolve().parents[1] / "README.md"


def score_rows() -> list[str]:
    return [f"| `{score.name}` | {score.meaning} |" for score in SCORES]


def flag_rows() -> list[str]:
    return [f"| `{f.name}` | {f.family} | {f.meaning} | {f.grade} |" for f in FLAGS]


def main() -> None:
    text = README.read_text(encoding="utf-8")
    scores = ["| score | meaning |", "|---|---|", *score_rows()]
    flags = ["| flag | family | meaning | evidence |", "|---|---|---|---|", *flag_rows()]
    for heading, rows in (("Scores", scores), ("Flags", flags)):
        section = re.compile(rf"(### {heading}\n\n).*?(?=\n\n#)", re.DOTALL)
        table = "\n".join(rows)
        text = section.sub(lambda match, table=table: match[1] + table, text)
    README.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
