"""Looks for test text in training text, by runs of tokens.

    python contamination.py --work DIR [--gold ../tests/gold] [--retrieval ../../../shared/retrieval] [--out FILE]

A test sentence counts as found where a run of `RUN` of its tokens stands in a training text, or all of it where it is shorter
(sentences below `LEAST` tokens say nothing and are left out). Three kinds of training text are told apart: raw text
(of the starting vectors, the pretraining and the teacher), labelled sentences, and pairs of the sentence branch.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np

import data
import pairs
from tokens import Tokenizer

RUN, LEAST = 20, 8
BASE = 0x9E3779B97F4A7C15
INVERSE = pow(BASE, -1, 1 << 64)
LONGEST_PAIR = 700
"""Characters of a side of a pair that the sentence branch reads."""
Texts = dict[str, list[np.ndarray]]


class Runs:
    """Hashes of the runs of tokens of some texts (Karp and Rabin 1987, modulo 2^64)."""

    def __init__(self, ids: np.ndarray, bounds: np.ndarray):
        self.text = np.repeat(np.arange(len(bounds) - 1), np.diff(bounds))
        self.back = powers(INVERSE, len(ids) + 1)
        sums = np.cumsum((ids.astype(np.uint64) + np.uint64(1)) * powers(BASE, len(ids)), dtype=np.uint64)
        self.sums = np.concatenate([np.zeros(1, dtype=np.uint64), sums])

    def of(self, size: int) -> tuple[np.ndarray, np.ndarray]:
        """The hash of every run of `size` tokens that lies within one text, and the text."""
        count = len(self.text) - size + 1
        if count <= 0:
            return np.zeros(0, dtype=np.uint64), np.zeros(0, dtype=np.int64)
        hashes = (self.sums[size:] - self.sums[:count]) * self.back[:count]
        within = self.text[:count] == self.text[size - 1 :]
        return hashes[within], self.text[:count][within]


def powers(base: int, count: int) -> np.ndarray:
    factors = np.full(count, base, dtype=np.uint64)
    factors[:1] = 1
    return np.cumprod(factors, dtype=np.uint64)


def joined(texts: list[np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    lengths = [len(text) for text in texts]
    return np.concatenate(texts) if texts else np.zeros(0, dtype=np.int64), np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)


def share_found(tests: Texts, training: tuple[np.ndarray, np.ndarray]) -> dict[str, dict]:
    """For each test set how many of its texts are looked for, and which are found."""
    texts = [(name, index, text) for name, rows in tests.items() for index, text in enumerate(rows) if len(text) >= LEAST]
    known = Runs(*training)
    found: set[tuple[str, int]] = set()
    for size in sorted({min(len(text), RUN) for *_, text in texts}):
        chosen = [row for row in texts if min(len(row[2]), RUN) == size]
        hashes, owner = Runs(*joined([text for *_, text in chosen])).of(size)
        order = np.argsort(hashes)
        hashes, owner = hashes[order], owner[order]
        trained, _ = known.of(size)
        place = np.minimum(np.searchsorted(hashes, trained), len(hashes) - 1)
        seen = np.unique(trained[hashes[place] == trained])
        found |= {chosen[index][:2] for index in np.unique(owner[np.isin(hashes, seen)])}
    return {
        name: {"texts": sum(len(text) >= LEAST for text in rows), "found": sum(own == name for own, _ in found),
               "which": sorted(index for own, index in found if own == name)[:20]}
        for name, rows in tests.items()
    }


def test_texts(work: Path, gold: Path | None, retrieval: Path | None) -> dict[str, list[str]]:
    """Every text that a figure is measured on."""
    texts = {f"entities {name}": [example.text for example in rows] for name, rows in data.held_out(work).items()}
    _, kept = pairs.load(work)
    for kind, rows in kept.items():
        texts[f"pairs {kind}"] = [side for pair in rows for side in pair]
    for path in sorted(gold.glob("*.jsonl")) if gold else []:
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        texts[f"gold {path.stem}"] = [row.get("text") or row.get("caption") or "" for row in rows]
    for folder in sorted(retrieval.iterdir()) if retrieval else []:
        if (folder / "queries.jsonl").exists():
            rows = [json.loads(line) for line in (folder / "queries.jsonl").read_text(encoding="utf-8").splitlines()]
            texts[f"questions {folder.name}"] = [row["question"] for row in rows]
            rows = [json.loads(line) for line in (folder / "corpus.jsonl").read_text(encoding="utf-8").splitlines()]
            texts[f"passages {folder.name}"] = [row["text"] for row in rows]
    return texts


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--gold", type=Path)
    parser.add_argument("--retrieval", type=Path)
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    tokenizer = Tokenizer.load(options.work / "vocab.txt")

    def code(texts: list[str]) -> list[np.ndarray]:
        return [np.array([token.id for token in tokenizer(text)], dtype=np.int64) for text in texts]

    tests = {name: code(texts) for name, texts in test_texts(options.work, options.gold, options.retrieval).items()}
    raw = np.load(options.work / "corpus.npz")
    training, _ = pairs.load(options.work)
    report = {
        "run": RUN,
        "raw": share_found(tests, (raw["ids"].astype(np.int64), raw["bounds"].astype(np.int64))),
        "labelled": share_found(tests, joined(code([example.text for example in data.training(options.work)]))),
        "pairs": share_found(tests, joined(code([side[:LONGEST_PAIR] for rows in training.values() for pair in rows for side in pair]))),
    }
    text = json.dumps(report, ensure_ascii=False, indent=1)
    if options.out:
        options.out.write_text(text + "\n", encoding="utf-8")
    for kind, rows in report.items():
        if isinstance(rows, dict):
            for name, row in rows.items():
                print(f"{kind:9} {name:40} {row['found']:5} of {row['texts']}")


if __name__ == "__main__":
    main()
