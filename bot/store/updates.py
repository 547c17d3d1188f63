"""The inbox: every update once, with its state.

    received -> replying -> done          failed: it could not be handled

A payload is emptied when its update is done.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, func, insert, select, update

from bot.store.tables import updates
from bot.store.tx import Tx

RECEIVED, REPLYING, DONE, FAILED = "received", "replying", "done", "failed"


@dataclass(frozen=True, slots=True)
class Received:
    """An update that waits; `replies` are what is still to be sent of its replies."""

    update_id: int
    chat_id: int
    payload: Mapping[str, Any]
    received_at: datetime
    state: str = RECEIVED
    replies: tuple[Mapping[str, Any], ...] = ()
    replies_sent: int = 0


def accept(tx: Tx, update_id: int, chat_id: int, payload: Mapping[str, Any],
           now: datetime) -> bool:
    """Store an update; False where it was stored before."""
    known = select(updates.c.update_id).where(updates.c.update_id == update_id)
    if tx.execute(known).first() is not None:
        return False
    tx.execute(insert(updates).values(
        update_id=update_id, chat_id=chat_id, state=RECEIVED, sealed_payload=tx.seal(payload),
        received_at=now))
    return True


def waiting(tx: Tx) -> list[Received]:
    """Every update that is not done, in its order; what a start finds."""
    rows = tx.execute(select(updates).where(updates.c.state.in_((RECEIVED, REPLYING)))
                      .order_by(updates.c.update_id))
    return [_received(tx, row) for row in rows]


def find(tx: Tx, update_id: int) -> Received | None:
    """One update as it stands now; None where nothing is left to do."""
    row = tx.execute(select(updates).where(
        updates.c.update_id == update_id, updates.c.state.in_((RECEIVED, REPLYING)))).first()
    return None if row is None else _received(tx, row)


def recovered(tx: Tx, most: int) -> int:
    """Count one more start for what waits unhandled; give up on what took `most` starts down.

    Returns how many were given up.
    """
    tx.execute(update(updates).where(updates.c.state == RECEIVED)
               .values(recoveries=updates.c.recoveries + 1))
    return tx.execute(update(updates).where(
        updates.c.state == RECEIVED, updates.c.recoveries > most).values(_empty(FAILED))).rowcount


def replying(tx: Tx, update_id: int, replies: Sequence[Mapping[str, Any]]) -> None:
    """The update took effect; these replies are to be sent (none: it is done)."""
    if not replies:
        done(tx, update_id)
        return
    tx.execute(update(updates).where(updates.c.update_id == update_id).values(
        state=REPLYING, sealed_replies=tx.seal(list(replies)), replies_sent=0))


def progress(tx: Tx, update_id: int, replies_sent: int) -> None:
    """So many of its replies have left."""
    tx.execute(update(updates).where(updates.c.update_id == update_id)
               .values(replies_sent=replies_sent))


def done(tx: Tx, update_id: int) -> None:
    """Nothing more is to be done; what was written is forgotten."""
    tx.execute(update(updates).where(updates.c.update_id == update_id).values(_empty(DONE)))


def failed(tx: Tx, update_id: int) -> None:
    """It could not be handled; what was written is forgotten."""
    tx.execute(update(updates).where(updates.c.update_id == update_id).values(_empty(FAILED)))


def last_id(tx: Tx) -> int | None:
    """The highest update id that was stored."""
    found: int | None = tx.execute(select(func.max(updates.c.update_id))).scalar_one()
    return found


def counts(tx: Tx) -> dict[str, int]:
    """How many updates are in each state."""
    rows = tx.execute(
        select(updates.c.state, func.count().label("number")).group_by(updates.c.state))
    return {row.state: row.number for row in rows}


def purge(tx: Tx, before: datetime) -> int:
    """Forget that updates older than this were ever seen."""
    return tx.execute(delete(updates).where(
        updates.c.state.in_((DONE, FAILED)), updates.c.received_at < before)).rowcount


def _received(tx: Tx, row: Row[Any]) -> Received:
    replies = tx.unseal(row.sealed_replies)[row.replies_sent:] if row.sealed_replies else ()
    return Received(row.update_id, row.chat_id, tx.unseal(row.sealed_payload), row.received_at,
                    row.state, tuple(replies), row.replies_sent)


def _empty(state: str) -> dict[str, Any]:
    return {"state": state, "sealed_payload": b"", "sealed_replies": None}
