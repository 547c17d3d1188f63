"""What each release changed: plain records, enough to tell a reader without the knowledge."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert, select

from bot.store.tx import Tx
from bot.store.tables import changes


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One change: its release, its place in it, and its record (bot/curating makes it)."""

    release: int
    position: int
    record: Mapping[str, Any]


def add(tx: Tx, release: int, records: Sequence[Mapping[str, Any]]) -> None:
    """Keep what a release changed, in order."""
    if records:
        tx.connection.execute(insert(changes), [
            {"release": release, "position": position, "record": dict(record)}
            for position, record in enumerate(records)])


def since(tx: Tx, release: int) -> list[ChangeRow]:
    """What the releases after this one changed, the oldest first."""
    rows = tx.execute(select(changes).where(changes.c.release > release)
                      .order_by(changes.c.release, changes.c.position))
    return [ChangeRow(row.release, row.position, row.record) for row in rows]


def of(tx: Tx, release: int) -> list[ChangeRow]:
    """What one release changed."""
    return [row for row in since(tx, release - 1) if row.release == release]
