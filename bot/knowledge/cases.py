"""Sample questions with what must be answered; a knowledge that fails one is not served."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.knowledge.fields import lists, needed, one_of, scalars, unknown_keys
from bot.knowledge.files import Files, below
from bot.knowledge.model import Place
from bot.knowledge.problems import Problem, error
from bot.knowledge.rows import Row, read_rows

FOLDERS = ("seeds/cases", "seeds/local/cases")
CASE_KEYS = ("ask", "kind", "has", "hasnt", "facts", "at", "note")
KINDS = ("answer", "clarify", "suggest", "unknown", "chat", "form")
LONGEST_TOLD = 80


@dataclass(frozen=True, slots=True)
class Case:
    """One conversation: its questions in order, and what the reply to the last one must be."""

    place: Place
    asks: tuple[str, ...]
    kind: str | None
    has: tuple[str, ...]
    hasnt: tuple[str, ...]
    facts: tuple[str, ...]
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Answered:
    """What a reply was."""

    kind: str
    text: str
    facts: tuple[str, ...]


Answerer = Callable[[tuple[str, ...], datetime | None], Answered]


def read_cases(files: Files) -> tuple[tuple[Case, ...], list[Problem]]:
    """Read seeds/cases/*.yaml."""
    cases: list[Case] = []
    problems: list[Problem] = []
    for name in below(files, *FOLDERS):
        rows, faults = read_rows(name, files[name])
        problems += faults
        for row in rows:
            case, faults = _case(row)
            problems += faults
            if case is not None:
                cases.append(case)
    return tuple(cases), problems


def _case(row: Row) -> tuple[Case | None, list[Problem]]:
    faults = (unknown_keys(row, CASE_KEYS) + lists(row, "ask", "has", "hasnt", "facts")
              + scalars(row, "kind", "at", "note")
              + one_of(row, "kind", KINDS, "unknown_reply_kind"))
    asks = row.texts("ask")
    if not asks:
        faults += needed(row, "ask")
    at, wrong = _moment(row)
    faults += wrong
    expects = row.text("kind") or row.texts("has") or row.texts("hasnt") or row.texts("facts")
    if not expects:
        faults.append(error(row.place(), "case_of_nothing"))
    if faults:
        return None, faults
    return Case(row.place(), asks, row.text("kind"), row.texts("has"), row.texts("hasnt"),
                row.texts("facts"), at), []


def _moment(row: Row) -> tuple[datetime | None, list[Problem]]:
    text = row.text("at")
    if not text:
        return None, []
    try:
        return datetime.fromisoformat(text), []
    except ValueError:
        return None, [error(row.place("at"), "no_date", text=text)]


def failing(cases: Iterable[Case], answer: Answerer) -> list[Problem]:
    """Ask every case and report those that are answered otherwise."""
    problems = []
    for case in cases:
        told = answer(case.asks, case.at)
        wanted = _unmet(case, told)
        if wanted:
            problems.append(error(
                case.place, "case", ask=" / ".join(case.asks), wanted=", ".join(wanted),
                kind=told.kind, got=" ".join(told.text.split())[:LONGEST_TOLD]))
    return problems


def _unmet(case: Case, told: Answered) -> list[str]:
    text = _plain(told.text)
    wanted = [case.kind] if case.kind and told.kind != case.kind else []
    wanted += [word for word in case.has if _plain(word) not in text]
    wanted += [f"≠ {word}" for word in case.hasnt if _plain(word) in text]
    return wanted + [name for name in case.facts if name not in told.facts]


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).replace("*", "").split()).casefold()
