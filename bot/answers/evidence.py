"""What speaks for a fact whose head noun the question does not name."""

from __future__ import annotations

from bot.answers.agreeing import DATED, SELF, type_agrees
from bot.answers.covering import LABEL, NAMING, REST, Lookup, covered
from bot.answers.question import ANY_NUMBER, VALUE_TYPES, Question
from bot.answers.terms import NUMERIC, FactTerms
from bot.knowledge.numerals import Number, same

FULL = 0.99           # a coverage that leaves nothing out
WELL = 0.8            # a coverage that leaves little out
MANY = 3              # so many covered things are evidence of their own
TELLING = 1000        # a number so large tells a fact even without a unit
COMMON = 20           # small counts are told of too many things to tell them apart
FEW_FACTS = 4


def speaks(question: Question, fact: FactTerms, lookup: Lookup, coverage: float,
           relation: float) -> bool:
    """Whether one kind of evidence lets the fact be told without its head being named."""
    return (is_check(question, fact, lookup, coverage)
            or is_reverse(question, fact, lookup, coverage)
            or is_named_by_act(question, fact, lookup, relation)
            or is_told_of(question, fact, lookup, coverage)
            or is_content(question, fact, lookup, coverage, relation))


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


def is_reverse(question: Question, fact: FactTerms, lookup: Lookup, coverage: float) -> bool:
    """Whether the question names what the fact tells, and asks what it is told of."""
    rare = [term for term in question.terms
            if term.flavour in ("thing", "noun", "attribute", "other") and len(term.text) > 1
            and covered(term, fact, lookup) == REST
            and min(lookup.frequency.get(name, 0) for name in term.names) <= FEW_FACTS]
    return bool(rare) and coverage >= WELL



def is_check(question: Question, fact: FactTerms, lookup: Lookup, coverage: float) -> bool:
    """Whether a yes-or-no question speaks of what the fact tells, with all that it names."""
    if "yesno" not in question.shapes or coverage < FULL or fact.fact.status == "not_given":
        return False
    if question.types & VALUE_TYPES and not type_agrees(question, fact):
        return False
    return any(term.weight and term.flavour in ("thing", "act", "noun", "qualifier", "other")
               and len(term.text) > 1 and covered(term, fact, lookup) in (LABEL, REST)
               for term in question.terms)



def is_named_by_act(question: Question, fact: FactTerms, lookup: Lookup,
                     relation: float) -> bool:
    """Whether the label's acts are all named and its answer type is asked for, and no noun is."""
    if relation < SELF or not fact.acts or fact.answers not in question.types | {
            kind for kind in NUMERIC if ANY_NUMBER in question.types}:
        return False
    acts = {name for term in question.terms if term.flavour == "act" for name in term.names}
    return bool(fact.acts & acts) and all(
        covered(term, fact, lookup) for term in question.terms if term.weight >= NAMING)



def is_told_of(question: Question, fact: FactTerms, lookup: Lookup, coverage: float) -> bool:
    """Whether the fact speaks of three things that the question names, one of them in its label."""
    if coverage < FULL or not type_agrees(question, fact):
        return False
    found = [where for term in question.terms if term.weight >= NAMING
             and term.flavour in ("thing", "noun", "qualifier")
             and (where := covered(term, fact, lookup)) in (LABEL, REST)]
    return len(found) >= MANY and LABEL in found



def is_content(question: Question, fact: FactTerms, lookup: Lookup, coverage: float,
                relation: float) -> bool:
    """Whether a plain what-question names two things that the fact's own text speaks of."""
    if coverage < 1.0 or relation < SELF or question.attributes or question.types & VALUE_TYPES:
        return False
    if fact.answers in NUMERIC or fact.fact.status == "not_given":
        return False
    found = [term for term in question.terms if term.weight and covered(term, fact, lookup)]
    return len(found) > 1 and any(term.flavour in ("thing", "noun") for term in found)
