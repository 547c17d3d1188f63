"""Who gets digests, when and how. A subscriber is a chat, or one topic of a group."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, insert, select, update

from bot.store.tables import subscribers
from bot.store.tx import Tx


@dataclass(frozen=True, slots=True)
class Subscriber:
    """`hour` is local to `zone`; `weekday` (0 = Monday) is that of weekly digests."""

    id: int
    chat_id: int
    thread: int
    language: str
    zone: str
    hour: int
    weekday: int
    silent: bool


def find(tx: Tx, chat_id: int, thread: int = 0) -> Subscriber | None:
    """The subscriber of a chat (and group topic), or None."""
    row = tx.execute(select(subscribers).where(
        subscribers.c.chat_id == chat_id, subscribers.c.thread == thread)).first()
    return None if row is None else _subscriber(row)


def get(tx: Tx, subscriber_id: int) -> Subscriber | None:
    """A subscriber by its id, or None."""
    row = tx.execute(select(subscribers).where(subscribers.c.id == subscriber_id)).first()
    return None if row is None else _subscriber(row)


def make(tx: Tx, chat_id: int, thread: int, now: datetime, *, language: str, zone: str,
         hour: int, weekday: int) -> Subscriber:
    """A new subscriber."""
    key = tx.execute(insert(subscribers).values(
        chat_id=chat_id, thread=thread, language=language, zone=zone, hour=hour,
        weekday=weekday, silent=False, created_at=now)).inserted_primary_key
    assert key is not None  # noqa: S101  (one row was inserted)
    return Subscriber(key[0], chat_id, thread, language, zone, hour, weekday, silent=False)


def change(tx: Tx, subscriber_id: int, **values: object) -> None:
    """Change language, zone, hour, weekday or silent."""
    tx.execute(update(subscribers).where(subscribers.c.id == subscriber_id).values(**values))


def _subscriber(row: Row[Any]) -> Subscriber:
    return Subscriber(row.id, row.chat_id, row.thread, row.language, row.zone, row.hour,
                      row.weekday, row.silent)
