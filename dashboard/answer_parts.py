"""What answers are made of: articles as links, lists, and what a phone shows only once asked."""

from collections.abc import Iterable

from dashboard import links
from dashboard.markup import anchor, escaped
from dashboard.naming import Name, names
from pipelines.schemas import Tables

MOST_NAMED = 3  # articles named in one answer
_FOLDED = '<span class="gl-rest">'
# What opens the rest of an answer on a phone, where five answers are to fit one screen.
_MORE = (
    '<details class="gl-more"><summary>more<span class="px-sr"> of this answer</span></summary>'
    "</details>"
)


def folded(html: str) -> str:
    """The part of an answer that a phone shows once it is asked for; a wide page shows it all."""
    return f"{_FOLDED}{html}</span>" if html else ""


def linked(
    corpus: Tables,
    article_id: str,
    *,
    sentence: int | None = None,
    mark: str | None = None,
    by_number: bool = False,
) -> str:
    """An article as a link; `by_number` leaves its headline to the rest of the answer."""
    name = names(corpus, [article_id])[article_id]
    to = links.article_link(article_id, sentence, mark=mark)
    title = f" · {name.html(at_most=64)}"
    return anchor(to, f"{name.number}{folded(title) if by_number else title}")


def some_of(items: Iterable[str], n_all: int) -> str:
    """Items in words: "one, two and three", or "one, two and 5 more" of all."""
    some = list(items)
    if n_all > len(some):
        return ", ".join(some) + f" and {n_all - len(some):,} more"
    return " and ".join([", ".join(some[:-1]), some[-1]] if len(some) > 1 else some)


def numbered(to: str, name: Name) -> str:
    """A link to an article by its number alone."""
    return anchor(to, f'<span class="px-sr">article </span>{name.number}')


def answered(question: str, answer: str) -> str:
    """A question with its answer, as HTML."""
    more = _MORE if _FOLDED in answer else ""
    return f"<div><dt>{escaped(question)}</dt><dd>{more}{answer}</dd></div>"
