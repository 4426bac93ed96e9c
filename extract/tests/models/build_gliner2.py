"""A small GLiNER2 in four graphs, exported as the community's exporter does. See `build.py`."""

from __future__ import annotations

import torch
from gliner.modeling.span_rep import SpanMarkerV0
from gliner2.layers import CountLSTM
from transformers import BertConfig, BertModel

from build import OPSET, folder, save_tokenizer, seed, sentence_pieces, write
from build_gliner import sharpen
from corpus import TEXTS
from slim import slim
from splitter import ScriptSplitter

WIDTH = 16
MAX_WIDTH = 4
LABELS = ["person", "organization", "place"]
MARKS = ["[SEP_STRUCT]", "[SEP_TEXT]", "[P]", "[C]", "[E]", "[R]", "[L]"]


class Encoder(torch.nn.Module):
    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, input_ids, attention_mask):
        return self.model(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state


class Spans(torch.nn.Module):
    """The span layer with its gathering spelled out."""

    def __init__(self, layer):
        super().__init__()
        self.layer = layer

    def forward(self, hidden_states, span_start_idx, span_end_idx):
        def at(states, index):
            return torch.gather(states, 1, index.unsqueeze(-1).expand(-1, -1, WIDTH))

        ends = [at(self.layer.project_start(hidden_states), span_start_idx), at(self.layer.project_end(hidden_states), span_end_idx)]
        return self.layer.out_project(torch.relu(torch.cat(ends, dim=-1)))


class Labels(torch.nn.Module):
    """One step of the counting layer, as for a count of one."""

    def __init__(self, layer):
        super().__init__()
        self.layer = layer
        self.cell = torch.nn.GRUCell(WIDTH, WIDTH)
        for name in ("weight_ih", "weight_hh", "bias_ih", "bias_hh"):
            getattr(self.cell, name).data.copy_(getattr(layer.gru, f"{name}_l0").data)

    def forward(self, label_embeddings):
        x = self.layer.pos_embedding.weight[0]
        gates_x = torch.matmul(x, self.cell.weight_ih.t()) + self.cell.bias_ih
        gates_h = torch.matmul(label_embeddings, self.cell.weight_hh.t()) + self.cell.bias_hh
        r = torch.sigmoid(gates_x[:WIDTH] + gates_h[:, :WIDTH])
        z = torch.sigmoid(gates_x[WIDTH : 2 * WIDTH] + gates_h[:, WIDTH : 2 * WIDTH])
        n = torch.tanh(gates_x[2 * WIDTH :] + r * gates_h[:, 2 * WIDTH :])
        state = (1 - z) * n + z * label_embeddings
        return self.layer.projector(torch.cat([state, label_embeddings], dim=-1))


def flat(found):
    """The spans that stand when those that share characters with a surer one have given way."""
    kept = []
    for name in sorted(found, key=lambda f: -f[3]):
        if all(name[2] <= k[1] or k[2] <= name[1] for k in kept):
            kept.append(name)
    return sorted(kept, key=lambda f: f[1])


def gliner2(number: int = 32) -> None:
    seed(number)
    path = folder("gliner2")
    (path / "onnx").mkdir()
    tokenizer = sentence_pieces(("( entities )",), most=256)
    tokenizer.add_tokens(MARKS, special_tokens=True)
    config = BertConfig(
        vocab_size=len(tokenizer), hidden_size=WIDTH, num_hidden_layers=1, num_attention_heads=2, intermediate_size=32, max_position_embeddings=256,
        initializer_range=0.5, attn_implementation="eager",
    )
    encoder = Encoder(BertModel(config, add_pooling_layer=False)).eval()
    span_layer = SpanMarkerV0(WIDTH, MAX_WIDTH).eval()
    count = CountLSTM(WIDTH).eval()
    # Random weights give scores about a half, so near each other that a rounding error decides between two spans.
    sharpen(span_layer, 2.0)
    sharpen(count, 2.0)
    labels = Labels(count).eval()
    probe = torch.randn(3, WIDTH)
    assert torch.allclose(labels(probe), count(probe, 1)[0], atol=1e-5)
    spans = Spans(span_layer).eval()

    two = {0: "batch", 1: "seq_len"}
    many = {0: "batch", 1: "num_spans"}
    states = torch.randn(1, 6, WIDTH)
    graphs = [
        ("encoder", encoder, (torch.tensor([[4, 5, 6]]), torch.ones(1, 3, dtype=torch.long)), ["input_ids", "attention_mask"], ["hidden_states"], {"input_ids": two, "attention_mask": two, "hidden_states": two}),
        ("span_rep", spans, (states, torch.tensor([[0, 0, 1]]), torch.tensor([[0, 1, 2]])), ["hidden_states", "span_start_idx", "span_end_idx"], ["span_representations"], {"hidden_states": two, "span_start_idx": many, "span_end_idx": many, "span_representations": many}),
        ("count_embed", labels, (probe,), ["label_embeddings"], ["transformed_embeddings"], {"label_embeddings": {0: "num_labels"}, "transformed_embeddings": {0: "num_labels"}}),
        ("classifier", torch.nn.Sequential(torch.nn.Linear(WIDTH, 8), torch.nn.ReLU(), torch.nn.Linear(8, 1)).eval(), (probe,), ["hidden_state"], ["logit"], {"hidden_state": {0: "batch"}, "logit": {0: "batch"}}),
    ]
    for name, module, given, inputs, outputs, axes in graphs:
        file = path / "onnx" / f"{name}.onnx"
        torch.onnx.export(module, given, str(file), input_names=inputs, output_names=outputs, dynamic_axes=axes, opset_version=OPSET, dynamo=False)
        slim(file)
    save_tokenizer(tokenizer, path)
    write(path / "config.json", {"hidden_size": WIDTH, "vocab_size": len(tokenizer)})
    write(path / "gliner2_config.json", {"max_width": MAX_WIDTH, "special_tokens": {m: tokenizer.convert_tokens_to_ids(m) for m in MARKS}})
    (path / "README.md").write_text("---\nlicense: apache-2.0\n---\n")

    def ids(text):
        return tokenizer(text, add_special_tokens=False)["input_ids"]

    expected = []
    for text in TEXTS:
        tokens, places = ids("(") + ids("[P]") + ids("entities") + ids("("), []
        for label in LABELS:
            places.append(len(tokens))
            tokens += ids("[E]") + ids(label)
        tokens += ids(")") + ids(")") + ids("[SEP_TEXT]")
        begin, firsts, offsets = len(tokens), [], []
        for word, start, end in ScriptSplitter()(text):
            firsts.append(len(tokens) - begin)
            offsets.append((start, end))
            tokens += ids(word.lower())
        with torch.no_grad():
            hidden = encoder(torch.tensor([tokens]), torch.ones(1, len(tokens), dtype=torch.long))
            pairs = [(i, j) for i in range(len(offsets)) for j in range(i, min(i + MAX_WIDTH, len(offsets)))]
            vectors = spans(hidden[:, begin:], torch.tensor([[firsts[i] for i, _ in pairs]]), torch.tensor([[firsts[j] for _, j in pairs]]))[0]
            scores = torch.sigmoid(vectors @ labels(hidden[0, places]).T)
        found = []
        for (i, j), row in zip(pairs, scores.tolist()):
            found += [[LABELS[c], offsets[i][0], offsets[j][1], s] for c, s in enumerate(row) if s >= 0.5]
        # rounded only now: the surer of two is told by all digits
        expected.append({"text": text, "names": [[*name[:3], round(name[3], 5)] for name in flat(found)]})
        print("gliner2", text, len(found), len(expected[-1]["names"]))
    write(path / "expected.json", {"labels": LABELS, "threshold": 0.5, "texts": expected})


BUILDERS = {"gliner2": gliner2}
