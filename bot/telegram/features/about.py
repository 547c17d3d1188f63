"""/about: what this is, what it rests on, and since when."""

from __future__ import annotations

from collections.abc import Sequence

from bot.delivery.message import Outgoing
from bot.telegram.rendering import linked
from bot.telegram.topics import cities, display, span_of_sources
from bot.telegram.visit import Command, Feature, Visit


def show(visit: Visit) -> Sequence[Outgoing]:
    """Say how many facts, of which cities, from which sources, and who runs it."""
    knowledge = visit.engine.knowledge
    names = [display(knowledge, city.name, visit.language)
             for city in cities(knowledge, visit.welcome.listed)]
    oldest, newest = span_of_sources(knowledge) or ("?", "?")
    rows = []
    for source in knowledge.sources.values():
        english = source.title_en if visit.language == "en" else None
        title = english or source.title
        when = source.about.text or source.posted or visit.say("about.no_date")
        row = visit.say("about.source", title=title, date=when, publisher=source.publisher)
        rows.append(linked(row, title, source.url or ""))
    return [visit.send(visit.say(
        "about.all", cities=visit.say("list.comma").join(names), oldest=oldest, newest=newest,
        facts=len(knowledge.facts), sources="\n".join(rows), operator=visit.operator,
        release=visit.desk.current.release))]


FEATURE = Feature("about", commands=(Command("about", show, groups=True),))
