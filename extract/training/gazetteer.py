"""Names from a dictionary as feature bits: found by their tokens, the longest from the left, whole words only.

The runtime does the same with the dictionary that it is given (`extract/src/runtime/gazetteer.rs`); in training every
labelled sentence may serve as its own dictionary, with gaps and mistakes (Meng et al. 2021 call it gazetteer dropout).
"""

from __future__ import annotations

import random
from collections.abc import Iterable

from tokens import DICTIONARY_BEGIN, DICTIONARY_INSIDE, DICTIONARY_TYPES, UNK, Token, Tokenizer

SENTENCES = 0.3
"""Share of the sentences that come with a dictionary."""
KNOWN, MISTYPED, FALSE = 0.7, 0.06, 0.2
"""Chance that a name is in it, that it has another type there, and that a sentence holds an entry that is no name."""

Node = dict
"""Next nodes by token id; the key -1 holds the type's bit where an entry ends."""


def type_bit(kind: str) -> int:
    """The bit of a type; those without one of their own share the last."""
    return DICTIONARY_TYPES.get(kind, DICTIONARY_TYPES["Other"])


class Gazetteer:
    """A trie over token ids."""

    def __init__(self, tokenizer: Tokenizer, entries: Iterable[tuple[str, str]]):
        self.root: Node = {}
        self.vocabulary = tokenizer.vocabulary
        for name, kind in entries:
            ids = [token.id for token in tokenizer(name)]
            if not ids or UNK in ids:
                continue
            node = self.root
            for index in ids:
                node = node.setdefault(index, {})
            node.setdefault(-1, type_bit(kind))

    def bits(self, tokens: list[Token]) -> list[int]:
        """Bits of each token, to be added to its features."""
        continued = [self.vocabulary[token.id].startswith("##") for token in tokens] + [False]
        out = [0] * len(tokens)
        place = 0
        while place < len(tokens):
            node, end, kind = self.root, place, 0
            if not continued[place]:
                for after in range(place, len(tokens)):
                    node = node.get(tokens[after].id)
                    if node is None:
                        break
                    if -1 in node and not continued[after + 1]:
                        end, kind = after + 1, node[-1]
            for index in range(place, end):
                out[index] = kind | (DICTIONARY_BEGIN if index == place else DICTIONARY_INSIDE)
            place = max(end, place + 1)
        return out


def simulated(tokens: list[Token], spans: list[tuple[int, int, str]], rng: random.Random) -> list[int]:
    """Bits that a dictionary holding some of a sentence's own names would give, with mistakes; often none at all."""
    out = [0] * len(tokens)
    if rng.random() >= SENTENCES:
        return out
    kinds = ["Person", "Organization", "Place", "Other"]

    def mark(places: list[int], kind: str) -> None:
        for rank, index in enumerate(places):
            out[index] = type_bit(kind) | (DICTIONARY_INSIDE if rank else DICTIONARY_BEGIN)

    for start, end, kind in spans:
        places = [index for index, token in enumerate(tokens) if token.start < end and token.end > start]
        if places and rng.random() < KNOWN:
            mark(places, rng.choice(kinds) if rng.random() < MISTYPED else kind)
    if len(tokens) > 8 and rng.random() < FALSE:
        first = rng.randrange(len(tokens) - 4)
        places = list(range(first, first + rng.randint(2, 4)))
        if not any(out[index] for index in places):
            mark(places, rng.choice(kinds))
    return out
