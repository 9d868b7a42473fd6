"""The parts of a close reading around the text, as HTML: rows of the tables in, markup out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboard.annotate import STRONG_TONE, bdi, safe, signed, tone_class, tone_words
from dashboard.measured import compared, measured
from dashboard.palette import STATES
from dashboard.vocabulary import FAMILIES, language_label, spelt_out, theme_label
from pipelines.flags.finding import GRADES, Flag
from pipelines.plurals import counted
from pipelines.scores import SCORES, Score
from pipelines.shortened import shortened
from pipelines.writing_window import fits

Row = Mapping[str, Any]

EXCERPT = 90  # characters of marked words in a list


@dataclass(frozen=True, slots=True)
class Words:
    """Words of the article and the id to jump to; None where the page does not show them."""

    text: str
    anchor: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What a flag says about the article, with the words behind it."""

    flag: Flag
    state: str
    reason: str | None
    value: float | None
    percentile: float | None
    words: tuple[Words, ...]
    n_words: int = 0  # of the article, which decides the articles it is compared with
    override: str | None = None  # what an analyst says about the answer


def known(value: object) -> bool:
    """Whether a cell of a table holds something."""
    return value is not None and not bool(pd.isna(value))


def day(value: object) -> str:
    """A day as people write it."""
    return f"{value:%-d %b %Y}" if known(value) else "open"


def header(article: Row, title: str) -> str:
    """Headline and metadata; what the article does not state is said, not left out."""
    chips = [
        _chip("Outlet", article["outlet"], "no outlet stated"),
        _chip("Author", article["author"], "no author stated"),
        _chip(
            "Published",
            f"{article['published_at']:%-d %b %Y, %H:%M} UTC"
            if known(article["published_at"])
            else None,
            "no date stated",
        ),
        _chip(
            "Language",
            language_label(article["language"]) if known(article["language"]) else None,
            "language unknown",
        ),
        _chip(
            "Length",
            f"{counted(article['n_words'], 'word')}, {counted(article['n_sentences'], 'sentence')}",
        ),
    ]
    if known(article["topic"]):
        chips.append(_chip("Desk", theme_label(article["topic"])))
    if known(article["story_theme"]):
        chips.append(_chip("Story theme", theme_label(article["story_theme"])))
    return f'<h2 class="rd-title" dir="auto">{title}</h2><p class="rd-facts">{"".join(chips)}</p>'


def graded(source: str, information: str, note: str | None) -> str:
    """The analyst's grades and note under the headline, named as hers."""
    said = f" {bdi(shortened(note, at_most=240))}" if note else ""
    return (
        f'<p class="rd-facts"><span class="rd-fact rd-analyst">Analyst: {safe(source)}'
        f"{safe(information)}</span>{said}</p>"
    )


def _chip(name: str, value: object, absent: str = "") -> str:
    if not known(value):
        return f'<span class="rd-fact rd-absent">{safe(absent)}</span>'
    return f'<span class="rd-fact"><span class="rd-fact-name">{name}</span> {bdi(value)}</span>'


def seen(article: Row, answers: Sequence[Answer]) -> str:
    """What is seen, in two sentences."""
    n = {state: sum(a.state == state for a in answers) for state in STATES}
    flags = (
        f"{n['triggered']} of {counted(len(answers), 'flag')} triggered; "
        f"{n['cannot assess']} cannot be assessed."
    )
    return f'<p class="rd-seen">{_tone_sentence(article)} {flags}</p>'


def _tone_sentence(article: Row) -> str:
    if not known(article["tone"]):
        return "This article has no tone: its language has no validated word list here."
    reading = tone_words(article["tone"]).split(",")[0]
    text = f"Reads as <b>{reading}</b>: tone {signed(article['tone'])}"
    if known(article["tone_low"]):
        text += (
            f" (95&nbsp;% interval {signed(article['tone_low'])} to {signed(article['tone_high'])})"
        )
    text += f" over {counted(article['n_sentences'], 'sentence')}"
    if known(article["tone_narrator"]) and known(article["tone_quoted"]):
        text += (
            f", {signed(article['tone_narrator'])} in its own voice"
            f" and {signed(article['tone_quoted'])} in what it quotes"
        )
    between = f"{signed(-STRONG_TONE)} and {signed(STRONG_TONE)}"
    return f"{text}. Between {between} an article reads as neutral."


def score_table(article: Row, counts: Mapping[str, str]) -> str:
    """Every score with its number, what it was counted on, and its meaning."""
    rows = "".join(
        f'<tr><th scope="row">{safe(score.label)}</th><td class="rd-number">'
        f"{number(score, article[score.name])}</td>"
        f'<td class="rd-n">{safe(counts.get(score.name, ""))}</td>'
        f"<td>{safe(score.meaning)}</td></tr>"
        for score in SCORES
    )
    return _table(("Score", "Value", "Counted on", "Meaning"), rows)


def _table(heads: Sequence[str], rows: str) -> str:
    head = "".join(f'<th scope="col">{name}</th>' for name in heads)
    return (
        '<div class="rd-scroll" tabindex="0" role="group" aria-label="Table">'
        f'<table class="rd-table"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>'
    )


def _caption(column: str) -> str:
    """What a cell is, said where a phone stacks the cells of a row (`.tb-cap` of style.css)."""
    return f'<span class="tb-cap">{column} </span>'


def number(score: Score, value: object) -> str:
    """The value of a score in its unit; unknown is said, never 0."""
    if not known(value):
        return '<span class="rd-absent">unknown</span>'
    if score.name.endswith("_share"):
        return f"{value:.0%}"
    if score.low is not None and score.low < 0:
        return signed(float(value))
    return f"{value:.1f}" if score.name.endswith("_per_1000") else f"{value:.2f}"


def findings(answers: Sequence[Answer]) -> str:
    """The flags triggered, family by family, each with its words; the others counted."""
    families = dict.fromkeys(answer.flag.family for answer in answers)
    parts = []
    for family in families:
        own = [answer for answer in answers if answer.flag.family == family]
        fired = [answer for answer in own if answer.state == "triggered"]
        rest = ", ".join(
            f"{_glyph(state)} {count} {state}"
            for state in ("clear", "cannot assess")
            if (count := sum(answer.state == state for answer in own))
        )
        parts.append(
            f'<div class="rd-family"><h4>{safe(FAMILIES.get(family, spelt_out(family)))}'
            f' <span class="rd-n">{rest}</span></h4>{"".join(map(finding, fired))}</div>'
        )
    return (
        '<section class="rd-flags" aria-label="Flags"><h3>Flags</h3><div class="rd-families">'
        f"{''.join(parts)}</div></section>"
    )


def finding(answer: Answer) -> str:
    """One flag: state, label, words to jump to; opened, its meaning and innocent explanation."""
    flag = answer.flag
    words = links(answer.words, at_most=2, length=44)
    said = answer.reason if (answer.reason or "").lower() != flag.label.lower() else None
    reason = f'<span class="rd-reason">: {bdi(said)}</span>' if said else ""
    return (
        f'<details class="rd-finding {_state_class(answer.state)}"><summary>'
        f'{_glyph(answer.state)} <span class="rd-flag-name">{safe(flag.label)}</span>'
        f'<span class="rd-sr"> {answer.state}</span>{reason}{_opinion(answer)}</summary>'
        f"<p>{safe(flag.meaning)}{_rate(answer)}</p>"
        f"<p><b>May be harmless.</b> {safe(flag.innocent)}</p>"
        f"<p><b>Evidence {flag.grade}:</b> {GRADES[flag.grade]}.</p></details>{words}"
    )


def _rate(answer: Answer) -> str:
    text = ""
    if known(answer.value):
        text += f" Measured here: {measured(answer.flag.name, answer.value)}."
    if known(answer.percentile):
        text += f" {compared(answer.percentile, answer.n_words)}"
    return text


def _opinion(answer: Answer) -> str:
    """The analyst's second opinion, named as hers: the machine's answer stays."""
    if not answer.override:
        return ""
    return f' <span class="rd-analyst">Analyst: {safe(answer.override)}</span>'


def _here(reason: str | None) -> str:
    return f' <span class="rd-reason">Here: {bdi(reason)}.</span>' if reason else ""


def _state_class(state: str) -> str:
    return f"rd-state-{state.replace(' ', '-')}"


def _glyph(state: str) -> str:
    return f'<span class="rd-state" aria-hidden="true">{STATES[state].glyph}</span>'


def all_flags(answers: Sequence[Answer]) -> str:
    """Every flag in its state, with its meaning, why it may be harmless, and its evidence.

    Those triggered come first; the clear ones, which are most, open with a click.
    """
    tables = {
        state: _flag_table([answer for answer in answers if answer.state == state])
        for state in STATES
        if any(answer.state == state for answer in answers)
    }
    if clear := tables.get("clear"):
        n = sum(answer.state == "clear" for answer in answers)
        head = f"{_glyph('clear')} {counted(n, 'clear flag')}: looked for and not found"
        tables["clear"] = f"<details><summary>{head}</summary>{clear}</details>"
    order = ("triggered", "cannot assess", "clear")
    return "".join(tables[state] for state in order if state in tables)


def _flag_table(answers: Sequence[Answer]) -> str:
    rows = "".join(
        f'<tr><td class="rd-nowrap {_state_class(a.state)}">{_glyph(a.state)} {a.state}'
        f'{_opinion(a)}</td><th scope="row">'
        f'{safe(a.flag.label)}<br><span class="rd-n">{safe(a.flag.family)}</span></th>'
        f"<td>{_caption('Looks for:')}{safe(a.flag.meaning)}{_rate(a)}{_here(a.reason)}"
        f"{links(a.words, at_most=20)}</td>"
        f"<td>{_caption('May be harmless:')}{safe(a.flag.innocent)}</td>"
        f'<td class="rd-nowrap">{a.flag.grade}: {GRADES[a.flag.grade]}</td></tr>'
        for a in answers
    )
    heads = (
        "State",
        "Flag",
        "What it looks for, and its words here",
        "May be harmless",
        "Evidence",
    )
    return _table(heads, rows)


def links(words: Sequence[Words], *, at_most: int, length: int = EXCERPT) -> str:
    """Marked words as links to their place in the text; what is left out is counted."""
    if not words:
        return ""
    items = "".join(f"<li>{_jump(one, length)}</li>" for one in words[:at_most])
    if len(words) > at_most:
        items += f'<li class="rd-n">{len(words) - at_most} more</li>'
    return f'<ul class="rd-words">{items}</ul>'


def _jump(words: Words, length: int = EXCERPT) -> str:
    text = f"<q>{bdi(shortened(words.text, at_most=length))}</q>"
    if words.anchor:
        text = f'<a href="#{safe(words.anchor)}">{text}</a>'
    return text + (f' <span class="rd-n">{bdi(words.note)}</span>' if words.note else "")


def quote_list(quotes: Iterable[tuple[Row, Words]]) -> str:
    """Who says what: speaker, kind of speaker, verb, words, tone."""
    rows = "".join(
        f"<tr><td>{bdi(row['speaker']) if known(row['speaker']) else 'nobody named'}<br>"
        f'<span class="rd-n">{speaker_kind(row)}</span></td><td>{_jump(words)}</td>'
        f"<td>{row['form']}{', ' + bdi(row['cue']) if known(row['cue']) else ''}</td>"
        f'<td class="rd-number"><span class="rd-swatch '
        f'{tone_class(row["tone"] if known(row["tone"]) else None)}">'
        f"{signed(row['tone']) if known(row['tone']) else 'unknown'}</span></td></tr>"
        for row, words in quotes
    )
    if not rows:
        return '<p class="rd-empty">No quoted or reported statement was found.</p>'
    return _table(("Speaker", "Words", "Form", "Tone"), rows)


_SPEAKERS = {
    "named": "named",
    "unnamed": "unnamed source",
    "group": "vague group",
    "none": "no speaker",
}


def speaker_kind(row: Row) -> str:
    """The kind of speaker in words, with the reason for anonymity where one is given."""
    kind = _SPEAKERS.get(row["speaker_kind"], "")
    if row["speaker_kind"] == "unnamed":
        kind += ", reason given" if known(row["reason_given"]) and row["reason_given"] else ""
    return kind


def theme_list(themes: Iterable[tuple[Row, str, Words | None]]) -> str:
    """Themes present, with the colour of their line, their share, and their first words."""
    rows = "".join(
        f'<tr><th scope="row"><span class="rd-key rd-theme rd-theme-{safe(row["theme"])}">'
        f'{safe(label)}</span> <span class="rd-n">{safe(row["layer"])}</span></th>'
        f'<td class="rd-number">{row["share"]:.0%}</td><td class="rd-n">{row["n_sentences"]}</td>'
        f'<td class="rd-number">{signed(row["tone"]) if known(row["tone"]) else "unknown"}</td>'
        f"<td>{_jump(words) if words else ''}</td></tr>"
        for row, label, words in themes
    )
    if not rows:
        return '<p class="rd-empty">No theme was found.</p>'
    heads = ("Theme", "Share", "Sentences", "Tone", "First words")
    return _table(heads, rows)


def window(article: Row, clues: Sequence[tuple[Row, Words]]) -> str:
    """When the wording says that it was written, against the stated date, clue by clue."""
    if not clues:
        return '<p class="rd-empty">No wording here bounds the date of writing.</p>'
    stated = day(article["published_at"]) if known(article["published_at"]) else "not stated"
    rows = "".join(
        f"<tr><td>{_jump(words)}</td><td class='rd-nowrap'>{_caption('not before')}"
        f"{day(row['earliest'])}</td><td class='rd-nowrap'>{_caption('not after')}"
        f"{day(row['latest'])}</td><td class='rd-nowrap'>{row['firmness']}</td></tr>"
        for row, words in clues
    )
    return (
        f"<p>The wording allows <b>{day(article['window_earliest'])}</b> to "
        f"<b>{day(article['window_latest'])}</b>. Stated date: <b>{stated}</b>."
        f"{_date_fit(article)}</p>" + _table(("Words", "Not before", "Not after", "Bound"), rows)
    )


def _date_fit(article: Row) -> str:
    stated, low, high = (
        article["published_at"],
        article["window_earliest"],
        article["window_latest"],
    )
    if known(low) and known(high) and low > high:
        return " These bounds contradict each other."
    if not known(stated):
        return ""
    fitting = fits(stated, low if known(low) else None, high if known(high) else None)
    if fitting is None:
        return ""
    return " The stated date fits." if fitting else " The stated date lies outside."
