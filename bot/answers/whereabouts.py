"""In which park, district or city a thing is, told by any fact that names that place.

"Which park brought it out?" finds no label of its own: who built it, where it was held or what it
is part of tells it as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from bot.answers.case import WHOLE
from bot.answers.covering import NAMING
from bot.answers.matching import CONFLICTS, Match
from bot.answers.question import Question
from bot.answers.selecting import Selector
from bot.answers.selection import Selection
from bot.answers.terms import FactTerms, TermIndex
from bot.knowledge.model import KnowledgeBase
from bot.language.lexicon import Lexicon
from bot.language.normalise import fold_word
from bot.language.segment import common_words

NAME = 3       # characters
ANSWERS = frozenset(("place", "org"))
# which kinds of things may be meant by what is asked for; the cue `home_…` has the words
KINDS = {"home_city": frozenset(("city",)), "home_park": frozenset(("park",)),
         "home_district": frozenset(("district", "area", "park"))}


class Whereabouts:
    """Finds what tells where a thing is. Holds no state."""

    def __init__(self, knowledge: KnowledgeBase, lexicon: Lexicon, index: TermIndex,
                 selector: Selector) -> None:
        self._knowledge = knowledge
        self._lexicon = lexicon
        self._index = index
        self._selector = selector
        words = {word: kinds for cue, kinds in KINDS.items()
                 for word in lexicon.cues.get(cue, ())}
        self._kinds = words
        longest = sorted(words, key=len, reverse=True)
        asks = sorted(lexicon.cues.get("home_asks", ()), key=len, reverse=True)
        self._asked = re.compile(
            f"(?:{'|'.join(map(re.escape, asks))}) ?({'|'.join(map(re.escape, longest))})") \
            if words and asks else None

    def find(self, found: Selection) -> Selection | None:
        """Return what tells of which place a thing is, where that was asked and was not found."""
        question, who = found.question, found.subjects
        asked = self._asked.search(question.plain) if self._asked else None
        if asked is None or not self._asks_only(question, asked.group()):
            return None
        word, longer = asked.group(1), question.plain[asked.start(1):asked.end() + 1]
        if longer != word and longer in common_words()[0]:
            return None
        if not who.sets:
            rest = question.plain.replace(asked.group(), " ")
            items = [one for one in found.considered if self._holds(one, word)
                     and _says(one.terms, rest)]
            return replace(found, outcome="told", matches=tuple(items[:1])) if items else None
        if len(who.sets) != 1 or len(who.all) != 1:
            return None
        thing = next(iter(who.all))
        score = {one.id: one.score for one in found.considered}
        facts = [fact for name in self._knowledge.by_entity.get(thing, ())
                 if (fact := self._index.facts[name]).answers in ANSWERS
                 and fact.fact.status != "not_given"]
        for home in self._homes(thing, word):
            telling = [fact for fact in facts if self._names(fact, home)]
            if telling:
                best = max(telling, key=lambda fact: score.get(fact.fact.id, 0.0))
                return self._selector.given(question, who, (best.fact.id,))
        return None

    def _asks_only(self, question: Question, asked: str) -> bool:
        """Whether nothing but the place is asked for. (`asked` is how.)"""
        attributes = (self._knowledge.attributes.get(name) for name in question.attributes)
        return not (question.numbers or question.phases or question.years or question.digits) \
            and question.types <= ANSWERS and question.shapes <= {"compare"} \
            and all(one is None or one.answers in ANSWERS or one.name in asked
                    for one in attributes) \
            and (not question.mentions or not any(
                term.weight >= NAMING and term.flavour != "attribute" and term.text not in asked
                for term in question.terms))

    def _homes(self, thing: str, word: str) -> list[str]:
        """Return what a thing is part of and that may be called so: its namesakes first."""
        around = [name for name in self._index.above(thing) if self._is(name, word)]
        return sorted(around, key=lambda name: (not name.endswith(word),
                                                not name.endswith(word[-1])))

    def _is(self, name: str, word: str) -> bool:
        entity = self._knowledge.entities.get(name)
        return entity is not None and entity.type in self._kinds[word]

    def _names(self, fact: FactTerms, home: str) -> bool:
        return any(form in fact.surface for form in self._forms(home))

    def _forms(self, home: str) -> Iterable[str]:
        """Return the full name of a place, and of a city the short one, which its parts bear."""
        entity = self._knowledge.entities[home]
        short = entity.aliases[:1] if entity.type == "city" else ()
        return (fold_word(name) for name in (home, *short))

    def _holds(self, one: Match, word: str) -> bool:
        """Whether a fact of a thing in such a place tells of all that was named."""
        entity = one.terms.fact.entity
        return one.coverage >= WHOLE and one.reason not in CONFLICTS \
            and one.terms.fact.status != "not_given" \
            and any(self._is(name, word) for name in (entity, *one.terms.above))


def _says(fact: FactTerms, text: str) -> bool:
    """Whether a fact and a text have so many characters in a row in common as a name has."""
    told = f"{fact.name}|{fact.surface}"
    return any(piece.isalpha() and piece in told for at in range(len(text) - NAME + 1)
               if (piece := text[at:at + NAME]))
