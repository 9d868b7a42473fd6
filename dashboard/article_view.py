"""The close reading of one article, stored or uploaded: why it has these scores, word by word."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import streamlit as st

from dashboard import address, copies, notes, pieces
from dashboard import article_html as parts
from dashboard.annotate import TONE_STEPS, Highlight, annotated, annotated_line, signed
from dashboard.article_marks import (
    Found,
    answers_of,
    counts_of,
    highlights_of,
    intervals_of,
    opening_of,
    rows_of,
    sentence_tones,
    words,
)
from dashboard.behind_tone import behind_tone
from dashboard.ledger import LEDGER, Line, ledger, restored_places
from dashboard.markup import show
from dashboard.naming import names
from dashboard.notes_panel import notes_panel
from dashboard.palette import FULL_TONE, THEMES, either, theme_colour, tone_css, tone_shade
from dashboard.reading_keys import reading_keys
from dashboard.tone_ladder import ladder
from dashboard.vocabulary import theme_label
from pipelines import analyst, explain_tone
from pipelines.deep_tone import deep_available
from pipelines.flags import FLAGS
from pipelines.schemas import Tables
from pipelines.summaries import only
from pipelines.summaries_voices import statements

MARKS = {
    "tone": "Tone",
    "flag": "Flags",
    "quote": "Quotes",
    "theme": "Themes",
    "actor": "Actors",
    "date": "Dates",
}
SHOWN_AT_FIRST = ["tone", "flag", "quote", "theme"]
WITHHELD = (
    "The words of this article are withheld: these tables were published without their texts. "
    "Scores and flags hold; to see the words, run `parallax build` on the articles themselves."
)


def show_article(tables: Tables, article_id: str) -> None:
    """Draw the close reading of an article of `tables`, at the sentence or mark of the address."""
    rows = pieces.kept(lambda: only(tables, [article_id]), article_id)
    if rows.articles.empty:
        st.info("This article is not among the open ones. Choose another one.")
        return
    reading_style()
    article = rows_of(rows.articles)[0]
    fields = _fields(rows, article)
    beside = copies.beside(tables, article_id, fields["text"])
    found = pieces.kept(lambda: _found(rows, fields, beside), article_id)
    head = st.container()  # above the tools, but it needs to know what they chose
    kinds = MARKS if beside is None else {**MARKS, "copy": f"Shared with {beside.name.number}"}
    chosen, as_read = _tools(fields, found, kinds)
    field = "raw_text" if as_read else "text"
    shown = () if fields["text"] is None else (field, "title")
    said = notes.said().entries
    overrides = analyst.flag_overrides(said)
    answers = pieces.kept(
        lambda: answers_of(rows, found, fields, flags=FLAGS, shown=shown, overrides=overrides),
        article_id,
        as_read,
    )
    counts = pieces.kept(lambda: counts_of(rows), article_id)
    places = pieces.kept(lambda: opening_of(rows), article_id).items()
    opens = {name: _here(sentence=place, mark=None) for name, place in places}

    def top() -> str:
        if fields["title"]:
            heading = annotated_line(fields["title"], found["title"], prefix="head-")
        else:
            heading = names(rows, [article_id])[article_id].html()
        return (
            parts.header(article, heading)
            + copies.relations(tables, article_id)
            + _graded(said, article_id)
            + parts.seen(article, answers)
            + f'<div class="rd-why">{ladder(article, counts, intervals_of(rows), opens)}'
            + f"{parts.findings(answers)}</div>"
        )

    with head:
        show(pieces.kept(top, article_id, as_read))
    _reading(rows, article_id, fields, found, chosen=chosen, field=field)
    tabs = pieces.kept(
        lambda: _details(rows, article, found, fields, answers, counts, shown),
        article_id,
        as_read,
    )
    # Whoever puts lines back wants to see what that does.
    opened = list(tabs)[-1] if address.values("restored") else None
    for tab, html in zip(st.tabs(list(tabs), default=opened), tabs.values(), strict=True):
        with tab:
            show(html)
    notes_panel(tables, article_id, answers)


def _reading(
    rows: Tables,
    article_id: str,
    fields: Mapping[str, str | None],
    found: Found,
    *,
    chosen: Sequence[str],
    field: str,
) -> None:
    """The text with its marks under their legend, or why there is none."""
    if fields["text"] is None:
        st.info(WITHHELD)
        return
    if not fields["text"].strip():
        st.info("This article has no text besides its headline.")
        return
    if field == "text":
        show(_legend(chosen))
    show(
        pieces.kept(
            lambda: _text(rows, found, fields, chosen=chosen, field=field),
            article_id,
            tuple(chosen),
            field,
        )
    )


def _found(rows: Tables, fields: Mapping[str, str | None], beside: copies.Beside | None) -> Found:
    """The marks of the article; those that the address asks for stand out."""
    asked = st.query_params.get("mark")
    found = highlights_of(rows, flags=FLAGS, asked=asked)
    article_id = str(rows.articles["article_id"].iloc[0])
    shared = copies.marks(beside, article_id, fields["text"], asked=asked)
    return {**found, "text": [*found["text"], *shared]}


def _graded(said: Sequence[analyst.Entry], article_id: str) -> str:
    judged = analyst.judgements(entry for entry in said if entry.article_id == article_id)
    if article_id not in judged.index:
        return ""
    row = rows_of(judged)[0]
    note = row["note"] if parts.known(row["note"]) else None
    return parts.graded(row["source_grade"], row["information_grade"], note)


def reading_style() -> None:
    """The style sheet of the close reading, with the colours of the palette as classes."""
    steps = range(-TONE_STEPS, TONE_STEPS + 1)
    shades = {step: step / TONE_STEPS * FULL_TONE for step in steps if step}
    css = [
        f".rd-tone{step} {{ --rd-shade: {either(tone_shade(t), tone_shade(t, 'dark'))}; }}"
        for step, t in shades.items()
    ]
    css.append(f".px {{ --rd-plus: {tone_css(0.5)}; --rd-minus: {tone_css(-0.5)}; }}")
    css += [f".rd-theme-{theme} {{ --rd-line: {theme_colour(theme)}; }}" for theme in THEMES]
    st.html(f"<style>{' '.join(css)}</style>")
    st.html(Path(__file__).with_name("article.css"))


def _fields(rows: Tables, article: Mapping[str, Any]) -> dict[str, str | None]:
    texts = rows_of(rows.texts)
    title = article["title"]
    return {
        "title": str(title) if parts.known(title) else None,
        "text": texts[0]["text"] if texts else None,
        "raw_text": texts[0]["raw_text"] if texts else None,
    }


def _tools(
    fields: Mapping[str, str | None], found: Found, kinds: Mapping[str, str]
) -> tuple[list[str], bool]:
    """The toggles of the text, bound to the address: kinds of marks, and whether as it was read."""
    if not fields["text"]:
        return SHOWN_AT_FIRST, False
    with st.container(horizontal=True, vertical_alignment="bottom", key="reading_tools"):
        address.restore("show", lambda said: address.among(list(kinds))(said) or SHOWN_AT_FIRST)
        kept = [kind for kind in st.session_state["show"] if kind in kinds]
        if kept != st.session_state["show"]:  # no other article is held beside this one any more
            st.session_state["show"] = kept or SHOWN_AT_FIRST
        only_removed = _asked_in(found, "raw_text") and not _asked_in(found, "text", "title")
        address.restore("as_read", lambda said: address.yes(said) or only_removed)
        chosen = st.pills(
            "Marks in the text", list(kinds), format_func=lambda kind: kinds[kind],
            selection_mode="multi", key="show", wrap=True, disabled=st.session_state["as_read"],
            on_change=address.save, args=("show",), kwargs={"default": SHOWN_AT_FIRST},
        )  # fmt: skip
        as_read = st.toggle(
            "As it was read", key="as_read", on_change=address.save, args=("as_read",),
            help="The text with the lines that were removed before scoring, struck through.",
        )  # fmt: skip
        if as_read:
            st.caption(
                "As it was read, the text shows removed lines and the flags that point at them. "
                "The marks above stand on the cleaned text, so that they cannot be chosen here."
            )
        asked = (mark for mark in found["raw_text" if as_read else "text"] if mark.asked)
        target = next((mark.anchor for mark in asked), None)
        sentence = st.query_params.get("sentence")
        reading_keys(f"s{sentence}" if sentence is not None else target)
    return list(chosen), bool(as_read)


def _asked_in(found: Found, *fields: str) -> bool:
    """Whether words of these fields are what the address asks for."""
    return any(mark.asked for field in fields for mark in found[field])


def _text(
    rows: Tables,
    found: Found,
    fields: Mapping[str, str | None],
    *,
    chosen: Sequence[str],
    field: str,
) -> str:
    """The text with its marks, as HTML."""
    whole = field == "raw_text"  # its marks are few, and its sentences were never cut
    marks = [mark for mark in found[field] if whole or mark.kind in chosen or mark.asked]
    if whole:
        marks = _put_back(marks)
    sentence = None if whole else _asked_sentence(rows)
    text = str(fields[field])
    html = annotated(
        text,
        [] if whole else sentence_tones(rows),
        marks,
        after={} if sentence is None else {sentence: _why(rows, text, sentence)},
        link=(lambda index: _here(sentence=index, mark=None)) if "tone" in chosen else None,
    )
    off = "" if "tone" in chosen else " rd-toneless"
    return f'<article class="rd-reading"><div class="rd-text{off}">{html}</div></article>'


_LINES = {
    "tone": (("rd-s rd-tone-4", "grim"), ("rd-s rd-tone4", "positive")),
    "flag": (("rd-flag", "flag"), ("rd-flag-faint", "frequent flag")),
    "quote": (
        ("rd-quote rd-quote-named", "quote, named speaker"),
        ("rd-quote rd-quote-unnamed", "unnamed source"),
        ("rd-quote rd-quote-group", "vague group"),
        ("rd-quote", "no speaker"),
    ),
    "theme": (("rd-theme", "theme, in its colour"),),
    "actor": (("rd-actor", "actor"),),
    "date": (("rd-date", "date"),),
    "copy": (("rd-copy", "words that the other article has too"),),
}


def _legend(chosen: Sequence[str]) -> str:
    """What each kind of line in the text means, drawn as in the text."""
    said = "".join(
        f'<span class="{look}">{name}</span>'
        for kind in _LINES
        if kind in chosen
        for look, name in _LINES[kind]
    )
    if "quote" in chosen:
        said += "<span>a quotation of under six words counts as the article's own voice</span>"
    return f'<p class="px-legend">{said}</p>'


def _put_back(marks: Sequence[Highlight]) -> list[Highlight]:
    """The marks of the text as it was read, those of lines put back no longer struck through."""
    removed = [mark for mark in marks if mark.kind == "removed"]
    restored = restored_places(address.values("restored"), len(removed))
    back = {removed[place] for place in restored}
    return [
        replace(mark, faint=True, note="Put back on this page.") if mark in back else mark
        for mark in marks
    ]


def _asked_sentence(rows: Tables) -> int | None:
    """The sentence that the address names, if the article has it."""
    asked = st.query_params.get("sentence", "")
    exists = asked.isascii() and asked.isdigit() and len(asked) < 8
    return int(asked) if exists and int(asked) < len(rows.sentences) else None


def _here(**changes: str | int | None) -> str:
    """This view with other parameters; None leaves one out."""
    now = {name: st.query_params.get_all(name) for name in st.query_params}
    query = {name: value for name, value in {**now, **changes}.items() if value is not None}
    return "?" + urlencode(query, doseq=True, quote_via=quote, safe=",")


_OTHERS = {
    "tone_vader": "plain VADER",
    "tone_without_topic_words": "without topic words",
    "tone_narrator": "own voice",
    "tone_quoted": "quoted part",
    "tone_deep": "deep model",
}


def _why(rows: Tables, text: str, index: int) -> str:
    row = rows_of(rows.sentences.iloc[[index]])[0]
    sentence = text[int(row["start_char"]) : int(row["end_char"])]
    deep = parts.known(row["tone_deep"]) and deep_available()
    return behind_tone(
        row,
        _explained(sentence, "fast") if parts.known(row["tone"]) else [],
        deep=_explained(sentence, "deep") if deep else [],
        close=_here(sentence=None),
        others=[
            f"{label} {signed(row[name])}"
            for name, label in _OTHERS.items()
            if parts.known(row[name])
        ],
    )


def _explained(sentence: str, model: str) -> list[tuple[str, float]]:
    explained = explain_tone(sentence, model=model)
    return [(sentence[span.start_char : span.end_char], value) for span, value in explained]


def _putting_back(places: Collection[int]) -> str:
    """This view with those removed lines put back, in the text as it was read."""
    said = ",".join(str(place) for place in sorted(places)) or "none"
    return f"{_here(restored=said, as_read='1', mark=None, sentence=None)}#{LEDGER}"


def _details(
    rows: Tables,
    article: Mapping[str, Any],
    found: Found,
    fields: Mapping[str, Any],
    answers: Sequence[parts.Answer],
    counts: Mapping[str, str],
    shown: Sequence[str],
) -> dict[str, str]:
    """Everything of the article behind its text: HTML by what it is called."""
    by_anchor = {mark.anchor: mark for mark in found["text"]}

    def place(anchor: str) -> parts.Words:
        none = parts.Words("words withheld")
        return words(by_anchor[anchor], "text", fields, shown) or none

    quotes = [(row, place(f"q{n}")) for n, row in enumerate(rows_of(statements(rows.quotes)))]
    clues = [(row, place(f"d{n}")) for n, row in enumerate(rows_of(rows.clues))]
    first: dict[str, parts.Words | None] = {}
    for mark in found["text"]:
        if mark.kind == "theme":
            first.setdefault(mark.look, words(mark, "text", fields, shown))
    themes = [
        (row, theme_label(row["theme"]), first.get(row["theme"]))
        for row in rows_of(rows.themes.sort_values("share", ascending=False, kind="stable"))
    ]
    raw = fields["raw_text"]
    removed = [
        Line(None if raw is None else raw[mark.start_char : mark.end_char], mark.look)
        for mark in found["raw_text"]
        if mark.kind == "removed"
    ]
    tones = [float(tone) for tone in rows.sentences["tone"] if parts.known(tone)]
    restored = restored_places(address.values("restored"), len(removed))
    return {
        "All flags": parts.all_flags(answers),
        "All scores": parts.score_table(article, counts),
        f"Quotes ({len(quotes)})": parts.quote_list(quotes),
        f"Themes ({len(themes)})": parts.theme_list(themes),
        f"Dates ({len(clues)})": parts.window(article, clues),
        f"Removed lines ({len(removed)})": ledger(removed, tones, restored, _putting_back),
    }
