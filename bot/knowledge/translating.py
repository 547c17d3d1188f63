"""The English of labels, values and notes: a table beside the facts, by what the Chinese says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.knowledge.fields import lists, needed, scalars, unknown_keys
from bot.knowledge.files import Files, below
from bot.knowledge.model import Fact
from bot.knowledge.problems import Problem, error, warning
from bot.knowledge.rows import read_rows

FOLDER = "seeds/english"
KEYS = ("zh", "en")
Said = tuple[str, ...]      # a text; of a list, the value before its members and each of these
Table = dict[Said, str]


def read_english(files: Files, facts: Mapping[str, Fact]) -> tuple[Table, list[Problem]]:
    """Return the English of each Chinese text and all faults: one told twice, one nobody tells."""
    table: Table = {}
    problems: list[Problem] = []
    said = {one for fact in facts.values() for one in ((fact.what,), _value(fact), _note(fact))}
    for path in below(files, FOLDER):
        rows, faults = read_rows(path, files[path])
        problems += faults
        for row in rows:
            problems += (unknown_keys(row, KEYS) + needed(row, "en") + scalars(row, "en")
                         + lists(row, "zh"))
            chinese, english = tuple(row.texts("zh")), row.text("en")
            name = " / ".join(chinese)
            if not chinese:
                problems.append(error(row.place("zh"), "missing", key="zh"))
            if not chinese or not english:
                continue
            if chinese in table:
                problems.append(error(row.place("zh"), "english_twice", name=name))
            elif chinese not in said:
                problems.append(warning(row.place("zh"), "english_unused", name=name))
            table[chinese] = english
    return table, problems


def translated(fact: Fact, table: Mapping[Said, str]) -> Fact:
    """Return a fact with the English that its own row leaves out, where the table has it."""
    return replace(
        fact, what_en=fact.what_en or table.get((fact.what,)),
        value_en=fact.value_en or table.get(_value(fact)),
        note_en=fact.note_en or table.get(_note(fact)))


def _value(fact: Fact) -> Said:
    return tuple(text for text in (fact.value, *fact.members) if text)


def _note(fact: Fact) -> Said:
    return (fact.note,) if fact.note else ()
