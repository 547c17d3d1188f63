"""A clock that tests move, and a sender that does as it is told."""

from __future__ import annotations

import asyncio
from collections import defaultdict, deque
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from bot.delivery.limiter import Rates
from bot.delivery.message import Outgoing
from bot.delivery.outcome import Outcome, Sent

FAST = Rates(per_second=10_000, bulk_per_second=10_000, chat_per_second=10_000, chat_burst=100,
             group_per_minute=10_000)


@dataclass
class HandClock:
    """Stands still until it is moved."""

    at: datetime = datetime(2026, 11, 22, 1, tzinfo=UTC)

    def now(self) -> datetime:
        return self.at

    def advance(self, **spans: float) -> None:
        self.at += timedelta(**spans)


@dataclass
class Telegram:
    """Remembers what was sent; gives the outcomes that are queued for a chat, then success."""

    sent: list[Outgoing] = field(default_factory=list)
    outcomes: dict[int, deque[Outcome | Exception]] = field(
        default_factory=lambda: defaultdict(deque))
    pause: float = 0.0

    def will(self, chat_id: int, *outcomes: Outcome | Exception) -> None:
        self.outcomes[chat_id].extend(outcomes)

    async def send(self, message: Outgoing) -> Outcome:
        self.sent.append(message)
        await asyncio.sleep(self.pause)
        waiting = self.outcomes[message.chat_id]
        outcome = waiting.popleft() if waiting else Sent(len(self.sent))
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    @property
    def texts(self) -> list[tuple[int, str]]:
        return [(message.chat_id, message.text) for message in self.sent]
