"""What every stage of the recipe is told: where it works, which seed it has, and how much of the data it takes."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

SEEDS_APART = 1000
"""What a stage adds to the number that its draws begin from, times the seed that it is given."""

Row = TypeVar("Row")


def parser() -> argparse.ArgumentParser:
    """The options that all stages have."""
    own = argparse.ArgumentParser()
    own.add_argument("--work", type=Path, required=True)
    own.add_argument("--seed", type=int, default=0, help="0 is that of the shipped weights; others begin elsewhere and draw otherwise")
    own.add_argument("--sample", type=float, default=1.0, help="share of the data that is taken, to see in a minute whether the recipe runs")
    return own


def seeded(number: int, options: argparse.Namespace) -> int:
    """The number that draws begin from under the seed that is asked for."""
    return number + SEEDS_APART * options.seed


def sampled(rows: Sequence[Row], share: float) -> Sequence[Row]:
    """Every so manieth row, so that about `share` of them are left; all of them for 1."""
    return rows if share >= 1 else rows[:: max(1, round(1 / share))]
