"""What the label model finds in the relation sets' sentences, beside the mentions that they annotate.

    python relation_names.py --work DIR --models ../../models/default

At run time every name of a sentence is a mention, not only the two that a relation set looks at.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import onnxruntime

import packed
import recipe
import relation_sets
from decode import predict_spans
from tokens import Tokenizer

FILE = "relation-names.jsonl"


def session(model: bytes) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(model, options)


def main() -> None:
    parser = recipe.parser()
    parser.add_argument("--models", type=Path, required=True)
    options = parser.parse_args()
    tokenizer = Tokenizer.load(options.models / "vocab.txt")
    encoder = session(packed.encoder(options.models))

    def run(ids: np.ndarray, mask: np.ndarray, features: np.ndarray) -> np.ndarray:
        return encoder.run(["emissions"], {"input_ids": ids, "attention_mask": mask, "features": features})[0]

    sentences = recipe.sampled(relation_sets.every(options.work), options.sample)
    texts = sorted({sentence.text for sentence in sentences if sentence.origin != "redocred"})
    found = predict_spans(tokenizer, texts, run)
    with (options.work / FILE).open("w", encoding="utf-8") as file:
        for text, spans in zip(texts, found):
            file.write(json.dumps({"text": text, "names": spans}, ensure_ascii=False) + "\n")
    print(f"{sum(map(len, found))} names in {len(texts)} sentences")


def read(work: Path) -> dict[str, list[tuple[int, int, str]]]:
    """Names by sentence."""
    rows = map(json.loads, (work / FILE).read_text(encoding="utf-8").splitlines())
    return {row["text"]: [tuple(span) for span in row["names"]] for row in rows}


if __name__ == "__main__":
    main()
