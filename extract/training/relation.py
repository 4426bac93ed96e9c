"""Trains the relation network and writes it beside the encoder.

    python relation.py --work DIR --models ../../models/default [--steps N | --minutes M]

Needs `relation_names.py` first. It has its own copy of the vocabulary, so the encoder may be replaced without it; the
encoder's token vectors are where its own begin.
"""

from __future__ import annotations

import random
import time
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch.nn import functional as F

import packed
import recipe
import relation_names
import relation_sets
import relation_synthetic
from relation_model import Config, Relations
from relation_pairs import OTHER, allowed, tokenised, window, with_found
from relation_sets import PREDICATES, Sentence
from tokens import UNK, Tokenizer

FILLINGS = 24_000
"""Invented sentences a language that are trained on."""
WEIGHTS = {"finre": 0.6, "redocred": 0.6}
"""What a pair of a set counts."""
BATCH = 192
RATE = 2.5e-3


class Pair:
    """One pair: what the network sees, and for each score 1, 0 or -1 for not known."""

    __slots__ = ("inputs", "labels", "origin", "language", "weight")

    def __init__(self, inputs: np.ndarray, labels: np.ndarray, origin: str, language: str):
        self.inputs, self.labels, self.origin, self.language = inputs, labels, origin, language
        self.weight = WEIGHTS.get(origin, 1.0)


def pairs_of(sentence: Sentence, tokenizer: Tokenizer, own: int) -> list[Pair]:
    """The pairs of a sentence of which something is known. Of its mentions the first `own` facts count are annotated."""
    sequence = tokenised(tokenizer, sentence)
    annotated = {end for s, _, o in sentence.facts for end in (s, o)}
    written = [sentence.text[start:end] for start, end, _ in sentence.mentions]
    found = []
    for i, (*_, first) in enumerate(sentence.mentions):
        for j in range(i + 1, len(sentence.mentions)):
            known = sentence.pairs.get((i, j), sentence.known)
            classes = allowed(first, sentence.mentions[j][2])
            if not known or not classes or written[i] == written[j]:
                continue
            again = [end for end in (i, j) if end not in annotated and any(written[end] in written[a] or written[a] in written[end] for a in annotated)]
            if own and again:
                continue
            inputs = window(sequence, sentence, i, j)
            if inputs is None:
                continue
            labels = np.full(2 * len(PREDICATES), -1, dtype=np.int8)
            for predicate, turned in classes:
                subject, object_ = (j, i) if turned else (i, j)
                if (subject, predicate, object_) in sentence.facts:
                    labels[2 * PREDICATES.index(predicate) + turned] = 1
                elif predicate in known:
                    labels[2 * PREDICATES.index(predicate) + turned] = 0
            if (labels >= 0).any():
                found.append(Pair(inputs, labels, sentence.origin, sentence.language))
    return found


def prepare(work: Path, tokenizer: Tokenizer, share: float = 1.0) -> dict[str, list[Pair]]:
    """Pairs by part, of all sentences or of `share` of them."""
    names = relation_names.read(work)
    result: dict[str, list[Pair]] = {"train": [], "develop": [], "test": []}
    for sentence in recipe.sampled(relation_sets.every(work), share):
        more = with_found(sentence, names.get(sentence.text, []))
        result[sentence.part] += pairs_of(more, tokenizer, own=len(sentence.mentions) if sentence.known else 0)
    for part in result:
        for at, language in enumerate(relation_synthetic.LANGUAGES):
            for sentence in relation_synthetic.sentences(language, int(share * FILLINGS), {}, 11 + at, part):
                result[part] += pairs_of(sentence, tokenizer, own=0)
    return result


def begin(network: Relations, encoder: bytes) -> None:
    """Token vectors begin as the encoder's, drawn together to fewer dimensions."""
    tables = {c.name: numpy_helper.to_array(c) for c in onnx.load_from_string(encoder).graph.initializer if c.name.startswith("tokens")}
    if "tokens" not in tables:
        return
    vectors = tables["tokens"].astype(np.float32) * tables.get("tokens.scale", np.float32(1))
    size = min(len(vectors), network.config.vocabulary)
    vectors = vectors[:size] - vectors[:size].mean(0)
    _, _, turn = np.linalg.svd(vectors, full_matrices=False)
    small = vectors @ turn[: network.config.token].T
    with torch.no_grad():
        network.tokens.weight[:size] = torch.from_numpy(small / small.std() * 0.5)


def batch_of(pairs: list[Pair], rng: random.Random | None = None) -> tuple[list[torch.Tensor], torch.Tensor, torch.Tensor]:
    """Inputs, labels and weights of some pairs; in training words and last tokens of names are left out now and then."""
    length = -(-max(pair.inputs.shape[1] for pair in pairs) // 8) * 8
    inputs = np.zeros((5, len(pairs), length), dtype=np.int64)
    for row, pair in enumerate(pairs):
        inputs[:, row, : pair.inputs.shape[1]] = pair.inputs
    if rng:
        chance = np.random.default_rng(rng.getrandbits(32)).random((2, len(pairs), length))
        inputs[0] = np.where((chance[0] < 0.04) & (inputs[2] == 1), UNK, inputs[0])
        inputs[1] = np.where((chance[1] < np.where(inputs[2] >= OTHER, 0.6, 0.35)), 0, inputs[1])
    labels = torch.from_numpy(np.stack([pair.labels for pair in pairs]))
    return list(torch.from_numpy(inputs)), labels, torch.tensor([pair.weight for pair in pairs])


def loss_of(scores: torch.Tensor, labels: torch.Tensor, weights: torch.Tensor) -> torch.Tensor:
    known = (labels >= 0).float() * weights.unsqueeze(1)
    target = labels.clamp(min=0).float()
    each = F.binary_cross_entropy_with_logits(scores, target * 0.97 + 0.01, reduction="none")
    return (each * known * (1 + target)).sum() / len(labels)


def batches(pairs: list[Pair], rng: random.Random) -> list[list[Pair]]:
    """All pairs in batches of like length, in random order."""
    order = sorted(pairs, key=lambda pair: pair.inputs.shape[1] + rng.random() * 6)
    groups = [order[at : at + BATCH] for at in range(0, len(order), BATCH)]
    rng.shuffle(groups)
    return groups


def train(network: Relations, pairs: list[Pair], steps: int, minutes: float, seed: int) -> tuple[Relations, int, float]:
    """Adam with a rate that rises and falls; the result is the mean of the weights of the last part of the run."""
    rng = random.Random(seed)
    optimiser = torch.optim.AdamW(network.parameters(), lr=RATE, weight_decay=0.01)
    mean: dict[str, torch.Tensor] = {}
    begun, step, groups, losses = time.time(), 0, [], []
    while True:
        done = (time.time() - begun) / 60 / minutes if minutes else step / steps
        if done >= 1:
            break
        if not groups:
            groups = batches(pairs, rng)
        rate = min(1.0, done / 0.05) * (1 - done) ** 0.8
        for group in optimiser.param_groups:
            group["lr"] = RATE * rate
        inputs, labels, weights = batch_of(groups.pop(), rng)
        optimiser.zero_grad(set_to_none=True)
        loss = loss_of(network(*inputs), labels, weights)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 5.0)
        optimiser.step()
        losses.append(loss.item())
        step += 1
        if done > 0.6:
            for name, value in network.state_dict().items():
                mean[name] = mean[name].lerp(value, 0.01) if name in mean else value.clone()
        if step % 100 == 0:
            print(f"{time.time() - begun:.0f} s step {step} {100 * done:.0f}% loss {np.mean(losses[-100:]):.4f}", flush=True)
    if mean:
        network.load_state_dict(mean)
    return network.eval(), step, float(np.mean(losses[-200:]))


@torch.no_grad()
def scores(network: Relations, pairs: list[Pair]) -> np.ndarray:
    """Log odds of all pairs, in their order."""
    order = sorted(range(len(pairs)), key=lambda at: pairs[at].inputs.shape[1])
    result = np.zeros((len(pairs), 2 * len(PREDICATES)), dtype=np.float32)
    for at in range(0, len(order), 256):
        rows = order[at : at + 256]
        result[rows] = network(*batch_of([pairs[row] for row in rows])[0]).numpy()
    return result


def main() -> None:
    parser = recipe.parser()
    parser.add_argument("--models", type=Path, required=True)
    parser.add_argument("--steps", type=int, default=10_000)
    parser.add_argument("--minutes", type=float, default=0)
    options = parser.parse_args()
    seed = recipe.seeded(5, options)
    torch.manual_seed(seed)
    tokenizer = Tokenizer.load(options.models / "vocab.txt")
    parts = prepare(options.work, tokenizer, options.sample)
    for part, pairs in parts.items():
        print(part, len(pairs), "pairs,", sum(int((pair.labels == 1).sum()) for pair in pairs), "statements", flush=True)
    network = Relations(Config(len(tokenizer.vocabulary)))
    begin(network, packed.encoder(options.models))
    network, steps, loss = train(network, parts["train"], options.steps, options.minutes, seed)
    torch.save({"network": network.state_dict(), "steps": steps, "loss": loss, "seed": seed}, options.work / "relations.pt")
    import relation_export

    relation_export.write(network, tokenizer, parts, options.models, {"steps": steps, "loss": round(loss, 4), "seed": seed})


if __name__ == "__main__":
    main()
