"""Fits the weights of the readings of tables.

    python3 fit_tables.py SET.jsonl... > ../src/answer/tabular/weights.tsv
    python3 fit_tables.py --left-out SET.jsonl...
    python3 fit_tables.py --folds FOLDER SET.jsonl...

Each SET.jsonl is what the example `table_readings` prints for one collection. A question's readings stand against each other
and against a refusal, whose score is nought; what is learned is the log likelihood of a right reading, or of the refusal
where none is right. A question that is answerable by other means than a table counts 0.4: there a wrong reading costs
less. The result depends on the input only. `--left-out` fits with each set left out in turn and tells what comes of it;
`--folds` writes FOLDER/fold0.tsv and so on, fitted without each fold (sets.py), for fit_choice.py.
Needs numpy.
"""

import collections
import json
import pathlib
import sys

import numpy as np

import sets

L2 = 0.3
STEPS = 150
OTHERWISE = 0.4
ENOUGH = -0.5


def tokens(text):
    out, opened = [], False
    for char in text.lower():
        joins = (char.isascii() and char.isalnum()) or (opened and char == ".")
        if joins and opened:
            out[-1] += char
        elif char.isalnum():
            out.append(char)
        elif char == "," and opened:
            continue
        opened = joins
    return out


def overlap(a, b):
    a, b = collections.Counter(tokens(a)), collections.Counter(tokens(b))
    total = sum(a.values()) + sum(b.values())
    return 2 * sum((a & b).values()) / total if total else 0.0


def load(paths):
    questions = []
    for path in paths:
        with open(path, encoding="utf-8") as lines:
            for line in lines:
                question = json.loads(line)
                question["set"] = path
                questions.append(question)
    names = sorted({n for q in questions for r in q["readings"] for n, _ in r["features"]})
    index = {n: i for i, n in enumerate(names)}
    for question in questions:
        readings = question.pop("readings")
        question["x"] = np.zeros((len(readings), len(names)), np.float32)
        question["f1"] = np.zeros(len(readings))
        for row, reading in enumerate(readings):
            for name, value in reading["features"]:
                question["x"][row, index[name]] += value
            if question["answerable"]:
                question["f1"][row] = max(overlap(reading["text"], a) for a in question["answers"])
        question["right"] = question["f1"] > 0.99
        known = not question["answerable"] or question["right"].any()
        question["weight"] = 1.0 if known else OTHERWISE
    return questions, names


def fit(questions, size):
    weights, mean, square = np.zeros(size), np.zeros(size), np.zeros(size)
    for step in range(1, STEPS + 1):
        gradient = 2 * L2 * weights
        for q in questions:
            if not len(q["f1"]):
                continue
            scores = q["x"] @ weights
            top = max(scores.max(), 0.0)
            grown = np.exp(scores - top)
            share = grown / (grown.sum() + np.exp(-top))
            if q["right"].any():
                wanted = np.where(q["right"], grown, 0.0)
                share = share - wanted / wanted.sum()
            gradient += q["weight"] * (q["x"].T @ share)
        mean = 0.9 * mean + 0.1 * gradient
        square = 0.99 * square + 0.01 * gradient * gradient
        weights -= 0.05 * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-6)
    return weights


def left_out(questions, names):
    for left in sorted({q["set"] for q in questions}):
        weights = fit([q for q in questions if q["set"] != left], len(names))
        answerable = refused = unanswerable = 0
        total = 0.0
        for q in (q for q in questions if q["set"] == left):
            scores = q["x"] @ weights if len(q["f1"]) else np.array([-99.0])
            best = int(scores.argmax())
            given = scores[best] >= ENOUGH
            if q["answerable"]:
                answerable += 1
                total += q["f1"][best] if given else 0.0
            else:
                unanswerable += 1
                refused += not given
        print(f"{left}: F1 {total / max(1, answerable):.3f} of {answerable}, refused {refused} of {unanswerable}")


def write(weights, names, file):
    print("# Weights of the readings of tables, fitted by query/training/fit_tables.py. Do not edit by hand.", file=file)
    for name, weight in zip(names, weights):
        print(f"{name}\t{weight:.4f}", file=file)


def main():
    arguments = sys.argv[1:]
    first = arguments[0] if arguments else ""
    paths = arguments[{"--left-out": 1, "--folds": 2}.get(first, 0) :]
    questions, names = load(paths)
    if first == "--left-out":
        left_out(questions, names)
    elif first == "--folds":
        folds = sets.fold_of({pathlib.Path(p).with_suffix("") for p in paths})
        for fold in range(sets.FOLDS):
            rest = [q for q in questions if folds[pathlib.Path(q["set"]).with_suffix("")] != fold]
            with open(pathlib.Path(arguments[1]) / f"fold{fold}.tsv", "w") as file:
                write(fit(rest, len(names)), names, file)
    else:
        write(fit(questions, len(names)), names, sys.stdout)


if __name__ == "__main__":
    main()
