"""Why a fact may not be told in answer to a question, whatever its score and its trust."""

from __future__ import annotations

import re

from bot.answers.agreeing import LINKED, PART, named_attribute, near_attribute
from bot.answers.case import Case, too_open
from bot.answers.covering import LABEL, Lookup
from bot.answers.resolving import Subjects
from bot.answers.terms import FactTerms
from bot.knowledge.deriving import is_derived
from bot.language.normalise import fold_word

CLOCK = re.compile(r"\d[:\uff1a]\d\d")
SAYING = 3      # characters: a shorter value is said by chance
OFTEN = 3       # utterances of a label that name a word excuse it
POSTS = frozenset(("person", "role"))
EXPLAINED = frozenset(("meaning", "list"))


def objection(case: Case, subjects: Subjects) -> str:
    """Return why a fact may not be told, or nothing."""
    if elsewhere(subjects.sets, subjects.cities, case.fact, case.lookup):
        return "another city"
    if case.relation == 0:
        return "entity"
    if any(term.flavour == "place" for term in case.blocking):
        return "place"
    tests = (("unknown thing", asks_absent), ("of a part", missing_of_part),
             ("another place", places_another), ("nothing new", says_nothing_new),
             ("nothing new", lists_what_is_asked), ("no list", lists_nothing),
             ("its own name", own_name), ("opposite", tells_opposite),
             ("ordinal", lacks_clause), ("another post", of_another_post),
             ("no clock", tells_no_clock))
    return next((reason for reason, holds in tests if holds(case)), "")


def elsewhere(subjects: tuple[frozenset[str], ...], cities: frozenset[str], fact: FactTerms,
              lookup: Lookup) -> bool:
    """Whether a city or a subject was named that lies in another city than the fact's."""
    around = {fact.fact.entity, *fact.above, *fact.linked}
    if cities and fact.city and fact.city not in cities and not cities & around:
        return True
    return len(subjects) > 1 and any(
        not names & around and lookup.cities_of(names) and fact.city is not None
        and fact.city not in lookup.cities_of(names) for names in subjects)


def asks_absent(case: Case) -> bool:
    """Whether the question names a thing that papers seldom tell, and this knowledge never.

    One who said the word in asking for the label excuses nothing; several do.
    """
    return any((term.blocking or term in case.blocking)
               and any(not case.lookup.frequency.get(name)
                       for name in term.names & case.lookup.absent)
               and case.fact.said.count(term.text) < OFTEN for term in case.cover.left)


def missing_of_part(case: Case) -> bool:
    """Whether a row says that something of a part is not given, and the whole was named.

    Of a city it is said: nothing else may be known of it.
    """
    return case.relation == PART and case.fact.fact.status == "not_given" and all(
        case.lookup.entity_types.get(name) != "city" for name in case.entities)


def says_nothing_new(case: Case) -> bool:
    """Whether a word is to be explained that is all the fact tells of its subject.

    A name stands before it ("X's Y": what is Y?); after it (what is Y of X?) the label answers.
    Where nothing was named, only what the value itself is called says nothing new.
    """
    fact, question = case.fact, case.question
    asks = question.shapes & EXPLAINED or "name" in question.types or "several" in question.cues
    if not asks or fact.quantities or fact.fact.members or len(fact.fact.value) < SAYING:
        return False
    before, found, _ = question.plain.partition(fold_word(fact.fact.value))
    return bool(found) and (" " in before if case.entities else "name" in question.types)


def places_another(case: Case) -> bool:
    """Whether it is only asked where something is, and the fact tells where another thing is."""
    return case.relation in (LINKED, PART) and case.fact.answers == "place" and \
        "place" in case.question.types and not case.question.terms


def lists_what_is_asked(case: Case) -> bool:
    """Whether the names of several things are asked for, and the fact only lists these things.

    Of a list of which one member is named, the others may be asked for ("besides").
    """
    cues = case.question.cues
    return "several" in cues and "besides" not in cues and any(
        len(member) >= SAYING and fold_word(member) in case.question.plain
        and fold_word(member) not in case.fact.label for member in case.fact.fact.members)


def lists_nothing(case: Case) -> bool:
    """Whether the names of several things are asked for, and the fact tells one text."""
    fact = case.fact
    return "several" in case.question.cues and fact.fact.status != "not_given" and not (
        fact.quantities or fact.fact.members
        or any(sign in fact.fact.value for sign in case.lookup.list_signs))


def lacks_clause(case: Case) -> bool:
    """Whether a policy's clause is called by its number, and the fact does not tell that one."""
    kind = case.lookup.entity_types.get(case.fact.fact.entity, "")
    return kind == "policy" and "nth_clause" in case.question.cues and \
        not case.fact.ordinals & set(case.question.ordinals)


def tells_opposite(case: Case) -> bool:
    """Whether the label names another one of things that are never told for each other.

    Of a round, a batch, a number in a name; who checks one is told of the other.
    """
    if "yesno" in case.question.shapes:
        return False
    fact = case.fact
    return any(group in case.lookup.certain and group in fact.sides
               and not members & (fact.sides[group] | fact.told_sides.get(group, frozenset()))
               for group, members in case.question.sides.items())


def tells_no_clock(case: Case) -> bool:
    """Whether a time of the day is asked for, and the fact tells none."""
    lookup, fact = case.lookup, case.fact.fact
    asks = any(form in case.question.plain for form in lookup.asks_clock)
    return asks and fact.status != "not_given" and not any(
        _has_clock(text, lookup.clock_signs) for text in (fact.value, *fact.members))


def _has_clock(text: str, signs: tuple[str, ...]) -> bool:
    """Whether a text tells a time of the day; a sign of one character counts behind a figure."""
    return bool(CLOCK.search(text)) or any(
        sign in text and (len(sign) > 1 or re.search(rf"\d\s*{sign}", text)) for sign in signs)


def of_another_post(case: Case) -> bool:
    """Whether it is asked who holds a post, and the fact speaks of none that is called so."""
    question, fact, lookup = case.question, case.fact, case.lookup
    if not question.types & POSTS or fact.answers not in POSTS or \
            fact.fact.status == "not_given":
        return False
    asked = {(term.text, post) for term in question.terms for post in lookup.posts
             if term.text.endswith(post)}
    return any(post not in _of_head(fact.surface, post, text, lookup.deputies)
               for text, post in asked)


def _of_head(text: str, post: str, asked: str, deputies: tuple[str, ...]) -> str:
    """Return a text without the deputies of a post, unless a deputy is `asked` for."""
    for deputy in () if any(map(asked.startswith, deputies)) else deputies:
        text = text.replace(deputy + post, "")
    return text


def own_name(case: Case) -> bool:
    """Whether the fact tells its subject's name, and that is how the question calls it already.

    Nor is it told where the name of another thing is asked for.
    """
    fact, question = case.fact.fact, case.question
    return is_derived(fact) and fact.value == fact.entity and (
        bool(case.blocking) or "besides" in question.cues or (
            "foreign" not in question.cues and any(
                mention.text == case.fact.name for mention in question.mentions)))


def asks_other_meaning(case: Case) -> bool:
    """Whether it is asked what a word means, and the fact does not explain that word."""
    question, fact = case.question, case.fact
    explains = "meaning" in fact.kinds or named_attribute(question, fact) or near_attribute(
        question, fact, case.lookup) or (fact.fact.members and any(
            where == LABEL for _, where in case.places)) or any(
                fact.label == term.text + fact.attribute for term in question.terms)
    return "meaning" in question.shapes and (not explains or too_open(case))
