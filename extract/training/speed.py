"""How fast ONNX Runtime runs the shipped graphs when Python drives it: names and vectors alone, without rules and statements.

    python speed.py --models ../../models/default --texts FILE [--window 128] [--threads 2]

`FILE` holds texts divided by form feeds. The first line says how many windows they make, the others how many go through the
graphs in a second. `cargo bench … --bench extract` runs it on the texts that it has measured.
"""

from __future__ import annotations

import argparse
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import onnxruntime

import packed
from tokens import Tokenizer

BATCH = 16
ROUNDS = 3


def sessions(model: bytes, count: int, threads: int) -> list[onnxruntime.InferenceSession]:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    return [onnxruntime.InferenceSession(model, options) for _ in range(count)]


def batches(tokenizer: Tokenizer, texts: list[str], window: int) -> list[dict[str, np.ndarray]]:
    """The tokens of all texts one behind the other, in full windows."""
    tokens = [token for text in texts for token in tokenizer(text)]
    count = len(tokens) // window
    ids, features = (np.array([pick(token) for token in tokens[: count * window]], dtype=np.int64).reshape(count, window) for pick in (lambda t: t.id, lambda t: t.features))
    return [
        {"input_ids": ids[at : at + BATCH], "attention_mask": np.ones_like(ids[at : at + BATCH]), "features": features[at : at + BATCH]}
        for at in range(0, count, BATCH)
    ]


def seconds(given: list[dict[str, np.ndarray]], lanes: list[list[onnxruntime.InferenceSession]]) -> float:
    """The best of some rounds; each lane takes its share of the batches."""

    def work(lane: int) -> None:
        for inputs in given[lane :: len(lanes)]:
            for session in lanes[lane]:
                session.run(None, {one.name: inputs[one.name] for one in session.get_inputs()})

    best = float("inf")
    with ThreadPoolExecutor(len(lanes)) as pool:
        for _ in range(ROUNDS):
            started = time.perf_counter()
            list(pool.map(work, range(len(lanes))))
            best = min(best, time.perf_counter() - started)
    return best


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--models", type=Path, required=True)
    parser.add_argument("--texts", type=Path, required=True)
    parser.add_argument("--window", type=int, default=128)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    tokenizer = Tokenizer.load(options.models / "vocab.txt")
    given = batches(tokenizer, options.texts.read_text(encoding="utf-8").split("\f"), options.window)
    count = sum(len(inputs["input_ids"]) for inputs in given)
    print(count)
    graphs = [packed.encoder(options.models), packed.sentence(options.models)]
    for lanes, threads in ((1, options.threads), (options.threads, 1)):
        made = [sessions(graph, lanes, threads) for graph in graphs]
        taken = seconds(given, [list(lane) for lane in zip(*made)])
        print(f"onnxruntime {onnxruntime.__version__} from Python, {lanes} x {threads} threads, names and vectors alone: {count / taken:.0f} windows a second")


if __name__ == "__main__":
    main()
