"""Who did what: releases, roles, staff chat. Codes and numbers, nobody's words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select

from bot.store.tables import audit
from bot.store.tx import Tx


@dataclass(frozen=True, slots=True)
class Entry:
    """One deed; `actor` None is the program itself."""

    at: datetime
    actor: int | None
    action: str
    details: Mapping[str, Any]


def record(tx: Tx, actor: int | None, action: str, now: datetime,
           **details: str | int | bool | None) -> None:
    """Note a deed, in the transaction that does it."""
    tx.execute(insert(audit).values(at=now, actor=actor, action=action, details=details))


def listing(tx: Tx, limit: int = 20) -> list[Entry]:
    """The last deeds, the newest first."""
    rows = tx.execute(select(audit).order_by(audit.c.id.desc()).limit(limit))
    return [Entry(row.at, row.actor, row.action, row.details) for row in rows]
