"""Calibrates the relation network, measures it on what was held out, and writes what is shipped.

`relations.onnx.gz`, its vocabulary `relations.txt`, `relations.json` (predicates with types, calibration and thresholds) and
`relation_probe.json` (what a runtime has to reproduce).
"""

from __future__ import annotations

import hashlib
import json
import random
import shutil
from pathlib import Path

import numpy as np

import packed
import relation
import relation_names
from relation_model import Relations, build, ranges
from relation_pairs import INPUTS, MARGIN, NEAR, WIDEST
from relation_sets import PREDICATES, SIGNATURES, TYPES
from relation_pairs import tokenised, window
import relation_synthetic
from tokens import Tokenizer

NAME, VERSION = "quarry-relations", "0.2.0"
LEAST_PRECISION = {"zh": 0.75, "ko": 0.78, "en": 0.75}
"""Share of right statements above a threshold, on the pairs kept for thresholds."""
OF_DATES = ("startDate", "endDate")
"""Most dates that stand beside a project are not its own."""
LEAST_PRECISION_OF_DATES = 0.9
LEAST_THRESHOLD = {"zh": 0.4, "ko": 0.5, "en": 0.4}
"""No threshold is lower: the Korean rows have more statements than real text has."""
RAISED = {
    "locatedIn": {"zh": 0.9, "en": 0.7}, "alumniOf": {"zh": 0.6}, "affiliatedWith": {"zh": 0.7, "ko": 0.86}, "promulgatedOn": {"ko": 0.6, "en": 0.6},
    "headquarteredIn": {"ko": 0.6}, "developedBy": {"ko": 0.75}, "managedBy": {"en": 0.8},
}
"""Thresholds that are no lower, set by hand after a look at what was stated of things that are merely named together (`extract/tests/gold/negatives`); that of English places by HotpotQA."""
INVENTED = 1 / relation_synthetic.FILLED
"""What a pair of an invented sentence counts beside a pair of a set: a template as much as a sentence."""
NEVER = 2.0
"""Threshold where there are too few examples to fit one: there the predicate is left out."""
ENOUGH = 12
"""Fewest statements of a predicate that a threshold is fitted on: of a language, or where it has fewer, of all."""
MEASURED = 4096
"""Pairs by which the ranges of activations are measured."""
COUNTER = 12
"""Fewest pairs, as they count, of which it is known that they do not have the predicate."""


def sigmoid(x: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-np.clip(x, -40, 40)))


def platt(odds: np.ndarray, right: np.ndarray, counts: np.ndarray, prior: float, start: tuple[float, float]) -> tuple[float, float]:
    """Slope and offset on the log odds (Platt 1999), held to `start` by a weak prior; `counts` is what each entry counts."""
    slope, offset = start
    for _ in range(60):
        p = sigmoid(slope * odds + offset)
        weight, error = p * (1 - p) * counts, (p - right) * counts
        gradient = np.array([(error * odds).sum() + prior * (slope - start[0]), error.sum() + prior * (offset - start[1])])
        matrix = np.array([[(weight * odds * odds).sum() + prior, (weight * odds).sum()], [(weight * odds).sum(), weight.sum() + prior]])
        step = np.linalg.solve(matrix, gradient)
        slope, offset = float(np.clip(slope - step[0], 0.4, 2)), float(np.clip(offset - step[1], -2, 2))
    return slope, offset


def entries(pairs: list[relation.Pair], odds: np.ndarray, predicate: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Log odds of a predicate, both ways, wherever it is known whether it holds, and what each counts.

    An invented sentence counts as its template's part of one.
    """
    labels = np.stack([pair.labels for pair in pairs])[:, 2 * predicate : 2 * predicate + 2]
    own = odds[:, 2 * predicate : 2 * predicate + 2]
    counts = np.array([[INVENTED if pair.origin == "synthetic" else 1.0] * 2 for pair in pairs])
    known = labels >= 0
    return own[known], labels[known].astype(np.float64), counts[known]


def calibrate(pairs: list[relation.Pair], odds: np.ndarray) -> list[dict]:
    """For each predicate slope and offset, and by language the threshold."""
    everything = [entries(pairs, odds, at) for at in range(len(PREDICATES))]
    joined = [np.concatenate([entry[part] for entry in everything]) for part in range(3)]
    shared = platt(*joined, 1.0, (1.0, 0.0))
    languages = {}
    for language in LANGUAGES:
        rows = [at for at, pair in enumerate(pairs) if pair.language == language]
        languages[language] = [pairs[at] for at in rows], odds[rows]
    table = []
    for at, predicate in enumerate(PREDICATES):
        own, right, counts = everything[at]
        slope, offset = platt(own, right, counts, 4.0, shared) if (right * counts).sum() >= ENOUGH else shared
        least = {}
        for language, own in languages.items():
            for some_pairs, some_odds in (own, (pairs, odds)):
                scored, right, counts = entries(some_pairs, some_odds, at)
                precision = LEAST_PRECISION_OF_DATES if predicate in OF_DATES else LEAST_PRECISION[language]
                least[language] = round(threshold(sigmoid(slope * scored + offset), right, counts, LEAST_THRESHOLD[language], precision), 3)
                if least[language] < NEVER:
                    least[language] = max(least[language], RAISED.get(predicate, {}).get(language, 0.0))
                    break
        table.append({
            "name": predicate, "subject": list(SIGNATURES[predicate][0]), "object": list(SIGNATURES[predicate][1]),
            "slope": round(slope, 4), "offset": round(offset, 4), "thresholds": least,
        })
    return table


LANGUAGES = ("zh", "ko", "en")


def threshold(p: np.ndarray, right: np.ndarray, counts: np.ndarray, lowest: float, precision: float) -> float:
    """Where F1 is best among the thresholds that are precise enough."""
    if (right * counts).sum() < ENOUGH or ((1 - right) * counts).sum() < COUNTER:
        return NEVER
    best = (0.0, 0.95)
    for at in np.arange(lowest, 0.96, 0.02):
        given = p >= at
        hits, all_given = float((right * counts)[given].sum()), float(counts[given].sum())
        if not hits or hits / all_given < precision:
            continue
        f1 = 2 * hits / (all_given + (right * counts).sum())
        best = max(best, (f1, float(at)))
    return best[1]


def decided(pairs: list[relation.Pair], odds: np.ndarray, table: list[dict]) -> np.ndarray:
    """Of each pair the one score that is asserted, or -1: of those above their thresholds the one that is farthest."""
    slopes, offsets = (np.repeat([row[key] for row in table], 2) for key in ("slope", "offset"))
    by_language = {language: np.repeat([row["thresholds"][language] for row in table], 2) for language in LANGUAGES}
    least = np.stack([by_language[pair.language] for pair in pairs])
    p = sigmoid(odds * slopes + offsets) / least
    labels = np.stack([pair.labels for pair in pairs])
    p = np.where((p >= 1) & (labels >= 0), p, -1)
    return np.where(p.max(1) >= 0, p.argmax(1), -1)


def measure(pairs: list[relation.Pair], odds: np.ndarray, table: list[dict]) -> dict:
    """Precision, recall and F1 with given mentions, of all and by predicate."""
    counts: dict[str, list[int]] = {}
    for pair, guess in zip(pairs, decided(pairs, odds, table)):
        gold = set(np.flatnonzero(pair.labels == 1).tolist())
        for at in gold | ({int(guess)} if guess >= 0 else set()):
            for name in ("all", PREDICATES[at // 2]):
                own = counts.setdefault(name, [0, 0, 0])
                own[0] += at in gold and at == guess
                own[1] += at == guess
                own[2] += at in gold
    result = {}
    for name, (right, given, gold) in sorted(counts.items(), key=lambda item: (item[0] != "all", -item[1][2])):
        precision, recall = right / max(given, 1), right / max(gold, 1)
        result[name] = {"precision": round(precision, 3), "recall": round(recall, 3), "f1": round(2 * right / max(given + gold, 1), 3), "gold": gold}
    return result


def probe(network: Relations, tokenizer: Tokenizer, session) -> list[dict]:
    """Sentences with mentions, what the network sees of their first pair, and its scores."""
    rows = []
    for language in relation_synthetic.LANGUAGES:
        for sentence in relation_synthetic.sentences(language, 40, {}, 3, "test"):
            if len(sentence.mentions) < 2 or len(rows) % 4 == 3 and language != list(relation_synthetic.LANGUAGES)[len(rows) // 4]:
                continue
            inputs = window(tokenised(tokenizer, sentence), sentence, 0, len(sentence.mentions) - 1)
            if inputs is None:
                continue
            scores = session.run(["scores"], {name: row[None] for name, row in zip(INPUTS, inputs)})[0][0]
            rows.append({
                "text": sentence.text, "mentions": sentence.mentions, "inputs": {name: row.tolist() for name, row in zip(INPUTS, inputs)},
                "scores": [round(float(score), 3) for score in scores],
            })
            if len([r for r in rows if r["text"]]) % 4 == 0:
                break
    return rows


def sample(pairs: list[relation.Pair]) -> list[list]:
    """Batches of training pairs, drawn at random, by which the ranges of activations are measured."""
    drawn = random.Random(7).sample(pairs, min(MEASURED, len(pairs)))
    return [relation.batch_of(drawn[at : at + 64])[0] for at in range(0, len(drawn), 64)]


def write(network: Relations, tokenizer: Tokenizer, parts: dict[str, list[relation.Pair]], models: Path, training: dict) -> None:
    packed.write(models / packed.RELATIONS, build(network, ranges(network, sample(parts["train"]))).SerializeToString())
    shutil.copyfile(models / "vocab.txt", models / "relations.txt")
    session = relation_names.session(packed.relations(models))
    exact = relation.scores(network, parts["develop"])
    shipped = run(session, parts["develop"])
    known = np.stack([pair.labels for pair in parts["develop"]]) >= 0
    print(f"int8 against fp32: the same side of even odds {((exact > 0) == (shipped > 0))[known].mean():.4f}, largest difference {np.abs(exact - shipped)[known].max():.2f}")
    table = calibrate(parts["develop"], shipped)
    odds = run(session, parts["test"])
    figures = {}
    for origin in sorted({pair.origin for pair in parts["test"]}):
        for language in sorted({pair.language for pair in parts["test"] if pair.origin == origin}):
            rows = [at for at, pair in enumerate(parts["test"]) if (pair.origin, pair.language) == (origin, language)]
            name = f"{origin} {language}"
            figures[name] = measure([parts["test"][at] for at in rows], odds[rows], table)
            print(name, json.dumps(figures[name]["all"]) if "all" in figures[name] else "nothing said", flush=True)
    (models / "relation_probe.json").write_text(lines(probe(network, tokenizer, session)), encoding="utf-8")
    files = []
    for name in (packed.RELATIONS, "relations.txt"):
        content = (models / name).read_bytes()
        files.append({"path": name, "sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)})
    manifest = {
        "name": NAME, "version": VERSION, "files": files, "model": packed.RELATIONS, "tokenizer": "relations.txt", "types": TYPES,
        "margin": MARGIN, "widest": WIDEST, "near": NEAR, "predicates": table,
        "metrics": {"test": "held-out pairs with their mentions given", "sets": figures, "training": training},
    }
    (models / "relations.json").write_text(json.dumps(manifest, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def lines(rows: list[dict]) -> str:
    return "[\n" + ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows) + "\n]\n"


def run(session, pairs: list[relation.Pair]) -> np.ndarray:
    """Scores of the exported graph, in the order of the pairs."""
    order = sorted(range(len(pairs)), key=lambda at: pairs[at].inputs.shape[1])
    result = np.zeros((len(pairs), 2 * len(PREDICATES)), dtype=np.float32)
    for at in range(0, len(order), 256):
        rows = order[at : at + 256]
        inputs = relation.batch_of([pairs[row] for row in rows])[0]
        result[rows] = session.run(["scores"], {name: value.numpy() for name, value in zip(INPUTS, inputs)})[0]
    return result
