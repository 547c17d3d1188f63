"""Whether one thing lies in another: a yes-or-no question that names both and asks nothing else."""

from __future__ import annotations

from dataclasses import dataclass

from bot.answers.question import Question
from bot.answers.resolving import Subjects
from bot.answers.terms import TermIndex
from bot.knowledge.model import KnowledgeBase

WHERE = frozenset(("place",))
NOWHERE = frozenset(("person", "policy", "event", "programme"))   # what lies in no place


@dataclass(frozen=True, slots=True)
class Placed:
    """A thing, where it was asked to be, whether it is, and the fact that tells where it is."""

    thing: str
    place: str
    holds: bool
    fact: str


def placed(question: Question, who: Subjects, knowledge: KnowledgeBase,
           index: TermIndex) -> Placed | None:
    """Return where a thing is that a question asks to be in a place; None for other questions.

    That it is not there is said of another city, and of what lies beside the place in which it is.
    """
    asks = "only_places" in question.cues and (question.cues & {"lies_in", "foreign"}
                                               or question.types & WHERE)
    if not asks or len(who.sets) != 1 or len(who.outer) != 1 or \
            len(who.all) != 1 or len(who.outer[0]) != 1:
        return None
    thing, place = next(iter(who.all)), next(iter(who.outer[0]))
    if knowledge.entities[thing].type in NOWHERE:
        return None
    around = index.above(thing)
    holds = place in around
    beside = {knowledge.entities[name].part_of for name in around if name in knowledge.entities}
    cities = [knowledge.entities[name].city or name for name in (thing, place)]
    if not holds and cities[0] == cities[1] and knowledge.entities[place].part_of not in beside:
        return None
    facts = [index.facts[name] for name in knowledge.by_entity.get(thing, ())]
    told = min((fact for fact in facts if fact.answers == "place" and not fact.fact.phase
                and fact.fact.status != "not_given"),
               key=lambda fact: len(fact.label), default=None)
    return Placed(thing, place, holds, told.fact.id) if told is not None else None


def lies_elsewhere(who: Subjects, knowledge: KnowledgeBase) -> bool:
    """Whether a place was named beside the subjects that lies in another city than they do."""
    known = knowledge.entities
    there = who.cities | {known[name].city or name
                          for names in who.outer for name in names if name in known}
    return bool(there) and all(
        known[name].city not in there for name in who.all - there if name in known)
