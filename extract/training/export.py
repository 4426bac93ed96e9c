"""Writes `models/default`: encoder.onnx.gz and sentence.onnx.gz (int8), vocab.txt, manifest.json and probe.json.

    python export.py --work DIR --out ../../models/default
"""

from __future__ import annotations

import hashlib
import json
import random
import shutil
from dataclasses import asdict
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch

import activations
import data
import packed
import recipe
from decode import TRANSITIONS
from graph import BESIDE, TOKENS, build, build_sentence
from model import LABELS, Config, Encoder, SentenceBranch, config_of
from probes import SENTENCES
from resume import exported, initializers
from tokens import MAX_TOKENS, UNK, Tokenizer

NAME, VERSION = "quarry-default", "0.3.0"
TEMPERATURE = 1.0
"""Rules and model are weighed by confidences as the network gives them; what is reported is calibrated afterwards (`calibration.json`)."""
CALIBRATION = 1500
"""Labelled sentences, drawn at random, by which the ranges of activations are measured."""
DICTIONARY_BITS = 8
"""The first feature bit that a dictionary sets."""
LICENCES = [
    {"part": "code", "licence": "MIT OR Apache-2.0"},
    {"part": "weights", "licence": "CC-BY-SA-4.0", "note": "trained on CC BY-SA and CC BY text; see NOTICE"},
]


def load(work: Path) -> tuple[Tokenizer, Encoder, SentenceBranch]:
    """The trained networks; a stage that has not run yet leaves its part as it was initialised."""
    tokenizer = Tokenizer.load(work / "vocab.txt")
    torch.manual_seed(7)
    config = config_of(work, len(tokenizer.vocabulary))
    encoder, sentence = Encoder(config), SentenceBranch(config)
    for name in ("labelled.pt", "pretrained.pt"):
        if (work / name).exists():
            encoder.load_state_dict(torch.load(work / name, weights_only=True))
            break
    if (work / "sentence.pt").exists():
        sentence.load_state_dict(torch.load(work / "sentence.pt", weights_only=True))
    return tokenizer, encoder.eval(), sentence.eval()


def taken_over(models: Path, tokenizer: Tokenizer) -> tuple[SentenceBranch, np.ndarray]:
    """The sentence branch of an exported model, and what its vocabulary calls each token of ours (`[UNK]` where it lacks it)."""
    held = initializers(packed.sentence(models))
    tables = {name: held[f"sentence.{name}"] for name in ("tokens", "bigrams")}
    theirs = Tokenizer.load(models / "vocab.txt")
    branch = SentenceBranch(
        Config(tables["tokens"].shape[0]), tables["tokens"].shape[1], tables["bigrams"].shape[1], held["sentence.tokens.out"].shape[1]
    )
    for name, table in tables.items():
        getattr(branch, name).weight.data.copy_(torch.from_numpy(table))
        getattr(branch, f"{name[:-1]}_out").weight.data.copy_(torch.from_numpy(held[f"sentence.{name}.out"].T.copy()))
    if "renamed" in held:
        names = held["renamed"]
        return branch.eval(), np.array([names[theirs.ids.get(token, UNK)] for token in tokenizer.vocabulary], dtype=np.int64)
    return branch.eval(), np.array([theirs.ids.get(token, UNK) for token in tokenizer.vocabulary], dtype=np.int64)


def voting(models: Path) -> Encoder:
    """The encoder of an exported model; where it was trained without dictionaries their bits weigh nothing."""
    encoder = exported(models)
    if not json.loads((models / "manifest.json").read_text(encoding="utf-8")).get("dictionary"):
        encoder.bits.weight.data[:, DICTIONARY_BITS:] = 0.0
    return encoder.eval()


def ranges(
    encoder: Encoder, tokenizer: Tokenizer, texts: list[str], renamed: np.ndarray | None = None, prefix: str = ""
) -> dict[str, tuple[float, float]]:
    """The least and the greatest input of every matrix of the encoder over some texts, by the name that `graph.py` gives it."""

    def run() -> None:
        for text in texts:
            if tokenizer(text):
                ids, mask, features = feed(tokenizer, text).values()
                encoder(*map(torch.from_numpy, (ids if renamed is None else renamed[ids], mask, features)))

    linear = [(name, module) for name, module in encoder.named_modules() if isinstance(module, torch.nn.Linear)]
    named = [(prefix + name.replace("blocks.", "block").removesuffix(".mix"), module) for name, module in linear]
    return activations.ranges(named, run)


def feed(tokenizer: Tokenizer, text: str) -> dict[str, np.ndarray]:
    tokens = tokenizer(text)[:MAX_TOKENS]
    return {
        "input_ids": np.array([[token.id for token in tokens]], dtype=np.int64),
        "attention_mask": np.ones((1, len(tokens)), dtype=np.int64),
        "features": np.array([[token.features for token in tokens]], dtype=np.int64),
    }


def probe(tokenizer: Tokenizer, encoder: onnxruntime.InferenceSession, branch: onnxruntime.InferenceSession) -> list[dict]:
    """What a runtime must reproduce: tokens, ids, features, best label a token, first numbers of the sentence vector."""
    rows = []
    for text in SENTENCES:
        inputs = feed(tokenizer, text)
        emissions = encoder.run(["emissions"], inputs)[0]
        sentence = branch.run(["sentence"], {name: inputs[name] for name in TOKENS})[0]
        tokens = tokenizer(text)[:MAX_TOKENS]
        rows.append({
            "text": text,
            "tokens": [tokenizer.vocabulary[token.id] for token in tokens],
            "starts": [token.start for token in tokens],
            "ends": [token.end for token in tokens],
            "ids": inputs["input_ids"][0].tolist(),
            "features": inputs["features"][0].tolist(),
            "labels": [LABELS[index] for index in emissions[0].argmax(-1)],
            "margins": [round(float(np.diff(np.sort(row)[-2:])[0]), 3) for row in emissions[0]],
            "sentence": [round(float(value), 5) for value in sentence[0][:8]],
        })
    return rows


def main() -> None:
    parser = recipe.parser()
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--sentence", type=Path, help="models folder whose sentence branch is taken over instead of the trained one")
    parser.add_argument("--beside", type=Path, help="models folder whose encoder votes beside the trained one")
    options = parser.parse_args()
    if options.beside and options.sentence != options.beside:
        parser.error("--sentence and --beside are to name one folder: both are read with one vocabulary")
    options.out.mkdir(parents=True, exist_ok=True)
    tokenizer, encoder, sentence = load(options.work)
    sentence, renamed = taken_over(options.sentence, tokenizer) if options.sentence else (sentence, None)
    if renamed is not None and np.array_equal(renamed, np.arange(len(renamed))):
        renamed = None
    examples = data.training(options.work)
    sample = [example.text for example in random.Random(7).sample(examples, CALIBRATION)] + SENTENCES
    beside = voting(options.beside) if options.beside else None
    measured = ranges(encoder, tokenizer, sample)
    if beside:
        measured |= ranges(beside, tokenizer, sample, renamed, BESIDE)
    onnx.save(build(encoder, None, renamed, beside), options.work / "encoder-fp32.onnx")
    onnx.save(build_sentence(sentence, False, renamed), options.work / "sentence-fp32.onnx")
    packed.write(options.out / packed.ENCODER, build(encoder, measured, renamed, beside).SerializeToString())
    packed.write(options.out / packed.SENTENCE, build_sentence(sentence, True, renamed).SerializeToString())
    shutil.copyfile(options.work / "vocab.txt", options.out / "vocab.txt")
    references = [onnxruntime.InferenceSession(options.work / f"{name}-fp32.onnx") for name in ("encoder", "sentence")]
    shipped = [onnxruntime.InferenceSession(read(options.out)) for read in (packed.encoder, packed.sentence)]
    with torch.no_grad():
        for text in SENTENCES:
            inputs = feed(tokenizer, text)
            ids, mask, features = (torch.from_numpy(array) for array in inputs.values())
            own = ids if renamed is None else torch.from_numpy(renamed)[ids]
            votes = [encoder(ids, mask, features), *([beside(own, mask, features)] if beside else [])]
            expected = torch.stack(votes).mean(0).numpy(), sentence(own, mask.float()).numpy()
            for want, *sessions in zip(expected, references, shipped):
                exact, small = (session.run(None, {given.name: inputs[given.name] for given in session.get_inputs()})[0] for session in sessions)
                np.testing.assert_allclose(want, exact, atol=2e-3)
                print(f"largest difference fp32 {np.abs(want - exact).max():.1e} int8 {np.abs(want - small).max():.1e}")
    rows = probe(tokenizer, *references)
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    (options.out / "probe.json").write_text("[\n" + lines + "\n]\n", encoding="utf-8")
    metrics = options.out / "metrics.json"
    files = []
    for name in (packed.ENCODER, packed.SENTENCE, "vocab.txt", "probe.json"):
        content = (options.out / name).read_bytes()
        files.append({"path": name, "sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)})
    manifest = {
        "name": NAME,
        "version": VERSION,
        "files": files,
        "model": packed.ENCODER,
        "embedder": packed.SENTENCE,
        "tokenizer": "vocab.txt",
        "labels": LABELS,
        "transitions": TRANSITIONS.tolist(),
        "temperature": TEMPERATURE,
        "encoder": asdict(encoder.config),
        **({"beside": asdict(beside.config)} if beside else {}),
        "dictionary": True,
        "dimension": sentence.token_out.weight.shape[0],
        "max_tokens": MAX_TOKENS,
        "languages": ["zh-Hant", "ko", "en"],
        "licences": LICENCES,
        "metrics": json.loads(metrics.read_text()) if metrics.exists() else {},
    }
    (options.out / "manifest.json").write_text(json.dumps(manifest, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
