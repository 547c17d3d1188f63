"""Facts as the documents that a search engine ranks: what it searches, and what it would tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.knowledge.labels import label, told
from bot.knowledge.model import Entity, Fact, KnowledgeBase
from bot.language.normalise import fold


@dataclass(frozen=True, slots=True)
class Document:
    """One fact: its label, all its words, and the sentence that is told where it is found."""

    label: str
    words: str
    sentence: str
    known: bool


def documents(knowledge: KnowledgeBase) -> tuple[Document, ...]:
    """Return every fact as a document; what is known to be not given is told as a refusal."""
    return tuple(_document(fact, knowledge.entities.get(fact.entity))
                 for fact in knowledge.facts.values())


def _document(fact: Fact, entity: Entity | None) -> Document:
    names: Sequence[str] = (*entity.aliases, *entity.english) if entity else ()
    value = told(fact)
    words = " ".join((label(fact), *names, *fact.about, value, fact.what_en or "",
                      fact.as_of.text))
    date = f" ({fact.as_of.text})" if fact.as_of.text else ""
    return Document(fold(label(fact)), fold(words), f"{label(fact)}: {value}{date}",
                    fact.status != "not_given")
