"""Packs token sequences into windows of one length, each sequence a segment of its own, with a gap between them."""

from __future__ import annotations

import numpy as np

WINDOW = 128
GAP = 2
"""Padding tokens between segments; convolutions see them as zeros."""
OPEN = 12


def pack(sequences: list[tuple[np.ndarray, ...]]) -> list[tuple[np.ndarray, ...]]:
    """Each sequence is (ids, features, further arrays …) of equal length; a window is (ids, features, segments, further …).

    Sequences longer than a window are cut. A sequence goes into the first of `OPEN` open windows that it fits in.
    """
    width = len(sequences[0])
    windows: list[tuple[np.ndarray, ...]] = []
    opened: list[tuple[int, list[tuple[np.ndarray, ...]]]] = []

    def close(members: list[tuple[np.ndarray, ...]]) -> None:
        arrays = [np.zeros(WINDOW, dtype=np.int32) for _ in range(width + 1)]
        place = 0
        for number, sequence in enumerate(members, 1):
            end = place + len(sequence[0])
            arrays[0][place:end] = sequence[0]
            arrays[1][place:end] = sequence[1]
            arrays[2][place:end] = number
            for index in range(2, width):
                arrays[index + 1][place:end] = sequence[index]
            place = end + GAP
        windows.append(tuple(arrays))

    for sequence in sequences:
        for start in range(0, len(sequence[0]), WINDOW):
            part = tuple(array[start : start + WINDOW] for array in sequence)
            size = len(part[0])
            for index, (used, members) in enumerate(opened):
                if used + size <= WINDOW:
                    members.append(part)
                    opened[index] = (used + size + GAP, members)
                    break
            else:
                if len(opened) == OPEN:
                    fullest = max(range(OPEN), key=lambda index: opened[index][0])
                    close(opened.pop(fullest)[1])
                opened.append((size + GAP, [part]))
    for _, members in opened:
        close(members)
    return windows
