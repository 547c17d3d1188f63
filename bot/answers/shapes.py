"""Kinds of question that one fact does not answer: comparison, phases, extreme, list, profile."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from typing import Literal

from bot.answers.agreeing import SELF
from bot.answers.case import WHOLE
from bot.answers.context import Context
from bot.answers.covering import NAMING
from bot.answers.extremes import Extremes
from bot.answers.matching import DOUBTS
from bot.answers.placing import lies_elsewhere, placed
from bot.answers.question import VALUE_TYPES, Question
from bot.answers.resolving import Subjects
from bot.answers.selecting import Selector
from bot.answers.selection import Selection
from bot.answers.side_by_side import Comparer
from bot.answers.terms import NUMERIC, TermIndex
from bot.knowledge.model import Fact, KnowledgeBase
from bot.language.lexicon import Lexicon

SOME_PHASE = frozenset(("some_phase", "next_phase", "previous_phase"))
Shape = Literal[
    "value", "compare", "phases", "extreme", "placed", "profile", "entities", "contact"]
Shaped = tuple[Shape, tuple[Selection, ...], tuple[str, ...], str]
MOST_PROFILE, LONG = 3, 90
MOST_COUNTED = 9      # who asks for "which five" means no list that is longer
LIKELY = -0.5              # so trusted, a contact is told to whom names its business
SURE_SCORE = 7.4           # a fact that scores so is what was asked, not a profile
CONTACT_TYPES = frozenset(("phone", "person", "requirement"))


class Shapes:
    """Recognises the shapes that need several facts and finds these."""

    def __init__(self, knowledge: KnowledgeBase, lexicon: Lexicon, index: TermIndex,
                 selector: Selector) -> None:
        self._knowledge = knowledge
        self._lexicon = lexicon
        self._index = index
        self._selector = selector
        self._exists = tuple(lexicon.cues.get("exists", ()))
        which = lexicon.cues.get("which", ())
        exact = [sign for sign in lexicon.cues.get("several", ())
                 if sign not in lexicon.cues.get("any_number", ())]
        self._so_many = re.compile("".join(
            f"(?:{'|'.join(map(re.escape, words)) or '(?!)'})" for words in (which, exact)))
        self._comparer = Comparer(selector)
        self._extremes = Extremes(knowledge, lexicon, index, selector)
        self._serving = tuple(entity for entity in knowledge.entities.values() if entity.serves)
        self._phases = lexicon.cues.get("phases", ())

    def linked(self, fact: Fact) -> list[str]:
        """Return the entities that a fact speaks of."""
        return sorted(self._index.facts[fact.id].linked)

    def tells_place(self, fact: Fact) -> bool:
        """Whether a fact tells where something is: that place is no subject of the chat."""
        return self._index.facts[fact.id].answers == "place"

    def find(self, questions: tuple[Question, ...], subjects: tuple[Subjects, ...],
             now: datetime, context: Context | None = None) -> Shaped | None:
        """Return the shape of a message and what it found, or None for a plain question."""
        first, who = questions[0], subjects[0]
        years = first.years or tuple(now.year + offset for offset in first.relative)
        phase_known, in_chat = bool(context and context.phase), bool(context and context.entities)
        return ((None if phase_known else self._some_phase(questions, subjects, years))
                or self._by_phase(questions, subjects, years)
                or (None if in_chat else self._phase_alone(questions, who))
                or self._compared(questions, subjects, years)
                or self._extreme(questions, who, years)
                or self._placed(questions, who)
                or self._entities(questions, who)
                or self._profile(questions, who)
                or self._contact(questions, subjects, years))

    def _by_phase(self, questions: tuple[Question, ...], subjects: tuple[Subjects, ...],
                  years: tuple[int, ...]) -> Shaped | None:
        phases = tuple(dict.fromkeys(phase for question in questions for phase in question.phases))
        every = any("every_phase" in question.cues for question in questions)
        if not subjects[0].sets or (len(phases) < 2 and not every):
            return None
        selections: list[Selection] = []
        for phase in self._phases if every and len(phases) < 2 else phases:
            for question, who in zip(questions, subjects, strict=True):
                one = self._selector.select(replace(question, phases=(phase,)), who, years)
                if phase in (question.phases or (phase,)) and one.outcome == "told" and not any(
                        one.facts[0] in other.facts for other in selections):
                    selections.append(replace(one, matches=one.matches[:1]))
        return ("phases", tuple(selections), (), "") if len(selections) > 1 else None

    def _phase_alone(self, questions: tuple[Question, ...], who: Subjects) -> Shaped | None:
        """A phase and what is asked of it, of a thing that is not named: of all that have such."""
        question = questions[0]
        asked = frozenset(question.attributes) | question.types
        if len(questions) > 1 or who.sets or not question.phases or not asked or \
                len(question.attributes) > 1 or any(
                term.flavour != "attribute" and term.weight >= NAMING for term in question.terms):
            return None
        found = [fact.fact for fact in self._index.facts.values()
                 if fact.fact.phase in question.phases and fact.fact.status != "not_given"
                 and not fact.head and fact.answers in VALUE_TYPES
                 and {fact.attribute, fact.answers} & asked]
        bearers = {fact.entity for fact in found}
        if not found or len(found) > MOST_PROFILE:
            return None
        selection = self._selector.given(question, who, tuple(fact.id for fact in found))
        if len(found) > 1 and not (len(bearers) == 1 and len(question.phases) > 1):
            selection = replace(selection, outcome="choice")
        return "value", (selection,), (), ""

    def _some_phase(self, questions: tuple[Question, ...], subjects: tuple[Subjects, ...],
                    years: tuple[int, ...]) -> Shaped | None:
        """One of several phases is meant and which is not said: the asker has to choose."""
        question, who = questions[0], subjects[0]
        if len(questions) > 1 or question.phases or not question.cues & SOME_PHASE:
            return None
        told = [one.matches[0] for phase in self._phases
                if (one := self._selector.select(replace(question, phases=(phase,)), who, years)
                    ).outcome == "told"]
        if len({one.terms.fact.phase for one in told}) < 2:
            return None
        selection = Selection("choice", question, who, tuple(told[:MOST_PROFILE]))
        return "value", (selection,), (), ""

    def _compared(self, questions: tuple[Question, ...], subjects: tuple[Subjects, ...],
                  years: tuple[int, ...]) -> Shaped | None:
        found = self._comparer.compare(questions, subjects, years)
        return ("compare", found, (), "") if found else None

    def _extreme(self, questions: tuple[Question, ...], who: Subjects,
                 years: tuple[int, ...]) -> Shaped | None:
        found = self._extremes.find(questions[0], who, years) if len(questions) == 1 else None
        return ("extreme", (found.selection,), (), f"{found.end}:{found.count}") if found else None

    def _placed(self, questions: tuple[Question, ...], who: Subjects) -> Shaped | None:
        """Whether a thing lies in a place, and where it does."""
        one = placed(questions[0], who, self._knowledge, self._index) \
            if len(questions) == 1 else None
        if one is None:
            return None
        selection = self._selector.given(questions[0], who, (one.fact,))
        return "placed", (selection,), (one.thing, one.place), "yes" if one.holds else "no"

    def _entities(self, questions: tuple[Question, ...], who: Subjects) -> Shaped | None:
        """A list of entities of one type (which parks are there in …)."""
        question = questions[0]
        words = [term for term in question.terms if term.flavour in ("thing", "attribute")
                 and term.names.isdisjoint(self._knowledge.entities)]
        asked = [term.text for term in words] if "list" in question.shapes else [
            name for name in question.attributes if not question.types and not question.shapes
            and all(name in term.names for term in question.terms)
            and self._knowledge.attributes[name].answers == "list"]
        if len(questions) > 1 or len(who.sets) > 1 or len(asked) != 1:
            return None
        names = words[0].names if words else frozenset(asked)
        kind = next((kind for kind in self._lexicon.kinds
                     if self._is_kind(asked[0], names, kind)), "")
        elsewhere = not question.mentions and any(term.flavour == "place" for term in question.soft)
        told_of = any(term.weight >= NAMING for term in question.soft)
        if not kind or question.numbers or question.phases or elsewhere or told_of or any(
                (term.blocking or (term.flavour == "noun" and not self._selector.knows(term)))
                and term not in words for term in question.terms):
            return None
        told = self._selector.select(question, who, question.years)
        best = told.matches[0] if told.outcome == "told" else None
        if best is not None and best.head >= WHOLE and best.terms.answers not in NUMERIC and (
                words or best.relation == SELF):
            return None
        inside = {name for top in who.all for name in self._index.below(top)} if who.sets \
            else set(self._knowledge.entities)
        inside |= {entity.name for entity in self._knowledge.entities.values()
                   if entity.city in who.all}
        found = tuple(name for name, entity in self._knowledge.entities.items()
                      if name in inside and entity.type == kind and name not in who.all)
        if not found or (
                len(found) > MOST_COUNTED and self._so_many.search(question.plain)):
            return None
        return "entities", (Selection("told", question, who),), found, asked[0]

    def _is_kind(self, text: str, names: frozenset[str], kind: str) -> bool:
        """Whether a word, or a concept that it stands for, is what a kind of thing is called."""
        forms = self._lexicon.kinds.get(kind, ())
        return text in forms or not names.isdisjoint(forms)

    def _profile(self, questions: tuple[Question, ...], who: Subjects) -> Shaped | None:
        """A bare name, or that of a phase: what it is, in up to three facts.

        What something is for is told so, too, where no fact of its own tells it.
        """
        question = questions[0]
        exists = self._asks_existence(question)
        loose = ("general", "other") if {"profile", "meaning"} & question.shapes else ()
        named = [term for term in question.terms if term.flavour not in loose and (
            "list" in question.shapes or not any(
                self._is_kind(term.text, term.names, kind) for kind in self._lexicon.kinds))]
        asked = question.types or (question.attributes and "profile" not in question.shapes)
        if len(questions) > 1 or len(who.sets) != 1 or named or asked or question.numbers or \
                question.ordinals or len(question.phases) > 1 or question.statuses:
            return None
        if len(who.all) > 1 or question.only_wants or lies_elsewhere(who, self._knowledge) or not (
                exists or {"profile", "meaning", "list"} & question.shapes
                or not question.shapes):
            return None
        plain = self._selector.select(question, who, question.years)
        best = plain.matches[0] if plain.outcome == "told" else None
        if best is not None and (best.score >= SURE_SCORE or (
                "profile" in question.shapes and question.attributes and best.relation == SELF)):
            return None
        chosen = self._outline(who.all, question, MOST_PROFILE)
        if not chosen:
            return None
        selection = self._selector.given(question, who, chosen)
        return "profile", (selection,), tuple(sorted(who.all)), "exists" if exists else ""

    def _asks_existence(self, question: Question) -> bool:
        """Whether it is only asked if there is what is named behind "is there"."""
        before, name, _ = question.plain.rpartition(" ")
        asks = before.strip().endswith(self._exists) and question.shapes == {"yesno"}
        return asks and bool(name and question.mentions)

    def _outline(self, names: frozenset[str], question: Question, most: int) -> tuple[str, ...]:
        """Return the ids of up to `most` facts that say what some entities are, all different."""
        order = self._lexicon.cues.get("profile", ())
        facts = [self._index.facts[name] for top in sorted(names)
                 for name in self._knowledge.by_entity.get(top, ())]
        facts = [one for one in facts if one.fact.status != "not_given"
                 and (one.fact.phase in question.phases if question.phases
                      else one.attribute in order and not one.fact.phase)
                 and one.fact.value != one.fact.entity
                 and (not question.years or set(question.years) & one.years)
                 and len(one.fact.value) + sum(map(len, one.fact.members)) < LONG]
        rank = {name: at for at, name in enumerate(order)}
        facts.sort(key=lambda one: (bool(one.head), rank.get(one.attribute, len(rank))))
        first: dict[str, str] = {}
        for one in facts:
            first.setdefault(one.attribute, one.fact.id)
        return tuple(first.values())[:most]

    def _contact(self, questions: tuple[Question, ...], subjects: tuple[Subjects, ...],
                 years: tuple[int, ...]) -> Shaped | None:
        """Whom to call: the thing's own contact, else the one that serves its city."""
        asking = [bool(question.types & CONTACT_TYPES) or self._asks_contact(question)
                  or self._names_contact(question) for question in questions]
        if not any(asking):
            return None
        selections: list[Selection] = []
        found = False
        for question, who, contact in zip(questions, subjects, asking, strict=True):
            plain = self._selector.select(question, who, years)
            served = self._served(question, who, years) if contact else None
            if served is not None and (plain.outcome != "told"
                                       or _asks_rather(question, served, plain)):
                found = True
                plain = served
            selections.append(plain)
        return ("contact", tuple(selections), (), "") if found else None

    def _names_contact(self, question: Question) -> bool:
        """Whether a term is what the label of a serving contact's telephone fact is called."""
        return any(term.names & self._index.facts[name].named
                   for term in question.terms if term.flavour == "thing"
                   for entity in self._serving
                   for name in self._knowledge.by_entity.get(entity.name, ())
                   if self._index.facts[name].answers in CONTACT_TYPES)

    def _asks_contact(self, question: Question) -> bool:
        return question.only_wants or any(self._knowledge.attributes[name].answers in CONTACT_TYPES
                   for name in question.attributes if name in self._knowledge.attributes)

    def _served(self, question: Question, who: Subjects,
                years: tuple[int, ...]) -> Selection | None:
        """Return what the contact that serves the subject's city tells of such business.

        The question, or the story around it, has to name that business.
        """
        cities = {entity.city for name in who.all
                  if (entity := self._knowledge.entities.get(name)) is not None} | who.all
        for entity in self._serving:
            if who.sets and (not cities & set(entity.serves) or any(
                    self._knowledge.entities[name].type == "person" and name != entity.name
                    for name in who.all)):
                continue
            facts = [self._index.facts[name]
                     for name in self._knowledge.by_entity.get(entity.name, ())]
            business = {name for fact in facts if fact.answers in CONTACT_TYPES
                        for name in (*fact.rest, *fact.named)}
            terms = [term for term in (*question.terms, *question.soft)
                     if term.flavour in ("thing", "act", "noun")]
            exact = any(term.flavour == "attribute" and name in term.text
                        for term in question.terms for name in business
                        if len(name) > 1 and name not in self._knowledge.attributes)
            if not (exact or any(term.names & business for term in terms)) or any(
                    term.blocking and not term.names & business for term in question.terms
                    if term.flavour in ("thing", "place")):
                continue
            named = [term for term in question.terms if any(
                term.names & fact.named for fact in facts if fact.answers in CONTACT_TYPES)]
            asked = replace(question, terms=tuple(
                term for term in question.terms
                if term.flavour == "attribute" or term in named))
            one = self._selector.select(asked, Subjects((frozenset((entity.name,)),)), years)
            if one.matches and one.outcome in ("told", "choice"):
                return replace(one, outcome="told", matches=one.matches[:2])
            likely = [other for other in one.considered if other.reason in DOUBTS
                      and other.trust >= LIKELY and other.terms.answers in CONTACT_TYPES]
            if likely:
                return replace(one, outcome="told", matches=tuple(likely[:1]))
        return None


def _asks_rather(question: Question, one: Selection, other: Selection) -> bool:
    """Whether only the first of two selections tells an attribute that the question asks for."""
    asked = {*question.hints, *question.attributes}
    first, second = one.matches[0].terms.attribute, other.matches[0].terms.attribute
    return first in asked and second not in asked
