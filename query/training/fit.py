#!/usr/bin/env python3
"""Fits the weights of the ranked reader (query/src/answer/ranked/weights.txt).

    fit.py --quarry target/release/quarry --candidates target/release/examples/candidates --models models/default \
        --work FOLDER --out query/src/answer/ranked/weights.txt SET...

SET is a folder with `documents` and `questions.jsonl` ({"id", "question", "answer", "aliases", "answerable", "type"} a line).
Each is ingested once into FOLDER. `--left-out` fits once without each set in turn and says how that set fares: the figure to
go by. With `--odd SET` only questions of odd number of that set are read. Needs numpy and torch
(extract/training/requirements.txt). The same sets and seed give the same weights on the same machine.
"""

import argparse
import collections
import json
import pathlib
import re
import subprocess

import numpy
import torch

HIDDEN, EPOCHS, RATE, DECAY, DROPOUT = 32, 36, 5e-3, 0.1, 0.4
# Most candidates of a question that are learnt from, beside the best ones.
SAMPLE, BEST = 220, 40
# What an answer must have over a refusal, as the reader has it.
ENOUGH = 0.5


def tokens(text):
    """Words and numbers as they are compared: single characters of Han and Hangul, grouping commas left out."""
    found = re.findall(r"[a-z0-9]+(?:[.,][0-9]+)*|[^\W_]", text.lower())
    return collections.Counter(t.replace(",", "") for t in found)


def overlap(one, other):
    shared = sum((one & other).values())
    both = sum(one.values()) + sum(other.values())
    return 2 * shared / both if both else 0.0


class Asked:
    """A question with its candidates: numbers `x`, and how right each text is, `y`."""

    def __init__(self, question, candidates):
        self.question = question
        self.answerable = question["answerable"]
        texts = [tokens(text) for text, _ in candidates]
        self.x = numpy.array([numbers for _, numbers in candidates], dtype="f4")
        self.y = numpy.zeros(len(texts), dtype="f4")
        if self.answerable:
            right = [tokens(a) for a in [question["answer"], *question["aliases"]]]
            self.y = numpy.array([max(overlap(t, r) for r in right) for t in texts], dtype="f4")


def load(folder, options):
    name = folder.name
    data, dump = options.work / name, options.work / f"{name}.jsonl"
    if not data.exists():
        subprocess.run([options.quarry, "ingest", folder / "documents", "--data", data], check=True)
    if not dump.exists():
        with open(dump, "w") as out:
            command = [options.candidates, options.models, data, folder / "questions.jsonl"]
            subprocess.run(command, check=True, stdout=out)
    questions = [json.loads(line) for line in open(folder / "questions.jsonl")]
    asked = []
    for question, line in zip(questions, open(dump)):
        number = int(re.sub(r"\D", "", question["id"]) or 0)
        candidates = json.loads(line)["candidates"]
        if candidates and (str(folder) not in options.odd or number % 2):
            asked.append(Asked(question, candidates))
    return asked


class Network(torch.nn.Module):
    def __init__(self, width):
        super().__init__()
        self.hidden = torch.nn.Linear(width, HIDDEN)
        self.out = torch.nn.Linear(HIDDEN, 1, bias=False)
        self.straight = torch.nn.Linear(width, 1)
        torch.nn.init.normal_(self.out.weight, std=0.1)
        torch.nn.init.zeros_(self.straight.weight)
        torch.nn.init.zeros_(self.straight.bias)

    def forward(self, x):
        hidden = torch.nn.functional.dropout(torch.relu(self.hidden(x)), DROPOUT, self.training)
        return (self.straight(x) + self.out(hidden)).squeeze(-1)


def fit(asked):
    """Maximises the share of right candidates in a softmax over a question's candidates and a refusal of score 0."""
    torch.manual_seed(0)
    chance = numpy.random.default_rng(0)
    sets = []
    for question in asked:
        kept = numpy.arange(len(question.y))
        if len(kept) > SAMPLE:
            best = numpy.argsort(-question.y, kind="stable")[:BEST]
            kept = numpy.unique(numpy.concatenate([best, chance.choice(kept, SAMPLE, replace=False)]))
        sets.append((torch.tensor(question.x[kept]), torch.tensor(question.y[kept]), question.answerable))
    everything = torch.cat([x for x, _, _ in sets])
    mean, spread = everything.mean(0), everything.std(0).clamp_min(0.05)
    network = Network(everything.shape[1])
    optimiser = torch.optim.AdamW(network.parameters(), lr=RATE, weight_decay=DECAY)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimiser, EPOCHS)
    for _ in range(EPOCHS):
        order = chance.permutation(len(sets))
        for start in range(0, len(order), 16):
            loss = 0.0
            batch = [sets[i] for i in order[start : start + 16]]
            scores = network((torch.cat([x for x, _, _ in batch]) - mean) / spread)
            for score, (_, right, answerable) in zip(scores.split([len(y) for _, y, _ in batch]), batch):
                whole = torch.logsumexp(torch.cat([score, torch.zeros(1)]), 0)
                if not answerable:
                    loss = loss + whole
                elif right.max() > 0.3:
                    loss = loss + whole - torch.logsumexp(score + 2 * torch.log(right + 1e-6), 0)
                else:
                    loss = loss + 0.2 * whole
            optimiser.zero_grad()
            (loss / len(batch)).backward()
            optimiser.step()
        schedule.step()
    return network.eval(), mean, spread


def report(model, asked):
    network, mean, spread = model
    f1, answerable, refused, others = 0.0, 0, 0, 0
    for question in asked:
        with torch.no_grad():
            scores = network((torch.tensor(question.x) - mean) / spread)
        best = int(scores.argmax())
        says = float(scores[best]) >= ENOUGH
        if question.answerable:
            answerable += 1
            f1 += float(question.y[best]) if says else 0.0
        else:
            others += 1
            refused += not says
    return f"F1 {f1 / max(1, answerable):.3f} of {answerable}, refused {refused} of {others}"


def write(model, path):
    """Folds the scaling into the weights: one line straight through, one of the hidden units, one a hidden unit."""
    network, mean, spread = model
    with torch.no_grad():
        lines = []
        for layer in (network.straight, network.hidden):
            weight = layer.weight / spread
            bias = layer.bias - (weight * mean).sum(-1)
            lines.append(torch.cat([weight, bias.unsqueeze(-1)], 1).tolist())
        straight, hidden = lines
        out = network.out.weight.tolist()
    with open(path, "w") as file:
        file.write("# Weights of the ranked reader, fitted by query/training/fit.py; not made by hand.\n")
        for line in [*straight, *out, *hidden]:
            file.write(" ".join(f"{number:.5g}" for number in line) + "\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("quarry", "candidates", "models", "work", "out"):
        parser.add_argument(f"--{name}", type=pathlib.Path, required=True)
    parser.add_argument("--odd", action="append", default=[])
    parser.add_argument("--left-out", action="store_true")
    parser.add_argument("sets", type=pathlib.Path, nargs="+")
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(1)
    sets = {folder: load(folder, options) for folder in options.sets}
    if options.left_out:
        for folder, asked in sets.items():
            rest = [q for other, questions in sets.items() if other != folder for q in questions]
            print(f"{folder.name} left out: {report(fit(rest), asked)}", flush=True)
    model = fit([q for questions in sets.values() for q in questions])
    everything = [q for questions in sets.values() for q in questions]
    print(f"what it was fitted to: {report(model, everything)}")
    write(model, options.out)


if __name__ == "__main__":
    main()
