"""Two copies side by side: the words that both have, and those that only one has."""

from collections.abc import Iterator, Sequence

from dashboard import links
from dashboard.markup import anchor, escaped
from dashboard.naming import Name
from dashboard.shared_text import aligned, marked_link
from pipelines.articles import Span
from pipelines.differences import Passage, shared_words
from pipelines.plurals import counted

FOLDED = 280  # characters of an equal passage that stay in sight; the rest opens with a click


def text_diff(first: tuple[str, Name, str], second: tuple[str, Name, str]) -> str:
    """HTML of two articles, each as id, name and text."""
    (id_one, name_one, one), (id_other, name_other, other) = first, second
    found = aligned(id_one, one, id_other, other)
    n_both, n_one, n_other = shared_words(found, one, other)
    heads = "".join(
        f'<div class="df-cell df-head"><span class="df-who">{name.number}</span>'
        f"{anchor(links.article_link(article_id), name.html())}"
        f'<br><span class="px-faint">{n_both:,} of its {counted(n, "word")} '
        f"are in the other: {anchor(marked_link(article_id, beside), 'marked in the article')}"
        "</span></div>"
        for article_id, beside, name, n in (
            (id_one, id_other, name_one, n_one),
            (id_other, id_one, name_other, n_other),
        )
    )
    key = (
        '<p class="px-legend"><span><mark class="df-both">marked</mark>: in both</span>'
        "<span><del>struck through</del>: only on the left</span>"
        "<span><ins>underlined</ins>: only on the right</span></p>"
    )
    ids, numbers = (id_one, id_other), (name_one.number, name_other.number)
    rows = "".join(
        _row(passage, (one, other), numbers, _places(ids, numbers, place, passage))
        for place, passage in enumerate(found)
    )
    if not found:
        rows = '<p class="px-faint">Neither of them has any text.</p>'
    return f'{key}<div class="df"><div class="df-row">{heads}</div>{rows}</div>'


def _places(
    ids: tuple[str, str], numbers: tuple[int, int], place: int, passage: Passage
) -> tuple[str, str]:
    """Links to the passage in each of the two articles; none where they share no run of words."""
    one, other = ids
    if passage.kind != "same" and not passage.shared_one:
        return "", ""
    return (
        anchor(marked_link(one, other, passage=place), f"in article {numbers[0]}", kind="df-place"),
        anchor(marked_link(other, one, passage=place), f"in article {numbers[1]}", kind="df-place"),
    )


def _row(
    passage: Passage, texts: tuple[str, str], numbers: tuple[int, int], places: tuple[str, str]
) -> str:
    left = _side(texts[0], passage.one, passage, "del", passage.shared_one)
    right = _side(texts[1], passage.other, passage, "ins", passage.shared_other)
    missing = '<span class="px-faint">not here</span>'
    cells = "".join(
        f'<div class="df-cell"><span class="df-who">{number}</span>'
        f"<div>{f'{side} {place}' if side else missing}</div></div>"
        for number, side, place in zip(numbers, (left, right), places, strict=True)
    )
    return f'<div class="df-row df-{passage.kind.replace("_", "-")}">{cells}</div>'


def _side(text: str, span: Span, passage: Passage, tag: str, shared: Sequence[Span]) -> str:
    if span.start_char == span.end_char:
        return ""
    if passage.kind == "same":
        return _folded(text[span.start_char : span.end_char])
    return "".join(_pieces(text, span, tag, shared))


def _pieces(text: str, span: Span, tag: str, shared: Sequence[Span]) -> Iterator[str]:
    at = span.start_char
    for part in [*shared, Span(span.end_char, span.end_char)]:
        own = text[at : part.start_char]
        if own.strip():
            yield f"<{tag}>{_lines(own.strip())}</{tag}> "
        if part.start_char < part.end_char:
            yield f"{_both(text[part.start_char : part.end_char])} "
        at = part.end_char


def _folded(text: str) -> str:
    if len(text) <= FOLDED + 80:
        return _both(text)
    head = text[:FOLDED].rsplit(" ", 1)[0]
    rest = text[len(head) :]
    n = len(rest.split())
    return (
        f"{_both(head)} <details><summary>… {n:,} more words, the same in both</summary>"
        f"{_both(rest)}</details>"
    )


def _both(text: str) -> str:
    return f'<mark class="df-both">{_lines(text)}</mark>'


def _lines(text: str) -> str:
    return escaped(text).replace("\n", "<br>")
