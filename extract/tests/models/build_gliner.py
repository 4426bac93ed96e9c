"""Small GLiNER models of every kind, exported by GLiNER's own exporter. See `build.py`."""

from __future__ import annotations

import torch
from gliner.config import (
    BiEncoderSpanConfig,
    BiEncoderTokenConfig,
    UniEncoderSpanConfig,
    UniEncoderSpanRelexConfig,
    UniEncoderTokenConfig,
    UniEncoderTokenRelexConfig,
)
from gliner.model import (
    BiEncoderSpanGLiNER,
    BiEncoderTokenGLiNER,
    UniEncoderSpanGLiNER,
    UniEncoderSpanRelexGLiNER,
    UniEncoderTokenGLiNER,
    UniEncoderTokenRelexGLiNER,
)

from build import folder, save_tokenizer, seed, sentence_pieces, word_pieces, write
from corpus import TEXTS
from slim import slim
from splitter import ScriptSplitter

LABELS = ["person", "organization", "place"]
RELATIONS = ["works for", "located in"]
BERT = {
    "model_type": "bert", "hidden_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 32, "max_position_embeddings": 128,
}
DEBERTA = {
    "model_type": "deberta-v2", "hidden_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 32,
    "max_position_embeddings": 128, "relative_attention": True, "pos_att_type": ["p2c", "c2p"], "position_buckets": 16, "norm_rel_ebd": "layer_norm",
    "share_att_key": True, "position_biased_input": False, "type_vocab_size": 0, "max_relative_positions": -1,
}


def sharpen(model: torch.nn.Module, by: float) -> None:
    """Random weights give scores about a half; larger ones give some sure names and some that are none."""
    with torch.no_grad():
        for name, weight in model.named_parameters():
            if weight.dim() > 1 and "embeddings" not in name:
                weight.mul_(by)


def build(name: str, model_class, config_class, number: int, by: float, relations: bool = False, labels_encoder: bool = False, encoder: dict = BERT, threshold: float = 0.5, **more) -> None:
    seed(number)
    path = folder(name)
    # As many tokens as the encoder has positions: upstream cuts a longer text off, where Quarry reads it in pieces.
    tokenizer = sentence_pieces(most=128)
    marks = ["[FLERT]", "<<ENT>>", "<<SEP>>", *(["<<REL>>"] if relations else [])]
    tokenizer.add_tokens(marks, special_tokens=True)
    encoder = {**encoder, "vocab_size": len(tokenizer), "pad_token_id": tokenizer.pad_token_id}
    extra = {}
    if labels_encoder:
        labels_tokenizer = word_pieces()
        extra["labels_encoder"] = "labels"
        extra["labels_encoder_config"] = {
            "model_type": "bert", "vocab_size": len(labels_tokenizer), "hidden_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2,
            "intermediate_size": 32, "max_position_embeddings": 48,
        }
    if relations:
        extra["relations_layer"] = "dot"
        extra["rel_token_index"] = tokenizer.convert_tokens_to_ids("<<REL>>")
    config = config_class(
        model_name="none", encoder_config=encoder, hidden_size=16, max_width=5, max_len=64, dropout=0.0, num_rnn_layers=1, vocab_size=len(tokenizer),
        class_token_index=tokenizer.convert_tokens_to_ids("<<ENT>>"), **extra, **more,
    )
    made = {"tokenizer": tokenizer}
    if labels_encoder:
        made["labels_tokenizer"] = labels_tokenizer
    model = model_class(config, **made)
    model.data_processor.words_splitter = ScriptSplitter()
    sharpen(model, by)
    model.eval()
    model.export_to_onnx(path, opset=19)
    slim(path / "model.onnx")
    save_tokenizer(tokenizer, path)
    if labels_encoder:
        (path / "labels_tokenizer").mkdir()
        labels_tokenizer.save_pretrained(path / "labels_tokenizer")
    (path / "README.md").write_text("---\nlicense: apache-2.0\n---\n")
    expected = []
    for text in TEXTS:
        entry = {"text": text}
        if relations:
            entities, found = model.inference([text], LABELS, relations=RELATIONS, flat_ner=True, threshold=threshold, relation_threshold=0.5, return_relations=True)
            entry["relations"] = [
                [r["head"]["start"], r["head"]["end"], r["tail"]["start"], r["tail"]["end"], r["relation"], round(r["score"], 5)] for r in found[0]
            ]
            entities = entities[0]
        else:
            entities = model.predict_entities(text, LABELS, flat_ner=True, threshold=threshold)
        entry["names"] = [[e["label"], e["start"], e["end"], round(float(e["score"]), 5)] for e in entities]
        expected.append(entry)
        print(name, text, len(entry["names"]), len(entry.get("relations", [])))
    write(path / "expected.json", {"labels": LABELS, "threshold": threshold, "relations": RELATIONS if relations else [], "texts": expected})


BUILDERS = {
    "gliner-span": lambda: build("gliner-span", UniEncoderSpanGLiNER, UniEncoderSpanConfig, 11, 3.0, encoder=DEBERTA),
    "gliner-token": lambda: build("gliner-token", UniEncoderTokenGLiNER, UniEncoderTokenConfig, 33, 3.0),
    "gliner-bi-span": lambda: build("gliner-bi-span", BiEncoderSpanGLiNER, BiEncoderSpanConfig, 13, 3.0, labels_encoder=True),
    "gliner-bi-token": lambda: build("gliner-bi-token", BiEncoderTokenGLiNER, BiEncoderTokenConfig, 14, 3.0, labels_encoder=True, threshold=0.4),
    # The exporter writes down how many names the text has that it traces on; this one has more than the texts that are compared.
    "relex-span": lambda: build("relex-span", UniEncoderSpanRelexGLiNER, UniEncoderSpanRelexConfig, 114, 3.0, relations=True),
    "relex-token": lambda: build("relex-token", UniEncoderTokenRelexGLiNER, UniEncoderTokenRelexConfig, 16, 3.0, relations=True),
}
