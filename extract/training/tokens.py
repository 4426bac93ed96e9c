"""Tokenisation shared with the Rust runtime: script-wise tokens, WordPiece for letter runs, feature bits.

Characters are normalised one to one, so a token's offsets count characters of the original text:
  1. a character whose NFKC form is a single character is replaced by it; all others stay as they are;
  2. white space (after step 1) separates tokens and is no token itself;
  3. a Han, Kana or Hangul character is one token, an ASCII digit is one token;
  4. any other run of letters is one word, split by greedy longest match over the vocabulary
     (continuation pieces start with `##`); a word without a match, or longer than 32 characters, is one [UNK];
  5. every other character is one token.
No [CLS] or [SEP] is added.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

PAD, UNK, CLS, SEP, NUM = 0, 1, 2, 3, 4
SPECIALS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[NUM]"]
MAX_WORD = 32
MAX_TOKENS = 256

SPACE, UPPER, CAPITALS, DIGIT, HAN, HANGUL, LATIN, PUNCTUATION = (1 << bit for bit in range(8))
"""Feature bits. UPPER and CAPITALS describe the whole word and are set on each of its pieces;
SPACE is set on the first piece alone; PUNCTUATION marks every token of rule 5."""

DICTIONARY_BEGIN, DICTIONARY_INSIDE = 1 << 8, 1 << 9
DICTIONARY_TYPES = {"Person": 1 << 10, "Organization": 1 << 11, "Place": 1 << 12, "Other": 1 << 13}
"""Bits of a name that a dictionary holds (`gazetteer.py`): its first token, its further ones, and its type on each."""


class Token(NamedTuple):
    """One token: its vocabulary id, feature bits and half-open character range in the original text."""

    id: int
    features: int
    start: int
    end: int


@lru_cache(maxsize=None)
def normalise(char: str) -> str:
    """The character's NFKC form where that is one character, otherwise the character itself."""
    folded = unicodedata.normalize("NFKC", char)
    return folded if len(folded) == 1 else char


def is_han(char: str) -> bool:
    code = ord(char)
    return (
        0x4E00 <= code <= 0x9FFF
        or 0x3400 <= code <= 0x4DBF
        or 0xF900 <= code <= 0xFAFF
        or 0x20000 <= code <= 0x323AF
        or code in (0x3005, 0x3007)
    )


def is_hangul(char: str) -> bool:
    """A Hangul syllable or letter."""
    code = ord(char)
    return 0xAC00 <= code <= 0xD7A3 or 0x1100 <= code <= 0x11FF or 0x3130 <= code <= 0x318F


def is_kana(char: str) -> bool:
    code = ord(char)
    return 0x3040 <= code <= 0x30FF or 0x31F0 <= code <= 0x31FF


def is_latin(char: str) -> bool:
    code = ord(char)
    return char.isascii() or 0xC0 <= code <= 0x24F or 0x1E00 <= code <= 0x1EFF


@lru_cache(maxsize=None)
def kind(char: str) -> str:
    """Class of a normalised character: `space`, `han`, `hangul`, `kana`, `digit`, `letter` or `other`."""
    if char.isspace():
        return "space"
    if is_han(char):
        return "han"
    if is_hangul(char):
        return "hangul"
    if is_kana(char):
        return "kana"
    if "0" <= char <= "9":
        return "digit"
    return "letter" if char.isalpha() else "other"


SINGLE = {"han": HAN, "hangul": HANGUL, "kana": 0, "digit": DIGIT, "other": PUNCTUATION}


def word_features(word: str) -> int:
    """LATIN, UPPER and CAPITALS bits of a letter run (the two latter hold for each of its pieces)."""
    bits = LATIN if is_latin(word[0]) else 0
    if word[0].isupper():
        bits |= UPPER
        if len(word) > 1 and all(char.isupper() for char in word):
            bits |= CAPITALS
    return bits


class Tokenizer:
    """Splits text into the tokens of a fixed vocabulary; a line of it may give other spellings of a token after tabs."""

    def __init__(self, vocabulary: list[str]):
        spellings = [line.split("\t") for line in vocabulary]
        self.vocabulary = [first for first, *_ in spellings]
        self.ids = {token: index for index, token in enumerate(self.vocabulary)}
        for index, (_, *others) in enumerate(spellings):
            for other in others:
                self.ids.setdefault(other, index)
        self.cache: dict[str, list[tuple[int, int, int]]] = {}

    @classmethod
    def load(cls, path: Path) -> "Tokenizer":
        return cls(Path(path).read_text(encoding="utf-8").rstrip("\n").split("\n"))

    def pieces(self, word: str) -> list[tuple[int, int, int]]:
        """(id, start, end) of each piece of a letter run, by greedy longest match."""
        found = self.cache.get(word)
        if found is None:
            found = self._pieces(word)
            if len(self.cache) < 1_000_000:
                self.cache[word] = found
        return found

    def _pieces(self, word: str) -> list[tuple[int, int, int]]:
        if len(word) > MAX_WORD:
            return [(UNK, 0, len(word))]
        found, start = [], 0
        while start < len(word):
            for end in range(len(word), start, -1):
                piece = word[start:end] if start == 0 else "##" + word[start:end]
                index = self.ids.get(piece)
                if index is not None:
                    break
            else:
                return [(UNK, 0, len(word))]
            found.append((index, start, end))
            start = end
        return found

    def __call__(self, text: str) -> list[Token]:
        tokens: list[Token] = []
        chars = [normalise(char) for char in text]
        position, spaced = 0, False
        while position < len(chars):
            char = chars[position]
            what = kind(char)
            if what == "space":
                position, spaced = position + 1, True
                continue
            space = SPACE if spaced else 0
            spaced = False
            if what != "letter":
                tokens.append(Token(self.ids.get(char, UNK), SINGLE[what] | space, position, position + 1))
                position += 1
                continue
            end = position + 1
            while end < len(chars) and kind(chars[end]) == "letter":
                end += 1
            word = "".join(chars[position:end])
            bits = word_features(word)
            for index, start, stop in self.pieces(word):
                tokens.append(Token(index, bits | (space if start == 0 else 0), position + start, position + stop))
            position = end
        return tokens
