"""How well a fact fits a question: one number, for ranking only; it never decides alone.

The weights were set once on questions that had been read and are not what accuracy hangs on
(docs/accuracy.md); agreement of slots and coverage decide.
"""

from __future__ import annotations

from bot.answers.agreeing import (
    counts_unit,
    named_attribute,
    near_attribute,
    type_agrees,
)
from bot.answers.covering import Lookup, names_head
from bot.answers.question import Question
from bot.answers.terms import FactTerms
from bot.knowledge.deriving import is_derived

HEAD, COVERAGE, LABEL_WORDS, NUMBERED = 2.0, 2.5, 0.3, 3.0
MOST_LABEL_WORDS, MOST_HEADS = 3.0, 3


def score(question: Question, fact: FactTerms, lookup: Lookup, *, relation: float,
          head: float, whole: bool, coverage: float, label_words: float, reverse: bool,
          numbered: bool) -> float:
    """Return the score of a match; `head` and `coverage` are shares from 0 to 1.

    `whole` tells that the head is named as far as it has to be, `label_words` is the weight of
    the words that the label covers, `numbered` that the fact tells a figure of the question.
    """
    return (HEAD * head + COVERAGE * coverage + relation
            + LABEL_WORDS * min(label_words, MOST_LABEL_WORDS)
            + (0.15 * min(len(fact.head), MOST_HEADS) if whole else 0.0)
            + (0.3 if reverse else 0.0) + (NUMBERED if numbered else 0.0)
            + _slots(question, fact, lookup) + _narrowness(question, fact, lookup))


def _slots(question: Question, fact: FactTerms, lookup: Lookup) -> float:
    """Return what agreeing slots add: attribute, type, shape, status, unit, phase, ordinal."""
    unphased = fact.fact.phase is None and not question.phases
    return (attribute_bonus(question, fact, lookup) + type_bonus(question, fact)
            + shape_bonus(question, fact) + status_bonus(question, fact)
            + unit_bonus(question, fact, lookup) + (0.3 if unphased else 0.0)
            + (0.5 if fact.ordinals & set(question.ordinals) else 0.0))


def _narrowness(question: Question, fact: FactTerms, lookup: Lookup) -> float:
    """Return what the words of the label that were not asked for take away."""
    general = sum(not term.weight and term.text in fact.label for term in question.terms)
    return (0.15 * general + 0.25 * from_story(question, fact, lookup)
            - 0.15 * unnamed(question, fact) - (0.4 if other_act(question, fact) else 0.0)
            - (0.25 if unasked_text(question, fact, lookup) else 0.0)
            - (0.4 if is_derived(fact.fact) else 0.0))


def attribute_bonus(question: Question, fact: FactTerms, lookup: Lookup) -> float:
    """Return what the attribute that is asked for adds, the last named one most."""
    if question.attributes and fact.attribute == question.attributes[-1]:
        return 0.6
    if named_attribute(question, fact) or fact.attribute in question.hints:
        return 0.4
    return 0.3 if near_attribute(question, fact, lookup) else 0.0



def type_bonus(question: Question, fact: FactTerms) -> float:
    """Return what the answer type adds, an exact one more than a near one."""
    if fact.answers in question.types:
        return 0.6
    return 0.3 if question.types and type_agrees(question, fact) else 0.0



def shape_bonus(question: Question, fact: FactTerms) -> float:
    """Return what speaks for a fact that is a list where a list is asked for."""
    return 0.3 if "list" in question.shapes and fact.fact.members else 0.0



def status_bonus(question: Question, fact: FactTerms) -> float:
    """Return what the status adds: results unless a target is asked for."""
    status = fact.fact.status
    if "target" in question.statuses:
        return 0.5 if status in ("target", "plan") else -0.3
    if "actual" in question.statuses:
        return 0.3 if status in ("actual", "event") else -0.3
    return 0.1 if status in ("actual", "event") else -0.15 if status == "target" else 0.0



def unit_bonus(question: Question, fact: FactTerms, lookup: Lookup) -> float:
    """Return what speaks for a fact in the unit that was asked, or against one in another."""
    if fact.answers != "count" or fact.fact.quantity is None:
        return 0.0
    if counts_unit(question, fact, lookup):
        return 0.5
    other = any(word.endswith(unit) for word in question.counted
                for unit in lookup.telling_units)
    return -0.5 if other else 0.0



def unasked_text(question: Question, fact: FactTerms, lookup: Lookup) -> bool:
    """Whether the label ends in a kind of text that the question does not ask for."""
    return fact.answers in ("text", "rank") and not (
        named_attribute(question, fact) or near_attribute(question, fact, lookup)
        or any(fact.attribute in term.names for term in question.terms))



def from_story(question: Question, fact: FactTerms, lookup: Lookup) -> int:
    """Return how many head nouns only the story or the chat's last question names."""
    return sum(1 for form, names in fact.head
               if not any(names_head(term, form, names, lookup) for term in question.terms)
               and any(names_head(term, form, names, lookup) for term in question.soft))



def other_act(question: Question, fact: FactTerms) -> bool:
    """Whether the label names one act and the question another (issued, enjoyed)."""
    acts = {name for term in question.terms if term.flavour == "act" for name in term.names}
    return bool(fact.acts and acts and not fact.acts & acts and not acts & fact.named)



def unnamed(question: Question, fact: FactTerms) -> int:
    """Return how many qualifiers and acts of the label the question does not name."""
    named = {name for term in (*question.terms, *question.soft) for name in term.names}
    return len((fact.qualifiers | fact.acts) - named)
