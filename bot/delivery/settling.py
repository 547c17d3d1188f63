"""What an outcome makes of a message of the outbox, in the transaction that records it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from bot.delivery.outcome import (
    Flood,
    Forbidden,
    Migrated,
    NotSent,
    Outcome,
    Rejected,
    Sent,
    Unknown,
)
from bot.delivery.policy import policy_for
from bot.log import get_logger
from bot.store import chats, moving, outbox
from bot.store.outbox import OutboxRow
from bot.store.tx import Tx

FORBIDDEN, NETWORK, MOVED, FLOODED = "forbidden", "network", "moved", "flood"

Listener = Callable[[Tx, OutboxRow], None]

log = get_logger("delivery")


def settle(tx: Tx, row: OutboxRow, outcome: Outcome, now: datetime,
           listeners: Mapping[str, Listener]) -> OutboxRow | None:
    """Record the outcome and tell the purpose's listener; None where the row is gone."""
    record(tx, row, outcome, now)
    after = outbox.get(tx, row.id)
    listener = listeners.get(row.purpose)
    if after is None or listener is None or not _worth_telling(after):
        return after
    try:
        with tx.connection.begin_nested():
            listener(tx, after)
    except Exception as error:  # noqa: BLE001  (the message went out, whatever a listener does)
        log.failure("delivery.listener_failed", error, row=row.id, purpose=row.purpose)
    return after


def record(tx: Tx, row: OutboxRow, outcome: Outcome, now: datetime) -> None:
    """Move the row to its next state."""
    policy = policy_for(row.purpose)
    match outcome:
        case Sent(message_id):
            outbox.sent(tx, row.id, message_id, now)
        case Flood(seconds):
            outbox.again(tx, row.id, now + timedelta(seconds=seconds), FLOODED, counts=False)
        case Forbidden():
            chats.pause(tx, row.chat_id, outcome.reason, now)
            outbox.again(tx, row.id, now, FORBIDDEN, counts=False)
        case Migrated(chat_id):
            moving.migrate(tx, row.chat_id, chat_id)
            outbox.again(tx, row.id, now, MOVED, counts=False)
        case Rejected(reason):
            outbox.dead(tx, row.id, reason, now)
        case NotSent() if row.attempts <= len(policy.delays):
            outbox.again(tx, row.id, now + policy.delays[row.attempts - 1], NETWORK)
        case NotSent():
            outbox.dead(tx, row.id, NETWORK, now)
        case Unknown():
            once_more = policy.resend is not None and row.resends == 0
            resend_at = now + policy.resend if once_more and policy.resend else None
            outbox.unknown(tx, row.id, resend_at, now)


def _worth_telling(row: OutboxRow) -> bool:
    """Sent, dead, unknown, or held back because the chat forbids it."""
    return (row.state in (outbox.SENT, outbox.DEAD, outbox.UNKNOWN)
            or row.reason == FORBIDDEN)
