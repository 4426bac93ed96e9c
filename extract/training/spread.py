"""How much chance there is in the figures: the last stage of the recipe from exported weights, under several seeds.

    python spread.py --work DIR --models ../../models/default --seeds 3 --steps 100

DIR is a folder that `prepare.py` has filled. Each seed takes the weights up again (`resume.py`), trains the same number of steps on sentences, names,
dictionaries and dropout that are drawn otherwise, and is measured in single precision on the tests. Only the encoder that was trained last is looked at.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
from pathlib import Path

import torch

import data
import label
import recipe
from model import Encoder, config_of
from tokens import Tokenizer

LANGUAGES = ("zh", "ko", "en")


def measured(work: Path, weights: str) -> dict[str, float]:
    """F1 of people, bodies and places on the tests."""
    tokenizer = Tokenizer.load(work / "vocab.txt")
    encoder = Encoder(config_of(work, len(tokenizer.vocabulary)))
    encoder.load_state_dict(torch.load(work / weights, weights_only=True))
    held = data.held_out(work)
    return {language: label.evaluate(encoder.eval(), tokenizer, held[language])["f1"] for language in LANGUAGES}


def main() -> None:
    parser = recipe.parser()
    parser.add_argument("--models", type=Path, required=True)
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--steps", type=int, default=100)
    parser.add_argument("--peak", type=float, default=3e-4)
    options = parser.parse_args()
    torch.set_num_threads(1)
    here = Path(__file__).parent

    def stage(name: str, *arguments: object) -> None:
        subprocess.run([sys.executable, here / f"{name}.py", "--work", options.work, *map(str, arguments)], check=True, stdout=subprocess.DEVNULL)

    stage("resume", "--models", options.models)
    print("as exported", json.dumps(measured(options.work, "pretrained.pt")), flush=True)
    rows = []
    for seed in range(1, options.seeds + 1):
        stage("label", "--seed", seed, "--sample", options.sample, "--steps", options.steps, "--peak", options.peak, "--check-every", 1e9)
        rows.append(measured(options.work, "labelled.pt"))
        print(f"seed {seed}", json.dumps(rows[-1]), flush=True)
    for language in LANGUAGES:
        values = [row[language] for row in rows]
        deviation = statistics.stdev(values) if len(values) > 1 else 0.0
        print(f"{language}: mean {statistics.mean(values):.4f}, standard deviation {deviation:.4f}, from {min(values):.4f} to {max(values):.4f}", flush=True)


if __name__ == "__main__":
    main()
