"""Invented sentences with statements, and such in which things are merely named together."""

from __future__ import annotations

import random
import re

import relation_templates_en
import relation_templates_ko
import relation_templates_zh
from relation_sets import ALL, Sentence
from synthetic import ENTITY, HELD_OUT, PARTICLES, Chinese, English, Korean, final

LANGUAGES = {"zh": (Chinese, relation_templates_zh), "ko": (Korean, relation_templates_ko), "en": (English, relation_templates_en)}
TYPES = ENTITY | {"project": "Work", "date": "Date", "money": "Money"}
SLOT = re.compile(r"\{(\d):(\w+)(?::(\w+))?\}")
HEADS = {
    "zh": ["部長", "署長", "局長", "處長", "院長", "主任委員", "董事長", "執行長", "所長", "校長", "理事長", "總經理", "主委"],
    "ko": ["장관", "청장", "처장", "원장", "위원장", "소장", "대표이사", "사장", "이사장", "회장", "총장", "센터장", "대표"],
    "en": ["Minister", "Director", "Director-General", "Head", "Chief Executive", "CEO", "Chairman", "President", "Commissioner", "chairwoman", "managing director"],
}
"""Titles of who leads a body."""


def templates(text: str) -> list[tuple[str, list[tuple[int, str, int]], bool]]:
    """Template, its statements by number of slot, and whether its titles are those of heads."""
    rows = []
    for line in text.strip().splitlines():
        template, facts, *rest = (part.strip() for part in line.split(" |"))
        said = [fact.split() for fact in facts.split(";") if fact.strip()]
        rows.append((template, [(int(s), predicate, int(o)) for s, predicate, o in said], bool(rest)))
    return rows


def fill(template: str, language: str, heads: bool, names, rng: random.Random) -> tuple[str, dict[int, tuple[int, int, str]]]:
    """The template with names, and where each numbered one stands."""
    text, spans, place = "", {}, 0
    for slot in SLOT.finditer(template):
        text += template[place : slot.start()]
        number, kind = int(slot.group(1)), slot.group(2)
        value = rng.choice(HEADS[language]) if kind == "title" and heads else names.draw(kind)
        if kind == "date" and language == "en" and rng.random() < 0.4:
            value = str(rng.randint(1850, 2026))
        if kind == "institute" and language == "en":
            value = value.removeprefix("the ")
        value = value.strip()
        spans[number] = (len(text), len(text) + len(value), TYPES[kind])
        text += value
        if slot.group(3):
            closed, opened = PARTICLES[slot.group(3)]
            last = final(value[-1])
            text += closed if last and not (slot.group(3) == "로" and last == 8) else opened
        place = slot.end()
    return text + template[place:], spans


def sentences(language: str, count: int, pools: dict[str, list[str]], seed: int, part: str) -> list[Sentence]:
    """`count` sentences; every eighth template is for testing, the one before it for thresholds."""
    rng = random.Random(seed)
    maker, module = LANGUAGES[language]
    names = maker(rng, pools)
    places = {"test": [HELD_OUT - 1], "develop": [HELD_OUT - 2]}.get(part, list(range(HELD_OUT - 2)))
    rows = [
        row for group in (templates(module.SAYING), templates(module.NAMING)) for at, row in enumerate(group) if at % HELD_OUT in places
    ]
    found = []
    for _ in range(count):
        template, said, heads = rng.choice(rows)
        text, spans = fill(template, language, heads, names, rng)
        if language == "en" and text[:1].islower():
            text = text[:1].upper() + text[1:]
        numbers = sorted(spans, key=lambda number: spans[number])
        mentions = [spans[number] for number in numbers]
        facts = {(numbers.index(s), predicate, numbers.index(o)) for s, predicate, o in said}
        # A place among the words of a body's name is one mention of the name alone.
        found.append(Sentence(text, mentions, facts, language, "synthetic", ALL, {}, part))
    return found
