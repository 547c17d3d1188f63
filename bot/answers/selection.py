"""What was found for one question: the value between finding and composing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from bot.answers.matching import Match
from bot.answers.question import Question, Term
from bot.answers.resolving import Subjects
from bot.knowledge.model import Fact

Outcome = Literal["told", "choice", "not_given", "other_year", "left", "nothing"]


@dataclass(frozen=True, slots=True)
class Selection:
    """What was found for one question, best first, and what the question named in vain."""

    outcome: Outcome
    question: Question
    subjects: Subjects
    matches: tuple[Match, ...] = ()
    near: tuple[Match, ...] = ()
    missing: tuple[Term, ...] = ()
    years: tuple[int, ...] = ()
    silent: tuple[str, ...] = ()
    considered: tuple[Match, ...] = ()

    @property
    def alone(self) -> bool:
        """Whether one thing was asked for, so that a second fact is told only in passing."""
        question = self.question
        return not (self.many or len(question.attributes) + len(question.types) > 1)

    @property
    def many(self) -> bool:
        """Whether several things are compared, or asked for in one breath."""
        return "compare" in self.question.shapes or "both" in self.question.cues

    @property
    def left_open(self) -> bool:
        """Whether what asks for something was neither answered nor named as not given."""
        return self.outcome in ("left", "nothing") and self.question.seeks and not any(
            term.flavour in ("thing", "place") for term in self.missing)

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The facts that are told."""
        return tuple(found.terms.fact for found in self.matches)


def once(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Return some facts, each once, in order."""
    seen: dict[str, Fact] = {}
    for fact in facts:
        seen.setdefault(fact.id, fact)
    return tuple(seen.values())
