"""Labelled sentences: each set supervises only the types that it annotates."""

from __future__ import annotations

import ast
import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from convert import Converter
from corpus import KLUE_HELD_OUT, decode, join_words

CORE = frozenset({"Person", "Organization", "Place"})

PERSON, ORGANIZATION, PLACE = "Person", "Organization", "Place"
UNER = {"PER": PERSON, "ORG": ORGANIZATION, "LOC": PLACE}
KLUE = {"PS": PERSON, "OG": ORGANIZATION, "LC": PLACE}
MULTICONER = {"PER": PERSON, "CORP": ORGANIZATION, "GRP": ORGANIZATION, "LOC": PLACE, "PROD": "Product", "CW": "Work"}
WNUT = {"person": PERSON, "corporation": ORGANIZATION, "group": ORGANIZATION, "location": PLACE, "product": "Product",
        "creative-work": "Work"}
CROSSNER = {
    **dict.fromkeys(["person", "politician", "writer", "musicalartist", "scientist", "researcher"], PERSON),
    **dict.fromkeys(["organisation", "politicalparty", "band", "university"], ORGANIZATION),
    **dict.fromkeys(["location", "country"], PLACE),
    **dict.fromkeys(["event", "election", "conference"], "Event"),
    **dict.fromkeys(["book", "poem", "song", "album", "magazine"], "Work"),
    **dict.fromkeys(["product", "programlang"], "Product"),
}
RE3D = {"Person": PERSON, "Organisation": ORGANIZATION, "Location": PLACE}
BOOSTCAMP = {"PER": PERSON, "ORG": ORGANIZATION, "LOC": PLACE}
ANY = "Any"
ANY_NAME = (PERSON, ORGANIZATION, PLACE)
"""A span that is a name of one of these types, not said which (a product among them would teach that companies may be products)."""


@dataclass
class Example:
    """A sentence with labelled character ranges; `complete` are the types whose absence means something.

    With `spans_only` nothing is known about the characters outside the spans.
    """

    text: str
    spans: list[tuple[int, int, str]]
    language: str
    origin: str
    complete: frozenset[str] = CORE
    spans_only: bool = False


def bio_spans(labels: list[str], ranges: list[tuple[int, int]], names: dict[str, str]) -> list[tuple[int, int, str]]:
    """Spans of a BIO (or IO) column whose type is in `names`."""
    spans: list[tuple[int, int, str]] = []
    previous = "O"
    for label, (start, end) in zip(labels, ranges):
        kind = label[2:] if label not in ("O", "_", "-", "") else ""
        if kind and names.get(kind):
            if label.startswith("I-") and previous[2:] == kind and spans:
                spans[-1] = (spans[-1][0], end, names[kind])
            else:
                spans.append((start, end, names[kind]))
        previous = label
    return spans


def uner(path: Path, language: str, origin: str) -> Iterator[Example]:
    """UNER files: words are aligned with the `# text` line."""
    text, words, labels = "", [], []
    for line in path.read_text(encoding="utf-8").splitlines() + [""]:
        if line.startswith("# text = "):
            text = line[9:]
        elif line and not line.startswith("#"):
            parts = line.split("\t")
            words.append(parts[1])
            labels.append(parts[2])
        elif not line and words:
            ranges, place = [], 0
            for word in words:
                found = text.find(word, place)
                if found < 0:
                    found = place
                ranges.append((found, found + len(word)))
                place = found + len(word)
            yield Example(text, bio_spans(labels, ranges, UNER), language, origin)
            words, labels = [], []


DEVELOPMENT = {"klue": (20, 1), "uner": (10, 1)}
"""Of KLUE-NER and of UNER English-EWT dev, the sentences whose index leaves this remainder: kept for fitting confidences."""


def part_of(name: str, index: int) -> str:
    """`test`, `development` or `train`: what a sentence of a set is for, by its index."""
    if name == "klue" and index % KLUE_HELD_OUT == 0:
        return "test"
    divisor, remainder = DEVELOPMENT[name]
    return "development" if index % divisor == remainder else "train"


def klue(path: Path, part: str) -> Iterator[Example]:
    """The sentences of KLUE-NER that are for one purpose, see `part_of`."""
    index = 0
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        rows = [line.split("\t") for line in block.splitlines() if "\t" in line and not line.startswith("##")]
        if not rows:
            continue
        if part_of("klue", index) == part:
            text = "".join(row[0] for row in rows)
            ranges, place = [], 0
            for row in rows:
                ranges.append((place, place + len(row[0])))
                place += len(row[0])
            yield Example(text, bio_spans([row[1] for row in rows], ranges, KLUE), "ko", "klue")
        index += 1


def columns(path: Path, word: int, label: int, separator: str | None = None) -> Iterator[tuple[list[str], list[str]]]:
    """Words and labels of each sentence of a column file."""
    words, labels = [], []
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines() + [""]:
        if line.startswith("# id") or line.startswith("-DOCSTART-"):
            continue
        parts = line.split(separator) if line.strip() else []
        if len(parts) > max(word, label, 0):
            words.append(parts[word])
            labels.append(parts[label])
        elif words:
            yield words, labels
            words, labels = [], []


def multiconer(path: Path, language: str, convert: Converter) -> Iterator[Example]:
    for words, labels in columns(path, 0, -1, " "):
        if language == "zh":
            words = [convert(word) for word in words]
            text, ranges = "", []
            for word in words:
                if text and text[-1].isascii() and word[0].isascii() and text[-1].isalnum() and word[0].isalnum():
                    text += " "
                ranges.append((len(text), len(text) + len(word)))
                text += word
        elif language == "en":
            words = recase(words, labels)
            text, ranges = join_words(words)
        else:
            text, ranges = join_words(words)
        yield Example(text, bio_spans(labels, ranges, MULTICONER), language, "multiconer", CORE | {"Product", "Work"})


SMALL = {"of", "the", "and", "in", "for", "at", "on", "de", "von", "van", "la", "du", "to", "a", "an"}


def recase(words: list[str], labels: list[str]) -> list[str]:
    """Lower-case English as it would be printed: names and the first word begin with a capital."""
    out = []
    for index, (word, label) in enumerate(zip(words, labels)):
        small = word in SMALL and not label.startswith("B-")
        if index == 0 or word == "i" or (label != "O" and not small):
            word = word[:1].upper() + word[1:]
        out.append(word)
    return out


def english_columns(folder: Path) -> Iterator[Example]:
    for path in sorted(folder.glob("crossner/ner_data/*/*.txt")):
        for words, labels in columns(path, 0, 1):
            text, ranges = join_words(words)
            yield Example(text, bio_spans(labels, ranges, CROSSNER), "en", "crossner", CORE | {"Event", "Work"})
    for words, labels in columns(folder / "wikigold/wikigold.conll.txt", 0, 1):
        text, ranges = join_words(words)
        yield Example(text, bio_spans(labels, ranges, UNER), "en", "wikigold")
    for name in ("wnut17train.conll", "emerging.dev.conll", "emerging.test.annotated"):
        for words, labels in columns(folder / "wnut17" / name, 0, 1, "\t"):
            text, ranges = join_words(words)
            yield Example(text, bio_spans(labels, ranges, WNUT), "en", "wnut17", CORE | {"Product", "Work"})
    for path in sorted(folder.glob("btc/[aefgh].conll")):
        for words, labels in columns(path, 0, 1, "\t"):
            text, ranges = join_words(words)
            if "@" not in text and len(words) > 3:
                yield Example(text, bio_spans(labels, ranges, UNER), "en", "btc")


def redocred(folder: Path) -> Iterator[Example]:
    for name in ("dev_revised", "test_revised"):
        for document in json.loads((folder / f"redocred/{name}.json").read_text(encoding="utf-8")):
            joined = [join_words(sentence) for sentence in document["sents"]]
            spans: list[list[tuple[int, int, str]]] = [[] for _ in joined]
            for entity in document["vertexSet"]:
                for mention in entity:
                    kind, number = UNER.get(mention["type"]), mention["sent_id"]
                    start, end = mention["pos"]
                    ranges = joined[number][1]
                    if kind and end <= len(ranges) and start < end:
                        spans[number].append((ranges[start][0], ranges[end - 1][1], kind))
            for (text, _), own in zip(joined, spans):
                yield Example(text, without_overlaps(own), "en", "redocred")


def without_overlaps(spans: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    kept: list[tuple[int, int, str]] = []
    for span in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return kept


def re3d(folder: Path) -> Iterator[Example]:
    """Paragraphs of the Re3d documents (its BBC part is not in the archive)."""
    for path in sorted((folder / "re3d").rglob("documents.json")):
        entities: dict[str, list[tuple[int, int, str]]] = {}
        for line in (path.parent / "entities.json").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if RE3D.get(row["type"]):
                entities.setdefault(row["documentId"], []).append((row["begin"], row["end"], RE3D[row["type"]]))
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            spans = without_overlaps(entities.get(row["_id"], []))
            for piece in re.finditer(r"[^\n]+", row["text"]):
                own = [(a - piece.start(), b - piece.start(), t) for a, b, t in spans if piece.start() <= a and b <= piece.end()]
                yield Example(piece.group(), own, "en", "re3d")


def boostcamp(folder: Path) -> Iterator[Example]:
    """Subject and object spans of the Korean relation sets; the rest of the sentence is unlabelled."""
    merged: dict[str, set[tuple[int, int, str]]] = {}
    for path in sorted((folder / "boostcamp_ko_re").rglob("*.csv")):
        for row in csv.DictReader(io.StringIO(decode(path))):
            text = row.get("sentence") or ""
            for column in ("subject_entity", "object_entity"):
                try:
                    entity = ast.literal_eval(row.get(column) or "{}")
                except (ValueError, SyntaxError):
                    continue
                if not isinstance(entity, dict):
                    continue
                word = str(entity.get("word") or entity.get("text") or "")
                start = entity.get("start_idx", entity.get("start", -1))
                kind = BOOSTCAMP.get(str(entity.get("type", ""))[:3].upper())
                if not isinstance(start, int) or not word or text[start : start + len(word)] != word:
                    if text.count(word) != 1:
                        continue
                    start = text.find(word)
                if kind:
                    merged.setdefault(text, set()).add((start, start + len(word), kind))
    for text, spans in merged.items():
        yield Example(text, without_overlaps(list(spans)), "ko", "boostcamp", spans_only=True)


def finre(folder: Path, convert: Converter) -> Iterator[Example]:
    """Heads and tails of the FinRE relations, most of them companies; the rest of the sentence is unlabelled."""
    merged: dict[str, set[str]] = {}
    for name in ("train", "valid", "test"):
        for line in (folder / f"finre/{name}.txt").read_text(encoding="utf-8").splitlines():
            parts = line.split("\t")
            if len(parts) == 4:
                merged.setdefault(parts[3].replace("<N>", ""), set()).update(parts[:2])
    for text, names in merged.items():
        spans = [(found.start(), found.end(), ANY) for name in names if len(name) > 1 for found in re.finditer(re.escape(name), text)]
        yield Example(convert(text), without_overlaps(spans), "zh", "finre", spans_only=True)


def sec_filings(folder: Path) -> Iterator[Example]:
    for name in ("FIN3.txt", "FIN5.txt"):
        for words, labels in columns(folder / "sec_filings" / name, 0, 3):
            text, ranges = join_words(words)
            yield Example(text, bio_spans(labels, ranges, UNER), "en", "sec")


def training(folder: Path) -> list[Example]:
    """Every labelled sentence that may train."""
    convert = Converter(folder / "opencc_dict")
    examples = list(uner(folder / "uner_zh_gsd/zh_gsd-ud-train.iob2", "zh", "uner"))
    for name in ("zh_dev", "validation"):
        examples += multiconer(folder / f"multiconer1/{name}.conll", "zh", convert)
    examples += finre(folder, convert)
    examples += klue(folder / "klue/klue-ner-v1.1_dev.tsv", "train")
    for name in ("ko_train", "ko_dev"):
        examples += multiconer(folder / f"multiconer1/{name}.conll", "ko", convert)
    examples += boostcamp(folder)
    english = uner(folder / "uner_en_ewt/en_ewt-ud-dev.iob2", "en", "uner")
    examples += [example for index, example in enumerate(english) if part_of("uner", index) == "train"]
    for name in ("en_train", "en_dev"):
        examples += multiconer(folder / f"multiconer1/{name}.conll", "en", convert)
    examples += english_columns(folder)
    examples += redocred(folder)
    examples += re3d(folder)
    examples += sec_filings(folder)
    return examples


def held_out(folder: Path) -> dict[str, list[Example]]:
    """The test sets by language, and development sets, which are never trained on either."""
    english = enumerate(uner(folder / "uner_en_ewt/en_ewt-ud-dev.iob2", "en", "uner"))
    return {
        "zh": list(uner(folder / "uner_zh_gsd/zh_gsd-ud-test.iob2", "zh", "uner")),
        "ko": list(klue(folder / "klue/klue-ner-v1.1_dev.tsv", "test")),
        "en": list(uner(folder / "uner_en_ewt/en_ewt-ud-test.iob2", "en", "uner")),
        "zh_development": list(uner(folder / "uner_zh_gsd/zh_gsd-ud-dev.iob2", "zh", "uner")),
        "ko_development": list(klue(folder / "klue/klue-ner-v1.1_dev.tsv", "development")),
        "en_development": [example for index, example in english if part_of("uner", index) == "development"],
    }
