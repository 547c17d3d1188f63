"""Whether a question reaches each fact: every one is asked for in its own words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from bot.knowledge.cases import Answered, Answerer
from bot.knowledge.deriving import is_derived
from bot.knowledge.endings import attribute_of, suffix_table
from bot.knowledge.labels import label
from bot.knowledge.model import Fact, KnowledgeBase, Place
from bot.knowledge.problems import Problem, warning

NUMERIC = frozenset(("count", "area", "money", "percent", "growth", "multiple",
                     "distance", "duration"))
REACHED = ("answer", "clarify", "suggest")
NOWHERE = Place("", 0)


def questions(knowledge: KnowledgeBase, data: Mapping[str, Any]) -> Iterable[tuple[Fact, str]]:
    """Yield every fact with a question for it; `data` is intents/checking.yaml."""
    table = suffix_table(knowledge.attributes)
    forms = {str(kind): str(form) for kind, form in dict(data.get("ask") or {}).items()}
    newest = _newest(knowledge.facts.values())
    if "other" not in forms:
        return
    for fact in knowledge.facts.values():
        if fact.status == "not_given" or is_derived(fact):
            continue
        attribute, _ = attribute_of(fact.what, table)
        answers = attribute.answers if attribute else "number" if fact.quantity else "other"
        form = forms.get("number" if answers in NUMERIC else answers, forms["other"])
        if fact.status == "target" and fact.quantity and str(data.get("target")) not in fact.what:
            form = str(data.get("goal") or form)
        year = _year(fact, newest.get(fact.series) is fact)
        yield fact, form.format(entity=fact.entity, phase=fact.phase or "", what=fact.what,
                                year=str(data.get("year") or "{year}").format(year=year)
                                if year else "")


def _newest(facts: Iterable[Fact]) -> dict[tuple[str, ...], Fact]:
    newest: dict[tuple[str, ...], Fact] = {}
    for fact in facts:
        known = newest.get(fact.series)
        if known is None or (fact.as_of.last is not None and (
                known.as_of.last is None or fact.as_of.last > known.as_of.last)):
            newest[fact.series] = fact
    return newest


def _year(fact: Fact, newest: bool) -> int | None:
    """Return the year that a question has to name: of a target, or of what is not the newest."""
    when = fact.period if fact.period.last else fact.as_of
    wanted = fact.status == "target" and fact.period.last is not None
    return when.last.year if when.last and (wanted or not newest) else None


def unreached(knowledge: KnowledgeBase, data: Mapping[str, Any],
              answer: Answerer) -> list[Problem]:
    """Warn of facts that are not told, or not alone, when asked in their own words."""
    problems = []
    for fact, question in questions(knowledge, data):
        told = answer((question,), None)
        if fact.id in told.facts and told.kind in REACHED:
            continue
        place = fact.place or NOWHERE
        other = _other(knowledge, told)
        if other is not None:
            problems.append(warning(place, "stolen", ask=question, told=label(other)))
        else:
            problems.append(warning(place, "unreached", ask=question, kind=told.kind))
    return problems


def _other(knowledge: KnowledgeBase, told: Answered) -> Fact | None:
    if told.kind != "answer" or not told.facts:
        return None
    return knowledge.facts.get(told.facts[0])
