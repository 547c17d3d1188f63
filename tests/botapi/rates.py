"""The rates that the server holds a bot to, on its own clock.

All sends: at most 30 in any second. One chat: one a second with a burst of three. One group:
18 in any minute. Edits and callback answers count in their chat only.
"""

from __future__ import annotations

import math
from collections import defaultdict, deque
from dataclasses import dataclass, field

from tests.botapi.refusal import Refusal


@dataclass
class Window:
    """At most `limit` events in any `seconds`."""

    limit: int
    seconds: float
    times: deque[float] = field(default_factory=deque)

    def wait(self, now: float) -> float:
        """Seconds until one more is allowed; 0 where it is now."""
        while self.times and now - self.times[0] >= self.seconds:
            self.times.popleft()
        return 0.0 if len(self.times) < self.limit else self.times[0] + self.seconds - now


@dataclass
class Bucket:
    """`burst` at once, then `per_second`."""

    burst: int
    per_second: float
    level: float | None = None
    at: float = 0.0

    def wait(self, now: float) -> float:
        """Seconds until one more is allowed; 0 where it is now."""
        full = float(self.burst)
        level = (full if self.level is None
                 else min(full, self.level + (now - self.at) * self.per_second))
        self.level, self.at = level, now
        return 0.0 if level >= 1 else (1 - level) / self.per_second

    def take(self) -> None:
        """Count one event; `wait` was asked just before."""
        assert self.level is not None
        self.level -= 1


@dataclass
class Rates:
    """All the limits of one bot; `slack` forgives what the loopback adds to a send's time."""

    slack: float = 0.05
    enforced: bool = True
    refused: int = 0
    everything: Window = field(init=False)
    chats: dict[int, Bucket] = field(default_factory=lambda: defaultdict(lambda: Bucket(3, 1.0)))
    groups: dict[int, Window] = field(init=False)

    def __post_init__(self) -> None:
        self.everything = Window(30, 1.0 - self.slack)
        self.groups = defaultdict(lambda: Window(18, 60.0 - self.slack))

    def check(self, chat: int, now: float, *, send: bool) -> None:
        """Count one call on a chat; 429 with retry_after where it is one too many."""
        waits = [self.chats[chat].wait(now) - self.slack]
        if send:
            waits.append(self.everything.wait(now))
            if chat < 0:
                waits.append(self.groups[chat].wait(now))
        worst = max(waits)
        if worst > 0 and self.enforced:
            self.refused += 1
            seconds = max(1, math.ceil(worst))
            raise Refusal(429, f"Too Many Requests: retry after {seconds}",
                          {"retry_after": seconds})
        self.chats[chat].take()
        if send:
            self.everything.times.append(now)
            if chat < 0:
                self.groups[chat].times.append(now)
