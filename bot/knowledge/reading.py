"""Rows to values: sources, entities, attributes and facts, with every fault found on the way."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import TypeVar, cast

from bot.knowledge.dates import Dates
from bot.knowledge.fields import (
    YES,
    dated,
    flags,
    lists,
    needed,
    one_of,
    scalars,
    unknown_keys,
)
from bot.knowledge.files import Files, below
from bot.knowledge.model import STATUSES, Attribute, Entity, Fact, Source, Status, When
from bot.knowledge.numerals import Numerals
from bot.knowledge.problems import Problem, error, warning
from bot.knowledge.rows import Row, read_rows

SOURCE_KEYS = ("id", "file", "title", "title_en", "publisher", "url", "posted", "about", "repost")
ENTITY_KEYS = ("name", "type", "aka", "owns", "en", "city", "part_of", "note", "serves")
ATTRIBUTE_KEYS = ("name", "answers", "suffixes", "ask", "en", "label_en", "specific")
FACT_KEYS = (
    "id", "entity", "phase", "what", "value", "members", "status", "as_of", "as_of_inferred",
    "period", "source", "about", "note", "note_en", "beside", "disagrees_with", "valid_until",
    "value_en", "what_en",
)
FACT_LISTS = ("members", "about", "source")
ANSWER_TYPES = (
    "count", "area", "money", "percent", "growth", "multiple", "rank", "distance", "duration",
    "period", "date", "place", "org", "person", "role", "phone", "name", "list", "text",
    "status", "requirement", "url",
)
LONGEST = 1000
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Readers:
    """What reads numbers and dates, and the words that a field may hold (none: any word)."""

    numerals: Numerals
    dates: Dates
    entity_types: tuple[str, ...] = ()
    phases: tuple[str, ...] = ()


def rows_below(files: Files, *folders: str) -> tuple[list[Row], list[Problem]]:
    """Read every list file below these folders."""
    rows: list[Row] = []
    problems: list[Problem] = []
    for name in below(files, *folders):
        found, faults = read_rows(name, files[name])
        rows.extend(found)
        problems.extend(faults)
    return rows, problems


def _collect(rows: Iterable[Row], make: Callable[[Row], tuple[T | None, list[Problem]]],
             key: Callable[[T], str]) -> tuple[dict[str, T], list[Problem]]:
    made: dict[str, T] = {}
    problems: list[Problem] = []
    places: dict[str, Row] = {}
    for row in rows:
        value, faults = make(row)
        problems.extend(faults)
        if value is None:
            continue
        name = key(value)
        if name in made:
            first = places[name]
            problems.append(error(row.place(), "twice", name=name, path=first.path,
                                  line=first.line))
            continue
        made[name], places[name] = value, row
    return made, problems


def read_sources(files: Files, readers: Readers) -> tuple[dict[str, Source], list[Problem]]:
    """Read seeds/articles.yaml."""
    rows, problems = rows_below(files, "seeds/articles.yaml")

    def make(row: Row) -> tuple[Source | None, list[Problem]]:
        faults = (unknown_keys(row, SOURCE_KEYS) + needed(row, "id", "title")
                  + scalars(row, *SOURCE_KEYS) + flags(row, "repost")
                  + dated(row, readers.dates, "about", "posted"))
        about = _date(row, "about", readers.dates)
        if not row.text("id"):
            return None, faults
        return Source(
            id=str(row.text("id")), title=row.text("title") or str(row.text("id")),
            publisher=row.text("publisher") or "", url=row.text("url"),
            posted=row.text("posted"), about=about, file=row.text("file"),
            title_en=row.text("title_en"), repost=row.text("repost") in YES), faults

    made, faults = _collect(rows, make, lambda source: source.id)
    return made, problems + faults


def read_entities(files: Files, readers: Readers) -> tuple[dict[str, Entity], list[Problem]]:
    """Read seeds/entities/*.yaml."""
    rows, problems = rows_below(files, "seeds/entities", "seeds/local/entities")

    def make(row: Row) -> tuple[Entity | None, list[Problem]]:
        faults = (unknown_keys(row, ENTITY_KEYS) + needed(row, "name", "type")
                  + scalars(row, "name", "type", "city", "part_of", "note")
                  + lists(row, "aka", "en", "owns", "serves")
                  + one_of(row, "type", readers.entity_types, "unknown_type"))
        if not row.text("name"):
            return None, faults
        return Entity(
            name=str(row.text("name")), type=row.text("type") or "", aliases=row.texts("aka"),
            english=row.texts("en"), city=row.text("city"), part_of=row.text("part_of"),
            owns=row.texts("owns"), note=row.text("note"), serves=row.texts("serves"),
            place=row.place()), faults

    made, faults = _collect(rows, make, lambda entity: entity.name)
    return made, problems + faults


def read_attributes(files: Files) -> tuple[dict[str, Attribute], list[Problem]]:
    """Read intents/attributes.yaml and the knowledge's own seeds/attributes.yaml."""
    rows, problems = rows_below(files, "intents/attributes.yaml", "seeds/attributes.yaml")

    def make(row: Row) -> tuple[Attribute | None, list[Problem]]:
        faults = (unknown_keys(row, ATTRIBUTE_KEYS) + needed(row, "name", "answers")
                  + scalars(row, "name", "answers", "label_en") + flags(row, "specific")
                  + lists(row, "suffixes", "ask", "en")
                  + one_of(row, "answers", ANSWER_TYPES, "unknown_answer_type"))
        answers = row.text("answers") or "text"
        if not row.text("name"):
            return None, faults
        return Attribute(
            name=str(row.text("name")), answers=answers, ask=row.texts("ask"),
            english=row.texts("en"), suffixes=row.texts("suffixes"),
            label_en=row.text("label_en"), specific=row.text("specific") in YES,
            place=row.place()), faults

    general = [row for row in rows if not row.path.startswith("seeds/")]
    made, faults = _collect(general, make, lambda attribute: attribute.name)
    own, more = _collect([row for row in rows if row.path.startswith("seeds/")], make,
                         lambda attribute: attribute.name)
    for name, attribute in own.items():
        made[name] = _extended(made[name], attribute) if name in made else attribute
    return made, problems + faults + more


def _extended(general: Attribute, own: Attribute) -> Attribute:
    """Return a general attribute with what a knowledge adds to it: further ends and ways to ask."""
    def both(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*one, *other)))

    return replace(general, suffixes=both(general.suffixes, own.suffixes),
                   ask=both(general.ask, own.ask), english=both(general.english, own.english))


def read_facts(files: Files, readers: Readers) -> tuple[dict[str, Fact], list[Problem]]:
    """Read seeds/facts/*.yaml and what the bot itself wrote beside them."""
    rows, problems = rows_below(files, "seeds/facts", "seeds/local/facts")
    made, faults = _collect(rows, lambda row: _fact(row, readers), lambda fact: fact.id)
    return made, problems + faults


def _date(row: Row, key: str, dates: Dates) -> When:
    return dates.read(row.text(key), row.text(f"{key}_inferred") in YES)


def _term(row: Row, readers: Readers) -> list[Problem]:
    """Report a period that is no year, no span and no length of time."""
    text = row.text("period")
    if not text or readers.dates.sound(text):
        return []
    if any(number.kind == "duration" for number in readers.numerals.find(text)):
        return []
    return [error(row.place("period"), "no_date", text=text)]


def _fact(row: Row, readers: Readers) -> tuple[Fact | None, list[Problem]]:
    faults = unknown_keys(row, FACT_KEYS) + needed(row, "entity", "what", "status")
    faults += scalars(row, *(key for key in FACT_KEYS if key not in FACT_LISTS))
    faults += lists(row, *FACT_LISTS) + flags(row, "as_of_inferred")
    faults += dated(row, readers.dates, "as_of", "valid_until") + _term(row, readers)
    faults += one_of(row, "status", STATUSES, "unknown_status")
    faults += one_of(row, "phase", readers.phases, "unknown_phase")
    status = row.text("status") if row.text("status") in STATUSES else "actual"
    members = row.texts("members")
    value = row.text("value") or ""
    if not value and not members and status != "not_given":
        faults.append(error(row.place("value"), "missing", key="value"))
        return None, faults
    if len(value) > LONGEST:
        faults.append(error(row.place("value"), "too_long", most=LONGEST))
    if not row.text("entity") or not row.text("what"):
        return None, faults
    number = readers.numerals.quantity(value)
    as_of, period = _date(row, "as_of", readers.dates), _date(row, "period", readers.dates)
    fact = Fact(
        id="", entity=str(row.text("entity")), what=str(row.text("what")), value=value,
        status=cast(Status, status), as_of=as_of, sources=row.texts("source"),
        quantity=number.quantity if number else None, members=members, phase=row.text("phase"),
        about=row.texts("about"), period=period, note=row.text("note"),
        note_en=row.text("note_en"), value_en=row.text("value_en"), what_en=row.text("what_en"),
        beside=row.text("beside"), disagrees_with=row.text("disagrees_with"),
        valid_until=readers.dates.read(row.text("valid_until")).last, place=row.place())
    if not fact.sources and status != "not_given":
        faults.append(warning(row.place(), "no_source", what=fact.what))
    return with_id(fact, row.text("id")), faults


def with_id(fact: Fact, given: str | None) -> Fact:
    """Return the fact under its given id, or under one made from its series and date."""
    if given:
        name = given
    else:
        key = "\x1f".join((*fact.series, fact.as_of.text, fact.period.text))
        name = "f" + hashlib.blake2s(key.encode(), digest_size=5).hexdigest()
    return replace(fact, id=name)
