"""What is said before the last reply is told again: that it stands, is the latest, was not met."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from bot.answers.affirming import verdict
from bot.answers.found import Found
from bot.answers.terms import chain
from bot.answers.wording import Wording
from bot.knowledge.model import AHEAD, Fact, Quantity
from bot.knowledge.numerals import Number, same
from bot.language.reading import Reading

# how it is said whether what was told is reached or aimed at
STATUS_LINES = {"target": "status_target", "plan": "status_plan"}
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
    elsewhere = _of_subject(first, words)
    unknown = [piece for piece, number in zip(pieces, figures, strict=True) if not any(
        _fits(number, fact, figures_of) for fact in elsewhere)] if figures else pieces
    said = words.say("separator").join(unknown)
    return words.say("stands_other", said=said) if said else words.say("stands"), tuple(facts)


def _of_subject(fact: Fact, words: Wording) -> list[Fact]:
    """Return what else is told of a fact's subject."""
    return [words.knowledge.facts[name]
            for name in words.knowledge.by_entity.get(fact.entity, ()) if name != fact.id]


def restated(found: Found, facts: Sequence[Fact],
             words: Wording) -> tuple[str, tuple[Fact, ...]]:
    """Return the line before facts of which it is asked of when they are, or whether still so.

    Of a target it is told what came of it, where that is known; what is newer than the first fact
    is told instead of it. Where it is asked of whom the first fact is, `found.entities` are named:
    what lies in a place is its own, too, unless the whole of the place is meant.
    """
    act, first = found.rule, facts[0]
    if act == "whose":
        whole = any("whole" in token.names("cue") for token in found.reading.tokens)
        around = {first.entity, *(() if whole else chain(words.knowledge, first.entity))}
        key = "stands_not" if around.isdisjoint(found.entities) else "stands_same"
        return words.say(key), tuple(facts)
    if act == "met":
        results = tuple(fact for fact in words.knowledge.facts.values()
                        if fact.beside == first.id and fact.status not in (*AHEAD, "not_given")
                        and _later(fact, first))
        if results:
            return "", (*results, first)
        return words.say("unmet" if first.status == "target" else "unmet_plan"), tuple(facts)
    if act == "latest":
        newer = _newer(first, words)
        return ("", (newer,)) if newer else (words.say("latest"), tuple(facts))
    if act == "status":
        return words.say(STATUS_LINES.get(first.status, "status_actual")), tuple(facts)
    undated = all(fact.as_of.last is None and not fact.period.years for fact in facts)
    return words.say("dated_none") if undated else "", tuple(facts)


def _newer(fact: Fact, words: Wording) -> Fact | None:
    """Return the newest row of a fact's series, or of what it tells only of the beginning."""
    own = [words.knowledge.facts[name] for name in words.knowledge.by_entity.get(fact.entity, ())]
    series = [one for one in own if one.series == fact.series and _later(one, fact)]
    wider = [one for one in own if one.what != fact.what and fact.what.endswith(one.what)
             and (one.phase, one.status) == (fact.phase, "actual") and _later(one, fact)
             and one.quantity and fact.quantity and one.quantity.unit == fact.quantity.unit]
    return max(series or wider, key=lambda one: one.as_of.last or date.min, default=None)


def _later(one: Fact, other: Fact) -> bool:
    """Whether a fact is of a later date; what is undated is not."""
    return one.as_of.last is not None and (
        other.as_of.last is None or one.as_of.last > other.as_of.last)


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
