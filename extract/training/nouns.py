"""Korean common nouns, by which a word of forms and articles is told from a name: 분양신청 and 변동성 are nobody's.

    python nouns.py --work DIR --out ../../models/default

`nouns.txt.gz` holds one noun a line, those first that end the name of no body in any labelled set, then an empty line, then the others. They
come from the dictionary of open-korean-text, without what its lists of names hold and what a labelled set calls a person or a
place, and only those that raw text uses.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from collections import Counter
from pathlib import Path

import data
import recipe
from convert import Converter
from corpus import paragraphs

NAME = "nouns.txt.gz"
NAMES = ["brand", "company_names", "congress", "entities", "family_names", "foreign", "geolocations", "given_names", "names"]
"""Lists of open-korean-text whose words are names."""
LEAST = 2
"""Times that raw text has to use a noun."""
SHORTEST, LONGEST = 2, 4
HANGUL = re.compile("[가-힣]+")


def words(path: Path) -> set[str]:
    return {word.strip() for word in path.read_text(encoding="utf-8").splitlines()}


def nouns(work: Path) -> tuple[list[str], list[str]]:
    """(nouns that end the name of no body, the others)"""
    folder = work / "gaz_open_korean_text"
    named = set().union(*(words(folder / f"{name}.txt") for name in NAMES))
    ends: set[str] = set()
    for example in data.training(work):
        for start, end, kind in example.spans if example.language == "ko" else ():
            name = example.text[start:end]
            if kind in ("Person", "Place"):
                named.add(name)
            if kind in ("Organization", data.ANY):
                named.add(name)
                ends |= {name[-size:] for size in range(SHORTEST, LONGEST + 1)}
    used: Counter[str] = Counter()
    candidates = {word for word in words(folder / "nouns.txt") - named if SHORTEST <= len(word) <= LONGEST and HANGUL.fullmatch(word)}
    for language, _, text in paragraphs(work, Converter(work / "opencc_dict")):
        if language == "ko":
            for word in HANGUL.findall(text):
                used.update({word[:size] for size in range(SHORTEST, LONGEST + 1)} & candidates)
    kept = sorted(word for word in candidates if used[word] >= LEAST)
    return [word for word in kept if word not in ends], [word for word in kept if word in ends]


def main() -> None:
    parser = recipe.parser()
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    plain, heads = nouns(options.work)
    content = gzip.compress("\n".join([*plain, "", *heads, ""]).encode(), compresslevel=9, mtime=0)
    (options.out / NAME).write_bytes(content)
    path = options.out / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    entry = {"path": NAME, "sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}
    manifest["files"] = [file for file in manifest["files"] if file["path"] != NAME] + [entry]
    path.write_text(json.dumps(manifest, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(json.dumps({"plain": len(plain), "heads": len(heads), "bytes": len(content)}), flush=True)


if __name__ == "__main__":
    main()
