"""facts import: a plain ledger becomes a new knowledge folder."""

from __future__ import annotations

import argparse
import shutil
import tempfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from bot.answers.loading import load
from bot.cli.facts.report import told
from bot.cli.knowledge import folders_of, now_of, settings_of
from bot.errors import UsageProblem
from bot.knowledge.building import build
from bot.knowledge.files import read_files, read_folder
from bot.knowledge.importing import Imported, import_ledger
from bot.knowledge.importing_rows import Ledger, read_ledger
from bot.knowledge.importing_tables import PATH, Tables, make_tables
from bot.knowledge.problems import Problem
from bot.knowledge.rows import read_mapping, read_rows, texts
from bot.language.lexicon import make_lexicon
from bot.language.normalise import fold_word
from bot.language.pinyin import spelling
from bot.language.segment import Segmenter
from bot.messages import say

REVIEW = "review.md"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's own arguments."""
    parser.add_argument("ledger", type=Path, metavar="LEDGER", help=say("help.import_ledger"))
    parser.add_argument("--out", type=Path, metavar="DIR", required=True,
                        help=say("help.import_out"))


def run(options: argparse.Namespace) -> int:
    """Write the folder, check it, and list what a person should look at."""
    settings = settings_of(options)
    intents = folders_of(options, settings)[1]
    out: Path = options.out
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise UsageProblem(say("import.not_empty"), str(out))
    try:
        data = options.ledger.read_bytes()
    except OSError as fault:
        raise UsageProblem(say("import.no_ledger"), str(options.ledger)) from fault
    today = now_of(options, settings).date()
    tables = tables_of(read_folder(intents, "intents"), today)
    ledger = read_ledger(options.ledger.name, data, tables)
    if not ledger.rows:
        first = next(iter(ledger.problems), None)
        raise UsageProblem(say("import.no_rows", first=str(first or "")), str(options.ledger))
    imported = import_ledger(ledger, tables)
    lines = _review(ledger, imported)
    _write(out, {**imported.files, REVIEW: "\n".join(["# " + say("import.title"), "", *lines, ""])})
    loaded = load(read_files(out, intents), today)
    print(say("import.done", facts=imported.facts, entities=imported.entities, out=out))
    print("\n".join(lines))
    print("\n".join(map(str, loaded.errors)), end="\n" if loaded.errors else "")
    return 1 if loaded.errors or ledger.left_out else 0


def tables_of(intents: Mapping[str, bytes], today: date) -> Tables:
    """Return what a ledger is read with, from intents/."""
    built = build(intents, today)
    lexicon = make_lexicon(intents, built.knowledge, fold_word)
    segmenter = Segmenter(lexicon.senses)
    data = read_mapping(PATH, intents[PATH])[0] if PATH in intents else {}
    cues = read_mapping("intents/cues.yaml", intents["intents/cues.yaml"])[0] \
        if "intents/cues.yaml" in intents else {}
    types = data.get("types") or {}
    ends = tuple(end for kind in ("city", "district", "province") for end in texts(types.get(kind)))
    english, words = _glossary(intents, ends)
    general = frozenset(form for form, senses in lexicon.senses.items()
                        if any(sense.kind != "place" for sense in senses)) | words
    return make_tables(data, cues, built.knowledge.attributes, built.readers, segmenter.cut,
                       spelling, english, general)


def _glossary(intents: Mapping[str, bytes],
              ends: tuple[str, ...]) -> tuple[dict[str, tuple[str, ...]], frozenset[str]]:
    """Return {word: its English}, of words, places and attributes; and the words themselves.

    Of the places only cities and what is like them, which have one of these `ends`.
    """
    english: dict[str, tuple[str, ...]] = {}
    words: set[str] = set()
    for path, data in intents.items():
        if not path.startswith(("intents/words/", "intents/places", "intents/attributes")):
            continue
        for row in read_rows(path, data)[0]:
            word = row.text("word") or row.text("name") or ""
            if row.text("word"):
                words.add(word)
            said = (row.text("label_en"),) if row.text("label_en") else row.texts("en")[:1]
            place = path.startswith("intents/places")
            if place and not word.endswith(ends):
                continue
            forms = (word, *row.texts("say")) if place else (word,)
            for form in forms:
                if said:
                    english.setdefault(form, tuple(filter(None, said)))
    return english, frozenset(words)


def _review(ledger: Ledger, imported: Imported) -> list[str]:
    lines = []
    if ledger.left_out:
        lines += [say("import.left_out", count=ledger.left_out), ""]
    return lines + told(_unique(imported.problems))


def _unique(problems: tuple[Problem, ...]) -> list[Problem]:
    """Return the findings without those that say the same of another line."""
    seen: dict[tuple[str, str], Problem] = {}
    for problem in problems:
        seen.setdefault((problem.key, problem.text), problem)
    return list(seen.values())


def _write(out: Path, files: Mapping[str, str]) -> None:
    """Write a folder whole or not at all."""
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=out.parent) as folder:
            work = Path(folder) / out.name
            for name, text in files.items():
                path = work / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
            if out.is_dir():
                out.rmdir()
            shutil.move(str(work), str(out))
    except OSError as fault:
        raise UsageProblem(say("import.cannot_write"), str(out)) from fault
