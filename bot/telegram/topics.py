"""What can be listed and followed: entities by city, and short ids that fit into a button. Pure."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.knowledge.changes import topics_of
from bot.knowledge.model import Fact, KnowledgeBase
from bot.replies import TRADITIONAL
from bot.traditional import traditional

EVERYTHING = "*"


@dataclass(frozen=True, slots=True)
class City:
    """A city and what is listed of it, what is best known first."""

    name: str
    listed: tuple[str, ...]


def short_id(text: str) -> str:
    """Return eight letters and digits that stand for a text: 40 bits of its hash."""
    digest = hashlib.blake2s(text.encode("utf-8", "surrogatepass"), digest_size=5).digest()
    return base64.b32encode(digest).decode("ascii").lower()


def by_id(knowledge: KnowledgeBase, identifier: str) -> str | None:
    """Return the entity that a short id stands for; None where it is no longer known."""
    if identifier == short_id(EVERYTHING):
        return EVERYTHING
    return _names(knowledge).get(identifier)


@lru_cache(maxsize=4)
def _names_of(names: tuple[str, ...]) -> dict[str, str]:
    return {short_id(name): name for name in names}


def _names(knowledge: KnowledgeBase) -> dict[str, str]:
    return _names_of(tuple(knowledge.entities))


def weight(knowledge: KnowledgeBase, name: str) -> int:
    """Return how much is known of an entity: the number of its facts."""
    return len(knowledge.by_entity.get(name, ()))


def cities(knowledge: KnowledgeBase, types: Sequence[str]) -> tuple[City, ...]:
    """Return the cities that entities lie in, with their entities of the listed types."""
    names = dict.fromkeys(entity.city for entity in knowledge.entities.values() if entity.city)
    found = []
    for name in names:
        listed = [entity.name for entity in knowledge.entities.values()
                  if entity.city == name and entity.type in types
                  and weight(knowledge, entity.name)]
        found.append(City(name, tuple(sorted(
            listed, key=lambda each: -weight(knowledge, each)))))
    return tuple(sorted(found, key=lambda city: -sum(weight(knowledge, each)
                                                     for each in city.listed)))


def display(knowledge: KnowledgeBase, name: str, language: str) -> str:
    """Return an entity's name as a reader of the language reads it."""
    entity = knowledge.entities.get(name)
    if language == "en" and entity is not None and entity.english:
        return entity.english[0]
    return traditional(name) if language == TRADITIONAL else name


def span_of_sources(knowledge: KnowledgeBase) -> tuple[str, str] | None:
    """Return the months of the oldest and the newest source, as 2019-08.

    A source of which only the year is known counts from its January: the age is not played down.
    """
    dates = [source.about.first for source in knowledge.sources.values() if source.about.first]
    return (f"{min(dates):%Y-%m}", f"{max(dates):%Y-%m}") if dates else None


def entity_called(knowledge: KnowledgeBase, said: str) -> str | None:
    """Return the entity that bears exactly this name; None where none or several do."""
    wanted = " ".join(said.casefold().split())
    found = {entity.name for entity in knowledge.entities.values()
             if wanted in {name.casefold() for name in
                           (entity.name, *entity.aliases, *entity.owns, *entity.english)}}
    exact = [name for name in found if name.casefold() == wanted]
    if exact:
        return exact[0]
    return found.pop() if len(found) == 1 else None


@dataclass(frozen=True, slots=True)
class Askable:
    """A question that a fact answers, and what its button says."""

    fact: str
    question: str
    label: str
    english: str | None

    def said(self, language: str) -> str:
        """Return the button's label."""
        return self.english or self.label if language == "en" else self.label


def askable(knowledge: KnowledgeBase, name: str, most: int = 14) -> tuple[Askable, ...]:
    """Return questions about an entity: what is told of most entities first, one for each kind."""
    facts = [knowledge.facts[each] for each in knowledge.by_entity.get(name, ())]
    labels = Counter(fact.what for fact in knowledge.facts.values())
    common = _common(knowledge)
    chosen: dict[str, Askable] = {}
    for fact in sorted(facts, key=lambda fact: (
            fact.status != "actual", -labels[fact.what], -common[kind_of(knowledge, fact)],
            len(fact.what))):
        kind = kind_of(knowledge, fact)
        if fact.status != "not_given" and kind not in chosen:
            chosen[kind] = Askable(fact.id, f"{fact.entity}{fact.phase or ''}{fact.what}",
                                   fact.what, fact.what_en)
    return tuple(chosen.values())[:most]


def kind_of(knowledge: KnowledgeBase, fact: Fact) -> str:
    """Return the attribute whose name or suffix a fact's label ends with; else the label."""
    endings = ((ending, attribute.name) for attribute in knowledge.attributes.values()
               for ending in (attribute.name, *attribute.suffixes) if fact.what.endswith(ending))
    return max(endings, key=lambda found: len(found[0]), default=("", fact.what))[1]


def _common(knowledge: KnowledgeBase) -> Counter[str]:
    """Return how many entities have a fact of each kind."""
    kinds = {(fact.entity, kind_of(knowledge, fact)) for fact in knowledge.facts.values()}
    return Counter(kind for _, kind in kinds)


def to_follow(knowledge: KnowledgeBase, entities: Sequence[str],
              types: Sequence[str]) -> str | None:
    """Return what a reader of an answer about these may follow: what lists show, or its city."""
    towns = {entity.city for entity in knowledge.entities.values()}
    for name in entities:
        for topic in topics_of(knowledge, name):
            entity = knowledge.entities.get(topic)
            if entity is not None and (entity.type in types or topic in towns):
                return topic
    return None
