"""What actors want, offer, refuse, accept and warn of: theme by actor, every entry a link."""

from collections import defaultdict
from collections.abc import Mapping

import pandas as pd

from dashboard import links, markup, vocabulary
from dashboard.comparison import Row
from dashboard.markup import anchor, escaped
from dashboard.naming import Name, names
from dashboard.tables import words_of
from pipelines.schemas import Tables
from pipelines.summaries_voices import agenda

MOST_THEMES = 20
AGENDA_ACTORS = 5  # side by side; more do not fit beside one another
MOST_ROWS = 24  # of a theme and an actor, articles side by side; the voices page has them all
# How a position is claimed where the article does not claim it itself.
VOICES = {"quoted": "quoting", "reported": "as reported by"}
WORDS_IN_CELL = 3  # positions of an actor on a theme whose words stand in the table itself


def agenda_table(shown: Tables, corpus: Tables) -> str:
    """Theme by actor: what each is said to want, offer, refuse, accept or warn of, as HTML."""
    rows = agenda(shown)
    if rows.empty:  # such as where only copies state any, which do not count
        return "<p>No article that counts states what one of its actors wants or refuses.</p>"
    actors = list(rows["actor"].value_counts(sort=True).index[:AGENDA_ACTORS])
    themes = list(dict.fromkeys(rows["theme"]))[:MOST_THEMES]
    inside = rows[rows["actor"].isin(actors) & rows["theme"].isin(themes)]
    cells = dict(list(inside.groupby(["theme", "actor"], sort=False)))
    shown_words = pd.concat([part.head(WORDS_IN_CELL) for part in cells.values()])
    words = dict(zip(shown_words.index, words_of(shown, shown_words, at_most=150), strict=True))
    named = names(corpus, shown_words["article_id"].unique())
    body = []
    for theme in themes:
        line = [f"<b>{escaped(vocabulary.theme_label(theme))}</b>"]
        for actor in actors:
            part = cells.get((theme, actor))
            line.append("–" if part is None else agenda_cell(part, words, named, theme, actor))
        body.append(tuple(line))
    return markup.table(("Theme", *(escaped(actor) for actor in actors)), body)


def agenda_cell(
    part: pd.DataFrame,
    words: Mapping[object, str | None],
    named: Mapping[str, Name],
    theme: str,
    actor: str,
) -> str:
    lines = []
    for row in part.head(WORDS_IN_CELL).itertuples():
        link = anchor(
            links.article_link(row.article_id, int(row.sentence_index)),
            escaped(words[row.Index] or row.verb),
        )
        number = named[row.article_id].number
        whose = said_by(row.voice, row.claimed_by, actor)
        note = f"in&nbsp;{number}, {whose}" if whose else f"in&nbsp;{number}"
        lines.append(
            f'<div><b>{row.polarity}</b> {link} <span class="px-faint">{note}</span></div>'
        )
    if len(part) > WORDS_IN_CELL:
        to = links.here("voices", stance=f"{theme},{actor}")
        lines.append(f"<div>{anchor(to, f'all {len(part)}')}</div>")
    return "".join(lines)


def said_by(voice: str, claimed_by: object, actor: str) -> str:
    """Whose claim a position is, as HTML; empty for the article itself."""
    if voice not in VOICES:
        return ""
    if not isinstance(claimed_by, str):
        return f"{VOICES[voice]} a speaker not named"
    themselves = " (themselves)" if claimed_by == actor else ""
    return f"{VOICES[voice]} {escaped(claimed_by)}{themselves}"


def positions_list(shown: Tables, corpus: Tables, positions: pd.DataFrame) -> str:
    """Every position with its verb, polarity, words and whose claim it is, as HTML."""
    where = names(corpus, positions["article_id"].unique())
    rows = zip(positions.to_dict("records"), words_of(shown, positions), strict=True)
    return markup.table(
        ("Actor", "Stance", "Verb", "Theme", "Words", "Claimed by", "Article"),
        [
            (
                escaped(row["actor"]),
                escaped(row["polarity"]),
                escaped(row["verb"]),
                escaped(vocabulary.theme_label(row["theme"])),
                anchor(
                    links.article_link(row["article_id"], int(row["sentence_index"])),
                    escaped(words or row["verb"]),
                ),
                said_by(row["voice"], row["claimed_by"], row["actor"]) or "the article",
                where[row["article_id"]].listed(at_most=30),
            )
            for row, words in rows
        ],
    )


def side_by_side(tables: Tables) -> list[Row]:
    """What the articles say that a party wants or refuses: a row per theme and actor, words linked.

    Themes and actors that most articles speak of come first.
    """
    rows = agenda(tables)
    reach = rows.groupby(["theme", "actor"])["article_id"].transform("nunique")
    rows = rows.assign(reach=reach).sort_values("reach", ascending=False, kind="stable")
    cells: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    said = zip(rows.to_dict("records"), words_of(tables, rows, at_most=150), strict=True)
    for row, words in said:
        place = links.article_link(row["article_id"], int(row["sentence_index"]))
        link = anchor(place, escaped(words or row["verb"]), kind="cm-words")
        whose = said_by(row["voice"], row["claimed_by"], row["actor"])
        note = f' <span class="px-faint">{whose}</span>' if whose else ""
        cells[row["theme"], row["actor"], row["article_id"]].append(
            f"<b>{row['polarity']}</b> {link}{note}"
        )
    pairs = list(dict.fromkeys((theme, actor) for theme, actor, _ in cells))[:MOST_ROWS]
    return [
        Row(
            f"{escaped(actor)}<br>"
            f'<span class="px-faint">{escaped(vocabulary.theme_label(theme))}</span>',
            [
                "<br>".join(cells[theme, actor, article_id])
                if (theme, actor, article_id) in cells
                else _NOT_SAID
                for article_id in tables.articles["article_id"]
            ],
        )
        for theme, actor in pairs
    ]


_NOT_SAID = '<span class="dt-no">not said</span>'
