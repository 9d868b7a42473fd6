"""The words behind the tone of a sentence, as HTML that stands below its paragraph."""

from collections.abc import Mapping, Sequence
from typing import Any

from dashboard.annotate import bdi, safe, signed, tone_words
from dashboard.article_html import known
from pipelines.plurals import counted

MOST_WORDS = 12  # the others hardly move the tone


def behind_tone(
    sentence: Mapping[str, Any],
    words: Sequence[tuple[str, float]],
    *,
    deep: Sequence[tuple[str, float]] = (),
    close: str,
    others: Sequence[str],
) -> str:
    """Words with what each adds to the tone of a sentence, strongest first; `deep` where the deep
    model scored it too: how much its tone falls without the word."""
    tone = sentence["tone"] if known(sentence["tone"]) else None
    why = (
        _bars(words)
        if words
        else "<p>No word of this sentence carries tone by itself.</p>"
        if tone is not None
        else "<p>There is no word list for this language, so the sentence has no tone.</p>"
    )
    if deep:
        why += (
            '<p class="rd-n">The deep model, by leaving out one word at a time (these parts do '
            f"not add up):</p>{_bars(deep)}"
        )
    return (
        f'<aside class="rd-aside" id="rd-why" aria-label="Words behind the tone">'
        f'<a class="px-link rd-close" target="_self" href="{safe(close)}">Close</a>'
        f"<h3>Sentence {sentence['sentence_index'] + 1}: {tone_words(tone)}</h3>{why}"
        f'<p class="rd-n">{" · ".join(safe(other) for other in others)}</p></aside>'
    )


def _bars(words: Sequence[tuple[str, float]]) -> str:
    strongest = sorted(words, key=lambda pair: -abs(pair[1]))
    weaker = len(strongest[MOST_WORDS:])
    strongest = strongest[:MOST_WORDS]
    top = max((abs(value) for _, value in strongest), default=1.0) or 1.0
    bars = "".join(
        f'<li><span class="rd-word">{bdi(word)}</span>'
        f'<span class="rd-bar {"rd-plus" if v > 0 else "rd-minus"}"'
        f' style="width:{abs(v) / top * 6:.2f}rem"></span>'
        f'<span class="rd-number">{signed(v)}</span></li>'
        for word, v in strongest
    )
    words = counted(weaker, "word that weighs less", "words that weigh less")
    rest = f'<p class="rd-n">and {words}</p>' if weaker else ""
    return f"<ul>{bars}</ul>{rest}"
