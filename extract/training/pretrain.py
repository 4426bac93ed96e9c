"""Masked-token pretraining of the encoder on the raw text.

    python pretrain.py --work DIR --minutes 25
"""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

import numpy as np
import torch

import recipe
from model import Config, Encoder, MaskedLanguage
from packing import GAP, WINDOW, pack

BATCH = 32
PEAK = 2e-3
MASKED = 608
MASK_ID = 3
TOKENS = 32_000_000
"""Tokens drawn of the raw text; when they have all been seen, the windows begin again with other masks."""
SHARES = {"zh": {"laws": 0.2}, "ko": {"speeches": 0.2, "petitions": 0.1}, "en": {"laws": 0.2, "btc": 0.05}}
"""Share of a language's tokens that the named sets get; the others share the rest by size."""


def draw(data: dict[str, np.ndarray], budget: int, rng: np.random.Generator) -> list[int]:
    """Paragraph indices, languages in equal parts of `budget` tokens, in random order."""
    lengths = np.diff(data["bounds"])
    chosen: list[int] = []
    for language, shares in SHARES.items():
        fixed = sum(shares.values())
        names = [str(key) for key in data["keys"]]
        sets = [index for index, name in enumerate(names) if name.startswith(language + "/")]
        free = [index for index in sets if names[index].split("/")[1] not in shares]
        groups = [(free, 1 - fixed)] + [([names.index(f"{language}/{name}")], share) for name, share in shares.items()]
        for group, share in groups:
            rows = np.flatnonzero(np.isin(data["sets"], group))
            left = budget * share / len(SHARES)
            while left > 0:
                for row in rng.permutation(rows):
                    chosen.append(int(row))
                    left -= lengths[row]
                    if left <= 0:
                        break
    return [chosen[index] for index in rng.permutation(len(chosen))]


def mask(ids: np.ndarray, rng: np.random.Generator, vocabulary: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Hides MASKED tokens of a batch in spans of one to three: 80 % mask, 10 % random, 10 % as they are."""
    flat = ids.reshape(-1).copy()
    hidden = np.zeros(len(flat), dtype=bool)
    real = flat > 1
    while hidden.sum() < MASKED:
        start = rng.integers(0, len(flat), 64)
        length = rng.integers(1, 4, 64)
        for step in range(3):
            place = np.minimum(start + step, len(flat) - 1)[length > step]
            hidden[place] |= real[place]
    where = np.sort(rng.permutation(np.flatnonzero(hidden))[:MASKED])
    what = flat[where].copy()
    dice = rng.random(MASKED)
    flat[where[dice < 0.8]] = MASK_ID
    random = where[(dice >= 0.8) & (dice < 0.9)]
    flat[random] = rng.integers(5, vocabulary, len(random))
    return flat.reshape(ids.shape), where, what


def main() -> None:
    parser = recipe.parser()
    parser.add_argument("--minutes", type=float, default=25)
    parser.add_argument("--steps", type=int, default=0, help="run this many steps whatever the time")
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(recipe.seeded(7, options))
    rng = np.random.default_rng(recipe.seeded(7, options))
    data = dict(np.load(options.work / "corpus.npz"))
    vocabulary = len((options.work / "vocab.txt").read_text(encoding="utf-8").rstrip("\n").split("\n"))
    encoder = Encoder(Config(vocabulary, dropout=0.0))
    initial = np.load(options.work / "initial.npz")
    encoder.tokens.weight.data.copy_(torch.from_numpy(initial["tokens"][:, : encoder.config.width]))
    encoder.bigrams.weight.data.copy_(torch.from_numpy(initial["bigrams"]))
    network = MaskedLanguage(encoder)
    decay = [p for n, p in network.named_parameters() if p.dim() > 1 and "tokens" not in n and "bigrams" not in n]
    rest = [p for n, p in network.named_parameters() if p.dim() <= 1 or "tokens" in n or "bigrams" in n]
    optimiser = torch.optim.AdamW(
        [{"params": decay, "weight_decay": 0.01}, {"params": rest, "weight_decay": 0.0}], lr=1e-3, betas=(0.9, 0.98), fused=True
    )

    chosen = draw(data, int(TOKENS * options.sample), rng)
    ids, features, bounds = data["ids"], data["features"], data["bounds"]
    windows = pack([(ids[bounds[row] : bounds[row + 1]], features[bounds[row] : bounds[row + 1]]) for row in chosen])
    windows = np.stack([np.stack(window) for window in windows]).astype(np.int32)
    rng.shuffle(windows)
    print(json.dumps({"windows": len(windows), "tokens": len(windows) * WINDOW, "gap": GAP}), flush=True)
    started, step, mean = time.monotonic(), 0, None
    cursor = 0
    while True:
        done = step / options.steps if options.steps else (time.monotonic() - started) / 60 / options.minutes
        if done >= 1:
            break
        rate = PEAK * min(1.0, (step + 1) / 200, max(0.02, (1 - done) / 0.6))
        for group in optimiser.param_groups:
            group["lr"] = rate
        if cursor + BATCH > len(windows):
            cursor = 0
        batch = windows[cursor : cursor + BATCH]
        cursor += BATCH
        hidden, where, what = mask(batch[:, 0], rng, vocabulary)
        arrays = (hidden, batch[:, 2], batch[:, 1], where, what)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            loss = network(*(torch.from_numpy(array.astype(np.int64)) for array in arrays))
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimiser.step()
        step += 1
        mean = loss.item() if mean is None else 0.98 * mean + 0.02 * loss.item()
        if step % 50 == 0:
            elapsed = time.monotonic() - started
            print(f"step {step} loss {mean:.3f} rate {rate:.2e} tokens/s {step * BATCH * WINDOW / elapsed:.0f}", flush=True)
        if step % 500 == 0:
            save(encoder, options.work / "pretrained.pt")
    save(encoder, options.work / "pretrained.pt")
    (options.work / "pretrain.json").write_text(json.dumps({"steps": step, "loss": mean, "tokens": step * BATCH * WINDOW, "seed": options.seed}))


def save(encoder: Encoder, path: Path) -> None:
    """Writes the weights so that a reader never sees half a file."""
    torch.save(encoder.state_dict(), path.with_suffix(".tmp"))
    os.replace(path.with_suffix(".tmp"), path)


if __name__ == "__main__":
    main()
