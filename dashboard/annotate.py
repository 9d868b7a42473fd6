"""A text with its marks as HTML: safe for any text, readable by eye, keyboard and screen reader.

Every character of the text stays in place; explanations stand beside it in elements of their own
(`rd-tip` shown on hover and focus, `rd-side` in the margin, `rd-aside` below a paragraph).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby, pairwise

from dashboard.palette import FULL_TONE, THEMES
from pipelines.figure_words import signed
from pipelines.scores import POSITIVE as STRONG_TONE

TONE_STEPS = 6  # shades on each side of neutral
MOST_AT_ONCE = 12  # marks on one word; more cannot be told apart, and keeps hostile input linear
HEADING_LENGTH = 90  # characters; longer lines without a final stop are paragraphs
FINAL_STOPS = ".!?…:;,\"'”’»)"


@dataclass(frozen=True, slots=True)
class SentenceTone:
    """A sentence of the text with its tone (-1..1, None unknown) and who speaks."""

    index: int
    start_char: int
    end_char: int
    tone: float | None = None
    voice: str = "narrator"


@dataclass(frozen=True, slots=True)
class Highlight:
    """Words with a mark, in characters of the text.

    `kind` is one of `KINDS`; `look` its variant (theme id, kind of speaker). `title` and `note`
    explain it in words, `side` is what the margin says, `anchor` the id that links jump to.
    `asked` marks are those that a link led to, `faint` ones are so many that
    they would drown the others.
    """

    kind: str
    start_char: int
    end_char: int
    title: str
    note: str = ""
    look: str = ""
    side: str = ""
    anchor: str = ""
    asked: bool = False
    faint: bool = False


@dataclass(frozen=True, slots=True)
class _Piece:
    """Characters between two neighbouring boundaries, all under the same marks."""

    start_char: int
    end_char: int
    line: int
    sentence: SentenceTone | None
    marks: tuple[Highlight, ...]
    opening: tuple[Highlight, ...]
    crowded: bool


def annotated(
    text: str,
    sentences: Sequence[SentenceTone] = (),
    highlights: Iterable[Highlight] = (),
    *,
    after: Mapping[int, str] | None = None,
    link: Callable[[int], str] | None = None,
    prefix: str = "",
) -> str:
    """The text as HTML paragraphs with tone shades and marks, which may overlap freely.

    Sentences are ordered and disjoint. `after` holds HTML of ours to stand below the paragraph in
    which the sentence with that index ends; these sentences are shown as arrived at. `link` gives
    the address that explains a sentence. `prefix` keeps ids apart when a page has two texts. Marks
    without characters inside the text are left out.
    """
    after = after or {}
    html = []
    pieces = _pieces(text, sentences, highlights)
    for _, group in groupby(pieces, key=lambda piece: piece.line):
        line = list(group)
        html.append(_paragraph(text, line, _Frame(prefix, link, frozenset(after))))
        ended = (p.sentence.index for p in line if p.sentence and p.sentence.end_char <= p.end_char)
        html.extend(after.get(index, "") for index in dict.fromkeys(ended))
    return "".join(html)


def annotated_line(text: str, highlights: Iterable[Highlight] = (), *, prefix: str = "t") -> str:
    """A headline or another short text with its marks, without paragraphs."""
    return "".join(_words(text, piece, prefix) for piece in _pieces(text, (), highlights))


def tone_class(tone: float | None) -> str:
    """CSS class of the shade of a tone; none for an unknown tone."""
    if tone is None:
        return ""
    step = round(max(-1.0, min(1.0, tone / FULL_TONE)) * TONE_STEPS)
    return f"rd-tone{'-' if step < 0 else ''}{abs(step)}"


def tone_words(tone: float | None) -> str:
    """A tone in words with its number, signed: the text behind every shade."""
    if tone is None:
        return "tone unknown"
    reading = "positive" if tone >= STRONG_TONE else "grim" if tone <= -STRONG_TONE else "neutral"
    return f"{reading}, {signed(tone)}"


def safe(text: object) -> str:
    """Any text as HTML that shows exactly it: nothing in it acts, and its direction stays inside.

    A carriage return is written as a reference because HTML would turn it into a line feed; a
    lone surrogate cannot be sent to a browser at all.
    """
    return _escaped(str(text))


def bdi(text: object) -> str:
    """`safe` text whose writing direction does not touch its neighbours."""
    return f'<bdi dir="auto">{_escaped(str(text))}</bdi>'


def _escaped(text: str) -> str:
    text = text.encode("utf-8", "replace").decode() if not text.isprintable() else text
    return escape(text).replace("\r", "&#13;")


def _pieces(
    text: str, sentences: Sequence[SentenceTone], highlights: Iterable[Highlight]
) -> Iterator[_Piece]:
    size = len(text)
    waiting = sorted(
        (h for h in highlights if max(0, h.start_char) < min(size, h.end_char)),
        key=lambda h: (h.start_char, -h.end_char),
    )
    cuts = {0, size}
    for span in (*sentences, *waiting):
        cuts.update((min(max(0, span.start_char), size), min(max(0, span.end_char), size)))
    cuts.update(at + 1 for at, char in enumerate(text) if char == "\n")
    places = sorted(cuts)

    active: list[Highlight] = []
    crowded_until = line = next_mark = next_sentence = 0
    for start, end in pairwise(places):
        active = [mark for mark in active if mark.end_char > start]
        first = next_mark
        while next_mark < len(waiting) and waiting[next_mark].start_char <= start:
            next_mark += 1
        opening = waiting[first:next_mark]
        room = MOST_AT_ONCE - len(active)
        active += opening[:room]
        crowded_until = max((crowded_until, *(mark.end_char for mark in opening[room:])))
        while next_sentence < len(sentences) and sentences[next_sentence].end_char <= start:
            next_sentence += 1
        sentence = sentences[next_sentence] if next_sentence < len(sentences) else None
        if sentence and sentence.start_char > start:
            sentence = None
        yield _Piece(
            start, end, line, sentence, tuple(active), tuple(opening), crowded_until > start
        )
        line += text[end - 1] == "\n"


@dataclass(frozen=True, slots=True)
class _Frame:
    """What holds for the whole text."""

    prefix: str
    link: Callable[[int], str] | None
    arrived: frozenset[int]


def _paragraph(text: str, pieces: Sequence[_Piece], frame: _Frame) -> str:
    line = text[pieces[0].start_char : pieces[-1].end_char]
    if not line.strip() and not any(piece.marks for piece in pieces):
        return _escaped(line)
    html = [f'<p class="rd-p{_heading(line)}" dir="auto">']
    for sentence, group in groupby(pieces, key=lambda piece: piece.sentence):
        cells = list(group)
        words = "".join(_words(text, piece, frame.prefix) for piece in cells)
        html.append(_sentence(sentence, cells[0], words, frame) if sentence else words)
    return "".join((*html, "</p>"))


def _heading(line: str) -> str:
    bare = line.strip()
    return " rd-head" if len(bare) <= HEADING_LENGTH and bare[-1:] not in FINAL_STOPS else ""


def _sentence(sentence: SentenceTone, first: _Piece, words: str, frame: _Frame) -> str:
    arrived = " rd-arrived" if sentence.index in frame.arrived else ""
    shade = f"rd-s {tone_class(sentence.tone)}{arrived}"
    if first.start_char > max(0, sentence.start_char):  # its second line
        return f'<span class="{shade}">{words}</span>'
    name = f"{frame.prefix}s{sentence.index}"
    number = f"Sentence {sentence.index + 1}"
    explained = f"{tone_words(sentence.tone)}; {_VOICES.get(sentence.voice, _VOICES['mixed'])}."
    if frame.link is None:
        return f'<span class="{shade}" id="{name}">{words}</span>'
    strong = sentence.tone is not None and abs(sentence.tone) >= STRONG_TONE
    glyph = "rd-up" if strong and sentence.tone > 0 else "rd-down" if strong else "rd-even"
    return (
        f'<span class="{shade}" id="{name}">'
        f'<a class="px-link rd-glyph {glyph}" href="{escape(frame.link(sentence.index))}"'
        f' target="_self" aria-label="{number}" aria-describedby="{name}-tip"></a>'
        f'<span class="rd-tip" role="tooltip" id="{name}-tip"><b>{number}</b>: {explained}'
        f" Open it for the words behind its tone.</span>{words}</span>"
    )


_VOICES = {
    "narrator": "the article's own voice",
    "quoted": "quoted speech",
    "mixed": "own voice and quoted speech",
}


def _words(text: str, piece: _Piece, prefix: str) -> str:
    words = _escaped(text[piece.start_char : piece.end_char])
    if not piece.marks:
        return words
    tip = f"{prefix}w{piece.start_char}"
    classes = " ".join(dict.fromkeys(name for mark in piece.marks for name in _classes(mark)))
    anchors = [escape(mark.anchor) for mark in piece.opening if mark.anchor]
    own = f' id="{anchors[0]}"' if anchors else ""
    reach = ' tabindex="0"' if piece.opening else ""
    if any(mark.asked for mark in piece.marks):
        classes += " rd-arrived"
    html = f'<mark class="rd-m {classes}"{own}{reach} aria-describedby="{tip}">{words}</mark>'
    for anchor in anchors[1:]:  # an element has one id
        html = f'<span class="rd-at" id="{anchor}">{html}</span>'
    lines = "".join(dict.fromkeys(_explained(mark) for mark in piece.marks))
    more = '<span class="rd-tip-line">More marks on these words.</span>' if piece.crowded else ""
    notes = "".join(
        f'<span class="rd-side rd-side-{mark.kind}" aria-hidden="true">{bdi(mark.side)}</span>'
        for mark in piece.opening
        if mark.side and mark.kind in KINDS
    )
    return f'{notes}{html}<span class="rd-tip" role="tooltip" id="{tip}">{lines}{more}</span>'


KINDS = ("flag", "theme", "actor", "quote", "date", "removed", "copy")
SPEAKERS = ("named", "unnamed", "group", "none")


def _classes(mark: Highlight) -> Iterator[str]:
    """Only classes that the style sheet knows: names come from files that anyone can edit."""
    if mark.kind in KINDS:
        yield f"rd-{mark.kind}-faint" if mark.faint else f"rd-{mark.kind}"
    if mark.kind == "theme":
        yield f"rd-theme-{mark.look}" if mark.look in THEMES else "rd-theme-other"
    if mark.kind == "quote" and mark.look in SPEAKERS:
        yield f"rd-quote-{mark.look}"


def _explained(mark: Highlight) -> str:
    note = f" {bdi(mark.note)}" if mark.note else ""
    return f'<span class="rd-tip-line"><b>{bdi(mark.title)}</b>{note}</span>'
