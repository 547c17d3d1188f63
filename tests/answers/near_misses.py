"""Questions that are nearly what a fact tells: generated from the facts, one kind at a time."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import yaml

from bot.answers.reply import Reply
from bot.knowledge.model import Fact, KnowledgeBase
from tests.answers.shipped import ROOT, data, engine

DIGITS = re.compile(r"\d{4}")


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A question, and the fact that must not be told for it (`any_fact`: nor any other)."""

    text: str
    fact: Fact
    any_fact: bool = False

    def leaks(self, reply: Reply) -> bool:
        """Whether the reply tells what was not asked."""
        return reply.kind == "answer" and (self.any_fact or self.fact.id in reply.facts)


def known() -> KnowledgeBase:
    return engine().knowledge


def facts() -> list[Fact]:
    """Every fact that tells something."""
    return [fact for fact in known().facts.values() if fact.status != "not_given"]


def told_text(fact: Fact) -> str:
    """Everything that a fact says, in one string."""
    return "\n".join(part for part in (
        fact.entity, fact.phase, fact.what, fact.value, *fact.members, *fact.about, fact.note,
        *fact.qualifiers, fact.as_of.text, fact.period.text) if part)


def pick(options: Sequence[str], salt: str) -> str:
    """One of the options, always the same one for the same salt."""
    return options[int(hashlib.sha256(salt.encode()).hexdigest(), 16) % len(options)]


def names(entity: str) -> tuple[str, ...]:
    """An entity's names, longest first."""
    found = known().entities[entity]
    return tuple(sorted({found.name, *found.aliases, *found.owns}, key=lambda name: -len(name)))


@cache
def lineage(entity: str) -> frozenset[str]:
    """An entity, what it is part of, its city, and its own parts."""
    base, above = known(), entity
    found = {entity}
    while (record := base.entities.get(above)) and record.part_of \
            and record.part_of not in found:
        above = record.part_of
        found.add(above)
    record = base.entities.get(entity)
    if record and record.city:
        found.add(record.city)
    below = [entity]
    while below:
        parts = [name for name in base.children.get(below.pop(), ()) if name not in found]
        found.update(parts)
        below += parts
    return frozenset(found)


# ---- the kinds ---------------------------------------------------------------------------------

def other_year() -> Iterator[NearMiss]:
    """A figure is asked for in a year that is not its own."""
    year = data("near.yaml")["year"]
    for fact in facts():
        years = {*fact.as_of.years, *fact.period.years}
        if fact.quantity is None or not years or year in years:
            continue
        if DIGITS.search(fact.entity + fact.what):
            continue
        yield NearMiss(data("near.yaml")["year_question"].format(
            year=year, entity=fact.entity, phase=fact.phase or "", what=fact.what), fact)


@cache
def cities() -> dict[str, str]:
    """The cities that the entities lie in, with the name that people use."""
    base = known()
    found = {entity.city for entity in base.entities.values() if entity.city}
    return {city: min((name for name in names(city) if city.startswith(name)), key=len)
            for city in sorted(found)}


def other_city() -> Iterator[NearMiss]:
    """The city in a thing's name is one that the knowledge does not know."""
    for fact in facts():
        own = f"{fact.entity}{fact.phase or ''}{fact.what}"
        for short in cities().values():
            if short in fact.entity:
                foreign = pick(data("near.yaml")["foreign"], fact.id)
                yield NearMiss(own.replace(short, foreign), fact)
                break


def other_known_city() -> Iterator[NearMiss]:
    """The city in a thing's name is another one of the knowledge (they differ in one letter)."""
    shorts = cities()
    for fact in facts():
        own = f"{fact.entity}{fact.phase or ''}{fact.what}"
        for city, short in shorts.items():
            others = [name for other, name in shorts.items()
                      if other != city and name not in told_text(fact)]
            if short in fact.entity and others:
                other = pick(others, fact.id)
                if fact.entity.replace(short, other) not in names(fact.entity):
                    yield NearMiss(own.replace(short, other), fact)
                break


def foreign_city_before() -> Iterator[NearMiss]:
    """A thing whose name holds no city is put into one that the knowledge does not know."""
    for fact in facts():
        own = f"{fact.entity}{fact.phase or ''}{fact.what}"
        if not any(short in own for short in cities().values()):
            yield NearMiss(pick(data("near.yaml")["foreign"], fact.id) + own, fact)


@cache
def absent_things() -> tuple[str, ...]:
    """The things of intents/words/absent.yaml that nothing in this knowledge speaks of."""
    rows = yaml.safe_load((ROOT / "intents/words/absent.yaml").read_text(encoding="utf-8"))
    everything = "\n".join(map(told_text, known().facts.values()))
    return tuple(str(row["word"]) for row in rows if row.get("kind") == "absent"
                 and not any(form in everything for form in (row["word"], *row.get("say", []))))


def absent_attribute() -> Iterator[NearMiss]:
    """A thing is asked of an entity that nothing is known of; whatever is told is wrong."""
    for fact in facts():
        yield NearMiss(data("near.yaml")["absent_of_entity"].format(
            entity=fact.entity + (fact.phase or ""), thing=pick(absent_things(), fact.id)),
            fact, any_fact=True)


def absent_of_a_fact() -> Iterator[NearMiss]:
    """An absent thing is asked of what a fact is about."""
    for fact in facts():
        yield NearMiss(data("near.yaml")["absent_of_fact"].format(
            entity=fact.entity + (fact.phase or ""), what=fact.what,
            thing=pick(absent_things(), fact.what + fact.id)), fact)


def of_another_entity() -> Iterator[NearMiss]:
    """Somebody else's attribute is asked of an entity that has none such."""
    base = known()
    everyone = [name for name in sorted(base.by_entity) if len(name) > 3]
    whole = {name: "\n".join(told_text(base.facts[one]) for one in ids)
             for name, ids in base.by_entity.items()}
    aliases = {alias for name in base.entities for alias in names(name) if len(alias) > 1}
    for fact in facts():
        if any(alias in fact.what for alias in aliases):
            continue
        text = told_text(fact)
        others = [name for name in everyone
                  if base.entities[name].type == base.entities[fact.entity].type
                  and name not in lineage(fact.entity) and fact.what not in whole[name]
                  and not any(alias in text for alias in names(name))
                  and not any(alias in name for alias in names(fact.entity))
                  and not any(alias in whole[name] for alias in names(fact.entity))]
        if others:
            yield NearMiss(data("near.yaml")["other_entity"].format(
                entity=pick(others, fact.id), what=fact.what), fact)


def other_phase() -> Iterator[NearMiss]:
    """A phase is asked for that is not the fact's own; most facts are of no phase at all."""
    words = data("near.yaml")
    for fact in facts():
        text = told_text(fact)
        phases = [phase for phase in words["phases"] if phase not in text]
        if not fact.phase and any(word in text for word in words["phase_words"]):
            continue
        yield NearMiss(f"{fact.entity}{pick(phases, fact.id)}{fact.what}", fact)


def result_of_a_target() -> Iterator[NearMiss]:
    """The result is asked for where only a target is known: told, it must be called a target."""
    actual = {(fact.entity, fact.what) for fact in facts() if fact.status == "actual"}
    for fact in facts():
        if fact.status == "target" and (fact.entity, fact.what) not in actual:
            for question in data("near.yaml")["result_questions"]:
                yield NearMiss(question.format(
                    entity=fact.entity + (fact.phase or ""), what=fact.what), fact)


KINDS: dict[str, Callable[[], Iterator[NearMiss]]] = {
    maker.__name__: maker for maker in (
        other_year, other_city, other_known_city, foreign_city_before, absent_attribute,
        absent_of_a_fact, of_another_entity, other_phase)}
