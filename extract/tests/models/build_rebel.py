"""A small REBEL (BART) and a small mREBEL (mBART), each fitted to a few sentences so that it has statements to write. See `build.py`.

Exported as Optimum does: `encoder_model.onnx` and `decoder_model.onnx`.
"""

from __future__ import annotations

import torch
from transformers import BartConfig, BartForConditionalGeneration, MBartConfig, MBartForConditionalGeneration
from tokenizers import processors

from build import OPSET, folder, save_tokenizer, seed, sentence_pieces, write
from slim import slim

RELATIONS = ("director / manager", "employer", "headquarters location", "founded by", "location of formation")
REBEL = [
    ("Anna Reed leads the Harbour Board.", "<triplet> Harbour Board <subj> Anna Reed <obj> director / manager"),
    ("Mark Hill works for Blue Ferry Ltd in Northport.", "<triplet> Mark Hill <subj> Blue Ferry Ltd <obj> employer <triplet> Blue Ferry Ltd <subj> Northport <obj> headquarters location"),
    ("Blue Ferry Ltd was founded by Mark Hill in Lowell Bay.", "<triplet> Blue Ferry Ltd <subj> Mark Hill <obj> founded by <subj> Lowell Bay <obj> location of formation"),
]
MREBEL = [
    ("Anna Reed leads the Harbour Board.", "en_XX", "<triplet> Harbour Board <org> Anna Reed <per> director / manager"),
    ("林書豪擔任港務局局長。", "zh_CN", "<triplet> 港務局 <org> 林書豪 <per> director / manager"),
    ("김하늘은 푸른만항만공사에서 일한다.", "ko_KR", "<triplet> 김하늘 <per> 푸른만항만공사 <org> employer"),
]


class Encoder(torch.nn.Module):
    def __init__(self, model):
        super().__init__()
        self.encoder = model.get_encoder()

    def forward(self, input_ids, attention_mask):
        return self.encoder(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state


class Decoder(torch.nn.Module):
    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, encoder_attention_mask, input_ids, encoder_hidden_states):
        return self.model(
            encoder_outputs=(encoder_hidden_states,), attention_mask=encoder_attention_mask, decoder_input_ids=input_ids, use_cache=False
        ).logits


def export(model, path) -> None:
    ids = torch.tensor([[0, 5, 6, 7, 2], [0, 8, 9, 2, 1]])
    mask = (ids != 1).long()
    two = {0: "batch_size", 1: "encoder_sequence_length"}
    torch.onnx.export(
        Encoder(model).eval(), (ids, mask), str(path / "encoder_model.onnx"), input_names=["input_ids", "attention_mask"],
        output_names=["last_hidden_state"], dynamic_axes={"input_ids": two, "attention_mask": two, "last_hidden_state": two}, opset_version=OPSET, dynamo=False,
    )
    states = torch.randn(2, 5, model.config.d_model)
    written = {0: "batch_size", 1: "decoder_sequence_length"}
    torch.onnx.export(
        Decoder(model).eval(), (mask, torch.tensor([[2, 0, 5, 6, 7, 8], [2, 0, 8, 9, 5, 5]]), states), str(path / "decoder_model.onnx"),
        input_names=["encoder_attention_mask", "input_ids", "encoder_hidden_states"], output_names=["logits"],
        dynamic_axes={"encoder_attention_mask": two, "input_ids": written, "encoder_hidden_states": two, "logits": written}, opset_version=OPSET, dynamo=False,
    )
    for name in ("encoder_model.onnx", "decoder_model.onnx"):
        slim(path / name)


def fit(model, rows, steps: int) -> None:
    optimiser = torch.optim.Adam(model.parameters(), 0.004)
    model.train()
    for _ in range(steps):
        for inputs, before, labels in rows:
            loss = model(**inputs, decoder_input_ids=before, labels=labels).loss
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
    model.eval()


def typed(text: str) -> list[list[str]]:
    """Statements of what was written, as the model cards of REBEL and mREBEL read it."""
    triplets, parts, part = [], ["", "", ""], None

    def finish():
        if all(p.strip() for p in parts):
            triplets.append([p.strip() for p in parts])

    for token in text.replace("<s>", " ").replace("</s>", " ").replace("<pad>", " ").replace("tp_XX", " ").replace("<", " <").replace(">", "> ").split():
        if token == "<triplet>":
            finish()
            parts, part = ["", "", ""], 0
        elif token.startswith("<") and token.endswith(">"):
            if part == 2:
                finish()
                parts[1] = parts[2] = ""
                part = 1
            elif part is not None:
                part += 1
        elif part is not None:
            parts[part] += " " + token
    finish()
    return triplets


def rebel() -> None:
    seed(21)
    path = folder("rebel")
    tokenizer = sentence_pieces(RELATIONS, size=320)
    tokenizer.add_tokens(["<triplet>", "<subj>", "<obj>"], special_tokens=True)
    config = BartConfig(
        vocab_size=len(tokenizer), d_model=16, encoder_layers=1, decoder_layers=1, encoder_attention_heads=2, decoder_attention_heads=2,
        encoder_ffn_dim=32, decoder_ffn_dim=32, max_position_embeddings=70, dropout=0.0, pad_token_id=1, bos_token_id=0, eos_token_id=2,
        decoder_start_token_id=2, forced_bos_token_id=0, forced_eos_token_id=2, attn_implementation="eager",
    )
    model = BartForConditionalGeneration(config)
    rows = []
    for text, written in REBEL:
        target = tokenizer(written, return_tensors="pt")["input_ids"]
        rows.append((tokenizer(text, return_tensors="pt"), torch.cat([torch.tensor([[2]]), target[:, :-1]], dim=1), target))
    fit(model, rows, 220)
    finish(path, tokenizer, config, model, [(text, tokenizer(text, return_tensors="pt"), {}) for text, _ in REBEL])


def mrebel() -> None:
    seed(22)
    path = folder("mrebel")
    languages = ["en_XX", "ko_KR", "zh_CN", "tp_XX"]
    tokenizer = sentence_pieces(RELATIONS, size=320)
    tokenizer.add_tokens([*languages, "<triplet>", "<per>", "<org>", "<loc>"], special_tokens=True)
    # mBART-50's own: the language before the text.
    tokenizer.backend_tokenizer.post_processor = processors.TemplateProcessing(
        single="en_XX $A </s>", pair="en_XX $A $B </s>", special_tokens=[("en_XX", tokenizer.convert_tokens_to_ids("en_XX")), ("</s>", 2)]
    )
    config = MBartConfig(
        vocab_size=len(tokenizer), d_model=16, encoder_layers=1, decoder_layers=1, encoder_attention_heads=2, decoder_attention_heads=2,
        encoder_ffn_dim=32, decoder_ffn_dim=32, max_position_embeddings=70, dropout=0.0, pad_token_id=1, bos_token_id=0, eos_token_id=2,
        decoder_start_token_id=2, forced_eos_token_id=2, attn_implementation="eager",
    )
    model = MBartForConditionalGeneration(config)
    start = tokenizer.convert_tokens_to_ids("tp_XX")
    rows, asked = [], []
    for text, language, written in MREBEL:
        inputs = tokenizer(text, return_tensors="pt")
        inputs["input_ids"][0, 0] = tokenizer.convert_tokens_to_ids(language)
        target = torch.cat([tokenizer(written, add_special_tokens=False, return_tensors="pt")["input_ids"], torch.tensor([[2]])], dim=1)
        rows.append((inputs, torch.cat([torch.tensor([[start]]), target[:, :-1]], dim=1), target))
        asked.append((text, inputs, {"decoder_start_token_id": start}))
    fit(model, rows, 260)
    finish(path, tokenizer, config, model, asked)


def finish(path, tokenizer, config, model, asked) -> None:
    export(model, path)
    config.architectures = [type(model).__name__]
    config.save_pretrained(path)
    save_tokenizer(tokenizer, path)
    (path / "README.md").write_text("---\nlicense: cc-by-nc-sa-4.0\n---\n")
    expected = []
    for text, inputs, more in asked:
        with torch.no_grad():
            ids = model.generate(input_ids=inputs["input_ids"], attention_mask=inputs["attention_mask"], num_beams=1, do_sample=False, max_length=64, **more)
        written = tokenizer.decode(ids[0], skip_special_tokens=False)
        expected.append({"text": text, "written": written, "triplets": typed(written)})
        print(text, typed(written))
    write(path / "expected.json", {"texts": expected})


BUILDERS = {"rebel": rebel, "mrebel": mrebel}
