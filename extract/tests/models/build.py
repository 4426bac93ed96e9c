"""Builds the small models that the tests of added models run on, exports them as upstream does, and writes down what PyTorch gives.

    pip install --target DIR -r requirements.txt
    PYTHONPATH=DIR python3 build.py [NAME…]

Weights are random (seeded); only the token classifier is fitted to a few sentences, so that it has names to find. Each folder gets
the files that a published model of its family has, and `expected.json`.
"""

from __future__ import annotations

import json
import shutil
import sys
import warnings
from pathlib import Path

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers
from transformers import (
    BertConfig,
    BertForTokenClassification,
    BertModel,
    PreTrainedTokenizerFast,
    XLMRobertaConfig,
    XLMRobertaForSequenceClassification,
    XLMRobertaModel,
)

from corpus import SENTENCES, TEXTS
from slim import slim

warnings.filterwarnings("ignore")
HERE = Path(__file__).parent
OPSET = 17


def seed(number: int) -> None:
    torch.manual_seed(number)
    np.random.seed(number)


def folder(name: str) -> Path:
    path = HERE / name
    shutil.rmtree(path, ignore_errors=True)
    path.mkdir(parents=True)
    return path


def write(path: Path, value) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n")


def rounded(array) -> list:
    return np.round(np.asarray(array, dtype=np.float64), 5).tolist()


def word_pieces(size: int = 260) -> PreTrainedTokenizerFast:
    """A tokenizer of BERT's kind; like published ones it asks for padding and truncation, which a reader has to undo."""
    tokenizer = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    tokenizer.train_from_iterator(SENTENCES, trainers.WordPieceTrainer(vocab_size=size, special_tokens=special, show_progress=False))
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]",
        pair="[CLS] $A [SEP] $B:1 [SEP]:1",
        special_tokens=[(t, tokenizer.token_to_id(t)) for t in ("[CLS]", "[SEP]")],
    )
    return PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, model_max_length=48, pad_token="[PAD]", unk_token="[UNK]", cls_token="[CLS]", sep_token="[SEP]", mask_token="[MASK]"
    )


def sentence_pieces(more: tuple[str, ...] = (), size: int = 260, most: int = 64) -> PreTrainedTokenizerFast:
    """A tokenizer of XLM-R's kind."""
    tokenizer = Tokenizer(models.Unigram())
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Replace("  ", " ")])
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    tokenizer.decoder = decoders.Metaspace()
    special = ["<s>", "<pad>", "</s>", "<unk>"]
    trainer = trainers.UnigramTrainer(vocab_size=size, special_tokens=special, unk_token="<unk>", show_progress=False)
    tokenizer.train_from_iterator([*SENTENCES, *more], trainer)
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>",
        pair="<s> $A </s> </s> $B </s>",
        special_tokens=[(t, tokenizer.token_to_id(t)) for t in ("<s>", "</s>")],
    )
    return PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, model_max_length=most, pad_token="<pad>", unk_token="<unk>", cls_token="<s>", sep_token="</s>", bos_token="<s>", eos_token="</s>"
    )


def save_tokenizer(tokenizer: PreTrainedTokenizerFast, path: Path, padded: bool = False) -> None:
    tokenizer.save_pretrained(path)
    text = json.loads((path / "tokenizer.json").read_text())
    if padded:
        text["padding"] = {"strategy": {"Fixed": 24}, "direction": "Right", "pad_to_multiple_of": None, "pad_id": 0, "pad_type_id": 0, "pad_token": "[PAD]"}
        text["truncation"] = {"direction": "Right", "max_length": 24, "strategy": "LongestFirst", "stride": 0}
    write(path / "tokenizer.json", text)


def bert(tokenizer, **more) -> BertConfig:
    return BertConfig(
        vocab_size=len(tokenizer), hidden_size=16, num_hidden_layers=2, num_attention_heads=2, intermediate_size=32,
        max_position_embeddings=48, initializer_range=0.4, attn_implementation="eager", **more,
    )


def xlmr(tokenizer, **more) -> XLMRobertaConfig:
    return XLMRobertaConfig(
        vocab_size=len(tokenizer), hidden_size=16, num_hidden_layers=2, num_attention_heads=2, intermediate_size=32, max_position_embeddings=66,
        type_vocab_size=1, pad_token_id=tokenizer.pad_token_id, bos_token_id=0, eos_token_id=2, initializer_range=0.4, attn_implementation="eager", **more,
    )


class Named(torch.nn.Module):
    """A model called with its inputs by place, which gives some of its outputs."""

    def __init__(self, model, inputs, outputs):
        super().__init__()
        self.model, self.inputs, self.outputs = model, inputs, outputs

    def forward(self, *given):
        result = self.model(**dict(zip(self.inputs, given)))
        return tuple(result[name] for name in self.outputs)


def export(model, tokenizer, path: Path, inputs: list[str], outputs: list[str], axes: dict[str, dict[int, str]]) -> None:
    """As Optimum exports a model: batch and sequence length are free."""
    example = tokenizer(["one text", "another text that is longer"], padding=True, return_tensors="pt")
    given = tuple(example[name] if name in example else torch.zeros_like(example["input_ids"]) for name in inputs)
    free = {name: {0: "batch_size", 1: "sequence_length"} for name in inputs}
    torch.onnx.export(
        Named(model.eval(), inputs, outputs).eval(), given, str(path), input_names=inputs, output_names=outputs,
        dynamic_axes={**free, **axes}, opset_version=OPSET, dynamo=False,
    )
    slim(path)


def run(model, tokenizer, texts, **more):
    with torch.no_grad():
        return [model(**tokenizer(text, return_tensors="pt", **more)) for text in texts]


def token_classifier() -> None:
    """BIO labels of CoNLL's names, and one that stands for no type of Quarry's."""
    seed(1)
    path = folder("token-classifier")
    tokenizer = word_pieces()
    labels = ["O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC", "B-MISC", "I-MISC"]
    config = bert(tokenizer, num_labels=len(labels), id2label=dict(enumerate(labels)), label2id={l: i for i, l in enumerate(labels)})
    config.initializer_range = 0.1
    model = BertForTokenClassification(config)
    names = {
        "Anna Reed": "PER", "Mark Hill": "PER", "林書豪": "PER", "김하늘": "PER", "Harbour Board": "ORG", "港務局": "ORG",
        "푸른만항만공사": "ORG", "Blue Ferry Ltd": "ORG", "Northport": "LOC", "Lowell Bay": "LOC", "藍灣市": "LOC", "青石鎮": "LOC", "청석읍": "LOC", "Act on Port Safety": "MISC",
    }
    rows = []
    for text in [*SENTENCES[:9], *TEXTS]:
        encoded = tokenizer(text, return_offsets_mapping=True)
        target = [0] * len(encoded["input_ids"])
        for name, kind in names.items():
            start = text.find(name)
            while start >= 0:
                inside = [i for i, (a, b) in enumerate(encoded["offset_mapping"]) if start <= a < b <= start + len(name)]
                for rank, i in enumerate(inside):
                    target[i] = labels.index(("B-" if rank == 0 else "I-") + kind)
                start = text.find(name, start + 1)
        rows.append((text, target))
    optimiser = torch.optim.Adam(model.parameters(), 0.01)
    model.train()
    for _ in range(60):
        for text, target in rows:
            encoded = tokenizer(text, return_tensors="pt")
            loss = model(**encoded, labels=torch.tensor([target])).loss
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
    model.eval()
    inputs = ["input_ids", "attention_mask", "token_type_ids"]
    export(model, tokenizer, path / "model.onnx", inputs, ["logits"], {"logits": {0: "batch_size", 1: "sequence_length"}})
    config.architectures = ["BertForTokenClassification"]
    config.save_pretrained(path)
    save_tokenizer(tokenizer, path)
    (path / "README.md").write_text("---\nlicense: cc-by-nc-sa-4.0\nlanguage:\n- en\n---\n# A small token classifier\n")
    from transformers import pipeline

    # Upstream's own way from labels to names, piece by piece of a word by its first one.
    finder = pipeline("token-classification", model=model, tokenizer=tokenizer, aggregation_strategy="first")
    by_token = pipeline("token-classification", model=model, tokenizer=tokenizer, aggregation_strategy="simple")
    expected = []
    for text, find in [(TEXTS[0], finder), (TEXTS[1], by_token), (TEXTS[2], by_token)]:
        found = [[e["entity_group"], e["start"], e["end"], round(float(e["score"]), 5)] for e in find(text)]
        expected.append({"text": text, "names": found})
    write(path / "expected.json", {"texts": expected})


def pooled(states: torch.Tensor, mode: str) -> np.ndarray:
    vector = states[0, 0] if mode == "cls" else states[0].mean(dim=0)
    return (vector / vector.norm()).numpy()


def embedder(name: str, mode: str, tokenizer, model, inputs: list[str], readme: str, prefixes=("", ""), padded=False, int8=False) -> None:
    path = folder(name)
    (path / "1_Pooling").mkdir()
    export(model, tokenizer, path / "model.onnx", inputs, ["last_hidden_state"], {"last_hidden_state": {0: "batch_size", 1: "sequence_length"}})
    if int8:
        quantize_dynamic(str(path / "model.onnx"), str(path / "model_int8.onnx"), weight_type=QuantType.QInt8, per_channel=True)
    model.config.save_pretrained(path)
    save_tokenizer(tokenizer, path, padded)
    modes = {"cls": "pooling_mode_cls_token", "mean": "pooling_mode_mean_tokens"}
    write(path / "1_Pooling/config.json", {"word_embedding_dimension": 16, **{key: mode == m for m, key in modes.items()}})
    (path / "README.md").write_text(readme)
    expected = {"passages": [], "questions": []}
    for kind, prefix in zip(("questions", "passages"), prefixes):
        for text in TEXTS:
            states = run(model, tokenizer, [prefix + text])[0].last_hidden_state
            expected[kind].append({"text": text, "vector": rounded(pooled(states, mode))})
    write(path / "expected.json", expected)


def minilm() -> None:
    seed(2)
    tokenizer = word_pieces()
    model = BertModel(bert(tokenizer), add_pooling_layer=False).eval()
    inputs = ["input_ids", "attention_mask", "token_type_ids"]
    embedder("minilm", "mean", tokenizer, model, inputs, "---\nlicense: apache-2.0\n---\n", padded=True, int8=True)


def e5() -> None:
    seed(3)
    tokenizer = sentence_pieces()
    model = XLMRobertaModel(xlmr(tokenizer), add_pooling_layer=False).eval()
    readme = "---\nlicense: mit\n---\nEach text begins with \"query: \" or \"passage: \":\n\n    texts = ['query: how much', 'passage: so much']\n"
    embedder("e5", "mean", tokenizer, model, ["input_ids", "attention_mask"], readme, ("query: ", "passage: "))


def bge() -> None:
    seed(4)
    tokenizer = word_pieces()
    model = BertModel(bert(tokenizer), add_pooling_layer=False).eval()
    embedder("bge", "cls", tokenizer, model, ["input_ids", "attention_mask", "token_type_ids"], "---\nlicense:\n- mit\n---\n")


class ThreeVectors(torch.nn.Module):
    """BGE-M3's heads: the first token, a weight a token, a vector a token but the first."""

    def __init__(self, encoder, width: int):
        super().__init__()
        self.encoder = encoder
        self.sparse = torch.nn.Linear(width, 1)
        self.colbert = torch.nn.Linear(width, width)

    def forward(self, input_ids, attention_mask):
        states = self.encoder(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
        tokens = self.colbert(states[:, 1:]) * attention_mask[:, 1:, None].float()
        return {
            "dense_vecs": torch.nn.functional.normalize(states[:, 0], dim=-1),
            "sparse_vecs": torch.relu(self.sparse(states)),
            "colbert_vecs": torch.nn.functional.normalize(tokens, dim=-1),
        }


def bge_m3() -> None:
    seed(5)
    path = folder("bge-m3")
    tokenizer = sentence_pieces()
    model = ThreeVectors(XLMRobertaModel(xlmr(tokenizer), add_pooling_layer=False), 16).eval()
    outputs = ["dense_vecs", "sparse_vecs", "colbert_vecs"]
    axes = {"dense_vecs": {0: "batch_size"}, "sparse_vecs": {0: "batch_size", 1: "token"}, "colbert_vecs": {0: "batch_size", 1: "token"}}
    export(model, tokenizer, path / "model.onnx", ["input_ids", "attention_mask"], outputs, axes)
    model.encoder.config.save_pretrained(path)
    save_tokenizer(tokenizer, path)
    (path / "LICENSE").write_text("MIT License\n\nCopyright (c) nobody\n")
    question = "Where is the research centre?"
    special = set(tokenizer.all_special_ids)

    def three(text):
        encoded = tokenizer(text, return_tensors="pt")
        with torch.no_grad():
            given = model(encoded["input_ids"], encoded["attention_mask"])
        weights: dict[int, float] = {}
        for token, weight in zip(encoded["input_ids"][0].tolist(), given["sparse_vecs"][0, :, 0].tolist()):
            if token not in special:
                weights[token] = max(weights.get(token, 0.0), weight)
        return given["dense_vecs"][0], weights, given["colbert_vecs"][0]

    asked = three(question)
    scores, vectors = [], []
    for text in TEXTS:
        dense, weights, tokens = three(text)
        sparse = sum(weight * weights.get(token, 0.0) for token, weight in asked[1].items())
        colbert = (asked[2] @ tokens.T).max(dim=1).values.mean()
        scores.append(round(float(0.4 * asked[0] @ dense + 0.2 * sparse + 0.4 * colbert), 5))
        vectors.append({"text": text, "vector": rounded(dense)})
    write(path / "expected.json", {"passages": vectors, "question": question, "scores": scores})


def reranker() -> None:
    seed(6)
    path = folder("reranker")
    tokenizer = sentence_pieces()
    config = xlmr(tokenizer, num_labels=1)
    model = XLMRobertaForSequenceClassification(config).eval()
    export(model, tokenizer, path / "model.onnx", ["input_ids", "attention_mask"], ["logits"], {"logits": {0: "batch_size"}})
    config.save_pretrained(path)
    save_tokenizer(tokenizer, path)
    (path / "README.md").write_text("---\nlicense: apache-2.0\n---\n")
    question = "Where is the research centre?"
    scores = []
    for text in TEXTS:
        with torch.no_grad():
            logits = model(**tokenizer(question, text, return_tensors="pt")).logits
        scores.append(round(float(torch.sigmoid(logits)[0, 0]), 5))
    write(path / "expected.json", {"question": question, "passages": TEXTS, "scores": scores})


def main() -> None:
    import build_gliner
    import build_gliner2
    import build_rebel

    builders = {
        "token-classifier": token_classifier,
        "minilm": minilm,
        "e5": e5,
        "bge": bge,
        "bge-m3": bge_m3,
        "reranker": reranker,
        **build_gliner.BUILDERS,
        **build_gliner2.BUILDERS,
        **build_rebel.BUILDERS,
    }
    for wanted in sys.argv[1:] or builders:
        builders[wanted]()
        size = sum(f.stat().st_size for f in (HERE / wanted).rglob("*") if f.is_file())
        print(f"{wanted}: {size // 1024} KiB")


if __name__ == "__main__":
    main()
