"""What can be listed and followed: entities by city, and short ids that fit into a button. Pure."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.knowledge.model import KnowledgeBase

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
    return name


def span_of_sources(knowledge: KnowledgeBase) -> tuple[str, str] | None:
    """Return the first and the last month that the sources speak of, as 2019-08."""
    firsts = [source.about.first for source in knowledge.sources.values() if source.about.first]
    lasts = [source.about.last for source in knowledge.sources.values() if source.about.last]
    if not firsts or not lasts:
        return None
    return f"{min(firsts):%Y-%m}", f"{max(lasts):%Y-%m}"


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
