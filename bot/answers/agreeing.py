"""Whether the slots of a fact agree with those of a question."""

from __future__ import annotations

from collections.abc import Mapping

from bot.answers.covering import Lookup
from bot.answers.question import ANY_NUMBER, ASKABLE, VALUE_TYPES, Question, Term
from bot.answers.terms import NUMERIC, FactTerms

DATED = frozenset(("date", "period"))
NEAR_TYPES: Mapping[str, frozenset[str]] = {
    "duration": frozenset(("duration", "period", "date")),
    "period": frozenset(("period", "date", "duration")),
    "date": frozenset(("date", "period")),
    "person": frozenset(("person", "org")),
    "org": frozenset(("org", "name")),
    "phone": frozenset(("phone",)),
    "percent": frozenset(("percent", "growth")),
    "growth": frozenset(("growth", "percent", "multiple")),
    "multiple": frozenset(("multiple", "growth")),
    "money": frozenset(("money",)),
    "count": frozenset(("count",)),
    "name": frozenset(("name", "list", "org")),
    "status": frozenset(("status", "text")),
    "requirement": frozenset(("requirement",)),
}
OWNERS: Mapping[str, str] = {
    "city": "place", "district": "place", "area": "place", "park": "place", "person": "person",
    "institution": "org", "company": "org", "website": "org",
}
# what a label that ends in nothing known may tell as well, where its value is no figure
UNCOUNTED = frozenset(("name", "org", "place", "person", "role"))
SELF, LINKED, PART, OPEN = 1.0, 0.85, 0.7, 0.5


def relation_of(question: Question, entities: frozenset[str], fact: FactTerms) -> float:
    """Return how near the fact is to the entities that were named; 0 where it is not theirs."""
    if not entities:
        return OPEN
    if fact.fact.entity in entities:
        return SELF
    if fact.linked & entities:
        return LINKED
    if entities & set(fact.above):
        return PART
    return 0.0



def conflict(question: Question, fact: FactTerms, years: tuple[int, ...]) -> str:
    """Return the first slot in which fact and question differ, or nothing."""
    tests = (
        ("phase", _other_phase(question, fact)),
        ("ordinal", bool(question.ordinals and fact.ordinals
                         and not fact.ordinals & set(question.ordinals))),
        ("year", bool(years) and not set(years) & fact.years and not any(
            str(year) in fact.fact.entity for year in years) and not (
                ("yesno" in question.shapes or "asks_year" in question.cues)
                and fact.answers in DATED)),
        ("status", "actual" in question.statuses and "target" not in question.statuses
         and fact.fact.status == "target" and bool(question.years)),
        ("number", bool(question.digits) and not any(
            run in fact.digits for run in question.digits)),
    )
    return next((slot for slot, differs in tests if differs), "")


def _other_phase(question: Question, fact: FactTerms) -> bool:
    if not question.phases:
        return False
    if fact.fact.phase:
        return fact.fact.phase not in question.phases
    return not any(phase in fact.surface or phase in fact.name for phase in question.phases)


def named_attribute(question: Question, fact: FactTerms) -> bool:
    """Whether the question names the fact's attribute."""
    return fact.attribute in question.attributes



def last_named(question: Question, fact: FactTerms, lookup: Lookup) -> bool:
    """Whether the attribute that is asked for last is the fact's, or near it."""
    last = question.attributes[-1] if question.attributes else ""
    return bool(last) and (fact.attribute == last or fact.attribute in lookup.near.get(last, ()))



def near_attribute(question: Question, fact: FactTerms, lookup: Lookup) -> bool:
    """Whether the question names an attribute near the fact's."""
    return any(fact.attribute in lookup.near.get(name, ()) for name in question.attributes)



def type_agrees(question: Question, fact: FactTerms) -> bool:
    """Whether the fact is, holds or lists a value of a type that is asked for."""
    asked = question.types & ASKABLE
    if not asked:
        return True
    if fact.fact.members and asked <= {ANY_NUMBER, "count"} and \
            fact.attribute in question.attributes:
        return True
    if ANY_NUMBER in asked and fact.answers in NUMERIC and (
            fact.answers != "rank" or fact.quantities):
        return True
    if not fact.attribute and fact.answers == "text" and asked & UNCOUNTED:
        return True
    return any(fact.answers == kind or fact.answers in NEAR_TYPES.get(kind, ())
               or (kind in fact.kinds and fact.answers not in NUMERIC) for kind in asked)



def ask_agrees(question: Question, fact: FactTerms, agrees: bool, reverse: bool,
               lookup: Lookup) -> bool:
    """Whether the fact tells what is asked for.

    `agrees`: a type does (`type_agrees`); `reverse`: other evidence stands for its label.
    """
    if reverse:
        return agrees or not question.types & NUMERIC
    if question.attributes and not question.types:
        return _attribute_agrees(question, fact, lookup)
    return (agrees or _told_all_the_same(question, fact)
            or _tells_when(question, fact))


def _tells_when(question: Question, fact: FactTerms) -> bool:
    """Whether it is asked how far something is, and the fact tells when that was done."""
    return "status" in question.types and fact.answers in DATED and any(
        len(form) > 1 and form in question.plain
        for form in (*fact.acts, *(form for form, _ in fact.head)))


def _attribute_agrees(question: Question, fact: FactTerms, lookup: Lookup) -> bool:
    """Whether the fact is of the attribute that a question without a question word names."""
    last = question.attributes[-1]
    if fact.fact.status == "target" and last in lookup.statuses.get("target", ()):
        return True
    return (fact.attribute in question.attributes or last in fact.named
            or last in fact.surface or not fact.attribute
            or near_attribute(question, fact, lookup)
            or lookup.answers.get(last) in fact.kinds & NUMERIC)


def _told_all_the_same(question: Question, fact: FactTerms) -> bool:
    """Whether the fact answers a type that it is not of: a number by phone, a name by a thing."""
    named = named_attribute(question, fact)
    if question.types == {ANY_NUMBER} and fact.answers == "phone" and named:
        return True
    if "list" in question.shapes and fact.fact.members:
        return not question.types & {ANY_NUMBER, *NUMERIC}
    return (question.types & VALUE_TYPES == {"name"} and named
            and fact.answers not in NUMERIC)


def owner_agrees(question: Question, fact: FactTerms, lookup: Lookup) -> bool:
    """Whether what the fact is told of is of the kind that is asked for (which district …)."""
    return OWNERS.get(lookup.entity_types.get(fact.fact.entity, ""), "") in question.types



def counts_unit(question: Question, fact: FactTerms, lookup: Lookup) -> bool:
    """Whether the question counts in the fact's own unit, one that says what is counted."""
    unit = fact.fact.quantity.unit if fact.fact.quantity else ""
    return fact.answers == "count" and unit not in ("", *lookup.plain_units) and any(
        word.endswith(unit) for word in question.counted)



def excused(term: Term, question: Question, fact: FactTerms, lookup: Lookup) -> bool:
    """Whether a term that is left over means what the fact's answer type already says."""
    if term.flavour != "attribute":
        return False
    last = question.attributes[-1] if question.attributes else ""
    if term.names & set(question.attributes[:-1]) and (
            fact.attribute == last or fact.attribute in lookup.near.get(last, ())):
        return True
    if fact.attribute in term.names or any(
            fact.attribute in lookup.near.get(name, ()) for name in term.names):
        return True
    return any(lookup.answers.get(name) in fact.kinds & NUMERIC for name in term.names)
