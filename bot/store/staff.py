"""The group in which persons answer enquiries."""

from __future__ import annotations

from bot.store import state
from bot.store.tx import Tx

NAME = "staff_chat"


def chat(tx: Tx) -> int | None:
    """The staff chat that /here named, or None."""
    value = state.get(tx, NAME)
    return None if value is None else int(value)


def set_chat(tx: Tx, chat_id: int | None) -> None:
    """Make this group the staff chat; None: there is none."""
    state.put(tx, NAME, chat_id)
