"""The whole recipe by one command: archives in, `models/default` out.

    python train.py --archives ../../../shared/train --work DIR --out ../../models/default

Every stage has a fixed seed. By default each runs the number of steps of the last trial;
with `--minutes` the time is divided among the stages instead. The label stage's workers update shared weights without
locks, so two runs agree in their scores, not bit for bit.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

STAGES = [
    ("pretrain", (), 4063, 0.42),
    ("label", (), 4600, 0.35),
    ("label", ("--again",), 1035, 0.13),
    ("sentence", (), 3500, 0.10),
]
"""Training stages: file, its arguments, steps of the last trial, and share of `--minutes`."""


RESUMED = 3300
"""Steps of the label stage after an exported model is taken up again: an estimate that no shipped weights come from yet."""


def resume(options: argparse.Namespace, stage: Callable[..., None]) -> None:
    """The label stage alone, from the weights and with the vocabulary and the sentence branch of an exported model."""
    if options.start == "prepare":
        stage("prepare", "--archives", options.archives)
    stage("resume", "--models", options.resume)
    stage("label", "--peak", 1e-3, *(("--minutes", options.minutes) if options.minutes else ("--steps", RESUMED)))
    stage("export", "--out", options.out, "--sentence", options.resume)
    stage("evaluate", "--models", options.out, *(("--retrieval", options.retrieval) if options.retrieval else ()))
    stage("export", "--out", options.out, "--sentence", options.resume)
    stage("lexicon", "--out", options.out)


def main() -> None:
    order = ["prepare", "initialise", *dict.fromkeys(name for name, *_ in STAGES), "export"]
    parser = argparse.ArgumentParser()
    parser.add_argument("--archives", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--retrieval", type=Path)
    parser.add_argument("--sentence", type=Path, help="models folder whose sentence branch is taken over instead of training one")
    parser.add_argument("--beside", type=Path, help="models folder whose encoder votes beside the trained one; its sentence branch is taken over")
    parser.add_argument("--resume", type=Path, help="models folder whose weights the label stage goes on from; only prepare, label, export and evaluate run")
    parser.add_argument("--minutes", type=float, default=0, help="time for the training stages together")
    parser.add_argument("--start", choices=order, default=order[0],
                        help="begin at this stage; what the ones before it made stands in --work")
    parser.add_argument("--workers", type=int, default=1, help="processes of the label stage")
    options = parser.parse_args()
    options.sentence = options.beside or options.sentence
    here = Path(__file__).parent

    def stage(name: str, *arguments: object) -> None:
        print(f"== {name}", flush=True)
        subprocess.run([sys.executable, here / f"{name}.py", "--work", options.work, *map(str, arguments)], check=True)

    if options.resume:
        resume(options, stage)
        return
    begun = order.index(options.start)
    if begun <= 0:
        stage("prepare", "--archives", options.archives)
    if begun <= 1:
        stage("initialise")
    for name, arguments, steps, share in STAGES:
        if order.index(name) < begun or (name == "sentence" and options.sentence):
            continue
        limit = ("--minutes", options.minutes * share) if options.minutes else ("--steps", steps)
        workers = ("--workers", options.workers) if name == "label" else ()
        stage(name, *arguments, *limit, *workers)
    taken = [part for name in ("sentence", "beside") if (given := getattr(options, name)) for part in (f"--{name}", given)]
    stage("export", "--out", options.out, *taken)
    stage("evaluate", "--models", options.out, *(("--retrieval", options.retrieval) if options.retrieval else ()))
    stage("export", "--out", options.out, *taken)
    stage("relation_names", "--models", options.out)
    stage("relation", "--models", options.out)
    stage("relation_screen", "--models", options.out)
    stage("lexicon", "--out", options.out)


if __name__ == "__main__":
    main()
