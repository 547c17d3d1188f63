"""What waits to be sent: the outbox, as the relay uses it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.store import (
    chats,
    outbox,
)
from bot.store.database import Store

NOW = datetime(2026, 11, 22, 1, tzinfo=UTC)
LATER = NOW + timedelta(minutes=5)
MESSAGE = {"said": "hello"}


# ---- outbox --------------------------------------------------------------------------------------


def queued(store: Store, key: str, chat: int = 5, purpose: str = "digest") -> bool:
    return store.run_now(lambda tx: outbox.enqueue(tx, key, purpose, chat, MESSAGE, NOW))


def due(store: Store, at: datetime = NOW) -> list[int]:
    return [row.id for row in store.run_now(lambda tx: outbox.due(tx, at, 100))]


def test_one_message_a_key(store: Store) -> None:
    assert [queued(store, "a"), queued(store, "a"), queued(store, "b")] == [True, False, True]


def test_a_row_is_claimed_once_and_forgotten_when_sent(store: Store) -> None:
    queued(store, "a")
    row = store.run_now(lambda tx: outbox.claim(tx, 1, NOW, LATER))
    assert row is not None
    assert (row.state, row.attempts, row.body) == ("sending", 1, MESSAGE)
    assert store.run_now(lambda tx: outbox.claim(tx, 1, NOW, LATER)) is None
    store.run_now(lambda tx: outbox.sent(tx, 1, 77, NOW))
    found = store.run_now(lambda tx: outbox.by_message(tx, 5, 77))
    assert found is not None
    assert (found.state, found.body) == ("sent", None)


def test_messages_of_one_chat_and_purpose_keep_their_order(store: Store) -> None:
    queued(store, "a1")
    queued(store, "a2")
    queued(store, "other purpose", purpose="answer")
    queued(store, "other chat", chat=6)
    assert due(store) == [1, 3, 4]
    store.run_now(lambda tx: outbox.claim(tx, 1, NOW, LATER))
    assert due(store) == [3, 4]
    store.run_now(lambda tx: outbox.again(tx, 1, LATER, "network"))
    assert due(store) == [3, 4]
    assert due(store, LATER) == [3, 4, 1]
    store.run_now(lambda tx: outbox.dead(tx, 1, "rejected", NOW))
    assert due(store) == [2, 3, 4]


def test_a_paused_chat_waits(store: Store) -> None:
    queued(store, "a")
    store.run_now(lambda tx: chats.pause(tx, 5, "blocked", NOW))
    assert due(store) == []
    assert store.run_now(outbox.next_at) is None
    store.run_now(lambda tx: chats.resume(tx, 5))
    assert due(store) == [1]


def test_what_is_unknown_counts_its_resends(store: Store) -> None:
    queued(store, "a")
    store.run_now(lambda tx: outbox.claim(tx, 1, NOW, LATER))
    store.run_now(lambda tx: outbox.unknown(tx, 1, LATER, NOW))
    assert due(store) == []
    row = store.run_now(lambda tx: outbox.claim(tx, 1, LATER, LATER))
    assert row is not None
    assert (row.attempts, row.resends) == (2, 1)
    store.run_now(lambda tx: outbox.unknown(tx, 1, None, LATER))
    assert due(store, LATER + timedelta(days=9)) == []
    assert [row.state for row in store.run_now(outbox.troubles)] == ["unknown"]


def test_leases_end(store: Store) -> None:
    queued(store, "a")
    store.run_now(lambda tx: outbox.claim(tx, 1, NOW, LATER))
    assert store.run_now(lambda tx: outbox.leased(tx, NOW)) == []
    assert [row.id for row in store.run_now(lambda tx: outbox.leased(tx, LATER))] == [1]
    assert [row.id for row in store.run_now(outbox.leased)] == [1]
