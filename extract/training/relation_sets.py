"""Relation sets read into one form: a sentence, its mentions, and what is known of each pair of them.

A set knows only some predicates of some pairs. `facts` are what it says; `known` is what it would have said, so that
its silence about the rest teaches nothing.
"""

from __future__ import annotations

import ast
import csv
import html
import io
import json
import re
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Iterator

from convert import Converter
from data import decode, join_words, without_overlaps

TYPES = ["Person", "Organization", "Place", "Date", "Time", "Quantity", "Money", "Product", "Event", "Law", "Work", "Title"]

ANYTHING = ("Person", "Organization", "Place", "Product", "Event", "Law", "Work")
SIGNATURES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "parentOrganization": (("Organization",), ("Organization",)),
    "locatedIn": (("Organization", "Place", "Event"), ("Place",)),
    "headquarteredIn": (("Organization",), ("Place",)),
    "foundedOn": (("Organization",), ("Date",)),
    "foundedBy": (("Organization",), ("Person", "Organization")),
    "headedBy": (("Organization",), ("Person",)),
    "affiliatedWith": (("Person",), ("Organization",)),
    "memberOf": (("Person", "Organization"), ("Organization",)),
    "hasTitle": (("Person",), ("Title",)),
    "managedBy": (("Work",), ("Organization",)),
    "executedBy": (("Work",), ("Organization",)),
    "principalInvestigator": (("Work",), ("Person",)),
    "partnerOrganization": (("Work", "Event"), ("Organization",)),
    "legalBasis": (("Work", "Organization", "Event"), ("Law",)),
    "competentAuthority": (("Law",), ("Organization",)),
    "promulgatedOn": (("Law",), ("Date",)),
    "amendedOn": (("Law",), ("Date",)),
    "proposedBy": (("Law", "Work"), ("Person", "Organization")),
    "startDate": (("Event", "Work"), ("Date",)),
    "endDate": (("Event", "Work"), ("Date",)),
    "budget": (("Work", "Organization"), ("Money",)),
    "developedBy": (("Product",), ("Organization", "Person")),
    "outcomeOf": (("Product",), ("Work",)),
    "chairedBy": (("Event",), ("Person",)),
    "visited": (("Event",), ("Organization", "Place")),
    "tripLead": (("Event",), ("Person",)),
    "partOf": (("Work",), ("Work",)),
    "birthDate": (("Person",), ("Date",)),
    "birthPlace": (("Person",), ("Place",)),
    "deathDate": (("Person",), ("Date",)),
    "alumniOf": (("Person",), ("Organization",)),
    "author": (("Work",), ("Person",)),
    "ownedBy": (("Organization",), ("Organization", "Person")),
}
"""Predicates of the model, with the types of their ends; each within domain and range of `ontologies/quarry.ttl`."""

PREDICATES = list(SIGNATURES)
ALL = frozenset(PREDICATES)


@dataclass
class Sentence:
    """`mentions` are (start, end, type) in characters; `facts` (subject, predicate, object) by index of mention.

    `known` are the predicates that the set looked for in the whole sentence; `pairs` those of single pairs (in either
    order). Of other pairs and predicates nothing is known.
    """

    text: str
    mentions: list[tuple[int, int, str]]
    facts: set[tuple[int, str, int]]
    language: str
    origin: str
    known: frozenset[str] = frozenset()
    pairs: dict[tuple[int, int], frozenset[str]] = field(default_factory=dict)
    part: str = "train"


def share(text: str, parts: int) -> int:
    """A number below `parts` that depends on the text only (FNV-1a, 32 bits, folded)."""
    number = 0x811C9DC5
    for byte in text.encode():
        number = (number ^ byte) * 0x01000193 & 0xFFFFFFFF
    return (number >> 16 ^ number & 0xFFFF) % parts


def part_of(text: str) -> str:
    """An eighth is for testing, another for thresholds; the rest trains."""
    return {0: "test", 1: "develop"}.get(share(text, 8), "train")


KNOWLEDGENET = {
    "CEO": "headedBy", "FOUNDED_BY": "foundedBy", "HEADQUARTERS": "headquarteredIn", "SUBSIDIARY_OF": "parentOrganization",
    "DATE_FOUNDED": "foundedOn", "EMPLOYEE_OR_MEMBER_OF": "affiliatedWith", "POLITICAL_AFFILIATION": "memberOf",
    "EDUCATED_AT": "alumniOf", "PLACE_OF_BIRTH": "birthPlace", "DATE_OF_BIRTH": "birthDate", "DATE_OF_DEATH": "deathDate",
}
KNOWLEDGENET_TYPES = {
    "CEO": ("Organization", "Person"), "FOUNDED_BY": ("Organization", "Person"), "HEADQUARTERS": ("Organization", "Place"),
    "SUBSIDIARY_OF": ("Organization", "Organization"), "DATE_FOUNDED": ("Organization", "Date"),
    "EMPLOYEE_OR_MEMBER_OF": ("Person", "Organization"), "POLITICAL_AFFILIATION": ("Person", "Organization"),
    "EDUCATED_AT": ("Person", "Organization"), "PLACE_OF_BIRTH": ("Person", "Place"), "DATE_OF_BIRTH": ("Person", "Date"),
    "DATE_OF_DEATH": ("Person", "Date"), "PLACE_OF_RESIDENCE": ("Person", "Place"), "NATIONALITY": ("Person", "Place"),
    "SPOUSE": ("Person", "Person"), "CHILD_OF": ("Person", "Person"),
}
CELL = re.compile(r"<td[^>]*>(.*?)</td>", re.S)
TAG = re.compile(r"<span id=\"(subject|object)\">|<(/span)>|<[^>]+>")


def _marked(cell: str) -> tuple[str, dict[str, tuple[int, int]]]:
    """The passage of a table cell, and where its subject and object stand."""
    text, place, spans, open_ = "", 0, {}, ("", 0)
    body = re.sub(r"^\s*<p> ?|</p>\s*$", "", cell)
    for tag in TAG.finditer(body):
        text += html.unescape(body[place : tag.start()])
        place = tag.end()
        if tag.group(1):
            open_ = (tag.group(1), len(text))
        elif tag.group(2):
            spans[open_[0]] = (open_[1], len(text))
    return text + html.unescape(body[place:]), spans


def knowledgenet(folder: Path) -> Iterator[Sentence]:
    """Passages with the facts that the table marks in them. The fourth fold is for testing."""
    archive = zipfile.ZipFile(folder / "knowledgenet/human_readable-v10-notest.zip")
    page = archive.read("human_readable-v10-notest.html").decode("utf-8", "replace")
    passages: dict[tuple[str, str, str], list[tuple[str, str, dict]]] = {}
    for row in re.findall(r"<tr>(<td.*?)</tr>", page, re.S):
        cells = CELL.findall(row)
        if len(cells) >= 10:
            text, spans = _marked(cells[9])
            passages.setdefault((cells[0], cells[1], text), []).append((cells[8], text, spans))
    for (fold, document, text), rows in passages.items():
        mentions: dict[tuple[int, int], str] = {}
        facts = []
        for name, _, spans in rows:
            if len(spans) == 2:
                subject, object_ = spans["subject"], spans["object"]
                mentions.setdefault(subject, KNOWLEDGENET_TYPES[name][0])
                mentions.setdefault(object_, KNOWLEDGENET_TYPES[name][1])
                facts.append((subject, name, object_))
        placed = without_overlaps([(start, end, kind) for (start, end), kind in mentions.items() if start < end])
        index = {(start, end): at for at, (start, end, _) in enumerate(placed)}
        said = {(index[s], KNOWLEDGENET[p], index[o]) for s, p, o in facts if p in KNOWLEDGENET and s in index and o in index}
        looked_for = {KNOWLEDGENET[p] for _, p, _ in facts if p in KNOWLEDGENET}
        part = "test" if fold == "4" else "develop" if share(document, 10) == 0 else "train"
        yield Sentence(text, placed, said, "en", "knowledgenet", frozenset(looked_for), part=part)


REDOCRED = {
    "P131": ("locatedIn", False), "P17": ("locatedIn", False), "P30": ("locatedIn", False), "P276": ("locatedIn", False),
    "P150": ("locatedIn", True), "P463": ("memberOf", False), "P102": ("memberOf", False), "P54": ("memberOf", False),
    "P569": ("birthDate", False), "P570": ("deathDate", False), "P571": ("foundedOn", False), "P19": ("birthPlace", False),
    "P69": ("alumniOf", False), "P50": ("author", False), "P108": ("affiliatedWith", False), "P127": ("ownedBy", False),
    "P178": ("developedBy", False), "P176": ("developedBy", False), "P749": ("parentOrganization", False),
    "P355": ("parentOrganization", True), "P112": ("foundedBy", False), "P159": ("headquarteredIn", False),
    "P488": ("headedBy", False), "P580": ("startDate", False), "P582": ("endDate", False), "P241": ("affiliatedWith", False),
}
"""Wikidata properties: ours, and whether it is said the other way round."""
REDOCRED_TYPES = {"PER": "Person", "ORG": "Organization", "LOC": "Place", "TIME": "Date", "NUM": "Quantity"}
EVENTS = {"P607", "P585", "P580", "P1344", "P710", "P276"}
PRODUCTS = {"P178", "P176", "P400", "P1056"}


def redocred(folder: Path) -> Iterator[Sentence]:
    """Sentences of the documents; what a document says elsewhere of two things is not known of them here."""
    for name in ("dev_revised", "test_revised"):
        for document in json.loads((folder / f"redocred/{name}.json").read_text(encoding="utf-8")):
            kinds: dict[int, str] = {}
            for label in document["labels"]:
                for at in (label["h"], label["t"]):
                    if label["r"] in EVENTS and at == label["h"]:
                        kinds[at] = "Event"
                    elif label["r"] in PRODUCTS and at == label["h"]:
                        kinds[at] = "Product"
            said: dict[tuple[int, int], list[dict]] = {}
            for label in document["labels"]:
                said.setdefault((label["h"], label["t"]), []).append(label)
            for number, words in enumerate(document["sents"]):
                yield _sentence_of(document, number, words, kinds, said)


def _sentence_of(document: dict, number: int, words: list[str], kinds: dict[int, str], said: dict) -> Sentence:
    text, ranges = join_words(words)
    spans: list[tuple[int, int, str]] = []
    cluster: dict[tuple[int, int, str], int] = {}
    for at, entity in enumerate(document["vertexSet"]):
        for mention in entity:
            first, last = mention["pos"]
            if mention["sent_id"] == number and first < last <= len(ranges):
                kind = REDOCRED_TYPES.get(mention["type"]) or kinds.get(at, "Work")
                span = (ranges[first][0], ranges[last - 1][1], kind)
                spans.append(span)
                cluster[span] = at
    mentions = without_overlaps(spans)
    facts: set[tuple[int, str, int]] = set()
    pairs: dict[tuple[int, int], frozenset[str]] = {}
    for i, first in enumerate(mentions):
        for j in range(i + 1, len(mentions)):
            a, b = cluster[first], cluster[mentions[j]]
            if a == b:
                continue
            both = [(label, i, j) for label in said.get((a, b), [])] + [(label, j, i) for label in said.get((b, a), [])]
            here = [entry for entry in both if number in entry[0]["evidence"]]
            if both and not here:
                continue
            unknown: set[str] = set()
            for label, s, o in here:
                predicate, turned = REDOCRED.get(label["r"], (None, False))
                if predicate is None:
                    unknown |= {"headedBy", "affiliatedWith", "author", "partnerOrganization", "managedBy", "locatedIn", "headquarteredIn", "startDate", "endDate"}
                else:
                    facts.add((o, predicate, s) if turned else (s, predicate, o))
                    if predicate in ("affiliatedWith", "memberOf"):
                        unknown |= {"headedBy", "affiliatedWith", "memberOf"} - {predicate}
                    if predicate == "locatedIn":
                        unknown.add("headquarteredIn")
                    if predicate in ("parentOrganization", "ownedBy"):
                        unknown |= {"parentOrganization", "ownedBy"} - {predicate}
            pairs[i, j] = ALL - frozenset(unknown)
    return Sentence(text, mentions, facts, "en", "redocred", pairs=pairs, part=part_of(document["title"]))


FEWREL = {"P463": ("memberOf", False), "P749": ("parentOrganization", False), "P108": ("affiliatedWith", False), "P50": ("author", False), "P1056": ("developedBy", True)}
FEWREL_NONE = {"P26": ("Person", "Person"), "P40": ("Person", "Person"), "P25": ("Person", "Person"), "P410": ("Person", "Title")}
FEWREL_TYPES = {"P463": (None, "Organization"), "P749": ("Organization", "Organization"), "P108": ("Person", "Organization"), "P50": ("Work", "Person"), "P1056": ("Organization", "Product")}


def fewrel(folder: Path) -> Iterator[Sentence]:
    """One pair a sentence. Their members are persons, bands and countries: what stands in no type stays out."""
    for name in ("val_wiki", "val_nyt"):
        for relation, rows in json.loads((folder / f"fewrel/{name}.json").read_text(encoding="utf-8")).items():
            if relation not in FEWREL and relation not in FEWREL_NONE:
                continue
            kinds = FEWREL_TYPES.get(relation) or FEWREL_NONE[relation]
            for row in rows:
                text, ranges = join_words(row["tokens"])
                ends = [(ranges[row[e][2][0][0]][0], ranges[row[e][2][0][-1]][1]) for e in ("h", "t")]
                head = kinds[0] or ("Person" if len(row["h"][0].split()) == 2 else "Organization")
                spans = [(*ends[0], head), (*ends[1], kinds[1])]
                if without_overlaps(spans) != sorted(spans):
                    continue
                order = sorted(range(2), key=lambda at: spans[at])
                place = [order.index(0), order.index(1)]
                facts = set()
                if relation in FEWREL:
                    predicate, turned = FEWREL[relation]
                    facts = {(place[1], predicate, place[0]) if turned else (place[0], predicate, place[1])}
                known = ALL - (frozenset({"affiliatedWith", "headedBy"}) if relation == "P463" else frozenset())
                if relation == "P108":
                    known = ALL - {"headedBy", "memberOf"}
                yield Sentence(text, sorted(spans), facts, "en", "fewrel", pairs={(0, 1): known}, part=part_of(text))


BOOSTCAMP_TYPES = {
    "PER": "Person", "인물": "Person", "ORG": "Organization", "단체": "Organization", "GRO": "Organization", "ART": "Person",
    "LOC": "Place", "장소": "Place", "COU": "Place", "DAT": "Date", "DATE": "Date", "날짜": "Date", "일시": "Date", "TIM": "Date",
    "EVE": "Event", "EVT": "Event", "행사": "Event", "EVENT": "Event", "LAW": "Law", "PRO": "Work", "COM": "Product", "PRD": "Product",
}
BOOSTCAMP = {
    "org:founded": ("foundedOn", False, "Organization", "Date"), "org:founded_by": ("foundedBy", False, "Organization", None),
    "per:title": ("hasTitle", False, "Person", "Title"), "per:employee_of": ("affiliatedWith", False, "Person", "Organization"),
    "per:member_of": ("memberOf", False, "Person", "Organization"), "artist:member_of": ("memberOf", False, "Person", "Organization"),
    "org:member_of": ("memberOf", False, "Organization", "Organization"), "org:members": ("affiliatedWith", True, "Organization", "Person"),
    "org:employee": ("affiliatedWith", True, "Organization", "Person"),
    "org:top_members/employees": ("affiliatedWith", True, "Organization", "Person"),
    "org:production": ("developedBy", True, "Organization", "Product"), "per:production": ("developedBy", True, "Person", "Product"),
    "org:location": ("locatedIn", False, "Organization", "Place"), "org:shareholders": ("ownedBy", False, "Organization", None),
    "eve:date": ("startDate", False, "Event", "Date"), "eve:place": ("locatedIn", False, "Event", "Place"),
    "행사:장소": ("locatedIn", False, "Event", "Place"), "행사:일시": ("startDate", False, "Event", "Date"),
    "인물:소속": ("affiliatedWith", False, "Person", "Organization"), "pro:start_at": ("startDate", False, "Work", "Date"),
    "pro:end_at": ("endDate", False, "Work", "Date"), "loc:subordinate": ("locatedIn", False, "Place", "Place"),
    "per:origin": ("birthPlace", False, "Person", "Place"), "producer:product": ("author", True, "Person", "Work"),
    "product": ("developedBy", True, "Organization", "Product"),
}
"""Labels of the Korean sets: ours, whether it is said the other way round, and the types of subject and object."""
BOOSTCAMP_NONE = {
    "no_relation", "관계_없음", "관계없음", "no_relation:no_relation", "org:hostile", "org:friendly", "per:colleagues", "per:participate_in",
    "인물:참가", "단체:참가", "인물:결과", "org:contract", "alternate", "org:alternate_names", "org:alternate_name", "per:alternate_name",
}


def boostcamp(folder: Path) -> Iterator[Sentence]:
    """Korean rows, one pair each; a row whose sentence another row has too is in the same part."""
    for path in sorted((folder / "boostcamp_ko_re").rglob("*.csv")):
        plain = _is_utf8(path)
        for row in csv.DictReader(io.StringIO(decode(path))):
            text = row.get("sentence") or ""
            label = (row.get("label") or row.get("class") or row.get("relation") or "").strip()
            ends = [_end(text, row.get(f"{name}_entity") or row.get(name) or "") for name in ("subject", "object")]
            if not text or None in ends or (label not in BOOSTCAMP and label not in BOOSTCAMP_NONE):
                continue
            predicate, turned, *kinds = BOOSTCAMP.get(label, (None, False, None, None))
            spans = [(start, end, kind or own) for (start, end, own), kind in zip(ends, kinds)]  # type: ignore[misc]
            if any(kind is None for *_, kind in spans) or without_overlaps(spans) != sorted(spans):
                continue
            turned_round = spans[0] > spans[1]
            place = (1, 0) if turned_round else (0, 1)
            facts = set()
            if predicate:
                subject, object_ = (place[1], place[0]) if turned else place
                mentions = sorted(spans)
                allowed = SIGNATURES[predicate]
                if mentions[subject][2] not in allowed[0] or mentions[object_][2] not in allowed[1]:
                    continue
                facts = {(subject, predicate, object_)}
            unknown = {"affiliatedWith", "memberOf"} if predicate == "hasTitle" else set()
            if predicate in ("affiliatedWith", "memberOf"):
                unknown = {"affiliatedWith", "memberOf", "headedBy"} - {predicate}
            if predicate == "locatedIn":
                unknown = {"headquarteredIn"}
            # The test is read by the program too, which takes UTF-8 only.
            part = part_of(text) if plain else "train"
            yield Sentence(text, sorted(spans), facts, "ko", "boostcamp", pairs={(0, 1): ALL - frozenset(unknown)}, part=part)


def _is_utf8(path: Path) -> bool:
    try:
        path.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _end(text: str, written: str) -> tuple[int, int, str | None] | None:
    """Span and type of one end, where the row's own offsets or the only place of its words give them."""
    try:
        entity = ast.literal_eval(written.strip())
    except (ValueError, SyntaxError):
        return None
    if not isinstance(entity, dict):
        return None
    word = str(entity.get("word") or entity.get("text") or "")
    start = entity.get("start_idx", entity.get("start", -1))
    start = int(start) if str(start).lstrip("-").isdigit() else -1
    if not word:
        return None
    if text[start : start + len(word)] != word or start < 0:
        if text.count(word) != 1:
            return None
        start = text.find(word)
    kind = str(entity.get("type") or entity.get("entity_type") or "").upper()
    return start, start + len(word), BOOSTCAMP_TYPES.get(kind) or BOOSTCAMP_TYPES.get(kind[:3])


FINRE = {
    "拥有": ("ownedBy", True), "被拥有": ("ownedBy", False), "持股": ("ownedBy", True), "被持股": ("ownedBy", False),
    "成立": ("foundedBy", True), "被成立": ("foundedBy", False),
}
FINRE_NONE = {"unknown", "竞争", "纠纷", "分析", "被分析", "欠款", "被欠款", "帮助", "被帮助", "减持", "被减持", "商讨", "订单"}


def finre(folder: Path, convert: Converter) -> Iterator[Sentence]:
    """Pairs of companies in financial news, in Traditional characters. Who is acquired or merged is left open."""
    for name in ("train", "valid", "test"):
        merged: dict[str, list[tuple[str, str, str]]] = {}
        for line in (folder / f"finre/{name}.txt").read_text(encoding="utf-8").splitlines():
            parts = line.split("\t")
            if len(parts) == 4 and parts[0] != parts[1]:
                merged.setdefault(parts[3].replace("<N>", ""), []).append((parts[0], parts[2], parts[1]))
        for text, rows in merged.items():
            names = sorted({end for s, _, o in rows for end in (s, o)})
            spans = [(text.find(end), text.find(end) + len(end), "Organization") for end in names if len(end) > 1 and end in text]
            mentions = without_overlaps(spans)
            index = {text[start:end]: at for at, (start, end, _) in enumerate(mentions)}
            facts: set[tuple[int, str, int]] = set()
            pairs: dict[tuple[int, int], frozenset[str]] = {}
            for subject, label, object_ in rows:
                if subject not in index or object_ not in index:
                    continue
                s, o = index[subject], index[object_]
                key = (min(s, o), max(s, o))
                if label in FINRE:
                    predicate, turned = FINRE[label]
                    facts.add((o, predicate, s) if turned else (s, predicate, o))
                    pairs[key] = frozenset({predicate, "headedBy"})
                elif label in FINRE_NONE:
                    pairs.setdefault(key, ALL - {"partnerOrganization"})
            if pairs:
                yield Sentence(convert(text), mentions, facts, "zh", "finre", pairs=pairs, part="test" if name == "test" else part_of(text))


BILL = re.compile(r"^(?P<law>.+(?:법률안|법안|개정안))\((?P<person>[가-힣]{2,4})의원")


def ko_assembly(folder: Path) -> Iterator[Sentence]:
    """Titles of bills with who proposed them, one in twenty."""
    for row in csv.DictReader(io.StringIO((folder / "ko_assembly/bills.csv").read_text(encoding="utf-8"))):
        found = BILL.match(row["title"])
        if found and share(row["bill_id"], 20) == 0:
            mentions = [(*found.span("law"), "Law"), (*found.span("person"), "Person")]
            yield Sentence(row["title"], mentions, {(0, "proposedBy", 1)}, "ko", "ko_assembly", ALL, part=part_of(row["title"]))


def every(folder: Path) -> list[Sentence]:
    """All sets."""
    convert = Converter(folder / "opencc_dict")
    found = [*knowledgenet(folder), *redocred(folder), *fewrel(folder), *boostcamp(folder), *ko_assembly(folder), *finre(folder, convert)]
    for sentence in found:
        _keep_what_may_stand(sentence)
    tests = {sentence.text for sentence in found if sentence.part == "test"}
    return [sentence for sentence in found if sentence.part == "test" or sentence.text not in tests]


def may_stand(subject: str, predicate: str, object_: str) -> bool:
    """Whether the types of the ends fit the predicate."""
    return subject in SIGNATURES[predicate][0] and object_ in SIGNATURES[predicate][1]


def _keep_what_may_stand(sentence: Sentence) -> None:
    """Leaves out facts whose ends have other types, and forgets what was known of their pair."""
    for subject, predicate, object_ in list(sentence.facts):
        if not may_stand(sentence.mentions[subject][2], predicate, sentence.mentions[object_][2]):
            sentence.facts.discard((subject, predicate, object_))
            sentence.pairs.pop((min(subject, object_), max(subject, object_)), None)
