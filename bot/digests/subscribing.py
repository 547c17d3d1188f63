"""What a reader can say about digests: follow, stop, how often, when, where, silently."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.digests.expiring import ended
from bot.digests.schedule import WEEKDAYS, Slot, local_day, next_slot
from bot.digests.tick import rhythm_of
from bot.settings import DigestSettings
from bot.store import subscribers, subscriptions
from bot.store.subscribers import Subscriber
from bot.store.subscriptions import Frequency, Subscription
from bot.store.tx import Tx


def subscriber_of(tx: Tx, chat_id: int, thread: int, now: datetime, *, language: str,
                  defaults: DigestSettings) -> Subscriber:
    """The subscriber that a chat (and group topic) is, made with the defaults if it is new."""
    return subscribers.find(tx, chat_id, thread) or subscribers.make(
        tx, chat_id, thread, now, language=language, zone=defaults.timezone,
        hour=defaults.hour, weekday=WEEKDAYS.index(defaults.weekday))


def subscribe(tx: Tx, chat_id: int, thread: int, topic: str, frequency: Frequency,
              now: datetime, *, release: int, language: str,
              defaults: DigestSettings) -> Subscription:
    """Follow a topic from this release on; for one that is followed, set how often."""
    subscriber = subscriber_of(tx, chat_id, thread, now, language=language, defaults=defaults)
    if _followed(tx, subscriber, topic) is None:
        subscriptions.add(
            tx, subscriber.id, topic, frequency, now, watermark=release,
            noticed_until=ended(local_day(now, subscriber.zone)),
            due_at=_next(tx, subscriber, frequency, now).at)
    else:
        set_frequency(tx, subscriber.id, topic, frequency, now)
    found = _followed(tx, subscriber, topic)
    assert found is not None  # noqa: S101  (it was added above)
    return found


def unsubscribe(tx: Tx, subscriber_id: int, topic: str | None = None) -> int:
    """Stop following a topic, or everything; returns how many subscriptions ended."""
    return subscriptions.remove(tx, subscriber_id, topic)


def set_frequency(tx: Tx, subscriber_id: int, topic: str, frequency: Frequency,
                  now: datetime) -> None:
    """Tell about a topic daily or weekly."""
    subscriber = _known(tx, subscriber_id)
    for one in subscriptions.of(tx, subscriber_id):
        if one.topic == topic:
            subscriptions.change(tx, [one.id], frequency=frequency,
                                 due_at=_next(tx, subscriber, frequency, now).at)


def set_hour(tx: Tx, subscriber_id: int, hour: int, now: datetime) -> None:
    """Tell at this local hour, 0 to 23."""
    if not 0 <= hour <= 23:
        raise ValueError(hour)
    subscribers.change(tx, subscriber_id, hour=hour)
    _reschedule(tx, subscriber_id, now)


def set_zone(tx: Tx, subscriber_id: int, zone: str, now: datetime) -> None:
    """Tell at the hour of this time zone; raises what ZoneInfo raises for an unknown one."""
    ZoneInfo(zone)
    subscribers.change(tx, subscriber_id, zone=zone)
    _reschedule(tx, subscriber_id, now)


def set_silent(tx: Tx, subscriber_id: int, silent: bool) -> None:
    """Tell with or without a sound."""
    subscribers.change(tx, subscriber_id, silent=silent)


def _reschedule(tx: Tx, subscriber_id: int, now: datetime) -> None:
    subscriber = _known(tx, subscriber_id)
    for one in subscriptions.of(tx, subscriber_id):
        subscriptions.change(tx, [one.id],
                             due_at=_next(tx, subscriber, one.frequency, now).at)


def _next(tx: Tx, subscriber: Subscriber, frequency: Frequency, now: datetime) -> Slot:
    """The next occasion of a period that was not told yet."""
    slot = next_slot(now, rhythm_of(subscriber), frequency)
    while subscriptions.told(tx, subscriber.id, frequency, slot.period):
        slot = next_slot(slot.at, rhythm_of(subscriber), frequency)
    return slot


def _followed(tx: Tx, subscriber: Subscriber, topic: str) -> Subscription | None:
    return next((one for one in subscriptions.of(tx, subscriber.id) if one.topic == topic), None)


def _known(tx: Tx, subscriber_id: int) -> Subscriber:
    subscriber = subscribers.get(tx, subscriber_id)
    if subscriber is None:
        raise LookupError(subscriber_id)
    return subscriber
