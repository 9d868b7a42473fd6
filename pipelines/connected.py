"""Which names are connected, through others too."""

from collections.abc import Iterable, Mapping


def joined(links: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    """For each name one that stands for all that links lead to from it."""
    root: dict[str, str] = {}

    def find(name: str) -> str:
        root.setdefault(name, name)
        while root[name] != name:
            root[name] = root[root[name]]
            name = root[name]
        return name

    for one, other in links:
        first, second = sorted((find(one), find(other)))
        root[second] = first
    return {name: find(name) for name in list(root)}
