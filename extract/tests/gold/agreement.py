"""How far the two annotations of the gold agree: strict mentions and statements, F1 by language and half.

    python3 extract/tests/gold/agreement.py [FIRST]

FIRST is a folder with the first annotation (default: this one, which is mended since; ADJUDICATION.md says how to get it
as it was). In `second/` a mention is written by its words: every place in the text where they stand outside a longer name
of the same text, or the n-th one only where `#n` follows. Ends with 1 where the second annotation does not fit the texts.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

HERE = Path(__file__).parent
LANGUAGES = ("zh-Hant", "ko", "en")

Cell = tuple[int | None, int | None]
Stretch = tuple[Cell, int, int, str]
"""Cell of a table, first character, one past the last, type."""
Statement = tuple[str, str, str]
"""Subject, property, object; the object is `=` and the words where it is another name."""


def lines(path: Path) -> list[dict]:
    """The objects of a file that has one a line."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def strings(text: dict) -> dict[Cell, str]:
    """A paragraph, or the cells of a table."""
    if "text" in text:
        return {(None, None): text["text"]}
    return {(r, c): cell for r, row in enumerate(text["rows"]) for c, cell in enumerate(row)}


def first_mentions(text: dict) -> dict[Stretch, str]:
    """Where each entity of the first annotation is named."""
    return {
        ((m.get("row"), m.get("column")), m["start"], m["end"], entity["type"]): entity["id"]
        for entity in text["entities"]
        for m in entity["mentions"]
    }


def first_statements(text: dict) -> set[Statement]:
    """What the first annotation says."""
    return {(t["subject"], t["predicate"], t.get("object") or "=" + t["name"]) for t in text["triples"]}


def second_mentions(annotation: dict, text: dict) -> dict[Stretch, str]:
    """Where each entity of the second annotation is named, the longest names first."""
    entities = annotation["entities"]
    named = [(*words.partition("#")[::2], key) for key, (_, *forms) in entities.items() for words in forms]
    found: dict[Stretch, str] = {}
    taken: dict[Cell, list[tuple[int, int]]] = defaultdict(list)
    for words, nth, key in sorted(named, key=lambda name: -len(name[0])):
        before = len(found)
        places = [
            (cell, m.span()) for cell, string in strings(text).items() for m in re.finditer(re.escape(words), string)
        ]
        for count, (cell, (start, end)) in enumerate(places, 1):
            inside = any(start < other_end and other_start < end for other_start, other_end in taken[cell])
            if not inside and (not nth or count == int(nth)):
                taken[cell].append((start, end))
                found[cell, start, end, entities[key][0]] = key
        if len(found) == before:
            sys.exit(f"{text['id']}: {words} does not stand in the text")
    return found


def compare(text: dict, annotation: dict) -> tuple[Counter, list[str]]:
    """What both have, what each has alone, and a line for each of the latter."""
    first, second = first_mentions(text), second_mentions(annotation, text)
    same_entity: dict[str, str] = {}
    for stretch in first.keys() & second.keys():
        same_entity.setdefault(second[stretch], first[stretch])
    known = annotation["entities"]
    said = set()
    for subject, predicate, other in annotation["triples"]:
        if subject not in known or not (other in known or other.startswith("=")):
            sys.exit(f"{text['id']}: {subject} {predicate} {other} does not hold together")
        ends = [end if end.startswith("=") else same_entity.get(end, "2:" + end) for end in (subject, other)]
        said.add((ends[0], predicate, ends[1]))

    names = {e["id"]: e["mentions"][0]["text"] for e in text["entities"]}
    names |= {"2:" + key: words for key, (_, words, *_) in known.items()}
    counts: Counter = Counter()
    notes = []
    for what, one, two in (("entities", set(first), set(second)), ("triples", first_statements(text), said)):
        counts.update({(what, "both"): len(one & two), (what, "first"): len(one), (what, "second"): len(two)})
        for who, alone in (("first ", one - two), ("second", two - one)):
            for item in sorted(alone, key=str):
                if what == "entities":
                    cell, start, end, kind = item
                    notes.append(f"  {who} {kind}: {strings(text)[cell][start:end]}")
                else:
                    notes.append(f"  {who} {names[item[0]]} {item[1]} {names.get(item[2], item[2])}")
    return counts, notes


def main() -> None:
    """Prints every disagreement and a table."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE
    totals: dict[str, Counter] = defaultdict(Counter)
    for language in LANGUAGES:
        second = {a["id"]: a for a in lines(HERE / "second" / f"{language}.jsonl")}
        texts = lines(folder / f"{language}.jsonl")
        if [t["id"] for t in texts] != list(second):
            sys.exit(f"{language}: the two annotations are not of the same texts")
        for text in texts:
            counts, notes = compare(text, second[text["id"]])
            for group in (f"{language} {text['part']}", language, "all"):
                totals[group] += counts
            if notes:
                print(text["id"], *notes, sep="\n")
    for group, counts in sorted(totals.items()):
        for what in ("entities", "triples"):
            both, first, second = (counts[what, who] for who in ("both", "first", "second"))
            score = 200 * both / (first + second)
            print(f"{group:16} {what:8} F1 {score:5.1f}  both {both}, first {first}, second {second}")


if __name__ == "__main__":
    main()
