"""The relation network: gated convolutions over the places around a pair, pooled by stretch (before, between, after).

Piecewise pooling is that of Zeng et al. 2015 (EMNLP). Each predicate is scored by itself and in both directions, since
the sets know different predicates. The ONNX graph is written operator by operator, weights in int8, sums in single
precision, so that both engines give the same scores.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper
from torch import Tensor, nn
from torch.nn import functional as F

import activations
from graph import OPSET, Graph
from model import bigram_buckets, shift
from relation_pairs import CENTRE, INPUTS, NEAR, ROLES
from relation_sets import PREDICATES, TYPES


STEPS = 15
"""Numbers of a token's vector are rounded to so many steps either way; the file is compressed."""


@dataclass
class Config:
    vocabulary: int
    token: int = 128
    bigram: int = 32
    buckets: int = 8192
    width: int = 96
    hidden: int = 128
    dropout: float = 0.25
    dilations: tuple[int, ...] = (1, 1, 2)


class Block(nn.Module):
    """Gated convolution of width 3, pre-normalised, residual."""

    def __init__(self, config: Config, dilation: int):
        super().__init__()
        self.dilation = dilation
        self.norm = nn.LayerNorm(config.width)
        self.mix = nn.Linear(3 * config.width, 2 * config.width)
        self.dropout = nn.Dropout(config.dropout)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        h = self.norm(x) * mask
        wide = torch.cat([shift(h, self.dilation), h, shift(h, -self.dilation)], -1)
        value, gate = self.mix(wide).chunk(2, -1)
        return x + self.dropout(value * torch.sigmoid(gate))


class Relations(nn.Module):
    """i64 [P, L] five times (`relation_pairs.INPUTS`) -> scores f32 [P, 2 * predicates], unnormalised log odds.

    Scores of predicate p: `2p` with the first mention as its subject, `2p + 1` with the second.
    """

    def __init__(self, config: Config):
        super().__init__()
        self.config = config
        width = config.width
        self.tokens = nn.Embedding(config.vocabulary + len(TYPES), config.token)
        self.bigrams = nn.Embedding(config.buckets, config.bigram)
        self.word = nn.Linear(config.token, width)
        self.head = nn.Linear(config.token, width, bias=False)
        self.pair = nn.Linear(2 * config.bigram, width, bias=False)
        self.roles = nn.Embedding(ROLES, width)
        self.near_first = nn.Embedding(2 * NEAR + 2, width)
        self.near_second = nn.Embedding(2 * NEAR + 2, width)
        self.blocks = nn.ModuleList([Block(config, dilation) for dilation in config.dilations])
        self.norm = nn.LayerNorm(width)
        self.hidden = nn.Linear(6 * width, config.hidden)
        self.out = nn.Linear(config.hidden, 2 * len(PREDICATES))
        self.dropout = nn.Dropout(config.dropout)
        for table, spread in ((self.tokens, 0.5), (self.bigrams, 0.3), (self.roles, 0.3), (self.near_first, 0.1), (self.near_second, 0.1)):
            nn.init.normal_(table.weight, std=spread)

    def forward(self, words: Tensor, heads: Tensor, roles: Tensor, first: Tensor, second: Tensor) -> Tensor:
        mask = (roles > 0).float().unsqueeze(-1)
        left, right = bigram_buckets(words, self.config.buckets)
        known = (heads > 0).float().unsqueeze(-1)
        x = (
            self.word(self.dropout(self.tokens(words)))
            + self.head(self.tokens(heads) * known)
            + self.pair(self.dropout(torch.cat([self.bigrams(left), self.bigrams(right)], -1)))
            + self.roles(roles)
            + self.near_first(first)
            + self.near_second(second)
        ) * mask
        for block in self.blocks:
            x = block(x, mask)
        h = F.relu(self.norm(x))
        a, b = first.float().unsqueeze(-1) - CENTRE, second.float().unsqueeze(-1) - CENTRE
        stretches = [
            (-a).clamp(0, 1) * mask,
            a.clamp(0, 1) * (-b).clamp(0, 1) * mask,
            b.clamp(0, 1) * mask,
        ]
        ends = [(1 - a.abs().clamp(0, 1)) * mask, (1 - b.abs().clamp(0, 1)) * mask]
        pooled = [(h * stretch).max(1).values for stretch in stretches]
        pooled += [(h * end).sum(1) for end in ends]
        pooled.append((h * stretches[1]).sum(1) / (stretches[1].sum(1) + 1))
        hidden = F.relu(self.hidden(self.dropout(torch.cat(pooled, -1))))
        return self.out(self.dropout(hidden))


class RelationGraph(Graph):
    """Weights in int8 with one scale a column; those of the convolutions, which are nearly all of the work, are multiplied in
    integers, the others in single precision."""

    def matrix(self, x: str, weight: np.ndarray, bias: np.ndarray | None, name: str) -> str:
        matrix = np.ascontiguousarray(weight.T.astype(np.float32))
        scale = np.maximum(np.abs(matrix).max(0), 1e-8) / 127
        whole = np.clip(np.round(matrix / scale), -127, 127).astype(np.int8)
        real = self.add("Cast", self.constant(whole, name), to=TensorProto.FLOAT)
        out = self.add("Mul", self.add("MatMul", x, real), self.constant(scale.astype(np.float32), name + ".scale"))
        return out if bias is None else self.add("Add", out, self.constant(bias.astype(np.float32), name + ".bias"))

    def clip(self, x: str) -> str:
        return self.add("Clip", x, self.scalar(0.0), self.scalar(1.0))


def ranges(network: Relations, batches: Iterable[list[Tensor]]) -> dict[str, tuple[float, float]]:
    """The least and the greatest input of each convolution over some batches, by its name in the graph."""
    convolutions = [(f"blocks.{at}.mix", block.mix) for at, block in enumerate(network.blocks)]
    return activations.ranges(convolutions, lambda: [network(*batch) for batch in batches])


def build(network: Relations, measured: dict[str, tuple[float, float]]) -> onnx.ModelProto:
    """The graph that is shipped: inputs as `relation_pairs.INPUTS`, i64 [P, L]; output `scores`. `measured` is of `ranges`."""
    weights = {name: value.detach().numpy() for name, value in network.state_dict().items()}
    config = network.config
    graph = RelationGraph(measured, "words")
    mask = graph.unsqueeze(graph.clip(graph.add("Cast", "roles", to=TensorProto.FLOAT)), 2)
    left, right = graph.buckets("words", config.buckets)
    pairs = graph.add("Concat", graph.gather(weights["bigrams.weight"], left, "bigrams"), graph.gather(weights["bigrams.weight"], right, "bigrams"), axis=2)
    headed = graph.clip(graph.add("Cast", "heads", to=TensorProto.FLOAT))
    heads = graph.add("Mul", graph.gather(weights["tokens.weight"], "heads", "tokens", most=STEPS), graph.unsqueeze(headed, 2))
    parts = [
        graph.matrix(graph.gather(weights["tokens.weight"], "words", "tokens", most=STEPS), weights["word.weight"], weights["word.bias"], "word"),
        graph.matrix(heads, weights["head.weight"], None, "head"),
        graph.matrix(pairs, weights["pair.weight"], None, "pair"),
        graph.gather(weights["roles.weight"], "roles", "roles.table", exact=True),
        graph.gather(weights["near_first.weight"], "first", "near_first", exact=True),
        graph.gather(weights["near_second.weight"], "second", "near_second", exact=True),
    ]
    x = parts[0]
    for part in parts[1:]:
        x = graph.add("Add", x, part)
    x = graph.add("Mul", x, mask)
    for number, dilation in enumerate(config.dilations):
        name = f"blocks.{number}"
        h = graph.add("Mul", graph.norm(x, weights[f"{name}.norm.weight"], weights[f"{name}.norm.bias"], f"{name}.norm"), mask)
        mixed = graph.convolved(h, dilation, weights[f"{name}.mix.weight"], weights[f"{name}.mix.bias"], f"{name}.mix")
        x = graph.add("Add", x, graph.gated(mixed, config.width))
    h = graph.add("Relu", graph.norm(x, weights["norm.weight"], weights["norm.bias"], "norm"))
    one, centre = graph.scalar(1.0), graph.scalar(float(CENTRE))
    a, b = (graph.unsqueeze(graph.add("Sub", graph.add("Cast", name, to=TensorProto.FLOAT), centre), 2) for name in ("first", "second"))
    minus_a, minus_b = graph.add("Neg", a), graph.add("Neg", b)
    between = graph.add("Mul", graph.add("Mul", graph.clip(a), graph.clip(minus_b)), mask)
    stretches = [graph.add("Mul", graph.clip(minus_a), mask), between, graph.add("Mul", graph.clip(b), mask)]
    pooled = [graph.add("ReduceMax", graph.add("Mul", h, stretch), axes=[1], keepdims=0) for stretch in stretches]
    for end in (a, b):
        own = graph.add("Mul", graph.add("Sub", one, graph.clip(graph.add("Abs", end))), mask)
        pooled.append(total(graph, graph.add("Mul", h, own)))
    size = graph.add("Add", total(graph, between), one)
    pooled.append(graph.add("Div", total(graph, graph.add("Mul", h, between)), size))
    hidden = graph.add("Relu", graph.matrix(graph.add("Concat", *pooled, axis=1), weights["hidden.weight"], weights["hidden.bias"], "hidden"))
    graph.nodes.append(helper.make_node("Identity", [graph.matrix(hidden, weights["out.weight"], weights["out.bias"], "out")], ["scores"], name="scores"))
    inputs = [helper.make_tensor_value_info(name, TensorProto.INT64, ["pairs", "places"]) for name in INPUTS]
    output = helper.make_tensor_value_info("scores", TensorProto.FLOAT, ["pairs", 2 * len(PREDICATES)])
    proto = helper.make_graph(graph.nodes, "relations", inputs, [output], list(graph.constants.values()))
    model = helper.make_model(proto, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=8)
    onnx.checker.check_model(model)
    return model


def total(graph: Graph, x: str) -> str:
    """Sum along the places."""
    return graph.add("ReduceSum", x, graph.integers(1), keepdims=0)
