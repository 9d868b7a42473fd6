"""The mean tones of an article as dots, each a link to a sentence that stands for it."""

from collections.abc import Mapping

import pandas as pd

from dashboard.links import sentence_links
from dashboard.strips import Mean, dots, known, signed, words_between
from pipelines.plurals import counted
from pipelines.schemas import Tables
from pipelines.summaries_tone import VOICES, strongest, voice_tones

LABELS = {"all": "all", "narrator": "own", "quoted": "quoted"}
BOTH = "a sentence with both voices counts in own and in quoted"


def tone_dots(tables: Tables) -> dict[str, str]:
    """Per article, as HTML on one axis, the tone of all sentences, of its own voice, of its quotes.

    A dot leads to the grimmest sentence of a mean below 0, else to the most positive one; the
    text on hover and focus says which.
    """
    tones, places = voice_tones(tables), strongest(tables)
    texts = dict(zip(tables.texts["article_id"], tables.texts["text"], strict=True))
    found = _sentences(tables)
    drawn = {}
    for row in tables.articles.to_dict("records"):
        article_id = row["article_id"]
        address = sentence_links(article_id)
        means = []
        for voice, label in LABELS.items():
            mean = _mean(voice, label, row, tones.loc[article_id])
            place = places.at[article_id, voice]
            if not pd.isna(place):
                opened = found[article_id, int(place)]
                mean = mean._replace(
                    address=address(int(place)),
                    opens=_opens(mean, opened, voice, texts.get(article_id)),
                )
            means.append(mean)
        drawn[article_id] = dots(means)
    return drawn


def _sentences(tables: Tables) -> dict[tuple[str, int], dict[str, float]]:
    """The place and the tones of every sentence, by article and number from 0."""
    columns = ["start_char", "end_char", *VOICES.values()]
    keys = zip(tables.sentences["article_id"], tables.sentences["sentence_index"], strict=True)
    return dict(zip(keys, tables.sentences[columns].to_dict("records"), strict=True))


def _mean(voice: str, label: str, row: dict[str, object], tones: pd.Series) -> Mean:
    absent = "unknown" if known(row["tone"]) is None else "none"
    if voice == "all":
        ends = known(row["tone_low"]), known(row["tone_high"])
        return Mean(label, known(row["tone"]), int(str(row["n_sentences"])), *ends, absent=absent)
    return Mean(
        label,
        known(tones[voice]),
        int(tones[f"{voice}_n"]),
        known(tones[f"{voice}_low"]),
        known(tones[f"{voice}_high"]),
        hollow=voice == "quoted",
        absent=absent,
    )


def _opens(mean: Mean, sentence: Mapping[str, float], voice: str, text: str | None) -> str:
    """What a dot stands for and which sentence it opens, as plain text."""
    over = counted(mean.n, "sentence")
    interval = (
        ""
        if mean.low is None or mean.high is None
        else f", 95 % interval {signed(mean.low)} to {signed(mean.high)}"
    )
    which = "grimmest" if (mean.value or 0) < 0 else "most positive"
    words = words_between(text, int(sentence["start_char"]), int(sentence["end_char"]))
    return (
        f"Mean {signed(mean.value)} over {over}{interval}.\n"
        f"Opens the {which} of them ({signed(sentence[VOICES[voice]])})"
        + (f": {words}" if words else "")
    )
