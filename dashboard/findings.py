"""The questions that an analyst asks first, answered in plain words that lead to their evidence."""

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from dashboard import links, vocabulary
from dashboard.compared_glance import differing_said
from dashboard.markup import anchor, escaped
from dashboard.naming import event_numbers, names
from dashboard.places import sentences_of
from dashboard.shared_text import both_texts
from dashboard.sheet import day
from dashboard.strips import signed
from pipelines import plurals
from pipelines.contradictions import contradictions
from pipelines.figure_words import conflict_said
from pipelines.moved import by_hand_said, moved_from
from pipelines.published import rows_of
from pipelines.schemas import Tables
from pipelines.summaries import FEW, is_read, only, unread
from pipelines.summaries_glance import (
    DatesFit,
    Grimmest,
    LeftOut,
    copied,
    dates_fit,
    event_sizes,
    event_values,
    grimmest_own_voice,
    key_figures,
    left_out,
    unnamed_sources,
)
from pipelines.summaries_tone import order_within_events
from pipelines.summaries_voices import statements

MOST_COMPARED = 200  # articles up to which every pair is looked at for a change of order
MOST_NAMED = 3  # articles named in one answer
MOST_TOLD = 2  # contradictions told in one answer
BOUND = " with words that bound when it was written"
APART = {
    "party": "who is involved",
    "place": "where",
    "date": "when",
    "person": "who is named",
}


def figures(counted: Tables, shown: Tables) -> str:
    """Key figures of the articles that count, of those shown, as HTML; each leads to its list."""
    found = key_figures(counted)
    n_left = len(shown.articles) - found.n_articles
    beside = f", and {plurals.counted(n_left, 'copy', 'copies')}" if n_left else ""
    ends = (found.first, found.last)
    span = "no date" if None in ends else _span(*(day(one) for one in ends if one is not None))
    n_languages = counted.articles["language"].nunique()
    languages = "one language" if n_languages == 1 else f"{n_languages} languages"
    here = "#articles"  # the list below, in whatever order it is
    cells = [
        (
            f"{found.n_articles:,}",
            f"{plurals.noun(found.n_articles, 'article')} in {languages}{beside}",
            here,
        ),
        (
            f"{found.n_outlets:,}",
            plurals.noun(found.n_outlets, "named outlet"),
            links.place_link("sources", "outlets"),
        ),
        (f"{found.n_sentences:,}", plurals.noun(found.n_sentences, "sentence"), here),
        (
            span,
            f"published; {found.n_dated:,} of {found.n_articles:,} state a date",
            links.place_link("timeline", "windows"),
        ),
    ]
    drawn = "".join(
        anchor(to, f"<b>{escaped(n)}</b><span>{escaped(what)}</span>", kind="px-figure")
        for n, what, to in cells
    )
    return f'<div class="px-figures">{drawn}</div>'


def _span(first: str, last: str) -> str:
    if first == last:
        return first
    if first.split()[1:] == last.split()[1:]:
        return f"{first.split()[0]}–{last}"
    return f"{first} – {last}"


def findings(counted: Tables, shown: Tables, corpus: Tables) -> str:
    """The questions with their answers, each with its n and a link to its words, as HTML.

    Answers rest on the articles that count; copies are looked for among all that are shown.
    """
    answers = (
        ("How many events?", _events(counted, corpus)),
        ("Which are copies?", _copies(shown, corpus)),
        ("Grimmest in its own voice?", _own_voice(counted, corpus)),
        ("Who has unnamed sources?", _unnamed(counted, corpus)),
        ("Who leaves a theme out?", _left_out(counted, corpus)),
        ("Is the order by tone settled?", _order(counted)),
        ("Do the dates fit?", _dates(counted, corpus)),
        ("Do the facts fit?", _facts(counted, corpus)),
    )
    rows = "".join(
        f"<div><dt>{escaped(question)}</dt>"
        f"<dd>{_MORE if _REST in answer else ''}{answer}</dd></div>"
        for question, answer in answers
        if answer
    )
    return f'<dl class="px-glance">{rows}</dl>'


_REST = '<span class="gl-rest">'
# What opens the rest of an answer on a phone, where five answers are to fit one screen.
_MORE = (
    '<details class="gl-more"><summary>more<span class="px-sr"> of this answer</span></summary>'
    "</details>"
)


def _rest(html: str) -> str:
    """The part of an answer that a phone shows once it is asked for; a wide page shows it all."""
    return f"{_REST}{html}</span>" if html else ""


def _article(
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
    return anchor(to, f"{name.number}{_rest(title) if by_number else title}")


def _listed(items: Iterable[str], n_all: int) -> str:
    listed = list(items)
    if n_all > len(listed):
        return ", ".join(listed) + f" and {n_all - len(listed):,} more"
    return " and ".join([", ".join(listed[:-1]), listed[-1]] if len(listed) > 1 else listed)


def _events(shown: Tables, corpus: Tables) -> str:
    sizes = event_sizes(shown)
    if sizes.empty:
        return "Not known: these articles have not been compared. Build them in one go."
    numbers = event_numbers(corpus)
    by_hand = moved_from(shown.events)
    if len(sizes) == 1:
        n = int(sizes["n_articles"].iloc[0])
        if n == 1:
            return f"<b>One article.</b>{_by_hand(by_hand, corpus, numbers)}"
        if by_hand:
            moved = _by_hand(by_hand, corpus, numbers)
            return f"<b>One</b>, of {plurals.counted(n, 'article')}.{moved}"
        of = plurals.counted(n, "article")
        return f"<b>One.</b> Nothing that {of} state of who, where and when sets them apart."
    said = []
    for row in sizes.head(MOST_NAMED).to_dict("records"):
        event, n = row["event_id"], row["n_articles"]
        label = anchor(links.link("", event=event), f"event {numbers[event]}")
        values = event_values(shown, event, row["deciding_slot"])
        about = _rest(f": {escaped(', '.join(values))}") if values else ""
        said.append(f"{label} ({plurals.counted(n, 'article')}{about})")
    more = _more_events(list(sizes["n_articles"]))
    slots = [APART[slot] for slot in sizes["deciding_slot"].dropna().unique() if slot in APART]
    why = f" Set apart by {' or '.join(slots)}." if slots else ""
    moved = _by_hand(by_hand, corpus, numbers)
    rest = _rest(f"{why}{moved} Compare tone within one first.")
    return f"<b>{len(sizes):,}.</b> {', '.join(said)}{more}.{rest}"


def _more_events(sizes: Sequence[int]) -> str:
    """The events that are not named, of which none is larger than those that are."""
    left = sizes[MOST_NAMED:]
    if not left:
        return ""
    if max(left) == min(left):
        return f" and {len(left):,} more of {'one' if left[0] == 1 else f'{left[0]:,}'} " + (
            "article" if left[0] == 1 else "articles each"
        )
    return f" and {len(left):,} more of at most {plurals.counted(max(left), 'article')}"


def _by_hand(by_hand: Mapping[str, str], corpus: Tables, numbers: Mapping[str, int]) -> str:
    """The articles that the analyst moved, of which no machine's reason speaks."""
    said = [
        f"{_article(corpus, one)} {escaped(by_hand_said(machine, numbers))}"
        for one, machine in list(by_hand.items())[:MOST_NAMED]
    ]
    return f" {_listed(said, len(by_hand))}." if said else ""


def _copies(shown: Tables, corpus: Tables) -> str:
    if shown.events.empty:
        return ""
    found = copied(shown)
    if found.empty:
        return "<b>None.</b> No article repeats the text of another."
    said = "; ".join(
        f"{_article(corpus, row['article_id'])} copies "
        f"{_article(corpus, row['origin_id'], by_number=True)} "
        f"({both_texts(row['origin_id'], row['article_id'], _shared(row['containment']))})"
        for row in found.head(MOST_NAMED).to_dict("records")
    )
    more = f", and {len(found) - MOST_NAMED:,} more" if len(found) > MOST_NAMED else ""
    rest = _rest(" A copy adds no voice: count each with its origin.")
    return f"<b>{len(found):,}.</b> {said}{more}.{rest}"


def _shared(containment: float) -> str:
    return f"{100 * containment:.0f} %{_rest(' of the shorter text')}"


def _own_voice(shown: Tables, corpus: Tables) -> str:
    first = grimmest_own_voice(shown)
    if first is None:
        return f"Not to be said: no article has {FEW} sentences with a tone in its own voice."
    mean = f"{signed(first.mean)} (n {plurals.counted(first.n, 'sentence')})"
    interval = f" 95 % interval {signed(first.low)} to {signed(first.high)}"
    place, because = _first_place(first, len(shown.articles))
    lead = "" if first.mean < 0 else "None is grim; the least positive is "
    named = _article(corpus, first.article_id, sentence=first.sentence_index)
    n_events = shown.events["event_id"].nunique()
    across = f" This goes across {n_events:,} events." if n_events > 1 else ""
    rest = _rest(f"{interval}{because}.{across}")
    return f"{lead}<b>{named}</b>: {mean}; {place}.{rest}"


def _first_place(first: Grimmest, n_articles: int) -> tuple[str, str]:
    """Whether the intervals of the others let one article be called the first, and why."""
    if not first.n_compared:
        return "none to hold it against", f"; no other has {FEW} such sentences"
    of = plurals.counted(first.n_compared, "other")
    if n_articles > first.n_compared + 1:
        of = f"the {first.n_compared:,} next grimmest"
    if first.n_overlapping:
        verb = plurals.noun(first.n_overlapping, "overlaps", "overlap")
        return "the first place is not settled", f"; {first.n_overlapping:,} of {of} {verb} with it"
    return f"none of {of} reaches it", ""


def _unnamed(shown: Tables, corpus: Tables) -> str:
    n_read = int(is_read(shown.articles).sum())
    if not n_read:
        return "Not to be said: no article is in a language that is read here."
    n_unread = len(shown.articles) - n_read
    whose = plurals.noun(n_unread, "its language is", "their languages are")
    beside = f" {n_unread:,} cannot be assessed: {whose} not covered." if n_unread else ""
    found = unnamed_sources(shown)
    if found.empty:
        none = "<b>None.</b> No statement rests on a source that is not named."
        return none + _rest(beside + _vague(shown))
    said = [
        f"{_article(corpus, row['article_id'], mark='unnamed')} ({row['n_unnamed']} of "
        f"{plurals.counted(row['n_attributed'], 'attributed statement')})"
        for row in found.head(MOST_NAMED).to_dict("records")
    ]
    lead = f"<b>{len(found):,} of {plurals.counted(n_read, 'article')}.</b> Most in {said[0]}."
    others = f" Then {_listed(said[1:], len(found) - 1)}." if len(found) > 1 else ""
    return lead + _rest(others + beside + _vague(shown))


def _vague(shown: Tables) -> str:
    """How many statements rest on groups that could be anybody, which are no sources."""
    said = statements(shown.quotes)
    n = int(((said["speaker_kind"] == "group") & ~said["article_id"].isin(unread(shown))).sum())
    if not n:
        return ""
    to = anchor(links.place_link("voices", "named"), plurals.counted(n, "statement"))
    verb = plurals.noun(n, "rests", "rest")
    return f" Beside them {to} {verb} on vague groups such as observers or critics."


def _left_out(shown: Tables, corpus: Tables) -> str:
    found = left_out(shown)
    if found is None:
        if len(shown.articles) < 3:
            return "Not to be said: it takes three articles, since of two neither is most."
        return "<b>None.</b> No article lacks a theme that most of its event have."
    theme = escaped(vocabulary.theme_label(found.theme).lower())
    where = "" if found.event_id is None else f" of event {event_numbers(corpus)[found.event_id]}"
    having = f"{found.n_with:,} of {plurals.counted(found.n_articles, 'article')}{where}"
    of_event = len(shown.articles) if found.event_id is None else _size(shown, found.event_id)
    if found.n_articles < of_event:
        only_some = " (those in a language read here; copies and one outlet count once)"
        having += _rest(only_some)
    to_all = anchor(links.place_link("themes", "left-out"), "all gaps", kind="px-clear")
    more = found.n_themes - 1
    besides = (
        f"It also leaves out {plurals.counted(more, 'other theme')} that most have ({to_all})."
        if more
        else f"See {to_all}."
    )
    tied = (
        f" {plurals.counted(found.n_tied, 'other article')} "
        f"{plurals.noun(found.n_tied, 'leaves', 'leave')} out as many."
        if found.n_tied
        else ""
    )
    rest = _rest(f" Read it in {_examples(corpus, found)}. {besides}{tied}")
    return (
        f"{_article(corpus, found.article_id)} has no sentence on <b>{theme}</b>, which {having} "
        f"have.{rest}"
    )


def _size(shown: Tables, event_id: str) -> int:
    """How many of the articles an event has."""
    return int((shown.events.drop_duplicates("article_id")["event_id"] == event_id).sum())


def _examples(corpus: Tables, found: LeftOut) -> str:
    """The articles that have the theme left out, by number, each a link to its words on it."""
    called = names(corpus, found.example_ids)
    listed = ", ".join(
        anchor(
            links.article_link(one, mark=found.theme),
            f'<span class="px-sr">article </span>{called[one].number}',
        )
        for one in sorted(found.example_ids, key=lambda one: called[one].number)
    )
    more = found.n_with - len(found.example_ids)
    if not more:
        return listed
    others = links.link("", theme=found.theme, event=found.event_id)
    return f"{listed} and {anchor(others, f'{more:,} more')}"


def _order(shown: Tables) -> str:
    if not 2 <= len(shown.articles) <= MOST_COMPARED:
        return ""
    found = order_within_events(shown)
    if not found.n_pairs:
        return ""
    where = " within an event" if found.n_events > 1 else ""
    pairs = plurals.counted(found.n_pairs, "pair")
    if found.n_settled:
        said = (
            f"<b>For {found.n_settled:,} of {pairs}{where}</b>: their 95 % intervals do not meet."
        )
    elif found.n_pairs == 1:
        said = f"<b>No</b>: the 95 % intervals of the one pair{where} meet."
    else:
        said = f"<b>No.</b> The 95 % intervals of all {pairs}{where} meet: no one ranks first."
    differ = f" {differing_said(found)}" if found.n_differ else ""
    changed = len(found.changes)
    places = (
        f"{plurals.counted(changed, 'pair changes', 'pairs change')} places"
        if changed
        else "No pair changes places"
    )
    weight = f"{places} once words that name the subject (peace, war) carry no weight."
    return f"{said}{_rest(f'{differ} {weight}')}"


def _dates(shown: Tables, corpus: Tables) -> str:
    found = dates_fit(shown)
    return f"{_dates_within(found, corpus)} {_dates_between(shown, corpus, found.pairs)}"


def _dates_within(found: DatesFit, corpus: Tables) -> str:
    if not found.n_checked:
        return "No article has words that bound when it was written."
    checked = plurals.counted(found.n_checked, "article")
    n = len(found.in_conflict)
    if not n:
        return f"<b>Yes</b> within each of {checked}{_rest(BOUND)}."
    linked = (_article(corpus, one, mark="date_conflict") for one in found.in_conflict[:MOST_NAMED])
    those = f"{BOUND}: those of {_listed(linked, n)} contradict each other or the stated date"
    return f"<b>Not in {n:,} of {checked}</b>{_rest(those)}."


def _dates_between(shown: Tables, corpus: Tables, pairs: pd.DataFrame) -> str:
    if pairs.empty:
        return "No two articles rule out each other's days."
    one, other, note = pairs.iloc[0][["article_id", "other_id", "note"]]
    to_all = anchor(
        links.place_link("timeline", "between"), plurals.counted(len(pairs) - 1, "more pair")
    )
    more = f" ({to_all})" if len(pairs) > 1 else ""
    return (
        f"<b>Not between</b> {_at_dates(shown, corpus, one)} and "
        f"{_at_dates(shown, corpus, other)}{_rest(f': {escaped(conflict_said(note))}{more}')}."
    )


def _at_dates(shown: Tables, corpus: Tables, article_id: str) -> str:
    """The article at its date clues; one without any shows its stated date at its head."""
    has_clues = len(rows_of(shown, "clues", [article_id])) > 0
    return _article(corpus, article_id, mark="date" if has_clues else None, by_number=True)


def _facts(shown: Tables, corpus: Tables) -> str:
    """Days, places, numbers and outcomes that articles of one event tell otherwise."""
    if not shown.events["event_id"].duplicated().any():
        return ""  # no two articles that could
    pairs = shown.pairs[shown.pairs["kind"] == "slot_conflict"]
    if pairs.empty:
        held = " Only what two articles of an event tell in like words is held together."
        return f"<b>No contradiction found.</b>{_rest(held)}"
    first = pairs.head(MOST_TOLD)
    part = only(shown, {*first["article_id"], *first["other_id"]})
    found = contradictions(part).merge(first[["article_id", "other_id", "note"]])
    sides = [
        _at_facts(part, corpus, found, columns)
        for columns in (("article_id", "start_char"), ("other_id", "other_start_char"))
    ]
    told = [
        f"{escaped(conflict_said(note))} ({one}, {other})"
        for note, one, other in zip(found["note"], *sides, strict=True)
    ]
    event = found["event_id"].iloc[0]
    to_all = anchor(links.place_link("sources", "facts", support=event), "all with their sentences")
    contradicted = plurals.counted(len(pairs), "contradiction")
    return f"<b>{contradicted}</b> to read: {_listed(told, len(pairs))}. {_rest(f'({to_all})')}"


def _at_facts(
    part: Tables, corpus: Tables, found: pd.DataFrame, columns: tuple[str, str]
) -> list[str]:
    """Of each contradiction one of its articles, by number, at the sentence that tells it."""
    side = found[list(columns)].set_axis(["article_id", "start_char"], axis=1)
    places = sentences_of(part, side.fillna({"start_char": -1}))
    called = names(corpus, list(side["article_id"]))
    return [
        anchor(
            links.article_link(one, place),
            f'<span class="px-sr">article </span>{called[one].number}',
        )
        for one, place in zip(side["article_id"], places, strict=True)
    ]
