"""What a follow-up leaves out: filled from the slots of the chat's last question."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.answers.choosing import not_given, tells_figure
from bot.answers.context import Context
from bot.answers.covering import NAMING
from bot.answers.likeness import Likeness
from bot.answers.question import Mention, Question, Term
from bot.answers.resolving import Subjects
from bot.answers.selecting import Selector
from bot.answers.selection import Selection
from bot.knowledge.model import Fact, KnowledgeBase
from bot.language.lexicon import Lexicon
from bot.language.normalise import fold_word
from bot.language.reading import Reading

FOUND = ("told", "choice")
SHORT_FOLLOW_UP = 16   # characters: a message no longer than this leans on the one before it
FURTHER = 1.5          # what each step down the list of the chat's entities costs
ALONE, ALONE_SHORT = 2.0, 4.0   # what leaving the chat's subject costs
MOST_REMEMBERED = LEAST_RIVALS = 2
BEARERS = frozenset(("place", "org", "name", "person"))   # what bears a figure


class Follower:
    """Completes follow-ups, and decides those that name no subject. Holds no state."""

    def __init__(self, knowledge: KnowledgeBase, lexicon: Lexicon, selector: Selector,
                 likeness: Likeness) -> None:
        self._knowledge = knowledge
        self._lexicon = lexicon
        self._selector = selector
        self._likeness = likeness

    def completed(self, question: Question, context: Context | None) -> Question:
        """Return a question with what the last one asked, where it asks for nothing itself."""
        if context is None:
            return question
        if len(question.phases) > 1 and not question.mentions and context.entities:
            question = replace(question, mentions=_mentions(context.entities[:1]))
        phase = self._moved_phase(question, context)
        if phase:
            question = replace(question, phases=(phase,))
        changed = question.mentions or question.phases or question.years or question.relative
        if not changed or self._asks(question):
            return question
        terms = tuple(replace(self._remembered(text), blocking=True) for text in context.terms)
        asked = tuple(name for name in context.asks if name in self._knowledge.attributes)
        return replace(self._as_labelled(question, context), attributes=asked,
                       terms=(*question.terms, *terms),
                       types=frozenset(context.asks) - set(asked))

    def between(self, question: Question, context: Context) -> tuple[Selection, ...]:
        """Return what the last two replies told first, where it is only asked which is more."""
        facts = [fact for name in context.rivals if (fact := self._knowledge.facts.get(name))]
        if len(facts) < LEAST_RIVALS or not _compares_what_was_told(question):
            return ()
        question = replace(question, shapes=question.shapes | {"compare"})
        rivals = (self._selector.given(question, Subjects((frozenset((fact.entity,)),)), (fact.id,))
                  for fact in facts)
        return tuple(replace(one, outcome="not_given") if not_given(one.matches[0]) else one
                     for one in rivals)

    def chosen(self, question: Question, context: Context) -> Selection | None:
        """Return the facts of the last reply that belong to what alone is named now."""
        if self._asks(question) or len(question.mentions) != 1 or question.years \
                or question.phases or len(context.choices) < 2:
            return None
        named = set(question.mentions[0].entities)
        facts = [fact for name in context.facts if (fact := self._knowledge.facts.get(name))]
        own = tuple(fact.id for fact in facts if fact.entity in named or self._city(fact) in named)
        if not own or len(own) == len(facts):
            return None
        who = Subjects((frozenset(self._knowledge.facts[name].entity for name in own),))
        return self._selector.given(question, who, own)

    def namesake(self, question: Question, context: Context) -> Subjects | None:
        """Return the namesake of the chat's last subject in the city that alone was named."""
        if len(question.mentions) != 1 or len(question.mentions[0].entities) != 1:
            return None
        city = question.mentions[0].entities[0]
        for name in context.choices:
            chosen = self._knowledge.entities.get(name)
            if chosen is not None and chosen.city == city:
                return Subjects((frozenset((name,)),))
        if not question.cues & {"pronouns", "correction", "follow", "that_one"}:
            return None
        for name in context.entities[:MOST_REMEMBERED]:
            for form in self._lexicon.aliases.get(name, ()):
                for sense in self._lexicon.of(form):
                    other = self._knowledge.entities.get(sense.name)
                    if sense.kind == "entity" and other and other.name != name and \
                            other.city == city:
                        return Subjects((frozenset((other.name,)),))
        return None

    def select(self, question: Question, reading: Reading, context: Context,
               years: tuple[int, ...]) -> Selection:
        """Decide a question that leaves its subject to the chat's last one."""
        if self._says_nothing(question) or self._only_asks_why(question):
            return self._selector.select(question, Subjects(), years)
        short = bool(question.cues & {"pronouns", "follow"}) or \
            len(reading.text) <= SHORT_FOLLOW_UP
        remembered = tuple(self._remembered(text) for text in context.terms)
        question = self._with_phase(
            replace(question, soft=(*question.soft, *remembered)), context)
        tried: list[tuple[float, Selection]] = []
        first: Selection | None = None
        for asked, name, cost in self._tries(question, context, short):
            found = self._selector.select(asked, Subjects((frozenset((name,)),)),
                                          years or (context.years if asked is not question
                                                    else ()))
            if found.outcome in (*FOUND, "not_given") and found.matches:
                tried.append((found.matches[0].score - cost, found))
            if asked is question and first is None:
                first = found
        alone = self._selector.select(question, Subjects(), years)
        may_change = "pronouns" not in question.cues and any(
            term.flavour in ("thing", "noun") for term in question.terms)
        if may_change and alone.outcome in FOUND and alone.matches:
            tried.append((alone.matches[0].score - (ALONE_SHORT if short else ALONE), alone))
        if _seeks_bearer(question) and _is_figure(alone) and not any(
                _is_figure(one) for _, one in tried):
            return alone
        if tried:
            return max(tried, key=lambda one: one[0])[1]
        return first if first is not None and short and first.outcome != "nothing" else alone

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
        naming = any(term.weight >= NAMING for term in question.terms)
        if (naming or question.phases or question.years or question.relative) and not (
                question.types or question.attributes or question.shapes):
            before = frozenset(context.facts) if naming else frozenset()
            yield replace(self._as_before(question, context), before=before), names[0], 0.0
        for at, name in enumerate(names):
            yield question, name, FURTHER * at
        if short and context.facts:
            again = replace(self._as_labelled(question, context), before=frozenset(context.facts))
            yield again, names[0], FURTHER

    def _asks(self, question: Question) -> bool:
        """Whether a question asks for something itself."""
        return bool(question.types or question.attributes
                    or question.shapes & {"yesno", "compare", "meaning", "profile"}) or any(
            term.weight >= NAMING or term.flavour == "act" for term in question.terms)

    def _as_labelled(self, question: Question, context: Context) -> Question:
        """Return a question as if it had been asked with the labels of the last reply."""
        labels = dict.fromkeys(fact.what for name in context.facts[:MOST_REMEMBERED]
                               if (fact := self._knowledge.facts.get(name)))
        if not labels:
            return question
        text = " ".join((question.plain, *map(fold_word, labels)))
        likes = replace(self._likeness.of(text), lacks=question.likes.lacks)
        return replace(question, likes=likes)

    def _as_before(self, question: Question, context: Context) -> Question:
        """Return a question that names another thing with what the last one asked of its own."""
        asked = tuple(name for name in context.asks if name in self._knowledge.attributes)
        question = self._as_labelled(question, context)
        return replace(question, attributes=asked, types=frozenset(context.asks) - set(asked),
                       statuses=question.statuses or frozenset(context.statuses))

    def _in_turn(self, question: Question, context: Context) -> tuple[str, ...]:
        """Return the chat's entities, people first where the question says he or she.

        Where the subject lies comes last, and only where the question says "there" or "it".
        """
        if "person_pronouns" not in question.cues:
            return (*context.entities, *(context.around if "pronouns" in question.cues else ()))
        known = self._knowledge.entities
        return tuple(sorted(context.entities, key=lambda name: (
            name not in known or known[name].type != "person")))

    def _remembered(self, text: str) -> Term:
        return Term(text, frozenset((text, *self._concepts(text))), "thing", False, 1.0, -1)

    def _with_phase(self, question: Question, context: Context) -> Question:
        if question.phases or not context.phase or "whole" in question.cues:
            return question
        return replace(question, phases=(context.phase,))

    def _concepts(self, text: str) -> tuple[str, ...]:
        return tuple(sense.name for sense in self._lexicon.of(text)
                     if sense.kind in ("word", "attribute"))

    def _moved_phase(self, question: Question, context: Context) -> str | None:
        order = self._lexicon.cues.get("phases", ())
        if context.phase not in order:
            return None
        step = 1 if "next_phase" in question.cues else -1 if "previous_phase" in question.cues \
            else 0
        at = order.index(context.phase) + step
        return order[at] if step and 0 <= at < len(order) else None

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


def _compares_what_was_told(question: Question) -> bool:
    """Whether it is only asked which is more: of what, the chat knows."""
    names = question.mentions or question.attributes or question.phases or any(
        term.weight >= NAMING for term in question.terms)
    return bool("compare" in question.shapes or "apart" in question.cues) and not names


def _mentions(names: Sequence[str]) -> tuple[Mention, ...]:
    """Return names as if the text had mentioned them."""
    return tuple(Mention(name, -1, (name,)) for name in names)
