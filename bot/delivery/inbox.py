"""The inbox: every update stored before it is acknowledged, handled once, in its chat's order.

    accept -> received -> handler, then its step and `replying` in one transaction -> send -> done

After a crash, what was `received` is handled and what was `replying` is sent once more.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from typing import Any

from bot import crash
from bot.clock import Clock
from bot.delivery.gate import Gate
from bot.delivery.message import Outgoing
from bot.delivery.outcome import (
    Flood,
    Forbidden,
    Migrated,
    NotSent,
    Outcome,
    Sent,
    Unknown,
)
from bot.delivery.policy import REPLY
from bot.delivery.sender import Sender
from bot.errors import StoreProblem
from bot.log import get_logger
from bot.store import chats, moving, updates
from bot.store.database import Store
from bot.store.tx import Tx
from bot.store.updates import RECEIVED, Received

Step = Callable[[Tx], Sequence[Outgoing]]
Handler = Callable[[Received], Awaitable[Step]]
SentListener = Callable[[Tx, Received, int, Outgoing, int], None]  # reply number from 0, message id
MOST_STARTS = 3  # an update that took the program down so often is given up
HANDLED_AT_ONCE = 16
STORE_PAUSE = 5.0  # seconds before the store is tried again

log = get_logger("inbox")


class Inbox:
    """Takes updates in and sends the replies to them."""

    def __init__(self, store: Store, handler: Handler, gate: Gate, sender: Sender,
                 clock: Clock, *, failed: Callable[[Received], Step] | None = None,
                 committed: Callable[[], None] = lambda: None,
                 sent: SentListener | None = None) -> None:
        """`failed` makes the step for what the handler could not do; `committed` follows steps.

        `sent` is told of each reply that arrived, in the transaction that notes it.
        """
        self._store = store
        self._handler = handler
        self._gate = gate
        self._sender = sender
        self._clock = clock
        self._failed = failed
        self._committed = committed
        self._sent = sent
        self._begun = asyncio.Event()
        self._waiting: dict[int, deque[Received]] = {}
        self._workers: dict[int, asyncio.Task[None]] = {}
        self._places = asyncio.Semaphore(HANDLED_AT_ONCE)

    async def accept(self, update_id: int, chat_id: int, payload: Mapping[str, Any]) -> bool:
        """Store an update; once this returns it may be acknowledged. False: seen before."""
        now = self._clock.now()
        new = await self._store.run(
            lambda tx: updates.accept(tx, update_id, chat_id, payload, now))
        crash.point("inbox.accepted")
        log.info("inbox.accepted", update=update_id, chat=chat_id, new=new)
        if new:
            self._queue(Received(update_id, chat_id, payload, now))
        return new

    def begin(self) -> None:
        """Handle what was accepted; until then it only waits in the store."""
        self._begun.set()

    async def recover(self) -> None:
        """Take up what an earlier run left; before the first `accept`, to keep the order."""
        def look(tx: Tx) -> tuple[int, list[Received]]:
            return updates.recovered(tx, MOST_STARTS), updates.waiting(tx)

        given_up, found = await self._store.run(look)
        if given_up or found:
            log.warning("inbox.recovered", updates=len(found), given_up=given_up)
        for received in found:
            self._queue(received)

    async def drain(self) -> None:
        """Return when nothing waits and nothing is under way."""
        while self._workers:
            await asyncio.wait(list(self._workers.values()))

    async def stop(self, patience: float) -> None:
        """Wait so many seconds for what is under way; the next start takes up the rest."""
        if self._workers:
            _, late = await asyncio.wait(list(self._workers.values()), timeout=patience)
            for worker in late:
                worker.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    def _queue(self, received: Received) -> None:
        chat_id = received.chat_id
        self._waiting.setdefault(chat_id, deque()).append(received)
        if chat_id not in self._workers:
            worker = asyncio.create_task(self._work(chat_id), name=f"chat {chat_id}")
            self._workers[chat_id] = worker

    async def _work(self, chat_id: int) -> None:
        """Everything that waits in one chat, in order."""
        try:
            await self._begun.wait()
            while self._waiting[chat_id]:
                await self._through(self._waiting[chat_id].popleft())
        finally:
            del self._waiting[chat_id], self._workers[chat_id]

    async def _through(self, received: Received) -> None:
        """One update until nothing is left to do, however long the store is out of order."""
        left: Received | None = received
        while left is not None:
            try:
                await self._one(left)
                return
            except StoreProblem as error:
                log.failure("inbox.store_failed", error, update=received.update_id)
            left = await self._left_of(received)

    async def _left_of(self, received: Received) -> Received | None:
        """What is left to do, as soon as the store can say: what took effect is not repeated."""
        while True:
            await asyncio.sleep(STORE_PAUSE)
            with suppress(StoreProblem):
                return await self._store.run(
                    partial(updates.find, update_id=received.update_id))

    async def _one(self, received: Received) -> None:
        if received.state == RECEIVED:
            async with self._places:
                replies = await self._handle(received)
            crash.point("inbox.replying")
            self._committed()
            already = 0
        else:
            replies = tuple(Outgoing.from_record(record) for record in received.replies)
            already = received.replies_sent
        for number, reply in enumerate(replies, already + 1):
            outcome = await self._deliver(reply)
            crash.point("inbox.sent")
            await self._note(received, number, reply, outcome,
                             last=number == already + len(replies))
            log.info("inbox.reply", update=received.update_id, chat=received.chat_id,
                     kind=reply.kind, outcome=type(outcome).__name__.lower())

    async def _note(self, received: Received, number: int, reply: Outgoing, outcome: Outcome, *,
                    last: bool) -> None:
        """Note that so many replies have left, and tell who wants to know."""
        def note(tx: Tx) -> None:
            if self._sent and isinstance(outcome, Sent) and outcome.message_id is not None:
                self._sent(tx, received, number - 1, reply, outcome.message_id)
            if last:
                updates.done(tx, received.update_id)
            else:
                updates.progress(tx, received.update_id, number)

        await self._store.run(note)

    async def _handle(self, received: Received) -> tuple[Outgoing, ...]:
        try:
            return await self._commit(received, await self._handler(received))
        except StoreProblem:
            raise
        except Exception as error:  # noqa: BLE001  (one update never stops the bot)
            log.failure("inbox.failed", error, update=received.update_id, chat=received.chat_id)
        if self._failed is None:
            await self._store.run(lambda tx: updates.failed(tx, received.update_id))
            return ()
        return await self._commit(received, self._failed(received))

    async def _commit(self, received: Received, step: Step) -> tuple[Outgoing, ...]:
        """The update's effects and the replies to it, together or not at all."""
        def commit(tx: Tx) -> tuple[Outgoing, ...]:
            replies = tuple(step(tx))
            updates.replying(tx, received.update_id, [reply.to_record() for reply in replies])
            return replies

        return await self._store.run(commit)

    async def _deliver(self, message: Outgoing) -> Outcome:
        """Send one reply: wait out floods, follow a chat that moved, try again what did not leave.

        What may have arrived is not sent twice.
        """
        delays = iter(REPLY.delays)
        while True:
            await self._gate.wait(message.chat_id, "reply", message=message.kind == "send")
            outcome = await self._attempt(message)
            match outcome:
                case Flood(seconds):
                    self._gate.flooded(message.chat_id, seconds)
                case Migrated(chat_id):
                    await self._store.run(
                        partial(moving.migrate, old=message.chat_id, new=chat_id))
                    self._gate.moved(message.chat_id, chat_id)
                    message = message.to(chat_id)
                case NotSent():
                    delay = next(delays, None)
                    if delay is None:
                        return outcome
                    await asyncio.sleep(delay.total_seconds())
                case Forbidden(reason):
                    await self._store.run(partial(
                        chats.pause, chat_id=message.chat_id, reason=reason,
                        now=self._clock.now()))
                    return outcome
                case _:
                    return outcome

    async def _attempt(self, message: Outgoing) -> Outcome:
        try:
            return await self._sender.send(message)
        except Exception as error:  # noqa: BLE001  (a sender should not raise: it may have left)
            log.failure("inbox.sender_failed", error, chat=message.chat_id, kind=message.kind)
            return Unknown()
