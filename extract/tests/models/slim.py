"""Shortens the names inside an exported graph, which are most of a small model's bytes. Inputs, outputs and operators stay."""

from __future__ import annotations

from pathlib import Path

import onnx


def slim(path: Path) -> None:
    model = onnx.load(str(path))
    kept = {v.name for v in [*model.graph.input, *model.graph.output]} | {""}
    short: dict[str, str] = {}

    def name(old: str) -> str:
        return old if old in kept else short.setdefault(old, f"t{len(short)}")

    def rename(graph: onnx.GraphProto) -> None:
        for weight in graph.initializer:
            weight.name = name(weight.name)
        for value in [*graph.input, *graph.output]:
            value.name = name(value.name)
        del graph.value_info[:]
        for node in graph.node:
            node.name = ""
            node.doc_string = ""
            for names in (node.input, node.output):
                names[:] = [name(n) for n in names]
            for attribute in node.attribute:
                attribute.doc_string = ""
                if attribute.HasField("g"):
                    rename(attribute.g)

    rename(model.graph)
    onnx.checker.check_model(model)
    onnx.save(model, str(path))
