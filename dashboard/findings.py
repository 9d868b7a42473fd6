"""The questions that an analyst asks first, answered in plain words that lead to their evidence."""

from collections.abc import Mapping, Sequence

from dashboard import links, vocabulary
from dashboard.answer_parts import MOST_NAMED, answered, folded, linked, numbered, some_of
from dashboard.compared_glance import differing_said
from dashboard.fit_answers import dates_answer, facts_answer
from dashboard.markup import anchor, escaped
from dashboard.naming import event_numbers, names
from dashboard.shared_text import both_texts
from dashboard.sheet import day
from dashboard.strips import signed
from pipelines import plurals
from pipelines.moved import by_hand_said, moved_from
from pipelines.schemas import Tables
from pipelines.summaries import FEW, is_read, unread
from pipelines.summaries_glance import (
    Grimmest,
    LeftOut,
    copied,
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
        ("Do the dates fit?", dates_answer(counted, corpus)),
        ("Do the facts fit?", facts_answer(counted, corpus)),
    )
    rows = "".join(answered(question, answer) for question, answer in answers if answer)
    return f'<dl class="px-glance">{rows}</dl>'


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
        about = folded(f": {escaped(', '.join(values))}") if values else ""
        said.append(f"{label} ({plurals.counted(n, 'article')}{about})")
    more = _more_events(list(sizes["n_articles"]))
    slots = [APART[slot] for slot in sizes["deciding_slot"].dropna().unique() if slot in APART]
    why = f" Set apart by {' or '.join(slots)}." if slots else ""
    moved = _by_hand(by_hand, corpus, numbers)
    rest = folded(f"{why}{moved} Compare tone within one first.")
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
        f"{linked(corpus, one)} {escaped(by_hand_said(machine, numbers))}"
        for one, machine in list(by_hand.items())[:MOST_NAMED]
    ]
    return f" {some_of(said, len(by_hand))}." if said else ""


def _copies(shown: Tables, corpus: Tables) -> str:
    if shown.events.empty:
        return ""
    found = copied(shown)
    if found.empty:
        return "<b>None.</b> No article repeats the text of another."
    said = "; ".join(
        f"{linked(corpus, row['article_id'])} copies "
        f"{linked(corpus, row['origin_id'], by_number=True)} "
        f"({both_texts(row['origin_id'], row['article_id'], _shared(row['containment']))})"
        for row in found.head(MOST_NAMED).to_dict("records")
    )
    more = f", and {len(found) - MOST_NAMED:,} more" if len(found) > MOST_NAMED else ""
    rest = folded(" A copy adds no voice: count each with its origin.")
    return f"<b>{len(found):,}.</b> {said}{more}.{rest}"


def _shared(containment: float) -> str:
    return f"{100 * containment:.0f} %{folded(' of the shorter text')}"


def _own_voice(shown: Tables, corpus: Tables) -> str:
    first = grimmest_own_voice(shown)
    if first is None:
        return f"Not to be said: no article has {FEW} sentences with a tone in its own voice."
    mean = f"{signed(first.mean)} (n {plurals.counted(first.n, 'sentence')})"
    interval = f" 95 % interval {signed(first.low)} to {signed(first.high)}"
    place, because = _first_place(first, len(shown.articles))
    lead = "" if first.mean < 0 else "None is grim; the least positive is "
    named = linked(corpus, first.article_id, sentence=first.sentence_index)
    n_events = shown.events["event_id"].nunique()
    across = f" This goes across {n_events:,} events." if n_events > 1 else ""
    rest = folded(f"{interval}{because}.{across}")
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
        return none + folded(beside + _vague(shown))
    said = [
        f"{linked(corpus, row['article_id'], mark='unnamed')} ({row['n_unnamed']} of "
        f"{plurals.counted(row['n_attributed'], 'attributed statement')})"
        for row in found.head(MOST_NAMED).to_dict("records")
    ]
    lead = f"<b>{len(found):,} of {plurals.counted(n_read, 'article')}.</b> Most in {said[0]}."
    others = f" Then {some_of(said[1:], len(found) - 1)}." if len(found) > 1 else ""
    return lead + folded(others + beside + _vague(shown))


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
        having += folded(only_some)
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
    rest = folded(f" Read it in {_examples(corpus, found)}. {besides}{tied}")
    return (
        f"{linked(corpus, found.article_id)} has no sentence on <b>{theme}</b>, which {having} "
        f"have.{rest}"
    )


def _size(shown: Tables, event_id: str) -> int:
    """How many of the articles an event has."""
    return int((shown.events.drop_duplicates("article_id")["event_id"] == event_id).sum())


def _examples(corpus: Tables, found: LeftOut) -> str:
    """The articles that have the theme left out, by number, each a link to its words on it."""
    called = names(corpus, found.example_ids)
    listed = ", ".join(
        numbered(links.article_link(one, mark=found.theme), called[one])
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
    return f"{said}{folded(f'{differ} {weight}')}"
