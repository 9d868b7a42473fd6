"""What stands out in a corpus, in sentences that lead to the words, and its key figures."""

from collections.abc import Sequence

from dashboard import links, vocabulary
from dashboard.markup import anchor, escaped
from dashboard.naming import names
from dashboard.sheet import day
from dashboard.strips import signed
from pipelines.schemas import Tables
from pipelines.summaries import (
    FEW,
    copy_groups,
    extreme_in_own_voice,
    gaps,
    order_changes,
    speaker_kinds,
    voice_tones,
)

MOST_COMPARED = 200  # articles up to which every pair is looked at for a change of order


def figures(shown: Tables) -> str:
    """Key figures of the articles shown, as HTML."""
    articles = shown.articles
    days = articles["published_at"].dropna()
    span = "–" if days.empty else _span(day(days.min()), day(days.max()))
    dated = f"stated dates, {len(days)} of {len(articles)} have one"
    n_events = shown.events["event_id"].nunique()
    compared = bool(n_events)
    n_languages = articles["language"].nunique()
    cells = [
        (f"{len(articles):,}", "articles"),
        (f"{articles['outlet'].nunique():,}", "named outlets"),
        (span, dated),
        (f"{n_languages}", "language" if n_languages == 1 else "languages"),
        (f"{len(shown.sentences):,}", "sentences"),
        (f"{n_events}" if compared else "–", "events" if compared else "events: not compared yet"),
        _copies(shown),
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


def _copies(shown: Tables) -> tuple[str, str]:
    groups = copy_groups(shown)
    if not groups:
        return "–", "near-copies: none recorded"
    n = sum(len(group) for group in groups)
    voices = "one voice" if len(groups) == 1 else f"{len(groups)} voices"
    return str(n), f"articles that are near-copies, {voices}"


def findings(shown: Tables, corpus: Tables) -> str:
    """The answers that an analyst looks for first, each with its n, as HTML."""
    points = [
        *_events(shown),
        *_copied(shown, corpus),
        *_own_voice(shown, corpus),
        *_topic_words(shown),
        *_unnamed(shown, corpus),
        *_left_out(shown, corpus),
    ]
    return f'<ul class="px-points">{"".join(f"<li>{point}</li>" for point in points)}</ul>'


def _article(corpus: Tables, article_id: str, *, mark: str | None = None) -> str:
    name = names(corpus, [article_id])[article_id]
    return anchor(
        links.article_link(article_id, mark=mark), f"{name.number} · {name.html(at_most=70)}"
    )


def _events(shown: Tables) -> list[str]:
    sizes = shown.events["event_id"].value_counts()
    if sizes.empty:
        return []
    if len(sizes) == 1:
        return [f"<b>One event</b>: who, where and when agree across all {sizes.iloc[0]} articles."]
    largest = ", ".join(str(n) for n in sizes.head(5)) + (" …" if len(sizes) > 5 else "")
    return [
        f"<b>{len(sizes)} events</b>, with {largest} articles: "
        "compare tone within an event before comparing it across."
    ]


def _copied(shown: Tables, corpus: Tables) -> list[str]:
    groups = copy_groups(shown)
    lines = []
    for group in groups[:3]:
        linked = " and ".join(_article(corpus, article_id) for article_id in group[:3])
        lines.append(f"<b>Near-copies</b>: {linked}. They count as one voice, not {len(group)}.")
    return lines


def _own_voice(shown: Tables, corpus: Tables) -> list[str]:
    found = extreme_in_own_voice(shown)
    if found is None or len(shown.articles) < 2:
        return []
    article_id, n_overlapping = found
    row = voice_tones(shown).loc[article_id]
    what = "Grimmest" if row["narrator"] < 0 else "Least positive"
    where = (
        f"its 95 % interval overlaps with {n_overlapping} other{'s' if n_overlapping > 1 else ''}, "
        "so that the order among them is not settled"
        if n_overlapping
        else "no other article's 95 % interval reaches it"
    )
    return [
        f"<b>{what} in its own voice</b>: {_article(corpus, article_id)}, "
        f"{signed(row['narrator'])} (n {int(row['narrator_n'])} sentences); {where}."
    ]


def _topic_words(shown: Tables) -> list[str]:
    if not 2 <= len(shown.articles) <= MOST_COMPARED:
        return []
    changes = order_changes(shown.articles)
    n = int(shown.articles[["tone", "tone_without_topic_words"]].notna().all(axis=1).sum())
    n_pairs = n * (n - 1) // 2
    if not changes:
        return []
    return [
        f"<b>The order by tone depends on topic words</b>: {len(changes)} of {n_pairs} pairs of "
        "articles change places once words that name the subject (peace, war, security) carry no "
        "weight."
    ]


def _unnamed(shown: Tables, corpus: Tables) -> list[str]:
    kinds = speaker_kinds(shown)
    unnamed = kinds[kinds["unnamed"] > 0].sort_values("unnamed", ascending=False, kind="stable")
    if unnamed.empty:
        return []
    first = str(unnamed.index[0])
    total = int(unnamed["unnamed"].iloc[0] + unnamed["named"].iloc[0] + unnamed["group"].iloc[0])
    return [
        f"<b>Unnamed sources</b> stand behind statements in {len(unnamed)} of {len(kinds)} "
        f"articles; most in {_article(corpus, first, mark='anonymous_sources')}: "
        f"{int(unnamed['unnamed'].iloc[0])} of {total} attributed statements."
    ]


def _left_out(shown: Tables, corpus: Tables) -> list[str]:
    left_out = gaps(shown)
    if left_out.empty:
        return []
    first = left_out.iloc[0]
    same = left_out[(left_out["theme"] == first["theme"]) & (left_out["n_with"] == first["n_with"])]
    linked = _listed([_article(corpus, article_id) for article_id in same["article_id"].head(3)])
    more = f" and {len(same) - 3} more" if len(same) > 3 else ""
    theme = escaped(vocabulary.theme_label(first["theme"]).lower())
    return [
        f"<b>Left out</b>: {linked}{more} {'has' if len(same) == 1 else 'have'} no sentence on "
        f"<i>{theme}</i>, which {first['n_with']} of {first['n_articles']} articles have."
    ]


def _listed(items: Sequence[str]) -> str:
    return items[0] if len(items) == 1 else ", ".join(items)


__all__ = ["FEW", "figures", "findings"]
