"""The greatest or the least of several: which of many things bears the highest figure."""

from __future__ import annotations

from dataclasses import dataclass

from bot.answers.question import Question
from bot.answers.resolving import Subjects
from bot.answers.selecting import Selector
from bot.answers.selection import Selection
from bot.answers.terms import NUMERIC, TermIndex
from bot.knowledge.model import Fact, KnowledgeBase
from bot.language.lexicon import Lexicon

LEAST_COMPARED = 2


@dataclass(frozen=True, slots=True)
class Extreme:
    """What bears the highest figure, or the lowest, of how many that were compared."""

    selection: Selection
    end: str
    count: int


class Extremes:
    """Finds the greatest of what a question speaks of. Holds no state."""

    def __init__(self, knowledge: KnowledgeBase, lexicon: Lexicon, index: TermIndex,
                 selector: Selector) -> None:
        self._knowledge = knowledge
        self._lexicon = lexicon
        self._index = index
        self._selector = selector

    def find(self, question: Question, who: Subjects, years: tuple[int, ...]) -> Extreme | None:
        """Return the greatest, or None where none is asked for or fewer than two are known."""
        if "extreme" not in question.shapes:
            return None
        sizes = self._sizes(question, who)
        found = self._selector.given(question, who, sizes).matches if sizes \
            else self._selector.likeliest(question, who, years)
        numeric = [one for one in found if one.terms.fact.quantity
                   and one.terms.answers in NUMERIC and one.terms.fact.status != "target"]
        alike = [one for one in numeric if one.terms.answers == numeric[0].terms.answers
                 and one.terms.attribute == numeric[0].terms.attribute
                 and unit_of(one.terms.fact) == unit_of(numeric[0].terms.fact)]
        if len(alike) < LEAST_COMPARED:
            return None
        least = "least" in question.cues
        alike.sort(key=lambda one: number_of(one.terms.fact), reverse=not least)
        return Extreme(Selection("told", question, who, tuple(alike[:1])),
                       "least" if least else "most", len(alike))

    def _sizes(self, question: Question, who: Subjects) -> tuple[str, ...]:
        """Return the areas of all things, or of the subject's parts, where the largest is asked."""
        if "any_size" not in question.cues or any(term.weight for term in question.terms):
            return ()
        inside = {name for top in who.all for name in self._index.below(top)}
        kinds = {kind for kind, forms in self._lexicon.kinds.items()
                 if any(form in question.plain for form in forms)}
        found = {name: self._knowledge.entities[fact.fact.entity].type
                 for name, fact in self._index.facts.items() if fact.answers == "area"
                 and not fact.head and fact.fact.status == "actual"
                 and (not who.sets or fact.fact.entity in inside)}
        return tuple(name for name, kind in found.items() if kind in kinds) or tuple(found)


def unit_of(fact: Fact) -> str:
    """Return the unit of a fact's figure, or nothing."""
    return fact.quantity.unit if fact.quantity else ""


def number_of(fact: Fact) -> float:
    """Return a fact's figure, 0 where it has none."""
    return fact.quantity.number if fact.quantity else 0.0
