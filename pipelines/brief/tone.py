"""Who reports grimly or warmly, in the article's own voice and in its quotes."""

from itertools import chain

import numpy as np
import pandas as pd

from pipelines.brief import drawing
from pipelines.brief.corpus import MOST_ROWS, Corpus
from pipelines.brief.drawing import Interval
from pipelines.brief.footnotes import Footnotes, number_or_none
from pipelines.brief.page import Section, counted, left_off, listed, paragraph, table
from pipelines.figure_words import signed
from pipelines.summaries import FEW, extreme_in_own_voice
from pipelines.summaries_tone import order_within_events, voice_tones

MOST_COMPARED = 200  # articles up to which every pair is looked at for a change of order
TITLE = "Grim or warm, and in whose voice?"
CITED = 2  # sentences quoted behind a mean


def tone(corpus: Corpus, notes: Footnotes) -> Section:
    """Own voice and quotes with intervals; articles whose intervals overlap are not ranked."""
    tones = voice_tones(corpus.counted)
    if not (tones["narrator_n"].sum() + tones["quoted_n"].sum()):
        lead = "No sentence has a tone: the word lists do not cover the language of these texts."
        return Section("tone", TITLE, (lead,), paragraph(lead))
    tones = _settled(tones)
    leads = [*_extremes(corpus, tones, notes), *_order(corpus), *_apart(corpus, tones)]
    body = paragraph(
        "Tone runs from −1 (grim) to +1 (warm); 0 is what readers call neutral. The strip has a "
        f"cell per sentence, {drawing.key('g2')} grim to {drawing.key('w2')} warm. In the picture "
        "the full dot is the article's own voice, the open one its quotes, lines are 95 % "
        "intervals, the dashed line is 0, the edges ±0.6. Articles stand in the order of the "
        "corpus: where intervals overlap, no order among them is claimed. “Settled” counts the "
        "others that an article is "
        f"clearly grimmer or warmer than, in its own voice (from n {FEW} sentences up)."
    ) + paragraph(_in_all(tones))
    return Section(
        "tone",
        "Grim or warm, and in whose voice?",
        tuple(leads),
        body + _rows(corpus, tones, notes),
    )


def _settled(tones: pd.DataFrame) -> pd.DataFrame:
    """With the number of articles that each is clearly grimmer and warmer than."""
    known = (tones["narrator_n"] >= FEW) & tones["narrator_low"].notna()
    low = np.sort(tones.loc[known, "narrator_low"].to_numpy())
    high = np.sort(tones.loc[known, "narrator_high"].to_numpy())
    grimmer = len(low) - np.searchsorted(low, tones["narrator_high"].to_numpy(), side="right")
    warmer = np.searchsorted(high, tones["narrator_low"].to_numpy(), side="left")
    return tones.assign(
        known=known,
        grimmer=np.where(known, grimmer, 0),
        warmer=np.where(known, warmer, 0),
    )


def _in_all(tones: pd.DataFrame) -> str:
    """How many pairs the own voice tells apart, and quotes from the own voice."""
    n_known = int(tones["known"].sum())
    n_pairs = n_known * (n_known - 1) // 2
    settled = int(tones["grimmer"].sum())
    said = (
        f"By the tone of their own voice, {settled or 'none'} of {counted(n_pairs, 'pair')} of "
        "articles can be told apart. "
        if n_pairs
        else ""
    )
    both, warmer, grimmer = _quotes_apart(tones)
    if len(both) and not len(warmer) + len(grimmer):
        of = "the one article" if len(both) == 1 else f"none of the {len(both)} articles"
        negated = " not" if len(both) == 1 else ""
        said += (
            f"In {of} with at least {FEW} sentences of each, quotes are{negated} clearly grimmer "
            "or warmer than the own voice."
        )
    return said


def _extremes(corpus: Corpus, tones: pd.DataFrame, notes: Footnotes) -> list[str]:
    """The ends of the order in the own voice; one sentence where neither of them is settled."""
    if int(tones["known"].sum()) < 2:
        return []
    grim, warm = (
        extreme_in_own_voice(corpus.counted, grimmest=grimmest) for grimmest in (True, False)
    )
    if grim is None or warm is None:
        return []
    lowest = _extreme(corpus, tones, notes, grim[0], grim=True)
    highest = _extreme(corpus, tones, notes, warm[0], grim=False)
    if grim[1] and warm[1]:
        return [
            "<b>No article is the grimmest or the warmest in its own voice:</b> the lowest mean is "
            f"that of {lowest}, but the 95 % {_overlapping(grim[1])} it; the highest is that of "
            f"{highest}, and the 95 % {_overlapping(warm[1])} that."
        ]
    return [
        _end(article, n, what, end)
        for article, (_, n), what, end in (
            (lowest, grim, "Grimmest", "lowest"),
            (highest, warm, "Warmest", "highest"),
        )
    ]


def _end(article: str, n_overlapping: int, what: str, end: str) -> str:
    if n_overlapping:
        return (
            f"<b>No single {what.lower()} article in its own voice.</b> The {end} mean is "
            f"that of {article}, but the 95 % {_overlapping(n_overlapping)} it."
        )
    return f"<b>{what} in its own voice:</b> {article}; no other 95 % interval reaches it."


def _overlapping(n: int) -> str:
    return "interval of one other reaches" if n == 1 else f"intervals of {n:,} others reach"


def _extreme(
    corpus: Corpus, tones: pd.DataFrame, notes: Footnotes, article_id: str, *, grim: bool
) -> str:
    row = tones.loc[[article_id]].iloc[0]
    cited = _sentences(corpus, notes, article_id, grim=grim, at_most=1)
    n = f'<span class="nobr">(n {int(row["narrator_n"])} sentences)</span>'
    return f"{corpus.number(article_id)}, {signed(row['narrator'])} {n}{cited}"


def _quotes_apart(tones: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Articles with enough of both voices, and of these those with warmer and grimmer quotes."""
    both = tones[(tones["narrator_n"] >= FEW) & (tones["quoted_n"] >= FEW)]
    warmer = both[both["quoted_low"] > both["narrator_high"]]
    grimmer = both[both["quoted_high"] < both["narrator_low"]]
    return both, warmer, grimmer


def _apart(corpus: Corpus, tones: pd.DataFrame) -> list[str]:
    both, warmer, grimmer = _quotes_apart(tones)
    found = [
        f"clearly {what} in {listed(_some(corpus, [str(one) for one in rows.index]))}"
        for what, rows in (("warmer", warmer), ("grimmer", grimmer))
        if len(rows)
    ]
    if not found:
        return []
    return [
        f"<b>Quotes against own voice:</b> quotes are {' and '.join(found)}, of "
        f"{counted(len(both), 'article')} with at least {FEW} sentences of each."
    ]


NAMED = 3  # articles in one sentence


def _some(corpus: Corpus, article_ids: list[str]) -> list[str]:
    """Links to the first of the articles, and how many more there are."""
    linked = [corpus.number(one) for one in article_ids[:NAMED]]
    return linked + ([f"{len(article_ids) - NAMED:,} more"] if len(article_ids) > NAMED else [])


def _order(corpus: Corpus) -> list[str]:
    """How far the order by the tone of whole articles is settled, as the overview says it too."""
    articles = corpus.counted.articles
    if not 2 <= len(articles) <= MOST_COMPARED:
        return []
    found = order_within_events(corpus.counted)
    if found.n_pairs < 2:  # of two articles the sentence before has said it
        return []
    where = " within an event" if found.n_events > 1 else ""
    if not found.n_settled:
        said = (
            f"<b>No order by tone of whole articles is settled{where}:</b> the 95 % intervals "
            f"of all {found.n_pairs:,} pairs of articles meet."
        )
    else:
        said = (
            f"<b>The order by tone</b> of whole articles{where} is settled for "
            f"{found.n_settled:,} of {counted(found.n_pairs, 'pair')}: their 95 % intervals do "
            "not meet."
        )
    changed = len(found.changes)
    if changed:
        said += (
            f" {counted(changed, 'pair')} {'changes' if changed == 1 else 'change'} places once "
            "words that name the subject (peace, war, security) carry no weight."
        )
    return [said]


def _rows(corpus: Corpus, tones: pd.DataFrame, notes: Footnotes) -> str:
    ids = [str(one) for one in tones.index]
    if len(ids) > MOST_ROWS:  # those of which most can be said
        order = tones.sort_values("grimmer", ascending=False, kind="stable").index
        warm = tones.sort_values("warmer", ascending=False, kind="stable").index
        chosen = dict.fromkeys(chain.from_iterable(zip(order, warm, strict=True)))
        ids = corpus.in_order([str(one) for one in chosen][:MOST_ROWS])
    drawn = [_row(corpus, tones.loc[[one]].iloc[0], one, notes) for one in ids]
    head = ("Article", "Sentences; own voice and quotes", "Own voice", "Quotes",
            "Without topic words", "Settled", "Words")  # fmt: skip
    return table("Tone by article", head, drawn) + left_off(len(tones), len(ids), "articles")


def _row(
    corpus: Corpus, row: "pd.Series[float]", article_id: str, notes: Footnotes
) -> tuple[str, ...]:
    sentences = corpus.counted.sentences
    own = sentences[sentences["article_id"] == article_id].sort_values("sentence_index")
    without = number_or_none(corpus.row(article_id)["tone_without_topic_words"])
    n_without = int(own["tone_without_topic_words"].notna().sum())
    return (
        corpus.name(article_id),
        drawing.strip([number_or_none(one) for one in own["tone"]])
        + drawing.voices(_interval(row, "narrator"), _interval(row, "quoted")),
        _mean(row, "narrator"),
        _mean(row, "quoted"),
        _none(0) if without is None else f"{signed(without)} {_n(n_without)}",
        _settled_said(row),
        _sentences(corpus, notes, article_id, grim=True, at_most=CITED)
        + _sentences(corpus, notes, article_id, grim=False, at_most=CITED),
    )


def _settled_said(row: "pd.Series[float]") -> str:
    """How many others an article is told apart from; nobody wants to read of none."""
    if not row["known"]:
        return "too few sentences"
    others = [f"{what} than {int(row[what]):,}" for what in ("grimmer", "warmer") if row[what]]
    return ", ".join(others) or "no order is settled"


def _n(n: int) -> str:
    return f'<span class="nobr">(n {n})</span>'


def _none(n: int) -> str:
    return f'<span class="faint">none {_n(n)}</span>'


def _interval(row: "pd.Series[float]", voice: str) -> Interval | None:
    value = number_or_none(row[voice])
    if value is None:
        return None
    return Interval(value, float(row[f"{voice}_low"]), float(row[f"{voice}_high"]))


def _mean(row: "pd.Series[float]", voice: str) -> str:
    value = _interval(row, voice)
    n = int(row[f"{voice}_n"])
    if value is None:
        return _none(n)
    kind = "few" if n < FEW else ""
    span = ""
    if drawing.known(value.low):
        span = f'<br><span class="nobr">{signed(value.low)} to {signed(value.high)}</span>'
    return f'<span class="{kind}"><b>{signed(value.value)}</b> {_n(n)}{span}</span>'


def _sentences(
    corpus: Corpus, notes: Footnotes, article_id: str, *, grim: bool, at_most: int
) -> str:
    """Links to the grimmest or warmest sentences of the article's own voice, if they are that."""
    sentences = corpus.counted.sentences
    own = sentences[(sentences["article_id"] == article_id) & sentences["tone_narrator"].notna()]
    own = own[own["tone_narrator"] < 0] if grim else own[own["tone_narrator"] > 0]
    own = own.sort_values("tone_narrator", ascending=grim, kind="stable")
    return notes.cite_rows(own, at_most=at_most)
