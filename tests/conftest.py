"""Shared fixtures."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with seed articles and labelled sets, which are not part of the repository."""
    folder = Path(os.environ.get("PARALLAX_SHARED", ROOT.parent / "shared"))
    if not folder.is_dir():
        pytest.skip(f"no labelled sets at {folder.name}; set PARALLAX_SHARED to their folder")
    return folder


@pytest.fixture(scope="session")
def seeds(shared: Path) -> list[Path]:
    """The four real articles that the project started from."""
    return sorted((shared / "seeds").glob("*.txt"))
