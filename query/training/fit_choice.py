#!/usr/bin/env python3
"""Fits the trees that choose among what the readers propose (query/src/answer/choice/weights.bin).

    fit_choice.py --quarry target/release/quarry --candidates target/release/examples/candidates --models models/default \
        --work FOLDER --out query/src/answer/choice/weights.bin SET[=WEIGHT]... [--always SET[=WEIGHT]...]

After `fit.py --folds` in the same FOLDER, and `fit_tables.py --folds FOLDER`: each set's stretches and readings of tables are weighed by
weights that were fitted without it, so that the choice does not learn to trust the readers more than they deserve on papers that were
not seen. WEIGHT is how much each of a set's questions counts. Sets named by `--always` (papers that patterns were written for, worlds,
running text) are fitted to and not left out. Says first how each fold of the sets fares by trees that saw nothing of it: the figure to
go by. Needs numpy. The same sets in the same order give the same trees.

Sets named by `--alone` are fitted to once more, each of their papers as all that there is: people ask few papers too, and most numbers
look different there. `--only` leaves the figures out and fits once.

The committed trees were fitted to archive transit fund energy ministry institute bureau campus clinic=3 agency=3 --always harbour=4
garden=4 world-zh-Hant=0.9 world-ko=0.9 world-en=0.9 xquad-choice=0.5 drcd-choice=0.5 2wiki-choice=0.5 (the last six by texts.py) --alone harbour=0.4 garden=0.4.
"""

import json
import pathlib

import numpy as np

import sets
import trees

# Forests whose mean is taken.
SEEDS = 3
# How much a question counts: one that no proposal answers, one that the papers do not answer.
UNREACHED, UNANSWERED = 0.5, 1.15


def load(path, weight):
    """Questions as (numbers of each proposal, how right each is, whether there is an answer, weight, how right statements are
    that decide it, if any do: such a question is not weighed)."""
    found = []
    for line in open(path):
        line = json.loads(line)
        proposals = line["proposals"]
        numbers = np.array([p[2] for p in proposals], "f4") if proposals else None
        found.append((numbers, np.array([p[0] for p in proposals], "f4"), line["answerable"], weight, line["stated"]))
    return found


def weight_of(question):
    _, right, answerable, weight, _ = question
    if not answerable:
        return weight * UNANSWERED
    return weight * (1.0 if right.max() >= 0.3 else UNREACHED)


def fit(found):
    found = [q for q in found if q[0] is not None and q[4] is None]
    weights = [weight_of(q) for q in found]
    forest = []
    for seed in range(SEEDS):
        for tree in trees.fit([q[:3] for q in found], weights, seed):
            forest.append([(n, g, v / SEEDS if n == trees.LEAF else v) for n, g, v in tree])
    return forest


def report(forest, found, least=0.0):
    f1, answerable, refused, others = 0.0, 0, 0, 0
    for numbers, right, known, _, stated in found:
        best = -1
        if stated is not None:
            best, right = 0, [stated]
        elif numbers is not None:
            scores = trees.score(forest, numbers)
            best = int(scores.argmax())
            if scores[best] <= least:
                best = -1
        if known:
            answerable += 1
            f1 += float(right[best]) if best >= 0 else 0.0
        else:
            others += 1
            refused += best < 0
    return f1, answerable, refused, others


def told(figures):
    f1, answerable, refused, others = figures
    return f"F1 {f1 / max(1, answerable):.3f} of {answerable}, refused {refused} of {others}"


def main():
    parser = sets.arguments(__doc__)
    parser.add_argument("--always", nargs="*", default=[])
    parser.add_argument("--alone", nargs="*", default=[])
    parser.add_argument("--only", action="store_true")
    parser.add_argument("sets", nargs="+")
    options = parser.parse_args()

    def weighted(names):
        parts = (name.partition("=") for name in names)
        return {pathlib.Path(folder): float(weight or 1) for folder, _, weight in parts}

    left_out, always = weighted(options.sets), weighted(options.always)
    # The folds are those of fit.py, which knew all the sets; a text or a world was in none of them.
    folds = sets.fold_of([*left_out, *(f for f in always if (options.work / f"{f.name}.stretches").exists())])

    def fitted(folder):
        fold = folds.get(folder, 0)
        return [options.work / f"fold{fold}.bin", options.work / f"fold{fold}.tsv"]

    def read(folder, weight):
        return load(sets.written("proposals", folder, options, "proposals", *fitted(folder)), weight)

    asked = {folder: read(folder, weight) for folder, weight in {**left_out, **always}.items()}
    alone = {
        folder.with_name(f"{folder.name}-alone"): load(sets.alone(folder, options, *fitted(folder)), weight)
        for folder, weight in weighted(options.alone).items()
    }
    thresholds = (-1.0, -0.5, 0.0, 0.5, 1.0)
    sums = {least: [0.0, 0, 0, 0] for least in thresholds}
    apart = {f.with_name(f"{f.name}-alone"): f for f in left_out}
    for fold in range(0 if options.only else sets.FOLDS):
        left = [f for f in left_out if folds[f] == fold]
        known = {f: q for f, q in {**asked, **alone}.items() if apart.get(f, f) not in left}
        forest = fit([q for questions in known.values() for q in questions])
        for folder in left:
            print(f"{folder.name} left out: {told(report(forest, asked[folder]))}", flush=True)
            for least, total in sums.items():
                for place, number in enumerate(report(forest, asked[folder], least)):
                    total[place] += number
    for least, total in {} if options.only else sums.items():
        print(f"all left out in turn, where {least} has to speak for an answer: {told(total)}")
    asked = {**asked, **alone}
    everything = [q for questions in asked.values() for q in questions]
    forest = fit(everything)
    for folder, questions in asked.items():
        print(f"{folder.name}, fitted to it: {told(report(forest, questions))}", flush=True)
    numbers = next(q[0].shape[1] for q in everything if q[0] is not None)
    trees.write(forest, numbers, options.out)


if __name__ == "__main__":
    main()
