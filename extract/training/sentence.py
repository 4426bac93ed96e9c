"""Trains the sentence branch: InfoNCE over in-batch negatives, both ways, one kind of pair a batch.

    python sentence.py --work DIR --minutes 8
"""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional as F

import pairs
import recipe
from model import Config, SentenceBranch
from tokens import Tokenizer

BATCH = 384
LENGTH = 160
TEMPERATURE = 0.05
SHARES = {
    "laws": 6, "news": 3, "names": 2, "trilingual": 3, "questions_zh": 3, "paraphrases_ko": 2, "answers_ko": 0.5,
    "context_zh": 2.5, "context_ko": 2.5, "context_en": 2.5,
}
"""How often a batch is drawn from a kind of pair."""


def arrays(rows: list[np.ndarray]) -> tuple[torch.Tensor, torch.Tensor]:
    length = max(1, max(len(row) for row in rows))
    ids, mask = np.zeros((len(rows), length), dtype=np.int64), np.zeros((len(rows), length), dtype=np.float32)
    for index, row in enumerate(rows):
        ids[index, : len(row)] = row
        mask[index, : len(row)] = 1
    return torch.from_numpy(ids), torch.from_numpy(mask)


def cloze(row: np.ndarray, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """A stretch of a paragraph as the question (often with tokens left out), and the paragraph, mostly without it."""
    size = int(rng.integers(6, 24))
    start = int(rng.integers(0, max(1, len(row) - size)))
    question = row[start : start + size]
    if rng.random() < 0.6:
        rest = np.concatenate([row[:start], row[start + size :]])
    else:
        rest = row
        question = question[rng.random(len(question)) < 0.6]
    return question, rest


def starting_point(work: Path, config: Config) -> SentenceBranch:
    """Tables from `initialise.py`, each row scaled by a smooth inverse frequency (Arora et al. 2017)."""
    branch, vocabulary = SentenceBranch(config), config.vocabulary
    initial = np.load(work / "initial.npz")
    data = np.load(work / "corpus.npz")
    frequency = np.bincount(data["ids"], minlength=vocabulary) / len(data["ids"])
    tokens = initial["tokens"][:, : branch.tokens.embedding_dim] * (1e-3 / (1e-3 + frequency))[:, None]
    branch.tokens.weight.data.copy_(torch.from_numpy(tokens))
    branch.bigrams.weight.data.mul_(0.1)
    return branch


def recall(branch: SentenceBranch, left: list[np.ndarray], right: list[np.ndarray], gold: np.ndarray) -> float:
    """Share of `left` whose nearest in `right` is the gold one."""
    with torch.no_grad():
        sides = []
        for rows in (left, right):
            sides.append(torch.cat([branch(*arrays(rows[start : start + 256])) for start in range(0, len(rows), 256)]))
        return float(((sides[0] @ sides[1].t()).argmax(1).numpy() == gold).mean())


def main() -> None:
    parser = recipe.parser()
    parser.add_argument("--minutes", type=float, default=8)
    parser.add_argument("--steps", type=int, default=0, help="run this many steps whatever the time")
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(recipe.seeded(13, options))
    rng = np.random.default_rng(recipe.seeded(13, options))
    tokenizer = Tokenizer.load(options.work / "vocab.txt")

    def encode(text: str) -> np.ndarray:
        return np.array([token.id for token in tokenizer(text[:700])[:LENGTH]], dtype=np.int64)

    training, kept = pairs.load(options.work)
    coded = {kind: [(encode(a), encode(b)) for a, b in recipe.sampled(rows, options.sample)] for kind, rows in training.items()}
    tests = {kind: ([encode(a) for a, _ in rows], [encode(b) for _, b in rows]) for kind, rows in kept.items()}
    print(json.dumps({kind: len(rows) for kind, rows in coded.items()}), flush=True)
    branch = starting_point(options.work, Config(len(tokenizer.vocabulary)))
    optimiser = torch.optim.Adam(branch.parameters(), lr=2e-3, fused=True)
    kinds = list(SHARES)
    shares = np.array([SHARES[kind] for kind in kinds]) / sum(SHARES.values())
    started, step, mean = time.monotonic(), 0, None
    while True:
        done = step / options.steps if options.steps else (time.monotonic() - started) / 60 / options.minutes
        if done >= 1:
            break
        kind = kinds[int(rng.choice(len(kinds), p=shares))]
        rows = [coded[kind][index] for index in rng.integers(0, len(coded[kind]), BATCH)]
        if kind.startswith("context"):
            rows = [cloze(row, rng) for _, row in rows]
        rows = [row for row in rows if len(row[0]) and len(row[1])]
        for group in optimiser.param_groups:
            group["lr"] = 3e-3 * min(1.0, (step + 1) / 50) * max(0.02, 1 - done)
        left, right = (branch(*arrays([row[side] for row in rows])) for side in (0, 1))
        scores = left @ right.t() / TEMPERATURE
        same = torch.tensor([hash(row[1].tobytes()) for row in rows])
        twins = (same.unsqueeze(0) == same.unsqueeze(1)) & ~torch.eye(len(rows), dtype=torch.bool)
        scores = scores.masked_fill(twins, -1e4)
        target = torch.arange(len(rows))
        loss = (F.cross_entropy(scores, target) + F.cross_entropy(scores.t(), target)) / 2
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        optimiser.step()
        step += 1
        mean = loss.item() if mean is None else 0.98 * mean + 0.02 * loss.item()
        if step % 250 == 0:
            scores_now = {name: round(recall(branch, *sides, np.arange(len(sides[0]))), 3) for name, sides in tests.items()}
            print(f"step {step} loss {mean:.3f} {json.dumps(scores_now)} minutes {(time.monotonic() - started) / 60:.1f}", flush=True)
            torch.save(branch.state_dict(), options.work / "sentence.tmp")
            os.replace(options.work / "sentence.tmp", options.work / "sentence.pt")
    torch.save(branch.state_dict(), options.work / "sentence.pt")
    (options.work / "sentence.json").write_text(json.dumps({"steps": step, "loss": mean, "seed": options.seed, "pairs": {k: len(v) for k, v in coded.items()}}))


if __name__ == "__main__":
    main()
