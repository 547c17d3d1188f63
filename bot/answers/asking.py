"""From a reading to what is found for each of its questions, with the chat's context."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.answers.completing import KNOWN, as_turns, filled, in_parallel, leniently
from bot.answers.context import Context
from bot.answers.covering import NAMING, Lookup
from bot.answers.falling_back import Fallback
from bot.answers.following import FOUND, Follower
from bot.answers.found import Found, Rule
from bot.answers.gathering import PROPER_TAGS
from bot.answers.inheriting import Inheritance
from bot.answers.likeness import Likeness
from bot.answers.parting import QuestionReader
from bot.answers.question import Question
from bot.answers.rejoining import Rejoining
from bot.answers.remembering import LEAST_COMPARED, remembered
from bot.answers.resolving import Resolver, Subjects
from bot.answers.selecting import Selector
from bot.answers.selection import Selection
from bot.answers.shapes import Shapes
from bot.answers.surroundings import Surroundings
from bot.answers.terms import TermIndex
from bot.knowledge.model import KnowledgeBase
from bot.language.reading import Reader, Reading

BARE_NUMBER = 2        # digits: so short a number alone asks for nothing
LEAST_ITEMS = 2    # so many of the things that a question names have to be known


class Asker:
    """Asks the knowledge. Holds no state between two messages."""

    def __init__(self, knowledge: KnowledgeBase, reader: Reader, index: TermIndex,
                 likeness: Likeness, lookup: Lookup, context_minutes: int) -> None:
        self._knowledge = knowledge
        self._lexicon = reader.lexicon
        self._premises = frozenset(reader.lexicon.cues.get("premises", ()))
        self._questions = QuestionReader(knowledge, reader, likeness)
        self._resolver = Resolver(knowledge, index, lookup.city_words)
        self._selector = Selector(index, lookup)
        self._shapes = Shapes(knowledge, reader.lexicon, index, self._selector)
        self._lent = Inheritance(knowledge, reader.lexicon, likeness)
        self._follower = Follower(knowledge, reader.lexicon, self._selector, self._lent)
        self._surroundings = Surroundings(knowledge, index, self._selector)
        self._fallback = Fallback(knowledge, reader.lexicon, index, self._selector,
                                  self._resolver, self._surroundings)
        self._rejoining = Rejoining(knowledge, reader.lexicon)
        self._labelled = frozenset(name for fact in index.facts.values() for name in fact.named)
        self._minutes = timedelta(minutes=context_minutes)

    def ask(self, reading: Reading, now: datetime, context: Context | None) -> Found:
        """Return what the knowledge holds for a message."""
        if context is not None and not timedelta(0) <= now - context.at <= self._minutes:
            context = None
        chat, always = self._chat(reading)
        at_once = self._at_once(reading, now, context, chat if always else "")
        if at_once is not None:
            return at_once
        questions = _asking(self._questions.read(reading))
        at_once = self._without_search(questions, reading, now, context)
        if at_once is not None:
            return at_once
        plain, questions = questions, tuple(
            self._lent.completed(question, context) for question in questions)
        shaped = self._shaped(questions, reading, now, context)
        if shaped is not None:
            return shaped
        selections = self._each(questions, reading, context, now)
        if len(selections) > 1:
            selections = leniently(self._with_whole(
                as_turns(selections, self._selector), reading, context, now))
        elif reading.clauses > 1 and selections[0].outcome not in KNOWN:
            selections = self._with_whole(selections, reading, context, now)
        told = any(one.outcome in KNOWN and one.outcome != "choice" for one in selections)
        if not told and plain != questions and not any("follow" in one.cues for one in plain):
            shaped = self._shaped(plain, reading, now, context)
            if shaped is not None:
                return shaped
        return self._concluded(plain, selections, reading, now, context, chat)

    def _concluded(self, questions: tuple[Question, ...], selections: tuple[Selection, ...],
                   reading: Reading, now: datetime, context: Context | None,
                   chat: str) -> Found:
        """Return what was selected for each question, or the small talk that is all there is."""
        known = any(one.outcome in KNOWN for one in selections)
        greets = chat and "light" in {sense.flavour for _, sense in reading.named("chat")}
        asks = greets and any(one.subjects.sets and one.question.asks for one in selections)
        bare = chat and not greets and not any(one.subjects.sets for one in selections)
        if bare or (chat and not asks and not known):
            return Found(reading, "chat", chat=chat, context=context)
        place = self._foreign_place(questions) if not known else ""
        if place:
            return Found(reading, "foreign", place=place, context=context)
        both = _compared(questions, selections) if not known else ()
        if both:
            return Found(reading, "compare_what", entities=both, context=Context(
                now, entities=both, language=reading.language, compares=True))
        found = Found(reading, "value", selections, now_asked=any(
            "now" in question.cues for question in questions))
        return replace(found, context=self._remembered(found, now, context))

    def _without_search(self, questions: tuple[Question, ...], reading: Reading, now: datetime,
                        context: Context | None) -> Found | None:
        """Return what needs no search: a place elsewhere, a choice that is made by a name."""
        place = self._foreign_place(questions, self._labelled)
        if place:
            return Found(reading, "foreign", place=place, context=context)
        if len(questions) > 1:
            return None
        chosen = self._follower.numbered(questions[0], context)
        between: tuple[Selection, ...] = ()
        if context is not None:
            chosen = self._follower.chosen(questions[0], context) or chosen
            between = self._follower.between(questions[0], context)
        if chosen is None and not between:
            return None
        found = Found(reading, "value", (chosen,)) if chosen else Found(reading, "compare", between)
        return replace(found, context=self._remembered(found, now, context))

    def _shaped(self, questions: tuple[Question, ...], reading: Reading, now: datetime,
                context: Context | None) -> Found | None:
        """Return what needs several facts: a comparison, an extreme, a list, a profile."""
        shaped = self._shapes.find(questions, self._subjects(questions, context), now, context)
        if shaped is None:
            return None
        rule, selections, entities, kind = shaped
        found = Found(reading, rule, selections, entities=entities, kind=kind)
        return replace(found, context=self._remembered(found, now, context))

    def _at_once(self, reading: Reading, now: datetime, context: Context | None,
                 chat: str) -> Found | None:
        """Return what needs no question to be read: signs alone, a button's label, small talk.

        `chat` is small talk that decides whatever else the text says.
        """
        rejoined = self._rejoined(reading, now, context) if context is not None else None
        if rejoined is not None:
            return rejoined
        if not any(sign.isalpha() for sign in reading.text) and \
                sum(sign.isalnum() for sign in reading.text) <= BARE_NUMBER:
            return Found(reading, "empty", context=context)
        if self._selector.is_label(reading.text):
            own = self._selector.labelled(self._questions.whole(reading), reading.text)
            found = Found(reading, "value", (own,))
            return replace(found, context=self._remembered(found, now, context))
        spoken_of = context is not None and context.facts and any(
            "person_pronouns" in token.names("cue") for token in reading.tokens)
        light = "" if chat or spoken_of or self._domain(reading) else self._chat(reading)[0]
        if chat or light:
            return Found(reading, "chat", chat=chat or light, context=context)
        return None

    def _rejoined(self, reading: Reading, now: datetime, context: Context) -> Found | None:
        """Return what a message asks of the last reply, where that is all it asks."""
        rejoinder = self._rejoining.find(reading, context)
        if rejoinder is None:
            return None
        if rejoinder.act in ("empty", "untold"):     # nothing was told that could have a source
            return Found(reading, rejoinder.act, context=context)
        own = self._selector.given(self._questions.whole(reading), Subjects(), rejoinder.facts)
        own = replace(own, outcome="choice") if rejoinder.act == "choice" else own
        rule: Rule = "value" if rejoinder.act == "choice" else rejoinder.act
        found = Found(reading, rule, (own,), context=replace(context, at=now),
                      entities=rejoinder.entities,
                      kind=str(rejoinder.place) if rejoinder.act == "member" else "")
        if rule not in ("value", "more", "entities") or not (
                rejoinder.facts or rejoinder.entities):
            return found
        left = self._remembered(found, now, context)
        return replace(found, context=left and replace(     # what was asked stays asked
            left, asks=context.asks, terms=context.terms, years=context.years,
            offered=() if rule == "more" else context.offered))

    def _remembered(self, found: Found, now: datetime, context: Context | None) -> Context | None:
        return remembered(found, now, context, self._shapes.linked, self._shapes.tells_place)

    def _each(self, questions: tuple[Question, ...], reading: Reading, context: Context | None,
              now: datetime) -> tuple[Selection, ...]:
        """Decide each question of a message; what was told before decides names, too."""
        selections: list[Selection] = []
        told: frozenset[str] = frozenset()
        for question, earlier in zip(questions, self._earlier(questions), strict=True):
            one = self._of_unknown(question, selections) or \
                self._select(question, reading, context, now, earlier | told)
            found = self._itemised(one, reading, context, now, earlier | told)
            told |= {fact.entity for other in found if other.outcome == "told"
                     for fact in other.facts}
            selections += found
        return tuple(selections)

    def _of_unknown(self, question: Question,
                    before: Sequence[Selection]) -> Selection | None:
        """Return that nothing is found of a thing of which the question before found nothing."""
        named = {self._knowledge.attributes[name].answers for name in question.attributes
                 if name in self._knowledge.attributes}
        of_it = "pronouns" in question.cues or (named == {"name"} and len(question.terms) == 1)
        if not before or not question.lent or not of_it:
            return None
        last = before[-1]
        unknown = tuple(term for term in last.question.terms if term.flavour in ("thing", "noun")
                        and len(term.text) > 1 and not self._selector.knows(term))
        if last.outcome in KNOWN or not unknown:
            return None
        return Selection("left", question, last.subjects, missing=unknown)

    def _itemised(self, one: Selection, reading: Reading, context: Context | None, now: datetime,
                  earlier: frozenset[str]) -> list[Selection]:
        """Return what answers each of several things that a question names side by side.

        Each has to be answered by a fact of its own; else the question stays one, unless it is
        answered by nothing and two of the things are.
        """
        items = one.question.items
        if len(one.facts) >= len(items) or one.outcome == "choice":
            return [one]
        found = [self._select(self._questions.compared(item, reading), reading, context, now,
                              earlier) for item in items]
        each = in_parallel([other for other in found
                            if other.outcome in ("told", "not_given") and other.matches])
        facts = {fact.id for other in each for fact in other.facts}
        told = {fact.id for other in each if other.outcome == "told" for fact in other.facts}
        if told and len(facts) == len(items):
            return each
        return found if len(told) >= LEAST_ITEMS and one.outcome not in KNOWN else [one]

    def _with_whole(self, parts: tuple[Selection, ...], reading: Reading,
                    context: Context | None, now: datetime) -> tuple[Selection, ...]:
        """Fill what the parts of a message leave unanswered from the message as one question."""
        if all(one.outcome in FOUND for one in parts):
            return parts
        question = self._lent.completed(self._questions.whole(reading), context)
        return filled(parts, self._select(question, reading, context, now, frozenset()))

    def _subjects(self, questions: tuple[Question, ...],
                  context: Context | None) -> tuple[Subjects, ...]:
        before = frozenset(context.entities) if context else frozenset()
        return tuple(self._resolver.subjects(question, before) for question in questions)

    def _chat(self, reading: Reading) -> tuple[str, bool]:
        """Return which small talk a text holds, and whether that decides whatever else it says."""
        order = ("always", "", "light")
        senses = sorted((sense for _, sense in reading.named("chat")),
                        key=lambda sense: order.index(sense.flavour))
        return (senses[0].name, senses[0].flavour == "always") if senses else ("", False)

    def _domain(self, reading: Reading) -> bool:
        """Whether the text speaks of something that the knowledge could know, or names somebody.

        Who greets and then says what he looks for wants more than a greeting.
        """
        wishes = any("wish" in token.names("cue") for token in reading.tokens)
        return any(token.has("entity") or token.has("attribute") or token.has("type")
                   or (not token.senses and token.tag.startswith(PROPER_TAGS))
                   or (wishes and not self._premises.isdisjoint(token.names("word")))
                   for token in reading.tokens)

    def _foreign_place(self, questions: tuple[Question, ...],
                       labelled: frozenset[str] = frozenset()) -> str:
        """Return a place that was named as a subject, and of which no label speaks."""
        for question in questions:
            for term in question.terms:
                if term.flavour == "place" and not question.mentions and not (
                        term.names & labelled):
                    return term.text
        return ""

    def _earlier(self, questions: tuple[Question, ...]) -> list[frozenset[str]]:
        """Return for each question the entities that the ones before it name for sure."""
        named: frozenset[str] = frozenset()
        earlier = []
        for question in questions:
            earlier.append(named)
            named |= frozenset(mention.entities[0] for mention in question.mentions
                               if len(mention.entities) == 1)
        return earlier

    def _select(self, question: Question, reading: Reading, context: Context | None,
                now: datetime, earlier: frozenset[str]) -> Selection:
        years = question.years or tuple(now.year + offset for offset in question.relative)
        if question.mentions or context is None or not context.entities:
            return self._named(question, context, years, earlier)
        found = self._follower.select(question, reading, context, years)
        if found.outcome in KNOWN or not question.asks:
            return found
        return self._surroundings.moved(found, context.entities[0]) or found

    def _named(self, question: Question, context: Context | None, years: tuple[int, ...],
               earlier: frozenset[str]) -> Selection:
        """Decide a question that names its subject, or that has none to fall back on."""
        before = (frozenset(context.entities) if context else frozenset()) | earlier \
            | question.around
        subjects = (self._lent.namesake(question, context) if context else None) or \
            self._resolver.subjects(question, before)
        found = self._selector.select(question, subjects, years)
        return found if found.outcome in FOUND else self._fallback.find(found, years) or found


def _compared(questions: tuple[Question, ...],
              selections: tuple[Selection, ...]) -> tuple[str, ...]:
    """Return the two things that are to be compared, where it is not said in what."""
    question, sets = questions[0], selections[0].subjects.sets
    said = question.attributes or question.numbers or question.phases or any(
        term.weight >= NAMING for term in question.terms)
    if len(questions) > 1 or "compare" not in question.shapes or said or \
            len(sets) != LEAST_COMPARED or any(len(names) > 1 for names in sets):
        return ()
    return tuple(name for names in sets for name in names)


def _asking(questions: tuple[Question, ...]) -> tuple[Question, ...]:
    """Leave out the parts of a message that ask for nothing, where others do."""
    asking = tuple(one for one in questions if one.types or one.attributes or one.mentions
                   or one.cues or any(term.weight >= NAMING for term in one.terms))
    return asking or questions
