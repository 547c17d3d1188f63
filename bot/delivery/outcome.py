"""What can become of an attempt to send: a closed set of values."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sent:
    """It arrived, as this message (None where there is none: a callback answer)."""

    message_id: int | None = None


@dataclass(frozen=True, slots=True)
class Flood:
    """It was refused: too many messages; wait so long."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Forbidden:
    """The chat does not want it: blocked, kicked, deactivated, no right to write."""

    reason: str = "forbidden"


@dataclass(frozen=True, slots=True)
class Migrated:
    """It was refused: the chat has this id now."""

    chat_id: int


@dataclass(frozen=True, slots=True)
class Rejected:
    """It was refused and always will be; `reason` is a short code."""

    reason: str


@dataclass(frozen=True, slots=True)
class NotSent:
    """The network failed before it left, or the other side was out of order."""

    reason: str = "network"


@dataclass(frozen=True, slots=True)
class Unknown:
    """It left, and no answer came: it may have arrived."""


Outcome = Sent | Flood | Forbidden | Migrated | Rejected | NotSent | Unknown
