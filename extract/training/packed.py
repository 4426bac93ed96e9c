"""Model files that are kept compressed (gzip without a date, so that the same weights make the same bytes)."""

import gzip
from pathlib import Path

ENCODER, SENTENCE, RELATIONS = "encoder.onnx.gz", "sentence.onnx.gz", "relations.onnx.gz"


def write(path: Path, content: bytes) -> None:
    path.write_bytes(gzip.compress(content, compresslevel=9, mtime=0))


def encoder(models: Path) -> bytes:
    """The ONNX graph that finds names, of a models folder."""
    return gzip.decompress((models / ENCODER).read_bytes())


def sentence(models: Path) -> bytes:
    """The ONNX graph that embeds, of a models folder."""
    return gzip.decompress((models / SENTENCE).read_bytes())


def relations(models: Path) -> bytes:
    """The ONNX graph that scores pairs, of a models folder."""
    return gzip.decompress((models / RELATIONS).read_bytes())
