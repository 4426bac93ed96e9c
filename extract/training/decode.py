"""From emissions to spans (Viterbi over legal BIO sequences), and the strict scores."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from data import Example
from gazetteer import Gazetteer
from model import LABELS
from tokens import MAX_TOKENS, Tokenizer

Runner = Callable[[np.ndarray, np.ndarray, np.ndarray], np.ndarray]
"""(ids, mask, features) i64[B,T] -> emissions f32[B,T,L]."""

TRANSITIONS = np.array(
    [[-1e4 if to.startswith("I-") and old[2:] != to[2:] else 0.0 for to in LABELS] for old in LABELS], dtype=np.float32
)
"""0 where a label may follow another, -10000 where I-X follows neither B-X nor I-X."""


WITHIN = np.array(
    [[0.0 if to == "O" == old or to == "I-" + old[2:] else -1e4 for to in LABELS] for old in LABELS], dtype=np.float32
)
"""Transitions inside a word: a name takes all pieces of a word or none."""


def viterbi(emissions: np.ndarray, continued: list[bool] | None = None) -> list[int]:
    """Best legal label sequence of one sentence [T, L]; `continued` marks the pieces that continue a word."""
    score = emissions[0] + TRANSITIONS[0]
    back = []
    for place, row in enumerate(emissions[1:], 1):
        total = score[:, None] + (WITHIN if continued and continued[place] else TRANSITIONS)
        back.append(total.argmax(0))
        score = total.max(0) + row
    path = [int(score.argmax())]
    for pointers in reversed(back):
        path.append(int(pointers[path[-1]]))
    return path[::-1]


def spans(labels: list[int], tokens: list) -> list[tuple[int, int, str]]:
    """Character ranges of the labelled entities."""
    out: list[tuple[int, int, str]] = []
    for index, token in zip(labels, tokens):
        label = LABELS[index]
        if label.startswith("B-"):
            out.append((token.start, token.end, label[2:]))
        elif label.startswith("I-") and out:
            out[-1] = (out[-1][0], token.end, out[-1][2])
    return out


def sureness(emissions: np.ndarray, labels: list[int]) -> list[float]:
    """Mean probability of the labels along each entity of one sentence."""
    odds = np.exp(emissions - emissions.max(1, keepdims=True))
    odds /= odds.sum(1, keepdims=True)
    runs: list[list[float]] = []
    for row, index in zip(odds, labels):
        if LABELS[index].startswith("B-"):
            runs.append([])
        if index:
            runs[-1].append(float(row[index]))
    return [sum(run) / len(run) for run in runs]


def predict_spans(
    tokenizer: Tokenizer, texts: list[str], run: Runner, dictionary: Gazetteer | None = None,
    confidences: list[list[float]] | None = None, temperature: float = 1.0,
) -> list[list[tuple[int, int, str]]]:
    """Entities of each text; sentences of like length go through the network together.

    `confidences` is filled with the mean probability, at the temperature, of the labels along each entity.
    """
    tokens = [tokenizer(text)[:MAX_TOKENS] for text in texts]
    if dictionary:
        tokens = [[t._replace(features=t.features | bits) for t, bits in zip(row, dictionary.bits(row))] for row in tokens]
    found: list[list[tuple[int, int, str]]] = [[] for _ in texts]
    if confidences is not None:
        confidences[:] = [[] for _ in texts]
    order = sorted((index for index, row in enumerate(tokens) if row), key=lambda index: len(tokens[index]))
    for start in range(0, len(order), 32):
        rows = order[start : start + 32]
        length = max(len(tokens[row]) for row in rows)
        ids, mask, features = (np.zeros((len(rows), length), dtype=np.int64) for _ in range(3))
        for place, row in enumerate(rows):
            size = len(tokens[row])
            ids[place, :size] = [token.id for token in tokens[row]]
            features[place, :size] = [token.features for token in tokens[row]]
            mask[place, :size] = 1
        emissions = run(ids, mask, features)
        for place, row in enumerate(rows):
            continued = [tokenizer.vocabulary[token.id].startswith("##") for token in tokens[row]]
            own = emissions[place, : len(tokens[row])]
            labels = viterbi(own, continued)
            found[row] = spans(labels, tokens[row])
            if confidences is not None:
                confidences[row] = sureness(own / temperature, labels)
    return found


def entity_scores(examples: list[Example], found: list[list[tuple[int, int, str]]], types: frozenset[str]) -> dict[str, float]:
    """Strict (same range, same type) precision, recall and F1, together and by type."""
    result: dict[str, float] = {}
    for name in ["all", *sorted(types)]:
        wanted = types if name == "all" else {name}
        right = given = gold = 0
        for example, own in zip(examples, found):
            truth = {span for span in example.spans if span[2] in wanted}
            guess = {span for span in own if span[2] in wanted}
            right, given, gold = right + len(truth & guess), given + len(guess), gold + len(truth)
        precision, recall = right / max(given, 1), right / max(gold, 1)
        if name != "all" and gold == 0:
            continue
        f1 = 2 * precision * recall / max(precision + recall, 1e-9)
        if name == "all":
            result |= {"precision": round(precision, 4), "recall": round(recall, 4), "gold": gold}
        result["f1" if name == "all" else name] = round(f1, 4)
    return result
