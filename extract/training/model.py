"""The network: token and bigram embeddings, convolution and attention blocks, a label head, and a sentence branch.

Shapes: B sentences, T tokens, L labels, D sentence dimensions. Everything the ONNX graph needs is written here with
plain arithmetic, so that `export.py` can spell it out operator by operator.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional as F

TYPES = ["Person", "Organization", "Place", "Product", "Event", "Work", "Title", "Law"]
LABELS = ["O"] + [f"{prefix}-{name}" for name in TYPES for prefix in "BI"]
FEATURE_BITS = 16
LEFT_FACTOR, RIGHT_FACTOR = 31337, 7919
"""A bigram's bucket is (left id * LEFT_FACTOR + right id * RIGHT_FACTOR) mod the number of buckets."""


@dataclass
class Config:
    vocabulary: int
    width: int = 192
    buckets: int = 65536
    bigram: int = 48
    heads: int = 4
    hidden: int = 384
    dropout: float = 0.1
    blocks: list[str] = field(default_factory=lambda: ["conv1", "conv2", "attention", "conv1", "conv3", "attention"])


def config_of(work: Path, vocabulary: int, dropout: float = 0.1) -> Config:
    """The shape of the encoder that stands in a work folder: that of `encoder.json` where a model was taken up again."""
    path = work / "encoder.json"
    shape = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return Config(**(shape | {"vocabulary": vocabulary, "dropout": dropout}))


def shift(x: Tensor, by: int) -> Tensor:
    """x moved along axis 1 by `by` places (to the right if positive), zeros coming in."""
    zeros = torch.zeros_like(x[:, :1]).repeat(1, abs(by), *([1] * (x.dim() - 2)))
    length = x.shape[1]
    return torch.cat([zeros, x], 1)[:, :length] if by > 0 else torch.cat([x, zeros], 1)[:, -by : length - by]


def bigram_buckets(ids: Tensor, buckets: int) -> tuple[Tensor, Tensor]:
    """Buckets of the bigrams that end and that begin at each token (an absent neighbour counts as id 0)."""
    left = (shift(ids, 1) * LEFT_FACTOR + ids * RIGHT_FACTOR) % buckets
    right = (ids * LEFT_FACTOR + shift(ids, -1) * RIGHT_FACTOR) % buckets
    return left, right


class ConvBlock(nn.Module):
    """Gated convolution of width 3 with the given dilation, pre-normalised, residual."""

    def __init__(self, config: Config, dilation: int):
        super().__init__()
        self.dilation = dilation
        self.norm = nn.LayerNorm(config.width)
        self.mix = nn.Linear(3 * config.width, 2 * config.width)
        self.dropout = nn.Dropout(config.dropout)

    def forward(self, x: Tensor, mask: Tensor, bias: Tensor) -> Tensor:
        h = self.norm(x) * mask.unsqueeze(-1)
        wide = torch.cat([shift(h, self.dilation), h, shift(h, -self.dilation)], -1)
        value, gate = self.mix(wide).chunk(2, -1)
        return x + self.dropout(value * torch.sigmoid(gate))


class AttentionBlock(nn.Module):
    """Multi-head attention with a linear distance penalty (ALiBi, Press et al. 2022), then a gated feed-forward layer."""

    def __init__(self, config: Config):
        super().__init__()
        self.heads = config.heads
        self.norm = nn.LayerNorm(config.width)
        self.qkv = nn.Linear(config.width, 3 * config.width)
        self.out = nn.Linear(config.width, config.width)
        self.feed_norm = nn.LayerNorm(config.width)
        self.feed_in = nn.Linear(config.width, 2 * config.hidden)
        self.feed_out = nn.Linear(config.hidden, config.width)
        self.dropout = nn.Dropout(config.dropout)

    def forward(self, x: Tensor, mask: Tensor, bias: Tensor) -> Tensor:
        batch, length, width = x.shape
        q, k, v = self.qkv(self.norm(x)).view(batch, length, 3, self.heads, width // self.heads).permute(2, 0, 3, 1, 4)
        scores = q @ k.transpose(-1, -2) * (width // self.heads) ** -0.5 + bias
        mixed = (torch.softmax(scores, -1) @ v).transpose(1, 2).reshape(batch, length, width)
        x = x + self.dropout(self.out(mixed))
        value, gate = self.feed_in(self.feed_norm(x)).chunk(2, -1)
        return x + self.dropout(self.feed_out(value * torch.sigmoid(gate)))


class Encoder(nn.Module):
    """ids, mask, features -> hidden states [B, T, width] and label scores [B, T, L]."""

    def __init__(self, config: Config):
        super().__init__()
        self.config = config
        self.tokens = nn.Embedding(config.vocabulary, config.width)
        self.bigrams = nn.Embedding(config.buckets, config.bigram)
        self.pair = nn.Linear(2 * config.bigram, config.width)
        self.bits = nn.Linear(FEATURE_BITS, config.width, bias=False)
        self.entry = nn.LayerNorm(config.width)
        self.blocks = nn.ModuleList(
            AttentionBlock(config) if name == "attention" else ConvBlock(config, int(name[4:])) for name in config.blocks
        )
        self.exit = nn.LayerNorm(config.width)
        self.labels = nn.Linear(config.width, len(LABELS))
        self.dropout = nn.Dropout(config.dropout)
        slopes = torch.tensor([0.0, 0.03125, 0.125, 0.5])[: config.heads]
        self.register_buffer("slopes", slopes.view(1, -1, 1, 1), persistent=False)
        self.register_buffer("powers", torch.tensor([1 << bit for bit in range(FEATURE_BITS)]), persistent=False)

    def hidden(self, ids: Tensor, segments: Tensor, features: Tensor) -> Tensor:
        """`segments` is 0 for padding; tokens attend within their own segment only."""
        mask = (segments > 0).float()
        left, right = bigram_buckets(ids, self.config.buckets)
        pairs = self.pair(torch.cat([self.bigrams(left), self.bigrams(right)], -1))
        bits = (torch.div(features.unsqueeze(-1), self.powers, rounding_mode="trunc") % 2).float()
        x = self.dropout(self.entry(self.tokens(ids) + pairs + self.bits(bits)))
        place = torch.cumsum(mask, 1)
        distance = (place.unsqueeze(1) - place.unsqueeze(2)).abs().unsqueeze(1)
        apart = (segments.unsqueeze(1) != segments.unsqueeze(2)).float().unsqueeze(1)
        bias = -distance * self.slopes - 1e4 * apart
        for block in self.blocks:
            x = block(x, mask, bias)
        return self.exit(x)

    def forward(self, ids: Tensor, segments: Tensor, features: Tensor) -> Tensor:
        return self.scores(self.dropout(self.hidden(ids, segments, features)))

    def scores(self, hidden: Tensor) -> Tensor:
        """Label scores of hidden states, always in single precision."""
        with torch.autocast("cpu", enabled=False):
            return self.labels(hidden.float())


class MaskedLanguage(nn.Module):
    """Predicts masked tokens; the output layer shares the token embeddings."""

    def __init__(self, encoder: Encoder):
        super().__init__()
        self.encoder = encoder
        self.change = nn.Linear(encoder.config.width, encoder.config.width)
        self.norm = nn.LayerNorm(encoder.config.width)
        self.bias = nn.Parameter(torch.zeros(encoder.config.vocabulary))

    def forward(self, ids: Tensor, segments: Tensor, features: Tensor, where: Tensor, what: Tensor) -> Tensor:
        """`where` are flat positions [M], `what` the tokens that stood there [M]; the mean loss."""
        hidden = self.encoder.hidden(ids, segments, features)
        picked = hidden.reshape(-1, hidden.shape[-1])[where]
        scores = self.norm(F.gelu(self.change(picked))) @ self.encoder.tokens.weight.t() * self.encoder.config.width**-0.5 + self.bias
        return F.cross_entropy(scores, what)


class SentenceBranch(nn.Module):
    """Weighted bags of token and bigram vectors -> L2-normalised sentence vector [B, D]."""

    def __init__(self, config: Config, token_width: int = 160, bigram_width: int = 96, dimension: int = 256):
        super().__init__()
        self.buckets = config.buckets
        self.tokens = nn.Embedding(config.vocabulary, token_width)
        self.bigrams = nn.Embedding(config.buckets, bigram_width)
        self.token_out = nn.Linear(token_width, dimension, bias=False)
        self.bigram_out = nn.Linear(bigram_width, dimension, bias=False)

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """The weight of a token or bigram is the length that training gave its vector."""
        count = mask.sum(1, keepdim=True).clamp(min=1.0)
        _, right = bigram_buckets(ids, self.buckets)
        pair_mask = mask * torch.cat([mask[:, 1:], torch.zeros_like(mask[:, :1])], 1)
        tokens = F.embedding_bag(ids, self.tokens.weight, mode="sum", per_sample_weights=mask) / count
        bigrams = F.embedding_bag(right, self.bigrams.weight, mode="sum", per_sample_weights=pair_mask) / count
        return F.normalize(self.token_out(tokens) + self.bigram_out(bigrams), dim=-1, eps=1e-6)
