"""Model files that are kept compressed (gzip without a date, so that the same weights make the same bytes)."""

import gzip
from pathlib import Path

ENCODER = "encoder.onnx.gz"


def write(path: Path, content: bytes) -> None:
    path.write_bytes(gzip.compress(content, compresslevel=9, mtime=0))


def encoder(models: Path) -> bytes:
    """The ONNX graph of a models folder."""
    return gzip.decompress((models / ENCODER).read_bytes())
