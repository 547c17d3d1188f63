"""What speaks for a fact whose head noun the question does not name."""

from __future__ import annotations

from dataclasses import dataclass

from bot.answers.agreeing import DATED, SELF
from bot.answers.covering import LABEL, NAMING, REST, Lookup, Places
from bot.answers.question import ANY_NUMBER, VALUE_TYPES, Question
from bot.answers.terms import NUMERIC, FactTerms
from bot.knowledge.numerals import Number, same

FULL = 0.99           # a coverage that leaves nothing out
WELL = 0.8            # a coverage that leaves little out
MANY = 3              # so many covered things are evidence of their own
TELLING = 1000        # a number so large tells a fact even without a unit
COMMON = 20           # small counts are told of too many things to tell them apart
FEW_FACTS = 4


@dataclass(frozen=True, slots=True)
class Held:
    """Where a fact covers each term of a question, the share covered, whether a type agrees."""

    places: Places
    share: float
    agrees: bool


def speaks(question: Question, fact: FactTerms, lookup: Lookup, held: Held,
           relation: float) -> bool:
    """Whether one kind of evidence lets the fact be told without its head being named."""
    return (is_check(question, fact, held)
            or is_reverse(lookup, held)
            or is_named_by_act(question, fact, held, relation)
            or is_told_of(held)
            or is_content(question, fact, held, relation))


def tells_number(question: Question, fact: FactTerms) -> bool:
    """Whether the fact tells a figure of the question, one that few other facts would."""
    if question.digits:
        return any(run in fact.digits for run in question.digits)
    if "yesno" in question.shapes:
        return False
    if fact.answers in DATED:
        return False
    return any(is_telling(number, question)
               and any(same(number.quantity, quantity) and (
                   not number.kind or number.quantity.unit == quantity.unit)
                   for quantity in fact.quantities)
               for number in question.numbers)


def is_telling(number: Number, question: Question) -> bool:
    """Whether few facts would tell a figure: a small count, or a bare one, many do."""
    return (number.kind not in ("count", "duration", "") or number.quantity.number > COMMON) and (
        bool(number.kind or question.mentions) or number.quantity.number >= TELLING)


def is_reverse(lookup: Lookup, held: Held) -> bool:
    """Whether the question names what the fact tells, and asks what it is told of."""
    return held.share >= WELL and any(
        where == REST and len(term.text) > 1
        and term.flavour in ("thing", "noun", "attribute", "other")
        and min(lookup.frequency.get(name, 0) for name in term.names) <= FEW_FACTS
        for term, where in held.places)


def is_check(question: Question, fact: FactTerms, held: Held) -> bool:
    """Whether a yes-or-no question speaks of what the fact tells, with all that it names."""
    if "yesno" not in question.shapes or held.share < FULL or fact.fact.status == "not_given":
        return False
    if question.types & VALUE_TYPES and not held.agrees:
        return False
    return any(where in (LABEL, REST) and term.weight and len(term.text) > 1
               and term.flavour in ("thing", "act", "noun", "qualifier", "other")
               for term, where in held.places)


def is_named_by_act(question: Question, fact: FactTerms, held: Held, relation: float) -> bool:
    """Whether the label's acts are all named and its answer type is asked for, and no noun is."""
    if relation < SELF or not fact.acts or fact.answers not in question.types | {
            kind for kind in NUMERIC if ANY_NUMBER in question.types}:
        return False
    acts = {name for term in question.terms if term.flavour == "act" for name in term.names}
    return bool(fact.acts & acts) and all(
        where for term, where in held.places if term.weight >= NAMING)


def is_told_of(held: Held) -> bool:
    """Whether the fact speaks of three things that the question names, one of them in its label."""
    if held.share < FULL or not held.agrees:
        return False
    found = [where for term, where in held.places if where in (LABEL, REST)
             and term.weight >= NAMING and term.flavour in ("thing", "noun", "qualifier")]
    return len(found) >= MANY and LABEL in found


def is_content(question: Question, fact: FactTerms, held: Held, relation: float) -> bool:
    """Whether a plain what-question names two things that the fact's own text speaks of."""
    if held.share < 1.0 or relation < SELF or question.attributes or question.types & VALUE_TYPES:
        return False
    if fact.answers in NUMERIC or fact.fact.status == "not_given":
        return False
    found = [term for term, where in held.places if where and term.weight]
    return len(found) > 1 and any(term.flavour in ("thing", "noun") for term in found)
