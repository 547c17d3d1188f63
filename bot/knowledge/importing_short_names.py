"""Short names that follow from a full one: how it begins where that is no word of the language.

A ledger gives the names that papers use; speech makes more. Of 石笋洞恒温灾备中心 it says 石笋洞,
of a city's 高新区 the city's first character before 高新.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

from bot.knowledge.importing_tables import Tables

MOST_BEARERS = 3
OWN = (2, 3)             # so many characters are the part of a name that is its own
ZONE = range(3, 5)       # so long are the short names of zones, without their city


class Named(Protocol):
    """What has a name, a type, and a place in something."""

    name: str
    type: str
    city: str | None
    part_of: str | None
    aliases: dict[str, None]
    derived: dict[str, None]
    labels: list[str]


def short_names(things: Mapping[str, Named], tables: Tables) -> dict[str, list[str]]:
    """Return for each short name that no thing bears yet the things that it may stand for.

    One of more than three is none, nor one of which a label speaks: that is a word for a thing.
    """
    taken = {name for thing in things.values()
             for name in (thing.name, *thing.aliases, *thing.derived)} | tables.general | {
                 *tables.words("no_short_names")}
    types = tables.words("short_name_types")
    zone, bare = tables.words("short_name_zones"), tables.words("bare_names")
    labels = {label for thing in things.values() for label in thing.labels}
    bearers: dict[str, dict[str, None]] = {}
    for thing in things.values():
        if thing.type in types:
            for form in (*_own(thing.name, _before(thing, things), tables),
                         *_of_city(thing, things, zone, bare)):
                if form not in taken and not any(form in label for label in labels):
                    bearers.setdefault(form, {})[thing.name] = None
    return {form: list(names) for form, names in bearers.items() if len(names) <= MOST_BEARERS}


def _before(thing: Named, things: Mapping[str, Named]) -> list[str]:
    """Return the names with which a thing's own begins and which are another's, longest first."""
    outer = (things.get(name or "") for name in (thing.part_of, thing.city))
    return sorted({form for one in outer if one is not None and one is not thing
                   for form in (one.name, *one.aliases, *one.derived)}, key=len, reverse=True)


def _own(name: str, before: Iterable[str], tables: Tables) -> Iterable[str]:
    """Yield how a name begins, without what it lies in, where that is no word and no place."""
    rest = next((name.removeprefix(start) for start in before if name.startswith(start)), name)
    words = tables.cut(rest)
    places = tables.words("place_ends")
    run = next((at for at, word in enumerate(words) if len(word) > 1), len(words))
    for size in OWN:
        own = rest[:size]
        if rest[size: size + 1] in places:
            return
        if size <= run and own[-1:] not in places and own.isalpha() and not any(
                sign.isascii() for sign in own):
            yield own


def _of_city(thing: Named, things: Mapping[str, Named], zone: tuple[str, ...],
             bare: tuple[str, ...]) -> Iterable[str]:
    """Yield a zone's short name without its end, alone if it is a usual one, or behind its city's.

    Of the city's name the first sign is enough.
    """
    city = things.get(thing.city or "")
    for place in (*city.aliases, *city.derived) if city is not None and city is not thing else ():
        for form in (thing.name, *thing.aliases, *thing.derived):
            rest = form.removeprefix(place)
            end = next((end for end in zone if rest != form and rest.endswith(end)), "")
            if end and rest in bare:
                yield rest.removesuffix(end)
            if end and len(rest) in ZONE:
                yield place + rest.removesuffix(end)
                yield place[0] + rest.removesuffix(end)
