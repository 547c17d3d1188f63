"""The outbox: what is to be sent unasked (digests, relays, notices), and what became of it.

    queued  -> sending  taken for one attempt, with a lease
    sending -> sent     it arrived
    sending -> queued   refused, but not because of the message: flood, chat moved, chat paused
    sending -> retry    it did not leave; -> sending when the pause is over
    sending -> unknown  no answer came, or the process died; -> sending once more, if at all
    sending -> dead     refused for good, or out of retries

`not_before` is when the next attempt may be made; what has none waits for nobody.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, delete, exists, func, insert, select, update

from bot.store.tables import chats, outbox
from bot.store.tx import Tx

QUEUED, SENDING, SENT, RETRY, UNKNOWN, DEAD = (
    "queued", "sending", "sent", "retry", "unknown", "dead")


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """One message and its history; `ref` names what it is about (`enquiry:12`)."""

    id: int
    key: str
    purpose: str
    ref: str
    chat_id: int
    thread: int
    body: Mapping[str, Any] | None
    state: str
    attempts: int
    resends: int
    reason: str | None
    message_id: int | None
    created_at: datetime


def enqueue(tx: Tx, key: str, purpose: str, chat_id: int, message: Mapping[str, Any],
            now: datetime, *, thread: int = 0, ref: str = "",
            not_before: datetime | None = None) -> bool:
    """Queue a message; False where a message of this key was queued before."""
    if tx.execute(select(outbox.c.id).where(outbox.c.key == key)).first() is not None:
        return False
    tx.execute(insert(outbox).values(
        key=key, purpose=purpose, ref=ref, chat_id=chat_id, thread=thread,
        sealed_body=tx.seal(dict(message)), state=QUEUED, attempts=0, resends=0,
        not_before=not_before or now, created_at=now))
    return True


@dataclass(frozen=True, slots=True)
class Due:
    """A row that may be sent, before anybody took it."""

    id: int
    chat_id: int
    purpose: str


def due(tx: Tx, now: datetime, limit: int, skip: Collection[int] = ()) -> list[Due]:
    """The rows to send next: the oldest open row of each chat and purpose.

    A chat's messages of one purpose keep their order, and paused chats wait.
    """
    earlier = outbox.alias("earlier")
    behind = exists().where(
        earlier.c.chat_id == outbox.c.chat_id, earlier.c.purpose == outbox.c.purpose,
        earlier.c.id < outbox.c.id, _open(earlier))
    rows = tx.execute(
        select(outbox.c.id, outbox.c.chat_id, outbox.c.purpose)
        .outerjoin(chats, chats.c.chat_id == outbox.c.chat_id)
        .where(_claimable(now), chats.c.paused.is_(None), ~behind, outbox.c.id.not_in(skip))
        .order_by(outbox.c.not_before, outbox.c.id).limit(limit))
    return [Due(row.id, row.chat_id, row.purpose) for row in rows]


def claim(tx: Tx, row_id: int, now: datetime, lease_until: datetime) -> OutboxRow | None:
    """Take a row for one attempt; None where it is no longer to be sent."""
    row = tx.execute(select(outbox).where(outbox.c.id == row_id, _claimable(now))).first()
    if row is None:
        return None
    _set(tx, row_id, state=SENDING, attempts=row.attempts + 1, lease_until=lease_until,
         resends=row.resends + (row.state == UNKNOWN))
    return get(tx, row_id)


def sent(tx: Tx, row_id: int, message_id: int | None, now: datetime) -> None:
    """It arrived; its text is forgotten."""
    _set(tx, row_id, state=SENT, message_id=message_id, settled_at=now, sealed_body=b"",
         not_before=None, lease_until=None, reason=None)


def again(tx: Tx, row_id: int, at: datetime, reason: str, *, counts: bool = True) -> None:
    """It did not leave; try at `at`. Where it `counts` not, the attempt was not one."""
    row = get(tx, row_id)
    if row is not None:
        _set(tx, row_id, state=RETRY if counts else QUEUED, not_before=at, lease_until=None,
             reason=reason, attempts=row.attempts - (not counts))


def unknown(tx: Tx, row_id: int, resend_at: datetime | None, now: datetime) -> None:
    """Nobody can say whether it arrived; send it once more at `resend_at`, or leave it."""
    _set(tx, row_id, state=UNKNOWN, not_before=resend_at, lease_until=None, reason="timeout",
         settled_at=None if resend_at else now)


def dead(tx: Tx, row_id: int, reason: str, now: datetime) -> None:
    """It will never be sent."""
    _set(tx, row_id, state=DEAD, reason=reason[:200], settled_at=now, not_before=None,
         lease_until=None)


def leased(tx: Tx, before: datetime | None = None) -> list[OutboxRow]:
    """Rows whose attempt has no outcome: all, or those whose lease ended before a time."""
    condition: ColumnElement[bool] = outbox.c.state == SENDING
    if before is not None:
        condition &= outbox.c.lease_until <= before
    return [_row(tx, row) for row in tx.execute(select(outbox).where(condition))]


def get(tx: Tx, row_id: int) -> OutboxRow | None:
    """One row, or None."""
    row = tx.execute(select(outbox).where(outbox.c.id == row_id)).first()
    return None if row is None else _row(tx, row)


def by_message(tx: Tx, chat_id: int, message_id: int) -> OutboxRow | None:
    """The row that became this message of a chat, or None."""
    row = tx.execute(select(outbox).where(
        outbox.c.chat_id == chat_id, outbox.c.message_id == message_id)).first()
    return None if row is None else _row(tx, row)


def counts(tx: Tx) -> dict[str, int]:
    """How many messages are in each state."""
    rows = tx.execute(select(outbox.c.state, func.count().label("number")).group_by(outbox.c.state))
    return {row.state: row.number for row in rows}


def troubles(tx: Tx, limit: int = 20) -> list[OutboxRow]:
    """The last messages that died or of which nobody knows, the newest first."""
    rows = tx.execute(select(outbox).where(
        outbox.c.state.in_((UNKNOWN, DEAD)), outbox.c.settled_at.is_not(None))
        .order_by(outbox.c.settled_at.desc()).limit(limit))
    return [_row(tx, row) for row in rows]


def next_at(tx: Tx, skip: Collection[int] = ()) -> datetime | None:
    """When the next attempt may be made, or None where nothing waits."""
    found: datetime | None = tx.execute(
        select(func.min(outbox.c.not_before))
        .outerjoin(chats, chats.c.chat_id == outbox.c.chat_id)
        .where(outbox.c.state.in_((QUEUED, RETRY, UNKNOWN)), chats.c.paused.is_(None),
               outbox.c.id.not_in(skip))).scalar_one()
    return found


def purge(tx: Tx, before: datetime) -> int:
    """Forget messages that were settled long ago."""
    return tx.execute(delete(outbox).where(outbox.c.settled_at < before)).rowcount


def _claimable(now: datetime) -> ColumnElement[bool]:
    return outbox.c.state.in_((QUEUED, RETRY, UNKNOWN)) & (outbox.c.not_before <= now)


def _open(table: Any) -> ColumnElement[bool]:
    found: ColumnElement[bool] = (table.c.state == SENDING) | table.c.not_before.is_not(None)
    return found


def _set(tx: Tx, row_id: int, **values: object) -> None:
    tx.execute(update(outbox).where(outbox.c.id == row_id).values(**values))


def _row(tx: Tx, row: Row[Any]) -> OutboxRow:
    body = tx.unseal(row.sealed_body) if row.sealed_body else None
    return OutboxRow(row.id, row.key, row.purpose, row.ref, row.chat_id, row.thread, body,
                     row.state, row.attempts, row.resends, row.reason, row.message_id,
                     row.created_at)
