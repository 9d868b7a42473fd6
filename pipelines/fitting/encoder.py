"""The sentence encoder behind the deep model, fine-tuned on human ratings of part A.

Needs `torch`, `transformers` and a pretrained encoder; none of them is needed to use what comes
out.
"""

import random
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from transformers import AutoModel, AutoTokenizer

from pipelines.fitting.ratings import Lesson

LONGEST = 96  # word pieces; 99 % of news sentences are shorter
BATCH = 32
LEARNING_RATE = 5e-5
WARM_UP = 0.06  # of the steps


class ToneEncoder(nn.Module):
    """Mean of the encoder's token vectors, then one linear output."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.tokenizer = AutoTokenizer.from_pretrained(folder)
        self.encoder = AutoModel.from_pretrained(folder, attn_implementation="eager")
        self.head = nn.Linear(self.encoder.config.hidden_size, 1)
        nn.init.zeros_(self.head.bias)

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
        """One number per row; around -1..1, not bounded."""
        hidden = self.encoder(input_ids=input_ids, attention_mask=attention_mask)[0]
        weight = attention_mask.unsqueeze(-1).to(hidden.dtype)
        mean = (hidden * weight).sum(1) / weight.sum(1)
        tone: Tensor = self.head(mean).squeeze(-1)
        return tone


def similar_lengths(texts: Sequence[str], chance: random.Random) -> list[list[int]]:
    """Random batches of row numbers whose texts are about equally long, to pad little."""
    order = list(range(len(texts)))
    chance.shuffle(order)
    pool = BATCH * 12
    batches: list[list[int]] = []
    for start in range(0, len(order), pool):
        some = sorted(order[start : start + pool], key=lambda row: len(texts[row]))
        batches += [some[at : at + BATCH] for at in range(0, len(some), BATCH)]
    chance.shuffle(batches)
    return batches


def predict(model: ToneEncoder, texts: Sequence[str]) -> np.ndarray:
    """The model's output for every text, longest first so that little is padded."""
    model.eval()
    out = np.zeros(len(texts), dtype=np.float32)
    order = sorted(range(len(texts)), key=lambda row: -len(texts[row]))
    with torch.inference_mode():
        for start in range(0, len(order), 64):
            some = order[start : start + 64]
            out[some] = (
                model(**_inputs(model.tokenizer, [texts[row] for row in some])).float().numpy()
            )
    return out


def report(model: ToneEncoder, held_out: Sequence[Lesson], note: str) -> None:
    """Correlation with the ratings kept aside, per set, to standard error."""
    found = predict(model, [lesson.text for lesson in held_out])
    targets = np.array([lesson.target for lesson in held_out])
    kinds = np.array([lesson.kind for lesson in held_out])
    for kind in sorted(set(kinds)):
        chosen = kinds == kind
        r = np.corrcoef(found[chosen], targets[chosen])[0, 1]
        print(f"{note} {kind} n={chosen.sum()} r={r:.4f}", file=sys.stderr, flush=True)


def fine_tune(
    base: Path,
    lessons: Sequence[Lesson],
    held_out: Sequence[Lesson],
    *,
    seed: int,
    passes: int,
) -> ToneEncoder:
    """The encoder in `base`, fitted on `lessons`; agreement with `held_out` after each pass.

    Word vectors stay as they are. The output layer starts the same whatever the seed, which decides
    the order of the lessons: only then can the weights of several runs be averaged.
    """
    torch.manual_seed(1)
    chance = random.Random(seed)
    model = ToneEncoder(base)
    model.encoder.embeddings.requires_grad_(False)
    torch.manual_seed(seed)

    texts = [lesson.text for lesson in lessons]
    targets = torch.tensor([lesson.target for lesson in lessons])
    weights = torch.tensor([lesson.weight for lesson in lessons])
    fitted = [p for p in model.parameters() if p.requires_grad]
    # Sixteen bits make a step three times as fast; what is learned is kept in thirty-two, since
    # steps are smaller than sixteen can tell.
    exact = [nn.Parameter(p.detach().clone()) for p in fitted]
    model.bfloat16()
    optimizer = torch.optim.AdamW(exact, lr=LEARNING_RATE, weight_decay=0.01)
    steps = passes * (len(texts) // BATCH + 1)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer,
        lambda step: min(1.0, (step + 1) / (WARM_UP * steps)) * max(0.05, 1 - step / steps),
    )
    began = time.monotonic()
    for done in range(1, passes + 1):
        model.train()
        for number, batch in enumerate(similar_lengths(texts, chance)):
            found = model(**_inputs(model.tokenizer, [texts[row] for row in batch])).float()
            loss = (weights[batch] * (found - targets[batch]) ** 2).mean()
            loss.backward()
            for weight, rounded in zip(exact, fitted, strict=True):
                weight.grad = None if rounded.grad is None else rounded.grad.float()
                rounded.grad = None
            nn.utils.clip_grad_norm_(exact, 1.0)
            optimizer.step()
            schedule.step()
            _copy(exact, fitted)
            if number % 50 == 0:
                spent = time.monotonic() - began
                print(
                    f"pass {done} batch {number} of {len(texts) // BATCH} "
                    f"loss {loss:.3f} {spent:.0f} s",
                    file=sys.stderr,
                    flush=True,
                )
        report(model, held_out, f"seed {seed} pass {done}")
    model.float()
    _copy(exact, fitted)
    return model


def _copy(source: Sequence[nn.Parameter], target: Sequence[nn.Parameter]) -> None:
    with torch.no_grad():
        for exact, rounded in zip(source, target, strict=True):
            rounded.copy_(exact)


def _inputs(tokenizer: Any, texts: Sequence[str]) -> dict[str, Tensor]:
    found = tokenizer(
        list(texts), padding=True, truncation=True, max_length=LONGEST, return_tensors="pt"
    )
    return {"input_ids": found["input_ids"], "attention_mask": found["attention_mask"]}
