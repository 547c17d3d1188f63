"""By what names things are called: their own, with their city, with a title, in quotation marks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from bot.knowledge.model import Entity, KnowledgeBase
from bot.knowledge.quoting import quoted_names
from bot.language.senses import Maker, Sense

PERSON = "person"
LENGTHS = range(2, 5)      # characters: so long is a Chinese name


def add_names(maker: Maker, knowledge: KnowledgeBase, simplify: Any) -> None:
    """Add the names that entities bear, alone and with their city before them."""
    own = {form for entity in knowledge.entities.values()
           for form in (entity.name, *entity.aliases)}
    for entity in knowledge.entities.values():
        sense = Sense("entity", entity.name, entity.type)
        forms = dict.fromkeys((entity.name, *entity.aliases, *entity.owns))
        for form in (*forms, *_with_city(entity, tuple(forms), knowledge, own)):
            maker.add(form, sense, simplify)
        for phrase in entity.english:
            maker.add(phrase, sense, simplify)
    _english_names(maker, knowledge)


def _with_city(entity: Entity, forms: tuple[str, ...], knowledge: KnowledgeBase,
               own: set[str]) -> list[str]:
    """Return an entity's names with its city before them, where that is nobody's own name."""
    city = knowledge.entities.get(entity.city or "")
    if city is None or city.name == entity.name:
        return []
    return [place + form for place in (city.name, *city.aliases[:1]) for form in forms
            if len(form) > 1 and not form.isascii() and place not in form
            and place + form not in own]


def _english_names(maker: Maker, knowledge: KnowledgeBase) -> None:
    """Read an English name that several entities bear as the Chinese one that they share."""
    bearers: dict[str, list[str]] = defaultdict(list)
    for entity in knowledge.entities.values():
        for phrase in entity.english:
            bearers[phrase.strip().lower()].append(entity.name)
    for phrase, names in bearers.items():
        shared = set.intersection(*({*knowledge.entities[name].aliases} for name in names))
        maker.add_english(phrase, min(shared) if shared and len(names) > 1 else names[0])


def add_more_names(maker: Maker, knowledge: KnowledgeBase, simplify: Any) -> None:
    """Add what else things may be called, where that is no word yet.

    People by their surname and a title, and what the facts quote.
    """
    titles, polite, words = (maker.cues.get(name, ())
                             for name in ("titles", "polite_titles", "no_surnames"))
    for form, name in _titled(knowledge, titles, polite, words):
        if simplify(form) not in maker.senses:
            maker.add(form, Sense("entity", name, PERSON), simplify)
    for name in quoted_names(knowledge):
        if simplify(name) not in maker.senses:
            maker.add(name, Sense("word", name, "thing"), simplify)


def _titled(knowledge: KnowledgeBase, titles: Sequence[str], polite: Sequence[str],
            words: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield (surname with a title, full name) of each person whose surname no other person bears.

    `polite` are what anybody is called, `titles` what only those are of whom a fact says so;
    surnames that are words, too (`words`), tell nobody.
    """
    families: dict[str, list[str]] = defaultdict(list)
    for entity in knowledge.entities.values():
        if entity.type == PERSON and len(entity.name) in LENGTHS and not entity.name.isascii():
            families[entity.name[0]].append(entity.name)
    for family, names in families.items():
        if len(names) == 1 and family not in words:
            posts = "|".join(knowledge.facts[fact].value
                             for fact in knowledge.by_entity.get(names[0], ()))
            own = (*polite, *(title for title in titles if title in posts))
            yield from ((family + title, names[0]) for title in own)
