"""What actors want, offer, refuse, accept and warn of: theme by actor, every entry a link."""

from collections.abc import Mapping

import pandas as pd

from dashboard import links, markup, vocabulary
from dashboard.markup import anchor, escaped
from dashboard.naming import Name, names
from dashboard.tables import words_of
from pipelines.schemas import Tables
from pipelines.summaries_voices import agenda

MOST_THEMES = 20
AGENDA_ACTORS = 5  # side by side; more do not fit beside one another
WORDS_IN_CELL = 3  # positions of an actor on a theme whose words stand in the table itself


def agenda_table(shown: Tables, corpus: Tables) -> str:
    """Theme by actor: what each is said to want, offer, refuse, accept or warn of, as HTML."""
    rows = agenda(shown)
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
        lines.append(
            f'<div><b>{row.polarity}</b> {link} <span class="px-faint">in {number}</span></div>'
        )
    if len(part) > WORDS_IN_CELL:
        to = links.here("voices", stance=f"{theme},{actor}")
        lines.append(f"<div>{anchor(to, f'all {len(part)}')}</div>")
    return "".join(lines)


def positions_list(shown: Tables, corpus: Tables, positions: pd.DataFrame) -> str:
    """Every position with its verb, polarity and words, as HTML."""
    where = names(corpus, positions["article_id"].unique())
    rows = zip(positions.to_dict("records"), words_of(shown, positions), strict=True)
    return markup.table(
        ("Actor", "Stance", "Verb", "Theme", "Words", "Article"),
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
                f"{where[row['article_id']].number} · {where[row['article_id']].html(at_most=30)}",
            )
            for row, words in rows
        ],
    )
