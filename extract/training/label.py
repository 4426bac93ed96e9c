"""Trains the label head and the encoder on the labelled sets with partial labels.

    python label.py --work DIR --minutes 35
"""

from __future__ import annotations

import argparse
import json
import os
import random
import time
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

import data
import gazetteer
import pools
import recipe
import synthetic
from data import Example
from decode import entity_scores, predict_spans
from model import LABELS, TYPES, Encoder, config_of
from packing import pack
from teach import Teacher
from tokens import HAN, HANGUL, SPACE, UNK, Tokenizer

BATCH = 24
PEAK, PEAK_AGAIN = 1.5e-3, 8e-4
DROPOUT, DROPOUT_AGAIN = 0.15, 0.25
TAUGHT = 1_500_000
"""Tokens of raw text that a teacher labels for one round."""
AHEAD = 1
"""Rounds that are prepared before the workers need them."""
INDEX = {label: index for index, label in enumerate(LABELS)}
EVERYTHING = (1 << len(LABELS)) - 1
MIX = {
    ("zh", "uner"): 4.0, ("zh", "multiconer"): 1.0, ("zh", "finre"): 0.1, ("zh", "synthetic"): 1.0,
    ("ko", "klue"): 3.0, ("ko", "multiconer"): 0.6, ("ko", "boostcamp"): 0.5, ("ko", "synthetic"): 1.0,
    ("en", "uner"): 6.0, ("en", "multiconer"): 0.5, ("en", "crossner"): 0.5, ("en", "wikigold"): 2.0, ("en", "wnut17"): 0.7,
    ("en", "btc"): 0.7, ("en", "redocred"): 0.7, ("en", "re3d"): 2.0, ("en", "sec"): 0.3, ("en", "synthetic"): 1.0,
}
"""How often a set is seen in one round."""
SYNTHETIC = 10_000
"""Invented sentences of each language in one round; new ones every round."""
RESPACED = 0.06
"""Chance that a sentence loses a third of its spaces and gets a few false ones."""
HEADLINE = 0.03
"""Chance that an English sentence stands in capitals."""
OWN_GUIDELINE = ["multiconer", "boostcamp", "crossner", "wikigold", "wnut17", "btc", "redocred", "finre", "sec"]
"""Sets whose annotation differs from the tests': each learns an offset that is left out at run time."""


def allowed(example: Example, tokens: list) -> np.ndarray:
    """For each token, the labels that the annotation leaves possible, as bits."""
    rest = EVERYTHING
    if not example.spans_only:
        rest = 1
        for name in TYPES:
            if name not in example.complete:
                rest |= 1 << INDEX[f"B-{name}"] | 1 << INDEX[f"I-{name}"]
    out = np.full(len(tokens), rest, dtype=np.int64)
    for start, end, name in example.spans:
        names = data.ANY_NAME if name == data.ANY else (name,)
        first = True
        for index, token in enumerate(tokens):
            if token.start < end and token.end > start:
                out[index] = sum(1 << INDEX[f"{'B' if first else 'I'}-{kind}"] for kind in names)
                first = False
    return out


class LabelLoss(nn.Module):
    """-log of the probability that the network gives to the labels left possible."""

    def __init__(self, encoder: Encoder):
        super().__init__()
        self.encoder = encoder
        self.offsets = nn.Embedding(len(OWN_GUIDELINE) + 1, encoder.config.width)
        nn.init.zeros_(self.offsets.weight)
        self.register_buffer("shifts", torch.arange(len(LABELS)), persistent=False)

    def forward(self, ids: Tensor, segments: Tensor, features: Tensor, possible: Tensor, origins: Tensor) -> Tensor:
        hidden = self.encoder.dropout(self.encoder.hidden(ids, segments, features))
        hidden = hidden + self.offsets(origins) * (origins > 0).unsqueeze(-1)
        scores = self.encoder.scores(hidden)
        barred = ((possible.unsqueeze(-1) >> self.shifts) & 1) == 0
        loss = torch.logsumexp(scores, -1) - torch.logsumexp(scores.masked_fill(barred, -1e4), -1)
        real = (segments > 0).float()
        return (loss * real).sum() / real.sum()


def respaced(features: np.ndarray, noise: np.random.Generator) -> np.ndarray:
    """Spaces lost and won between Han and Hangul characters, as printed files give them back."""
    own = (features & (HAN | HANGUL)) > 0
    dice = noise.random(len(features))
    lost, won = own & (dice < 0.3), own & (dice > 0.97)
    lost[0] = won[0] = False
    return np.where(won, features | SPACE, np.where(lost, features & ~SPACE, features))


def round_of(
    examples: list[Example], tokenizer: Tokenizer, names: dict, seed: int, teacher: Teacher | None, share: float
) -> list[tuple[np.ndarray, ...]]:
    """The windows of one round: the sets in their shares, names swapped, fresh invented sentences, and the teacher's; `share` of all that."""
    rng = random.Random(seed)
    groups: dict[tuple[str, str], list[Example]] = {}
    for example in examples:
        groups.setdefault((example.language, example.origin), []).append(example)
    chosen: list[Example] = []
    for key, group in sorted(groups.items()):
        share = MIX[key]
        count = int(share * len(group))
        chosen += group * int(share) + rng.sample(group, count - int(share) * len(group))
    chosen = [pools.swap(example, names[example.language], rng) for example in recipe.sampled(chosen, share)]
    for language in ("zh", "ko", "en"):
        chosen += synthetic.sentences(language, int(share * SYNTHETIC * MIX[language, "synthetic"]), names[language], seed)
    rng.shuffle(chosen)
    noise = np.random.default_rng(seed)
    rows = []
    for example in chosen:
        capitals = example.text.upper()
        loud = example.language == "en" and len(capitals) == len(example.text) and rng.random() < HEADLINE
        tokens = tokenizer(capitals if loud else example.text)
        if not tokens:
            continue
        ids = np.array([token.id for token in tokens])
        ids[noise.random(len(ids)) < 0.04] = UNK
        origin = OWN_GUIDELINE.index(example.origin) + 1 if example.origin in OWN_GUIDELINE else 0
        dictionary = gazetteer.simulated(tokens, example.spans, rng)
        features = np.array([token.features | bits for token, bits in zip(tokens, dictionary)])
        if noise.random() < RESPACED:
            features = respaced(features, noise)
        rows.append((ids, features, allowed(example, tokens), np.full(len(ids), origin)))
    for ids, *rest in teacher.rows(int(share * TAUGHT), noise) if teacher else []:
        rows.append((np.where(noise.random(len(ids)) < 0.08, UNK, ids), *rest))
    rng.shuffle(rows)
    windows = pack(rows)
    rng.shuffle(windows)
    return windows


def evaluate(encoder: Encoder, tokenizer: Tokenizer, examples: list[Example]) -> dict[str, float]:
    """Strict scores over Person, Organization and Place."""
    found = predict_spans(tokenizer, [example.text for example in examples], encoder_runner(encoder))
    return entity_scores(examples, found, data.CORE)


def encoder_runner(encoder: Encoder):
    def run(ids: np.ndarray, mask: np.ndarray, features: np.ndarray) -> np.ndarray:
        with torch.no_grad():
            return encoder(*(torch.from_numpy(array) for array in (ids, mask, features))).numpy()

    return run


def starting_point(work: Path, vocabulary: int, again: bool) -> Encoder:
    """The labelled encoder if training goes on, else the pretrained one where there is one, otherwise the vectors of `initialise.py`."""
    encoder = Encoder(config_of(work, vocabulary, DROPOUT_AGAIN if again else DROPOUT))
    for name in (["labelled.pt"] if again else []) + ["pretrained.pt"]:
        if (work / name).exists():
            encoder.load_state_dict(torch.load(work / name, weights_only=True))
            return encoder
    initial = np.load(work / "initial.npz")
    encoder.tokens.weight.data.copy_(torch.from_numpy(initial["tokens"][:, : encoder.config.width]))
    encoder.bigrams.weight.data.copy_(torch.from_numpy(initial["bigrams"]))
    return encoder


def write_round(work: Path, number: int, windows: list[tuple[np.ndarray, ...]]) -> None:
    stacked = np.stack([np.stack(window) for window in windows]).astype(np.int32)
    np.save(work / "round.tmp.npy", stacked)
    os.replace(work / "round.tmp.npy", work / f"round{number}.npy")


def worker(rank: int, options: argparse.Namespace, network: LabelLoss) -> None:
    """Trains on every n-th batch; the weights are shared between workers and updated without locks (Niu et al. 2011)."""
    torch.set_num_threads(1)
    torch.manual_seed(recipe.seeded(11 + rank, options))
    tokenizer = Tokenizer.load(options.work / "vocab.txt")
    encoder = network.encoder
    development = {name: rows[:200] for name, rows in data.held_out(options.work).items() if name.endswith("development") and rank == 0}
    tables = [p for n, p in network.named_parameters() if "tokens" in n or "bigrams" in n]
    matrices = [p for n, p in network.named_parameters() if p.dim() > 1 and "tokens" not in n and "bigrams" not in n]
    vectors = [p for n, p in network.named_parameters() if p.dim() <= 1]
    optimiser = torch.optim.AdamW(
        [{"params": tables, "weight_decay": 0.0}, {"params": matrices, "weight_decay": 0.02}, {"params": vectors, "weight_decay": 0.0}],
        lr=1e-3, betas=(0.9, 0.98), fused=True,
    )
    average = Encoder(encoder.config).eval()
    average.load_state_dict(encoder.state_dict())
    started, checked, step, mean = time.monotonic(), time.monotonic(), 0, None
    number, windows, cursor = -1, np.zeros((0, 5, 128), dtype=np.int32), 0
    while True:
        done = step / options.steps if options.steps else (time.monotonic() - started) / 60 / options.minutes
        if done >= 1:
            break
        if cursor + BATCH > len(windows):
            # with a number of steps every round is seen once, however busy the machine is
            while options.steps and not (options.work / f"round{number + 1}.npy").exists():
                time.sleep(1)
            if (options.work / f"round{number + 1}.npy").exists():
                number += 1
                if rank == 0:
                    (options.work / "round.begun").write_text(str(number))
                windows = np.load(options.work / f"round{number}.npy", mmap_mode="r")[rank :: options.workers]
            cursor = 0
        batch = torch.from_numpy(windows[cursor : cursor + BATCH].astype(np.int64))
        cursor += BATCH
        rate = (options.peak or (PEAK_AGAIN if options.again else PEAK)) * min(1.0, (step + 1) / 100, max(0.01, (1 - done) / 0.7))
        for group in optimiser.param_groups:
            group["lr"] = rate
        with torch.autocast("cpu", dtype=torch.bfloat16):
            loss = network(batch[:, 0], batch[:, 2], batch[:, 1], batch[:, 3], batch[:, 4])
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimiser.step()
        step += 1
        mean = loss.item() if mean is None else 0.98 * mean + 0.02 * loss.item()
        if rank == 0 and step % 5 == 0:
            keep = min(0.99, step / (step + 50))
            with torch.no_grad():
                torch._foreach_lerp_(list(average.parameters()), list(encoder.parameters()), 1 - keep)
        if step % 50 == 0:
            print(f"worker {rank} step {step} loss {mean:.4f} rate {rate:.2e} round {number} minutes {(time.monotonic() - started) / 60:.1f}", flush=True)
        if rank == 0 and time.monotonic() - checked > options.check_every * 60:
            print("development", json.dumps({name[:2]: evaluate(average, tokenizer, rows)["f1"] for name, rows in development.items()}), flush=True)
            save(average, options.work / "labelled.pt")
            checked = time.monotonic()
    if rank == 0:
        save(average, options.work / "labelled.pt")
        print("development", json.dumps({name[:2]: evaluate(average, tokenizer, rows)["f1"] for name, rows in development.items()}), flush=True)
        record = {"steps": step, "workers": options.workers, "rounds": number + 1, "loss": mean, "seed": options.seed, "tokens": step * options.workers * BATCH * 128}
        (options.work / ("label_again.json" if options.again else "label.json")).write_text(json.dumps(record))


def main() -> None:
    parser = recipe.parser()
    parser.add_argument("--minutes", type=float, default=35)
    parser.add_argument("--steps", type=int, default=0, help="run this many steps a worker whatever the time")
    parser.add_argument("--workers", type=int, default=1, help="processes of one thread; the shipped weights had 1")
    parser.add_argument("--again", action="store_true", help="go on from labelled.pt, which labels raw text besides")
    parser.add_argument("--peak", type=float, default=0, help="another highest rate")
    parser.add_argument("--check-every", type=float, default=6.0, help="minutes between looks at the development set")
    options = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(recipe.seeded(11, options))
    tokenizer = Tokenizer.load(options.work / "vocab.txt")
    network = LabelLoss(starting_point(options.work, len(tokenizer.vocabulary), options.again))
    teacher = Teacher(options.work, starting_point(options.work, len(tokenizer.vocabulary), True)) if options.again else None
    examples = data.training(options.work)
    names = pools.load(options.work, examples)
    for old in [*options.work.glob("round*.npy"), *options.work.glob("round.begun")]:
        old.unlink()
    draw = recipe.seeded(200 if teacher else 100, options)

    def prepare(number: int) -> int:
        """Writes a round; gives the steps that it holds for a worker."""
        windows = round_of(examples, tokenizer, names, draw + number, teacher, options.sample)
        write_round(options.work, number, windows)
        return len(windows) // options.workers // BATCH

    held = prepare(0)
    network.share_memory()
    context = torch.multiprocessing.spawn(worker, (options, network), nprocs=options.workers, join=False)
    number = 1
    while not context.join(timeout=5):
        begun = options.work / "round.begun"
        if number <= AHEAD + (int(begun.read_text() or 0) if begun.exists() else 0) and not 0 < options.steps <= held:
            held += prepare(number)
            number += 1


def save(encoder: Encoder, path: Path) -> None:
    torch.save(encoder.state_dict(), path.with_suffix(".tmp"))
    os.replace(path.with_suffix(".tmp"), path)


if __name__ == "__main__":
    main()
