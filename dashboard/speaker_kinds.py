"""Statements by the kind of their speaker: named, unnamed, a vague group, nobody."""

from collections.abc import Collection, Mapping

import pandas as pd

from dashboard import links, markup
from dashboard.comparison import KINDS
from dashboard.markup import anchor, escaped
from dashboard.places import sentences_of
from dashboard.selection import NOT_STATED
from dashboard.sentence_panel import MOST, sentence_panel
from pipelines import plurals
from pipelines.schemas import Tables
from pipelines.summaries import only
from pipelines.summaries_voices import statements

SAID_BY = {
    "named": "by a named speaker",
    "unnamed": "by an unnamed one",
    "group": "by a vague group",
    "none": "by nobody that the text names",
}


def kinds_table(
    everyone: pd.Series,
    counted: pd.DataFrame,
    labels: Mapping[str, str],
    *,
    unseen: Collection[str],
    column: str,
) -> str:
    """Statements by kind of speaker, of all articles and by article or outlet, as HTML."""
    counted = counted.assign(total=counted.sum(axis=1))
    body = []
    for one, row in zip(counted.index, counted.to_dict("records"), strict=True):
        total = 0 if one in unseen else row["total"]
        bar = "".join(
            f'<i class="vk-{kind}" style="width:{100 * row[kind] / total:.1f}%"></i>'
            for kind in KINDS
            if total
        )
        body.append(
            (
                labels[one],
                f'<span class="vk">{bar}</span>' if total else none_drawn(one, unseen),
                *(
                    anchor(links.here("voices", speaks=f"{kind},{one}"), str(row[kind]))
                    if total and row[kind]
                    else "–"
                    for kind in KINDS
                ),
                str(total) if total else "–",
            )
        )
    swatched = (
        f'<i class="px-swatch vk-{kind}"></i>{label.removeprefix("a ")}'
        for kind, label in KINDS.items()
    )
    head_ = (column, "Share", *swatched, "n")
    return f'<p class="px-text">{kinds_said(everyone)}</p>' + markup.table(
        head_, body, numbers=(2, 3, 4, 5, 6)
    )


def said_by(shown: Tables, corpus: Tables, kind: str, one: str, across: str) -> str:
    """The statements of a kind of speaker in an article or outlet, each at its words, as HTML."""
    if across == "outlet":
        of = shown.articles["outlet"].fillna(NOT_STATED) == one
        part = only(shown, list(shown.articles.loc[of, "article_id"])[:MOST])
    else:
        part = only(shown, [one])
    said = statements(part.quotes)
    said = said[said["speaker_kind"] == kind]
    places = said.assign(sentence_index=sentences_of(shown, said), voice=said["form"])
    where = f" of {escaped(one)}" if across == "outlet" else ""
    title = (
        f"{escaped(KINDS[kind]).capitalize()}{where}: n {plurals.counted(len(said), 'statement')}"
    )
    close = links.here("voices", speaks=None)
    return sentence_panel(shown, corpus, places, title=title, n=len(said), close=close)


def kinds_said(everyone: pd.Series) -> str:
    """How many statements have which kind of speaker, in words."""
    of_kind = ", ".join(f"{n:,} {SAID_BY[kind]}" for kind, n in everyone.items() if n)
    return f"Of {plurals.counted(int(everyone.sum()), 'statement')}: {of_kind}."


def none_drawn(one: str, unseen: Collection[str]) -> str:
    """What stands in the place of a bar: nothing was attributed, or nothing could be read."""
    return '<span class="px-faint">? language not covered</span>' if one in unseen else ""
