"""The outbox on its way: takes what is due, sends it in turn, records what became of it.

A row is taken (state `sending`) only after the gate let it through, so that what a crash leaves in
that state is what may really have left.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from bot import crash
from bot.clock import Clock
from bot.delivery.gate import Gate
from bot.delivery.limiter import Lane
from bot.delivery.message import Outgoing
from bot.delivery.outcome import Flood, Migrated, Outcome, Unknown
from bot.delivery.sender import Sender
from bot.delivery.settling import Listener, settle
from bot.errors import StoreProblem
from bot.log import get_logger
from bot.store import outbox
from bot.store.database import Store
from bot.store.outbox import Due, OutboxRow
from bot.store.tx import Tx

# What a person waits for goes before what comes unasked.
LANES: Mapping[str, Lane] = {"enquiry": "reply", "answer": "reply", "receipt": "reply"}
IDLE = 1.0  # seconds between two looks at the store when nothing wakes the relay

log = get_logger("relay")


@dataclass(frozen=True, slots=True)
class Options:
    """How many messages may be under way at once, and for how long one may be."""

    workers: int = 12
    lease: timedelta = timedelta(seconds=60)


class Relay:
    """Sends the outbox. `start`, then `wake` whenever something was queued, then `stop`."""

    def __init__(self, store: Store, gate: Gate, sender: Sender, clock: Clock, *,
                 listeners: Mapping[str, Listener] | None = None,
                 options: Options | None = None) -> None:
        self._store = store
        self._gate = gate
        self._sender = sender
        self._clock = clock
        self._listeners = listeners or {}
        self._options = options or Options()
        self._under_way: dict[int, asyncio.Task[None]] = {}
        self._woken = asyncio.Event()
        self._loop: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Settle what an earlier run left without an outcome, then begin to send."""
        left = await self._store.run(lambda tx: self._expire(tx, outbox.leased(tx)))
        if left:
            log.warning("relay.recovered", rows=left)
        self._loop = asyncio.create_task(self._run(), name="relay")

    def wake(self) -> None:
        """Look at the store now."""
        self._woken.set()

    async def stop(self, patience: float) -> None:
        """Take nothing more; wait so many seconds for what is under way."""
        if self._loop:
            self._loop.cancel()
            with suppress(asyncio.CancelledError):
                await self._loop
        if self._under_way:
            _, late = await asyncio.wait(list(self._under_way.values()), timeout=patience)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    async def drain(self) -> None:
        """Send everything that is due now, then return (tests)."""
        while await self._take() or self._under_way:
            await asyncio.wait(list(self._under_way.values()),
                               return_when=asyncio.FIRST_COMPLETED)

    async def _run(self) -> None:
        while True:
            self._woken.clear()
            try:
                await self._take()
            except StoreProblem as error:
                log.failure("relay.store_failed", error)
            # Not wait_for: in Python 3.11 it may swallow the cancellation that ends this loop.
            with suppress(TimeoutError):
                async with asyncio.timeout(IDLE):
                    await self._woken.wait()

    async def _take(self) -> int:
        """Start an attempt for what is due, as far as workers are free."""
        free = self._options.workers - len(self._under_way)
        if free <= 0:
            return 0
        now, skip = self._clock.now(), frozenset(self._under_way)

        def look(tx: Tx) -> list[Due]:
            self._expire(tx, [row for row in outbox.leased(tx, now) if row.id not in skip])
            return outbox.due(tx, now, free, skip)

        found = await self._store.run(look)
        for row in found:
            task = asyncio.create_task(self._attempt(row))
            self._under_way[row.id] = task
            task.add_done_callback(partial(self._over, row.id))
        return len(found)

    def _over(self, row_id: int, _task: asyncio.Task[None]) -> None:
        del self._under_way[row_id]
        self.wake()

    async def _attempt(self, due: Due) -> None:
        await self._gate.wait(due.chat_id, LANES.get(due.purpose, "bulk"))
        crash.point("relay.before_claim")
        try:
            row = await self._store.run(self._claim(due))
            if row is None or row.body is None:
                return
            crash.point("relay.claimed")
            outcome = await self._send(row)
            crash.point("relay.sent")
            after = await self._store.run(lambda tx: settle(
                tx, row, outcome, self._clock.now(), self._listeners))
        except StoreProblem as error:
            log.failure("relay.store_failed", error, row=due.id)
            return
        if isinstance(outcome, Flood):
            self._gate.flooded(row.chat_id, outcome.seconds)
        if isinstance(outcome, Migrated):
            self._gate.moved(row.chat_id, outcome.chat_id)
        log.info("relay.attempt", row=row.id, purpose=row.purpose, chat=row.chat_id,
                 attempt=row.attempts, outcome=type(outcome).__name__.lower(),
                 state=after.state if after else None)

    def _claim(self, due: Due) -> Callable[[Tx], OutboxRow | None]:
        now = self._clock.now()
        return lambda tx: outbox.claim(tx, due.id, now, now + self._options.lease)

    async def _send(self, row: OutboxRow) -> Outcome:
        assert row.body is not None  # noqa: S101  (the caller looked)
        message = Outgoing.from_record(row.body).to(row.chat_id)
        try:
            return await self._sender.send(message)
        except Exception as error:  # noqa: BLE001  (a sender should not raise: it may have left)
            log.failure("relay.sender_failed", error, row=row.id)
            return Unknown()

    def _expire(self, tx: Tx, rows: list[OutboxRow]) -> int:
        """Nobody knows what became of these attempts."""
        for row in rows:
            settle(tx, row, Unknown(), self._clock.now(), self._listeners)
        return len(rows)
