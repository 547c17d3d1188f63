"""What differs between two knowledges, and what has fallen due between two dates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from bot.knowledge.deriving import is_derived
from bot.knowledge.model import Fact, KnowledgeBase

ChangeKind = Literal["new", "changed", "corrected", "removed"]


@dataclass(frozen=True, slots=True)
class Change:
    """One series that tells something else: newer (changed) or mended (corrected)."""

    kind: ChangeKind
    entity: str
    series: tuple[str, ...]
    old: Fact | None
    new: Fact | None


def newest_of_series(knowledge: KnowledgeBase) -> dict[tuple[str, ...], Fact]:
    """Return the newest fact of each series, in the order of the files."""
    newest: dict[tuple[str, ...], Fact] = {}
    for fact in knowledge.facts.values():
        if fact.status == "not_given" or is_derived(fact):
            continue
        known = newest.get(fact.series)
        if known is None or _later(fact, known):
            newest[fact.series] = fact
    return newest


def changes(old: KnowledgeBase, new: KnowledgeBase) -> tuple[Change, ...]:
    """Return what changed from `old` to `new`, comparing the newest of each series."""
    before, after = newest_of_series(old), newest_of_series(new)
    found = []
    for series, fact in after.items():
        known = before.get(series)
        if known is None:
            found.append(Change("new", fact.entity, series, None, fact))
        elif _content(known) != _content(fact):
            kind: ChangeKind = "changed" if _later(fact, known) else "corrected"
            found.append(Change(kind, fact.entity, series, known, fact))
    found += [Change("removed", fact.entity, series, fact, None)
              for series, fact in before.items() if series not in after]
    return tuple(found)


def due_notices(knowledge: KnowledgeBase, since: date, until: date) -> tuple[Fact, ...]:
    """Return the facts whose validity, or whose target's term, ended in (since, until]."""
    return tuple(fact for fact in knowledge.facts.values()
                 if (last := _last_day(fact)) is not None and since < last <= until)


def topics_of(knowledge: KnowledgeBase, name: str) -> tuple[str, ...]:
    """Return the topics that news of an entity belongs to: itself, what it is part of, its city."""
    found: list[str] = [name]
    entities: Mapping[str, object] = knowledge.entities
    at = knowledge.entities.get(name)
    while at is not None and at.part_of and at.part_of not in found and at.part_of in entities:
        found.append(at.part_of)
        at = knowledge.entities[at.part_of]
    first = knowledge.entities.get(name)
    if first is not None and first.city and first.city not in found:
        found.append(first.city)
    return tuple(found)


def _last_day(fact: Fact) -> date | None:
    if fact.valid_until is not None:
        return fact.valid_until
    return fact.period.last if fact.status == "target" else None


def _later(one: Fact, other: Fact) -> bool:
    if one.as_of.last is None:
        return False
    return other.as_of.last is None or one.as_of.last > other.as_of.last


def _content(fact: Fact) -> tuple[object, ...]:
    return (fact.value, fact.members, fact.as_of.text, fact.valid_until)
