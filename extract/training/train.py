"""The whole recipe by one command: archives in, `models/default` out.

    python train.py --archives ../../../shared/train --work DIR --out ../../models/default

Every stage has a seed, and by default runs the number of steps of the last trial; `--scale` takes a share of them, `--minutes` divides a
time among the stages instead. A number of steps does the same work however busy the machine is; the label stage's workers, where
there are several, update shared weights without locks, so that two runs agree in their scores, not bit for bit.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import recipe

STAGES = [
    ("pretrain", (), 4063, 0.42),
    ("label", (), 4600, 0.35),
    ("label", ("--again",), 1035, 0.13),
    ("sentence", (), 3500, 0.10),
]
"""Training stages: file, its arguments, steps of the last trial, and share of `--minutes`."""

RESUMED = 3300
"""Steps of the label stage after an exported model is taken up again: an estimate that no shipped weights come from yet."""

RELATIONS = 10_000
"""Steps of the relation network."""

RELATION_FILES = ["relations.onnx.gz", "relations.txt", "relations.json", "relation_probe.json", "relation_screen.onnx"]

Stage = Callable[..., None]


def steps(options: argparse.Namespace, recorded: int) -> tuple[str, int]:
    return "--steps", max(1, round(recorded * options.scale))


def evaluated(options: argparse.Namespace) -> tuple[object, ...]:
    return "--models", options.out, *(("--retrieval", options.retrieval) if options.retrieval else ())


def resume(options: argparse.Namespace, stage: Stage) -> None:
    """The label stage alone, from the weights and with the vocabulary, the sentence branch and the relation network of an exported model."""
    if options.start == "prepare":
        stage("prepare", "--archives", options.archives)
    stage("resume", "--models", options.resume)
    stage("label", "--peak", 1e-3, *(("--minutes", options.minutes) if options.minutes else steps(options, RESUMED)))
    stage("export", "--out", options.out, "--sentence", options.resume)
    stage("evaluate", *evaluated(options))
    stage("export", "--out", options.out, "--sentence", options.resume)
    stage("lexicon", "--out", options.out)
    stage("nouns", "--out", options.out)
    if options.out.resolve() != options.resume.resolve():
        for name in RELATION_FILES:
            shutil.copyfile(options.resume / name, options.out / name)


def calibrate(options: argparse.Namespace) -> None:
    """Fits the confidences that are reported, which takes the program: its rules have a say in what is found."""
    if not options.quarry:
        print("no calibration.json: it is fitted with the built program, which --quarry names", flush=True)
        return
    print("== calibrate", flush=True)
    gold = Path(__file__).parents[1] / "tests/gold"
    # the older encoder and the weights that are taken up again have seen the development parts
    unseen = [] if options.beside or options.resume else ["--unseen"]
    subprocess.run(
        [options.quarry, "eval", "extraction", "--sets", options.archives / "ner.tar.xz", "--gold", gold, "--calibrate", options.out / "calibration.json", *unseen],
        env=os.environ | {"QUARRY_MODELS_FOLDER": str(options.out.resolve())}, check=True,
    )


def whole(options: argparse.Namespace, order: list[str], stage: Stage) -> None:
    """Every stage from the one that is asked for."""
    begun = order.index(options.start)
    if begun <= 0:
        stage("prepare", "--archives", options.archives)
    if begun <= 1:
        stage("initialise")
    for name, arguments, recorded, share in STAGES:
        if order.index(name) < begun or (name == "sentence" and options.sentence):
            continue
        limit = ("--minutes", options.minutes * share) if options.minutes else steps(options, recorded)
        workers = ("--workers", options.workers) if name == "label" else ()
        stage(name, *arguments, *limit, *workers)
    taken = [part for name in ("sentence", "beside") if (given := getattr(options, name)) for part in (f"--{name}", given)]
    if begun <= order.index("export"):
        stage("export", "--out", options.out, *taken)
        stage("evaluate", *evaluated(options))
        stage("export", "--out", options.out, *taken)
    if begun <= order.index("relation"):
        stage("relation_names", "--models", options.out)
        stage("relation", "--models", options.out, *steps(options, RELATIONS))
        stage("relation_screen", "--models", options.out)
    stage("lexicon", "--out", options.out)
    stage("nouns", "--out", options.out)


def main() -> None:
    order = ["prepare", "initialise", *dict.fromkeys(name for name, *_ in STAGES), "export", "relation", "lexicon"]
    parser = recipe.parser()
    parser.add_argument("--archives", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--retrieval", type=Path)
    parser.add_argument("--quarry", type=Path, help="the built program, which fits the confidences at the end")
    parser.add_argument("--sentence", type=Path, help="models folder whose sentence branch is taken over instead of training one")
    parser.add_argument("--beside", type=Path, help="models folder whose encoder votes beside the trained one; its sentence branch is taken over")
    parser.add_argument("--resume", type=Path, help="models folder whose weights the label stage goes on from; only prepare, label, export and evaluate run")
    parser.add_argument("--minutes", type=float, default=0, help="time for the stages of the encoder and the sentence branch together")
    parser.add_argument("--scale", type=float, default=1.0, help="share of the recorded steps that every stage runs")
    parser.add_argument("--start", choices=order, default=order[0],
                        help="begin at this stage; what the ones before it made stands in --work and --out")
    parser.add_argument("--workers", type=int, default=1, help="processes of the label stage")
    options = parser.parse_args()
    options.sentence = options.beside or options.sentence
    here = Path(__file__).parent

    def stage(name: str, *arguments: object) -> None:
        print(f"== {name}", flush=True)
        begun = time.monotonic()
        told = ["--work", options.work, "--seed", options.seed, "--sample", options.sample, *arguments]
        subprocess.run([sys.executable, here / f"{name}.py", *map(str, told)], check=True)
        print(f"{name}: {(time.monotonic() - begun) / 60:.1f} minutes", flush=True)

    if options.resume:
        resume(options, stage)
    else:
        whole(options, order, stage)
    calibrate(options)


if __name__ == "__main__":
    main()
