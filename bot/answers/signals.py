"""What speaks for and against a fact as the answer to a question: a number for each sign.

What each is worth stands in `weights.py`.
"""

from __future__ import annotations

from bot.answers.agreeing import (
    LINKED,
    PART,
    SELF,
    counts_unit,
    named_attribute,
    near_attribute,
    owner_agrees,
)
from bot.answers.case import (
    Case,
    another_kind,
    answers,
    asks_nothing,
    counts_another,
    foreign_things,
    names_unknown,
    of_another,
    too_open,
    unheard,
)
from bot.answers.covering import Lookup, names_head
from bot.answers.evidence import is_telling
from bot.answers.question import ANY_NUMBER, ASKABLE, Question
from bot.answers.terms import NUMERIC, FactTerms
from bot.knowledge.deriving import is_derived
from bot.knowledge.model import AHEAD
from bot.knowledge.numerals import same
from bot.language.opposites import excluded, unmet

MOST_LEFT, MOST_WORDS, MOST_HEADS, MOST_UNNAMED, LONG, LONGEST = 2, 3.0, 3, 3, 60, 2.0
LONGEST_ASKED = 3.0
SURE, MOST_STRANGE = 4.0, 10.0     # log-odds: a question that belongs so surely is not strange
SIZES = NUMERIC | {ANY_NUMBER}
# kinds of answers that nothing else is told for
STRICT = frozenset(("money", "phone", "date", "distance", "area", "url", "requirement"))
NAMES = (
    # likeness: the label's utterances, its odds, what it means, what the fact means, both among
    # all; what was asked for the row; what is left unanswered; the share that is said
    "mean", "odds", "means", "tells", "chosen", "picked", "asked", "lacks", "said",
    # whose fact it is: the subject's own, one that speaks of it, a part's; no subject
    "self", "linked", "part", "open", "strangers", "owner",
    # the label: how many of its nouns are named, whether enough, the words that it covers
    "head", "named", "hint", "heads", "words", "cover", "story",
    # words that the fact leaves open
    "left_thing", "left_qualifier", "left_other", "unheard", "foreign_things",
    # words that exclude each other: the label has another one; nothing of the fact has it
    "opposed", "unmet",
    # what is asked for
    "answers", "type_exact", "type_agrees", "type_number", "type_clash", "no_figure", "no_such",
    "another_kind", "counts_another",
    "attribute_last", "attribute_near", "attribute_other", "unasked",
    # how long the question is (tens of characters); whether it leaves a stranger's name open; how
    # little it speaks of the subject at all
    "length", "unknown_name", "strange",
    # figures
    "numbered", "numbered_thing", "figure", "other_figure", "no_such_figure", "unit", "reverse",
    # how the fact is narrower than the question, or wider
    "unnamed", "other_act", "of_another", "too_open", "nothing_asked", "phase_open", "derived",
    # lists
    "list_members", "list_single", "members", "long",
    # status
    "target_target", "target_actual", "actual_target", "plain_target", "not_given",
    "past", "now_missing",
)


def signals(case: Case, slot: str) -> tuple[float, ...]:
    """Return the signals in the order of NAMES; `slot` is the first that differs, if any does."""
    question, fact, lookup = case.question, case.fact, case.lookup
    asked = question.types & ASKABLE
    exact = fact.answers in question.types
    agrees = bool(asked) and not exact and case.agrees
    number = bool(asked & SIZES) and fact.answers in NUMERIC
    last = bool(question.attributes) and fact.attribute == question.attributes[-1]
    near = not last and near_attribute(question, fact, lookup)
    figure = _tells_figure(question, fact)
    listed, members = "list" in question.shapes, len(fact.fact.members) > 1
    status = fact.fact.status
    target = status in AHEAD
    left = [term.flavour for term in case.blocking]
    things = sum(flavour in ("thing", "place") for flavour in left)
    qualifiers = left.count("qualifier")
    return (
        case.like.mean, case.like.odds, case.like.means,
        case.told.tells, case.like.chosen, case.told.picked,
        case.told.asked, case.told.lacks, case.told.said,
        case.relation == SELF, case.relation == LINKED, case.relation == PART,
        not case.entities, case.strangers,
        case.relation != SELF and owner_agrees(question, fact, lookup),
        case.head, case.named, fact.attribute in question.hints, min(MOST_HEADS, len(fact.head)),
        min(MOST_WORDS, case.cover.label_words), case.cover.share,
        _from_story(question, fact, lookup),
        min(MOST_LEFT, things), min(MOST_LEFT, qualifiers),
        min(MOST_LEFT, len(left) - things - qualifiers), min(MOST_LEFT, unheard(case)),
        min(MOST_LEFT, foreign_things(case)),
        min(MOST_LEFT, excluded(question.sides, fact.sides)),
        min(MOST_LEFT, unmet(question.sides, fact.sides, fact.told_sides, fact.said_sides)),
        answers(case), exact, agrees, bool(asked) and not exact and not agrees and number,
        bool(asked) and not (exact or agrees or number),
        bool(asked & SIZES) and not fact.quantities,
        bool(asked & STRICT) and not asked & fact.kinds, another_kind(case),
        counts_another(case), last, near, bool(question.attributes) and not (
            last or near or named_attribute(question, fact)),
        _unasked_text(question, fact, lookup),
        min(LONGEST_ASKED, len(question.plain) / 10), names_unknown(case),
        min(MOST_STRANGE, max(0.0, SURE - question.likes.belongs)),
        case.numbered, case.numbered and not question.types & NUMERIC, figure,
        bool(question.numbers and fact.quantities) and not figure,
        not figure and "yesno" not in question.shapes and any(
            is_telling(number, question) for number in question.numbers),
        _unit(question, fact, lookup), case.reverse,
        min(MOST_UNNAMED, _unnamed(question, fact)), _other_act(question, fact),
        of_another(case), too_open(case), asks_nothing(case),
        bool(fact.fact.phase) and not question.phases, is_derived(fact.fact),
        listed and members, listed and not members, members,
        min(LONGEST, len(fact.fact.value) / LONG),
        "target" in question.statuses and target,
        "target" in question.statuses and status in ("actual", "event"),
        "actual" in question.statuses and status == "target",
        not question.statuses and status == "target", status == "not_given",
        slot == "status",
        status == "not_given" and ("now" in question.cues or "actual" in question.statuses),
    )


def _tells_figure(question: Question, fact: FactTerms) -> bool:
    """Whether the fact tells a figure of the question, however common that is."""
    return any(same(number.quantity, quantity)
               for number in question.numbers for quantity in fact.quantities)


def _unit(question: Question, fact: FactTerms, lookup: Lookup) -> float:
    """Return what speaks for a fact in the unit that was asked, or against one in another."""
    if fact.answers != "count" or fact.fact.quantity is None:
        return 0.0
    if counts_unit(question, fact, lookup):
        return 1.0
    other = any(word.endswith(unit) for word in question.counted
                for unit in lookup.telling_units)
    return -1.0 if other else 0.0


def _unasked_text(question: Question, fact: FactTerms, lookup: Lookup) -> bool:
    """Whether the label ends in a kind of text that the question does not ask for."""
    return fact.answers in ("text", "rank") and not (
        named_attribute(question, fact) or near_attribute(question, fact, lookup)
        or any(fact.attribute in term.names for term in question.terms))


def _from_story(question: Question, fact: FactTerms, lookup: Lookup) -> float:
    """Return the share of the head nouns that only the story or the last question names."""
    if not question.soft or not fact.head:
        return 0.0
    return 1 / len(fact.head) * sum(1 for form, names in fact.head
               if not names_head(question.words, form, names, lookup)
               and names_head(question.story, form, names, lookup))


def _other_act(question: Question, fact: FactTerms) -> bool:
    """Whether the label names one act and the question another (issued, enjoyed)."""
    if not fact.acts:
        return False
    acts = {name for term in question.terms if term.flavour == "act" for name in term.names}
    return bool(acts and not fact.acts & acts and not acts & fact.named)


def _unnamed(question: Question, fact: FactTerms) -> int:
    """Return how many qualifiers and acts of the label the question does not name."""
    wanted = fact.qualifiers | fact.acts
    if not wanted:
        return 0
    return len(wanted - question.words.names - question.story.names)
