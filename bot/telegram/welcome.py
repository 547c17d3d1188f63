"""What a newcomer is shown of a knowledge: example questions and what is listed. Pure.

`seeds/welcome.yaml` says it; a knowledge without that file shows what it knows most about.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from bot.knowledge.model import KnowledgeBase
from bot.telegram.topics import weight

PATH = "seeds/welcome.yaml"
EXAMPLES = 3
TYPES = 3


@dataclass(frozen=True, slots=True)
class Welcome:
    """Types of entities that lists show; example questions by language; the fact of a contact."""

    listed: tuple[str, ...] = ()
    examples: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    contact: str | None = None

    def examples_in(self, language: str) -> tuple[str, ...]:
        """Return the example questions in a language, or in the knowledge's own."""
        return self.examples.get(language) or next(iter(self.examples.values()), ())


def read(content: bytes | None, knowledge: KnowledgeBase) -> Welcome:
    """Read the file's bytes; whatever it lacks is taken from the knowledge itself."""
    try:
        loaded = yaml.safe_load(content.decode("utf-8")) if content else None
    except (UnicodeDecodeError, yaml.YAMLError):
        loaded = None
    record: Mapping[str, Any] = loaded if isinstance(loaded, dict) else {}
    return Welcome(
        listed=_texts(record.get("listed")) or best_known_types(knowledge),
        examples={str(language): _texts(questions)
                  for language, questions in _mapping(record.get("examples")).items()}
        or {"zh-Hans": example_labels(knowledge)},
        contact=record["contact"] if isinstance(record.get("contact"), str) else None)


def _texts(value: object) -> tuple[str, ...]:
    return tuple(str(each) for each in value) if isinstance(value, list) else ()


def _mapping(value: object) -> Mapping[Any, Any]:
    return value if isinstance(value, dict) else {}


def best_known_types(knowledge: KnowledgeBase) -> tuple[str, ...]:
    """Return the types of the entities that most is known of."""
    known = sorted(knowledge.entities.values(),
                   key=lambda entity: -weight(knowledge, entity.name))
    return tuple(dict.fromkeys(entity.type for entity in known if entity.city))[:TYPES]


def example_labels(knowledge: KnowledgeBase) -> tuple[str, ...]:
    """Return one question each about the best known entities: a name and what is known of it."""
    known = sorted(knowledge.by_entity, key=lambda name: -weight(knowledge, name))
    firsts = (knowledge.facts[knowledge.by_entity[name][0]] for name in known[:EXAMPLES])
    return tuple(f"{fact.entity}{fact.what}" for fact in firsts)
