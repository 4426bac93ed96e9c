"""Takes an exported model up again: its encoder becomes the starting point of the label stage, its vocabulary that of the work folder.

    python resume.py --models ../../models/default --work DIR && python label.py --work DIR --peak 1e-3

What int8 rounding took away is not given back; a few hundred steps make up for it.
"""

from __future__ import annotations

import json
import shutil
from dataclasses import asdict
from pathlib import Path

import numpy as np
import onnx
import torch

import packed
import recipe
from model import Config, Encoder


def initializers(graph: bytes) -> dict[str, np.ndarray]:
    """The constants of a graph that `graph.py` wrote by name, in single precision: int8 ones times their scales."""
    held = {tensor.name: onnx.numpy_helper.to_array(tensor) for tensor in onnx.load_from_string(graph).graph.initializer}
    # a table has one scale a row, a matrix one a column
    return {name: array.astype(np.float32) * held[name + ".scale"] if array.dtype == np.int8 else array for name, array in held.items()}


def weights(held: dict[str, np.ndarray], encoder: Encoder) -> dict[str, torch.Tensor]:
    """The encoder's state from the constants that `graph.py` writes."""
    state = {}
    for name, value in encoder.state_dict().items():
        short = name.replace("blocks.", "block").replace(".mix.", ".").removesuffix(".weight")
        if name.endswith("norm.weight") or name.startswith(("entry.", "exit.")):
            short = name.replace("blocks.", "block")
        array = held[short.replace(".mix.", ".")]
        is_matrix = value.dim() == 2 and name not in ("tokens.weight", "bigrams.weight")
        state[name] = torch.from_numpy((array.T if is_matrix else array).astype(np.float32).copy()).reshape(value.shape)
    return state


def exported(models: Path) -> Encoder:
    """The encoder of an exported model; where two vote, the one that was trained last."""
    encoder = Encoder(Config(**json.loads((models / "manifest.json").read_text(encoding="utf-8"))["encoder"]))
    encoder.load_state_dict(weights(initializers(packed.encoder(models)), encoder))
    return encoder


def main() -> None:
    parser = recipe.parser()
    parser.add_argument("--models", type=Path, required=True)
    options = parser.parse_args()
    encoder = exported(options.models)
    torch.save(encoder.state_dict(), options.work / "pretrained.pt")
    (options.work / "encoder.json").write_text(json.dumps(asdict(encoder.config)))
    shutil.copyfile(options.models / "vocab.txt", options.work / "vocab.txt")


if __name__ == "__main__":
    main()
