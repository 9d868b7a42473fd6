"""The value behind a flag in words: every number in its unit."""

from dashboard.annotate import signed
from pipelines.rates import band_words

_SHARES = {
    "anonymous_sources": "of the sources",
    "internal_repetition": "of the runs of words",
    "outline_structure": "of the lines",
    "unattributed_quote": "of the longer quotations",
}
_DIFFERENCES = {
    "headline_body_gap": "tone of the headline minus tone of the text",
    "sensational_style": "points, above 0 is a tease",
}


def measured(flag: str, value: float) -> str:
    """The value of a flag in its unit: a share, a difference, or a rate."""
    if flag in _SHARES:
        return f"{value:.0%} {_SHARES[flag]}"
    if flag in _DIFFERENCES:
        return f"{signed(value)} ({_DIFFERENCES[flag]})"
    weight = "weight " if flag == "loaded_language" else ""
    return f"{weight}{value:.1f} per 1,000 words"


def compared(percentile: float, n_words: int) -> str:
    """The percentile in words, against articles of that length; none is above all of them."""
    like = f"reference articles of this length ({band_words(n_words)})"
    if not percentile:
        return f"That is among the lowest of the {like}."
    return f"That is more than in {min(percentile, 99):.0f}&nbsp;% of the {like}."
