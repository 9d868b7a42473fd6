"""How a number and its noun are written."""


def noun(n: int, what: str, many: str | None = None) -> str:
    """`article` of one, else `articles`; `many` is the plural where it takes more than an s."""
    return what if n == 1 else many or what + "s"


def and_copies(n_articles: int, n_copies: int) -> str:
    """`16 articles`, or where some of them are copies `15 articles and 1 copy`."""
    if not n_copies:
        return counted(n_articles, "article")
    own = counted(n_articles - n_copies, "article")
    return f"{own} and {counted(n_copies, 'copy', 'copies')}"


def counted(n: int, what: str, many: str | None = None) -> str:
    """`1 article`, `1,200 articles`."""
    return f"{n:,} {noun(n, what, many)}"
