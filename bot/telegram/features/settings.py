"""/settings: language, time zone, hour, silence."""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import available_timezones

from bot.delivery.message import Button, Outgoing
from bot.digests import subscribing
from bot.store import chats, subscribers
from bot.store.subscribers import Subscriber
from bot.telegram.keyboards import button, flow
from bot.telegram.visit import (
    CHOSEN,
    LANGUAGES,
    Command,
    Feature,
    Press,
    Visit,
    chosen,
    guess,
)

# The zones that are offered; /settings Area/City takes any other.
ZONES = ("Asia/Shanghai", "Asia/Hong_Kong", "Asia/Taipei", "Asia/Singapore", "Asia/Tokyo",
         "Europe/London", "Europe/Berlin", "America/New_York", "America/Los_Angeles")
AUTOMATIC = "auto"


def begin(visit: Visit) -> Sequence[Outgoing]:
    """Show what is set; with the name of a zone, set it."""
    zone = _zone_called(visit.turn.argument)
    if zone is not None:
        _set_zone(visit, zone)
    elif visit.turn.argument:
        return [visit.send(visit.say("settings.no_zone"))]
    return [_shown(visit)]


def _zone_called(said: str) -> str | None:
    wanted = said.strip().replace(" ", "_").casefold()
    return next((zone for zone in available_timezones() if zone.casefold() == wanted), None)


def _subscriber(visit: Visit) -> Subscriber | None:
    return subscribers.find(visit.tx, visit.turn.chat_id, visit.turn.thread)


def _shown(visit: Visit) -> Outgoing:
    subscriber = _subscriber(visit)
    defaults = visit.desk.settings.digests
    silent = subscriber.silent if subscriber else False
    name = chosen(visit.chat) or AUTOMATIC
    text = visit.say(
        "settings.all", spoken=visit.say(f"language.{name}"),
        zone=subscriber.zone if subscriber else defaults.timezone,
        hour=f"{subscriber.hour if subscriber else defaults.hour:02d}:00",
        silent=visit.say("settings.on" if silent else "settings.off"))
    languages = [button(visit.say(f"language.{each}"), "lang", each)
                 for each in (AUTOMATIC, *LANGUAGES)]
    more: list[Button] = [button(visit.say("settings.zone"), "zone")]
    if subscriber:
        more.append(button(visit.say("button.when"), "when"))
        key = "settings.be_loud" if silent else "settings.be_silent"
        more.append(button(visit.say(key), "silent", "off" if silent else "on"))
    return visit.show(text, (*flow(languages, per_row=2), *flow(more, per_row=2)))


def press_language(visit: Visit) -> Sequence[Outgoing]:
    """Set the language; "auto" is that of each question."""
    name = visit.argument()
    if name not in (AUTOMATIC, *LANGUAGES):
        return visit.stale()
    chats.set_setting(visit.tx, visit.chat.id, CHOSEN, name)
    language = next((each for each in LANGUAGES if each == name),
                    guess(visit.turn.user_language))
    chats.set_language(visit.tx, visit.chat.id, language)
    now = visit.speaking(language, chats.get(visit.tx, visit.chat.id))
    return [visit.toast(now.say("settings.saved")), _shown(now)]


def press_zone(visit: Visit) -> Sequence[Outgoing]:
    """Offer time zones, or take one."""
    zone = visit.argument()
    if not zone:
        keys = [button(each, "zone", each) for each in ZONES]
        return [visit.toast(), visit.show(visit.say("settings.which_zone"), flow(keys, per_row=2))]
    if zone not in available_timezones():
        return visit.stale()
    _set_zone(visit, zone)
    return [visit.toast(visit.say("settings.saved")), _shown(visit)]


def _set_zone(visit: Visit, zone: str) -> None:
    subscriber = _subscriber(visit) or _made(visit)
    subscribing.set_zone(visit.tx, subscriber.id, zone, visit.now)


def _made(visit: Visit) -> Subscriber:
    defaults = visit.desk.settings.digests
    return subscribing.subscriber_of(visit.tx, visit.turn.chat_id, visit.turn.thread, visit.now,
                                     language=visit.language, defaults=defaults)


def press_silent(visit: Visit) -> Sequence[Outgoing]:
    """Let digests come with or without a sound."""
    subscriber = _subscriber(visit)
    if subscriber is None:
        return visit.stale()
    subscribing.set_silent(visit.tx, subscriber.id, visit.argument() == "on")
    return [visit.toast(visit.say("settings.saved")), _shown(visit)]


FEATURE = Feature(
    "settings", commands=(Command("settings", begin),),
    presses=(Press("lang", press_language), Press("zone", press_zone),
             Press("silent", press_silent)))
