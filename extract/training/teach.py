"""Self-training: raw text that a trained network has labelled, where it was sure (Yarowsky 1995; Xie et al. 2020).

Tokens about which the teacher is not sure keep every label possible, so they teach nothing.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch

from model import LABELS, Encoder

RAW = {
    "zh": ["cmrc", "drcd", "finre", "ud"], "ko": ["wiki", "klue", "ud", "xnli"], "en": ["fewrel", "google_re", "knowledgenet", "parallel"],
}
"""Sets of raw text: dictionaries, news, annotated sentences without names."""
FORMAL = {"zh": ["laws"], "ko": ["speeches"], "en": ["laws"]}
"""Sets in official language, which most annotated sets lack."""
FORMAL_SHARE = 0.25
SURE = 0.99
LENGTH = 120
EVERYTHING = (1 << len(LABELS)) - 1


class Teacher:
    """Labels raw text drawn from `corpus.npz`."""

    def __init__(self, work: Path, encoder: Encoder):
        self.data = {name: array for name, array in np.load(work / "corpus.npz").items()}
        self.encoder = encoder.eval()

    def rows(self, budget: int, rng: np.random.Generator) -> list[tuple[np.ndarray, ...]]:
        """(ids, features, possible labels, no origin) of about `budget` tokens, the languages in equal parts."""
        names, bounds = [str(key) for key in self.data["keys"]], self.data["bounds"]
        out: list[tuple[np.ndarray, ...]] = []
        groups = [(language, sets, 1 - FORMAL_SHARE) for language, sets in RAW.items()]
        groups += [(language, sets, FORMAL_SHARE) for language, sets in FORMAL.items()]
        for language, sets, share in groups:
            wanted = [names.index(f"{language}/{name}") for name in sets]
            left = int(budget * share) // len(RAW)
            for row in rng.permutation(np.flatnonzero(np.isin(self.data["sets"], wanted))):
                for start in range(bounds[row], bounds[row + 1], LENGTH):
                    part = slice(start, min(start + LENGTH, bounds[row + 1]))
                    ids, features = (self.data[name][part].astype(np.int64) for name in ("ids", "features"))
                    out.append((ids, features))
                    left -= len(ids)
                if left <= 0:
                    break
        out.sort(key=lambda row: len(row[0]))
        labelled: list[tuple[np.ndarray, ...]] = []
        for start in range(0, len(out), 64):
            labelled += self.label(out[start : start + 64])
        return labelled

    def label(self, rows: list[tuple[np.ndarray, ...]]) -> list[tuple[np.ndarray, ...]]:
        longest = max(len(ids) for ids, _ in rows)
        ids, features, mask = (np.zeros((len(rows), longest), dtype=np.int64) for _ in range(3))
        for place, row in enumerate(rows):
            size = len(row[0])
            ids[place, :size], features[place, :size], mask[place, :size] = row[0], row[1], 1
        with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
            odds = torch.softmax(self.encoder(*map(torch.from_numpy, (ids, mask, features))), -1)
        sure, best = (array.numpy() for array in odds.max(-1))
        possible = np.where(sure >= SURE, 1 << best.astype(np.int64), EVERYTHING)
        return [(*row, possible[place, : len(row[0])], np.zeros(len(row[0]), dtype=np.int64)) for place, row in enumerate(rows)]
