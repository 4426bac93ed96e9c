"""Starting vectors for tokens and bigrams: positive pointwise mutual information with neighbours, then a truncated SVD.

    python initialise.py --work DIR
"""

from __future__ import annotations

import numpy as np
from scipy import sparse

import recipe
from model import LEFT_FACTOR, RIGHT_FACTOR, Config

RANK = 192
"""Columns kept of the token vectors; each network takes the first ones that it has room for."""

CONTEXTS = 12000
"""Context columns: the most frequent tokens (ids above are folded into one)."""


def counts(rows: np.ndarray, columns: np.ndarray, shape: tuple[int, int], weight: float) -> sparse.csr_matrix:
    total = sparse.csr_matrix(shape, dtype=np.float32)
    for start in range(0, len(rows), 4_000_000):
        part = slice(start, start + 4_000_000)
        ones = np.full(len(rows[part]), weight, dtype=np.float32)
        total = total + sparse.coo_matrix((ones, (rows[part], columns[part])), shape=shape).tocsr()
    return total


def ppmi(matrix: sparse.csr_matrix) -> sparse.csr_matrix:
    """max(0, log p(r,c) / (p(r) p(c)^0.75 renormalised)); rare pairs are dropped."""
    matrix = matrix.tocoo()
    keep = matrix.data >= 1.0
    row, column, data = matrix.row[keep], matrix.col[keep], matrix.data[keep]
    rows = np.bincount(row, data, matrix.shape[0])
    columns = np.bincount(column, data, matrix.shape[1]) ** 0.75
    value = np.log(data * columns.sum() / (rows[row] * columns[column] + 1e-9))
    good = value > 0
    return sparse.csr_matrix((value[good].astype(np.float32), (row[good], column[good])), shape=matrix.shape)


def truncated(matrix: sparse.csr_matrix, rank: int, rng: np.random.Generator) -> np.ndarray:
    """Left singular vectors scaled by the square root of the values (Halko et al. 2011, two power steps)."""
    basis = matrix @ rng.standard_normal((matrix.shape[1], rank + 16)).astype(np.float32)
    for _ in range(2):
        basis, _ = np.linalg.qr(basis)
        basis, _ = np.linalg.qr(matrix.T @ basis)
        basis = matrix @ basis
    basis, _ = np.linalg.qr(basis)
    projected = (matrix.T @ basis).T
    squares, left = np.linalg.eigh(projected @ projected.T)
    order = np.argsort(-squares)[:rank]
    return (basis @ left[:, order]) * np.maximum(squares[order], 0) ** 0.25


def main() -> None:
    parser = recipe.parser()
    options = parser.parse_args()
    rng = np.random.default_rng(recipe.seeded(7, options))
    data = np.load(options.work / "corpus.npz")
    ids, bounds = data["ids"].astype(np.int64), data["bounds"]
    vocabulary = len((options.work / "vocab.txt").read_text(encoding="utf-8").rstrip("\n").split("\n"))
    paragraph = np.repeat(np.arange(len(bounds) - 1), np.diff(bounds))
    config = Config(vocabulary)
    frequency = np.bincount(ids, minlength=vocabulary)
    column = np.full(vocabulary, CONTEXTS - 1)
    column[np.argsort(-frequency)[: CONTEXTS - 1]] = np.arange(CONTEXTS - 1)

    parts = []
    for offset, weight in ((1, 1.0), (2, 0.5), (3, 0.34)):
        same = paragraph[:-offset] == paragraph[offset:]
        left, right = ids[:-offset][same], ids[offset:][same]
        for rows, columns in ((left, right), (right, left)):
            parts.append((offset, counts(rows, column[columns], (vocabulary, CONTEXTS), weight)))
    near = [matrix for offset, matrix in parts if offset == 1]
    far = sum((matrix for offset, matrix in parts if offset > 1), sparse.csr_matrix(near[0].shape, dtype=np.float32))
    tokens = truncated(sparse.hstack([ppmi(near[0]), ppmi(near[1]), ppmi(far)]).tocsr(), RANK, rng)

    key = (ids[:-1] * LEFT_FACTOR + ids[1:] * RIGHT_FACTOR) % config.buckets
    before = paragraph[:-3] == paragraph[3:]
    middle = key[1:-1]
    around = [counts(middle[before], column[ids[:-3][before]], (config.buckets, CONTEXTS), 1.0),
              counts(middle[before], column[ids[3:][before]], (config.buckets, CONTEXTS), 1.0)]
    bigrams = truncated(sparse.hstack([ppmi(matrix) for matrix in around]).tocsr(), config.bigram, rng)
    for table in (tokens, bigrams):
        norm = np.linalg.norm(table, axis=1, keepdims=True)
        table /= np.maximum(norm, 0.3 * np.median(norm[norm > 0]))
        table *= np.sqrt(table.shape[1]) * 0.3
    rare = frequency < 3
    tokens[rare] = rng.standard_normal((int(rare.sum()), RANK)).astype(np.float32) * 0.1
    np.savez(options.work / "initial.npz", tokens=tokens.astype(np.float32), bigrams=bigrams.astype(np.float32))


if __name__ == "__main__":
    main()
