"""/start: what this is, which cities, how old, who runs it; deep links; the owner's code."""

from __future__ import annotations

from collections.abc import Sequence

from bot.delivery.message import Outgoing
from bot.store import audit, chats, roles
from bot.telegram.features import enquire, parks, questions, subscribe
from bot.telegram.keyboards import button
from bot.telegram.memory import Memory
from bot.telegram.topics import by_id, cities, display, short_id, span_of_sources
from bot.telegram.visit import Command, Feature, Visit

FACT, TOPIC, FOLLOW = "f_", "p_", "s_"


def start(visit: Visit) -> Sequence[Outgoing]:
    """Greet; or take the owner's code; or open what a link points to."""
    payload = visit.turn.argument
    if not payload:
        return [greeting(visit)]
    if visit.turn.private and roles.claim(visit.tx, payload, visit.turn.user_id, visit.now):
        audit.record(visit.tx, visit.turn.user_id, "owner.claimed", visit.now)
        visit.desk.menus_changed()
        return [visit.send(visit.say("owner.claimed"))]
    return opened(visit, payload) or [greeting(visit)]


def opened(visit: Visit, payload: str) -> Sequence[Outgoing] | None:
    """Return what a deep link opens; None where it points to nothing that is known."""
    if payload == "enquire":
        return enquire.begin(visit)
    if payload == "subscribe":
        return subscribe.begin(visit)
    prefix, rest = payload[:2], payload[2:]
    knowledge = visit.engine.knowledge
    if prefix == FACT:
        fact = next((fact for fact in knowledge.facts.values() if short_id(fact.id) == rest), None)
        return questions.ask(visit, f"{fact.entity}{fact.what}", alone=True) if fact else None
    name = by_id(knowledge, rest) if prefix in (TOPIC, FOLLOW) else None
    if name is None:
        return None
    return parks.card(visit, name) if prefix == TOPIC else subscribe.how_often(visit, name)


def greeting(visit: Visit) -> Outgoing:
    """Return the first message, with three questions to tap."""
    knowledge = visit.engine.knowledge
    welcome = visit.welcome
    examples = welcome.examples_in(visit.language)
    options = questions.as_options(examples)
    memory = Memory.read(visit.chat.context).with_options(options)
    chats.set_context(visit.tx, visit.chat.id, memory.record())
    names = [display(knowledge, city.name, visit.language)
             for city in cities(knowledge, welcome.listed)]
    oldest, newest = span_of_sources(knowledge) or ("?", "?")
    text = visit.say(
        "start.hello", cities=visit.say("list.comma").join(names), oldest=oldest, newest=newest,
        facts=len(knowledge.facts), sources=len(knowledge.sources),
        operator=visit.operator)
    return visit.send(text, tuple((button(option.text, "ask", short_id(option.send)),)
                                  for option in options))


FEATURE = Feature("start", commands=(Command("start", start, groups=True),))
