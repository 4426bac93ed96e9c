"""The whole recipe by one command: archives in, `models/default` out.

    python train.py --archives ../../../shared/train --work DIR --out ../../models/default

Every stage has a fixed seed. By default each runs the number of steps that the shipped weights were trained for;
with `--minutes` the time is divided among the stages instead. The label stage's workers update shared weights without
locks, so two runs agree in their scores, not bit for bit.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

STEPS = {"pretrain": 7500, "label": 9000, "sentence": 3000}
"""Steps of the shipped weights."""

SHARE = {"pretrain": 0.42, "label": 0.46, "sentence": 0.12}
"""How `--minutes` is divided."""


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--archives", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--retrieval", type=Path)
    parser.add_argument("--minutes", type=float, default=0, help="time for the three training stages together")
    parser.add_argument("--workers", type=int, default=1, help="processes of the label stage")
    options = parser.parse_args()
    here = Path(__file__).parent

    def stage(name: str, *arguments: object) -> None:
        print(f"== {name}", flush=True)
        subprocess.run([sys.executable, here / f"{name}.py", "--work", options.work, *map(str, arguments)], check=True)

    stage("prepare", "--archives", options.archives)
    stage("initialise")
    for name in STEPS:
        limit = ("--minutes", options.minutes * SHARE[name]) if options.minutes else ("--steps", STEPS[name])
        stage(name, *limit, *(("--workers", options.workers) if name == "label" else ()))
    stage("export", "--out", options.out)
    stage("evaluate", "--models", options.out, *(("--retrieval", options.retrieval) if options.retrieval else ()))
    stage("export", "--out", options.out)


if __name__ == "__main__":
    main()
