"""From a reading to its questions: which clauses ask, and what they lend each other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise, takewhile

from bot.answers.clauses import Clauses
from bot.answers.covering import NAMING
from bot.answers.excerpt import GAP, nearby, plain, spans
from bot.answers.gathering import Gatherer
from bot.answers.homing import Homing
from bot.answers.likeness import Likeness
from bot.answers.question import VALUE_TYPES, Mention, Question
from bot.knowledge.model import KnowledgeBase
from bot.language.normalise import fold_word
from bot.language.reading import Reader, Reading, Token

DIGIT_BREAKS = re.compile("[ -]")    # what parts the digits of a telephone number
MOST_QUESTIONS = 8    # so many questions of one message are answered, the first ones
MOST_STORY = 60       # so many different words of the story around them are heeded
NAMED = frozenset(("nested", "joined"))    # how things are named side by side
SOME_PHASE = frozenset(("some_phase",))


class QuestionReader:
    """Turns readings into questions."""

    def __init__(self, knowledge: KnowledgeBase, reader: Reader, likeness: Likeness) -> None:
        lexicon = reader.lexicon
        self._ordinals_of = reader.ordinals
        self._likeness = likeness
        self._attributes = knowledge.attributes
        self._entities = knowledge.entities
        self._phased = {fact.entity for fact in knowledge.facts.values() if fact.phase}
        self._cities = {entity.city for entity in knowledge.entities.values()}
        self._sizes = tuple(fold_word(name) for name, attribute in self._attributes.items()
                            if attribute.answers == "area")[:1]
        self._premises = frozenset(lexicon.cues.get("premises", ()))
        self._lexicon = lexicon
        self._clauses = Clauses(knowledge.attributes, lexicon)
        self._homing = Homing(lexicon, knowledge.entities)

    def read(self, reading: Reading) -> tuple[Question, ...]:
        """Return the questions of a text; what one leaves out the earlier ones lend it."""
        reading = self._homing.read(reading)
        groups = self._clauses.groups(reading.tokens, reading.translated)
        if not groups:
            return (Question(years=reading.years, foreign=reading.foreign, digits=reading.digits,
                             numbers=reading.numbers),)
        unstated = [group for group in groups
                    if not all(token.clause in reading.stated for token in group)]
        checked = set(map(id, self._checked(unstated)))
        asks = checked | {id(group) for group in self._clauses.asking(unstated)}
        asking = [group for at, group in enumerate(unstated)
                  if id(group) in asks or _echoes(group, "entity", *(("phase",) if at else ()))
                  or any(token.clause in reading.asking for token in group)] \
            if asks or reading.asking else []
        if not asking:
            asking = [group for group in unstated
                      if any(token.has("attribute") or token.has("type") for token in group)]
        asking = asking or (groups if len(groups) == 1
                            else [[token for group in groups for token in group]])
        asks = set(map(id, asking))
        story = [token for group in groups if id(group) not in asks for token in group]
        asking = asking[:MOST_QUESTIONS]
        questions = [self._question(group, reading) for group in asking]
        questions = [_checking(question) if id(group) in checked else question
                     for group, question in zip(asking, questions, strict=True)]
        soft = _brief(self._question(story, reading)) if story else Question()
        merged: list[Question] = []
        for own, question in zip(asking, questions, strict=True):
            before = merged[-1] if merged else soft
            echoes = merged and _echoes(own, "entity", "phase")
            asked = replace(before, mentions=question.mentions or before.mentions,
                            phases=question.phases) if echoes else question
            merged.append(self._lend(asked, before, soft, whole=len(questions) == 1))
        merged = [question if question.mentions else replace(question, mentions=next(
            (later.mentions for later in merged[at:] if later.mentions), ()))
            for at, question in enumerate(merged)]
        around = [[token for group in groups if group is own or id(group) not in asks
                   for token in group] for own in asking]
        alone = [len(merged) == 1 or not any(
            term.flavour in ("thing", "noun") for term in question.terms) for question in merged]
        return tuple(replace(
            self.compared(question, reading, *((nearby(own, tokens),) if is_alone else ())),
            items=self._items(question, own, groups, reading))
            for question, own, tokens, is_alone in zip(merged, asking, around, alone, strict=True))

    def _checked(self, groups: list[list[Token]]) -> list[list[Token]]:
        """Return the groups right before one that checks, each with a figure of what it names.

        "3,029 firms, 35.5 % of the city's, right?" checks both.
        """
        at = next((at for at, group in enumerate(groups) if any(
            "checks" in token.names("cue") for token in group)), 0)
        found = list(takewhile(self._clauses.states_figure, reversed(groups[:at])))
        return found[::-1]

    def _items(self, question: Question, own: list[Token], groups: Sequence[list[Token]],
               reading: Reading) -> tuple[Question, ...]:
        """Return what a question asks of each of several things that are named side by side.

        They are not `compared` yet: most are never asked.
        """
        at = next((at for at, group in enumerate(groups) if group is own), None)
        if at is None:
            return ()
        parts = self._clauses.items(own, (*groups[max(0, at - 1):at], *groups[at + 1:at + 2]))
        asked = (self._question(part, reading) for part in parts)
        return tuple(replace(
            one, mentions=one.mentions or question.mentions,
            years=one.years or (() if one.relative else question.years),
            relative=one.relative or (() if one.years else question.relative),
            phases=one.phases or question.phases, soft=question.soft,
            around=question.around, statuses=one.statuses or question.statuses,
            cues=one.cues - {"both"}) for one in asked)

    def compared(self, question: Question, reading: Reading, *more: str) -> Question:
        """Return a question with its likeness to all utterances, read in `more` ways, too.

        English is compared as it was written, too; "which is bigger" as asking for the area.
        """
        raw = (reading.raw,) if reading.language == "en" else ()
        least = NAMING if "larger" in question.cues and "compare" in question.shapes \
            and len(question.mentions) > 1 else 0.0
        size = self._sizes if (least or "any_size" in question.cues) and not any(
            term.weight > least for term in question.terms) else ()
        readings = dict.fromkeys((question.plain, question.official, *more, *raw, *size))
        return replace(question, likes=self._likeness.of(*readings))

    def whole(self, reading: Reading) -> Question:
        """Return a text as one question, whatever its clauses."""
        reading = self._homing.read(reading)
        return self.compared(self._question(reading.tokens, reading), reading)

    def _question(self, tokens: Sequence[Token], reading: Reading) -> Question:
        tokens = self._clauses.at_first(tokens)
        builder = Gatherer(self._attributes, self._clauses.nouns, self._clauses.any_number,
                           self._lexicon.cues.get("progress_attribute", ()),
                           self._lexicon.cues.get("digits", ()),
                           self._lexicon.cues.get("possessive", ()),
                           self._lexicon.cues.get("several", ()), self._clauses.joins,
                           self._lexicon.cues.get("what", ()))
        asking = {token.clause for token in tokens
                  if self._clauses.is_asking((token,)) or "echo" in token.names("cue")}
        for token in tokens:
            builder.add(token, dated=not asking or token.clause in asking)
        placed = tuple(spans(tokens))
        names = [(token.start, token.start + len(token.text)) for token in tokens
                 if token.has("entity") or token.has("phase")]
        inside = [number for number in reading.numbers
                  if any(first <= number.start < last for first, last in placed) and not any(
                      first <= number.start < last for first, last in names)]
        numbers = tuple(number for number in inside if number.exact)
        text = "\n".join(reading.text[first:last] for first, last in placed)
        done = builder.done()
        kinds = {number.kind for number in inside if number.kind and number.quantity.number > 1}
        bare = not any(term.flavour in ("thing", "noun") for term in done.terms)
        if "yesno" in done.shapes and not done.types & VALUE_TYPES and len(kinds) == 1 and bare:
            done = replace(done, types=done.types | kinds)
        if any(term.names & self._premises for term in done.terms):
            done = replace(done, cues=done.cues | {"premises"})
        if reading.translated:
            lists = any(self._attributes[name].answers == "list" for name in done.attributes)
            done = replace(done, cues=done.cues | {"foreign"},     # "what parks" asks for a list
                           shapes=done.shapes - {"text"} if lists else done.shapes)
        done = self._coordinated(done, tokens)
        own = plain(tokens)
        return replace(
            done, plain=own, official=plain(tokens, official=True),
            sides=self._lexicon.opposites.of(own),
            ordinals=self._ordinals(tokens, reading), numbers=numbers, foreign=reading.foreign,
            years=tuple(year for year in reading.years
                        if str(year) in text or str(year)[2:] in text),
            digits=tuple(run for run in reading.digits if run in DIGIT_BREAKS.sub("", text)))

    def _ordinals(self, tokens: Sequence[Token], reading: Reading) -> tuple[int, ...]:
        """Return the ordinals of a text that are no part of a name."""
        named = [number for token in tokens if token.has("entity")
                 for number in self._ordinals_of(token.text)]
        left = list(reading.ordinals)
        for number in named:
            if number in left:
                left.remove(number)
        return tuple(left)

    def _coordinated(self, question: Question, tokens: Sequence[Token]) -> Question:
        """Read "A and B park" of two cities as the park of each, where both have one.

        What names one thing and another ("A and B") has the cue "joined", what names one by what
        it lies in ("A's B", "the two B of A") the cue "nested".
        """
        joins = [token for token in tokens if token.text in self._clauses.joins]
        out, joined = list(question.mentions), question.cues
        for at, (one, other) in enumerate(pairwise(question.mentions)):
            end = one.start + len(one.text)
            between = (token for token in tokens if end <= token.start < other.start)
            more = any(0 <= join.start - other.start - len(other.text) <= GAP for join in joins)
            if not more and all(map(self._clauses.only_counts, between)):
                joined |= {"nested"}
            if not any(end <= join.start <= end + GAP and
                       0 <= other.start - join.start - len(join.text) <= GAP for join in joins):
                continue
            joined |= {"joined"}
            for name in other.entities:
                entity = self._entities[name]
                prefix = next((form for form in self._lexicon.aliases.get(entity.city or "", ())
                               if other.text.startswith(form) and form != other.text), "")
                names = tuple(sense.name for sense in self._lexicon.of(
                    one.text + other.text[len(prefix):]) if sense.kind == "entity")
                if prefix and names and set(one.entities) <= self._cities - {entity.city}:
                    out[at] = replace(one, entities=names)
        return replace(question, mentions=tuple(out), cues=joined)

    def _lend(self, question: Question, before: Question, story: Question,
              whole: bool) -> Question:
        """Fill what a question leaves out from the one before it and from the story around."""
        named = next((one for one in (question, before, story) if one.mentions), question)
        mentions = named.mentions
        compares = "compare" in question.shapes and len(question.mentions) < len(story.mentions)
        if question.mentions and (compares or "both" in question.cues | story.cues
                                  or "pronouns" in question.cues
                                  or "yesno" in question.shapes):
            mentions = tuple(dict.fromkeys((*question.mentions, *story.mentions)))
        if question.mentions and "inside" in question.cues:
            mentions = tuple(dict.fromkeys((*mentions, *before.mentions)))
        years = question.years or ((before.years or story.years) if not question.relative else ())
        follows = "echo" in story.cues and not (years or question.relative)
        soft = (*story.terms, *before.terms) if not whole else story.terms
        return replace(
            question, mentions=mentions, years=years,
            relative=story.relative if follows else question.relative,
            lent=not question.mentions, cues=question.cues | (named.cues & NAMED) | (
                story.cues & SOME_PHASE),
            around=frozenset(mention.entities[0] for mention in story.mentions
                             if len(mention.entities) == 1),
            phases=question.phases or (
                before.phases if self._may_have_phases(mentions) else ()),
            statuses=question.statuses or before.statuses,
            numbers=question.numbers or before.numbers or story.numbers,
            digits=question.digits or before.digits or story.digits,
            soft=tuple(term for term in soft if term not in question.terms))

    def _may_have_phases(self, mentions: Sequence[Mention]) -> bool:
        """Whether any of the things that are meant, if any is named, is told of by phases."""
        return not mentions or any(
            self._phased.intersection(mention.entities) for mention in mentions)


def _echoes(tokens: Sequence[Token], *kinds: str) -> bool:
    """Whether a clause asks of another thing what the one before it asks ("and B?").

    `kinds` are the senses of what such a thing is called by.
    """
    asks = any(token.has("attribute") or token.has("type") for token in tokens)
    return not asks and any(token.has(kind) for token in tokens for kind in kinds) and any(
        "echo" in token.names("cue") for token in tokens)


def _checking(question: Question) -> Question:
    """Return what a clause states as what is to be checked."""
    return replace(question, shapes=question.shapes | {"yesno"}, cues=question.cues | {"checks"})


def _brief(story: Question) -> Question:
    """Return a story with each of its words once, so that a very long one costs little."""
    terms = {term.text: term for term in reversed(story.terms)}
    return replace(story, terms=tuple(reversed(terms.values()))[:MOST_STORY])
