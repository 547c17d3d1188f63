"""A damaged copy of a knowledge is reported, with the place, and never makes a traceback.

One file of a small knowledge is damaged at a time. What no check can know to be wrong (a figure
changed to another figure) must at least arrive as it is written: nothing is lost in silence.
"""

from __future__ import annotations

import random
from functools import cache

import pytest

from bot.answers.loading import load
from bot.knowledge.building import build
from bot.knowledge.cases import CASE_KEYS, read_cases
from bot.knowledge.problems import Problem
from bot.knowledge.reading import ATTRIBUTE_KEYS, ENTITY_KEYS, FACT_KEYS, SOURCE_KEYS
from bot.language.lexicon import WORD_KEYS, make_lexicon
from bot.language.normalise import fold_word
from tests.facts.damage import (
    NONSENSE,
    RAW,
    independent,
    lines_with_keys,
    misspell,
    rows_of,
)
from tests.facts.small import SEEDS, TODAY, brief_files, small_files

KEYS = {"seeds/articles.yaml": SOURCE_KEYS, "seeds/attributes.yaml": ATTRIBUTE_KEYS,
        "seeds/entities": ENTITY_KEYS, "seeds/facts": FACT_KEYS, "seeds/words": WORD_KEYS,
        "seeds/cases": CASE_KEYS}
# Fields that hold a word of a list, a reference, a date or a flag: nonsense is reported.
BOUND = {
    "seeds/articles.yaml": ("posted", "about", "repost", "id"),
    "seeds/attributes.yaml": ("answers",),
    "seeds/entities": ("type", "city", "part_of", "serves"),
    "seeds/facts": ("entity", "status", "source", "as_of", "as_of_inferred", "period", "phase",
                    "beside", "valid_until"),
    "seeds/words": ("kind",),
    "seeds/cases": ("kind",),
}
# The files of intents/ that building reads; the others are the lexicon's.
READ = ("intents/numbers.yaml", "intents/checking.yaml", "intents/attributes.yaml")
NOTHING = ("", "~", "null", "Null", "NULL")


def of_file(table, name):
    return next(value for folder, value in table.items() if name.startswith(folder))


def problems_of(files):
    """Every finding but those of the engine, which takes longer to make."""
    built = build(files, TODAY)
    lexicon = make_lexicon(files, built.knowledge, fold_word)
    found = (*built.problems, *lexicon.problems, *read_cases(files)[1])
    return built, found


@cache
def sound():
    built, found = problems_of(brief_files())
    assert [str(problem) for problem in found if problem.severity == "error"] == []
    return built, frozenset(map(str, found))


def damaged(rng):
    name = rng.choice(sorted(SEEDS))
    files = brief_files()
    return files, name


def new_errors(found):
    return [problem for problem in found
            if problem.severity == "error" and str(problem) not in sound()[1]]


def said_well(found, files):
    """Every finding is one line and stands at a line of a file that is there."""
    for problem in found:
        assert isinstance(problem, Problem)
        assert "\n" not in str(problem)
        data = files.get(problem.path, b"")
        assert 1 <= problem.line <= data.count(b"\n") + 1, problem


def test_the_small_knowledge_is_sound():
    built, _ = sound()
    assert len(built.knowledge.facts) >= 7


@pytest.mark.proof
def test_a_misspelt_key_is_reported_where_it_stands(proof):
    rng = random.Random("keys")
    rounds = proof.count(100, 1_000)
    for _ in range(rounds):
        files, name = damaged(rng)
        text = files[name].decode()
        line, match = rng.choice(lines_with_keys(text))
        known = of_file(KEYS, name)
        wrong = misspell(rng, match["key"], known)
        lines = text.split("\n")
        lines[line - 1] = f"{match['lead']}{wrong}:{match['rest']}"
        files[name] = "\n".join(lines).encode()
        found = problems_of(files)[1]
        said_well(found, files)
        assert any((problem.key, problem.path, problem.line) == ("unknown_key", name, line)
                   for problem in new_errors(found)), (name, line, wrong, list(map(str, found)))
    proof.record("a misspelt key is reported with its file and line", f"{rounds} of {rounds}")


@pytest.mark.proof
def test_nonsense_in_a_field_that_is_checked_is_reported_where_it_stands(proof):
    rng = random.Random("values")
    rounds = proof.count(150, 1_500)
    for _ in range(rounds):
        files, name = damaged(rng)
        text = files[name].decode()
        bound = of_file(BOUND, name)
        line, match = rng.choice([(line, match) for line, match in lines_with_keys(text)
                                  if match["key"] in bound])
        wrong = rng.choice(NONSENSE)
        lines = text.split("\n")
        lines[line - 1] = f"{match['lead']}{match['key']}: {wrong}"
        files[name] = "\n".join(lines).encode()
        found = problems_of(files)[1]
        said_well(found, files)
        errors = new_errors(found)
        at_line = [problem for problem in errors if problem.path == name
                   and _row_of(text, problem.line) == _row_of(text, line)]
        referred = match["key"] == "id" and errors
        assert at_line or referred, (name, line, match["key"], wrong, list(map(str, found)))
    proof.record("nonsense in a checked field is reported at its row", f"{rounds} of {rounds}")


def _row_of(text, line):
    lines = text.split("\n")[:line]
    return sum(row.startswith("- ") for row in lines)


@pytest.mark.proof
def test_bytes_and_lines_that_are_damaged_are_reported_or_arrive_as_written(proof):
    rng = random.Random("bytes")
    rounds = proof.count(250, 2_500)
    reported = 0
    for _ in range(rounds):
        files, name = damaged(rng)
        files[name] = rng.choice(RAW)(rng, files[name])
        built, found = problems_of(files)
        said_well(found, files)
        errors = new_errors(found)
        reported += bool(errors)
        seen = independent(files[name])
        if seen is None:
            assert any(problem.path == name for problem in errors) or not files[name].strip() \
                or "empty_file" in {problem.key for problem in found}, (name, files[name])
        elif not errors:
            assert lost(name, files[name], built) == [], files[name].decode(errors="replace")
    proof.record("damaged bytes and lines: reported, or all that is written arrives, no traceback",
                 f"{rounds} of {rounds}, {reported} of them reported")


def lost(name, data, built):
    """What a file says and the knowledge that was built from it does not."""
    knowledge = built.knowledge
    if name.startswith("seeds/facts"):
        return [row for row in rows_of(data) if not any(
            tells(fact, row) for fact in knowledge.facts.values()
            if fact.entity == row.get("entity") and fact.what == row.get("what"))]
    if name.startswith("seeds/entities"):
        return [row for row in rows_of(data)
                if not names(knowledge.entities.get(row.get("name")), row)]
    if name == "seeds/articles.yaml":
        return [row for row in rows_of(data) if row.get("id") not in knowledge.sources]
    return []


def texts(value):
    if isinstance(value, list):
        return tuple(value)
    return () if value is None or value in NOTHING else (value,)


def one(value):
    return None if value is None or value in NOTHING else value


def tells(fact, row):
    return (fact.value == (one(row.get("value")) or "")
            and fact.members == texts(row.get("members")) and fact.status == row.get("status")
            and fact.sources == texts(row.get("source")) and fact.about == texts(row.get("about"))
            and fact.as_of.text == (one(row.get("as_of")) or "").strip()
            and fact.phase == one(row.get("phase")) and fact.beside == one(row.get("beside"))
            and (fact.valid_until is None) == (one(row.get("valid_until")) is None))


def names(entity, row):
    return (entity is not None and entity.aliases == texts(row.get("aka"))
            and entity.english == texts(row.get("en")) and entity.type == row.get("type")
            and entity.part_of == one(row.get("part_of")) and entity.city == one(row.get("city"))
            and entity.owns == texts(row.get("owns")) and entity.serves == texts(row.get("serves")))


@pytest.mark.parametrize("content", [
    b"", b"# nothing\n", b"null\n", b"a: b\n", b"- a\n- b\n", b"\xff\xfe\x00", b"[" * 100_000,
    b"- " * 50_000, b"{a: " * 9_000, b"- &a {x: *a}\n", b"- a: *b\n", b"--- 1\n--- 2\n",
    b"- !!python/object:os.system x\n", b"\x00" * 50,
], ids=lambda content: repr(content[:12]))
@pytest.mark.parametrize("name", sorted(SEEDS))
def test_a_file_of_another_kind_is_reported(name, content):
    files = brief_files()
    files[name] = content
    found = problems_of(files)[1]
    said_well(found, files)
    assert [problem for problem in found if problem.path == name], content[:20]


@pytest.mark.parametrize("name", sorted(SEEDS))
def test_a_file_in_the_wrong_place_is_reported(name):
    files = brief_files()
    moved = name.replace("seeds/", "seeds/fact/").replace("/all", "/alle")
    files[moved] = files.pop(name)
    found = problems_of(files)[1]
    assert ("stray_file", moved) in {(problem.key, problem.path) for problem in found}


@pytest.mark.proof
def test_a_damaged_knowledge_is_loaded_whole_or_not_at_all(proof):
    rng = random.Random("load")
    rounds = proof.count(12, 120)
    for _ in range(rounds):
        files = small_files()
        name = rng.choice(sorted(SEEDS))
        files[name] = rng.choice(RAW)(rng, files[name])
        loaded = load(files, TODAY)
        assert (loaded.engine is None) == bool(loaded.errors)
        for problem in loaded.problems:
            assert "\n" not in str(problem)
    proof.record("a damaged knowledge is loaded whole or not at all", f"{rounds} of {rounds}")


@pytest.mark.proof
def test_damage_to_the_ways_of_asking_makes_no_traceback(proof):
    rng = random.Random("intents")
    rounds = proof.count(60, 600)
    for _ in range(rounds):
        files = brief_files()
        name = rng.choice([name for name in files if name.startswith("intents/")])
        files[name] = rng.choice(RAW)(rng, files[name])
        built = build(files, TODAY)
        if independent(files[name]) is None:
            assert any(problem.path == name for problem in built.problems) or name not in READ
    proof.record("damage to intents/ makes no traceback", f"{rounds} of {rounds}")
