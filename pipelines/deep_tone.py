"""The deep tone model: a small sentence encoder fine-tuned on human ratings, run by onnxruntime.

Optional (extra `deep`) and slower than the fast model; `models/deep_tone/MODEL_CARD.md` says what
it was fitted on and how well it agrees with readers. Nothing is downloaded.
"""

import re
from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from math import tanh
from pathlib import Path
from typing import Any

from pipelines.articles import Span

DEEP_NAME = "deep-2"

_FOLDER = Path(__file__).parent / "models" / "deep_tone"
_LONGEST = 96  # word pieces that the encoder was fitted on; the rest of a sentence is not read
_WORD = re.compile(r"\w+(?:['’.-]\w+)*")
_MOST_WORDS = 60  # explained per sentence; one run of the encoder each


def deep_available() -> bool:
    """True when the model can run: its files and the packages of the extra `deep` are there."""
    packages = all(find_spec(name) is not None for name in ("onnxruntime", "tokenizers"))
    return packages and (_FOLDER / "model.onnx").exists()


def deep_tones(texts: Sequence[str]) -> list[float]:
    """Tone of every sentence, -1..1; a sentence without a word is neutral.

    One run per sentence: whole numbers stand for fractions in this model and their step is chosen
    per run, so in a batch a sentence's tone would depend on its neighbours.
    """
    return [tanh(_score(text)) if _WORD.search(text) else 0.0 for text in texts]


def deep_contributions(text: str) -> list[tuple[Span, float]]:
    """How much the tone falls when a word is left out, for the first words of a sentence."""
    spans = [Span(*match.span()) for match in _WORD.finditer(text)][:_MOST_WORDS]
    shorter = [text[: span.start_char] + text[span.end_char :] for span in spans]
    whole, *without = deep_tones([text, *shorter])
    return [(span, whole - rest) for span, rest in zip(spans, without, strict=True)]


def _score(text: str) -> float:
    tokenizer, session = _loaded()
    # A lone surrogate cannot be encoded; it becomes a question mark.
    ids = tokenizer.encode(text.encode("utf-8", "replace").decode()).ids
    inputs = {"input_ids": [ids], "attention_mask": [[1] * len(ids)]}
    return float(session.run(None, inputs)[0][0])


@cache
def _loaded() -> tuple[Any, Any]:
    """Tokenizer and session, loaded at first use; one thread, since work is shared by process."""
    if not deep_available():
        raise RuntimeError(
            "The deep tone model needs two more packages: pip install 'parallax-news[deep]'. "
            "Without them use the fast model (--tone fast)."
        )
    import onnxruntime
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(_FOLDER / "tokenizer.json"))
    tokenizer.no_padding()  # the file asks for 128 places, most of them empty
    tokenizer.enable_truncation(_LONGEST)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(
        str(_FOLDER / "model.onnx"), options, providers=["CPUExecutionProvider"]
    )
    return tokenizer, session
