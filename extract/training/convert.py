"""Simplified to Traditional (Taiwan) conversion with OpenCC's dictionaries, by longest match over phrases."""

from __future__ import annotations

from pathlib import Path


def _read(path: Path) -> dict[str, str]:
    table = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#") and "\t" in line:
            key, values = line.split("\t", 1)
            table[key] = values.split(" ")[0]
    return table


def simplified_only(folder: Path) -> dict[str, str]:
    """Simplified characters that are no Traditional ones too, with their (first) Traditional form."""
    table = {}
    traditional: set[str] = set()
    for line in (folder / "STCharacters.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#") and "\t" in line:
            key, values = line.split("\t", 1)
            table[key] = values.split(" ")
            traditional.update(table[key])
    variants = _read(folder / "TWVariants.txt")
    found = {key: variants.get(values[0], values[0]) for key, values in table.items() if key not in traditional and len(key) == 1}
    # what Taiwan writes as the simplified set does (峰, 秘) is Traditional there
    return {key: value for key, value in found.items() if key != value}


class Converter:
    """Phrase conversions keep the length, so labels of characters stay in place; longer or shorter ones are left out."""

    def __init__(self, folder: Path):
        phrases = {key: value for key, value in _read(folder / "STPhrases.txt").items() if len(key) == len(value)}
        self.table = _read(folder / "STCharacters.txt") | phrases
        self.variants = {key: value for key, value in _read(folder / "TWVariants.txt").items() if len(key) == len(value) == 1}
        self.longest: dict[str, int] = {}
        for key in self.table:
            self.longest[key[0]] = max(self.longest.get(key[0], 1), len(key))

    def __call__(self, text: str) -> str:
        out, position = [], 0
        while position < len(text):
            for length in range(min(self.longest.get(text[position], 1), len(text) - position), 0, -1):
                value = self.table.get(text[position : position + length])
                if value is not None and len(value) == length:
                    out.append(value)
                    position += length
                    break
            else:
                out.append(text[position])
                position += 1
        return "".join(self.variants.get(char, char) for char in "".join(out))
