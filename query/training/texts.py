#!/usr/bin/env python3
"""Makes sets of running text with questions for fit.py out of public question sets, and sets to measure by.

    texts.py --archive retrieval.tar.xz --lexicons lexicons.tar.xz --retrieval FOLDER --worlds FOLDER --out FOLDER

From the archives: DRCD's and CMRC 2018's dev parts (the second turned into Traditional characters by OpenCC's tables); from the
retrieval folder XQuAD in English, 2WikiMultiHopQA, HotpotQA and MuSiQue; from the worlds their questions. Of each text set OUT/NAME
is fitted to and OUT/NAME-measured has other questions (of DRCD and CMRC those of other paragraphs, which the hash of their id
chooses). OUT/NAME-choice has questions for fit_choice.py. The papers of all three are the same.
"""

import argparse
import hashlib
import json
import pathlib
import tarfile

# Questions that the ranked reader is fitted to, that the choice is fitted to, and that are measured.
SIZES = {
    "xquad": (450, 120, 300),
    "drcd": (600, 150, 200),
    "cmrc": (450, 0, 200),
    "2wiki": (90, 60, 200),
    "hotpot": (50, 0, 50),
    "musique": (60, 0, 40),
}
RETRIEVAL = {
    "xquad": "xquad_en",
    "2wiki": "2wiki_full_en",
    "hotpot": "hotpot_train100_en",
    "musique": "musique_train100_en",
}


def chance(text):
    return int(hashlib.md5(text.encode()).hexdigest(), 16)


def question(number, text, answers, gold):
    answers = list(dict.fromkeys(answers))
    return {
        "id": number,
        "question": text,
        "answer": answers[0],
        "aliases": answers[1:],
        "answerable": True,
        "type": "text",
        "gold": gold,
    }


def traditional(archive):
    """From Simplified to Traditional characters, the longest phrase first."""
    table = {}
    for name in ("STCharacters", "STPhrases"):
        lines = archive.extractfile(f"opencc_dict/{name}.txt").read().decode().splitlines()
        table.update((a, b.split(" ")[0]) for a, b in (line.split("\t")[:2] for line in lines if "\t" in line))
    longest = max(map(len, table))

    def turn(text):
        out, at = [], 0
        while at < len(text):
            sizes = range(min(longest, len(text) - at), 0, -1)
            size = next((n for n in sizes if text[at : at + n] in table), 1)
            out.append(table.get(text[at : at + size], text[at : at + size]))
            at += size
        return "".join(out)

    return turn


def spans(archive, name, turn):
    """Paragraphs and questions of a set in the form of SQuAD."""
    papers, asked = [], []
    for article in json.load(archive.extractfile(name))["data"]:
        for paragraph in article["paragraphs"]:
            title = article.get("title") or paragraph.get("title") or ""
            papers.append({"id": paragraph["id"], "title": turn(title), "text": turn(paragraph["context"])})
            for qa in paragraph["qas"]:
                answers = [turn(a["text"]) for a in qa["answers"]]
                asked.append(question(qa["id"], turn(qa["question"]), answers, [paragraph["id"]]))
    return papers, asked


def write(folder, papers, asked):
    (folder / "documents").mkdir(parents=True, exist_ok=True)
    for path, lines in ((folder / "documents" / "corpus.jsonl", papers), (folder / "questions.jsonl", asked)):
        path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines))


def worlds(folder, out):
    for language in ("zh-Hant", "ko", "en"):
        asked = []
        for line in (folder / language / "questions.jsonl").read_text().splitlines():
            line = json.loads(line)
            entry = question(line["id"], line["question"], [line["answer"], *line["answer_aliases"]], [])
            asked.append(entry | {"answerable": line["type"] != "negative"})
        world = out / f"world-{language}"
        world.mkdir(parents=True, exist_ok=True)
        if not (world / "documents").exists():
            (world / "documents").symlink_to((folder / language / "docs").resolve())
        (world / "questions.jsonl").write_text("".join(json.dumps(q, ensure_ascii=False) + "\n" for q in asked))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("archive", "lexicons", "retrieval", "worlds", "out"):
        parser.add_argument(f"--{name}", type=pathlib.Path, required=True)
    options = parser.parse_args()
    worlds(options.worlds, options.out)
    made = {}
    with tarfile.open(options.archive) as archive, tarfile.open(options.lexicons) as lexicons:
        made["drcd"] = spans(archive, "drcd/DRCD_dev.json", lambda text: text)
        made["cmrc"] = spans(archive, "cmrc2018/cmrc2018_dev.json", traditional(lexicons))
    for name, folder in RETRIEVAL.items():
        lines = lambda file: map(json.loads, (options.retrieval / folder / file).read_text().splitlines())
        asked = [question(q["id"], q["question"], q["answers"], q["gold"]) for q in lines("queries.jsonl")]
        made[name] = (list(lines("corpus.jsonl")), asked)
    for name, (papers, asked) in made.items():
        asked = sorted(asked, key=lambda q: chance(q["id"]))
        by_paragraph = name in ("drcd", "cmrc")
        measured = lambda q: chance("p" + q["gold"][0]) % 4 == 0 if by_paragraph else chance("x" + q["id"]) % 2 == 0
        fitted, chosen, kept = SIZES[name]
        learnt = [q for q in asked if not measured(q)]
        write(options.out / name, papers, learnt[:fitted])
        write(options.out / f"{name}-choice", papers, learnt[fitted : fitted + chosen])
        write(options.out / f"{name}-measured", papers, [q for q in asked if measured(q)][:kept])


if __name__ == "__main__":
    main()
