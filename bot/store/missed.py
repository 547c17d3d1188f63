"""Questions that were not answered, each once with how often it was asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select, update

from bot.store.tables import missed
from bot.store.tx import Tx


@dataclass(frozen=True, slots=True)
class Missed:
    """A question and how often it was asked."""

    id: int
    text: str
    kind: str
    language: str
    count: int
    last_at: datetime


def record(tx: Tx, chat_id: int, text: str, kind: str, language: str, now: datetime) -> None:
    """Note that this question got no answer."""
    fingerprint = tx.fingerprint(" ".join(text.lower().split()))
    known = tx.execute(select(missed).where(missed.c.fingerprint == fingerprint)).first()
    if known is None:
        tx.execute(insert(missed).values(
            fingerprint=fingerprint, chat_id=chat_id, sealed_text=tx.seal(text), kind=kind,
            language=language, times=1, first_at=now, last_at=now))
    else:
        asker = chat_id if known.chat_id == chat_id else None
        tx.execute(update(missed).where(missed.c.id == known.id).values(
            times=known.times + 1, last_at=now, kind=kind, chat_id=asker))


def listing(tx: Tx, limit: int = 20) -> list[Missed]:
    """The questions asked most often, then last."""
    rows = tx.execute(select(missed).order_by(
        missed.c.times.desc(), missed.c.last_at.desc()).limit(limit))
    return [Missed(row.id, tx.unseal(row.sealed_text), row.kind, row.language, row.times,
                   row.last_at) for row in rows]


def settle(tx: Tx, missed_id: int) -> None:
    """It was looked after."""
    tx.execute(delete(missed).where(missed.c.id == missed_id))
