"""What a subscriber follows, how often, and how far he was told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from sqlalchemy import Row, delete, func, insert, select, update

from bot.store.tables import chats, digests, subscribers, subscriptions
from bot.store.tx import Tx

Frequency = Literal["daily", "weekly"]
FREQUENCIES: tuple[Frequency, ...] = ("daily", "weekly")
EVERYTHING = "*"


@dataclass(frozen=True, slots=True)
class Subscription:
    """What was told of it: releases after `since` up to `watermark`, days up to `noticed_until`."""

    id: int
    subscriber_id: int
    topic: str
    words: tuple[str, ...]
    frequency: Frequency
    since: int
    watermark: int
    noticed_until: date
    due_at: datetime
    created_at: datetime


def of(tx: Tx, subscriber_id: int) -> list[Subscription]:
    """Everything that a subscriber follows, the oldest first."""
    rows = tx.execute(select(subscriptions).where(
        subscriptions.c.subscriber_id == subscriber_id).order_by(subscriptions.c.id))
    return [_subscription(row) for row in rows]


def add(tx: Tx, subscriber_id: int, topic: str, frequency: Frequency, now: datetime, *,
        watermark: int, noticed_until: date, due_at: datetime) -> None:
    """Follow a topic."""
    tx.execute(insert(subscriptions).values(
        subscriber_id=subscriber_id, topic=topic, words=[], frequency=frequency,
        since=watermark, watermark=watermark, noticed_until=noticed_until, due_at=due_at,
        created_at=now))


def change(tx: Tx, ids: Sequence[int], **values: object) -> None:
    """Change frequency, watermark, noticed_until or due_at."""
    tx.execute(update(subscriptions).where(subscriptions.c.id.in_(ids)).values(**values))


def remove(tx: Tx, subscriber_id: int, topic: str | None = None) -> int:
    """Stop following a topic, or everything; returns how many ended."""
    condition = subscriptions.c.subscriber_id == subscriber_id
    if topic is not None:
        condition &= subscriptions.c.topic == topic
    return tx.execute(delete(subscriptions).where(condition)).rowcount


def due(tx: Tx, now: datetime, limit: int) -> list[int]:
    """Ids of subscribers for whom something is due, the longest overdue first.

    Paused chats wait: they are told everything at once when they come back.
    """
    rows = tx.execute(
        select(subscriptions.c.subscriber_id)
        .join(subscribers, subscribers.c.id == subscriptions.c.subscriber_id)
        .outerjoin(chats, chats.c.chat_id == subscribers.c.chat_id)
        .where(subscriptions.c.due_at <= now, chats.c.paused.is_(None))
        .group_by(subscriptions.c.subscriber_id)
        .order_by(func.min(subscriptions.c.due_at), subscriptions.c.subscriber_id)
        .limit(limit)).scalars()
    return list(rows)


def due_after(tx: Tx, at: datetime) -> list[Subscription]:
    """Subscriptions whose next occasion is later than this."""
    rows = tx.execute(select(subscriptions).where(subscriptions.c.due_at > at))
    return [_subscription(row) for row in rows]


def told(tx: Tx, subscriber_id: int, frequency: Frequency, period: str) -> bool:
    """Whether a digest of this period was composed."""
    return tx.execute(select(digests).where(
        digests.c.subscriber_id == subscriber_id, digests.c.frequency == frequency,
        digests.c.period == period)).first() is not None


def note_told(tx: Tx, subscriber_id: int, frequency: Frequency, period: str, parts: int,
              now: datetime) -> None:
    """Remember that the digest of this period was composed; a second one fails."""
    tx.execute(insert(digests).values(subscriber_id=subscriber_id, frequency=frequency,
                                      period=period, parts=parts, composed_at=now))


def count(tx: Tx) -> int:
    """How many subscriptions there are."""
    return int(tx.execute(select(func.count()).select_from(subscriptions)).scalar_one())


def _subscription(row: Row[Any]) -> Subscription:
    return Subscription(row.id, row.subscriber_id, row.topic, tuple(row.words), row.frequency,
                        row.since, row.watermark, row.noticed_until, row.due_at, row.created_at)
