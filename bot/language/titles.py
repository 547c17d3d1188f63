"""How people are called who are not called by their full name: the surname and a title."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from bot.knowledge.model import KnowledgeBase

PERSON = "person"
LENGTHS = range(2, 5)      # characters: so long is a Chinese name


def titled(knowledge: KnowledgeBase, titles: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield (surname with a title, full name) of each person whose surname no other person bears.

    `titles` are such as "Mr." and "Director".
    """
    families: dict[str, list[str]] = defaultdict(list)
    for entity in knowledge.entities.values():
        if entity.type == PERSON and len(entity.name) in LENGTHS and not entity.name.isascii():
            families[entity.name[0]].append(entity.name)
    for family, names in families.items():
        if len(names) == 1:
            yield from ((family + title, names[0]) for title in titles)
