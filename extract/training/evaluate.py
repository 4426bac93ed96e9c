"""Measures the exported model on the held-out sets and writes metrics.json.

    python evaluate.py --work DIR --models ../../models/default [--retrieval ../../../shared/retrieval]
"""

from __future__ import annotations

import json
import time
from pathlib import Path

import numpy as np
import onnxruntime

import data
import gazetteer
import packed
import pairs
import recipe
import synthetic
from corpus import decode
from decode import entity_scores, predict_spans, viterbi
from tokens import MAX_TOKENS, Tokenizer

TESTS = {
    "zh": "UNER Chinese-GSD test, 500 sentences",
    "ko": "KLUE-NER dev, the 1,000 of 5,000 sentences whose index is divisible by 5 (never trained on)",
    "en": "UNER English-EWT test, 2,077 sentences",
}


def session(model: bytes | Path) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(model, options)


def emissions(model: onnxruntime.InferenceSession):
    def run(ids: np.ndarray, mask: np.ndarray, features: np.ndarray) -> np.ndarray:
        return model.run(["emissions"], {"input_ids": ids, "attention_mask": mask, "features": features})[0]

    return run


def vectors(model: onnxruntime.InferenceSession, tokenizer: Tokenizer, texts: list[str]) -> np.ndarray:
    """Sentence vectors [N, D] by a graph of `graph.build_sentence`; what lies beyond the window is left out."""
    coded = [tokenizer(text)[:MAX_TOKENS] for text in texts]
    out = []
    for start in range(0, len(coded), 32):
        rows = coded[start : start + 32]
        length = max(1, max(len(row) for row in rows))
        ids, mask = (np.zeros((len(rows), length), dtype=np.int64) for _ in range(2))
        for place, row in enumerate(rows):
            ids[place, : len(row)] = [token.id for token in row]
            mask[place, : len(row)] = 1
        out.append(model.run(["sentence"], {"input_ids": ids, "attention_mask": mask})[0])
    return np.concatenate(out)


def recalls(scores: np.ndarray, gold: list[set[int]]) -> dict[str, float]:
    order = np.argsort(-scores, axis=1)[:, :10]
    found = {f"recall@{k}": np.mean([len(set(row[:k]) & own) / len(own) for row, own in zip(order.tolist(), gold)]) for k in (1, 5, 10)}
    return {name: round(float(value), 4) for name, value in found.items()}


def retrieval(model, tokenizer: Tokenizer, folder: Path, questions: str, passages: str) -> dict[str, float]:
    """Recall of the gold passages among the first k by cosine alone; questions of one set, passages of another."""
    corpus = [json.loads(line) for line in (folder / passages / "corpus.jsonl").read_text(encoding="utf-8").splitlines()]
    queries = [json.loads(line) for line in (folder / questions / "queries.jsonl").read_text(encoding="utf-8").splitlines()]
    place = {str(row["id"]): index for index, row in enumerate(corpus)}
    gold = [{place[str(key)] for key in row["gold"] if str(key) in place} for row in queries]
    keep = [index for index, own in enumerate(gold) if own]
    left = vectors(model, tokenizer, [queries[index]["question"] for index in keep])
    right = vectors(model, tokenizer, [row["text"] for row in corpus])
    return {"questions": len(keep), "passages": len(corpus)} | recalls(left @ right.T, [gold[index] for index in keep])


def agreement(one, two, tokenizer: Tokenizer, texts: list[str]) -> float:
    """Share of tokens to which two models give the same label after decoding."""
    same = total = 0
    for text in texts:
        tokens = tokenizer(text)[:MAX_TOKENS]
        if not tokens:
            continue
        ids, mask, features = (np.array([[pick(token) for token in tokens]], dtype=np.int64) for pick in (lambda t: t.id, lambda t: 1, lambda t: t.features))
        first, second = (viterbi(emissions(model)(ids, mask, features)[0]) for model in (one, two))
        same, total = same + sum(a == b for a, b in zip(first, second)), total + len(tokens)
    return round(same / max(total, 1), 5)


def speed(model, tokenizer: Tokenizer) -> float:
    """Tokens a second on one thread, 32 windows of 128 tokens."""
    rng = np.random.default_rng(0)
    ids = rng.integers(5, len(tokenizer.vocabulary), (32, 128))
    inputs = {"input_ids": ids, "attention_mask": np.ones_like(ids), "features": np.zeros_like(ids)}
    model.run(None, inputs)
    started = time.perf_counter()
    for _ in range(3):
        model.run(None, inputs)
    return round(3 * ids.size / (time.perf_counter() - started))


def calibration_error(examples: list[data.Example], found: list, sure: list[list[float]]) -> float:
    """Expected calibration error of the entities' confidences, in ten parts of equal width (Guo et al. 2017)."""
    rows = [
        (confidence, span in set(example.spans))
        for example, spans, confidences in zip(examples, found, sure) for span, confidence in zip(spans, confidences)
        if span[2] in data.CORE
    ]
    parts: dict[int, list[tuple[float, bool]]] = {}
    for confidence, right in rows:
        parts.setdefault(min(int(confidence * 10), 9), []).append((confidence, right))
    gaps = [abs(sum(c for c, _ in part) - sum(r for _, r in part)) for part in parts.values()]
    return round(sum(gaps) / max(len(rows), 1), 4)


def by_dictionary(examples: list[data.Example], tokenizer: Tokenizer, shipped, known: set[str]) -> dict[str, float]:
    """Recall of the names that no training set labels, and F1 of all, without and with a dictionary of exactly these names."""
    unseen = {(example.text[a:b], kind) for example in examples for a, b, kind in example.spans if kind in data.CORE}
    unseen = {(name, kind) for name, kind in unseen if name not in known}
    texts = [example.text for example in examples]
    gold = [{span for span in example.spans if (example.text[span[0] : span[1]], span[2]) in unseen} for example in examples]
    row: dict[str, float] = {"unseen_mentions": sum(map(len, gold))}
    for name, dictionary in (("without", None), ("with", gazetteer.Gazetteer(tokenizer, sorted(unseen)))):
        found = predict_spans(tokenizer, texts, emissions(shipped), dictionary)
        hit = sum(len(own & set(spans)) for own, spans in zip(gold, found))
        row[f"recall_{name}"] = round(hit / max(row["unseen_mentions"], 1), 4)
        row[f"f1_{name}"] = entity_scores(examples, found, data.CORE)["f1"]
    return row


def entities(work: Path, tokenizer: Tokenizer, shipped, exact, heat: float, share: float) -> dict[str, dict]:
    """Strict scores on the held-out and on invented sentences; agreement of the int8 file with the exact one."""
    held = {name: recipe.sampled(rows, share) for name, rows in data.held_out(work).items()}
    known = {example.text[start:end] for example in data.training(work) for start, end, _ in example.spans}
    metrics: dict[str, dict] = {}
    for language, note in TESTS.items():
        texts = [example.text for example in held[language]]
        sure: list[list[float]] = []
        found = predict_spans(tokenizer, texts, emissions(shipped), confidences=sure, temperature=heat)
        row = {"test": note} | entity_scores(held[language], found, data.CORE)
        row["calibration_error"] = calibration_error(held[language], found, sure)
        row["fp32_f1"] = entity_scores(held[language], predict_spans(tokenizer, texts, emissions(exact)), data.CORE)["f1"]
        row["int8_agreement"] = agreement(exact, shipped, tokenizer, texts[:150])
        row["dictionary"] = by_dictionary(held[language], tokenizer, shipped, known)
        metrics[language] = row
    for language in ("zh", "ko", "en"):
        examples = synthetic.sentences(language, max(1, int(share * 300)), {}, seed=999_983, held_out=True)
        found = predict_spans(tokenizer, [example.text for example in examples], emissions(shipped))
        metrics[f"synthetic_{language}"] = {
            "test": "300 invented sentences: templates never trained on, new names"
        } | entity_scores(examples, found, frozenset(synthetic.TYPES))
    return metrics


def ranks(values: np.ndarray) -> np.ndarray:
    """Places in ascending order, equal values sharing the mean of theirs."""
    _, where, counts = np.unique(values, return_inverse=True, return_counts=True)
    return (np.cumsum(counts) - (counts - 1) / 2)[where]


def korsts(work: Path, tokenizer: Tokenizer, shipped) -> dict[str, float | str]:
    """How the cosine of two Korean sentences goes with what people said of their likeness (Cer et al. 2017; Ham et al. 2020)."""
    rows = [line.split("\t") for line in decode(work / "kor_nlu/sts-test.tsv").splitlines()[1:]]
    rows = [row for row in rows if len(row) == 7]
    trained = {side for pair in pairs.paraphrases(work) for side in pair}
    own = [row for row in rows if row[5] not in trained and row[6] not in trained]
    left, right = (vectors(shipped, tokenizer, [row[side] for row in own]) for side in (5, 6))
    likeness = ranks(np.array([float(row[4]) for row in own]))
    spearman = np.corrcoef(ranks((left * right).sum(1)), likeness)[0, 1]
    note = f"KorSTS test, {len(own)} of {len(rows)} pairs, those of which neither sentence is in the pairs that trained"
    return {"test": note, "spearman": round(float(spearman), 4)}


def sentences(work: Path, folder: Path | None, tokenizer: Tokenizer, shipped) -> dict[str, dict]:
    """Recall of held-out pairs, and of the passages of the retrieval sets where their folder is given."""
    metrics: dict[str, dict] = {}
    _, kept = pairs.load(work)
    for kind, note in (("laws", "zh article -> en article, 500 held-out pairs"), ("news", "ko sentence -> en sentence, 500 held-out pairs")):
        left, right = (vectors(shipped, tokenizer, [pair[side] for pair in kept[kind]]) for side in (0, 1))
        metrics[kind] = {"test": note} | recalls(left @ right.T, [{index} for index in range(len(left))])
    metrics["korsts"] = korsts(work, tokenizer, shipped)
    if folder and folder.exists():
        for name, questions, passages in (
            ("xquad_zh_to_en", "xquad_zhHans", "xquad_en"), ("xquad_en_to_zh", "xquad_en", "xquad_zhHans"), ("xquad_en", "xquad_en", "xquad_en"),
            ("xquad_zh", "xquad_zhHans", "xquad_zhHans"), ("drcd", "drcd_devtest_zhHant", "drcd_devtest_zhHant"),
        ):
            metrics[name] = retrieval(shipped, tokenizer, folder, questions, passages)
    return metrics


def main() -> None:
    parser = recipe.parser()
    parser.add_argument("--models", type=Path, required=True)
    parser.add_argument("--retrieval", type=Path, help="folder of the retrieval sets; left out where absent")
    parser.add_argument("--only", choices=["entities", "sentences"], help="measure one part and keep the other's figures")
    options = parser.parse_args()
    tokenizer = Tokenizer.load(options.models / "vocab.txt")
    shipped = session(packed.encoder(options.models))
    exact = None if options.only == "sentences" else session(options.work / "encoder-fp32.onnx")
    manifest = json.loads((options.models / "manifest.json").read_text(encoding="utf-8"))
    path = options.models / "metrics.json"
    metrics: dict = json.loads(path.read_text(encoding="utf-8")) if options.only and path.exists() else {}
    if options.only != "sentences":
        metrics["entities"] = entities(options.work, tokenizer, shipped, exact, manifest["temperature"], options.sample)
    if options.only != "entities":
        metrics["sentences"] = sentences(options.work, options.retrieval, tokenizer, session(packed.sentence(options.models)))
    if exact:
        metrics["tokens_per_second"] = {"int8": speed(shipped, tokenizer), "fp32": speed(exact, tokenizer), "note": "one thread of a shared, busy machine"}
    for name in ("pretrain", "label", "label_again", "sentence"):
        record = options.work / f"{name}.json"
        if record.exists():
            metrics.setdefault("training", {})[name] = json.loads(record.read_text())
    path.write_text(json.dumps(metrics, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(metrics, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
