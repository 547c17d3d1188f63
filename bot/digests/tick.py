"""The tick: composes every digest that is due, from the store alone.

It may run as often as one likes and at any time: what is due stands in the store, a period is told
once, and the digests, the watermarks and the next occasion are written in one transaction.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import cast

from bot import crash
from bot.answers.engine import Engine
from bot.answers.reply import Language
from bot.answers.wording import Wording
from bot.delivery.message import Button, Outgoing, post
from bot.digests.composing import Contents, compose
from bot.digests.expiring import ended
from bot.digests.gathering import concerning, noticed
from bot.digests.news import News
from bot.digests.schedule import Rhythm, Slot, last_slot, next_slot
from bot.log import get_logger
from bot.store import subscribers, subscriptions
from bot.store.database import Store
from bot.store.subscribers import Subscriber
from bot.store.subscriptions import EVERYTHING, FREQUENCIES, Frequency, Subscription
from bot.store.tx import Tx

PURPOSE = "digest"
SUBSCRIBERS_A_TRANSACTION = 50  # of at most 4 messages each; others wait for the writer
LONGEST_WAIT = timedelta(days=16)  # a week that was told early, and the one after it
CHANGE_HOUR, MANAGE = "v1:when", "v1:subs"  # what the buttons under a digest carry

log = get_logger("digests")


@dataclass(frozen=True, slots=True)
class Occasion:
    """What is due for one subscriber at one instant: a slot for each frequency."""

    subscriber: Subscriber
    followed: tuple[Subscription, ...]
    slots: dict[Frequency, Slot]
    now: datetime

    def due(self, frequencies: Sequence[Frequency]) -> list[Subscription]:
        """The subscriptions of these frequencies whose time has come."""
        return [one for one in self.followed
                if one.frequency in frequencies and one.due_at <= self.now]


class Digests:
    """Composes digests into the outbox. `engine` gives the one that is served."""

    def __init__(self, store: Store, engine: Callable[[], Engine]) -> None:
        self._store = store
        self._engine = engine

    async def tick(self, now: datetime) -> int:
        """Compose all that is due at `now`; returns how many messages were queued."""
        queued = 0
        while True:
            found, messages = await self._store.run(
                partial(compose_due, now=now, engine=self._engine()))
            queued += messages
            if not found:
                return queued
            crash.point("digest.after_commit")
            log.info("digests.composed", subscribers=found, messages=messages)


def compose_due(tx: Tx, now: datetime, engine: Engine,
                limit: int = SUBSCRIBERS_A_TRANSACTION) -> tuple[int, int]:
    """Compose for the next subscribers; returns how many there were, and their messages."""
    _bring_back(tx, now)
    found = subscriptions.due(tx, now, limit)
    if not found:
        return 0, 0
    news = News(tx, engine)
    messages = sum(_subscriber(tx, key, now, news) for key in found)
    crash.point("digest.before_commit")
    return len(found), messages


def _bring_back(tx: Tx, now: datetime) -> None:
    """Mend what a clock that once ran far ahead put off for longer than any rhythm does."""
    for one in subscriptions.due_after(tx, now + LONGEST_WAIT):
        subscriber = subscribers.get(tx, one.subscriber_id)
        if subscriber is not None:
            slot = next_slot(now, rhythm_of(subscriber), one.frequency)
            subscriptions.change(tx, [one.id], due_at=slot.at,
                                 noticed_until=min(one.noticed_until, ended(slot.day)))


def _subscriber(tx: Tx, subscriber_id: int, now: datetime, news: News) -> int:
    subscriber = subscribers.get(tx, subscriber_id)
    if subscriber is None:
        return 0
    followed = tuple(subscriptions.of(tx, subscriber_id))
    rhythm = rhythm_of(subscriber)
    slots = {frequency: last_slot(now, rhythm, frequency) for frequency in FREQUENCIES
             if any(one.frequency == frequency and one.due_at <= now for one in followed)}
    occasion = Occasion(subscriber, followed, slots, now)
    fresh = [frequency for frequency, slot in slots.items()
             if not subscriptions.told(tx, subscriber_id, frequency, slot.period)]
    parts = _tell(tx, occasion, fresh, news) if fresh else 0
    for frequency in slots:
        _move_on(tx, occasion, frequency, rhythm, news.head if frequency in fresh else None)
    return parts


def _tell(tx: Tx, occasion: Occasion, fresh: Sequence[Frequency], news: News) -> int:
    """Queue one message, in parts, for all that is due at once; returns how many parts."""
    due, subscriber, engine = occasion.due(fresh), occasion.subscriber, news.engine
    first = fresh[0]
    rows = news.changes_since(min(one.watermark for one in due))
    passed = news.notices(min(one.noticed_until for one in due),
                          ended(occasion.slots[first].day))
    contents = Contents(
        topics=_topics(due), frequency=first,
        changes=tuple(concerning(rows, due, occasion.followed)),
        notices=tuple(notice.fact for notice in noticed(passed, due, occasion.followed)))
    wording = Wording(engine.knowledge, engine.replies, cast("Language", subscriber.language),
                      occasion.slots[first].day)
    parts = compose(contents, wording)
    for number, text in enumerate(parts, 1):
        message = Outgoing(
            "send", subscriber.chat_id, text, thread=subscriber.thread, silent=subscriber.silent,
            buttons=_buttons(wording) if number == len(parts) else ())
        key = f"digest:{subscriber.id}:{first}:{occasion.slots[first].period}:{number}"
        post(tx, key, PURPOSE, message, occasion.now)
    for frequency in fresh if parts else ():
        subscriptions.note_told(tx, subscriber.id, frequency, occasion.slots[frequency].period,
                                len(parts), occasion.now)
    return len(parts)


def _move_on(tx: Tx, occasion: Occasion, frequency: Frequency, rhythm: Rhythm,
             head: int | None) -> None:
    """Set the next occasion, and how far was told (None: this period was told before)."""
    ids = [one.id for one in occasion.due([frequency])]
    due_at = next_slot(occasion.now, rhythm, frequency).at
    if head is None:
        subscriptions.change(tx, ids, due_at=due_at)
    else:
        subscriptions.change(tx, ids, due_at=due_at, watermark=head,
                             noticed_until=ended(occasion.slots[frequency].day))


def rhythm_of(subscriber: Subscriber) -> Rhythm:
    """When this subscriber wants his digests."""
    return Rhythm(subscriber.zone, subscriber.hour, subscriber.weekday)


def _topics(due: Sequence[Subscription]) -> tuple[str, ...]:
    """What the digest is about; nothing: everything."""
    topics = tuple(one.topic for one in due)
    return () if EVERYTHING in topics else topics


def _buttons(wording: Wording) -> tuple[tuple[Button, ...], ...]:
    def say(key: str) -> str:
        return wording.replies.say(f"digests.{key}", wording.language)

    return ((Button(say("button_hour"), data=CHANGE_HOUR),
             Button(say("button_manage"), data=MANAGE)),)


