"""Enquiries: what somebody asked a person, and what was written since. All of it sealed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Row, delete, insert, select, update

from bot.store.tables import enquiries, enquiry_links, enquiry_messages
from bot.store.tx import Tx

State = Literal["open", "answered", "closed"]
Direction = Literal["in", "out"]  # from the enquirer, to the enquirer


@dataclass(frozen=True, slots=True)
class Enquiry:
    """An enquiry; `form` is what was asked and the optional fields."""

    id: int
    chat_id: int
    user_id: int
    language: str
    state: State
    form: Mapping[str, Any]
    created_at: datetime

    @property
    def code(self) -> str:
        """How people name it."""
        return f"E{self.id}"


@dataclass(frozen=True, slots=True)
class Line:
    """One message of an enquiry."""

    direction: Direction
    text: str
    written_by: int | None
    written_at: datetime


def create(tx: Tx, chat_id: int, user_id: int, form: Mapping[str, Any], now: datetime, *,
           language: str) -> Enquiry:
    """A new enquiry."""
    key = tx.execute(insert(enquiries).values(
        chat_id=chat_id, user_id=user_id, language=language, state="open",
        sealed_form=tx.seal(dict(form)), created_at=now, changed_at=now)).inserted_primary_key
    assert key is not None  # noqa: S101  (one row was inserted)
    return Enquiry(key[0], chat_id, user_id, language, "open", form, now)


def get(tx: Tx, enquiry_id: int) -> Enquiry | None:
    """One enquiry, or None."""
    row = tx.execute(select(enquiries).where(enquiries.c.id == enquiry_id)).first()
    return None if row is None else _enquiry(tx, row)


def open_of(tx: Tx, chat_id: int) -> Enquiry | None:
    """The last enquiry of a chat that is not closed, or None."""
    row = tx.execute(select(enquiries).where(
        enquiries.c.chat_id == chat_id, enquiries.c.state != "closed")
        .order_by(enquiries.c.id.desc()).limit(1)).first()
    return None if row is None else _enquiry(tx, row)


def listing(tx: Tx, state: State | None = None, limit: int = 20) -> list[Enquiry]:
    """The last enquiries (in one state), the newest first."""
    query = select(enquiries).order_by(enquiries.c.id.desc()).limit(limit)
    if state is not None:
        query = query.where(enquiries.c.state == state)
    return [_enquiry(tx, row) for row in tx.execute(query)]


def set_state(tx: Tx, enquiry_id: int, state: State, now: datetime) -> None:
    """Open, answered or closed."""
    tx.execute(update(enquiries).where(enquiries.c.id == enquiry_id)
               .values(state=state, changed_at=now))


def add_message(tx: Tx, enquiry_id: int, direction: Direction, text: str, now: datetime,
                by: int | None = None) -> int:
    """Keep one message; returns its number, which a relay's key can bear."""
    key = tx.execute(insert(enquiry_messages).values(
        enquiry_id=enquiry_id, direction=direction, sealed_text=tx.seal(text), written_by=by,
        written_at=now)).inserted_primary_key
    assert key is not None  # noqa: S101  (one row was inserted)
    return int(key[0])


def messages(tx: Tx, enquiry_id: int) -> list[Line]:
    """What was written, the oldest first."""
    rows = tx.execute(select(enquiry_messages).where(
        enquiry_messages.c.enquiry_id == enquiry_id).order_by(enquiry_messages.c.id))
    return [Line(row.direction, tx.unseal(row.sealed_text), row.written_by, row.written_at)
            for row in rows]


def link(tx: Tx, enquiry_id: int, chat_id: int, message_id: int) -> None:
    """A reply to this message of a chat belongs to the enquiry."""
    tx.execute(delete(enquiry_links).where(
        enquiry_links.c.chat_id == chat_id, enquiry_links.c.message_id == message_id))
    tx.execute(insert(enquiry_links).values(
        enquiry_id=enquiry_id, chat_id=chat_id, message_id=message_id))


def by_link(tx: Tx, chat_id: int, message_id: int) -> Enquiry | None:
    """The enquiry to which a message was linked, or None."""
    row = tx.execute(select(enquiries).join(
        enquiry_links, enquiry_links.c.enquiry_id == enquiries.c.id).where(
        enquiry_links.c.chat_id == chat_id, enquiry_links.c.message_id == message_id)).first()
    return None if row is None else _enquiry(tx, row)


def _enquiry(tx: Tx, row: Row[Any]) -> Enquiry:
    return Enquiry(row.id, row.chat_id, row.user_id, row.language, row.state,
                   tx.unseal(row.sealed_form), row.created_at)
