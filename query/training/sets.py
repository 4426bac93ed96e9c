"""Sets of papers with questions: where their indexes and what is written of them stand.

A set is a folder with `documents` and `questions.jsonl` ({"id", "question", "answer", "aliases", "answerable", "type"} a line).
`agency` is read by its questions of odd number only: the others are for measuring.
"""

import argparse
import json
import pathlib
import re
import shutil
import subprocess

# What is left out together when figures for unseen papers are wanted.
FOLDS = 3
MEASURED_BY_EVEN = "agency"


def arguments(description):
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quarry", type=pathlib.Path, required=True, help="the program")
    parser.add_argument("--candidates", type=pathlib.Path, required=True, help="the example `candidates`")
    parser.add_argument("--models", type=pathlib.Path, required=True, help="the folder of its models")
    parser.add_argument("--work", type=pathlib.Path, required=True, help="a folder for indexes and what is written of them")
    parser.add_argument("--out", type=pathlib.Path, required=True, help="where the weights go")
    return parser


def fold_of(sets):
    """The fold of each set, by its place among the names in order."""
    return {folder: place % FOLDS for place, folder in enumerate(sorted(sets, key=lambda f: f.name))}


def questions(folder, work):
    """The file of the questions that are read."""
    if folder.name != MEASURED_BY_EVEN:
        return folder / "questions.jsonl"
    path = work / f"{folder.name}-odd.jsonl"
    lines = (folder / "questions.jsonl").read_text().splitlines()
    odd = [line for line in lines if int(re.sub(r"\D", "", json.loads(line)["id"])) % 2]
    path.write_text("\n".join(odd) + "\n")
    return path


def written(what, folder, options, name, *more):
    """What `candidates` writes of a set, made once: a file in the working folder."""
    options.work.mkdir(parents=True, exist_ok=True)
    data, out = options.work / "data" / folder.name, options.work / f"{folder.name}.{name}"
    if not data.exists():
        command = [options.quarry, "ingest", folder / "documents", "--data", data]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    if not out.exists():
        part = out.with_suffix(out.suffix + ".part")
        command = [options.candidates, what, options.models, data, questions(folder, options.work), *more]
        with open(part, "wb") as file:
            subprocess.run([str(c) for c in command], check=True, stdout=file)
        part.rename(out)
    return out


def alone(folder, options, *more):
    """Proposals where each paper of a set is all that there is: of each the questions that something proposed answers there, and
    those that no paper answers. Made once."""
    out = options.work / f"{folder.name}-alone.proposals"
    if out.exists():
        return out
    part, data = out.with_suffix(".part"), options.work / "data" / f"{folder.name}-alone"
    with open(part, "w") as file:
        for paper in sorted((folder / "documents").iterdir()):
            shutil.rmtree(data, ignore_errors=True)
            command = [options.quarry, "ingest", paper, "--data", data]
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            command = [options.candidates, "proposals", options.models, data, questions(folder, options.work), *more]
            told = subprocess.run([str(c) for c in command], check=True, stdout=subprocess.PIPE, text=True).stdout
            for line in told.splitlines():
                read = json.loads(line)
                best = max((p[0] for p in read["proposals"]), default=0.0)
                if best >= 0.99 or not read["answerable"]:
                    file.write(line + "\n")
    part.rename(out)
    return out
