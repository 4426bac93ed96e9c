"""Spells the network out as an ONNX graph, operator by operator, with operators that every runtime knows.

No operator is newer than opset 17, and none is used that tract lacks (`CumSum`, say). Embedding tables are stored as
int8 with one scale a row, weight matrices with one scale a column; these are multiplied in integers, their inputs rounded
by scales that are fixed beforehand, so that a text's scores depend neither on its neighbours in a batch nor on the engine.
"""

from __future__ import annotations

import hashlib

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from model import FEATURE_BITS, LEFT_FACTOR, RIGHT_FACTOR, Encoder, SentenceBranch
from tokens import MAX_TOKENS

OPSET = 17
FOREVER = np.iinfo(np.int64).max
TOKENS = ["input_ids", "attention_mask"]
BESIDE = "beside."
"""Stands before the names of the second encoder's constants."""


class Graph:
    """Collects nodes and constants; every method that adds a node returns the name of its output."""

    def __init__(self, ranges: dict[str, tuple[float, float]] | None, measure: str):
        """`ranges` holds the least and the greatest input of every matrix; without them everything is in single precision.
        `measure` is an input of the graph, whose first axis is that of the batch."""
        self.ranges = ranges
        self.nodes: list[onnx.NodeProto] = []
        self.constants: dict[str, onnx.TensorProto] = {}
        self.count = 0
        self.measure, self.unit = measure, ""
        self.prefix = ""
        """Stands before the names of the constants and ranges of the encoder that is being written."""

    def add(self, operator: str, *inputs: str, outputs: int = 1, name: str = "", **attributes) -> str:
        self.count += 1
        names = [name] if name else [f"{operator.lower()}_{self.count}_{index}" for index in range(outputs)]
        self.nodes.append(helper.make_node(operator, list(inputs), names, name=f"{operator}_{self.count}", **attributes))
        return names[0] if outputs == 1 else names  # type: ignore[return-value]

    def constant(self, array: np.ndarray, name: str = "") -> str:
        array = np.asarray(array)
        if not name:
            name = f"constant_{array.dtype}_{'x'.join(map(str, array.shape))}_{hashlib.sha256(array.tobytes()).hexdigest()[:12]}"
        if name not in self.constants:
            self.constants[name] = numpy_helper.from_array(np.ascontiguousarray(array), name)
        return name

    def integers(self, *values: int) -> str:
        return self.constant(np.array(values, dtype=np.int64))

    def scalar(self, value: float) -> str:
        return self.constant(np.array(value, dtype=np.float32))

    def whole(self, value: int) -> str:
        return self.constant(np.array(value, dtype=np.int64))

    def buckets(self, ids: str, size: int) -> tuple[str, str]:
        """As `model.bigram_buckets`."""
        zero, most = self.whole(0), self.whole(size)

        def bucket(left: str, right: str) -> str:
            total = self.add("Add", self.add("Mul", left, self.whole(LEFT_FACTOR)), self.add("Mul", right, self.whole(RIGHT_FACTOR)))
            return self.add("Sub", total, self.add("Mul", self.add("Div", total, most), most))

        return bucket(self.shift(ids, 1, zero), ids), bucket(ids, self.shift(ids, -1, zero))

    def slice(self, x: str, start: int, end: int, axis: int) -> str:
        return self.add("Slice", x, self.integers(start), self.integers(end), self.integers(axis))

    def unsqueeze(self, x: str, axis: int) -> str:
        return self.add("Unsqueeze", x, self.integers(axis))

    def shift(self, x: str, by: int, zero: str) -> str:
        """As `model.shift`: moved along axis 1, zeros coming in."""
        first = self.add("Mul", self.slice(x, 0, 1, 1), zero)
        zeros = [first] * abs(by)
        if by > 0:
            return self.slice(self.add("Concat", *zeros, x, axis=1), 0, -by, 1)
        return self.slice(self.add("Concat", x, *zeros, axis=1), -by, FOREVER, 1)

    def distances(self, x: str, most: int) -> str:
        """|i - j| of the places along axis 1, f32 [1, T, T]: counted from the left, so padding has to stand at the right."""
        length = self.slice(self.add("Shape", x), 1, 2, 0)
        places = self.constant(np.arange(most, dtype=np.float32), "places")
        row = self.add("Slice", places, self.integers(0), length, self.integers(0))
        return self.add("Abs", self.add("Sub", self.add("Unsqueeze", row, self.integers(0, 1)), self.add("Unsqueeze", row, self.integers(0, 2))))

    def gather(self, table: np.ndarray, ids: str, name: str, exact: bool = False, most: int = 127) -> str:
        """Rows of an embedding table that is stored as int8 from `-most` to `most` with one scale a row; few steps are compressed well."""
        name = self.prefix + name
        if self.ranges is None or exact:
            return self.add("Gather", self.constant(table.astype(np.float32), name), ids, axis=0)
        scale = np.maximum(np.abs(table).max(1, keepdims=True), 1e-8) / most
        rows = np.clip(np.round(table / scale), -most, most).astype(np.int8)
        values = self.add("Cast", self.add("Gather", self.constant(rows, name), ids, axis=0), to=TensorProto.FLOAT)
        scales = self.add("Gather", self.constant(scale.astype(np.float32), name + ".scale"), ids, axis=0)
        return self.add("Mul", values, scales)

    def one(self) -> str:
        """The number 1 as f32 [1], counted from the batch that is run: no runtime takes it for a constant."""
        if not self.unit:
            rows = self.add("Slice", self.add("Shape", self.measure), self.integers(0), self.integers(1), self.integers(0))
            self.unit = self.add("Cast", self.add("Div", rows, rows), to=TensorProto.FLOAT)
        return self.unit

    def linear(self, x: str, weight: np.ndarray, bias: np.ndarray | None, name: str, exact: bool = False) -> str:
        """x · weightᵀ + bias."""
        if self.ranges is not None and not exact:
            return self.product(self.quantised(x, name), weight, bias, name)
        name = self.prefix + name
        out = self.add("MatMul", x, self.constant(np.ascontiguousarray(weight.T.astype(np.float32)), name))
        return out if bias is None else self.add("Add", out, self.constant(bias.astype(np.float32), name + ".bias"))

    def convolved(self, x: str, by: int, weight: np.ndarray, bias: np.ndarray, name: str) -> str:
        """A convolution of width 3 along axis 1: the places `by` before, here and `by` after, side by side, as `linear`."""
        edge = self.add("Mul", self.slice(x, 0, 1, 1), self.scalar(0.0))
        wide = self.add("Concat", *[edge] * by, x, *[edge] * by, axis=1)
        if self.ranges is not None:
            wide = self.quantised(wide, name)
        taps = [self.slice(wide, start, end, 1) for start, end in ((0, -2 * by), (by, -by), (2 * by, FOREVER))]
        joined = self.add("Concat", *taps, axis=2)
        return self.product(joined, weight, bias, name) if self.ranges is not None else self.linear(joined, weight, bias, name)

    def steps(self, name: str) -> tuple[float, np.ndarray]:
        """The scale and the zero point by which the input of a matrix is rounded."""
        assert self.ranges is not None
        low, high = self.ranges[self.prefix + name]
        least, most = min(low, 0.0), max(high, 1e-6)
        step = (most - least) / 255
        return step, np.array(np.round(-least / step), dtype=np.uint8)

    def quantised(self, x: str, name: str) -> str:
        step, zero = self.steps(name)
        return self.add("QuantizeLinear", x, self.scalar(step), self.constant(zero))

    def product(self, value: str, weight: np.ndarray, bias: np.ndarray | None, name: str) -> str:
        """As `linear`, of what `quantised` has rounded."""
        step, zero = self.steps(name)
        name = self.prefix + name
        matrix = np.ascontiguousarray(weight.T.astype(np.float32))
        scale = np.maximum(np.abs(matrix).max(0), 1e-8) / 127
        whole = np.clip(np.round(matrix / scale), -127, 127).astype(np.int8)
        product = self.add("MatMulInteger", value, self.constant(whole, name), self.constant(zero))
        # scales that are multiplied when the graph runs: so written, ONNX Runtime makes one operator of product, scales and bias
        steps = self.add("Mul", self.add("Mul", self.one(), self.scalar(step)), self.constant(scale.astype(np.float32), name + ".scale"))
        out = self.add("Mul", self.add("Cast", product, to=TensorProto.FLOAT), steps)
        return out if bias is None else self.add("Add", out, self.constant(bias.astype(np.float32), name + ".bias"))

    def norm(self, x: str, weight: np.ndarray, bias: np.ndarray, name: str) -> str:
        name = self.prefix + name
        centred = self.add("Sub", x, self.add("ReduceMean", x, axes=[-1], keepdims=1))
        # the square as a power: so written, ONNX Runtime makes one operator of the whole
        variance = self.add("ReduceMean", self.add("Pow", centred, self.scalar(2.0)), axes=[-1], keepdims=1)
        unit = self.add("Div", centred, self.add("Sqrt", self.add("Add", variance, self.scalar(1e-5))))
        scaled = self.add("Mul", unit, self.constant(weight.astype(np.float32), name + ".weight"))
        return self.add("Add", scaled, self.constant(bias.astype(np.float32), name + ".bias"))

    def gated(self, x: str, width: int) -> str:
        """value · sigmoid(gate) of the two halves of the last axis."""
        value, gate = self.slice(x, 0, width, 2), self.slice(x, width, 2 * width, 2)
        return self.add("Mul", value, self.add("Sigmoid", gate))


def build(
    encoder: Encoder, ranges: dict[str, tuple[float, float]] | None, renamed: np.ndarray | None = None, beside: Encoder | None = None
) -> onnx.ModelProto:
    """input_ids, attention_mask, features i64[B,T] -> emissions f32[B,T,L].

    `ranges`: what `export.ranges` measured, or none for single precision throughout. `beside`: a second encoder; the emissions are
    the mean of both, which is the geometric mean of their probabilities. `renamed`: what it calls each token, where it was trained
    with another vocabulary.
    """
    graph = Graph(ranges, "input_ids")
    mask, ids, own = read(graph, renamed)
    votes = voted(graph, encoder, ids, mask)
    if beside is not None:
        graph.prefix = BESIDE
        second = voted(graph, beside, own, mask)
        graph.prefix = ""
        votes = graph.add("Mul", graph.add("Add", votes, second), graph.scalar(0.5))
    graph.add("Identity", votes, name="emissions")
    return finished(graph, "encoder", [*TOKENS, "features"], "emissions", ["batch", "tokens", len(encoder.labels.bias)])


def build_sentence(sentence: SentenceBranch, small: bool, renamed: np.ndarray | None = None) -> onnx.ModelProto:
    """input_ids, attention_mask i64[B,T] -> sentence f32[B,D]: a graph of its own, for passages are cut otherwise than sentences.

    `small`: tables in int8. `renamed`: what the branch calls each token, where it was trained with another vocabulary.
    """
    bag = {name: value.detach().numpy() for name, value in sentence.state_dict().items()}
    graph = Graph({} if small else None, "input_ids")
    mask, _, own = read(graph, renamed)
    nought = graph.scalar(0.0)
    _, after = graph.buckets(own, sentence.buckets)
    pair_mask = graph.add("Mul", mask, graph.shift(mask, -1, nought))
    count = graph.add("Max", graph.add("ReduceSum", mask, graph.integers(1), keepdims=1), graph.scalar(1.0))

    def pooled(table: str, where: str, weight: str) -> str:
        rows = graph.add("Mul", graph.gather(bag[f"{table}.weight"], where, f"sentence.{table}"), weight)
        mean = graph.add("Div", graph.add("ReduceSum", rows, graph.integers(1), keepdims=0), count)
        return graph.linear(mean, bag[f"{table[:-1]}_out.weight"], None, f"sentence.{table}.out", exact=True)

    total = graph.add("Add", pooled("tokens", own, graph.unsqueeze(mask, 2)), pooled("bigrams", after, graph.unsqueeze(pair_mask, 2)))
    square = graph.add("ReduceSum", graph.add("Mul", total, total), graph.integers(1), keepdims=1)
    length = graph.add("Sqrt", graph.add("Max", square, graph.scalar(1e-12)))
    graph.add("Div", total, length, name="sentence")
    return finished(graph, "sentence", TOKENS, "sentence", ["batch", bag["token_out.weight"].shape[0]])


def read(graph: Graph, renamed: np.ndarray | None) -> tuple[str, str, str]:
    """The mask as f32[B,T], the ids where it is 1, and those by other names."""
    mask = graph.add("Cast", "attention_mask", to=TensorProto.FLOAT)
    ids = graph.add("Mul", "input_ids", "attention_mask")
    if renamed is None:
        return mask, ids, ids
    names = graph.add("Gather", graph.constant(renamed.astype(np.int64), "renamed"), ids, axis=0)
    return mask, ids, graph.add("Mul", names, "attention_mask")


def finished(graph: Graph, name: str, inputs: list[str], output: str, shape: list) -> onnx.ModelProto:
    given = [helper.make_tensor_value_info(n, TensorProto.INT64, ["batch", "tokens"]) for n in inputs]
    made = [helper.make_tensor_value_info(output, TensorProto.FLOAT, shape)]
    body = helper.make_graph(graph.nodes, name, given, made, list(graph.constants.values()))
    model = helper.make_model(body, opset_imports=[helper.make_opsetid("", OPSET)], producer_name="quarry", ir_version=8)
    onnx.checker.check_model(model, full_check=True)
    return model


def voted(graph: Graph, encoder: Encoder, ids: str, mask: str) -> str:
    """An encoder's label scores f32[B,T,L] of token ids i64[B,T] of its own vocabulary; `mask` f32[B,T]."""
    weights = {name: value.detach().numpy() for name, value in encoder.state_dict().items()}
    config = encoder.config
    column = graph.unsqueeze(mask, 2)
    pairs = graph.add("Concat", *(graph.gather(weights["bigrams.weight"], side, "bigrams") for side in graph.buckets(ids, config.buckets)), axis=2)
    pairs = graph.linear(pairs, weights["pair.weight"], weights["pair.bias"], "pair")
    powers = graph.constant(np.array([1 << bit for bit in range(FEATURE_BITS)], dtype=np.int64), "powers")
    shifted = graph.add("Div", graph.unsqueeze("features", 2), powers)
    two = graph.whole(2)
    bits = graph.add("Sub", shifted, graph.add("Mul", graph.add("Div", shifted, two), two))
    bits = graph.linear(graph.add("Cast", bits, to=TensorProto.FLOAT), weights["bits.weight"], None, "bits", exact=True)
    x = graph.add("Add", graph.add("Add", graph.gather(weights["tokens.weight"], ids, "tokens"), pairs), bits)
    x = graph.norm(x, weights["entry.weight"], weights["entry.bias"], "entry")

    distance = graph.distances("input_ids", MAX_TOKENS)
    penalty = graph.add("Mul", graph.unsqueeze(distance, 1), graph.constant(-encoder.slopes.numpy(), "slopes"))
    closed = graph.add("Mul", graph.add("Sub", mask, graph.scalar(1.0)), graph.scalar(1e4))
    bias = graph.add("Add", penalty, graph.unsqueeze(graph.unsqueeze(closed, 1), 1))

    for index, kind in enumerate(config.blocks):
        own = {name.split(".", 2)[2]: value for name, value in weights.items() if name.startswith(f"blocks.{index}.")}
        name = f"block{index}"
        if kind == "attention":
            x = attention(graph, x, own, bias, config.width, config.heads, config.hidden, name)
            continue
        h = graph.add("Mul", graph.norm(x, own["norm.weight"], own["norm.bias"], name + ".norm"), column)
        by = int(kind[4:])
        x = graph.add("Add", x, graph.gated(graph.convolved(h, by, own["mix.weight"], own["mix.bias"], name), config.width))

    x = graph.norm(x, weights["exit.weight"], weights["exit.bias"], "exit")
    return graph.linear(x, weights["labels.weight"], weights["labels.bias"], "labels", exact=True)


def attention(
    graph: Graph, x: str, own: dict[str, np.ndarray], bias: str, width: int, heads: int, hidden: int, name: str
) -> str:
    size = width // heads
    qkv = graph.linear(
        graph.norm(x, own["norm.weight"], own["norm.bias"], name + ".norm"), own["qkv.weight"], own["qkv.bias"], name + ".qkv"
    )

    def head(part: int, order: list[int]) -> str:
        piece = graph.slice(qkv, part * width, (part + 1) * width, 2)
        return graph.add("Transpose", graph.add("Reshape", piece, graph.integers(0, 0, heads, size)), perm=order)

    query = graph.add("Mul", head(0, [0, 2, 1, 3]), graph.scalar(size**-0.5))
    scores = graph.add("Add", graph.add("MatMul", query, head(1, [0, 2, 3, 1])), bias)
    mixed = graph.add("MatMul", graph.add("Softmax", scores, axis=-1), head(2, [0, 2, 1, 3]))
    mixed = graph.add("Reshape", graph.add("Transpose", mixed, perm=[0, 2, 1, 3]), graph.integers(0, 0, width))
    x = graph.add("Add", x, graph.linear(mixed, own["out.weight"], own["out.bias"], name + ".out"))
    h = graph.norm(x, own["feed_norm.weight"], own["feed_norm.bias"], name + ".feed_norm")
    wide = graph.linear(h, own["feed_in.weight"], own["feed_in.bias"], name + ".feed_in")
    out = graph.linear(graph.gated(wide, hidden), own["feed_out.weight"], own["feed_out.bias"], name + ".feed_out")
    return graph.add("Add", x, out)
