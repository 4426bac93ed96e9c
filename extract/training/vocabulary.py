"""Builds `vocab.txt`: characters of the three scripts and WordPieces for letter runs."""

from __future__ import annotations

from collections import Counter, defaultdict

from tokens import SPECIALS, kind, normalise

LETTER_PIECES = 8000


def build(texts: list[tuple[str, float]], names: list[str]) -> list[str]:
    """`texts` are (text, weight); `names` adds characters that names may be written with."""
    chars: Counter[str] = Counter()
    words: Counter[str] = Counter()
    for text, weight in texts:
        word = ""
        for raw in text:
            char = normalise(raw)
            what = kind(char)
            if what == "letter":
                word += char
                continue
            if word:
                words[word] += weight
                word = ""
            if what != "space":
                chars[char] += weight
        if word:
            words[word] += weight
    for name in names:
        for char in name:
            if kind(normalise(char)) in ("han", "hangul"):
                chars[normalise(char)] += 1
    hangul = [chr(code) for code in range(0xAC00, 0xD7A4)]
    common = {char for char in hangul if len(char.encode("euc_kr")) == 2}
    keep = [char for char, count in chars.most_common() if count >= 3 or char in common]
    keep += sorted(common - set(keep))
    vocabulary = SPECIALS + keep
    known = set(vocabulary)
    return vocabulary + [piece for piece in word_pieces(words, LETTER_PIECES) if piece not in known]


def fold(vocabulary: list[str], simplified: dict[str, str]) -> list[str]:
    """The lines of the vocabulary, with a simplified character as another spelling of its Traditional one: both are one token.

    A simplified character that had a token of its own leaves its place unused.
    """
    place = {token: index for index, token in enumerate(vocabulary)}
    lines = list(vocabulary)
    for char, traditional in sorted(simplified.items()):
        if traditional in place:
            lines[place[traditional]] += "\t" + char
            if char in place:
                lines[place[char]] = f"[unused{place[char]}]"
    return lines


def word_pieces(words: Counter[str], size: int) -> list[str]:
    """Byte-pair merges over words, written as WordPieces (`##` marks a continuation)."""
    frequent = [(word, count) for word, count in words.most_common(60000) if len(word) <= 32 and count >= 2]
    splits = [[char if index == 0 else "##" + char for index, char in enumerate(word)] for word, _ in frequent]
    letters: Counter[str] = Counter()
    for split, (_, count) in zip(splits, frequent):
        for piece in split:
            letters[piece] += count
    pieces = [piece for piece, count in letters.items() if count >= 20]
    pieces += [piece for char in "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ" for piece in (char, "##" + char)]
    known = dict.fromkeys(pieces)
    pairs: Counter[tuple[str, str]] = Counter()
    where: dict[tuple[str, str], set[int]] = defaultdict(set)
    for index, split in enumerate(splits):
        for pair in zip(split, split[1:]):
            pairs[pair] += frequent[index][1]
            where[pair].add(index)
    while len(known) < size and pairs:
        pair = max(pairs, key=pairs.__getitem__)
        if pairs[pair] < 2:
            break
        merged = pair[0] + pair[1][2:]
        known[merged] = None
        for index in where.pop(pair):
            split, count = splits[index], frequent[index][1]
            for old in zip(split, split[1:]):
                pairs[old] -= count
            out, position = [], 0
            while position < len(split):
                if position + 1 < len(split) and (split[position], split[position + 1]) == pair:
                    out.append(merged)
                    position += 2
                else:
                    out.append(split[position])
                    position += 1
            splits[index] = out
            for new in zip(out, out[1:]):
                pairs[new] += count
                where[new].add(index)
        del pairs[pair]
    return list(known)
