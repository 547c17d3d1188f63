"""What becomes of a message of the outbox, outcome by outcome."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from bot.delivery.gate import Gate
from bot.delivery.message import Outgoing, post
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
from bot.delivery.policy import POLICIES, policy_for
from bot.delivery.relay import Relay
from bot.delivery.settling import settle
from bot.store import chats, outbox, subscribers
from bot.store.database import Store
from bot.store.outbox import OutboxRow
from bot.store.tx import Tx
from tests.delivery.fakes import HandClock, Telegram


def queue(store: Store, clock: HandClock, key: str = "a", chat: int = 5,
          purpose: str = "digest") -> None:
    message = Outgoing("send", chat, f"text {key}")
    assert store.run_now(lambda tx: post(tx, key, purpose, message, clock.now()))


def sent_all(relay: Relay) -> None:
    async def run() -> None:
        await asyncio.wait_for(relay.drain(), 20)

    asyncio.run(run())


def row_of(store: Store, number: int = 1) -> OutboxRow:
    row = store.run_now(lambda tx: outbox.get(tx, number))
    assert row is not None
    return row


@pytest.fixture
def relay(store: Store, gate: Gate, telegram: Telegram, clock: HandClock) -> Relay:
    return Relay(store, gate, telegram, clock)


def test_a_message_is_sent_once(store: Store, relay: Relay, telegram: Telegram,
                                clock: HandClock) -> None:
    queue(store, clock)
    sent_all(relay)
    sent_all(relay)
    assert telegram.texts == [(5, "text a")]
    assert (row_of(store).state, row_of(store).message_id) == ("sent", 1)


@pytest.mark.parametrize(("outcome", "state", "attempts"), [
    (NotSent(), "retry", 1), (Flood(30), "queued", 0), (Rejected("too_long"), "dead", 1),
    (Unknown(), "unknown", 1), (Forbidden("blocked"), "queued", 0), (RuntimeError(), "unknown", 1),
])
def test_an_outcome_has_its_state(store: Store, relay: Relay, telegram: Telegram,
                                  clock: HandClock, outcome: Outcome | Exception, state: str,
                                  attempts: int) -> None:
    telegram.will(5, outcome)
    queue(store, clock)
    sent_all(relay)
    assert (row_of(store).state, row_of(store).attempts) == (state, attempts)
    assert len(telegram.sent) == 1


def test_what_did_not_leave_is_tried_until_the_delays_run_out(
        store: Store, relay: Relay, telegram: Telegram, clock: HandClock) -> None:
    delays = policy_for("digest").delays
    telegram.will(5, *[NotSent()] * (len(delays) + 1))
    queue(store, clock)
    for delay in delays:
        sent_all(relay)
        assert row_of(store).state == "retry"
        clock.at += delay - timedelta(milliseconds=10)
        before = len(telegram.sent)
        sent_all(relay)
        assert len(telegram.sent) == before
        clock.advance(milliseconds=10)
    sent_all(relay)
    assert (row_of(store).state, row_of(store).reason) == ("dead", "network")


@pytest.mark.parametrize("purpose", sorted(POLICIES))
def test_what_may_have_arrived_is_sent_at_most_once_more(
        store: Store, relay: Relay, telegram: Telegram, clock: HandClock, purpose: str) -> None:
    telegram.will(5, *[Unknown()] * 9)
    queue(store, clock, purpose=purpose)
    for _ in range(5):
        sent_all(relay)
        clock.advance(days=1)
    assert len(telegram.sent) == (2 if policy_for(purpose).resend else 1)
    assert row_of(store).state == "unknown"


def test_a_flood_waits_in_the_store_and_at_the_gate(
        store: Store, relay: Relay, telegram: Telegram, clock: HandClock, gate: Gate) -> None:
    telegram.will(5, Flood(0.05))
    queue(store, clock)
    sent_all(relay)
    assert len(telegram.sent) == 1
    clock.advance(seconds=1)
    sent_all(relay)
    assert row_of(store).state == "sent"


def test_a_blocked_chat_costs_one_request_and_gets_its_messages_when_it_comes_back(
        store: Store, relay: Relay, telegram: Telegram, clock: HandClock) -> None:
    telegram.will(5, Forbidden("blocked"))
    for key in ("a", "b", "c"):
        queue(store, clock, key)
    sent_all(relay)
    clock.advance(days=3)
    sent_all(relay)
    assert len(telegram.sent) == 1
    chat = store.run_now(lambda tx: chats.get(tx, 5))
    assert chat is not None
    assert chat.paused == "blocked"
    store.run_now(lambda tx: chats.resume(tx, 5))
    sent_all(relay)
    assert telegram.texts[1:] == [(5, "text a"), (5, "text b"), (5, "text c")]


def test_a_group_that_moved_is_rekeyed_and_gets_its_message(
        store: Store, relay: Relay, telegram: Telegram, clock: HandClock) -> None:
    store.run_now(lambda tx: subscribers.make(
        tx, -5, 0, clock.now(), language="en", zone="UTC", hour=9, weekday=0))
    telegram.will(-5, Migrated(-1005))
    queue(store, clock, chat=-5)
    queue(store, clock, "b", chat=-5)
    sent_all(relay)
    assert telegram.texts == [(-5, "text a"), (-1005, "text a"), (-1005, "text b")]
    assert store.run_now(lambda tx: subscribers.find(tx, -1005)) is not None


def test_one_bad_chat_does_not_hold_up_the_others(
        store: Store, relay: Relay, telegram: Telegram, clock: HandClock) -> None:
    telegram.will(5, *[NotSent()] * 9)
    for chat in range(5, 45):
        queue(store, clock, f"to {chat}", chat)
    sent_all(relay)
    assert store.run_now(outbox.counts) == {"retry": 1, "sent": 39}


def test_parts_arrive_in_order(store: Store, relay: Relay, telegram: Telegram,
                               clock: HandClock) -> None:
    telegram.pause = 0.002
    for number in range(6):
        queue(store, clock, str(number))
    sent_all(relay)
    assert [text for _, text in telegram.texts] == [f"text {number}" for number in range(6)]


def test_a_crash_under_way_is_unknown_and_resent_once(
        store: Store, relay: Relay, telegram: Telegram, clock: HandClock) -> None:
    queue(store, clock)
    store.run_now(lambda tx: outbox.claim(tx, 1, clock.now(), clock.now() + timedelta(hours=1)))

    async def run() -> None:
        await relay.start()
        await relay.stop(1)

    asyncio.run(run())
    assert row_of(store).state == "unknown"
    clock.advance(minutes=2)
    sent_all(relay)
    assert (row_of(store).state, row_of(store).resends) == ("sent", 1)


def test_listeners_are_told_in_the_transaction_that_settles(
        store: Store, gate: Gate, telegram: Telegram, clock: HandClock) -> None:
    told: list[tuple[str, str | None]] = []

    def listener(tx: Tx, row: OutboxRow) -> None:
        told.append((row.state, row.reason))
        post(tx, f"about {row.id}", "notice", Outgoing("send", 9, row.state), clock.now())

    relay = Relay(store, gate, telegram, clock, listeners={"answer": listener})
    telegram.will(5, NotSent(), Unknown(), Forbidden("blocked"))
    queue(store, clock, purpose="answer")
    for _ in range(4):
        sent_all(relay)
        clock.advance(hours=1)
        store.run_now(lambda tx: chats.resume(tx, 5))
    assert told == [("unknown", "timeout"), ("queued", "forbidden"), ("sent", None)]
    assert telegram.texts[-1] == (9, "unknown") or (9, "unknown") in telegram.texts


def test_a_listener_that_fails_does_not_undo_the_outcome(
        store: Store, gate: Gate, telegram: Telegram, clock: HandClock) -> None:
    def listener(tx: Tx, row: OutboxRow) -> None:
        chats.touch(tx, 99, "private", clock.now())
        raise LookupError(row.id)

    queue(store, clock)
    sent_all(Relay(store, gate, telegram, clock, listeners={"digest": listener}))
    assert row_of(store).state == "sent"
    assert store.run_now(lambda tx: chats.get(tx, 99)) is None


def test_a_row_that_was_forgotten_under_way_settles_quietly(store: Store,
                                                            clock: HandClock) -> None:
    queue(store, clock)
    row = row_of(store)
    store.run_now(lambda tx: tx.execute(outbox.delete(outbox.outbox)))
    assert store.run_now(lambda tx: settle(tx, row, Sent(3), clock.now(), {})) is None


def test_a_running_relay_sends_what_comes_and_stops(
        store: Store, relay: Relay, telegram: Telegram, clock: HandClock) -> None:
    async def run() -> None:
        await relay.start()
        queue(store, clock)
        relay.wake()
        for _ in range(200):
            if telegram.sent:
                break
            await asyncio.sleep(0.01)
        await relay.stop(1)

    asyncio.run(run())
    assert telegram.texts == [(5, "text a")]
    assert row_of(store).state == "sent"


@pytest.mark.parametrize("ticks", range(4))
def test_a_relay_that_is_woken_while_it_is_stopped_stops(store: Store, relay: Relay,
                                                          ticks: int) -> None:
    async def run() -> None:
        await relay.start()
        await asyncio.sleep(0.02)
        relay.wake()
        for _ in range(ticks):
            await asyncio.sleep(0)
        stopping = asyncio.create_task(relay.stop(1))
        stopped, _ = await asyncio.wait([stopping], timeout=5)
        assert stopped

    asyncio.run(run())
