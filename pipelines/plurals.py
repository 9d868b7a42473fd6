"""How a number and its noun are written."""


def noun(n: int, what: str, many: str | None = None) -> str:
    """`article` of one, else `articles`; `many` is the plural where it takes more than an s."""
    return what if n == 1 else many or what + "s"


def counted(n: int, what: str, many: str | None = None) -> str:
    """`1 article`, `1,200 articles`."""
    return f"{n:,} {noun(n, what, many)}"
