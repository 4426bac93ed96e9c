#!/usr/bin/env python3
"""Fits the weights of the ranked reader (query/src/answer/ranked/weights.bin).

    fit.py --quarry target/release/quarry --candidates target/release/examples/candidates --models models/default \
        --work FOLDER --out query/src/answer/ranked/weights.bin --texts TEXT_SET... -- SET...

A set is described in sets.py; text sets are running text with thousands of questions (texts.py makes them). The network learns
from these first, and then from both. With `--folds` it is fitted without each fold of the sets too, for fit_choice.py and for
figures of papers that were not seen; those weights stand in FOLDER. Needs numpy and torch (extract/training/requirements.txt).
The same sets give the same weights on the same machine.
"""

import json
import pathlib
import struct

import numpy
import torch

import sets

WIDTH, HIDDEN, BUCKETS = 12, 48, 8192
DROPOUT, DECAY, RATE = 0.3, 0.2, 3e-3
# The vectors learn slower, lose more, and half of them are left out each time: else they learn the questions by heart.
TAG_DROPOUT, TAG_DECAY, TAG_RATE = 0.5, 0.5, 1e-3
FIRST, THEN, BATCH = 4, 6, 16
# How much a question counts: one that no stretch answers, and one whose answer was taken away.
UNREACHED, TWIN = 0.2, 0.3
# Stretches that are kept of a question, and of one whose answer was taken away.
KEPT, KEPT_TWIN = 450, 100
# Most that are learnt from each time.
MOST = 240
KEPT_OF_TEXT, KEPT_TWIN_OF_TEXT = 160, 60


def load(path):
    """Questions as (tags, right, log of how many a row stands for, numbers, tags of rows, answerable, twin)."""
    found = []
    with open(path, "rb") as file:
        while head := file.readline():
            head = json.loads(head)
            row = numpy.dtype([("right", "<f4"), ("stands", "<f4"), ("x", "<f4", head["numbers"]), ("tags", "<u2", head["width"])])
            rows = numpy.frombuffer(file.read(row.itemsize * head["rows"]), dtype=row).copy()
            if not len(rows):
                continue
            if len(rows) > MOST:
                wrong = (rows["right"] < 0.3).sum()
                rows = rows[:MOST].copy()
                left = rows["right"] < 0.3
                rows["stands"][left] *= wrong / max(1, left.sum())
            tags = rows["tags"].astype("i4")
            tags[tags == 65535] = BUCKETS
            found.append(
                (
                    torch.tensor(head["tags"], dtype=torch.int32),
                    torch.tensor(rows["right"].copy()),
                    torch.log(torch.tensor(rows["stands"].copy())),
                    torch.tensor(rows["x"].astype("f2")),
                    torch.tensor(tags),
                    head["answerable"],
                    head["twin"],
                )
            )
    return found


class Network(torch.nn.Module):
    def __init__(self, numbers):
        super().__init__()
        torch.manual_seed(0)
        self.asked = torch.nn.EmbeddingBag(BUCKETS, WIDTH, mode="sum")
        self.told = torch.nn.EmbeddingBag(BUCKETS + 1, WIDTH, mode="sum", padding_idx=BUCKETS)
        for table in (self.asked, self.told):
            torch.nn.init.normal_(table.weight, std=0.3)
        with torch.no_grad():
            self.told.weight[BUCKETS] = 0
        self.hidden = torch.nn.Linear(numbers + 2 * WIDTH, HIDDEN)
        self.out = torch.nn.Linear(HIDDEN, 1, bias=False)
        self.straight = torch.nn.Linear(numbers + 2 * WIDTH, 1)
        torch.nn.init.normal_(self.out.weight, std=0.1)
        torch.nn.init.zeros_(self.straight.weight)
        torch.nn.init.zeros_(self.straight.bias)
        self.register_buffer("mean", torch.zeros(numbers))
        self.register_buffer("spread", torch.ones(numbers))

    def scale(self, found):
        chosen = torch.cat([q[3][:60].float() for q in found])
        self.mean, self.spread = chosen.mean(0), chosen.std(0).clamp_min(0.05)

    def forward(self, questions):
        counts = torch.tensor([len(q[1]) for q in questions])
        lengths = torch.tensor([max(1, len(q[0])) for q in questions])
        offsets = torch.tensor([0] + [len(q[0]) for q in questions[:-1]]).cumsum(0).int()
        words, tags = torch.cat([q[0] for q in questions]), torch.cat([q[4] for q in questions])
        kept, sizes, more = torch.ones(len(words)), (tags != BUCKETS).sum(1, keepdim=True).clamp_min(1), 1.0
        if self.training:
            more = 1 / (1 - TAG_DROPOUT)
            kept = (torch.rand(len(words)) > TAG_DROPOUT).float() * more
            tags = tags.masked_fill(torch.rand(tags.shape) < TAG_DROPOUT, BUCKETS)
        asked = self.asked(words, offsets, per_sample_weights=kept) / lengths.sqrt().unsqueeze(1)
        told = self.told(tags) * more / sizes.sqrt()
        x = (torch.cat([q[3].float() for q in questions]) - self.mean) / self.spread
        together = asked.repeat_interleave(counts, 0) * told
        drop = lambda v: torch.nn.functional.dropout(v, DROPOUT, self.training)
        x = torch.cat([x, drop(together), drop(told)], 1)
        scores = (self.straight(x) + self.out(drop(torch.relu(self.hidden(x))))).squeeze(-1)
        return scores.split(counts.tolist())


def loss_of(score, question):
    """Minus the log share of right stretches in a softmax over all of them and a refusal of score 0."""
    _, right, stands, _, _, answerable, twin = question
    whole = torch.logsumexp(torch.cat([score + stands, torch.zeros(1)]), 0)
    if not answerable:
        return (TWIN if twin else 1.0) * whole
    if right.max() < 0.3:
        return UNREACHED * whole
    return whole - torch.logsumexp(score + 3 * torch.log(right + 1e-6), 0)


def learn(network, found, epochs, rate):
    chance = numpy.random.default_rng(0)
    torch.manual_seed(0)
    tables = [network.asked.weight, network.told.weight]
    others = [p for name, p in network.named_parameters() if not name.startswith(("asked", "told"))]
    rates = [rate, rate * TAG_RATE / RATE]
    groups = [{"params": others, "weight_decay": DECAY}, {"params": tables, "weight_decay": TAG_DECAY}]
    optimiser = torch.optim.AdamW(groups, lr=rate)
    steps = epochs * -(-len(found) // BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, rates, total_steps=steps)
    network.train()
    for epoch in range(epochs):
        order, total = chance.permutation(len(found)), 0.0
        for start in range(0, len(order), BATCH):
            batch = [found[i] for i in order[start : start + BATCH]]
            loss = sum(loss_of(s, q) for s, q in zip(network(batch), batch)) / len(batch)
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            schedule.step()
            total += float(loss.detach()) * len(batch)
        print(f"  epoch {epoch + 1}: {total / len(found):.3f}", flush=True)
    return network.eval()


def report(network, found):
    """By the stretches that were kept, which flatters a little: for comparing settings. The program says how it really is."""
    f1, answerable, refused, others = 0.0, 0, 0, 0
    with torch.no_grad():
        for question in found:
            if question[6]:
                continue
            (score,) = network([question])
            best = int(score.argmax())
            says = float(score[best]) > 0
            if question[5]:
                answerable += 1
                f1 += float(question[1][best]) if says else 0.0
            else:
                others += 1
                refused += not says
    return f"F1 {f1 / max(1, answerable):.3f} of {answerable}, refused {refused} of {others}"


def write(network, path):
    """Folds the scaling into the weights, in the form that ranked/model.rs reads."""
    with torch.no_grad():
        numbers = len(network.mean)
        layers = []
        for layer in (network.hidden, network.straight):
            weight = layer.weight.clone()
            weight[:, :numbers] /= network.spread
            bias = layer.bias - (weight[:, :numbers] * network.mean).sum(1)
            layers.append(torch.cat([weight, bias.unsqueeze(1)], 1).T.contiguous())
        with open(path, "wb") as file:
            file.write(struct.pack("<4I", numbers, WIDTH, HIDDEN, BUCKETS))
            for layer in (layers[0], network.out.weight, layers[1]):
                file.write(layer.numpy().astype("<f4").tobytes())
            for table in (network.asked, network.told):
                weight = table.weight[:BUCKETS]
                scale = max(float(weight.abs().max()) / 127, 1e-9)
                file.write(struct.pack("<f", scale))
                file.write((weight / scale).round().to(torch.int8).numpy().tobytes())


def main():
    parser = sets.arguments(__doc__)
    parser.add_argument("--texts", type=pathlib.Path, nargs="*", default=[])
    parser.add_argument("--folds", action="store_true")
    parser.add_argument("sets", type=pathlib.Path, nargs="+")
    options = parser.parse_args()
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    texts = {f: load(sets.written("stretches", f, options, "stretches", KEPT_OF_TEXT, KEPT_TWIN_OF_TEXT)) for f in options.texts}
    asked = {f: load(sets.written("stretches", f, options, "stretches", KEPT, KEPT_TWIN)) for f in options.sets}
    prose = [q for questions in texts.values() for q in questions]
    everything = prose + [q for questions in asked.values() for q in questions]

    def begun():
        network = Network(everything[0][3].shape[1])
        network.scale(everything)
        return learn(network, prose, FIRST, RATE) if prose else network

    first = begun().state_dict()
    first = {name: value.clone() for name, value in first.items()}

    def fitted(found):
        network = Network(everything[0][3].shape[1])
        network.load_state_dict(first)
        return learn(network, found, THEN, RATE / 2)

    folds = sets.fold_of(asked)
    for fold in range(sets.FOLDS) if options.folds else []:
        network = fitted(prose + [q for f, questions in asked.items() if folds[f] != fold for q in questions])
        write(network, options.work / f"fold{fold}.bin")
        for folder, questions in asked.items():
            if folds[folder] == fold:
                print(f"{folder.name} left out: {report(network, questions)}", flush=True)
    network = fitted(everything)
    for folder, questions in [*texts.items(), *asked.items()]:
        print(f"{folder.name}, fitted to it: {report(network, questions)}", flush=True)
    write(network, options.out)


if __name__ == "__main__":
    main()
