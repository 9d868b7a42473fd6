"""The rows of one article as highlights of its text, and the answers of its flags."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any

import pandas as pd

from dashboard.annotate import Highlight, SentenceTone, signed
from dashboard.article_html import Answer, Words, day, known, speaker_kind
from dashboard.vocabulary import theme_label
from pipelines.flags.finding import Flag
from pipelines.plurals import counted
from pipelines.schemas import Tables
from pipelines.summaries_tone import means_by, strongest
from pipelines.summaries_voices import statements

FREQUENT = 12  # marks; a flag that has more is drawn thinly, so that the rarer ones are seen
APART = 400  # characters; nearer marks of one flag share a note in the margin

Fields = Mapping[str, str | None]
Found = dict[str, list[Highlight]]


def rows_of(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows as dictionaries, in order."""
    return list(frame.to_dict("records"))


def sentence_tones(rows: Tables) -> list[SentenceTone]:
    """The sentences of the article with tone and voice."""
    return [
        SentenceTone(
            int(row["sentence_index"]),
            int(row["start_char"]),
            int(row["end_char"]),
            float(row["tone"]) if known(row["tone"]) else None,
            row["voice"],
        )
        for row in rows_of(rows.sentences)
    ]


def highlights_of(rows: Tables, *, flags: Sequence[Flag], asked: str | None = None) -> Found:
    """Every mark of the article by the field it stands in, explained in words.

    Marks of what is `asked` for stand out: a flag, theme or actor by its name, statements by their
    kind of speaker (`unnamed`), date clues by `date`.
    """
    found: Found = {"text": [], "raw_text": [], "title": []}
    by_name = {flag.name: flag for flag in flags}
    last: dict[str, int] = {}
    names = rows.marks["name"].where(rows.marks["kind"] == "flag")
    frequent = {name for name, count in names.value_counts().items() if count > FREQUENT}
    for number, row in enumerate(rows_of(rows.marks)):
        if row["kind"] in ("quote", "date"):  # their own tables say more
            continue
        mark = _mark(row, f"{row['kind'][0]}{number}", by_name, asked, last)
        if mark.kind == "flag" and mark.look in frequent and not mark.asked:
            mark = replace(mark, faint=True, side="")
        found[row["field"]].append(mark)
    found["text"] += [
        _quote(row, f"q{n}", asked) for n, row in enumerate(rows_of(statements(rows.quotes)))
    ]
    found["text"] += [_date(row, f"d{n}", asked) for n, row in enumerate(rows_of(rows.clues))]
    return found


def _mark(
    row: Mapping[str, Any],
    anchor: str,
    flags: Mapping[str, Flag],
    asked: str | None,
    last: dict[str, int],
) -> Highlight:
    kind, name, start = row["kind"], row["name"], int(row["start_char"])
    note = row["note"] if known(row["note"]) else ""
    side = ""
    if kind == "flag":
        flag = flags.get(name)
        title = f"Flag: {flag.label if flag else name}."
        if flag:
            note = f"{note}{': ' if note else ''}{flag.meaning} May be harmless: {flag.innocent}"
            side = flag.label if start - last.get(name, -APART) >= APART else ""
        last[name] = start if side else last.get(name, -APART)
    elif kind == "theme":
        title = f"Theme: {theme_label(name)}."
    elif kind == "actor":
        title, note = f"Actor: {name}.", f"Named as {note}." if note else ""
    else:
        title, note = f"Removed: {name}.", "Not scored."
    return Highlight(
        kind, start, int(row["end_char"]), title, note, name, side, anchor, asked == name
    )


def _quote(row: Mapping[str, Any], anchor: str, asked: str | None) -> Highlight:
    speaker = row["speaker"] if known(row["speaker"]) else "nobody named"
    kind = speaker_kind(row)
    cue = f", “{row['cue']}”" if known(row["cue"]) else ""
    tone = f" Tone {signed(row['tone'])}." if known(row["tone"]) else ""
    form = "Quote" if row["form"] == "direct" else "Reported statement"
    return Highlight(
        "quote",
        int(row["start_char"]),
        int(row["end_char"]),
        f"{form}: {speaker}",
        f"({kind}{cue}).{tone}",
        row["speaker_kind"],
        f"{speaker} · {kind}" if known(row["speaker"]) else kind,
        anchor,
        asked == row["speaker_kind"],
    )


def _date(row: Mapping[str, Any], anchor: str, asked: str | None) -> Highlight:
    bounds = [
        f"{name} {day(row[column])}"
        for name, column in (("not before", "earliest"), ("not after", "latest"))
        if known(row[column])
    ]
    note = f"Written {' and '.join(bounds)} ({row['firmness']} bound)." if bounds else ""
    return Highlight(
        "date",
        int(row["start_char"]),
        int(row["end_char"]),
        "Date clue.",
        note,
        row["firmness"],
        "",
        anchor,
        asked == "date",
    )


def words(mark: Highlight, field: str, fields: Fields, shown: Iterable[str]) -> Words | None:
    """The words under a mark; without the text there are none to show."""
    text = fields[field]
    if text is None:
        return None
    anchor = mark.anchor if field in shown and mark.start_char < mark.end_char else None
    note = {"raw_text": "as read", "title": "headline"}.get(field)
    return Words(text[mark.start_char : mark.end_char], anchor, note)


def answers_of(
    rows: Tables,
    found: Found,
    fields: Fields,
    *,
    flags: Sequence[Flag],
    shown: Iterable[str],
    overrides: Mapping[tuple[str, str], str] = MappingProxyType({}),
) -> list[Answer]:
    """What every flag says, in the order of `flags`, with its words and the analyst's opinion."""
    article = rows_of(rows.articles)[0]
    by_name: dict[str, list[Words]] = {}
    for field, marks in found.items():
        for mark in marks:
            one = words(mark, field, fields, shown) if mark.kind == "flag" else None
            if one is not None:
                by_name.setdefault(mark.look, []).append(one)
    states = {row["flag"]: row for row in rows_of(rows.flags)}
    return [
        Answer(
            flag,
            row["state"],
            row["reason"] if known(row["reason"]) else None,
            row["value"] if known(row["value"]) else None,
            row["percentile"] if known(row["percentile"]) else None,
            tuple(by_name.get(flag.name, ())),
            int(article["n_words"]),
            overrides.get((article["article_id"], flag.name)),
        )
        for flag in flags
        if (row := states.get(flag.name)) is not None
    ]


_SENTENCE_SCORES = (
    "tone",
    "tone_vader",
    "tone_without_topic_words",
    "tone_narrator",
    "tone_quoted",
)


def counts_of(rows: Tables) -> dict[str, str]:
    """On how many sentences, statements or words each score of the article was counted."""
    article = rows_of(rows.articles)[0]
    with_tone = {
        name: int(rows.sentences[name].notna().sum()) for name in (*_SENTENCE_SCORES, "tone_deep")
    }
    n_words = counted(article["n_words"], "word")
    named = int((rows.quotes["speaker_kind"] != "none").sum())
    over = {name: f"n = {counted(n, 'sentence')}" for name, n in with_tone.items()}
    whole = over["tone"]
    return {
        **over,
        **dict.fromkeys(("tone_spread", "positive_share", "negative_share"), whole),
        "tone_title": "headline",
        "title_gap": "headline and text",
        "unnamed_share": f"n = {counted(named, 'statement')}",
        **{
            name: n_words
            for name in article
            if name.endswith("_per_1000") or name in ("quoted_share", "repetition_share")
        },
    }


def opening_of(rows: Tables) -> dict[str, int]:
    """For each tone of the article the sentence that stands for it (`summaries_tone.strongest`)."""
    places = strongest(rows, {name: name for name in (*_SENTENCE_SCORES, "tone_deep")}).iloc[0]
    return {str(name): int(place) for name, place in places.items() if known(place)}


def intervals_of(rows: Tables) -> dict[str, tuple[float, float]]:
    """The 95 % intervals over sentences of the article's other tones; a headline has none."""
    found = {}
    for name in (*_SENTENCE_SCORES[1:], "tone_deep"):
        means = means_by(rows.sentences[name], rows.sentences["article_id"])
        if len(means):
            found[name] = (float(means["low"].iloc[0]), float(means["high"].iloc[0]))
    return found
