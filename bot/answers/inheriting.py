"""What a follow-up takes over from the chat's last question: the subject's name, what was asked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.answers.context import PICKS, Context
from bot.answers.covering import NAMING
from bot.answers.likeness import Likeness
from bot.answers.question import Mention, Question, Term
from bot.answers.resolving import Subjects
from bot.knowledge.model import KnowledgeBase
from bot.language.lexicon import Lexicon
from bot.language.normalise import fold_word
from bot.language.sentences import any_of

MOST_REMEMBERED = 2
WIDER = frozenset(("extreme", "list", "profile", "meaning"))   # what asks of more than two things
COUNTING = frozenset(("count", "number"))     # all that "how many in the whole city" asks for
BEARERS = frozenset(("place", "org", "name", "person"))   # what bears a figure


class Inheritance:
    """Lends a follow-up the slots of the chat's last question. Holds no state."""

    def __init__(self, knowledge: KnowledgeBase, lexicon: Lexicon, likeness: Likeness) -> None:
        self._knowledge = knowledge
        self._lexicon = lexicon
        self._likeness = likeness
        self._years = lexicon.cues.get("year_signs", ())
        self._picks = re.compile(any_of(
            form for cue in PICKS for form in lexicon.cues.get(cue, ())))
        self._city_words = frozenset(lexicon.cues.get("city_scope", ()))
        self._zone_words = frozenset(lexicon.cues.get("zone_scope", ()))

    def completed(self, question: Question, context: Context | None) -> Question:
        """Return a question with what the last one asked, where it asks for nothing itself."""
        if context is None:
            return question
        question = self._without_told_years(self._of_city(self._between(
            self._with_subject(question, context), context), context), context)
        rival = self._rival(question, context)
        if rival:
            both = _mentions((*context.entities[:1], *rival))
            return replace(self.as_before(question, context), mentions=both,
                           terms=tuple(map(self.remembered, context.terms)))
        if self._asks_aim(question) and context.terms:
            return replace(question, terms=self._barring(context))
        if "asks_still" in question.cues and question.mentions:    # "and is it so there, too?"
            question = replace(question, shapes=question.shapes - {"yesno"})
        if context.listed and not context.facts and context.picked(question.cues):
            return question      # one of a list, of which nothing was asked yet
        changed = question.mentions or question.phases or question.years or question.relative
        return self._with_asked(question, context) if changed and not self.asks(question) \
            else question

    def _with_subject(self, question: Question, context: Context) -> Question:
        """Return a question that names its subject and its phase where it only points at them."""
        bare = not (question.terms or question.attributes or question.types)
        if len(question.phases) > 1 and not question.mentions:
            question = replace(question, mentions=_mentions(context.entities[:1]))
        question = self._in_place(self._of_zone(question, context), context)
        if "other_one" in question.cues and bare and not question.mentions:
            question = replace(question, mentions=_mentions(self._namesakes(context)))
        listed = () if question.mentions else tuple(
            name for name in context.picked(question.cues) if name in self._knowledge.entities)
        if listed:
            question = self._without_pick(question)
        picked, phase = self._picked(question, context) or listed, self._moved_phase(
            question, context)
        return replace(question, mentions=_mentions(picked) if picked else question.mentions,
                       phases=(phase,) if phase else question.phases) \
            if picked or phase else question

    def _of_zone(self, question: Question, context: Context) -> Question:
        """Return a question of the whole park ("and the whole zone?") as one that names it."""
        words = [term for term in question.terms if term.text in self._zone_words]
        park = self._park_around(context) if words and not question.mentions else None
        if park is None:
            return question
        return replace(question, mentions=_mentions((park,)), terms=tuple(
            term for term in question.terms if term not in words))

    def _park_around(self, context: Context) -> str | None:
        """Return the park in which the chat's subject lies; itself, if it lies in none."""
        name = next(iter(context.entities), None)
        found = None
        while name is not None and (known := self._knowledge.entities.get(name)) is not None:
            found = name if known.type == "park" else found
            name = known.part_of
        return found

    def _in_place(self, question: Question, context: Context) -> Question:
        """Return whether the chat's subject lies in a place that alone is named."""
        subject = next(iter(context.entities), None)
        asks = {"only_places", "lies_in"} <= question.cues and len(question.mentions) == 1
        if not asks or subject is None or subject in question.mentions[0].entities:
            return question
        return replace(question, mentions=(*_mentions((subject,)), *question.mentions))

    def _without_pick(self, question: Question) -> Question:
        """Return a question without the words that pick one of a list ("the third one")."""
        plain = self._picks.sub(" ", question.plain)
        return replace(question, plain=plain, ordinals=(), likes=self._likeness.of(plain))

    def _between(self, question: Question, context: Context) -> Question:
        """Return a question that names no subject as one of the two that are being compared."""
        figure = question.attributes or question.types or question.terms
        if not context.compares or question.mentions or not figure or \
                question.shapes & WIDER or "pronouns" in question.cues:
            return question
        return replace(question, mentions=_mentions(context.entities[:2]),
                       shapes=question.shapes | {"compare"})

    def _with_asked(self, question: Question, context: Context) -> Question:
        """Return a question that names something new as the last one would ask of that."""
        asked = tuple(name for name in context.asks if name in self._knowledge.attributes)
        return replace(self.as_labelled(question, context), attributes=asked,
                       terms=(*question.terms, *self._barring(context)),
                       types=frozenset(context.asks) - set(asked))

    def _barring(self, context: Context) -> tuple[Term, ...]:
        """Return the words of the last question: a fact that lacks one is not told."""
        return tuple(replace(self.remembered(text), blocking=True) for text in context.terms)

    def _picked(self, question: Question, context: Context) -> tuple[str, ...]:
        """Return the one of the choices that lies in the city that alone is named."""
        names = question.mentions[0].entities if len(question.mentions) == 1 else ()
        if len(names) != 1 or self.asks(question):
            return ()
        known = self._knowledge.entities
        inside = tuple(name for name in context.choices
                       if name in known and known[name].city == names[0])
        return inside if len(inside) == 1 else ()

    def _asks_aim(self, question: Question) -> bool:
        """Whether only the target, or only the result, of what was spoken of is asked for."""
        return bool(question.statuses) and question.types <= COUNTING and not (
            question.mentions or question.attributes or question.terms or question.shapes)

    def _without_told_years(self, question: Question, context: Context) -> Question:
        """Take a figure that was just told ("2029 firms") for no year."""
        told = {int(fact.quantity.number) for name in context.facts
                if (fact := self._knowledge.facts.get(name)) and fact.quantity
                and fact.quantity.unit not in self._years}
        figures = {year for year in told.intersection(question.years)
                   if not any(f"{year}{sign}" in question.plain for sign in self._years)}
        return replace(question, years=tuple(
            year for year in question.years if year not in figures)) if figures else question

    def _of_city(self, question: Question, context: Context) -> Question:
        """Return a question of the whole city ("and citywide?") as one that names that city."""
        words = [term for term in question.terms if term.text in self._city_words]
        entity = self._knowledge.entities.get(next(iter(context.entities), ""))
        others = any(term.weight >= NAMING for term in question.terms if term not in words)
        kinds = {self._knowledge.attributes[name].answers for name in question.attributes
                 if name in self._knowledge.attributes} | question.types | question.shapes
        if not words or entity is None or not entity.city or question.mentions or \
                not kinds <= COUNTING:
            return question
        if others:      # how many firms citywide: of the city, whatever was spoken of
            return question if not kinds else replace(
                question, mentions=_mentions((entity.city,)),
                terms=tuple(term for term in question.terms if term not in words))
        return replace(question, mentions=_mentions((entity.city,)), attributes=(),
                       types=frozenset(), terms=(), before=frozenset(
                           name for name in context.facts if name not in
                           self._knowledge.by_entity.get(entity.city, ())))

    def _rival(self, question: Question, context: Context) -> tuple[str, ...]:
        """Return with what alone the chat's subject is compared: its namesake where one lies there.

        Empty where the question compares nothing, or says of what it does.
        """
        asks = question.attributes or question.types - BEARERS or question.phases or any(
            term.weight >= NAMING for term in question.terms)
        if "compare" not in question.shapes or asks or len(question.mentions) != 1 or \
                not context.facts or not context.entities:
            return ()
        names = question.mentions[0].entities
        there = self._namesakes(context, names[0]) if len(names) == 1 else ()
        rival = there or names[:1]
        return () if rival[0] == context.entities[0] else rival

    def namesake(self, question: Question, context: Context) -> Subjects | None:
        """Return the namesake of the chat's last subject in the city that alone was named."""
        if len(question.mentions) != 1 or len(question.mentions[0].entities) != 1:
            return None
        city = question.mentions[0].entities[0]
        for name in context.choices:
            chosen = self._knowledge.entities.get(name)
            if chosen is not None and chosen.city == city:
                return Subjects((frozenset((name,)),))
        if not question.cues & {"pronouns", "correction", "negation", "follow", "that_one"}:
            return None
        names = self._namesakes(context, city)
        return Subjects((frozenset(names),)) if names else None

    def _namesakes(self, context: Context, city: str = "") -> tuple[str, ...]:
        """Return what bears a name of the chat's subject, in a city or anywhere; the first one."""
        for name in context.entities[:MOST_REMEMBERED]:
            for form in self._lexicon.aliases.get(name, ()):
                for sense in self._lexicon.of(form):
                    other = self._knowledge.entities.get(sense.name)
                    own = self._knowledge.entities.get(name)
                    if sense.kind == "entity" and other and own and other.name != name and \
                            other.type == own.type and other.city != own.city and \
                            city in (other.city, ""):
                        return (other.name,)
        return ()

    def _moved_phase(self, question: Question, context: Context) -> str | None:
        order = self._lexicon.cues.get("phases", ())
        if context.phase not in order:
            return None
        step = 1 if "next_phase" in question.cues else -1 if "previous_phase" in question.cues \
            else 0
        at = order.index(context.phase) + step
        return order[at] if step and 0 <= at < len(order) else None

    def asks(self, question: Question) -> bool:
        """Whether a question asks for something itself."""
        return bool(question.types or question.attributes
                    or question.shapes & {"yesno", "compare", "meaning", "profile"}) or any(
            term.weight >= NAMING or term.flavour == "act" for term in question.terms)

    def as_labelled(self, question: Question, context: Context) -> Question:
        """Return a question as if it had been asked with the labels of the last reply.

        Where that told nothing, with the words of the question that it refused.
        """
        labels = dict.fromkeys(fact.what for name in context.facts[:MOST_REMEMBERED]
                               if (fact := self._knowledge.facts.get(name)))
        words = tuple(map(fold_word, labels)) or ("".join(context.terms),)
        if not any(words):
            return question
        text = " ".join((question.plain, *words))
        likes = replace(self._likeness.of(text), lacks=question.likes.lacks)
        return replace(question, likes=likes, asked_as=context.facts[:1])

    def as_before(self, question: Question, context: Context) -> Question:
        """Return a question that names another thing with what the last one asked of its own."""
        asked = tuple(name for name in context.asks if name in self._knowledge.attributes)
        question = self.as_labelled(question, context)
        return replace(question, attributes=asked, types=frozenset(context.asks) - set(asked),
                       statuses=question.statuses or frozenset(context.statuses))

    def remembered(self, text: str) -> Term:
        """Return a word of an earlier question as a term of this one."""
        return Term(text, frozenset((text, *self._concepts(text))), "thing", False, 1.0, -1)

    def _concepts(self, text: str) -> tuple[str, ...]:
        return tuple(sense.name for sense in self._lexicon.of(text)
                     if sense.kind in ("word", "attribute"))


def _mentions(names: Sequence[str]) -> tuple[Mention, ...]:
    """Return names as if the text had mentioned them."""
    return tuple(Mention(name, -1, (name,)) for name in names)
