"""Who really sends: a face gives one of these to delivery."""

from __future__ import annotations

from typing import Protocol

from bot.delivery.message import Outgoing
from bot.delivery.outcome import Outcome


class Sender(Protocol):
    """Makes one attempt. It never waits for limits, never retries and never raises."""

    async def send(self, message: Outgoing) -> Outcome:
        """Send, edit or answer, as `message.kind` says, and tell what became of it."""
        ...
