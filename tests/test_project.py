"""What the project's own files promise each other."""

import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from pipelines.__main__ import _parser

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PINS = {
    Requirement(line).name.lower(): Requirement(line)
    for line in (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
}


@pytest.mark.parametrize("dependency", PROJECT["project"]["dependencies"])
def test_every_dependency_is_pinned_within_its_range(dependency: str) -> None:
    wanted = Requirement(dependency)
    (pin,) = PINS[wanted.name.lower()].specifier
    assert pin.operator == "=="
    assert pin.version in wanted.specifier


def test_every_dependency_says_why_it_is_there() -> None:
    lines = (ROOT / "pyproject.toml").read_text(encoding="utf-8").splitlines()
    start = lines.index("dependencies = [")
    for line in lines[start + 1 : lines.index("]", start)]:
        assert "#" in line, line


def test_every_package_is_installed_with_us() -> None:
    folders = {path.parent.relative_to(ROOT) for path in ROOT.glob("pipelines/**/*.py")}
    folders |= {path.parent.relative_to(ROOT) for path in ROOT.glob("dashboard/**/*.py")}
    names = {".".join(folder.parts) for folder in folders}
    assert names == set(PROJECT["tool"]["setuptools"]["packages"])


def test_every_command_has_its_line_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    (commands,) = _parser()._subparsers._group_actions
    for command in commands.choices:
        assert f"`parallax {command}" in readme
