"""What two articles have word for word in common: passages numbered alike in both, and marked."""

from collections.abc import Sequence

from dashboard import links
from dashboard.annotate import Highlight
from dashboard.markup import anchor
from dashboard.naming import Name
from pipelines.articles import Span
from pipelines.differences import Kind, Passage, passages
from pipelines.plurals import counted

RUN = 3  # words in a row; fewer within a changed sentence are chance, and a mark each too many
MARK = "shared-"  # + number of the passage: what an address asks for
_TURNED: dict[Kind, Kind] = {"only_one": "only_other", "only_other": "only_one"}


def aligned(one_id: str, one: str, other_id: str, other: str) -> list[Passage]:
    """`passages` of two texts, the same ones from whichever of the two it is asked."""
    if one_id <= other_id:
        return passages(one, other)
    return [
        Passage(
            _TURNED.get(passage.kind, passage.kind),
            passage.other,
            passage.one,
            passage.shared_other,
            passage.shared_one,
        )
        for passage in passages(other, one)
    ]


def shared_in(passage: Passage) -> Sequence[Span]:
    """The words of a passage of the first text that the second has too."""
    return (passage.one,) if passage.kind == "same" else passage.shared_one


def shared_marks(
    found: Sequence[Passage], text: str, other: Name, *, asked: str | None
) -> list[Highlight]:
    """Marks on the runs of words in `text`, the first of `found`, that the other article has."""
    return [
        Highlight(
            "copy",
            span.start_char,
            span.end_char,
            f"Also in article {other.number}.",
            f"{counted(_words(text, span), 'word')} in a row.",
            side=f"also in {other.number}" if not place else "",
            anchor=f"c{number}-{place}",
            asked=asked == f"{MARK}{number}",
        )
        for number, passage in enumerate(found)
        for place, span in enumerate(
            span for span in shared_in(passage) if _words(text, span) >= RUN
        )
    ]


def _words(text: str, span: Span) -> int:
    return len(text[span.start_char : span.end_char].split())


def marked_link(article_id: str, other_id: str, *, passage: int | None = None) -> str:
    """Address of an article with the words marked that it shares, at one of the passages."""
    asked = None if passage is None else f"{MARK}{passage}"
    return links.link("article", article=article_id, shared=other_id, show="copy", mark=asked)


def both_texts(origin_id: str, copy_id: str, inner: str) -> str:
    """A link to the two texts side by side."""
    return anchor(links.place_link("sources", "pair", pair=f"{origin_id},{copy_id}"), inner)
