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
from pathlib import Path

STAGES = [
    ("pretrain", (), 4063, 0.38),
    ("label", (), 4600, 0.37),
    ("label", ("--again",), 1035, 0.13),
    ("sentence", (), 3500, 0.12),
]
"""Training stages: file, its arguments, steps of the last trial, and share of `--minutes`."""


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--archives", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--retrieval", type=Path)
    parser.add_argument("--minutes", type=float, default=0, help="time for the training stages together")
    parser.add_argument("--workers", type=int, default=1, help="processes of the label stage")
    options = parser.parse_args()
    here = Path(__file__).parent

    def stage(name: str, *arguments: object) -> None:
        print(f"== {name}", flush=True)
        subprocess.run([sys.executable, here / f"{name}.py", "--work", options.work, *map(str, arguments)], check=True)

    stage("prepare", "--archives", options.archives)
    stage("initialise")
    for name, arguments, steps, share in STAGES:
        limit = ("--minutes", options.minutes * share) if options.minutes else ("--steps", steps)
        workers = ("--workers", options.workers) if name == "label" else ()
        stage(name, *arguments, *limit, *workers)
    stage("export", "--out", options.out)
    stage("evaluate", "--models", options.out, *(("--retrieval", options.retrieval) if options.retrieval else ()))
    stage("export", "--out", options.out)
    stage("relation_names", "--models", options.out)
    stage("relation", "--models", options.out)


if __name__ == "__main__":
    main()
