"""/parks: what is known, by city, as buttons."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime

from bot.answers.engine import Engine
from bot.answers.reply import Option
from bot.delivery.message import Button, Outgoing
from bot.knowledge.model import Entity
from bot.store import chats
from bot.telegram.keyboards import Rows, button, flow
from bot.telegram.memory import Memory
from bot.telegram.topics import (
    Askable,
    City,
    askable,
    by_id,
    cities,
    display,
    short_id,
    weight,
)
from bot.telegram.turn import Turn
from bot.telegram.visit import Command, Desk, Feature, Press, Visit, Work

PAGE = 8
MOST = 9


def begin(visit: Visit) -> Sequence[Outgoing]:
    """Show the cities, or the only city's list."""
    known = cities(visit.engine.knowledge, visit.welcome.listed)
    if len(known) == 1:
        return [_list(visit, known[0], 0)]
    keys = flow(_city_button(visit, city) for city in known)
    return [visit.show(visit.say("parks.cities"), keys)]


def _city_button(visit: Visit, city: City) -> Button:
    name = display(visit.engine.knowledge, city.name, visit.language)
    label = visit.say("parks.city", city=name, number=len(city.listed))
    return button(label, "city", short_id(city.name))


def _list(visit: Visit, city: City, page: int) -> Outgoing:
    knowledge = visit.engine.knowledge
    shown = city.listed[page * PAGE:(page + 1) * PAGE]
    keys = flow((button(display(knowledge, name, visit.language), "park", short_id(name))
                 for name in shown), per_row=2)
    text = visit.say("parks.list", city=display(knowledge, city.name, visit.language),
                     number=len(city.listed))
    return visit.show(text, (*keys, *_turning(visit, city, page)))


def _turning(visit: Visit, city: City, page: int) -> Rows:
    identifier = short_id(city.name)
    row = []
    if page:
        row.append(button(visit.say("button.back_page"), "city", identifier, page - 1))
    if (page + 1) * PAGE < len(city.listed):
        row.append(button(visit.say("button.next_page"), "city", identifier, page + 1))
    name = display(visit.engine.knowledge, city.name, visit.language)
    follow = button(visit.say("button.follow", topic=name), "sub", identifier)
    return (tuple(row), (follow,)) if row else ((follow,),)


def press_city(visit: Visit) -> Sequence[Outgoing]:
    """Show a page of a city's list, or all cities again."""
    name = visit.named()
    known = cities(visit.engine.knowledge, visit.welcome.listed)
    city = next((each for each in known if each.name == name), None)
    if city is None:
        return visit.stale()
    page = int(visit.argument(1)) if visit.argument(1).isdecimal() else 0
    return [visit.toast(), _list(visit, city, min(page, max(0, len(city.listed) - 1) // PAGE))]


def card(visit: Visit, name: str) -> Sequence[Outgoing]:
    """Show an entity: where it is, how much is known of it, and what may be asked, as buttons."""
    knowledge = visit.engine.knowledge
    entity = knowledge.entities.get(name)
    if entity is None:
        return visit.stale()
    options = [Option(each.said(visit.language), each.question)
               for each in _askable(visit.desk, name)
               if visit.language != "en" or each.english]
    memory = Memory.read(visit.chat.context).with_options(options)
    chats.set_context(visit.tx, visit.chat.id, memory.record())
    text = visit.say("parks.card", name=display(knowledge, name, visit.language),
                     within=_within(visit, entity), number=weight(knowledge, name),
                     note=entity.note or "")
    keys = flow(button(option.text, "ask", short_id(option.send)) for option in options[:MOST])
    follow = button(visit.say("button.follow", topic=display(knowledge, name, visit.language)),
                    "sub", short_id(name))
    return [visit.send(text.strip(), (*keys, (follow,)) if visit.turn.private else keys)]


def _within(visit: Visit, entity: Entity) -> str:
    """Return what an entity is part of, as far as its city."""
    knowledge = visit.engine.knowledge
    names = dict.fromkeys(each for each in (entity.city, entity.part_of) if each)
    return visit.say("list.within").join(
        display(knowledge, name, visit.language) for name in names)


def _askable(desk: Desk, name: str) -> tuple[Askable, ...]:
    """Return what the engine really answers of an entity; found out once for a release."""
    served = desk.current.served
    known = desk.askable.get((served.release, name))
    if known is None:
        now = desk.clock.now()
        known = tuple(each for each in askable(served.engine.knowledge, name)
                      if _answers(served.engine, each, now))
        desk.askable[served.release, name] = known
    return known


def _answers(engine: Engine, each: Askable, now: datetime) -> bool:
    """Tell whether the engine answers a question with just the fact that it was made from."""
    reply, _ = engine.answer(each.question, now)
    return reply.kind == "answer" and reply.facts[:1] == (each.fact,)


async def press_park(desk: Desk, turn: Turn) -> Work:
    """Show one entity; what it can be asked is found out beside the store's thread."""
    name = by_id(desk.current.engine.knowledge, turn.callback.first if turn.callback else "")
    if name is None:
        return lambda visit: visit.stale()
    await asyncio.to_thread(_askable, desk, name)
    return lambda visit: [visit.toast(), *card(visit, name)]


FEATURE = Feature("parks", commands=(Command("parks", begin, groups=True),),
                  presses=(Press("city", press_city), Press("park", plan=press_park)))
