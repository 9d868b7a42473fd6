"""How well the measures agree with people: tone models side by side, then everything else."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from dashboard import markup, vocabulary
from dashboard.markup import escaped
from dashboard.report_card import is_of_a_flag
from pipelines.plurals import counted

Figures = Sequence[Mapping[str, Any]]

# The columns of the tone table, in the order of what they cost.
TONES = (
    ("vader", "plain VADER"),
    ("without_topic_words", "without topic words"),
    ("fast", "fast"),
    ("deep", "deep"),
)
# What stands behind the name of a labelled set.
SETS = {
    "nyt_snippets": "editorials, each sentence rated by twenty people",
    "newsmtsc_train": "sentences of political news",
    "newsmtsc_dev": "sentences of political news, a small second set",
    "attribution": "articles whose quotations people marked",
    "bbc_topics": "articles by the desk that printed them",
    "seed_themes": "sentences on peace talks, labelled by hand",
    "loaded_language": "sentences that people called biased or not",
    "subjectivity": "sentences that people called subjective or not",
    "clickbait_headlines": "headlines, clickbait or not by their outlet",
    "clickbait_posts": "posts, clickbait or not by their readers",
    "html_pages": "web pages with their text, byline and date",
    "near_duplicate_pairs": "pairs of articles with half or more of the text in common",
    "events": "articles on the same event, grouped by hand",
    "articles": "news articles, unlabelled",
}


def agreement(figures: Figures, published: Figures, parts: str) -> str:
    """Every figure with its n and interval, beside what others reached on the same sets, as HTML.

    Empty where nothing was measured.
    """
    shown = [figure for figure in figures if not is_of_a_flag(figure)]
    if not shown:
        return ""
    of_tone = [figure for figure in shown if figure.get("model") in dict(TONES)]
    others = [figure for figure in shown if figure.get("model") not in dict(TONES)]
    return (
        "<h3>Tone, model by model</h3>"
        + _tone_table(of_tone, published)
        + "<h3>Everything else</h3>"
        + markup.folded(
            f"{counted(len(others), 'figure')} on "
            f"{counted(len({one['set'] for one in others}), 'labelled set')}: quotes, themes, "
            "flags, dates, copies, events, contradictions",
            _others_table(others, published),
        )
        + f"<p>{escaped(parts)}</p>"
    )


def _tone_table(figures: Figures, published: Figures) -> str:
    """A row per set and measure, a column per model: values that may be compared stand together."""
    rows: dict[tuple[str, str], dict[str, Mapping[str, Any]]] = {}
    for figure in figures:
        rows.setdefault((figure["set"], figure["name"]), {})[figure["model"]] = figure
    drawn = (
        (
            set_name,
            (
                escaped(vocabulary.measure(name)),
                _n(next(iter(models.values()))),
                *(_above_interval(models.get(model)) for model, _ in TONES),
                _beside(set_name, name, published),
            ),
        )
        for (set_name, name), models in rows.items()
    )
    head = ("Measure", "n", *(label for _, label in TONES), "Published")
    return markup.table(head, _by_set(drawn), numbers=(1, 2, 3, 4, 5))


def _others_table(figures: Figures, published: Figures) -> str:
    rows = (
        (
            figure["set"],
            (
                escaped(vocabulary.measure(figure["name"])),
                _n(figure),
                f"<b>{figure['value']:.3f}</b>",
                _interval(figure) or "–",
                _beside(figure["set"], figure["name"], published),
            ),
        )
        for figure in figures
    )
    head = ("Measure", "n", "Value", "95 % interval", "Published")
    return markup.table(head, _by_set(rows), numbers=(1, 2, 3))


def _by_set(rows: Iterable[tuple[str, tuple[str, ...]]]) -> Iterator[tuple[str, ...] | str]:
    """The rows below the name of their labelled set, sets in the order of their first figure."""
    of_set: dict[str, list[tuple[str, ...]]] = {}
    for name, row in rows:
        of_set.setdefault(name, []).append(row)
    for name, own in of_set.items():
        known = vocabulary.measure(SETS.get(name, ""))
        yield f"{escaped(known)} <code>{escaped(name)}</code>"
        yield from own


def _n(figure: Mapping[str, Any]) -> str:
    n = figure.get("n")
    return f"{n:,}" if isinstance(n, int) else "–"


def _above_interval(figure: Mapping[str, Any] | None) -> str:
    """The value with its interval below, or that it was not measured."""
    if figure is None:
        return "not measured"
    return f"<b>{figure['value']:.3f}</b><br><span class='px-faint'>{_interval(figure)}</span>"


def _interval(figure: Mapping[str, Any]) -> str:
    low, high = figure.get("low"), figure.get("high")
    return f"{low:.2f} to {high:.2f}" if low is not None and high is not None else ""


def _beside(set_name: str, name: str, published: Figures) -> str:
    return "<br>".join(
        f"{known['value']:.3f} <span class='px-faint'>{escaped(known.get('by'))}</span>"
        for known in published
        if (known.get("set"), known.get("name")) == (set_name, name)
    )
