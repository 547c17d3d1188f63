"""The English of labels, values and notes: a table beside the facts, by what the Chinese says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.knowledge.fields import needed, scalars, unknown_keys
from bot.knowledge.files import Files, below
from bot.knowledge.labels import told
from bot.knowledge.model import Fact
from bot.knowledge.problems import Problem, error, warning
from bot.knowledge.rows import read_rows

FOLDER = "seeds/english"
KEYS = ("zh", "en")
Table = dict[str, str]


def read_english(files: Files, facts: Mapping[str, Fact]) -> tuple[Table, list[Problem]]:
    """Return the English of each Chinese text and all faults: one told twice, one nobody tells."""
    table: Table = {}
    problems: list[Problem] = []
    said = {text for fact in facts.values() for text in (fact.what, told(fact), fact.note) if text}
    for path in below(files, FOLDER):
        rows, faults = read_rows(path, files[path])
        problems += faults
        for row in rows:
            problems += unknown_keys(row, KEYS) + needed(row, *KEYS) + scalars(row, *KEYS)
            chinese, english = row.text("zh"), row.text("en")
            if not chinese or not english:
                continue
            if chinese in table:
                problems.append(error(row.place("zh"), "english_twice", name=chinese))
            elif chinese not in said:
                problems.append(warning(row.place("zh"), "english_unused", name=chinese))
            table[chinese] = english
    return table, problems


def translated(fact: Fact, table: Mapping[str, str]) -> Fact:
    """Return a fact with the English that its own row leaves out, where the table has it."""
    return replace(
        fact, what_en=fact.what_en or table.get(fact.what),
        value_en=fact.value_en or table.get(told(fact)),
        note_en=fact.note_en or table.get(fact.note or ""))
