"""Facts that follow from an entity's own record: its full name, and what it is part of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from bot.knowledge.endings import attribute_of, suffix_table
from bot.knowledge.model import UNDATED, Attribute, Entity, Fact

PREFIX = "of-"


def derived(entities: Mapping[str, Entity], attributes: Mapping[str, Attribute],
            facts: Mapping[str, Fact], labels: Mapping[str, str]) -> dict[str, Fact]:
    """Return the facts that entities imply and no curator has written.

    `labels` names the attributes to write them under: {"name": …, "place": …}; without one of
    them that kind is left out.
    """
    table = suffix_table(attributes)
    told: dict[str, set[str]] = defaultdict(set)
    sources: dict[str, tuple[str, ...]] = {}
    for fact in facts.values():
        attribute, _ = attribute_of(fact.what, table)
        if attribute is not None and fact.status != "not_given":
            told[fact.entity] |= {attribute.answers, attribute.name}
        sources.setdefault(fact.entity, fact.sources[:1])
    made: dict[str, Fact] = {}
    for name, entity in entities.items():
        values = {"name": name if entity.aliases else None, "place": entity.part_of}
        for kind, value in values.items():
            label = labels.get(kind)
            known = label in told[name] if kind == "name" else kind in told[name]
            if label and value and not known and sources.get(name):
                fact = Fact(
                    id=f"{PREFIX}{kind}-{len(made)}", entity=name, what=label, value=value,
                    status="actual", as_of=UNDATED, sources=sources[name], place=entity.place)
                made[fact.id] = fact
    return made


def is_derived(fact: Fact) -> bool:
    """Whether a fact was derived, not curated."""
    return fact.id.startswith(PREFIX)
