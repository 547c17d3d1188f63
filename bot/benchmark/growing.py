"""A knowledge of any size: the shipped one, copied to other cities with other figures."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice

from bot.knowledge.building import Built, assemble
from bot.knowledge.files import Files
from bot.knowledge.labels import label
from bot.knowledge.model import Entity, Fact, KnowledgeBase
from bot.knowledge.numerals import Numerals
from bot.knowledge.rows import read_rows

PLACES = "intents/places.yaml"
FIGURE = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class City:
    """A city by its full and its everyday name."""

    name: str
    short: str


def gazetteer(files: Files, knowledge: KnowledgeBase) -> tuple[City, ...]:
    """Return the places of the gazetteer that the knowledge does not know."""
    taken = {form for entity in knowledge.entities.values()
             for form in (entity.name, *entity.aliases)}
    rows, _ = read_rows(PLACES, files.get(PLACES, b""))
    cities = []
    for row in rows:
        name = row.text("name")
        if name:
            forms = [name, *row.texts("say")]
            inside = [form for form in forms if len(form) > 1 and name.startswith(form)]
            if not taken & set(forms) and inside:
                cities.append(City(name, min(inside, key=len)))
    return tuple(cities)


def grown(built: Built, cities: Iterable[City], count: int) -> Built:
    """Return a knowledge of `count` facts: what there is, and copies for one city after another."""
    known = built.knowledge
    entities, facts = dict(known.entities), dict(islice(known.facts.items(), count))
    templates = _templates(known)
    for round_number in range(1, 1000):
        for city in cities:
            if len(facts) >= count:
                break
            suffix = "" if round_number == 1 else str(round_number)
            _copy(City(city.name, city.short + suffix), templates, entities, facts,
                  built.readers.numerals, count)
        if len(facts) >= count or not templates:
            break
    knowledge = assemble(known.sources, entities, known.attributes, facts)
    return Built(knowledge, built.readers, ())


def _templates(knowledge: KnowledgeBase) -> list[tuple[Entity, str, tuple[Fact, ...]]]:
    """Return the entities with a city in their name: each with that city's short name and facts."""
    found = []
    for entity in knowledge.entities.values():
        city = knowledge.entities.get(entity.city or "")
        shorts = [name for name in (city.aliases if city else ()) if name in entity.name]
        facts = tuple(knowledge.facts[one] for one in knowledge.by_entity.get(entity.name, ()))
        if shorts and facts:
            found.append((entity, min(shorts, key=len), facts))
    return found


def _copy(city: City, templates: Iterable[tuple[Entity, str, tuple[Fact, ...]]],
          entities: dict[str, Entity], facts: dict[str, Fact], numerals: Numerals,
          count: int) -> None:
    entities.setdefault(city.name, Entity(city.name, "city", (city.short,)))
    chance = random.Random(city.short)  # noqa: S311  (figures for a benchmark)
    for entity, short, own in templates:
        if len(facts) >= count:
            return
        moved = _moved(entity, short, city)
        if moved.name in entities:
            continue
        entities[moved.name] = moved
        for fact in own[: count - len(facts)]:
            other = _other(fact, moved.name, short, city, chance, numerals)
            facts[other.id] = other


def _moved(entity: Entity, short: str, city: City) -> Entity:
    def here(names: Iterable[str]) -> tuple[str, ...]:
        return tuple(name.replace(short, city.short) for name in names if short in name)

    return replace(entity, name=entity.name.replace(short, city.short), owns=(), english=(),
                   aliases=here(entity.aliases), city=city.name, part_of=city.name, note=None,
                   serves=())


def _other(fact: Fact, entity: str, short: str, city: City, chance: random.Random,
           numerals: Numerals) -> Fact:
    def there(text: str) -> str:
        return text.replace(short, city.short)

    value = FIGURE.sub(lambda _: str(chance.randint(1, 9)), there(fact.value))
    number = numerals.quantity(value) if fact.quantity else None
    return replace(
        fact, id=f"{city.short}:{fact.id}", entity=entity, what=there(fact.what), value=value,
        members=tuple(map(there, fact.members)), about=tuple(map(there, fact.about)), note=None,
        quantity=number.quantity if number else None, value_en=None, beside=None,
        disagrees_with=None)


def own_words(knowledge: KnowledgeBase, count: int) -> Iterator[str]:
    """Return questions about facts that lie evenly over the whole knowledge."""
    facts: Mapping[str, Fact] = knowledge.facts
    step = max(len(facts) // max(count, 1), 1)
    return (label(fact) for fact in islice(facts.values(), 0, None, step))
