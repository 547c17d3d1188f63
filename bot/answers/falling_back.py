"""What a question is asked of instead, where nothing was found of what it names."""

from __future__ import annotations

from bot.answers.case import WHOLE
from bot.answers.following import FOUND
from bot.answers.question import Question
from bot.answers.resolving import Resolver, Subjects
from bot.answers.selecting import Selector
from bot.answers.selection import Selection
from bot.answers.signals import NAMES
from bot.answers.surroundings import Surroundings
from bot.answers.terms import TermIndex
from bot.answers.whereabouts import Whereabouts
from bot.knowledge.model import KnowledgeBase
from bot.language.lexicon import Lexicon

CONTACT_TYPES = frozenset(("phone", "requirement"))
WHOM = frozenset(("person", "org"))    # whom to call is answered with a number
SPEAKERS = frozenset(("person", "institution"))
WELL_SAID = 0.7        # so much of a question has to be known where it names nobody


class Fallback:
    """Asks once more: of a place, of the contacts, of a speaker's home, of the one part meant.

    Holds no state.
    """

    def __init__(self, knowledge: KnowledgeBase, lexicon: Lexicon, index: TermIndex,
                 selector: Selector, resolver: Resolver,
                 surroundings: Surroundings) -> None:
        self._knowledge = knowledge
        self._index = index
        self._selector = selector
        self._resolver = resolver
        self._whereabouts = Whereabouts(knowledge, lexicon, index, selector)
        self._surroundings = surroundings
        self._kinds = {form: kind for kind, forms in lexicon.kinds.items() for form in forms}
        self._serving = tuple(entity.name for entity in knowledge.entities.values()
                              if entity.serves)

    def find(self, found: Selection, years: tuple[int, ...]) -> Selection | None:
        """Return what answers a question that found nothing, or what is known around its subject.

        None where there is neither.
        """
        question, subjects = found.question, found.subjects
        where = self._whereabouts.find(found)
        if where is not None:
            return where
        if question.only_wants:
            return self._of_wish(question)
        if not subjects.sets:
            return self._of_contact(question, years)
        spoken = self._spoken_of(question, subjects, years)
        if spoken is not None:
            return spoken
        part = self._resolver.refined(question, subjects, self._kinds)
        inner = self._selector.select(question, part, years) if part else found
        return inner if inner.outcome in FOUND else self._surroundings.offered(found)

    def _of_wish(self, question: Question) -> Selection | None:
        """Return whom to call, of those who serve a city, for who says what he looks for."""
        for name in self._serving:
            phones = tuple(fact for fact in self._knowledge.by_entity.get(name, ())
                           if self._index.facts[fact].answers == "phone")
            if phones:
                return self._selector.given(question, Subjects((frozenset((name,)),)), phones[:1])
        return None

    def _spoken_of(self, question: Question, subjects: Subjects,
                   years: tuple[int, ...]) -> Selection | None:
        """Ask what somebody spoke of, where nothing is known of himself, of where he works."""
        names = subjects.all
        if "speaks" not in question.cues or len(names) != 1 or \
                self._knowledge.entities[next(iter(names))].type not in SPEAKERS:
            return None
        for name in self._index.above(next(iter(names))):
            if name in self._knowledge.entities:
                one = self._selector.select(question, Subjects((frozenset((name,)),)), years)
                if one.outcome in FOUND:
                    return one
        return None

    def _of_contact(self, question: Question, years: tuple[int, ...]) -> Selection | None:
        """Ask a question about contacts that names nobody of the contacts that serve a city.

        Not where nothing is known of what the story before it speaks of: it asks for the
        telephone of that.
        """
        if not question.terms and any(term.flavour in ("thing", "noun") and len(term.text) > 1
                                      and not self._selector.knows(term)
                                      for term in question.soft):
            return None
        asked = question.types | {self._knowledge.attributes[name].answers
                                  for name in question.attributes
                                  if name in self._knowledge.attributes}
        for name in self._serving if asked & (CONTACT_TYPES | WHOM) else ():
            one = self._selector.select(question, Subjects((frozenset((name,)),)), years)
            if one.outcome != "told" or not (
                    asked & CONTACT_TYPES or one.matches[0].terms.answers == "phone"):
                continue
            signs = dict(zip(NAMES, one.matches[0].signals, strict=True))
            if not signs["unheard"] and signs["said"] >= WELL_SAID and signs["cover"] >= WHOLE:
                return one
        return None
