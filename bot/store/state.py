"""Small things the bot remembers by name."""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete, insert, select

from bot.store.tables import state
from bot.store.tx import Tx


def get(tx: Tx, name: str) -> Any:
    """The JSON value of a name, or None."""
    return tx.execute(select(state.c.value).where(state.c.name == name)).scalar_one_or_none()


def put(tx: Tx, name: str, value: object) -> None:
    """Remember a JSON value; None forgets the name."""
    tx.execute(delete(state).where(state.c.name == name))
    if value is not None:
        tx.execute(insert(state).values(name=name, value=value))
