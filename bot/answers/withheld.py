"""What is known not to be given: whether that is said, what is told instead, and what is near."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answers.agreeing import OPEN, PART, SELF
from bot.answers.matching import Match
from bot.answers.question import Question, Term

MOST_NEAR = 3
FAR_BETTER, LEAST_BETTER = 1.0, 2    # so many of the best have to fit so much better
INSTEAD = 3.0         # so little apart, a known fact is meant, not what is missing
NEAR_ENOUGH = 2.5     # a fact below this score is not offered either
SPOKEN_OF = 0.5       # such a share of what a question names


def not_given(one: Match) -> bool:
    """Whether a match is a row that says: this is known to be not given."""
    return one.terms.fact.status == "not_given"


def missing_of_another(one: Match) -> bool:
    """Whether a row says of a thing that nobody named that something is not given.

    It speaks of little that the question names.
    """
    return one.relation == OPEN and not_given(one) and one.coverage < SPOKEN_OF


def own_first(told: Sequence[Match]) -> list[Match]:
    """Say of the subject itself that something is not given, where the best says so of a part."""
    best = told[0]
    if best.relation != PART or not not_given(best):
        return list(told)
    def of_part(one: Match) -> bool:
        return not (one.relation == SELF and not_given(one)
                    and one.terms.fact.what == best.terms.fact.what)

    return sorted(told, key=of_part)


def meant_instead(missing: Match, known: list[Match], question: Question) -> bool:
    """Whether a known fact is meant rather than the row that says what is not given."""
    asks_result = "now" in question.cues or "actual" in question.statuses
    if known and missing.terms.fact.phase and not question.phases:
        return True
    narrower = bool(known) and not known[0].reverse and (
        known[0].head < missing.head
        or (not question.numbers and _of_part_instead(missing, known[0])))
    return bool(known) and not asks_result and not narrower and \
        known[0].score > missing.score - INSTEAD


def _of_part_instead(missing: Match, known: Match) -> bool:
    """Whether a part's fact is known where the like of it is not given of the subject itself.

    Not of one that is told beside it anyway.
    """
    return (known.relation == PART and missing.relation == SELF
            and known.score <= missing.score and known.coverage <= missing.coverage
            and known.terms.answers == missing.terms.answers
            and known.id != missing.terms.fact.beside)


def of_some_part(found: Sequence[Match], best: Match) -> bool:
    """Whether the best fact is of some part, and what fits better is not given of several others.

    A question that names no part asks of the whole: which part is meant nothing tells.
    """
    better = [one.reason == "of a part" and one.terms.answers == best.terms.answers
              and one.score > best.score + FAR_BETTER for one in found[:LEAST_BETTER]]
    return best.relation == PART and len(better) == LEAST_BETTER and all(better)


def near(found: Sequence[Match]) -> tuple[Match, ...]:
    """Return the nearest known facts, the best first."""
    return tuple(one for one in found if one.relation > 0 and not not_given(one)
                 and one.score >= NEAR_ENOUGH and (one.head > 0 or one.coverage >= 0.5))[:MOST_NEAR]


def missing(question: Question, found: Sequence[Match]) -> tuple[Term, ...]:
    """Return what the question named and no fact near it knows."""
    terms = [term for term in question.terms if term.blocking and len(term.text) > 1]
    for one in found:
        if one.relation > 0:
            left = set(one.left)
            if any(term not in left for term in terms):
                hit = [term for term in terms if term in left]
                return tuple(hit)
    return tuple(terms)
