"""Sentences in the manner of government and company papers, with invented names, labelled as they are written.

Names are composed at random from syllables, characters and subject words; nothing is taken from any evaluation text.
Every type is annotated, so a name of a project (which has no type) teaches what is no organisation.
"""

from __future__ import annotations

import random
import re

import synthetic_en
import synthetic_ko
import synthetic_zh
from data import Example
from model import TYPES

ENTITY = {
    "person": "Person", "lastname": "Person", "first": "Person", "title": "Title", "place": "Place", "agency": "Organization",
    "agencyshort": "Organization", "government": "Organization", "institute": "Organization", "company": "Organization", "companyshort": "Organization",
    "acronym": "Organization", "agencyen": "Organization", "law": "Law", "product": "Product", "work": "Work", "event": "Event",
}
PARTICLES = {"은": ("은", "는"), "이": ("이", "가"), "을": ("을", "를"), "과": ("과", "와"), "로": ("으로", "로"), "이다": ("이다.", "다."), "이고": ("이고", "고")}


class Names:
    """Draws names of one language; `pools` hold names from gazetteers by slot, used now and then."""

    def __init__(self, rng: random.Random, pools: dict[str, list[str]]):
        self.rng, self.pools = rng, pools

    def draw(self, slot: str) -> str:
        pool = self.pools.get(slot)
        if pool and self.rng.random() < 0.35:
            return self.rng.choice(pool)
        return getattr(self, slot)()

    def phone(self) -> str:
        r = self.rng
        return r.choice([f"0{r.randint(2, 9)}-{r.randint(200, 9999)}-{r.randint(1000, 9999)}", f"(0{r.randint(2, 8)}){r.randint(2000000, 8999999)}"])

    def number(self) -> str:
        r = self.rng
        return str(r.choice([r.randint(1, 30), r.randint(1, 100), r.randint(100, 3000), round(r.random() * 100, 1)]))

    def year(self) -> str:
        return str(self.rng.randint(1950, 2026))

    def acronym(self) -> str:
        return "".join(self.rng.choices("ABCDEFGHIKLMNOPRSTUW", k=self.rng.choice([3, 3, 4, 4, 5])))

    def code(self) -> str:
        r = self.rng
        return "".join(r.choices("ABCDEFGHKLMNPRSTXZ", k=r.randint(1, 3))) + r.choice(["-", "-", ""]) + str(r.randint(1, 9999))

    def agencyen(self) -> str:
        return English(self.rng, {}).agency()


class Chinese(Names):
    words = synthetic_zh

    def stem(self, low: int = 1, high: int = 3) -> str:
        return "".join(self.rng.choices(self.words.STEMS, k=self.rng.randint(low, high)))

    def person(self) -> str:
        r = self.rng
        if r.random() < 0.06:
            return self.stem(2, 3) + "·" + self.stem(2, 4)
        surname = r.choice(self.words.SURNAMES) if r.random() > 0.04 else r.choice(["歐陽", "司馬", "上官", "諸葛", "范姜", "張簡"])
        pool = self.words.GIVEN if r.random() < 0.75 else self.words.STEMS
        return surname + "".join(r.choices(pool, k=2 if r.random() < 0.9 else 1))

    def title(self) -> str:
        return self.rng.choice(self.words.TITLES)

    def place(self) -> str:
        return self.stem(1 if self.rng.random() < 0.1 else 2, 2 if self.rng.random() < 0.8 else 3) + self.rng.choice(self.words.PLACE_ENDS[:7] if self.rng.random() < 0.6 else self.words.PLACE_ENDS)

    def agency(self) -> str:
        r, w = self.rng, self.words
        head = r.choice(["", "", self.stem(2, 3), self.stem(2, 3), self.stem(2, 3), self.place(), self.place() + "政府", "國家", "中央", "行政院"])
        field = r.choice(w.FIELDS) + (r.choice(["", "", "及" + r.choice(w.FIELDS)]) if r.random() < 0.2 else "")
        return head + field + r.choice(w.AGENCY_ENDS[:7] if r.random() < 0.6 else w.AGENCY_ENDS)

    def government(self) -> str:
        r = self.rng
        return self.stem(2, 2) + r.choice(["市政府", "市政府", "縣政府", "縣政府", "鄉公所", "鎮公所", "區公所", "市議會", "縣議會"])

    def institute(self) -> str:
        r, w = self.rng, self.words
        head = r.choice([self.stem(2, 3), self.stem(2, 2), "國立" + self.stem(2, 2), self.place(), "財團法人" + self.stem(2, 2), ""])
        field = r.choice(w.INSTITUTE_FIELDS) + r.choice(["", "", "技術", "應用", "工程", "資料"])
        return head + (field if head == "" or r.random() < 0.8 else "") + r.choice(w.INSTITUTE_ENDS)

    def company(self) -> str:
        r, w = self.rng, self.words
        return self.stem(2, 2 if r.random() < 0.8 else 3) + "".join(r.sample(w.INDUSTRIES, r.choice([1, 1, 1, 2]))) + r.choice(w.COMPANY_ENDS[:3] if r.random() < 0.6 else w.COMPANY_ENDS)

    def companyshort(self) -> str:
        return self.stem(2, 2) + (self.rng.choice(self.words.INDUSTRIES) if self.rng.random() < 0.7 else "")

    def agencyshort(self) -> str:
        r, w = self.rng, self.words
        return r.choice([self.stem(1, 1), self.stem(2, 2), ""]) + "".join(c[0] for c in r.sample(w.FIELDS, r.choice([1, 1, 2]))) + r.choice(["部", "署", "局", "院", "會", "處", "委會", "所", "中心"])

    def law(self) -> str:
        r, w = self.rng, self.words
        return r.choice(["", self.stem(2, 3), self.stem(2, 2)]) + r.choice(w.FIELDS) + r.choice(["", "", "管理", "促進", "發展", "保護", "安全", "評估", "人才培育"]) + r.choice(w.LAW_ENDS)

    def project(self) -> str:
        r, w = self.rng, self.words
        return r.choice([self.stem(2, 2), self.stem(2, 2) + r.choice(w.FIELDS), ""]) + r.choice(w.TOPICS) + r.choice(w.PROJECT_ENDS)

    def product(self) -> str:
        r = self.rng
        return r.choice([self.stem(2, 2) + " " + self.code() + " ", self.code() + " ", self.stem(2, 3), self.stem(2, 2) + "牌"]) + r.choice(["", "多功能", "智慧", "高速", "水質"]) + r.choice(self.words.DEVICES)

    def event(self) -> str:
        r, w = self.rng, self.words
        return r.choice([self.year(), f"第{r.choice('一二三四五六七八九十')}屆", self.place(), ""]) + r.choice([self.stem(2, 2), "國際", "全國", "亞洲"]) + r.choice(w.FIELDS + w.TOPICS) + r.choice(w.EVENT_ENDS)

    def work(self) -> str:
        return self.rng.choice([self.rng.choice(self.words.WORKS), self.stem(2, 3) + self.rng.choice(self.words.WORKS), self.stem(2, 4)])

    def date(self) -> str:
        r = self.rng
        month, day = r.randint(1, 12), r.randint(1, 28)
        return r.choice([f"{r.randint(1990, 2026)}年{month}月{day}日", f"民國{r.randint(80, 115)}年{month}月{day}日", f"{month}月{day}日", f"{r.randint(90, 115)}.{month}.{day}", f"{r.randint(2000, 2026)}/{month}/{day}", f"{r.randint(90, 115)}年{month}月"])

    def money(self) -> str:
        r = self.rng
        return r.choice([f"{r.randint(1, 99)}億{r.randint(1, 9999)}萬", f"{r.randint(1, 900):,}萬", f"{r.randint(10, 99999):,}千", f"{r.randint(100000, 99999999):,}"])


def final(char: str) -> int:
    """Index of a Hangul syllable's final consonant (0: none); digits and others count as with none."""
    return (ord(char) - 0xAC00) % 28 if 0xAC00 <= ord(char) <= 0xD7A3 else 0


class Korean(Names):
    words = synthetic_ko

    def stem(self, low: int = 2, high: int = 2) -> str:
        return "".join(self.rng.choices(self.words.STEMS, k=self.rng.randint(low, high)))

    def person(self) -> str:
        r, w = self.rng, self.words
        if r.random() < 0.05:
            return self.stem(2, 4) + " " + self.stem(2, 4)
        family = r.choice(w.FAMILY[:12] if r.random() < 0.5 else w.FAMILY) if r.random() > 0.02 else r.choice(["남궁", "선우", "황보", "제갈"])
        return family + "".join(r.choices(w.GIVEN, k=2 if r.random() < 0.95 else 1))

    def title(self) -> str:
        return self.rng.choice(self.words.TITLES)

    def place(self) -> str:
        r, w = self.rng, self.words
        return self.stem(1 if r.random() < 0.2 else 2, 2 if r.random() < 0.8 else 3) + r.choice(w.PLACE_ENDS[:6] if r.random() < 0.6 else w.PLACE_ENDS)

    def agency(self) -> str:
        r, w = self.rng, self.words
        head = r.choice(["", "", self.stem(2, 3) + " ", self.stem(2, 3) + " ", self.stem(2, 2), self.place() + " ", "국가", "국립", "한국", "중앙"])
        field = "".join(r.sample(w.FIELDS, r.choice([1, 1, 2])))
        return head + field + r.choice(w.AGENCY_ENDS[:6] if r.random() < 0.6 else w.AGENCY_ENDS)

    def government(self) -> str:
        r = self.rng
        return self.stem(2, 3) + r.choice(["시청", "군청", "구청", "도청", "시의회", "군의회", "도의회", "시 교육청", "읍사무소"])

    def institute(self) -> str:
        r, w = self.rng, self.words
        head = r.choice([self.stem(2, 3), self.stem(2, 2), self.stem(2, 3) + " ", "한국", "국립", self.place() + " ", ""])
        return head + r.choice(w.INSTITUTE_FIELDS) + r.choice(["", "", "공학", "기술", "융합", "정책"]) + r.choice(w.INSTITUTE_ENDS)

    def company(self) -> str:
        r = self.rng
        name = self.companyshort()
        return r.choice(["주식회사 " + name, "㈜" + name, name + "㈜", "(주)" + name, name + "(주)", name + " 주식회사", name, name, name + "그룹"])

    def companyshort(self) -> str:
        r = self.rng
        return self.stem(2, 2 if r.random() < 0.8 else 3) + (r.choice(self.words.INDUSTRIES) if r.random() < 0.85 else "")

    def agencyshort(self) -> str:
        r, w = self.rng, self.words
        return r.choice([r.choice(w.FIELDS), "".join(c[0] for c in r.sample(w.FIELDS, 2)), self.stem(1, 1) + r.choice(w.FIELDS)[0]]) + r.choice(["부", "처", "청", "원", "위", "연", "공단", "센터"])

    def law(self) -> str:
        r, w = self.rng, self.words
        tail = r.choice(w.LAW_TAILS)
        middle = r.choice(["", "", " 진흥", " 관리", " 안전", " 보호", " 인력 양성", " 위험 평가"])
        return r.choice(["", self.stem(2, 3) + " ", ""]) + r.choice(w.FIELDS) + (middle if tail.startswith((" ", "에")) else middle.strip()) + tail

    def project(self) -> str:
        r, w = self.rng, self.words
        return r.choice([self.stem() + " ", self.stem() + " " + r.choice(w.FIELDS) + " ", ""]) + r.choice(w.TOPICS) + r.choice(w.PROJECT_ENDS)

    def product(self) -> str:
        r = self.rng
        return r.choice([self.stem() + " " + self.code() + " ", self.code() + " ", self.stem(2, 3) + " "]) + r.choice(["", "수질 ", "스마트 ", "고속 ", "다목적 "]) + r.choice(self.words.DEVICES)

    def event(self) -> str:
        r, w = self.rng, self.words
        return r.choice([self.year() + " ", f"제{r.randint(1, 40)}회 ", ""]) + r.choice([self.stem() + " ", "국제 ", "전국 ", "아시아 "]) + r.choice(w.FIELDS + w.TOPICS) + r.choice(w.EVENT_ENDS)

    def work(self) -> str:
        return self.rng.choice([self.rng.choice(self.words.WORKS), self.stem() + " " + self.rng.choice(self.words.WORKS), self.stem(2, 4)])

    def date(self) -> str:
        r = self.rng
        year, month, day = r.randint(1990, 2026), r.randint(1, 12), r.randint(1, 28)
        return r.choice([f"{year}년 {month}월 {day}일", f"{year}. {month}. {day}.", f"{month}월 {day}일", f"지난 {day}일", f"{year}년 {month}월", f"{year}-{month:02}-{day:02}"])

    def money(self) -> str:
        r = self.rng
        return r.choice([f"{r.randint(1, 99)}억 {r.randint(1, 9999)}만 ", f"{r.randint(1, 900):,}백만", f"{r.randint(1, 9000)}억", f"{r.randint(100000, 99999999):,}"])


class English(Names):
    words = synthetic_en

    def stem(self) -> str:
        return self.rng.choice(self.words.SURNAME_STARTS)

    def lastname(self) -> str:
        return self.stem() + self.rng.choice(self.words.SURNAME_ENDS)

    def first(self) -> str:
        return self.rng.choice(self.words.FIRST) if self.rng.random() < 0.8 else self.lastname()

    def initials(self) -> str:
        return " ".join(f"{char}." for char in self.rng.choices("ABCDEFGHJKLMNPRSTW", k=self.rng.choice([1, 1, 2])))

    def person(self) -> str:
        r = self.rng
        return r.choice([f"{self.first()} {self.lastname()}"] * 6 + [f"{self.initials()} {self.lastname()}", f"{self.first()} {self.initials()} {self.lastname()}", f"{self.first()} {self.lastname()}-{self.lastname()}"])

    def title(self) -> str:
        return self.rng.choice(self.words.TITLES)

    def place(self) -> str:
        r, w = self.rng, self.words
        name = self.stem() + r.choice(w.PLACE_ENDS)
        return r.choice([name, name, name, f"{r.choice(w.PLACE_HEADS)} {name}", f"{name} {r.choice(w.PLACE_TAILS)}"])

    def field(self) -> str:
        r = self.rng
        one, two = r.sample(self.words.FIELDS, 2)
        return r.choice([one, one, one, f"{one} and {two}"])

    def agency(self) -> str:
        r = self.rng
        head = r.choice(["", "", "", self.place() + " ", "National ", "Federal ", "Royal "])
        one = self.field()
        return head + r.choice([
            f"Ministry of {one}", f"Ministry of {one}", f"Department of {one}", f"Department for {one}", f"{one} Agency", f"{one} Administration", f"{one} Commission", f"Office of {one}",
            f"Bureau of {one}", f"{one} Authority", f"{one} Council", f"Agency for {one}", f"{one} Board", f"{one} Bureau", f"Committee on {one}", f"{one} Inspectorate", f"{one} Service",
        ])

    def government(self) -> str:
        r = self.rng
        name = self.stem() + r.choice(self.words.PLACE_ENDS)
        return r.choice([f"{name} City Council", f"{name} County Council", f"{name} Borough Council", f"{name} Council", f"{name} City Hall", f"{name} Town Council"])

    def institute(self) -> str:
        r, w = self.rng, self.words
        head, subject = r.choice([self.lastname(), self.place()]), r.choice(w.INSTITUTE_FIELDS)
        return r.choice([
            f"{head} Institute of {subject}", f"{head} Institute", f"Institute of {subject}", f"{head} Research Centre for {subject}", f"{head} Laboratory", f"{head} Centre for {subject}", f"University of {head}",
            f"{head} University", f"{head} Hospital", f"{head} College", f"National Institute of {subject}", f"{head} Laboratory for {subject}", f"{subject} Research Institute", f"{head} Center for {subject}",
        ])

    def company(self) -> str:
        r, w = self.rng, self.words
        words = " ".join(r.sample(w.COMPANY_WORDS, r.choice([1, 1, 1, 2])))
        return r.choice([self.lastname(), self.place(), self.stem() + r.choice(["ex", "tec", "ora", "ium", "sys", "on", "via", "net"])]) + r.choice([" " + words, " " + words, ""]) + r.choice(w.COMPANY_ENDS)

    def companyshort(self) -> str:
        r = self.rng
        return r.choice([self.acronym(), self.lastname(), f"{self.lastname()} {r.choice(self.words.COMPANY_WORDS)}"])

    def agencyshort(self) -> str:
        return self.rng.choice([self.acronym(), self.acronym(), f"the {self.rng.choice(self.words.FIELDS)} Ministry"])

    def law(self) -> str:
        r = self.rng
        year = f" {self.year()}" if r.random() < 0.4 else ""
        return r.choice(["", self.stem() + r.choice(self.words.PLACE_ENDS) + " ", ""]) + self.field() + r.choice(["", " Promotion", " Safety", " Management", " Protection", " Assessment"]) + r.choice([" Act", " Act", " Regulations", " Code", " Ordinance", " Rules", " Order"]) + year

    def project(self) -> str:
        r, w = self.rng, self.words
        return r.choice([self.lastname() + " ", self.place() + " ", ""]) + r.choice(w.TOPICS) + r.choice(w.PROJECT_ENDS)

    def product(self) -> str:
        r, w = self.rng, self.words
        return r.choice([f"{self.lastname()} {self.code()} ", f"{self.code()} ", f"{self.lastname()} "]) + r.choice(["", "Water ", "Smart ", "Rapid ", "Multi-purpose "]) + r.choice(w.DEVICES)

    def event(self) -> str:
        r, w = self.rng, self.words
        return r.choice([self.year() + " ", "", f"{r.randint(4, 40)}th "]) + r.choice([self.place() + " ", "International ", "National ", "World "]) + r.choice(w.FIELDS + w.TOPICS) + r.choice(w.EVENT_ENDS)

    def work(self) -> str:
        return self.rng.choice([self.rng.choice(self.words.WORKS), f"{self.rng.choice(self.words.WORKS)} of {self.place()}"])

    def date(self) -> str:
        r = self.rng
        month = r.choice("January February March April May June July August September October November December".split())
        year, day = r.randint(1990, 2026), r.randint(1, 28)
        return r.choice([f"{day} {month} {year}", f"{month} {day}, {year}", f"{day} {month}", f"{year}-{r.randint(1, 12):02}-{day:02}", f"{month} {year}", "Monday", "Thursday"])

    def money(self) -> str:
        r = self.rng
        return r.choice(["$", "£", "€", "USD ", "NT$"]) + r.choice([f"{r.randint(1, 900)} million", f"{r.random() * 90:.1f}m", f"{r.randint(1000, 9999999):,}", f"{r.random() * 9:.1f} billion"])


SLOT = re.compile(r"\{(\w+)(?::(\w+))?\}")


def fill(template: str, names: Names) -> tuple[str, list[tuple[int, int, str]]]:
    """The template with names in its slots, and their spans."""
    text, spans, place = "", [], 0
    for slot in SLOT.finditer(template):
        text += template[place : slot.start()]
        value = names.draw(slot.group(1))
        kind = ENTITY.get(slot.group(1))
        if slot.group(1) == "agencyshort" and value.startswith("the "):
            text, value = text + "the ", value[4:]
        if kind:
            spans.append((len(text), len(text) + len(value), kind))
        text += value
        if slot.group(2):
            closed, opened = PARTICLES[slot.group(2)]
            last = final(value[-1])
            text += closed if last and not (slot.group(2) == "로" and last == 8) else opened
        place = slot.end()
    return text + template[place:], spans


HELD_OUT = 8
"""Every eighth template is kept for the evaluation."""


def sentences(language: str, count: int, pools: dict[str, list[str]], seed: int, held_out: bool = False) -> list[Example]:
    """`count` labelled sentences of one language, from the training templates or from those held out."""
    rng = random.Random(seed)
    names = {"zh": Chinese, "ko": Korean, "en": English}[language](rng, pools)
    complete = frozenset(TYPES)
    templates = [text for index, text in enumerate(names.words.TEMPLATES) if (index % HELD_OUT == HELD_OUT - 1) == held_out]
    examples = []
    for _ in range(count):
        text, spans = fill(rng.choice(templates), names)
        if language == "zh" and rng.random() < 0.15:
            text = text.translate(str.maketrans("（），：；", "(),:;"))
        if language == "zh" and rng.random() < 0.3:
            text = text.replace("臺", "台")
        examples.append(Example(text, spans, language, "synthetic", complete))
    return examples
