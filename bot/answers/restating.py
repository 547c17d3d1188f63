"""What is said before the last reply is told again: that it stands, is the latest, was not met."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from bot.answers.affirming import verdict
from bot.answers.wording import Wording
from bot.knowledge.model import Fact, Quantity
from bot.knowledge.numerals import Number, same
from bot.language.reading import Reading

AIMED = ("target", "plan")
Figures = Callable[[Fact], Sequence[Quantity]]


def standing(reading: Reading, facts: Sequence[Fact], figures_of: Figures,
             words: Wording) -> tuple[str, tuple[Fact, ...]]:
    """Return the line before facts that were doubted, and what stands; the best first.

    The asker's own figures are named in it; `figures_of` returns all that a fact tells. Where they
    are those of another fact (the target beside the result, the same of another thing), that one
    is told first.
    """
    figures = [number for number in reading.numbers if number.quantity.number]
    pieces = [reading.text[number.start:number.end].strip() for number in figures] \
        or list(map(str, reading.years))
    if all(fact.status == "not_given" for fact in facts):
        return words.say("stands_none"), tuple(facts)
    first = facts[0]
    verdicts = {_fits(number, first, figures_of) for number in figures}
    told = bool(pieces) and all(piece in first.value for piece in pieces)
    if verdicts == {True} or (told and not verdicts - {None, True}):
        return words.say("stands_same"), tuple(facts)
    if not pieces or any(number.quantity.bound for number in figures) or (
            verdicts == {None} and first.quantity is None):
        return words.say("stands_not" if False in verdicts else "stands"), tuple(facts)
    said = words.say("separator").join(pieces)
    for key, others in (("stands_target", _beside(facts, words)),
                        ("stands_beside", _alike(facts, words))):
        meant = next((fact for fact in others if figures and all(
            _fits(number, fact, figures_of) is True for number in figures)), None)
        if meant is not None:
            return words.say(key, said=said), (meant, *(
                fact for fact in facts if fact.id not in (meant.id, meant.beside)))
    return words.say("stands_other", said=said), tuple(facts)


def restated(act: str, facts: Sequence[Fact], named: Collection[str],
             words: Wording) -> tuple[str, tuple[Fact, ...]]:
    """Return the line before facts of which it is asked of when they are, or whether still so.

    Of a target it is told what came of it, where that is known; `named` is of whom it is asked
    whether the facts are theirs: those of a city are what lies in it, too.
    """
    first = facts[0]
    if act == "whose":
        entity = words.knowledge.entities.get(first.entity)
        own = {first.entity, (entity and entity.city) or first.entity}
        return words.say("stands_not" if own.isdisjoint(named) else "stands_same"), tuple(facts)
    if act == "met":
        results = tuple(fact for fact in words.knowledge.facts.values()
                        if fact.beside == first.id and fact.status not in (*AIMED, "not_given"))
        if results:
            return "", (*results, first)
        return words.say("unmet" if first.status == "target" else "unmet_plan"), tuple(facts)
    undated = first.as_of.last is None and not first.period.years
    key = "latest" if act == "latest" else "dated_none" if undated else ""
    return words.say(key) if key else "", tuple(facts)


def _fits(number: Number, fact: Fact, figures_of: Figures) -> bool | None:
    """Whether a figure is a fact's; of a text any that it tells."""
    if fact.quantity is not None:
        return verdict(number, fact)
    return any(same(number.quantity, told) for told in figures_of(fact)) or None


def _beside(facts: Sequence[Fact], words: Wording) -> list[Fact]:
    """Return the targets that stand beside results."""
    beside = (words.knowledge.facts.get(fact.beside or "") for fact in facts)
    return [fact for fact in beside if fact is not None and fact.status == "target"]


def _alike(facts: Sequence[Fact], words: Wording) -> list[Fact]:
    """Return what else was told, and what bears the same label elsewhere."""
    return [*facts[1:], *(fact for fact in words.knowledge.facts.values()
                          if fact.what == facts[0].what and fact not in facts
                          and fact.status not in ("not_given", "target"))]
