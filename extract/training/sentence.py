"""Trains the sentence branch: InfoNCE over in-batch negatives, both ways, one kind of pair a batch. The encoder stays as it
is: its mean state of every text is computed once.

    python sentence.py --work DIR --minutes 8
"""

from __future__ import annotations

import argparse
import json
import os
import time
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from torch.nn import functional as F

import pairs
from model import Config, Encoder, SentenceBranch, mean_state
from tokens import Tokenizer

BATCH = 384
LENGTH = 160
CLOZES = 2
NO_STATE = np.zeros(0, dtype=np.float32)
TEMPERATURE = 0.05
SHARES = {
    "laws": 5, "news": 3, "names": 1, "trilingual": 2, "questions_zh": 3, "paraphrases_ko": 2, "answers_ko": 0.5,
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


class Text(NamedTuple):
    """Token ids and feature bits of a text, and the encoder's mean state where it has been computed."""

    ids: np.ndarray
    features: np.ndarray
    state: np.ndarray = NO_STATE


def cloze(text: Text, rng: np.random.Generator) -> tuple[Text, Text]:
    """A stretch of a paragraph as the question (often with tokens left out), and the paragraph, mostly without it."""
    length, size = len(text.ids), int(rng.integers(6, 24))
    start = int(rng.integers(0, max(1, length - size)))
    question, rest = np.arange(start, min(length, start + size)), np.arange(length)
    if rng.random() < 0.6:
        rest = np.delete(rest, question)
    else:
        question = question[rng.random(len(question)) < 0.6]
    return Text(text.ids[question], text.features[question]), Text(text.ids[rest], text.features[rest])


def states(encoder: Encoder, texts: list[Text]) -> list[Text]:
    """The texts with their states; texts of like length go through the encoder together."""
    out = list(texts)
    order = sorted(range(len(texts)), key=lambda index: len(texts[index].ids))
    for start in range(0, len(order), 48):
        places = order[start : start + 48]
        ids, mask = arrays([texts[place].ids for place in places])
        features, _ = arrays([texts[place].features for place in places])
        with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
            mean = mean_state(encoder.hidden(ids, mask.long(), features), mask).float().numpy()
        for place, state in zip(places, mean):
            out[place] = texts[place]._replace(state=state)
    return out


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


def vectors(branch: SentenceBranch, rows: list[Text]) -> torch.Tensor:
    ids, mask = arrays([row.ids for row in rows])
    return branch(ids, mask, torch.from_numpy(np.stack([row.state for row in rows])))


def recall(branch: SentenceBranch, left: list[Text], right: list[Text]) -> float:
    """Share of `left` whose nearest in `right` is its own."""
    with torch.no_grad():
        sides = [torch.cat([vectors(branch, rows[at : at + 256]) for at in range(0, len(rows), 256)]) for rows in (left, right)]
        return float(((sides[0] @ sides[1].t()).argmax(1) == torch.arange(len(left))).float().mean())


def prepared(work: Path, tokenizer: Tokenizer, encoder: Encoder, rng: np.random.Generator) -> tuple[dict, dict]:
    """(training, held out): pairs of texts with their states, by kind; a paragraph gives `CLOZES` pairs."""
    training, kept = pairs.load(work)

    def encode(text: str) -> Text:
        tokens = tokenizer(text[:700])[:LENGTH]
        return Text(np.array([token.id for token in tokens], dtype=np.int64), np.array([token.features for token in tokens], dtype=np.int64))

    def coded(kind: str, rows: list[tuple[str, str]]) -> list[tuple[Text, Text]]:
        both = [(encode(a), encode(b)) for a, b in rows]
        if kind.startswith("context"):
            both = [cloze(text, rng) for _, text in both for _ in range(CLOZES)]
        both = [pair for pair in both if len(pair[0].ids) and len(pair[1].ids)]
        flat = states(encoder, [text for pair in both for text in pair])
        return list(zip(flat[::2], flat[1::2]))

    return tuple({kind: coded(kind, rows) for kind, rows in part.items()} for part in (training, kept))


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=8)
    parser.add_argument("--steps", type=int, default=0, help="run this many steps whatever the time")
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(13)
    rng = np.random.default_rng(13)
    tokenizer = Tokenizer.load(options.work / "vocab.txt")
    config = Config(len(tokenizer.vocabulary), dropout=0.0)
    encoder = Encoder(config).eval()
    encoder.load_state_dict(torch.load(options.work / "labelled.pt", weights_only=True))
    begun = time.monotonic()
    coded, tests = prepared(options.work, tokenizer, encoder, rng)
    print(json.dumps({kind: len(rows) for kind, rows in coded.items()} | {"minutes": round((time.monotonic() - begun) / 60, 1)}), flush=True)
    branch = starting_point(options.work, config)
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
        for group in optimiser.param_groups:
            group["lr"] = 3e-3 * min(1.0, (step + 1) / 50) * max(0.02, 1 - done)
        left, right = (vectors(branch, [row[side] for row in rows]) for side in (0, 1))
        scores = left @ right.t() / TEMPERATURE
        same = torch.tensor([hash(row[1].ids.tobytes()) for row in rows])
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
            scores_now = {name: round(recall(branch, *zip(*rows)), 3) for name, rows in tests.items()}
            print(f"step {step} loss {mean:.3f} {json.dumps(scores_now)} minutes {(time.monotonic() - started) / 60:.1f}", flush=True)
            torch.save(branch.state_dict(), options.work / "sentence.tmp")
            os.replace(options.work / "sentence.tmp", options.work / "sentence.pt")
    torch.save(branch.state_dict(), options.work / "sentence.pt")
    (options.work / "sentence.json").write_text(json.dumps({"steps": step, "loss": mean, "pairs": {k: len(v) for k, v in coded.items()}}))


if __name__ == "__main__":
    main()
