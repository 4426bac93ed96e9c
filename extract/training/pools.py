"""Names from gazetteers and training sets, and swapping names in labelled sentences."""

from __future__ import annotations

import csv
import json
import random
import re
from pathlib import Path

from convert import Converter
from data import Example
from synthetic import Chinese, English, Korean
from tokens import is_han, is_hangul

SWAPPED = {"uner": 0.3, "klue": 0.3, "multiconer": 0.15, "wikigold": 0.2, "redocred": 0.15, "crossner": 0.15}
"""Chance that a sentence of a set gets other names."""


def lines(path: Path) -> list[str]:
    return [line.strip() for line in path.read_text(encoding="utf-8-sig").splitlines() if line.strip() and not line.startswith("By@")]


def territories(folder: Path, language: str) -> list[str]:
    path = folder / f"gaz_cldr/cldr-json/cldr-localenames-full/main/{language}/territories.json"
    table = json.loads(path.read_text(encoding="utf-8"))["main"][language]["localeDisplayNames"]["territories"]
    return [name for code, name in table.items() if len(code) == 2 and len(name) < 24]


def official(folder: Path) -> dict[str, dict[str, list[str]]]:
    """Laws as they are really called, and public bodies (by the laws that set them up)."""
    found: dict[str, dict[str, set[str]]] = {"zh": {"law": set(), "agency": set()}, "ko": {"law": set()}, "en": {"law": set()}}
    with (folder / "moj_laws/laws_zh.jsonl").open(encoding="utf-8") as rows:
        for row in rows:
            law = json.loads(row)
            name = law["name"]
            if 3 < len(name) <= 20 and re.fullmatch(r"\w+(?:法|條例|辦法|細則|規則|準則|標準|要點)", name):
                found["zh"]["law"].add(name)
            body = re.fullmatch(r"(\w{2,16}?(?:部|會|署|局|處|院|所|中心|館|府|學校))(?:組織法|組織條例|組織規程|組織通則|處務規程|辦事細則)", name)
            if body and not re.search(r"[及各與暨]", body.group(1)):
                found["zh"]["agency"].add(body.group(1))
            english = (law.get("name_en") or "").removeprefix("The ")
            if 8 < len(english) <= 80:
                found["en"]["law"].add(english)
    with (folder / "ko_assembly/bills.csv").open(encoding="utf-8-sig") as rows:
        for row in csv.DictReader(rows):
            bill = re.match(r"([\w·ㆍ ]{2,40}법(?:률)?) (?:일부|전부)개정법률안", row["title"])
            if bill:
                found["ko"]["law"].add(bill.group(1))
    return {language: {slot: sorted(names) for slot, names in slots.items()} for language, slots in found.items()}


def load(folder: Path, examples: list[Example]) -> dict[str, dict[str, list[str]]]:
    """Names by language and slot: those of gazetteers, and those that the training sets label."""
    convert = Converter(folder / "opencc_dict")
    companies = [convert(name) for name in lines(folder / "gaz_company_wainshine/Company-Shorter-Form（28W）.txt")[::5]]
    foreign = [convert(name) for name in lines(folder / "gaz_names_wainshine/Ancient_Names_Corpus（25W）.txt")[::10]]
    given = [name.title() for name in lines(folder / "gaz_names_wainshine/English_Names_Corpus（2W）.txt")]
    words = folder / "gaz_open_korean_text"
    result: dict[str, dict[str, list[str]]] = {
        "zh": {"place": territories(folder, "zh-Hant"), "companyshort": [n for n in companies if 2 <= len(n) <= 8 and all(map(is_han, n))],
               "foreign": [n for n in foreign if 2 <= len(n) <= 8]},
        "ko": {"place": territories(folder, "ko") + lines(words / "geolocations.txt"), "companyshort": lines(words / "company_names.txt")},
        "en": {"place": territories(folder, "en"), "first": [n for n in given if n.isalpha() and len(n) > 2]},
    }
    for language, slots in official(folder).items():
        result[language] |= slots
    for example in examples:
        if example.origin in ("uner", "klue", "multiconer"):
            for start, end, kind in example.spans:
                slot = {"Person": "person", "Place": "place"}.get(kind)
                if slot and end - start > 1:
                    result[example.language].setdefault(slot, []).append(example.text[start:end])
    return result


def swap(example: Example, names: dict[str, list[str]], rng: random.Random) -> Example:
    """The sentence with some of its persons and places renamed, where its set allows."""
    if rng.random() >= SWAPPED.get(example.origin, 0.0) or not example.spans:
        return example
    maker = {"zh": Chinese, "ko": Korean, "en": English}[example.language](rng, names)
    text, spans, place = "", [], 0
    for start, end, kind in sorted(example.spans):
        old = example.text[start:end]
        new = old
        if rng.random() < 0.6:
            if kind == "Person":
                new = person(example.language, old, maker, names, rng)
            elif kind == "Place" and example.language == "zh" and len(old) > 1:
                new = rng.choice(names["place"]) if rng.random() < 0.6 else maker.place()
        text += example.text[place:start]
        spans.append((len(text), len(text) + len(new), kind))
        text += new
        place = end
    return Example(text + example.text[place:], spans, example.language, example.origin, example.complete, example.spans_only)


def person(language: str, old: str, maker: Chinese | Korean | English, names: dict[str, list[str]], rng: random.Random) -> str:
    """Another name of the same build: native full names for native ones, single names for single ones."""
    if language == "zh":
        if not all(map(is_han, old)) or not 2 <= len(old) <= 3:
            return rng.choice(names["person"]) if len(old) > 1 else old
        return maker.person() if rng.random() < 0.7 else rng.choice(names["foreign"])
    if language == "ko":
        return maker.person() if len(old) == 3 and all(map(is_hangul, old)) else old
    if not old[:1].isupper():
        return old
    return f"{rng.choice(names['first'])} {maker.lastname()}" if " " in old else rng.choice(names["first"])
