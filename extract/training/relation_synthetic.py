"""Invented sentences with statements, and such in which things are merely named together.

Templates stand in `relation_templates_*.py`, and those of other authors, who saw neither code nor sets, in `wordings/`.
"""

from __future__ import annotations

import random
import re
from pathlib import Path
from typing import NamedTuple

import relation_templates_en
import relation_templates_ko
import relation_templates_zh
from relation_sets import ALL, Sentence
from synthetic import ENTITY, PARTICLES, Chinese, English, Korean, final

LANGUAGES = {"zh": (Chinese, relation_templates_zh), "ko": (Korean, relation_templates_ko), "en": (English, relation_templates_en)}
TYPES = ENTITY | {"project": "Work", "date": "Date", "money": "Money"}
SLOT = re.compile(r"\{(\d):(\w+)(?::(\w+))?\}")
HEADS = {
    "zh": ["部長", "署長", "局長", "處長", "院長", "主任委員", "董事長", "執行長", "所長", "校長", "理事長", "總經理", "主委"],
    "ko": ["장관", "청장", "처장", "원장", "위원장", "소장", "대표이사", "사장", "이사장", "회장", "총장", "센터장", "대표"],
    "en": ["Minister", "Director", "Director-General", "Head", "Chief Executive", "CEO", "Chairman", "President", "Commissioner", "chairwoman", "managing director"],
}
"""Titles of who leads a body."""


WORDINGS = Path(__file__).parent / "wordings"
"""Folders by language."""
HELD_OUT = 10
"""Every tenth template is for testing, the one before it for thresholds, the others are for training."""
FILLED = 6
"""How often a template of the parts that are not trained on is filled; each time counts this part of one."""
POSTS = ("headedBy", "hasTitle")
"""What no longer holds where a template speaks of the past."""
BELONGS = ("affiliatedWith", "memberOf")
"""What the sets say whether it holds still or not; nothing is known of it there."""
LATER = frozenset({"partOf", "tripLead"})
"""What the authors of the first files were not asked for; nothing is known of it in them and in the templates here."""
EARLIER = ("bodies", "projects", "dense", "plain")


class Template(NamedTuple):
    """A sentence with numbered slots, and its statements by number of slot."""

    text: str
    said: list[tuple[int, str, int]]
    heads: bool
    """Titles are those of heads."""
    former: bool
    """What it says of posts is over."""
    known: frozenset[str]
    """What it would have said."""


def templates(text: str, known: frozenset[str] = ALL - LATER) -> list[Template]:
    """One a line: `text | subject predicate object; … | titles=head former`."""
    rows = []
    for line in filter(str.strip, text.splitlines()):
        template, facts, *rest = (part.strip() for part in line.split(" |"))
        said = [fact.split() for fact in facts.split(";") if fact.strip()]
        marks = " ".join(rest).split()
        rows.append(Template(template, [(int(s), predicate, int(o)) for s, predicate, o in said], "titles=head" in marks, "former" in marks, known))
    return rows


def groups(language: str) -> list[list[Template]]:
    """The templates of a language by where they come from."""
    module = LANGUAGES[language][1]
    files = sorted((WORDINGS / language).glob("*.txt"))
    others = [templates(file.read_text(encoding="utf-8"), ALL - LATER if file.stem in EARLIER else ALL) for file in files]
    return [templates(module.SAYING), templates(module.NAMING), *others]


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


def of_part(language: str, part: str) -> list[Template]:
    places = {"test": [HELD_OUT - 1], "develop": [HELD_OUT - 2]}.get(part, list(range(HELD_OUT - 2)))
    return [row for group in groups(language) for at, row in enumerate(group) if at % HELD_OUT in places]


def sentences(language: str, count: int, pools: dict[str, list[str]], seed: int, part: str) -> list[Sentence]:
    """For training `count` sentences, of the other parts every template [`FILLED`] times."""
    rng = random.Random(seed)
    names = LANGUAGES[language][0](rng, pools)
    rows = of_part(language, part)
    drawn = rng.choices(rows, k=count) if part == "train" else rows * FILLED
    return [sentence(row, language, names, rng, part) for row in drawn]


def sentence(row: Template, language: str, names, rng: random.Random, part: str) -> Sentence:
    """A template with names, and what it says of them."""
    text, spans = fill(row.text, language, row.heads, names, rng)
    if language == "en" and text[:1].islower():
        text = text[:1].upper() + text[1:]
    numbers = sorted(spans, key=lambda number: spans[number])
    mentions = [spans[number] for number in numbers]
    said = [(numbers.index(s), predicate, numbers.index(o)) for s, predicate, o in row.said]
    over = POSTS + BELONGS if row.former else ()
    facts = {fact for fact in said if fact[1] not in over}
    pairs = {(min(s, o), max(s, o)): row.known - set(BELONGS) for s, predicate, o in said if row.former and predicate in over}
    # A place among the words of a body's name is one mention of the name alone.
    return Sentence(text, mentions, facts, language, "synthetic", row.known, pairs, part)
