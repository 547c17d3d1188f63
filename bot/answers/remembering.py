"""What a chat keeps of a message for the next one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from bot.answers.context import Context
from bot.answers.found import Found
from bot.knowledge.model import Fact

MOST_ENTITIES, MOST_RECALLED = 8, 60   # so many of a chat's entities, and of its facts, are kept
MOST_EARLIER = 2      # so many of what was spoken of before may be meant again
LEAST_COMPARED = 2    # so many things are compared with each other
MOST_LISTED = 12      # so many entities of a list are told at once
COMPARING = ("compare", "phases")     # rules that tell of several things side by side
FOLLOWS = frozenset(("follow", "echo"))     # cues of what asks the same of another thing
NAMING = ("thing", "qualifier", "noun", "attribute")


def remembered(found: Found, now: datetime, context: Context | None,
               linked: Callable[[Fact], Sequence[str]],
               tells_place: Callable[[Fact], bool]) -> Context | None:
    """Return the slots of a message for the next one; the old ones where nothing was found.

    `linked` tells of which entities a fact speaks, `tells_place` whether it says where a thing is.
    """
    facts: list[Fact] = [match.terms.fact for one in found.selections for match in (
        one.near[:1] if one.outcome == "other_year" else one.matches)]
    last = found.selections[-1] if found.selections else None
    if last is None or not (facts or last.subjects.sets or found.entities):
        return context
    entities = list(dict.fromkeys(
        [*(fact.entity for fact in facts), *sorted(last.subjects.all), *found.entities]))
    around: list[str] = []
    for fact in facts:
        others = around if tells_place(fact) else entities
        others += [name for name in linked(fact) if name not in entities]
    entities += [name for name in (context.entities[:MOST_EARLIER] if context else ())
                 if name not in entities]
    question = last.question
    terms = tuple(term.text for term in question.terms if term.flavour in NAMING)
    same = context if context is not None and not question.mentions and \
        context.entities[:1] == tuple(entities[:1]) else None
    asks = question.types or question.attributes
    carried = same if same and question.cues & FOLLOWS and not asks else None
    if context is not None and not (asks or terms or question.shapes):   # a name alone
        same = carried = context
    return Context(
        at=now, entities=tuple(entities[:MOST_ENTITIES]), around=tuple(around[:MOST_ENTITIES]),
        phase=None if last.outcome == "choice" else
        facts[0].phase if facts else (question.phases or (None,))[0],
        years=question.years,
        asks=tuple(sorted({*question.types, *question.attributes})) or (
            carried.asks if carried else ()),
        terms=terms or (same.terms if same else ()),
        facts=tuple(fact.id for fact in facts),
        choices=tuple(dict.fromkeys(fact.entity for fact in facts)) or last.silent
        if last.outcome == "choice" else (),
        statuses=tuple(sorted(question.statuses)) or (carried.statuses if carried else ()),
        offered=tuple(fact.id for fact in facts) if last.outcome == "choice" else (),
        told=_told_before(entities, context),
        rivals=_rivals(facts, found.rule in COMPARING, context),
        language=found.reading.language,
        listed=found.entities[:MOST_LISTED] if found.rule == "entities"
        else _still_listed(entities, context) or _members(facts, linked),
        rest=found.entities[MOST_LISTED:] if found.rule == "entities" else (),
        compares=found.rule == "compare" and len({fact.entity for fact in facts}) == LEAST_COMPARED)


def _members(facts: Sequence[Fact], linked: Callable[[Fact], Sequence[str]]) -> tuple[str, ...]:
    """Return the entities that one list tells; none where a member of it is no entity."""
    members = facts[0].members if len(facts) == 1 else ()
    named = [next((name for name in linked(facts[0]) if name.endswith(member)), "")
             for member in members]
    return tuple(named) if all(named) else ()


def _still_listed(entities: Sequence[str], context: Context | None) -> tuple[str, ...]:
    """Return what was listed before, where one of that is spoken of now."""
    return context.listed if context is not None and entities[0] in context.listed else ()


def _told_before(entities: Sequence[str], context: Context | None) -> tuple[str, ...]:
    """Return what the chat was told of the same subject before."""
    if context is None or context.entities[:1] != tuple(entities[:1]):
        return ()
    return tuple(dict.fromkeys((*context.told, *context.facts)))[-MOST_RECALLED:]


def _rivals(facts: Sequence[Fact], compared: bool, context: Context | None) -> tuple[str, ...]:
    """Return what was first told of two things: by one comparison, or by the last two replies."""
    if compared:
        first = {(fact.entity, fact.phase): fact.id for fact in reversed(facts)}
        return tuple(reversed(first.values()))[:2]
    if context is None or not context.facts or not facts:
        return ()
    return context.facts[0], facts[0].id
