"""When the next message may leave. Pure: the time is an argument, in seconds of any clock.

    all sends      at most 30 in any second
    bulk           25 a second, evenly, never in a burst
    one chat       1 a second after a burst of 3 (edits and callback answers count too)
    one group      18 in any minute
    refused (429)  that chat waits as long as it was told; two chats within 5 seconds: all wait

Every span is kept a little longer than asked, because the network may bunch up what was spaced.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import Literal

Lane = Literal["reply", "bulk"]

SLACK = 1.05
MINUTE = 60.0
FLOOD_WINDOW = 5.0
IDLE = 120.0  # seconds after which a quiet chat has its whole burst again, and is forgotten


@dataclass(frozen=True, slots=True)
class Rates:
    """The limits, as the settings give them."""

    per_second: int = 30
    bulk_per_second: int = 25
    chat_per_second: float = 1.0
    chat_burst: int = 3
    group_per_minute: int = 18


@dataclass(slots=True)
class _Chat:
    tokens: float
    filled_at: float
    minute: deque[float] = field(default_factory=deque)
    frozen_until: float = float("-inf")
    used_at: float = float("-inf")


class Limiter:
    """What was sent, and what that leaves room for. Chats below zero are groups."""

    def __init__(self, rates: Rates) -> None:
        self._rates = rates
        self._chats: dict[int, _Chat] = {}
        self._second: deque[float] = deque(maxlen=rates.per_second)
        self._next_bulk = float("-inf")
        self._floods: deque[tuple[float, int, float]] = deque()
        self._frozen_until = float("-inf")

    def ready_at(self, now: float, chat_id: int, lane: Lane, *, message: bool = True) -> float:
        """The earliest time for this send; `now` where it may leave at once.

        `message` is False for edits and callback answers, which only their chat's limit counts.
        """
        times = [now, self._frozen_until, self._chat_ready(now, chat_id)]
        if message:
            if len(self._second) == self._rates.per_second:
                times.append(self._second[0] + SLACK)
            if lane == "bulk":
                times.append(self._next_bulk)
        return max(times)

    def note(self, now: float, chat_id: int, lane: Lane, *, message: bool = True) -> None:
        """It leaves now."""
        chat = self._chat(now, chat_id)
        chat.tokens = self._tokens(chat, now) - 1
        chat.filled_at = chat.used_at = now
        if chat_id < 0:
            chat.minute.append(now)
        if message:
            self._second.append(now)
            if lane == "bulk":
                self._next_bulk = max(self._next_bulk, now) + 1 / self._rates.bulk_per_second
        if len(self._chats) > 4 * IDLE * self._rates.per_second:
            self._forget_idle(now)

    def flooded(self, now: float, chat_id: int, seconds: float) -> None:
        """The other side refused: wait so long."""
        until = now + seconds * SLACK
        chat = self._chat(now, chat_id)
        chat.frozen_until = max(chat.frozen_until, until)
        chat.used_at = now
        self._floods.append((now, chat_id, until))
        while self._floods[0][0] < now - FLOOD_WINDOW:
            self._floods.popleft()
        if len({flooded for _, flooded, _ in self._floods}) > 1:
            self._frozen_until = max(end for _, _, end in self._floods)

    def moved(self, old: int, new: int) -> None:
        """A chat has another id; what it sent counts on."""
        if old in self._chats:
            self._chats[new] = self._chats.pop(old)

    def _chat(self, now: float, chat_id: int) -> _Chat:
        if chat_id not in self._chats:
            self._chats[chat_id] = _Chat(tokens=self._rates.chat_burst, filled_at=now)
        return self._chats[chat_id]

    def _tokens(self, chat: _Chat, now: float) -> float:
        gained = (now - chat.filled_at) * self._rates.chat_per_second / SLACK
        return min(self._rates.chat_burst, chat.tokens + gained)

    def _chat_ready(self, now: float, chat_id: int) -> float:
        chat = self._chats.get(chat_id)
        if chat is None:
            return now
        lacking = 1 - self._tokens(chat, now)
        ready = max(chat.frozen_until,
                    now + max(lacking, 0) * SLACK / self._rates.chat_per_second)
        while chat.minute and chat.minute[0] <= now - MINUTE * SLACK:
            chat.minute.popleft()
        if len(chat.minute) >= self._rates.group_per_minute:
            ready = max(ready, chat.minute[-self._rates.group_per_minute] + MINUTE * SLACK)
        return ready

    def _forget_idle(self, now: float) -> None:
        self._chats = {key: chat for key, chat in self._chats.items()
                       if max(chat.used_at + IDLE, chat.frozen_until) > now}
