"""Every update once, in its chat's order, with its effects and its replies together."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence

import pytest

from bot.delivery.gate import Gate
from bot.delivery.inbox import Inbox, Step
from bot.delivery.message import Button, Outgoing
from bot.delivery.outcome import Flood, Forbidden, Migrated, NotSent, Rejected, Unknown
from bot.errors import StoreProblem
from bot.store import chats, state, updates
from bot.store.database import Store
from bot.store.tx import Tx
from bot.store.updates import Received
from tests.delivery.fakes import HandClock, Telegram


async def echo(received: Received) -> Step:
    """Counts the updates of a chat and says the number."""
    def step(tx: Tx) -> Sequence[Outgoing]:
        name = f"n{received.chat_id}"
        state.put(tx, name, number := (state.get(tx, name) or 0) + 1)
        return [Outgoing("send", received.chat_id, f"{received.payload['text']} {number}")]

    return step


@pytest.fixture
def make(store: Store, gate: Gate, telegram: Telegram, clock: HandClock) -> Callable[..., Inbox]:
    def made(handler: Callable[[Received], Awaitable[Step]] = echo, **options: object) -> Inbox:
        inbox = Inbox(store, handler, gate, telegram, clock, **options)  # type: ignore[arg-type]
        inbox.begin()
        return inbox

    return made


def feed(inbox: Inbox, *items: tuple[int, int, str]) -> list[bool]:
    async def run() -> list[bool]:
        new = [await inbox.accept(number, chat, {"text": text}) for number, chat, text in items]
        await asyncio.wait_for(inbox.drain(), 20)
        return new

    return asyncio.run(run())


def test_an_update_is_answered_once(make: Callable[..., Inbox], telegram: Telegram,
                                    store: Store) -> None:
    assert feed(make(), (1, 5, "a"), (1, 5, "a"), (2, 5, "b")) == [True, False, True]
    assert telegram.texts == [(5, "a 1"), (5, "b 2")]
    assert store.run_now(updates.counts) == {"done": 2}


def test_one_chat_in_order_and_no_increment_lost(make: Callable[..., Inbox],
                                                 telegram: Telegram) -> None:
    telegram.pause = 0.001
    items = [(number, number % 4 + 1, str(number)) for number in range(80)]
    feed(make(), *items)
    for chat in range(1, 5):
        texts = [text for one, text in telegram.texts if one == chat]
        assert texts == [f"{number} {place}" for place, number in enumerate(
            (number for number, one, _ in items if one == chat), 1)]


def test_a_slow_chat_does_not_hold_up_another(make: Callable[..., Inbox],
                                              telegram: Telegram) -> None:
    other_is_through = asyncio.Event()

    async def handler(received: Received) -> Step:
        if received.chat_id == 1:
            await asyncio.wait_for(other_is_through.wait(), 10)
        else:
            other_is_through.set()
        return await echo(received)

    feed(make(handler), (1, 1, "slow"), (2, 2, "quick"))
    assert telegram.texts == [(2, "quick 1"), (1, "slow 1")]


def test_a_handler_that_fails_apologises_and_undoes_its_effects(
        make: Callable[..., Inbox], telegram: Telegram, store: Store) -> None:
    async def handler(received: Received) -> Step:
        def step(tx: Tx) -> Sequence[Outgoing]:
            state.put(tx, "half", 1)
            raise LookupError

        if received.payload["text"] == "early":
            raise ValueError
        return step

    def failed(received: Received) -> Step:
        return lambda _tx: [Outgoing("send", received.chat_id, "sorry")]

    feed(make(handler, failed=failed), (1, 5, "early"), (2, 5, "late"))
    assert telegram.texts == [(5, "sorry"), (5, "sorry")]
    assert store.run_now(lambda tx: state.get(tx, "half")) is None
    feed(make(handler), (3, 5, "late"))
    assert store.run_now(updates.counts) == {"done": 2, "failed": 1}


def replies(*texts: str) -> Callable[[Received], Awaitable[Step]]:
    async def handler(received: Received) -> Step:
        return lambda _tx: [Outgoing("send", received.chat_id, text) for text in texts]

    return handler


def test_a_flood_is_waited_out(make: Callable[..., Inbox], telegram: Telegram) -> None:
    telegram.will(5, Flood(0.05))
    feed(make(replies("x", "y")), (1, 5, ""))
    assert telegram.texts == [(5, "x"), (5, "x"), (5, "y")]


def test_what_may_have_arrived_is_not_repeated_but_the_rest_is_sent(
        make: Callable[..., Inbox], telegram: Telegram) -> None:
    telegram.will(5, Unknown(), RuntimeError(), Rejected("bad"))
    feed(make(replies("x", "y", "z", "end")), (1, 5, ""))
    assert [text for _, text in telegram.texts] == ["x", "y", "z", "end"]


def test_what_did_not_leave_is_tried_again(make: Callable[..., Inbox], telegram: Telegram,
                                           monkeypatch: pytest.MonkeyPatch) -> None:
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    monkeypatch.setattr("bot.delivery.inbox.asyncio.sleep", sleep)
    telegram.will(5, NotSent(), NotSent())
    feed(make(replies("x")), (1, 5, ""))
    assert len(telegram.sent) == 3
    assert [seconds for seconds in slept if seconds] == [1.0, 3.0]


def test_a_chat_that_moved_gets_its_reply(make: Callable[..., Inbox], telegram: Telegram,
                                          store: Store, clock: HandClock) -> None:
    store.run_now(lambda tx: chats.touch(tx, -5, "group", clock.now()))
    telegram.will(-5, Migrated(-1005))
    feed(make(replies("x")), (1, -5, ""))
    assert telegram.texts == [(-5, "x"), (-1005, "x")]
    assert store.run_now(lambda tx: chats.get(tx, -1005)) is not None


def test_a_chat_that_blocked_is_paused(make: Callable[..., Inbox], telegram: Telegram,
                                       store: Store) -> None:
    telegram.will(5, Forbidden("blocked"))
    feed(make(replies("x")), (1, 5, ""))
    chat = store.run_now(lambda tx: chats.get(tx, 5))
    assert chat is not None
    assert chat.paused == "blocked"


def test_a_start_takes_up_what_was_left(make: Callable[..., Inbox], telegram: Telegram,
                                        store: Store, clock: HandClock) -> None:
    sending = [Outgoing("send", 5, text, buttons=((Button("b", data="v1:x"),),)).to_record()
               for text in ("one", "two")]

    def crashed(tx: Tx) -> None:
        updates.accept(tx, 1, 5, {"text": "a"}, clock.now())
        updates.replying(tx, 1, sending)
        updates.progress(tx, 1, 1)
        updates.accept(tx, 2, 5, {"text": "b"}, clock.now())

    store.run_now(crashed)

    async def run() -> None:
        inbox = make()
        inbox._begun.clear()
        await inbox.recover()
        await inbox.accept(3, 5, {"text": "c"})
        inbox.begin()
        await asyncio.wait_for(inbox.drain(), 20)

    asyncio.run(run())
    assert telegram.texts == [(5, "two"), (5, "b 1"), (5, "c 2")]
    assert telegram.sent[0].buttons == ((Button("b", data="v1:x"),),)


def test_who_listens_is_told_of_each_reply_that_arrived(
        make: Callable[..., Inbox], telegram: Telegram) -> None:
    told: list[tuple[int, int, str, int]] = []

    def sent(_tx: Tx, received: Received, index: int, message: Outgoing, number: int) -> None:
        told.append((received.update_id, index, message.text, number))

    telegram.will(5, Rejected("bad"))
    feed(make(replies("x", "y"), sent=sent), (1, 5, ""))
    assert told == [(1, 1, "y", 2)]


@pytest.mark.parametrize("failing", [0, 1, 2, 3])
def test_a_store_that_is_out_of_order_for_a_while_loses_nothing(
        gate: Gate, telegram: Telegram, store: Store, clock: HandClock, failing: int,
        monkeypatch: pytest.MonkeyPatch) -> None:
    """The calls after the acceptance are a step, a note, and again; two in a row fail."""
    monkeypatch.setattr("bot.delivery.inbox.STORE_PAUSE", 0.01)
    calls = iter(range(100))

    class Failing:
        async def run(self, step: Callable[[Tx], object]) -> object:
            if inbox._begun.is_set() and next(calls) in (failing, failing + 1):
                raise StoreProblem("disk full")
            return await store.run(step)

    inbox = Inbox(Failing(), echo, gate, telegram, clock)  # type: ignore[arg-type]

    async def run() -> None:
        for number, text in ((1, "a"), (2, "b")):
            await inbox.accept(number, 5, {"text": text})
        inbox.begin()
        await asyncio.wait_for(inbox.drain(), 20)

    asyncio.run(run())
    assert store.run_now(updates.counts) == {"done": 2}
    assert dict.fromkeys(telegram.texts) == {(5, "a 1"): None, (5, "b 2"): None}


def test_a_stop_leaves_the_rest_to_the_next_start(make: Callable[..., Inbox], store: Store,
                                                  telegram: Telegram) -> None:
    telegram.pause = 60.0

    async def run() -> None:
        inbox = make(replies("x"))
        await inbox.accept(1, 5, {"text": ""})
        while not telegram.sent:
            await asyncio.sleep(0.01)
        await inbox.stop(0.05)

    asyncio.run(run())
    assert store.run_now(updates.counts) == {"replying": 1}
