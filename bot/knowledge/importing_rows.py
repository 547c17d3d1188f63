"""A plain ledger to rows: headings, required columns, what is left out and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.knowledge.importing_tables import Tables
from bot.knowledge.model import STATUSES, Place
from bot.knowledge.problems import Problem, error, warning
from bot.knowledge.rows import Row, read_rows

COLUMNS = ("id", "entity", "entity_aliases", "entity_type", "city", "part_of", "attribute",
           "value", "unit", "as_of", "status", "source")
REQUIRED = ("entity", "attribute", "value", "status")


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One row; `items` is its value where that was written as a list."""

    place: Place
    entity: str
    attribute: str
    value: str
    status: str
    id: str | None = None
    aliases: tuple[str, ...] = ()
    type: str | None = None
    city: str | None = None
    part_of: str | None = None
    unit: str = ""
    as_of: str = ""
    sources: tuple[str, ...] = ()
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ledger:
    """The rows that can be taken over, and what is to be said of the others."""

    rows: tuple[LedgerRow, ...]
    problems: tuple[Problem, ...]
    left_out: int


def read_ledger(path: str, data: bytes, tables: Tables) -> Ledger:
    """Read a ledger; a row that lacks what is required is left out and reported."""
    rows, problems = read_rows(path, data)
    headings = {other: name for name, others in tables.groups("columns").items()
                for other in others}
    ignored: dict[str, Place] = {}
    taken: list[LedgerRow] = []
    ids: set[str] = set()
    for row in rows:
        named = _named(row, headings)
        for key, column in named.items():
            if key not in COLUMNS:
                ignored.setdefault(column, row.place(column))
        made, faults = _row(row, named, tables)
        problems += faults
        if made is None:
            continue
        if made.id in ids:
            problems.append(warning(made.place, "import_id_twice", name=made.id))
        ids.add(made.id or "")
        taken.append(made)
    problems += [warning(place, "import_ignored", key=key) for key, place in ignored.items()]
    return Ledger(tuple(taken), tuple(problems), len(rows) - len(taken))


def _named(row: Row, headings: Mapping[str, str]) -> dict[str, str]:
    """Return {our name of a column: the ledger's name of it}."""
    named: dict[str, str] = {}
    for key in row.fields:
        plain = key.strip()
        name = plain.lower().replace(" ", "_")
        named.setdefault(name if name in COLUMNS else headings.get(plain, plain), key)
    return named


def _row(row: Row, named: Mapping[str, str],
         tables: Tables) -> tuple[LedgerRow | None, list[Problem]]:
    def text(name: str) -> str:
        return (row.text(named.get(name, name)) or "").strip()

    def several(name: str) -> tuple[str, ...]:
        found = row.texts(named.get(name, name))
        return tuple(item.strip() for item in found if item.strip())

    value = text("value")
    items: tuple[str, ...] = ()
    if not value:
        items = several("value")
    missing = [name for name in REQUIRED if not text(name) and not (name == "value" and items)]
    status, faults = _status(text("status"), row.place(named.get("status")), tables)
    if "value" in missing and status == "not_given":
        missing.remove("value")
    if missing:
        return None, [error(row.place(named.get(name)), "import_missing", key=name)
                      for name in missing]
    if value.lower() in tables.words("no_values"):
        value, status = "", "not_given"
    return LedgerRow(
        row.place(), text("entity"), text("attribute"), value, status, text("id") or None,
        several("entity_aliases"), text("entity_type") or None, text("city") or None,
        text("part_of") or None, text("unit"), text("as_of"), several("source"), items), faults


def _status(said: str, place: Place, tables: Tables) -> tuple[str, list[Problem]]:
    plain = said.lower()
    if plain in STATUSES or not said:
        return plain, []
    for status, words in tables.groups("statuses").items():
        if plain in words:
            return status, []
    return "actual", [warning(place, "import_status", name=said)]
