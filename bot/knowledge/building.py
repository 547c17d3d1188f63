"""Values to a knowledge: references resolved, contradictions found, facts filed by entity."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.knowledge.checking import check
from bot.knowledge.checking_numbers import sound_numbers
from bot.knowledge.dates import Dates
from bot.knowledge.deriving import derived
from bot.knowledge.endings import attribute_of, suffix_table
from bot.knowledge.files import Files
from bot.knowledge.model import Attribute, Entity, Fact, KnowledgeBase, Place, Source
from bot.knowledge.numerals import Numerals
from bot.knowledge.problems import Problem, error, nearest, warning
from bot.knowledge.reading import (
    Readers,
    read_attributes,
    read_entities,
    read_facts,
    read_sources,
)
from bot.knowledge.rows import read_mapping, texts
from bot.knowledge.translating import read_english, translated
from bot.knowledge.utterances import read_utterances

NUMBERS = "intents/numbers.yaml"
CUES = "intents/cues.yaml"
CHECKING = "intents/checking.yaml"
NOWHERE = Place("", 0)
OLD_YEARS = 3


@dataclass(frozen=True, slots=True)
class Built:
    """A knowledge with what reads its numbers, and every problem of its files."""

    knowledge: KnowledgeBase
    readers: Readers
    problems: tuple[Problem, ...]


def build(files: Files, today: date) -> Built:
    """Read all of `files`; `today` decides what is old, expired or of the future."""
    problems: list[Problem] = []
    numbers: Mapping[str, object] = {}
    if NUMBERS in files:
        numbers, problems = read_mapping(NUMBERS, files[NUMBERS])
        numbers, faults = sound_numbers(NUMBERS, numbers)
        problems += faults
    else:
        problems.append(error(Place(NUMBERS, 1), "no_file"))
    checking, faults = read_mapping(CHECKING, files[CHECKING]) if CHECKING in files else ({}, [])
    problems += faults
    readers = Readers(Numerals(numbers), Dates(numbers), tuple(texts(checking.get("entity_types"))),
                      _phases(files))
    sources, faults = read_sources(files, readers)
    problems += faults
    entities, faults = read_entities(files, readers)
    problems += faults
    attributes, faults = read_attributes(files)
    problems += faults
    facts, faults = read_facts(files, readers)
    problems += faults
    utterances, spoken, faults = read_utterances(files, facts)
    problems += faults
    problems += references(sources, entities, facts)
    problems += contradictions(facts)
    problems += ages(facts, today)
    problems += attribute_faults(attributes, facts)
    problems += check(files, texts(checking.get("places")), entities, attributes, facts,
                      readers.numerals)
    facts = {**facts, **derived(entities, attributes, facts, _derived_labels(files))}
    english, faults = read_english(files, facts)
    problems += faults
    facts = {name: translated(fact, english) for name, fact in facts.items()}
    return Built(assemble(sources, entities, attributes, facts, utterances, spoken), readers,
                 tuple(problems))


def _phases(files: Files) -> tuple[str, ...]:
    """Return the phases that questions know."""
    found = read_mapping(CUES, files[CUES])[0].get("phases") if CUES in files else None
    return tuple(found) if isinstance(found, dict) else ()


def _derived_labels(files: Files) -> dict[str, str]:
    """Return under which attributes facts are derived from entities: {"name": …, "place": …}."""
    if CUES not in files:
        return {}
    cues, _ = read_mapping(CUES, files[CUES])
    tables = cues.get("tables")
    labels = tables.get("derived") if isinstance(tables, dict) else None
    return {str(kind): str(label) for kind, label in labels.items()} \
        if isinstance(labels, dict) else {}


def assemble(sources: Mapping[str, Source], entities: Mapping[str, Entity],
             attributes: Mapping[str, Attribute], facts: Mapping[str, Fact],
             utterances: Mapping[str, Mapping[str, tuple[str, ...]]] | None = None,
             spoken: frozenset[str] = frozenset()) -> KnowledgeBase:
    """File the facts under their entities and the entities under what they are part of.

    Of the utterances those are kept whose label some fact bears.
    """
    labels = {fact.what for fact in facts.values()}
    by_entity: dict[str, list[str]] = defaultdict(list)
    for fact in facts.values():
        by_entity[fact.entity].append(fact.id)
    children: dict[str, list[str]] = defaultdict(list)
    for entity in entities.values():
        if entity.part_of:
            children[entity.part_of].append(entity.name)
    return KnowledgeBase(
        sources=sources, entities=entities, attributes=attributes, facts=facts,
        by_entity={name: tuple(ids) for name, ids in by_entity.items()},
        children={name: tuple(names) for name, names in children.items()},
        utterances={label: asked for label, asked in (utterances or {}).items()
                    if label in labels}, spoken=spoken)


def _place(thing: Fact | Entity) -> Place:
    return thing.place or NOWHERE


def references(sources: Mapping[str, Source], entities: Mapping[str, Entity],
               facts: Mapping[str, Fact]) -> list[Problem]:
    """Report what refers to something that is not there, and parts that contain themselves."""
    problems = []
    for entity in entities.values():
        problems += [error(_place(entity), "unknown_entity", name=target,
                           nearest=nearest(target, entities))
                     for target in filter(None, (entity.part_of, entity.city, *entity.serves))
                     if target not in entities]
        seen, above = {entity.name}, entity.part_of
        while above is not None and above in entities:
            if above in seen:
                problems.append(error(_place(entity), "part_of_itself", name=entity.name))
                break
            seen.add(above)
            above = entities[above].part_of
    for fact in facts.values():
        place = _place(fact)
        if fact.entity not in entities:
            problems.append(error(place, "unknown_entity", name=fact.entity,
                                  nearest=nearest(fact.entity, entities)))
        problems += [error(place, "unknown_source", name=name, nearest=nearest(name, sources))
                     for name in fact.sources if name not in sources]
        problems += [error(place, "unknown_fact", name=name, nearest=nearest(name, facts))
                     for name in (fact.beside, fact.disagrees_with)
                     if name is not None and name not in facts]
    return problems


def contradictions(facts: Mapping[str, Fact]) -> list[Problem]:
    """Report two values of one series and date that do not declare each other."""
    problems = []
    first: dict[tuple[str, ...], Fact] = {}
    for fact in facts.values():
        if fact.status == "not_given":
            continue
        key = (*fact.series, fact.as_of.text, fact.period.text)
        other = first.setdefault(key, fact)
        if other is fact or (other.value, other.members) == (fact.value, fact.members):
            continue
        if fact.id == other.disagrees_with or other.id == fact.disagrees_with:
            continue
        place = _place(other)
        problems.append(error(_place(fact), "contradiction", what=fact.what, one=fact.value,
                              other=other.value, path=place.path, line=place.line))
    return problems


def ages(facts: Mapping[str, Fact], today: date) -> list[Problem]:
    """Warn of facts that are expired, old, or dated after today."""
    problems = []
    for fact in facts.values():
        last = fact.as_of.last
        if fact.valid_until and fact.valid_until < today:
            problems.append(warning(_place(fact), "expired", what=fact.what,
                                    date=fact.valid_until.isoformat()))
        elif fact.as_of.first and fact.as_of.first > today:
            problems.append(warning(_place(fact), "of_the_future", what=fact.what,
                                    date=fact.as_of.text))
        elif last and fact.status == "actual" and today.year - last.year > OLD_YEARS:
            problems.append(warning(_place(fact), "old", what=fact.what, date=fact.as_of.text))
    return problems


def attribute_faults(attributes: Mapping[str, Attribute],
                     facts: Mapping[str, Fact]) -> list[Problem]:
    """Report labels that end in no attribute."""
    table = suffix_table(attributes)
    return [warning(_place(fact), "no_attribute", what=fact.what,
                    nearest=nearest(fact.what, attributes))
            for fact in facts.values() if attribute_of(fact.what, table)[0] is None]
