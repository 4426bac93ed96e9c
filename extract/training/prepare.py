"""Unpacks the archives, builds the vocabulary and writes the raw text as token arrays.

    python prepare.py --archives ../../../shared/train --work DIR
"""

from __future__ import annotations

import hashlib
import json
import random
import tarfile
from pathlib import Path

import numpy as np

import corpus
import recipe
import vocabulary
from convert import Converter, simplified_only
from tokens import Tokenizer

ARCHIVES = ["text-ko", "text-zh-en-laws", "ner", "relations", "retrieval", "treebanks", "lexicons", "text-en-laws"]
CAPS = {("zh", "laws"): 7_000_000, ("ko", "speeches"): 7_000_000, ("ko", "petitions"): 2_500_000, ("en", "laws"): 7_000_000}
"""Characters taken of the sets that would swamp the rest."""


def unpack(archives: Path, work: Path) -> None:
    """Unpacks every archive once, records its checksum, and says where it is not the one that is pinned."""
    sums = {}
    for name in ARCHIVES:
        path = archives / f"{name}.tar.xz"
        sums[path.name] = hashlib.sha256(path.read_bytes()).hexdigest()
        mark = work / f".{name}.unpacked"
        if not mark.exists():
            with tarfile.open(path) as archive:
                archive.extractall(work, filter="data")
            mark.touch()
    (work / "archives.json").write_text(json.dumps(sums, indent=1))
    pinned = json.loads(Path(__file__).with_name("archives.json").read_text(encoding="utf-8"))
    for name in sorted(name for name, content in sums.items() if pinned.get(name) != content):
        print(f"{name} is not the archive that the shipped weights came from", flush=True)


def read_corpus(work: Path, convert: Converter) -> list[tuple[str, str, str]]:
    """Raw paragraphs, the big sets sampled down to their cap."""
    sets: dict[tuple[str, str], list[str]] = {}
    for language, name, text in corpus.paragraphs(work, convert):
        sets.setdefault((language, name), []).append(text)
    rows = []
    for key, texts in sorted(sets.items()):
        random.Random(7).shuffle(texts)
        left = CAPS.get(key, 1 << 60)
        for text in texts:
            if left <= 0:
                break
            left -= len(text)
            rows.append((*key, text))
    return rows


def names(work: Path) -> list[str]:
    """Names whose characters the vocabulary must hold."""
    convert = Converter(work / "opencc_dict")
    lines = (work / "gaz_names_wainshine/Ancient_Names_Corpus（25W）.txt").read_text(encoding="utf-8").splitlines()[3:]
    found = [convert(line) for line in lines[::4]]
    for line in (work / "gaz_jieba_zhtw/dict.txt").read_text(encoding="utf-8").splitlines():
        found.append(line.split(" ")[0])
    return found


def main() -> None:
    parser = recipe.parser()
    parser.add_argument("--archives", type=Path, required=True)
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    unpack(options.archives, options.work)
    rows = recipe.sampled(read_corpus(options.work, Converter(options.work / "opencc_dict")), options.sample)
    weights = {"laws": 0.3, "btc": 0.5}
    words = vocabulary.build([(text, weights.get(name, 1.0)) for _, name, text in rows], names(options.work))
    words = vocabulary.fold(words, simplified_only(options.work / "opencc_dict"))
    (options.work / "vocab.txt").write_text("\n".join(words) + "\n", encoding="utf-8")
    tokenizer = Tokenizer(words)
    ids, features, bounds, sets = [], [], [0], []
    keys = sorted({row[:2] for row in rows})
    total, unknown = 0, 0
    for language, name, text in rows:
        tokens = tokenizer(text)
        if not tokens:
            continue
        ids.append(np.array([token.id for token in tokens], dtype=np.uint16))
        features.append(np.array([token.features for token in tokens], dtype=np.uint8))
        bounds.append(bounds[-1] + len(tokens))
        sets.append(keys.index((language, name)))
        total += len(tokens)
        unknown += int((ids[-1] == 1).sum())
    np.savez(options.work / "corpus.npz", ids=np.concatenate(ids), features=np.concatenate(features),
             bounds=np.array(bounds), sets=np.array(sets), keys=np.array(["/".join(key) for key in keys]))
    counts = {"/".join(key): int(sum(len(i) for i, s in zip(ids, sets) if s == n)) for n, key in enumerate(keys)}
    print(json.dumps({"vocabulary": len(words), "tokens": total, "unknown": unknown, "sets": counts}, indent=1))


if __name__ == "__main__":
    main()
