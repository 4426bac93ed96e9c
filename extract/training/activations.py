"""What goes into the matrices of a network, by which their inputs are rounded in its int8 graph."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import torch
from torch import Tensor, nn


def ranges(matrices: Iterable[tuple[str, nn.Module]], run: Callable[[], object]) -> dict[str, tuple[float, float]]:
    """The least and the greatest input of each named matrix while `run` puts texts through the network."""
    found: dict[str, tuple[float, float]] = {}

    def watch(name: str):
        def hook(_module: nn.Module, inputs: tuple[Tensor, ...]) -> None:
            low, high = float(inputs[0].min()), float(inputs[0].max())
            old = found.get(name, (low, high))
            found[name] = min(old[0], low), max(old[1], high)

        return hook

    hooks = [module.register_forward_pre_hook(watch(name)) for name, module in matrices]
    with torch.no_grad():
        run()
    for hook in hooks:
        hook.remove()
    return found
