"""What is known around a thing of which nothing was found: of the park or city that it lies in."""

from __future__ import annotations

from dataclasses import replace

from bot.answers.agreeing import SELF
from bot.answers.question import Question
from bot.answers.resolving import Subjects
from bot.answers.selecting import Selector
from bot.answers.selection import Selection
from bot.answers.terms import TermIndex
from bot.knowledge.model import KnowledgeBase

PLACES = frozenset(("park", "area", "district", "city"))
TELLING = frozenset(("told", "other_year"))


class Surroundings:
    """Asks of what a subject lies in, from the inside out. Holds no state."""

    def __init__(self, knowledge: KnowledgeBase, index: TermIndex, selector: Selector) -> None:
        self._knowledge = knowledge
        self._index = index
        self._selector = selector

    def offered(self, found: Selection) -> Selection | None:
        """Return what was not found of one subject with what is known around it, to be offered."""
        names = found.subjects.all
        if len(names) != 1 or found.outcome != "left":
            return None
        around = self._asked(found.question, next(iter(names)), found.years)
        own = [one for one in (around.matches or around.near) if one.relation == SELF] \
            if around else []
        near = (*found.near[:1], *own, *found.near[1:])
        return replace(found, near=tuple(dict.fromkeys(near))) if own else None

    def moved(self, found: Selection, subject: str) -> Selection | None:
        """Return what a follow-up finds around the chat's subject, where that is no place.

        Who spoke of an office, a firm or a person goes on to the park; a place is told apart.
        """
        if self._is_place(subject) or "pronouns" in found.question.cues:
            return None
        return self._asked(found.question, subject, found.years)

    def _asked(self, question: Question, name: str, years: tuple[int, ...]) -> Selection | None:
        """Return what the nearest place around an entity answers that answers a question at all."""
        for place in filter(self._is_place, self._index.above(name)):
            one = self._selector.select(question, Subjects((frozenset((place,)),)), years)
            if one.outcome in TELLING:
                return one
        return None

    def _is_place(self, name: str) -> bool:
        known = self._knowledge.entities.get(name)
        return known is not None and known.type in PLACES
