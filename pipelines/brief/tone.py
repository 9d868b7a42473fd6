"""Who reports grimly or warmly, in the article's own voice and in its quotes."""

from itertools import chain

import numpy as np
import pandas as pd

from pipelines.brief import drawing
from pipelines.brief.corpus import MOST_ROWS, Corpus
from pipelines.brief.drawing import Interval, signed
from pipelines.brief.footnotes import Footnotes, number_or_none
from pipelines.brief.page import Section, counted, left_off, paragraph, table
from pipelines.summaries import FEW, extreme_in_own_voice
from pipelines.summaries_tone import order_changes, voice_tones

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
    leads = [*_extremes(corpus, tones, notes), *_apart(corpus, tones), *_topic_words(corpus)]
    body = paragraph(
        f"Tone runs from −1 (grim) to +1 (warm); 0 is what readers call neutral. The strip has a "
        f"cell per sentence, {_key('g2')} grim to {_key('w2')} warm. In the picture the full dot "
        "is the article's own voice, the open one its quotes, lines are 95 % intervals, the dashed "
        "line is 0, the edges ±0.6. Articles stand in the order of the corpus: where intervals "
        "overlap, no order among them is claimed. “Settled” counts the others that an article is "
        f"clearly grimmer or warmer than, in its own voice (from n {FEW} sentences up)."
    )
    return Section(
        "tone",
        "Grim or warm, and in whose voice?",
        tuple(leads),
        body + _rows(corpus, tones, notes),
    )


def _key(kind: str) -> str:
    return (
        f'<svg class="key" width="11" height="11" aria-hidden="true">'
        f'<rect class="{kind}" width="11" height="11"/></svg>'
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


def _extremes(corpus: Corpus, tones: pd.DataFrame, notes: Footnotes) -> list[str]:
    known = tones[tones["known"]]
    if len(known) < 2:
        return []
    n_pairs = len(known) * (len(known) - 1) // 2
    leads = []
    for grimmest, what in ((True, "Grimmest"), (False, "Warmest")):
        found = extreme_in_own_voice(corpus.tables, grimmest=grimmest)
        if found is None:
            continue
        article_id, n_overlapping = found
        row = tones.loc[[article_id]].iloc[0]
        cited = _sentences(corpus, notes, article_id, grim=grimmest, at_most=1)
        number = f"{signed(row['narrator'])} (n {int(row['narrator_n'])} sentences){cited}"
        if n_overlapping:
            end = "lowest" if grimmest else "highest"
            leads.append(
                f"<b>No single {what.lower()} article in its own voice.</b> The {end} mean is "
                f"{corpus.number(article_id)}'s, {number}, but {counted(n_overlapping, 'other')} "
                "overlap with its 95 % interval: the order among them is not settled."
            )
        else:
            leads.append(
                f"<b>{what} in its own voice: {corpus.number(article_id)}</b>, {number}; no other "
                "article's 95 % interval reaches it."
            )
    settled = int(known["grimmer"].sum())
    leads.append(
        f"Of {counted(n_pairs, 'pair')} of articles, {settled:,} can be told apart by the tone of "
        "their own voice."
    )
    return leads


def _apart(corpus: Corpus, tones: pd.DataFrame) -> list[str]:
    both = tones[(tones["narrator_n"] >= FEW) & (tones["quoted_n"] >= FEW)]
    if both.empty:
        return []
    warmer = both[both["quoted_low"] > both["narrator_high"]]
    grimmer = both[both["quoted_high"] < both["narrator_low"]]
    named = [*warmer.index[:3], *grimmer.index[:3]]
    which = f" ({', '.join(corpus.number(str(one)) for one in named)})" if named else ""
    return [
        f"<b>Quotes against own voice:</b> of {counted(len(both), 'article')} with at least {FEW} "
        f"sentences of each, {len(warmer)} {'has' if len(warmer) == 1 else 'have'} clearly warmer "
        f"and {len(grimmer)} clearly grimmer quotes{which}."
    ]


def _topic_words(corpus: Corpus) -> list[str]:
    articles = corpus.counted.articles
    n = int(articles[["tone", "tone_without_topic_words"]].notna().all(axis=1).sum())
    if not 2 <= n <= MOST_COMPARED:
        return []
    changes = len(order_changes(articles))
    if not changes:
        return []
    return [
        f"<b>The order by tone depends on topic words:</b> {changes} of {n * (n - 1) // 2} pairs "
        "of articles change places once words that name the subject (peace, war, security) carry "
        "no weight."
    ]


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
    settled = "too few sentences"
    if row["known"]:
        settled = f"grimmer than {int(row['grimmer']):,}, warmer than {int(row['warmer']):,}"
    return (
        corpus.name(article_id),
        drawing.strip([number_or_none(one) for one in own["tone"]])
        + drawing.voices(_interval(row, "narrator"), _interval(row, "quoted")),
        _mean(row, "narrator"),
        _mean(row, "quoted"),
        f'{signed(without)} <span class="nobr">(n {len(own)})</span>',
        settled,
        _sentences(corpus, notes, article_id, grim=True, at_most=CITED)
        + _sentences(corpus, notes, article_id, grim=False, at_most=CITED),
    )


def _interval(row: "pd.Series[float]", voice: str) -> Interval | None:
    value = number_or_none(row[voice])
    if value is None:
        return None
    return Interval(value, float(row[f"{voice}_low"]), float(row[f"{voice}_high"]))


def _mean(row: "pd.Series[float]", voice: str) -> str:
    value = _interval(row, voice)
    n = int(row[f"{voice}_n"])
    if value is None:
        return f'<span class="faint">none <span class="nobr">(n {n})</span></span>'
    kind = "few" if n < FEW else ""
    span = ""
    if drawing.known(value.low):
        span = f'<br><span class="nobr">{signed(value.low)} to {signed(value.high)}</span>'
    return (
        f'<span class="{kind}"><b>{signed(value.value)}</b> '
        f'<span class="nobr">(n {n})</span>{span}</span>'
    )


def _sentences(
    corpus: Corpus, notes: Footnotes, article_id: str, *, grim: bool, at_most: int
) -> str:
    """Links to the grimmest or warmest sentences of the article's own voice, if they are that."""
    sentences = corpus.counted.sentences
    own = sentences[(sentences["article_id"] == article_id) & sentences["tone_narrator"].notna()]
    own = own[own["tone_narrator"] < 0] if grim else own[own["tone_narrator"] > 0]
    own = own.sort_values("tone_narrator", ascending=grim, kind="stable")
    return notes.cite_rows(own, at_most=at_most)
