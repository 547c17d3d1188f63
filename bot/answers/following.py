"""Of what a follow-up that names no subject is asked: of the chat's last one, or of another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.answers.choosing import tells_figure
from bot.answers.context import Context
from bot.answers.covering import NAMING
from bot.answers.extremes import number_of, unit_of
from bot.answers.inheriting import BEARERS, Inheritance
from bot.answers.matching import Match
from bot.answers.naming import flavour_of
from bot.answers.question import ANY_NUMBER, VALUE_TYPES, Question, Term
from bot.answers.resolving import Subjects
from bot.answers.selecting import Selector
from bot.answers.selection import Selection
from bot.answers.terms import NUMERIC
from bot.answers.withheld import not_given
from bot.knowledge.model import Fact, KnowledgeBase
from bot.language.lexicon import Lexicon
from bot.language.reading import Reading, Token

FOUND = ("told", "choice")
SHORT_FOLLOW_UP = 16   # characters: a message no longer than this leans on the one before it
FURTHER = 1.5          # what each step down the list of the chat's entities costs
ALONE, ALONE_SHORT = 2.0, 4.0   # what leaving the chat's subject costs
LEAST_RIVALS = 2
# what is measured of something else, which has to be said, or to have been spoken of
MEASURES = frozenset(("percent", "growth", "rank", "multiple"))
# kinds of figures that a thing has many of: which one is meant, what was spoken of tells
FIGURES = frozenset((ANY_NUMBER, "count", "money", "percent", "growth", "multiple"))


class Follower:
    """Decides follow-ups that name no subject. Holds no state."""

    def __init__(self, knowledge: KnowledgeBase, lexicon: Lexicon, selector: Selector,
                 lent: Inheritance) -> None:
        """`lent` is what follow-ups take over from the question before."""
        self._knowledge = knowledge
        self._selector = selector
        self._lent = lent
        self._distances = lexicon.cues.get("distances", ())
        self._numbers = sorted(lexicon.cues.get("number_prefixes", ()), key=len, reverse=True)
        self._kinds = frozenset(form for forms in lexicon.kinds.values() for form in forms)
        self._any_unit = ("", *lexicon.cues.get("any_unit", ()))

    def between(self, question: Question, context: Context) -> tuple[Selection, ...]:
        """Return what the last two replies told first, where it is only asked which is more."""
        facts = [fact for name in context.rivals if (fact := self._knowledge.facts.get(name))]
        far = "farther" in question.cues and not all(
            fact.quantity and fact.quantity.unit in self._distances for fact in facts)
        if len(facts) < LEAST_RIVALS or far or not _compares_what_was_told(
                question, self._kinds):
            return ()
        question = replace(question, shapes=question.shapes | {"compare"})
        rivals = (self._selector.given(question, Subjects((frozenset((fact.entity,)),)), (fact.id,))
                  for fact in facts)
        return tuple(replace(one, outcome="not_given") if not_given(one.matches[0]) else one
                     for one in rivals)

    def numbered(self, question: Question, context: Context | None) -> Selection | None:
        """Return what is told of a part that is only called by its number (the 4 of "1334").

        It is a part of what the question names last, or of the chat's subject.
        """
        named = [mention.entities for mention in question.mentions] or \
            [context.entities[:1] if context else ()]
        asked = question.types & VALUE_TYPES or "yesno" in question.shapes
        if len(question.numbers) != 1 or question.numbers[0].kind or asked or question.years or \
                len(named[-1]) != 1 or any(term.flavour != "attribute" for term in question.terms):
            return None
        sign = f"{question.numbers[0].quantity.number:g}"
        labels = {name: self._knowledge.facts[name].what
                  for name in self._knowledge.by_entity.get(named[-1][0], ())}
        facts = [name for name, what in labels.items() if re.match(rf"\W{sign}\W", what)
                 and all(asked in what for asked in question.attributes)]
        who = Subjects((frozenset(named[-1]),))
        return self._selector.given(question, who, tuple(facts[:1])) if facts else None

    def chosen(self, question: Question, context: Context) -> Selection | None:
        """Return the facts of the last reply that belong to what alone is named now."""
        if self._lent.asks(question) or len(question.mentions) != 1 or question.years \
                or question.phases or len(context.choices) < 2:
            return None
        named = set(question.mentions[0].entities)
        facts = [fact for name in context.facts if (fact := self._knowledge.facts.get(name))]
        own = tuple(fact.id for fact in facts if fact.entity in named or self._city(fact) in named)
        if not own or len(own) == len(facts):
            return None
        who = Subjects((frozenset(self._knowledge.facts[name].entity for name in own),))
        return self._selector.given(question, who, own)

    def select(self, question: Question, reading: Reading, context: Context,
               years: tuple[int, ...]) -> Selection:
        """Decide a question that leaves its subject to the chat's last one."""
        bare = self._asks_bare_figure(question, reading)
        known = self._without_search(question, reading, context, years, bare)
        if known is not None:
            return known
        short = bool(question.cues & {"pronouns", "follow"}) or \
            len(reading.text) <= SHORT_FOLLOW_UP
        remembered = tuple(self._lent.remembered(text) for text in context.terms)
        alone = self._selector.select(question, Subjects(), years)     # of whatever phase
        question = self._with_phase(
            replace(question, soft=(*question.soft, *remembered)), context)
        tried, first, as_before = self._try(question, context, years, short)
        points = "pronouns" in question.cues or (
            "person_pronouns" in question.cues and "yesno" in question.shapes)
        may_change = not points and any(
            term.flavour in ("thing", "noun") for term in question.terms)
        if may_change and alone.outcome in FOUND and alone.matches:
            tried.append((alone.matches[0].score - (ALONE_SHORT if short else ALONE), alone))
        if (bare and remembered) or self._only_measures(question):
            tried = [(worth, one) for worth, one in tried if self._is_of_what_was_spoken_of(
                one.matches[0], remembered, reading if bare else None, context)]
            if not tried:
                return replace(first or alone, outcome="left", matches=(), missing=())
        if _seeks_bearer(question) and _is_figure(alone) and not any(
                _is_figure(one) for _, one in tried):
            return alone
        if tried:
            best = max(tried, key=lambda one: one[0])[1]
            return as_before if as_before and best.outcome == "not_given" else best
        return first if first is not None and short and first.outcome != "nothing" else alone

    def _without_search(self, question: Question, reading: Reading, context: Context,
                        years: tuple[int, ...], bare: bool) -> Selection | None:
        """Return what is said of a follow-up that asks nothing new of the chat's entities."""
        if self._says_nothing(question) or self._only_asks_why(question):
            return self._selector.select(question, Subjects(), years)
        if "extreme" in question.shapes and not self._lent.asks(
                replace(question, shapes=frozenset())):
            return self._greatest_told(question, context)
        return self._again(question, reading, context) if bare else None

    def _try(self, question: Question, context: Context, years: tuple[int, ...], short: bool
             ) -> tuple[list[tuple[float, Selection]], Selection | None, Selection | None]:
        """Ask the chat's entities.

        Return what was found with what that is worth; what the first said to the question itself;
        and what it says to the last question.
        """
        tried: list[tuple[float, Selection]] = []
        first: Selection | None = None
        as_before: Selection | None = None
        for asked, name, cost in self._tries(question, context, short):
            found = self._selector.select(asked, Subjects((frozenset((name,)),)),
                                          years or (context.years if asked is not question
                                                    else ()))
            if found.outcome in (*FOUND, "not_given") and found.matches:
                tried.append((found.matches[0].score - cost, found))
            if asked is question and first is None:
                first = found
            if asked is not question and not cost and found.outcome in FOUND:
                as_before = found
        return tried, first, as_before

    def _again(self, question: Question, reading: Reading, context: Context) -> Selection | None:
        """Return what was just told, where no more is asked than how much or how many that is.

        Of a unit that is named ("how many people?") only a fact in that unit tells.
        """
        fact = self._knowledge.facts.get(next(iter(context.facts), ""))
        if fact is None or fact.status == "not_given" or not self._in_unit(fact, reading):
            return None
        who = Subjects((frozenset((fact.entity,)),))
        told = self._selector.given(question, who, (fact.id,))
        answers = told.matches[0].terms.answers
        asked = question.types | (NUMERIC if ANY_NUMBER in question.types else frozenset())
        return told if answers in asked else None

    def _asks_bare_figure(self, question: Question, reading: Reading) -> bool:
        """Whether it is only asked how much or how many: no other word says anything."""
        return reading.clauses == 1 and bool(question.types) and question.types <= FIGURES \
            and not question.terms and all(
                self._start(token) or flavour_of(token) == "filler" for token in reading.tokens)

    def _in_unit(self, fact: Fact, reading: Reading) -> bool:
        """Whether a fact tells of the unit that is asked for, if one is ("how many people")."""
        units = (token.text.removeprefix(self._start(token)) for token in reading.tokens
                 if self._start(token) and "money" not in token.names("type"))
        return all(unit in fact.value or unit in self._any_unit for unit in units)

    def _start(self, token: Token) -> str:
        """Return with which of the words for "how many" a token begins, or nothing."""
        return next((start for start in self._numbers if token.text.startswith(start)), "")

    def _only_measures(self, question: Question) -> bool:
        """Whether a share, a growth or a rank is asked for, and no word says of what."""
        kinds = {self._knowledge.attributes[name].answers for name in question.attributes
                 if name in self._knowledge.attributes} | question.types
        return bool(kinds) and kinds <= MEASURES and not question.shapes and all(
            term.flavour == "attribute" or not term.weight for term in question.terms)

    def _is_of_what_was_spoken_of(self, one: Match, remembered: Sequence[Term],
                                  bare: Reading | None, context: Context) -> bool:
        """Whether a fact speaks of what was asked for before ("how much?", "what share?").

        Of a `bare` question for a figure it has to tell the unit that it names.
        """
        if bare is not None:
            return self._selector.speaks_of(one, remembered) and \
                self._in_unit(one.terms.fact, bare)
        return self._selector.speaks_of(one, remembered) or \
            self._selector.is_of_same(one, context.facts)

    def _greatest_told(self, question: Question, context: Context) -> Selection:
        """Return the greatest of what was just told ("which is the highest?"), if that is known."""
        facts = [fact for name in context.facts if (fact := self._knowledge.facts.get(name))
                 and fact.quantity and fact.status != "not_given"]
        who = Subjects((frozenset(context.entities[:1]),))
        if len(facts) < LEAST_RIVALS or len(set(map(unit_of, facts))) > 1:
            return Selection("left", question, who)
        pick = min if "least" in question.cues else max
        best = pick(facts, key=number_of)
        return self._selector.given(question, who, (best.id,))

    def _says_nothing(self, question: Question) -> bool:
        """Whether a message holds only words that nothing explains: no follow-up of anything."""
        return bool(question.terms) and not (
            question.types or question.attributes or question.shapes or question.phases
            or question.years or question.relative or question.numbers or question.cues
        ) and not any(self._selector.knows(term) for term in question.terms)

    def _only_asks_why(self, question: Question) -> bool:
        """Whether the reason of what was just told is asked for, which the label does not tell."""
        return "why" in question.shapes and not question.types and len(
            question.attributes) <= 1 and not any(term.weight >= NAMING for term in question.terms)

    def _tries(self, question: Question, context: Context,
               short: bool) -> Iterator[tuple[Question, str, float]]:
        """Yield what to ask of which of the chat's entities, and what that costs."""
        names = self._in_turn(question, context)
        naming = bool(question.sides) or any(term.weight >= NAMING for term in question.terms)
        if (naming or question.phases or question.years or question.relative) and not (
                question.types or question.attributes or question.shapes):
            same = not naming or "correction" in question.cues     # what was told may be meant
            before = frozenset() if same else frozenset(context.facts)
            yield replace(self._lent.as_before(question, context), before=before), names[0], 0.0
        for at, name in enumerate(names):
            yield question, name, FURTHER * at
        if short and context.facts:
            again = self._lent.as_labelled(question, context)
            yield replace(again, before=frozenset(context.facts)), names[0], FURTHER

    def _in_turn(self, question: Question, context: Context) -> tuple[str, ...]:
        """Return the chat's entities, people first where the question says he or she.

        Where the subject lies comes last, and only where the question says "there" or "it".
        """
        if "person_pronouns" not in question.cues:
            return (*context.entities, *(context.around if "pronouns" in question.cues else ()))
        known = self._knowledge.entities
        return tuple(sorted(context.entities, key=lambda name: (
            name not in known or known[name].type != "person")))

    def _with_phase(self, question: Question, context: Context) -> Question:
        if question.phases or not context.phase or "whole" in question.cues:
            return question
        return replace(question, phases=(context.phase,))

    def _city(self, fact: Fact) -> str | None:
        entity = self._knowledge.entities.get(fact.entity)
        return entity.city if entity else None


def _seeks_bearer(question: Question) -> bool:
    """Whether it is asked of what a figure is told: of anything, not of the chat's subject."""
    return bool(question.numbers) and "yesno" not in question.shapes and bool(
        question.types & BEARERS or "which" in question.cues)


def _is_figure(one: Selection) -> bool:
    """Whether a selection tells a figure of the question that few facts would."""
    return one.outcome == "told" and tells_figure(one.matches[0])


def _compares_what_was_told(question: Question, kinds: frozenset[str]) -> bool:
    """Whether it is only asked which is more: of what, the chat knows.

    `kinds` are the words for what bears a figure ("which park"); any other thing is counted.
    """
    names = question.mentions or question.attributes or question.phases or any(
        term.weight >= NAMING or (term.flavour == "thing" and term.text not in kinds)
        for term in question.terms)
    return bool("compare" in question.shapes or "apart" in question.cues) and not names

