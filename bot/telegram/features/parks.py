"""/parks: what is known, by city, as buttons."""

from __future__ import annotations

from collections.abc import Sequence

from bot.delivery.message import Button, Outgoing
from bot.telegram.features import questions
from bot.telegram.keyboards import Rows, button, flow
from bot.telegram.topics import City, cities, display, short_id
from bot.telegram.visit import Command, Feature, Press, Visit

PAGE = 8


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
    """Say what the engine says of a bare name: what it is and what may be asked of it."""
    return questions.ask(visit, name)


def press_park(visit: Visit) -> Sequence[Outgoing]:
    """Show one entity."""
    name = visit.named()
    if name is None:
        return visit.stale()
    return [visit.toast(), *card(visit, name)]


FEATURE = Feature("parks", commands=(Command("parks", begin, groups=True),),
                  presses=(Press("city", press_city), Press("park", press_park)))
