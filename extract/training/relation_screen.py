"""A first look at pairs, many times cheaper than the relation network: of which does it surely say nothing?

    python relation_screen.py --work DIR --models ../../models/default

Learns from the network's own scores (Hinton et al. 2015 call it distillation): a few numbers a word, pooled before, between and after
the two mentions. `relation_screen.onnx` has the network's inputs; a pair whose score is below the threshold in `relations.json`
is not given to the network.
"""

from __future__ import annotations

import hashlib
import json
import random
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper
from torch import Tensor, nn
from torch.nn import functional as F

import packed
import recipe
import relation
import relation_export
import relation_names
from graph import OPSET
from relation_model import RelationGraph
from relation_pairs import CENTRE, INPUTS, NEAR, ROLES
from relation_sets import PREDICATES, SIGNATURES, TYPES
from tokens import Tokenizer

WIDTH, HIDDEN = 12, 24
NAME = "relation_screen.onnx"
CANDIDATE = 0.4
"""Share of a threshold below which a statement is not even a candidate."""
ENOUGH = 0.7
"""A pair is worth a look where some score reaches this share of its threshold."""
KEPT = 0.99
"""Share of the pairs that the network asserts something of and that have to pass."""
EPOCHS, BATCH, RATE = 4, 256, 4e-3


class Screen(nn.Module):
    """i64 [P, L] five times -> f32 [P], log odds that the network says something."""

    def __init__(self, vocabulary: int):
        super().__init__()
        self.words = nn.Embedding(vocabulary + len(TYPES), WIDTH)
        self.roles = nn.Embedding(ROLES, WIDTH)
        self.near_first, self.near_second = (nn.Embedding(2 * NEAR + 2, WIDTH) for _ in range(2))
        self.hidden = nn.Linear(5 * WIDTH, HIDDEN)
        self.out = nn.Linear(HIDDEN, 1)
        for table in (self.words, self.roles, self.near_first, self.near_second):
            nn.init.normal_(table.weight, std=0.3)

    def forward(self, words: Tensor, heads: Tensor, roles: Tensor, first: Tensor, second: Tensor) -> Tensor:
        mask = (roles > 0).float().unsqueeze(-1)
        x = self.words(words) + self.roles(roles) + self.near_first(first) + self.near_second(second)
        x = F.relu(x) * mask
        a, b = first.float().unsqueeze(-1) - CENTRE, second.float().unsqueeze(-1) - CENTRE
        between = a.clamp(0, 1) * (-b).clamp(0, 1)
        ends = [1 - a.abs().clamp(0, 1), 1 - b.abs().clamp(0, 1)]
        pooled = [(x * (-a).clamp(0, 1)).max(1).values, (x * between).max(1).values, (x * b.clamp(0, 1)).max(1).values]
        pooled += [(x * end).sum(1) for end in ends]
        return self.out(F.relu(self.hidden(torch.cat(pooled, -1)))).squeeze(-1)


def build(network: Screen) -> onnx.ModelProto:
    """The graph that is shipped: inputs as `relation_pairs.INPUTS`, i64 [P, L]; output `scores` f32 [P, 1]."""
    weights = {name: value.detach().numpy() for name, value in network.state_dict().items()}
    graph = RelationGraph({}, "words")
    mask = graph.unsqueeze(graph.clip(graph.add("Cast", "roles", to=TensorProto.FLOAT)), 2)
    x = graph.gather(weights["words.weight"], "words", "words.table")
    for table, name in (("roles", "roles"), ("near_first", "first"), ("near_second", "second")):
        x = graph.add("Add", x, graph.gather(weights[f"{table}.weight"], name, f"{table}.table", exact=True))
    x = graph.add("Mul", graph.add("Relu", x), mask)
    a, b = (graph.unsqueeze(graph.add("Sub", graph.add("Cast", name, to=TensorProto.FLOAT), graph.scalar(float(CENTRE))), 2) for name in ("first", "second"))
    after_b, before_b = graph.clip(b), graph.clip(graph.add("Neg", b))
    after_a, before_a = graph.clip(a), graph.clip(graph.add("Neg", a))
    stretches = [before_a, graph.add("Mul", after_a, before_b), after_b]
    pooled = [graph.add("ReduceMax", graph.add("Mul", x, stretch), axes=[1], keepdims=0) for stretch in stretches]
    for left, right in ((before_a, after_a), (before_b, after_b)):
        end = graph.add("Sub", graph.scalar(1.0), graph.add("Add", left, right))
        pooled.append(graph.add("ReduceSum", graph.add("Mul", x, end), graph.integers(1), keepdims=0))
    hidden = graph.add("Relu", graph.matrix(graph.add("Concat", *pooled, axis=1), weights["hidden.weight"], weights["hidden.bias"], "hidden"))
    graph.add("Identity", graph.matrix(hidden, weights["out.weight"], weights["out.bias"], "out"), name="scores")
    inputs = [helper.make_tensor_value_info(name, TensorProto.INT64, ["pairs", "places"]) for name in INPUTS if name != "heads"]
    output = helper.make_tensor_value_info("scores", TensorProto.FLOAT, ["pairs", 1])
    model = helper.make_model(
        helper.make_graph(graph.nodes, "screen", inputs, [output], list(graph.constants.values())),
        opset_imports=[helper.make_opsetid("", OPSET)], ir_version=8,
    )
    onnx.checker.check_model(model)
    return model


def reached(pairs: list[relation.Pair], odds: np.ndarray, table: list[dict]) -> np.ndarray:
    """For each pair the greatest share of its threshold that a predicate reaches which its types allow."""
    slopes, offsets = (np.repeat([row[key] for row in table], 2) for key in ("slope", "offset"))
    p = relation_export.sigmoid(odds * slopes + offsets)
    result = np.zeros(len(pairs))
    may: dict[tuple[int, int, str], np.ndarray] = {}
    for at, pair in enumerate(pairs):
        roles = pair.inputs[INPUTS.index("roles")]
        first = int(roles[(roles >= 2) & (roles < 2 + len(TYPES))][0]) - 2
        second = int(roles[(roles >= 2 + len(TYPES)) & (roles < 2 + 2 * len(TYPES))][0]) - 2 - len(TYPES)
        key = first, second, pair.language
        if key not in may:
            ends = TYPES[first], TYPES[second]
            rows = []
            for row in table:
                subject, object_ = SIGNATURES[row["name"]]
                least = row["thresholds"][pair.language]
                for one, two in (ends, ends[::-1]):
                    rows.append(1 / least if one in subject and two in object_ and least < 1 else 0.0)
            may[key] = np.array(rows)
        result[at] = (p[at] * may[key]).max()
    return result


def train(network: Screen, pairs: list[relation.Pair], worth: np.ndarray, seed: int) -> None:
    optimiser = torch.optim.AdamW(network.parameters(), lr=RATE, weight_decay=0.01)
    rng = random.Random(seed)
    target = torch.from_numpy(worth.astype(np.float32))
    total, done = EPOCHS * (len(pairs) // BATCH), 0
    for _ in range(EPOCHS):
        order = sorted(range(len(pairs)), key=lambda at: pairs[at].inputs.shape[1] + rng.random() * 8)
        groups = [order[at : at + BATCH] for at in range(0, len(order), BATCH)]
        rng.shuffle(groups)
        losses = []
        for group in groups:
            for one in optimiser.param_groups:
                one["lr"] = RATE * max(0.02, 1 - done / total)
            inputs, _, _ = relation.batch_of([pairs[at] for at in group])
            optimiser.zero_grad(set_to_none=True)
            loss = F.binary_cross_entropy_with_logits(network(*inputs), target[group], pos_weight=torch.tensor(3.0))
            loss.backward()
            optimiser.step()
            losses.append(loss.item())
            done += 1
        print(f"loss {np.mean(losses):.4f}", flush=True)


def scored(session, pairs: list[relation.Pair]) -> np.ndarray:
    result = np.zeros(len(pairs), dtype=np.float32)
    order = sorted(range(len(pairs)), key=lambda at: pairs[at].inputs.shape[1])
    for at in range(0, len(order), 256):
        rows = order[at : at + 256]
        inputs = {name: value.numpy() for name, value in zip(INPUTS, relation.batch_of([pairs[row] for row in rows])[0]) if name != "heads"}
        result[rows] = session.run(["scores"], inputs)[0][:, 0]
    return result


def mean(rows: np.ndarray) -> float | None:
    """The mean of some rows, None of none."""
    return round(float(rows.mean()), 4) if len(rows) else None


def write(models: Path, parts: dict[str, list[relation.Pair]], seed: int) -> None:
    """Trains on the pairs of the training sets; the threshold is set on those kept for thresholds."""
    torch.manual_seed(seed)
    manifest = json.loads((models / "relations.json").read_text(encoding="utf-8"))
    session = relation_names.session(packed.relations(models))
    worth = {part: reached(pairs, relation_export.run(session, pairs), manifest["predicates"]) for part, pairs in parts.items()}
    network = Screen(len(Tokenizer.load(models / manifest["tokenizer"]).vocabulary))
    train(network, parts["train"], worth["train"] >= ENOUGH, seed)
    onnx.save(build(network.eval()), models / NAME)
    finish(models, parts, worth)


def finish(models: Path, parts: dict[str, list[relation.Pair]], worth: dict[str, np.ndarray]) -> None:
    """Sets the threshold of a graph that stands in the models folder and writes it, with what it lets pass, into `relations.json`."""
    manifest = json.loads((models / "relations.json").read_text(encoding="utf-8"))
    screen = relation_names.session(models / NAME)
    scores = {part: scored(screen, parts[part]) for part in ("develop", "test")}
    asserted = scores["develop"][worth["develop"] >= 1]
    # where the network asserts nothing there is nothing to set a threshold by, and every pair is let through
    threshold = float(np.quantile(asserted if len(asserted) else scores["develop"], 1 - KEPT if len(asserted) else 0.0))
    figures = {}
    for part in ("develop", "test"):
        passed, said, nothing = scores[part] >= threshold, worth[part] >= 1, worth[part] < CANDIDATE
        figures[part] = {
            "pairs": len(passed), "passed": mean(passed), "passed_of_nothing": mean(passed[nothing]), "asserted": int(said.sum()),
            "asserted_passed": mean(passed[said]),
        }
    print(json.dumps(figures), flush=True)
    content = (models / NAME).read_bytes()
    manifest["files"] = [file for file in manifest["files"] if file["path"] != NAME]
    manifest["files"].append({"path": NAME, "sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)})
    manifest["screen"] = {"model": NAME, "threshold": round(threshold, 3)}
    manifest["metrics"]["screen"] = figures
    (models / "relations.json").write_text(json.dumps(manifest, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    parser = recipe.parser()
    parser.add_argument("--models", type=Path, required=True)
    options = parser.parse_args()
    torch.set_num_threads(1)
    write(options.models, relation.prepare(options.work, Tokenizer.load(options.models / "relations.txt"), options.sample), recipe.seeded(3, options))


if __name__ == "__main__":
    main()
