"""What becomes of an enquiry. Pure.

open --answered--> answered --asked--> open        open, answered --closed--> closed
closed --asked--> open      closed --answered--> answered     (nobody writes into the void)
"""

from __future__ import annotations

from typing import Literal

from bot.store.enquiries import State

Event = Literal["asked", "answered", "closed"]
TRANSITIONS: dict[tuple[State, Event], State] = {
    ("open", "asked"): "open",
    ("open", "answered"): "answered",
    ("open", "closed"): "closed",
    ("answered", "asked"): "open",
    ("answered", "answered"): "answered",
    ("answered", "closed"): "closed",
    ("closed", "asked"): "open",
    ("closed", "answered"): "answered",
}


def after(state: State, event: Event) -> State | None:
    """Return the state that an event leads to; None where it changes nothing (closed twice)."""
    return TRANSITIONS.get((state, event))
