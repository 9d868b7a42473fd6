"""How articles side by side differ, a sentence per measure, and of which events they are."""

from collections.abc import Mapping

import pandas as pd

from dashboard import links, vocabulary
from dashboard.comparison import badge
from dashboard.markup import anchor, escaped
from dashboard.naming import Name, event_numbers
from dashboard.sheet import day, window
from dashboard.strips import signed
from pipelines.moved import deciding_slots
from pipelines.plurals import counted, noun
from pipelines.schemas import Tables
from pipelines.summaries import unread
from pipelines.summaries_glance import event_values
from pipelines.summaries_themes import furthest_apart
from pipelines.summaries_tone import Order, order_within_events, strongest
from pipelines.summaries_voices import speaker_kinds


def event_of(part: Tables, corpus: Tables) -> dict[str, int]:
    """By article the number of its event, as everywhere; empty where all is one event."""
    numbers = event_numbers(corpus)
    if len(numbers) < 2:
        return {}
    events = zip(part.events["article_id"], part.events["event_id"], strict=True)
    return {str(article_id): numbers[str(event)] for article_id, event in events}


def several_events(part: Tables, named: Mapping[str, Name], corpus: Tables) -> str:
    """A warning that names the events of these articles, as HTML; empty where they are one."""
    numbers, deciding = event_numbers(corpus), deciding_slots(part.events)
    members: dict[str, list[int]] = {}
    for article_id, event in zip(part.events["article_id"], part.events["event_id"], strict=True):
        members.setdefault(str(event), []).append(named[article_id].number)
    if len(members) < 2:
        return ""
    said = []
    for event in sorted(members, key=lambda one: numbers[one]):
        link = anchor(links.link("", event=event), f"event {numbers[event]}")
        about = ", ".join(event_values(corpus, event, deciding.get(event)))
        which = f"article{'s' if len(members[event]) > 1 else ''} " + ", ".join(
            map(str, sorted(members[event]))
        )
        said.append(f"{link} ({which}{f': {escaped(about)}' if about else ''})")
    return (
        f'<p class="px-text"><b>▲ These articles are of {len(members)} events:</b> '
        f"{'; '.join(said)}. Part of every difference is the event: compare within one first.</p>"
    )


def glance(part: Tables, named: Mapping[str, Name]) -> str:
    """The differences in short, as HTML: what the sections below show at length."""
    rows = (
        ("Tone", f"{_tones(part, named)} {settled_said(part)}"),
        ("Themes", _themes(part, named)),
        ("Statements", _statements(part, named)),
        ("Flags", _flags(part, named)),
    )
    drawn = "".join(f"<div><dt>{what}</dt><dd>{said}</dd></div>" for what, said in rows if said)
    return f'<dl class="px-glance cm-short">{drawn}</dl>'


def settled_said(part: Tables) -> str:
    """How far the order by tone is settled within each event."""
    found = order_within_events(part)
    where = " within an event" if found.n_events > 1 else ""
    if not found.n_pairs:
        return "No two of them are of one event, so that none ranks before another."
    changed = " ▲ It changes without topic words." if found.changes else ""
    differ = f" {differing_said(found)}" if found.n_differ else ""
    if not found.n_settled:
        return f"No order{where} is settled: all intervals meet.{differ}{changed}"
    pairs = f"{found.n_settled} of {found.n_pairs} pairs" if found.n_pairs > 1 else "the pair"
    return f"The order of {pairs}{where} is settled: the intervals do not meet.{differ}{changed}"


def change_said(part: Tables, named: Mapping[str, Name]) -> str:
    """Which articles change places without topic words; empty where none could."""
    found = order_within_events(part)
    if not found.n_pairs:
        return ""
    if not found.changes:
        return "<b>None changes places</b> when words that name the subject carry no weight."
    changes = "; ".join(
        f"{named[warm].number} is above {named[grim].number} with topic words and below it "
        "without them"
        for warm, grim in found.changes
    )
    return f"<b>▲ The order changes:</b> {changes}. Part of the difference is the subject."


def words_behind(part: Tables) -> dict[str, str]:
    """Of each article the address of the sentence that stands for its mean tone."""
    places = strongest(part)["all"]
    return {
        one: links.article_link(one, None if pd.isna(places[one]) else int(places[one]))
        for one in _ids(part)
    }


def dates_in(part: Tables, article_id: str) -> str:
    """The address of an article at the words that bound its date, if it has any."""
    has_clues = (part.clues["article_id"] == article_id).any()
    return links.article_link(article_id, mark="date" if has_clues else None)


def shifts(part: Tables, tones: pd.DataFrame, named: Mapping[str, Name]) -> str:
    """Each article's tone with and without topic words, as a link to its words, as HTML.

    `tones` as `subject_tones` gives them.
    """
    to = words_behind(part)
    values = {
        str(one): anchor(to[str(one)], f"{signed(row['tone'])} → {signed(row['without'])}")
        for one, row in zip(tones.index, tones.to_dict("records"), strict=True)
        if not pd.isna(row["tone"])
    }
    return f'<p class="px-text">{_by_article(named, values)}</p>'


def windows_said(part: Tables, named: Mapping[str, Name]) -> str:
    """When each article was written by its wording, as a link to those words, and as it states."""
    clued = set(part.clues["article_id"])
    values = {}
    for row in part.articles.to_dict("records"):
        one = row["article_id"]
        implied = window(row["window_earliest"], row["window_latest"]) or "any date"
        said = escaped(f"wording fits {implied}")
        if one in clued:
            said = anchor(dates_in(part, one), said)
        stated = row["published_at"]
        states = "no date stated" if pd.isna(stated) else f"states {day(stated)}"
        values[one] = f"{said}; {states}"
    return f'<p class="px-text cm-lines">{_by_article(named, values)}</p>'


def none_said(part: Tables, named: Mapping[str, Name], none: str) -> str:
    """That nothing was found, as far as it could be looked for."""
    unseen = [one for one in _ids(part) if one in unread(part)]
    if not unseen:
        return none
    if len(unseen) == len(part.articles):
        return "It cannot be told: the word lists do not cover the language of these articles."
    which = ", ".join(str(named[one].number) for one in unseen)
    cover = f"the language of {noun(len(unseen), 'article')} {which} is not covered"
    return f"{none} It is not known of all of them: {cover}."


def differing_said(found: Order) -> str:
    """That pairs differ though their intervals meet, and why that is no order."""
    more = "more " if found.n_settled else ""
    counts = counted(found.n_differ, f"{more}pair differs", f"{more}pairs differ")
    who = "The two differ" if found.n_pairs == 1 else counts
    still = "" if found.n_settled else " all the same"
    return (
        f"{who}{still}: too little for a rank, though the 95 % interval of "
        "their difference leaves out 0."
    )


def _tones(part: Tables, named: Mapping[str, Name]) -> str:
    to = words_behind(part)
    values = {
        one: anchor(to[one], _tone(tone))
        for one, tone in zip(_ids(part), part.articles["tone"], strict=True)
    }
    return _by_article(named, values)


def _tone(value: float | None) -> str:
    return "unknown" if value is None or pd.isna(value) else signed(value)


def _themes(part: Tables, named: Mapping[str, Name]) -> str:
    theme, shares = furthest_apart(part)
    if theme is None:
        return "No story theme was found."
    values = {
        one: anchor(links.article_link(one, mark=theme), f"{100 * share:.0f} %")
        if share
        else "none"
        for one, share in shares.items()
    }
    label = escaped(vocabulary.theme_label(theme).lower())
    return f"Furthest apart on <b>{label}</b>, share of sentences: {_by_article(named, values)}"


def _statements(part: Tables, named: Mapping[str, Name]) -> str:
    kinds = speaker_kinds(part)
    values = {}
    for one in _ids(part):
        n, unnamed = int(kinds.loc[one].sum()), int(kinds.loc[one, "unnamed"])
        link = anchor(links.article_link(one, mark="unnamed"), f"{unnamed} unnamed")
        all_of_them = anchor(links.article_link(one), str(n))
        values[one] = f"{all_of_them} ({link})" if unnamed else all_of_them
    return f"Quoted or reported: {_by_article(named, values)}"


def _flags(part: Tables, named: Mapping[str, Name]) -> str:
    values = {one: anchor(links.article_link(one), str(n)) for one, n in triggered(part).items()}
    n_flags = part.flags["flag"].nunique()
    return f"Of {counted(n_flags, 'flag')} triggered: {_by_article(named, values)}"


def triggered(part: Tables, *, family: str | None = None) -> dict[str, int]:
    """How many flags, or flags of a family, each article triggers."""
    fired = part.flags[part.flags["state"] == "triggered"]
    if family is not None:
        fired = fired[fired["flag"].map(vocabulary.families()) == family]
    counts = fired["article_id"].value_counts()
    return {one: int(counts.get(one, 0)) for one in _ids(part)}


def triggered_said(fired: Mapping[str, int], named: Mapping[str, Name]) -> str:
    """In which articles flags are triggered, and how many, as plain text."""
    some = [f"{n} in article {named[one].number}" for one, n in fired.items() if n and one in named]
    return f"triggered: {', '.join(some)}" if some else "none triggered"


def _ids(part: Tables) -> list[str]:
    return list(part.articles["article_id"])


def _by_article(named: Mapping[str, Name], values: Mapping[str, str]) -> str:
    """A value per article, each behind the number on the colour of its column."""
    return " ".join(
        f'<span class="cm-value">{badge(index, named[one].number)}{values[one]}</span>'
        for index, one in enumerate(named)
        if one in values
    )
