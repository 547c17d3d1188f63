"""/subscribe: topic, frequency, hour; /subscriptions: what is followed, and the way out."""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from bot.delivery.message import Outgoing
from bot.digests import subscribing
from bot.store import subscribers, subscriptions
from bot.store.subscribers import Subscriber
from bot.store.subscriptions import EVERYTHING, Frequency, Subscription
from bot.telegram.keyboards import Row, button, flow, grid
from bot.telegram.topics import cities, display, entity_called, short_id
from bot.telegram.visit import Command, Feature, Press, Visit

FREQUENCIES: dict[str, Frequency] = {"d": "daily", "w": "weekly"}
HOURS = (7, 8, 9, 10, 12, 14, 17, 18, 19, 20, 21, 22)
SHOWN = 6
MOST = 50


def begin(visit: Visit) -> Sequence[Outgoing]:
    """Offer what can be followed; with a name, ask at once how often."""
    if not visit.turn.private:
        return [visit.send(visit.say("only_private"))]
    if visit.turn.command == "subscribe" and visit.turn.argument:
        name = entity_called(visit.engine.knowledge, visit.turn.argument)
        if name is not None:
            return how_often(visit, name)
    knowledge = visit.engine.knowledge
    rows: list[Row] = []
    for city in cities(knowledge, visit.welcome.listed):
        label = visit.say("subscribe.city", city=display(knowledge, city.name, visit.language))
        rows.append((button(label, "sub", short_id(city.name)),))
        rows += flow((button(display(knowledge, name, visit.language), "sub", short_id(name))
                      for name in city.listed[:SHOWN]), per_row=2)
    rows.append((button(visit.say("subscribe.everything"), "sub", short_id(EVERYTHING)),))
    return [visit.send(visit.say("subscribe.which"), tuple(rows))]


def topic_name(visit: Visit, topic: str) -> str:
    """Return what a topic is called."""
    if topic == EVERYTHING:
        return visit.say("subscribe.everything")
    return display(visit.engine.knowledge, topic, visit.language)


def how_often(visit: Visit, topic: str) -> Sequence[Outgoing]:
    """Ask for the frequency."""
    keys = [button(visit.say(f"frequency.{name}"), "often", short_id(topic), letter)
            for letter, name in FREQUENCIES.items()]
    text = visit.say("subscribe.how_often", topic=topic_name(visit, topic))
    return [visit.send(text, (tuple(keys), (button(visit.say("button.cancel"), "drop"),)))]


def press_topic(visit: Visit) -> Sequence[Outgoing]:
    """Take the topic."""
    topic = visit.named()
    return visit.stale() if topic is None else [visit.toast(), *how_often(visit, topic)]


def press_often(visit: Visit) -> Sequence[Outgoing]:
    """Take the frequency and ask for the hour."""
    topic, letter = visit.named(), visit.argument(1)
    if topic is None or letter not in FREQUENCIES:
        return visit.stale()
    keys = [button(f"{hour}:00", "hour", short_id(topic), letter, hour) for hour in HOURS]
    text = visit.say("subscribe.which_hour", topic=topic_name(visit, topic), zone=_zone(visit),
                     frequency=visit.say(f"frequency.{FREQUENCIES[letter]}"))
    return [visit.toast(), visit.show(text, grid(keys, 4))]


def _zone(visit: Visit) -> str:
    subscriber = subscribers.find(visit.tx, visit.turn.chat_id, visit.turn.thread)
    return subscriber.zone if subscriber else visit.desk.settings.digests.timezone


def press_hour(visit: Visit) -> Sequence[Outgoing]:
    """Take the hour: now it is followed."""
    topic, frequency = visit.named(), FREQUENCIES.get(visit.argument(1))
    hour = visit.argument(2)
    if topic is None or frequency is None or not hour.isdecimal() or int(hour) > 23:
        return visit.stale()
    known = subscribers.find(visit.tx, visit.turn.chat_id, visit.turn.thread)
    if known is not None and len(subscriptions.of(visit.tx, known.id)) >= MOST:
        return [visit.toast(visit.say("subscribe.too_many", number=MOST), alert=True)]
    made = subscribing.subscribe(
        visit.tx, visit.turn.chat_id, visit.turn.thread, topic, frequency, visit.now,
        release=visit.desk.current.release, language=visit.language,
        defaults=visit.desk.settings.digests)
    subscribing.set_hour(visit.tx, made.subscriber_id, int(hour), visit.now)
    subscriber = subscribers.find(visit.tx, visit.turn.chat_id, visit.turn.thread)
    if subscriber is None:
        return visit.stale()
    text = visit.say("subscribe.done", topic=topic_name(visit, topic),
                     when=when(visit, frequency, subscriber))
    keys = (button(visit.say("button.subscriptions"), "subs"),
            button(visit.say("button.unsubscribe"), "unsub", short_id(topic)))
    return [visit.toast(), visit.show(text, (keys,))]


def when(visit: Visit, frequency: Frequency, subscriber: Subscriber) -> str:
    """Return the time of a digest in words."""
    day = visit.say(f"weekday.{subscriber.weekday}")
    return visit.say(f"when.{frequency}", day=day, hour=f"{subscriber.hour:02d}:00",
                     zone=subscriber.zone)


def overview(visit: Visit) -> Sequence[Outgoing]:
    """Show what is followed and when it comes; each with its way out."""
    subscriber = subscribers.find(visit.tx, visit.turn.chat_id, visit.turn.thread)
    followed = subscriptions.of(visit.tx, subscriber.id) if subscriber else []
    if subscriber is None or not followed:
        return [visit.send(visit.say("subscriptions.none"),
                           ((button(visit.say("button.subscribe"), "subscribe"),),))]
    lines = [visit.say("subscriptions.line", topic=topic_name(visit, each.topic),
                       when=when(visit, each.frequency, subscriber),
                       next=_local(each, subscriber)) for each in followed]
    rows: list[Row] = [(button(visit.say("subscriptions.end", topic=topic_name(visit, each.topic)),
                               "unsub", short_id(each.topic)),) for each in followed]
    rows.append((button(visit.say("button.when"), "when"),
                 button(visit.say("button.subscribe"), "subscribe")))
    if len(followed) > 1:
        rows.append((button(visit.say("subscriptions.end_all"), "unsub", "all"),))
    return [visit.send(visit.say("subscriptions.all", lines="\n".join(lines)), tuple(rows))]


def _local(subscription: Subscription, subscriber: Subscriber) -> str:
    return f"{subscription.due_at.astimezone(ZoneInfo(subscriber.zone)):%Y-%m-%d %H:%M}"


def press_overview(visit: Visit) -> Sequence[Outgoing]:
    """Show what is followed (also from under a digest)."""
    return [visit.toast(), *overview(visit)]


def press_begin(visit: Visit) -> Sequence[Outgoing]:
    """Offer what can be followed."""
    return [visit.toast(), *begin(visit)]


def press_unsubscribe(visit: Visit) -> Sequence[Outgoing]:
    """End one subscription, or all of them."""
    subscriber = subscribers.find(visit.tx, visit.turn.chat_id, visit.turn.thread)
    everything = visit.argument() == "all"
    topic = None if everything else _followed(visit, subscriber)
    if subscriber is None or (topic is None and not everything):
        return [visit.toast(visit.say("subscriptions.not_followed"), alert=True)]
    subscribing.unsubscribe(visit.tx, subscriber.id, topic)
    if topic is None:
        return [visit.toast(), visit.show(visit.say("subscriptions.ended_all"))]
    again = button(visit.say("button.undo"), "sub", short_id(topic))
    text = visit.say("subscriptions.ended", topic=topic_name(visit, topic))
    return [visit.toast(), visit.send(text, ((again,),))]


def _followed(visit: Visit, subscriber: Subscriber | None) -> str | None:
    """Return the topic that a button names among what is followed, known or no longer known."""
    followed = subscriptions.of(visit.tx, subscriber.id) if subscriber else []
    topics = [each.topic for each in followed]
    return next((topic for topic in topics if short_id(topic) == visit.argument()), None)


def press_when(visit: Visit) -> Sequence[Outgoing]:
    """Offer the hours, or take one: it holds for all that this chat follows."""
    hour = visit.argument()
    subscriber = subscribers.find(visit.tx, visit.turn.chat_id, visit.turn.thread)
    if subscriber is None:
        return [visit.toast(visit.say("subscriptions.not_followed"), alert=True)]
    if not hour:
        keys = [button(f"{each}:00", "when", each) for each in HOURS]
        return [visit.toast(), visit.send(visit.say("when.which", zone=subscriber.zone),
                                          grid(keys, 4))]
    if not hour.isdecimal() or int(hour) > 23:
        return visit.stale()
    subscribing.set_hour(visit.tx, subscriber.id, int(hour), visit.now)
    text = visit.say("when.set", hour=f"{int(hour):02d}:00", zone=subscriber.zone)
    return [visit.toast(), visit.show(text)]


FEATURE = Feature(
    "subscribe",
    commands=(Command("subscribe", begin), Command("subscriptions", overview)),
    presses=(Press("subscribe", press_begin), Press("sub", press_topic),
             Press("often", press_often), Press("hour", press_hour),
             Press("subs", press_overview), Press("unsub", press_unsubscribe),
             Press("when", press_when)))
