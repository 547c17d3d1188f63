"""How a fact fits a question: its score among others, and whether it may be told at all."""

from __future__ import annotations

from dataclasses import dataclass

from bot.answers.agreeing import OPEN, conflict
from bot.answers.case import Case, answers, case_of, names_unknown, of_another, too_open
from bot.answers.covering import Lookup
from bot.answers.objecting import asks_other_meaning, objection
from bot.answers.question import Question, Term
from bot.answers.resolving import Subjects
from bot.answers.signals import signals
from bot.answers.terms import FactTerms
from bot.answers.weights import (
    NOT_GIVEN_FLOOR,
    NOT_GIVEN_LEAST,
    SPOKEN,
    UNNAMED,
    UNSPOKEN,
    Weights,
    weigh,
)

CONFLICTS = frozenset(("phase", "ordinal", "year", "number", "place", "unknown thing",
                       "another city"))
# where no subject was named: how like the label's utterances the question has to be, and how many
# letters it has to have
OPEN_MEAN, SHORTEST = 0.2, 4
DOUBTS = frozenset(("left", "ask", "head", "of another", "open", "weak"))


@dataclass(frozen=True, slots=True)
class Match:
    """One fact against one question.

    `score` orders facts, `trust` tells how sure it is that this one answers (0 is even odds, in
    logits); `told` means that it may be stated as the answer, `reason` why it may not.
    """

    terms: FactTerms
    told: bool
    score: float
    trust: float
    relation: float
    reason: str
    left: tuple[Term, ...]
    reverse: bool
    head: float
    coverage: float
    signals: tuple[float, ...] = ()

    @property
    def id(self) -> str:
        """The fact's id."""
        return self.terms.fact.id


def match(question: Question, subjects: Subjects, fact: FactTerms, lookup: Lookup,
          years: tuple[int, ...]) -> Match:
    """Hold one fact against a question about `subjects`; `years` are those asked for."""
    case = case_of(question, subjects.sets, fact, lookup)
    slot = conflict(question, fact, years)
    signs = signals(case, slot)
    weights = weights_of(fact, case.relation)
    trust = weights.eager + weights.bias + weigh(signs, weights.trust)
    worth = weigh(signs, weights.rank)
    reason = slot if slot in CONFLICTS else objection(case, subjects)
    least, floor = bounds(fact, case.relation)
    if not reason and (trust < least or worth < floor or _too_vague(case)):
        reason = _doubt(case)
    return Match(fact, not reason, worth, trust, case.relation, reason,
                 case.blocking or case.cover.left, case.reverse, case.head, case.cover.share,
                 signs)


def _too_vague(case: Case) -> bool:
    """Whether a question that names no subject could as well be about anything else."""
    if case.entities or case.numbered:
        return False
    letters = sum(sign.isalpha() for sign in case.question.plain)
    return letters < SHORTEST or asks_other_meaning(case) or names_unknown(case) or (
        too_open(case) and case.like.mean < OPEN_MEAN)


def bounds(fact: FactTerms, relation: float) -> tuple[float, float]:
    """Return the trust and the score below which a fact is not told."""
    if fact.fact.status == "not_given":
        return NOT_GIVEN_LEAST, NOT_GIVEN_FLOOR
    return 0.0, weights_of(fact, relation).floor


def weights_of(fact: FactTerms, relation: float) -> Weights:
    """Return what the signals of a fact are worth that is so near to the subjects."""
    if not fact.spoken:
        return UNSPOKEN
    return UNNAMED if relation == OPEN else SPOKEN


def _doubt(case: Case) -> str:
    """Return what speaks most against a fact that is not trusted."""
    tests = (("open", not case.entities and not case.numbered),
             ("left", bool(case.blocking)), ("ask", not answers(case)),
             ("head", not (case.named or case.reverse)), ("of another", of_another(case)))
    return next((reason for reason, holds in tests if holds), "weak")
