"""Imports point downwards only, and the pipeline knows nothing of the dashboard."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

# From the bottom to the top; a module may import from its own layer and from those before it.
# Whatever is not named here turns text into values, and belongs to the layer "text".
LAYERS = {
    "read": {"articles", "fetch", "readers", "typography"},
    "text": set(),
    "document": {"documents"},
    "measure": {"scores", "flags"},
    "score": {
        "scoring",
        "schemas",
        "accounts",
        "comparing",
        "conflicts",
        "copies",
        "corpus",
        "discover",
        "kept",
        "learned",
        "event_likeness",
        "events",
        "phrase_runs",
        "shared_phrases",
        "signatures",
        "telling_words",
        "reference",
        "rates",
    },
    "run": {
        "__main__",
        "analyst",
        "brief",
        "build",
        "collect",
        "contradictions",
        "corroboration",
        "engine",
        "evaluate",
        "evaluation",
        "fit_tone",
        "fitting",
        "published",
        "beside_large",
        "independence",
        "moved",
        "once",
        "records",
        "restoring",
        "reuse",
        "store",
        "summaries",
        "summaries_events",
        "summaries_glance",
        "summaries_quotes",
        "summaries_themes",
        "summaries_tone",
        "summaries_voices",
        "views",
        "whole_files",
    },
}
ORDER = list(LAYERS)


def modules() -> list[Path]:
    return sorted((ROOT / "pipelines").rglob("*.py"))


def name_of(path: Path) -> str:
    return path.relative_to(ROOT / "pipelines").parts[0].removesuffix(".py")


def layer_of(name: str) -> str:
    return next((layer for layer, names in LAYERS.items() if name in names), "text")


def imports(path: Path) -> set[str]:
    """Dotted names imported anywhere in the file, type checking apart."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            node.body = []
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.stem)
def test_pipelines_know_nothing_of_the_dashboard(path: Path) -> None:
    roots = {name.split(".")[0] for name in imports(path)}
    assert not roots & {"streamlit", "plotly", "dashboard", "tests"}


@pytest.mark.parametrize(
    "path", [p for p in modules() if name_of(p) != "__init__"], ids=lambda path: path.stem
)
def test_imports_point_downwards(path: Path) -> None:
    own = ORDER.index(layer_of(name_of(path)))
    for name in imports(path):
        parts = name.split(".")
        if parts[0] != "pipelines" or len(parts) < 2 or not _is_module(parts[1]):
            continue
        assert ORDER.index(layer_of(parts[1])) <= own, f"{path.name} imports {name}"


def _is_module(name: str) -> bool:
    package = ROOT / "pipelines"
    return (package / f"{name}.py").exists() or (package / name).is_dir()


def test_only_comparing_sees_two_articles() -> None:
    """Whatever scores one article must not import what compares them."""
    for path in modules():
        if path.parent.name != "pipelines" or path.stem == "__init__":
            continue
        if layer_of(name_of(path)) in ("text", "document", "measure") or path.stem == "scoring":
            assert not any(name.startswith("pipelines.comparing") for name in imports(path)), path
