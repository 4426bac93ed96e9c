"""From a sentence and its mentions to what the relation network sees of one pair of them.

A mention is one place of the sequence, whatever its length: its type stands in for its words, and only its last token is
kept beside. `extract/src/relations/pairs.rs` does the same; `relation_probe.json` is the proof.
"""

from __future__ import annotations

import re
from typing import NamedTuple

import numpy as np

from relation_sets import SIGNATURES, TYPES, Sentence, may_stand
from tokens import Token, Tokenizer

MARGIN = 12
"""Places before the first and after the second of a pair that are looked at."""
WIDEST = 40
"""Most places between the two; pairs further apart are not scored."""
NEAR = 8
"""Distances are told apart up to this."""
CENTRE = NEAR + 1
"""Number of the place of the mention itself; 1 to 17 from left to right, 0 is padding."""
PLAIN, FIRST, SECOND, OTHER = 1, 2, 2 + len(TYPES), 2 + 2 * len(TYPES)
"""Roles: 0 padding, 1 a word, then the first of the pair, the second and other mentions by type."""
ROLES = OTHER + len(TYPES)
INPUTS = ("words", "heads", "roles", "first", "second")


class Place(NamedTuple):
    """One place of the sequence: a token, or a mention by its index."""

    word: int
    head: int
    mention: int


def places(sentence: Sentence, tokens: list[Token], vocabulary: int) -> list[Place]:
    """The sentence's tokens with each mention drawn together to one place. A token inside a mention is part of it."""
    found: list[Place] = []
    mention = 0
    for token in tokens:
        while mention < len(sentence.mentions) and sentence.mentions[mention][1] <= token.start:
            mention += 1
        inside = mention < len(sentence.mentions) and sentence.mentions[mention][0] < token.end
        if not inside:
            found.append(Place(token.id, 0, -1))
        elif found and found[-1].mention == mention:
            found[-1] = found[-1]._replace(head=token.id)
        else:
            kind = TYPES.index(sentence.mentions[mention][2])
            found.append(Place(vocabulary + kind, token.id, mention))
    return found


def allowed(first: str, second: str) -> list[tuple[str, bool]]:
    """Predicates that may stand between two types: each with whether the second is its subject."""
    forward = [(predicate, False) for predicate in SIGNATURES if may_stand(first, predicate, second)]
    return forward + [(predicate, True) for predicate in SIGNATURES if may_stand(second, predicate, first)]


def window(sequence: list[Place], sentence: Sentence, first: int, second: int) -> np.ndarray | None:
    """What the network sees of a pair, i64 [5, places]; none where the two are too far apart."""
    at = {place.mention: index for index, place in enumerate(sequence) if place.mention >= 0}
    if first not in at or second not in at:
        return None
    a, b = at[first], at[second]
    if b <= a or b - a - 1 > WIDEST:
        return None
    low, high = max(0, a - MARGIN), min(len(sequence), b + MARGIN + 1)
    rows = []
    for index in range(low, high):
        place = sequence[index]
        if place.mention < 0:
            role = PLAIN
        else:
            base = FIRST if place.mention == first else SECOND if place.mention == second else OTHER
            role = base + TYPES.index(sentence.mentions[place.mention][2])
        near = [min(max(index - centre, -NEAR), NEAR) + CENTRE for centre in (a, b)]
        rows.append((place.word, place.head, role, *near))
    return np.array(rows, dtype=np.int64).T


MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec"
DATES = re.compile(
    rf"\b\d{{1,2}} (?:{MONTHS})\.?,? \d{{4}}\b|\b(?:{MONTHS})\.? \d{{1,2}},? \d{{4}}\b|\b(?:{MONTHS})\.? \d{{4}}\b|\b(?:1[0-9]|20)\d\d\b(?!년)"
    r"|(?:民國)?\d{2,4} ?年(?:\d{1,2} ?月(?:\d{1,2} ?日)?)?|\d{4}년(?: ?\d{1,2}월(?: ?\d{1,2}일)?)?|\d{1,2}월 ?\d{1,2}일"
)


def with_found(sentence: Sentence, names: list[tuple[int, int, str]]) -> Sentence:
    """The sentence with what a label model and a look for dates find besides its own mentions."""
    own = sentence.mentions
    spans = list(own)
    for start, end, kind in [*((d.start(), d.end(), "Date") for d in DATES.finditer(sentence.text)), *names]:
        if all(end <= s or e <= start for s, e, _ in spans):
            spans.append((start, end, kind))
    spans.sort()
    moved = [spans.index(span) for span in own]
    facts = {(moved[s], predicate, moved[o]) for s, predicate, o in sentence.facts}
    pairs = {tuple(sorted((moved[i], moved[j]))): known for (i, j), known in sentence.pairs.items()}
    return Sentence(sentence.text, spans, facts, sentence.language, sentence.origin, sentence.known, pairs, sentence.part)  # type: ignore[arg-type]


def tokenised(tokenizer: Tokenizer, sentence: Sentence) -> list[Place]:
    return places(sentence, tokenizer(sentence.text), len(tokenizer.vocabulary))
