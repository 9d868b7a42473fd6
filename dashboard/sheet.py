"""The side-by-side sheet: a row per article, every mark in it a link to the words."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType

import pandas as pd

from dashboard import links, vocabulary
from dashboard.markup import anchor, chips, escaped
from dashboard.naming import Name
from dashboard.palette import STATES, theme_colour
from dashboard.strips import strip
from dashboard.tables import words_of
from dashboard.tone_dots import BOTH, tone_dots
from pipelines.moved import by_hand_said, moved_from
from pipelines.plurals import counted
from pipelines.schemas import Tables

TOP_THEMES = 3
WORDS_IN_HINT = 2  # passages shown for a flag on hover; the article has them all

HEAD = (
    '<div class="sh-row sh-head" aria-hidden="true"><div>Article</div>'
    "<div>Tone, sentence by sentence</div><div>Mean tone, 95 % interval</div>"
    "<div>Story themes, share of sentences</div><div>Flags by family</div></div>"
)


def sheet(
    tables: Tables,
    named: Mapping[str, Name],
    *,
    events: Mapping[str, int],
    origins: Mapping[str, str] = MappingProxyType({}),
    picked: Sequence[str] = (),
) -> list[str]:
    """HTML of the head of the sheet and of a row per article of `tables`, in their order.

    `origins` names the likely origin of each copy.
    Meant for a page of articles, not a corpus: all their sentences are drawn. A row does not
    depend on what else is picked, so that picking one article leaves the others as drawn.
    """
    articles = tables.articles
    texts = dict(zip(tables.texts["article_id"], tables.texts["text"], strict=True))
    sentences = dict(list(tables.sentences.groupby("article_id", sort=False)))
    dots = tone_dots(tables)
    themes = _theme_cells(tables)
    flags = flag_cells(tables)
    notes = _relations(tables, named, events, origins)
    rows = [
        '<div class="sh"><div class="sh-row">'
        + _identity(row, named[row["article_id"]], notes[row["article_id"]], picked)
        + '<div class="sh-strip"><span class="sh-cap">Tone, sentence by sentence</span>'
        + strip(
            row["article_id"],
            sentences.get(row["article_id"], tables.sentences.iloc[:0]),
            texts.get(row["article_id"]),
        )
        + "</div>"
        + f'<div><span class="sh-cap">Mean tone</span>{dots[row["article_id"]]}</div>'
        + f'<div><span class="sh-cap">Story themes</span>{themes[row["article_id"]]}</div>'
        + f'<div><span class="sh-cap">Flags</span>{flags[row["article_id"]]}</div></div></div>'
        for row in articles.to_dict("records")
    ]
    return [f'<div class="sh">{HEAD}</div>', *rows]


def _identity(
    row: Mapping[str, object], name: Name, notes: Sequence[str], picked: Sequence[str]
) -> str:
    article_id = str(row["article_id"])
    title = anchor(links.article_link(article_id), name.marked(), kind="sh-title")
    is_picked = article_id in picked
    box = anchor(
        links.here("", pick=article_id),
        f'<span aria-hidden="true">{"☑" if is_picked else "☐"}</span>'
        f'<span class="px-sr">{"Remove" if is_picked else "Pick"} article {name.number}'
        f" {'from' if is_picked else 'for'} the comparison</span>",
        kind="sh-box px-pick",
    )
    return (
        f'<div class="sh-id"><div class="sh-num">{box}<span>{name.number}</span></div><div>{title}'
        f'<div class="px-chips">{chips(facts(row))}{chips(notes, kind="px-note")}</div></div></div>'
    )


def facts(row: Mapping[str, object]) -> list[str]:
    """Outlet, date, language and length of an article, as far as they are stated."""
    published = row["published_at"]
    language = row["language"] if isinstance(row["language"], str) else "unknown language"
    return [
        str(row["outlet"]) if isinstance(row["outlet"], str) else "no outlet",
        day(published) if isinstance(published, datetime) and not pd.isna(published) else "no date",
        vocabulary.language_label(language)
        if isinstance(language, str) and language != "en"
        else "",
        counted(row["n_words"], "word"),
    ]


def day(moment: datetime) -> str:
    """A date as `3 Jan 2025`."""
    return f"{moment.day} {moment:%b %Y}"


def window(earliest: object, latest: object) -> str | None:
    """The implied window in words, None if nothing bounds it."""
    first = day(earliest) if isinstance(earliest, datetime) and not pd.isna(earliest) else None
    last = day(latest) if isinstance(latest, datetime) and not pd.isna(latest) else None
    if first and last:
        return first if first == last else f"{first} – {last}"
    return f"after {first}" if first else f"before {last}" if last else None


def _relations(
    tables: Tables,
    named: Mapping[str, Name],
    order: Mapping[str, int],
    origins: Mapping[str, str],
) -> dict[str, list[str]]:
    """What to know about an article beside its metadata: event, origin, implied dates."""
    notes: dict[str, list[str]] = defaultdict(list)
    events = tables.events
    if len(order) > 1:
        for article_id, event in zip(events["article_id"], events["event_id"], strict=True):
            notes[article_id].append(f"event {order[event]}")
    for article_id, machine in moved_from(events).items():
        notes[article_id].append(by_hand_said(machine, order))
    for article_id in tables.articles["article_id"]:
        if article_id in origins:
            notes[article_id].append(f"copy of {named[origins[article_id]].number}")
    for article_id, earliest, latest in zip(
        tables.articles["article_id"],
        tables.articles["window_earliest"],
        tables.articles["window_latest"],
        strict=True,
    ):
        implied = window(earliest, latest)
        if implied:
            notes[article_id].append(f"wording fits {implied}")
    return notes


def _theme_cells(tables: Tables) -> dict[str, str]:
    story = tables.themes[tables.themes["layer"] == "story"]
    scale = max(0.05, story["share"].max()) if len(story) else 1.0
    cells = {}
    by_article = dict(list(story.groupby("article_id", sort=False)))
    for article_id in tables.articles["article_id"]:
        rows = by_article.get(article_id)
        if rows is None:
            cells[article_id] = '<span class="dt-no">no story theme found</span>'
            continue
        leading = rows.sort_values(["share", "theme"], ascending=[False, True])
        bars = "".join(
            theme_bar(article_id, theme, share, n, scale)
            for theme, share, n in zip(
                leading["theme"].head(TOP_THEMES),
                leading["share"].head(TOP_THEMES),
                leading["n_sentences"].head(TOP_THEMES),
                strict=True,
            )
        )
        more = len(leading) - TOP_THEMES
        if more > 0:
            address = links.article_link(article_id)
            bars += anchor(address, f"+ {counted(more, 'more theme')}", kind="th-more")
        cells[article_id] = bars
    return cells


def theme_bar(
    article_id: str, theme: str, share: float, n: int, scale: float, *, labelled: bool = True
) -> str:
    """One theme as a bar with its label, share and n; a link to its words."""
    label = escaped(vocabulary.theme_label(theme))
    beside = f'<span class="th-label">{label}</span>' if labelled else ""
    number = f"{100 * share:.0f} %" if labelled else f"{100 * share:.0f} % <span>n {n}</span>"
    width = 100 * share / scale
    inner = (
        f'{beside}<span class="th-track">'
        f'<i style="width:{width:.0f}%;background:{theme_colour(theme)}"></i></span>'
        f'<span class="th-n">{number}</span>'
        f'<span class="px-hint"><b>{label}</b><br>{counted(n, "sentence")}, '
        f"{100 * share:.0f} % of all</span>"
    )
    return anchor(
        links.article_link(article_id, mark=theme),
        inner,
        kind=f"th-row px-left {'' if labelled else 'th-bare'}",
    )


def flag_cells(tables: Tables) -> dict[str, str]:
    """Per article its families of flags in three states; hover lists the flags and words."""
    marks = tables.marks[tables.marks["kind"] == "flag"]
    words: dict[tuple[str, str], list[str]] = defaultdict(list)
    for article_id, flag, found in zip(
        marks["article_id"], marks["name"], words_of(tables, marks, at_most=70), strict=True
    ):
        if found:
            words[article_id, flag].append(found)
    families = vocabulary.families()
    answers: dict[tuple[str, str], list[tuple[str, str, object]]] = defaultdict(list)
    flags = tables.flags
    for article_id, flag, state, reason in zip(
        flags["article_id"], flags["flag"], flags["state"], flags["reason"], strict=True
    ):
        answers[article_id, families.get(flag, "other")].append((flag, state, reason))
    return {
        article_id: '<div class="fl">'
        + "".join(
            _family(article_id, family, answers[article_id, family], words)
            for family in vocabulary.FAMILIES
            if answers[article_id, family]
        )
        + "</div>"
        for article_id in tables.articles["article_id"]
    }


def _family(
    article_id: str,
    family: str,
    answers: Sequence[tuple[str, str, object]],
    words: Mapping[tuple[str, str], Sequence[str]],
) -> str:
    fired = [answer for answer in answers if answer[1] == "triggered"]
    unknown = [answer for answer in answers if answer[1] == "cannot assess"]
    if fired:
        state, count = "triggered", f"{len(fired)}"
    elif len(unknown) == len(answers):
        state, count = "cannot assess", ""
    else:
        state, count = "clear", ""
    lines = [
        f"<b>{escaped(vocabulary.FAMILIES[family])}</b>: {len(fired)} of {len(answers)} triggered"
    ]
    lines += [_flag_line(article_id, flag, reason, words) for flag, _, reason in fired]
    if unknown:
        labels = ", ".join(vocabulary.flag_label(flag) for flag, _, _ in unknown)
        lines.append(f"? cannot assess: {escaped(labels)}")
    inner = (
        f"{glyph(state, count)}<span>{family}</span>"
        f'<span class="px-sr">: {len(fired)} triggered, {len(unknown)} cannot be assessed</span>'
        f'<span class="px-hint">{"<br>".join(lines)}</span>'
    )
    mark = fired[0][0] if fired else None
    return anchor(links.article_link(article_id, mark=mark), inner, kind="fl-one px-right")


def _flag_line(
    article_id: str, flag: str, reason: object, words: Mapping[tuple[str, str], Sequence[str]]
) -> str:
    found = words.get((article_id, flag), ())
    quoted = "; ".join(f"“{escaped(one)}”" for one in found[:WORDS_IN_HINT])
    more = f" (+{len(found) - WORDS_IN_HINT})" if len(found) > WORDS_IN_HINT else ""
    why = quoted + more if quoted else escaped(reason if isinstance(reason, str) else "")
    return f"▲ {escaped(vocabulary.flag_label(flag))}{': ' if why else ''}{why}"


def glyph(state: str, count: str = "") -> str:
    """The sign of a state of a flag; its meaning must stand beside it as text."""
    kind = state.replace(" ", "-")
    return f'<b class="fl-glyph fl-{kind}" aria-hidden="true">{STATES[state].glyph}{count}</b>'


def legend(explained: Iterable[str] = ()) -> str:
    """How to read the sheet: tone scale, voices, flag states."""
    steps = "".join(f'<i class="st-{step}"></i>' for step in range(0, 13, 2))
    states = "".join(f"<span>{glyph(state)} {look.label}</span>" for state, look in STATES.items())
    return (
        '<div class="px-legend"><span>grim '
        f'<span class="px-scale">{steps}</span> positive</span>'
        '<span><i class="lg-tall"></i> own voice <i class="lg-mid"></i> both '
        '<i class="lg-low"></i> quoted</span>'
        f"<span>● own ○ quoted, bar = 95 % interval; {BOTH}</span>{states}"
        + "".join(f"<span>{escaped(one)}</span>" for one in explained)
        + "</div>"
    )
