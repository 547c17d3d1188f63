"""Until when the policies of a ledger hold, so that what is past is told as past."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from bot.knowledge.importing_tables import Tables, longest_end
from bot.knowledge.importing_values import number_of
from bot.knowledge.model import When
from bot.knowledge.writing import Value

TENTHS = 10


def set_terms(facts: Iterable[dict[str, Value]], types: Mapping[str, str],
              tables: Tables) -> dict[str, date]:
    """Write `valid_until` into what is told of each policy whose last day is known.

    Returns {policy: its last day}.
    """
    kinds = tables.words("term_types")
    of_policy: dict[str, list[dict[str, Value]]] = {}
    for fact in facts:
        if types.get(str(fact["entity"])) in kinds:
            of_policy.setdefault(str(fact["entity"]), []).append(fact)
    last_days = {name: day for name, told in of_policy.items()
                 if (day := _last_day(told, tables)) is not None}
    for name, day in last_days.items():
        for fact in of_policy[name]:
            if fact["status"] == "actual":
                fact["valid_until"] = day.isoformat()
    return last_days


def _last_day(told: list[dict[str, Value]], tables: Tables) -> date | None:
    for fact in told:
        if longest_end(str(fact["what"]), tables.words("term_labels")):
            value = str(fact["value"])
            number = number_of(value, tables)
            if number is None or number.kind != "duration":
                return tables.readers.dates.read(value).last
            return _after(_first_day(told, tables), number.quantity.number)
    return None


def _first_day(told: list[dict[str, Value]], tables: Tables) -> When | None:
    """Return when a policy began to hold, by the first label that tells it exactly."""
    for label in tables.words("term_from"):
        for fact in told:
            if str(fact["what"]) == label:
                when = tables.readers.dates.read(str(fact["value"]))
                if when.precision == "day":
                    return when
    return None


def _after(start: When | None, years: float) -> date | None:
    if start is None or start.first is None or years != int(years) or years > TENTHS * TENTHS:
        return None
    day = start.first
    return date(day.year + int(years), day.month, min(day.day, 28))
