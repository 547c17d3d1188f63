"""A knowledge as a plain ledger, the form that `facts import` reads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from bot.knowledge.deriving import is_derived
from bot.knowledge.model import AHEAD, Fact, KnowledgeBase
from bot.knowledge.rows import texts
from bot.knowledge.writing import Value


def ledger_rows(knowledge: KnowledgeBase, data: Mapping[str, Any]) -> Iterable[dict[str, Value]]:
    """Yield a row for every curated fact; `data` is intents/importing.yaml."""
    forms = {str(key): str(form) for key, form in dict(data.get("export") or {}).items()}
    separator = next(texts(data.get("separators")), ",")
    nothing = next(texts(data.get("no_values")), "-")
    introduced: set[str] = set()
    for fact in knowledge.facts.values():
        if is_derived(fact):
            continue
        entity = knowledge.entities.get(fact.entity)
        first = fact.entity not in introduced
        introduced.add(fact.entity)
        value = separator.join(fact.members) if fact.members else fact.value
        titles = [source.title if (source := knowledge.sources.get(name)) else name
                  for name in fact.sources]
        yield {
            "id": fact.id, "entity": fact.entity,
            "entity_aliases": (*entity.aliases, *entity.owns) if entity and first else (),
            "entity_type": entity.type if entity else "",
            "city": entity.city if entity else "",
            "part_of": entity.part_of if entity else "",
            "attribute": _attribute(fact, forms), "value": value or nothing,
            "as_of": fact.as_of.text, "status": fact.status,
            "source": titles[0] if len(titles) == 1 else titles,
            "lead": fact.value if fact.members else "", "period": fact.period.text,
            "note": fact.note, "about": fact.about,
        }


def without_facts(knowledge: KnowledgeBase) -> tuple[str, ...]:
    """Return the things that no fact is about, which a ledger cannot hold."""
    told = {fact.entity for fact in knowledge.facts.values() if not is_derived(fact)}
    return tuple(name for name in knowledge.entities if name not in told)


def _attribute(fact: Fact, forms: Mapping[str, str]) -> str:
    """Return a label with its phase, and for a target with the year that it is for."""
    said = f"{fact.phase or ''}{fact.what}"
    goal = forms.get("target", "")
    if fact.status == "target" and goal not in said:
        said += goal
    year = fact.period.last.year if fact.period.precision == "year" and fact.period.last else None
    if fact.status in AHEAD and year and str(year) not in said:
        return forms.get("year", "{year}{what}").format(year=year, what=said)
    return said
