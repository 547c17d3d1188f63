"""Where every send waits for its turn: replies first, then bulk, as the limiter allows."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count

from bot.delivery.limiter import Lane, Limiter

SHORTEST, LONGEST = 0.001, 60.0  # seconds between two looks
PRIORITY: dict[Lane, int] = {"reply": 0, "bulk": 1}


@dataclass(order=True, slots=True)
class _Waiter:
    priority: int
    number: int
    chat_id: int = field(compare=False)
    lane: Lane = field(compare=False)
    message: bool = field(compare=False)
    turn: asyncio.Future[None] = field(compare=False)


class Gate:
    """Lets sends through one by one. `time` is the limiter's clock, in seconds."""

    def __init__(self, limiter: Limiter, time: Callable[[], float] | None = None) -> None:
        self._limiter = limiter
        self._time = time
        self._waiting: list[_Waiter] = []
        self._numbers = count()
        self._alarm: asyncio.TimerHandle | None = None

    async def wait(self, chat_id: int, lane: Lane, *, message: bool = True) -> None:
        """Return when this send may leave; it counts as sent from then on."""
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        waiter = _Waiter(PRIORITY[lane], next(self._numbers), chat_id, lane, message, turn)
        self._waiting.append(waiter)
        self._waiting.sort()
        self._let_through()
        try:
            await turn
        except asyncio.CancelledError:
            with suppress(ValueError):
                self._waiting.remove(waiter)
            raise

    def flooded(self, chat_id: int, seconds: float) -> None:
        """The other side said to wait."""
        self._limiter.flooded(self._now(), chat_id, seconds)
        self._let_through()

    def moved(self, old: int, new: int) -> None:
        """A chat has another id."""
        self._limiter.moved(old, new)

    def _now(self) -> float:
        return self._time() if self._time else asyncio.get_running_loop().time()

    def _let_through(self) -> None:
        """Let all pass whose time has come, in order, and wake up for the next."""
        if self._alarm:
            self._alarm.cancel()
            self._alarm = None
        now, soonest = self._now(), float("inf")
        for waiter in list(self._waiting):
            if waiter.turn.done():  # cancelled; it takes itself off the list
                continue
            ready = self._limiter.ready_at(now, waiter.chat_id, waiter.lane,
                                           message=waiter.message)
            if ready <= now:
                self._limiter.note(now, waiter.chat_id, waiter.lane, message=waiter.message)
                self._waiting.remove(waiter)
                waiter.turn.set_result(None)
            else:
                soonest = min(soonest, ready)
        if self._waiting:
            pause = min(max(soonest - now, SHORTEST), LONGEST)
            self._alarm = asyncio.get_running_loop().call_later(pause, self._let_through)
