"""The questions that an analyst asks first, answered in plain words that lead to their evidence."""

from collections.abc import Iterable, Mapping, Sequence

from dashboard import links, vocabulary
from dashboard.markup import anchor, escaped
from dashboard.naming import event_numbers, names
from dashboard.sheet import day
from dashboard.strips import signed
from pipelines.moved import by_hand_said, moved_from
from pipelines.schemas import Tables
from pipelines.summaries import FEW
from pipelines.summaries_glance import (
    copied,
    event_sizes,
    event_values,
    grimmest_own_voice,
    left_out,
    unnamed_sources,
)
from pipelines.summaries_tone import n_settled, order_changes

MOST_COMPARED = 200  # articles up to which every pair is looked at for a change of order
MOST_NAMED = 3  # articles named in one answer
APART = {
    "party": "who is involved",
    "place": "where",
    "date": "when",
    "person": "who is named",
}


def figures(counted: Tables, shown: Tables) -> str:
    """Key figures of the articles that count, of those shown, as HTML."""
    articles = counted.articles
    n_left = len(shown.articles) - len(articles)
    beside = f", and {n_left:,} {'copy' if n_left == 1 else 'copies'}" if n_left else ""
    days = articles["published_at"].dropna()
    span = "no date" if days.empty else _span(day(days.min()), day(days.max()))
    n_languages = articles["language"].nunique()
    languages = "one language" if n_languages == 1 else f"{n_languages} languages"
    n_sentences = int(articles["n_sentences"].sum())
    n_outlets = articles["outlet"].nunique()
    cells = [
        (
            f"{len(articles):,}",
            f"article{'' if len(articles) == 1 else 's'} in {languages}{beside}",
        ),
        (f"{n_outlets:,}", f"named outlet{'' if n_outlets == 1 else 's'}"),
        (f"{n_sentences:,}", "sentences"),
        (span, f"published; {len(days):,} of {len(articles):,} state a date"),
    ]
    drawn = "".join(
        f"<div><b>{escaped(n)}</b><span>{escaped(what)}</span></div>" for n, what in cells
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
    )
    rows = "".join(
        f"<div><dt>{escaped(question)}</dt><dd>{answer}</dd></div>"
        for question, answer in answers
        if answer
    )
    return f'<dl class="px-glance">{rows}</dl>'


def _article(corpus: Tables, article_id: str, *, mark: str | None = None) -> str:
    name = names(corpus, [article_id])[article_id]
    return anchor(
        links.article_link(article_id, mark=mark), f"{name.number} · {name.html(at_most=64)}"
    )


def _listed(items: Iterable[str], n_all: int) -> str:
    listed = list(items)
    if n_all > len(listed):
        return ", ".join(listed) + f" and {n_all - len(listed):,} more"
    return " and ".join([", ".join(listed[:-1]), listed[-1]] if len(listed) > 1 else listed)


def _n(count: int, noun: str = "article") -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


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
            return f"<b>One</b>, of {_n(n)}.{_by_hand(by_hand, corpus, numbers)}"
        return f"<b>One.</b> Who, where and when agree across {_n(n)}."
    said = []
    for row in sizes.head(MOST_NAMED).to_dict("records"):
        event, n = row["event_id"], row["n_articles"]
        label = anchor(links.link("", event=event), f"event {numbers[event]}")
        values = event_values(shown, event, row["deciding_slot"])
        about = f": {escaped(', '.join(values))}" if values else ""
        said.append(f"{label} ({_n(n)}{about})")
    more = _more_events(list(sizes["n_articles"]))
    slots = [APART[slot] for slot in sizes["deciding_slot"].dropna().unique() if slot in APART]
    why = f" Set apart by {' or '.join(slots)}." if slots else ""
    return (
        f"<b>{len(sizes):,}.</b> {', '.join(said)}{more}.{why}"
        f"{_by_hand(by_hand, corpus, numbers)} Compare tone within one first."
    )


def _more_events(sizes: Sequence[int]) -> str:
    """The events that are not named, of which none is larger than those that are."""
    left = sizes[MOST_NAMED:]
    if not left:
        return ""
    if max(left) == min(left):
        return f" and {len(left):,} more of {'one' if left[0] == 1 else f'{left[0]:,}'} " + (
            "article" if left[0] == 1 else "articles each"
        )
    return f" and {len(left):,} more of at most {_n(max(left))}"


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
        f"{_article(corpus, row['article_id'])} copies {_article(corpus, row['origin_id'])} "
        f"({100 * row['containment']:.0f} % of the shorter text)"
        for row in found.head(MOST_NAMED).to_dict("records")
    )
    more = f", and {len(found) - MOST_NAMED:,} more" if len(found) > MOST_NAMED else ""
    n = len(found)
    return f"<b>{n:,}.</b> {said}{more}. A copy adds no voice: count each with its origin."


def _own_voice(shown: Tables, corpus: Tables) -> str:
    first = grimmest_own_voice(shown)
    if first is None:
        return f"Not to be said: no article has {FEW} sentences with a tone in its own voice."
    mean = f"{signed(first.mean)} over n {first.n} sentences"
    interval = f"95 % interval {signed(first.low)} to {signed(first.high)}"
    of = f"{first.n_compared:,} {'others' if first.n_compared != 1 else 'other'}"
    if len(shown.articles) > first.n_compared + 1:
        of = f"the {first.n_compared:,} next ones"
    settled = (
        f"{first.n_overlapping:,} of {of} overlap with it, so that the first place is not settled"
        if first.n_overlapping
        else f"none of {of} reaches it"
    )
    lead = "" if first.mean < 0 else "None is grim; the least positive is "
    return f"{lead}<b>{_article(corpus, first.article_id)}</b>: {mean}, {interval}; {settled}."


def _unnamed(shown: Tables, corpus: Tables) -> str:
    found = unnamed_sources(shown)
    if found.empty:
        return "<b>None.</b> No statement rests on a source that is not named."
    said = _listed(
        (
            f"{_article(corpus, row['article_id'], mark='anonymous_sources')} "
            f"({row['n_unnamed']} of {row['n_attributed']} attributed statements)"
            for row in found.head(MOST_NAMED).to_dict("records")
        ),
        len(found),
    )
    return f"<b>{len(found):,} of {_n(len(shown.articles))}.</b> Most in {said}."


def _left_out(shown: Tables, corpus: Tables) -> str:
    found = left_out(shown)
    if found is None:
        if len(shown.articles) < 3:
            return "Not to be said: it takes three articles, since of two neither is most."
        return "<b>None.</b> No article lacks a theme that most of its event have."
    linked = [_article(corpus, one) for one in found.article_ids[:MOST_NAMED]]
    theme = escaped(vocabulary.theme_label(found.theme).lower())
    where = "" if found.event_id is None else f" of event {event_numbers(corpus)[found.event_id]}"
    to_all = anchor(links.link("themes"), "all gaps", kind="px-clear")
    return (
        f"{_listed(linked, len(found.article_ids))} {'has' if len(linked) == 1 else 'have'} no "
        f"sentence on <b>{theme}</b>, which {found.n_with:,} of {_n(found.n_articles)}{where} "
        f"have ({to_all})."
    )


def _order(shown: Tables) -> str:
    if not 2 <= len(shown.articles) <= MOST_COMPARED:
        return ""
    settled, n_pairs = n_settled(shown.articles)
    if not n_pairs:
        return ""
    changed = len(order_changes(shown.articles))
    if settled:
        said = f"<b>For {settled:,} of {n_pairs:,} pairs</b>: their 95 % intervals do not meet."
    elif n_pairs == 1:
        said = "<b>No</b>: the 95 % intervals of the two meet."
    else:
        said = f"<b>No.</b> The 95 % intervals of all {n_pairs:,} pairs meet: no one ranks first."
    subject = "words that name the subject (peace, war) carry no weight"
    if changed:
        return (
            f"{said} {changed:,} {'pairs change' if changed > 1 else 'pair changes'} places "
            f"once {subject}."
        )
    return f"{said} No pair changes places once {subject}."
