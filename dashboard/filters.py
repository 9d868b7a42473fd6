"""Filters of the sidebar: they live in the address, show their counts, and clear with a click."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import TypeVar

import streamlit as st

from dashboard import address, links, markup, moves, pieces, saved_views, vocabulary
from dashboard import tables as data
from dashboard.naming import event_numbers
from dashboard.selection import Counts, Selection, apply, counts
from pipelines import plurals
from pipelines.moved import moved
from pipelines.published import LargeTables
from pipelines.schemas import Tables

T = TypeVar("T")


@st.cache_resource(max_entries=4, show_spinner="Counting what there is to choose ...")
def _counts_of_stored(place: str, token: str, moved_by_hand: tuple[tuple[str, str], ...]) -> Counts:
    return counts(moved(data.stored(), dict(moved_by_hand)))


def shown(page: str, *, has_figures: bool = True, needs_some: bool = True) -> Tables:
    """The open corpus as filtered, under the chips of the filters that are set.

    Called below the heading: with nothing left the page says what to do about it, and stops if it
    `needs_some`. A page that `has_figures` of the corpus says how copies count in them.
    """
    left, n_all = _left(), len(data.as_found().articles)
    chips(page, len(left.articles), n_all)
    if left.articles.empty:
        if n_all:
            markup.show(_way_out(page))
        else:
            st.info("These tables hold no article. Build them from a folder that has some.")
        if needs_some:
            st.stop()
    if has_figures:
        markup.show(pieces.kept(lambda: copies_said(page), page))
    return left


def _way_out(page: str) -> str:
    """Which filters to drop where none leaves an article, and how many each of them holds back."""
    everything, selection = moves.chosen(), current()
    drops = []
    for name, value, label in set_ones(selection):
        n = len(apply(everything, _dropped(selection, name, value)).articles)
        if n:
            link = markup.anchor(links.without(page, name, value), markup.escaped(label))
            drops.append(f"<li>{link}: {n:,} article{'' if n == 1 else 's'}</li>")
    said = (
        f'Without one of them there are some:</p><ul class="px-points">{"".join(drops)}</ul>'
        if drops
        else "It takes more than one of them to be dropped.</p>"
    )
    clear = markup.anchor(links.without(page), "Clear all filters", kind="px-button")
    return f'<p class="px-text"><b>No article meets all of these filters.</b> {said}<p>{clear}</p>'


def _dropped(selection: Selection, name: str, value: str) -> Selection:
    """The selection without one value of one parameter of the address."""
    field = _FIELDS[name]
    chosen = getattr(selection, field)
    left = tuple(one for one in chosen if one != value) if isinstance(chosen, tuple) else None
    return replace(selection, **{field: left})


_FIELDS = {
    "outlet": "outlets",
    "language": "languages",
    "theme": "themes",
    "actor": "actors",
    "flag": "flags",
    "noflag": "without_flags",
    "event": "events",
    "from": "since",
    "to": "until",
    "nofamily": "without_families",
}


def counted() -> Tables:
    """The articles that figures of the corpus rest on: copies once, unless the visitor says no."""
    return _left(without_copies=not copies_count())


def copies_count() -> bool:
    """Whether the visitor wants copies to count like any other article."""
    return address.yes(address.values("countcopies"))


def copies_said(page: str) -> str:
    """How many copies are left out of the figures, with the way to count them, as HTML."""
    n = len(_left().articles) - len(_left(without_copies=True).articles)
    if not n:
        return ""
    copies_ = plurals.counted(n, "copy", "copies")
    if copies_count():
        other = markup.anchor(links.here(page, countcopies=None), "count each text once")
        verb = "counts" if n == 1 else "count"
        said = f"<b>{copies_} of other articles {verb} in the figures</b>, like any article"
    else:
        other = markup.anchor(links.here(page, countcopies=1), "count them too")
        said = (
            f"<b>{copies_} left out of the figures</b>: a text counts once, with its origin; "
            "lists of articles have all of them"
        )
    return f'<p class="px-text">{said}. {other}</p>'


def _left(*, without_copies: bool = False) -> Tables:
    """The articles that the filters leave, with the analyst's moves between events."""
    everything = moves.chosen()
    selection = replace(current(), without_copies=without_copies)
    if isinstance(everything, LargeTables) and everything.rearrange is None:
        key = (everything.published.token, selection)
        return everything.remember(key, lambda: apply(everything, selection))
    return apply(everything, selection)


def view(summary: Callable[..., T], **options: str) -> T:
    """`summary` of the articles that count, remembered until a build or a filter changes it.

    Pages must not change what they get: of the stored corpus other visitors get the same object.
    """
    return _viewed(summary, options, without_copies=not copies_count())


def listed(summary: Callable[..., T], **options: str) -> T:
    """The same of all articles shown, copies among them: for lists of articles and quotations."""
    return _viewed(summary, options, without_copies=False)


def _viewed(summary: Callable[..., T], options: Mapping[str, str], *, without_copies: bool) -> T:
    def made() -> T:
        return summary(_left(without_copies=without_copies), **options)

    token, memory = data.version(), data.memory()
    if memory is None:
        return made()
    name = f"{summary.__module__}.{summary.__qualname__}"
    seen = (current(), without_copies, moves.token(), tuple(sorted(options.items())))
    return memory.get((str(data.folder()), token, name, *seen), made)


def current() -> Selection:
    """The filters that the address holds."""
    return Selection(
        outlets=tuple(address.values("outlet")),
        languages=tuple(address.values("language")),
        themes=tuple(address.values("theme")),
        actors=tuple(address.values("actor")),
        flags=tuple(address.values("flag")),
        without_flags=tuple(address.values("noflag")),
        events=tuple(address.values("event")),
        since=address.day(address.values("from")),
        until=address.day(address.values("to")),
        without_families=tuple(address.values("nofamily")),
    )


def sidebar(page: str) -> None:
    """Draw the filters of a page, each choice with the number of articles that have it."""
    token = data.version()
    if data.corpus() == "stored" and token is not None:
        found = _counts_of_stored(str(data.folder()), token, moves.token())
    else:
        everything, memory = moves.chosen(), data.memory()
        found = (
            counts(everything)
            if memory is None
            else memory.get(("counts", moves.token()), lambda: counts(everything))
        )
    st.markdown("**Show only**")
    _choice("Outlet", "outlet", found.outlets, str)
    _choice("Theme", "theme", found.themes, vocabulary.theme_label)
    _choice("Flag that is triggered", "flag", found.flags, vocabulary.flag_label)
    names = ("language", "actor", "noflag", "event", "from", "to")
    with st.expander("More filters", expanded=any(address.values(name) for name in names)):
        _choice("Language", "language", found.languages, vocabulary.language_label)
        _choice("Actor that is named", "actor", found.actors, str)
        order = {event: number for number, event in enumerate(found.events, start=1)}  # by size
        _choice("Event", "event", found.events, lambda event: f"Event {order[event]}")
        if found.first and found.last:
            _days(found.first, found.last)
        _choice("Leave out articles with flag", "noflag", found.flags, vocabulary.flag_label)
    _lens(found)
    listing = st.container()  # above what saves a view, but drawn once that is saved
    saved_views.offer(page)
    with listing:
        saved_views.listed()


def _lens(found: Counts) -> None:
    """Whether a finding stands with copies and without articles of doubtful making."""
    if found.n_copies:
        address.restore("countcopies", address.yes)
        st.toggle(
            f"Count copies too ({found.n_copies:,})",
            key="countcopies",
            on_change=address.save,
            args=("countcopies",),
        )
    st.markdown("**Does it hold without …**")
    _choice(
        "flags of these families", "nofamily", found.families, str, placeholder="leave none out"
    )


def _choice(
    label: str,
    name: str,
    options: Mapping[str, int],
    spelt: Callable[[str], str],
    *,
    placeholder: str = "all",
) -> None:
    if len(options) < 2 and not address.values(name):
        return  # nothing to choose from
    address.restore(name, address.among(list(options)))
    st.multiselect(
        label,
        list(options),
        format_func=lambda option: f"{spelt(option)} ({options[option]:,})",
        key=name,
        placeholder=placeholder,
        on_change=address.save,
        args=(name,),
    )


def _days(first: date, last: date) -> None:
    for name, label in (("from", "Published from"), ("to", "Published until")):
        address.restore(name, address.day)
        chosen = st.session_state[name]
        st.date_input(
            label,
            min_value=min(first, chosen or first),
            max_value=max(last, chosen or last),
            value=None,
            key=name,
            format="YYYY-MM-DD",
            on_change=address.save,
            args=(name,),
        )


def set_ones(selection: Selection) -> list[tuple[str, str, str]]:
    """The filters that are set: parameter, value, and what to call it."""
    named = [("outlet", outlet, outlet) for outlet in selection.outlets]
    named += [("language", code, vocabulary.language_label(code)) for code in selection.languages]
    named += [("theme", theme, vocabulary.theme_label(theme)) for theme in selection.themes]
    named += [("actor", actor, actor) for actor in selection.actors]
    named += [("flag", flag, vocabulary.flag_label(flag)) for flag in selection.flags]
    named += [
        ("noflag", flag, f"without {vocabulary.flag_label(flag)}")
        for flag in selection.without_flags
    ]
    if selection.events:
        numbers = event_numbers(moves.chosen())
        named += [
            ("event", event, f"Event {numbers[event]}" if event in numbers else "an unknown event")
            for event in selection.events
        ]
    if selection.since:
        named.append(("from", str(selection.since), f"from {selection.since}"))
    if selection.until:
        named.append(("to", str(selection.until), f"to {selection.until}"))
    named += [
        ("nofamily", family, f"without flags of {family}") for family in selection.without_families
    ]
    return named


def chips(page: str, n_shown: int, n_all: int) -> None:
    """The filters that are set as chips, each a link to the page without it."""
    set_now = set_ones(current())
    if not set_now:
        return
    drawn = [
        markup.anchor(
            links.without(page, name, value), f"{markup.escaped(label)} ✕", kind="px-chip px-set"
        )
        for name, value, label in set_now
    ]
    everything = markup.anchor(links.without(page), "show all", kind="px-clear")
    markup.show(
        f'<p class="px-chips">Showing {n_shown:,} of {plurals.counted(n_all, "article")}: '
        f"{''.join(drawn)} {everything}</p>"
    )
