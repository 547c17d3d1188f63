"""What is remembered of a chat: language, settings, the last question's slots, a form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update

from bot.store.tables import chats, subscribers
from bot.store.tx import Tx


@dataclass(frozen=True, slots=True)
class Chat:
    """A chat; `paused` says why nothing is sent to it unasked (blocked, …)."""

    id: int
    kind: str
    language: str | None
    paused: str | None
    settings: Mapping[str, Any]
    context: Mapping[str, Any] | None
    form: Mapping[str, Any] | None
    created_at: datetime
    seen_at: datetime


def touch(tx: Tx, chat_id: int, kind: str, now: datetime, language: str | None = None) -> Chat:
    """Note that the chat wrote; the language is kept only where none is known."""
    chat = get(tx, chat_id)
    if chat is None:
        tx.execute(insert(chats).values(
            chat_id=chat_id, kind=kind, language=language, settings={},
            created_at=now, seen_at=now))
    else:
        _set(tx, chat_id, kind=kind, seen_at=now, language=chat.language or language)
    found = get(tx, chat_id)
    assert found is not None  # noqa: S101  (it was inserted above)
    return found


def get(tx: Tx, chat_id: int) -> Chat | None:
    """The chat, or None where it never wrote."""
    row = tx.execute(select(chats).where(chats.c.chat_id == chat_id)).first()
    if row is None:
        return None
    return Chat(row.chat_id, row.kind, row.language, row.paused, row.settings,
                _opened(tx, row.sealed_context), _opened(tx, row.sealed_form),
                row.created_at, row.seen_at)


def set_language(tx: Tx, chat_id: int, language: str) -> None:
    """Speak this language from now on, in digests too."""
    _set(tx, chat_id, language=language)
    tx.execute(update(subscribers).where(subscribers.c.chat_id == chat_id)
               .values(language=language))


def set_context(tx: Tx, chat_id: int, record: Mapping[str, Any] | None) -> None:
    """Remember what the last question was about (slots and fact ids, never its text)."""
    _set(tx, chat_id, sealed_context=_sealed(tx, record))


def set_form(tx: Tx, chat_id: int, form: Mapping[str, Any] | None) -> None:
    """Remember a form that is being filled in; None when it is over."""
    _set(tx, chat_id, sealed_form=_sealed(tx, form))


def set_setting(tx: Tx, chat_id: int, name: str, value: object) -> None:
    """Remember one setting of the chat."""
    chat = get(tx, chat_id)
    if chat is not None:
        _set(tx, chat_id, settings={**chat.settings, name: value})


def pause(tx: Tx, chat_id: int, reason: str, now: datetime) -> None:
    """Send nothing more to the chat unasked; what waits for it waits on."""
    if get(tx, chat_id) is None:
        touch(tx, chat_id, "private" if chat_id > 0 else "group", now)
    _set(tx, chat_id, paused=reason[:64], paused_at=now)


def resume(tx: Tx, chat_id: int) -> None:
    """Send again."""
    _set(tx, chat_id, paused=None, paused_at=None)


def _set(tx: Tx, chat_id: int, **values: object) -> None:
    tx.execute(update(chats).where(chats.c.chat_id == chat_id).values(**values))


def _sealed(tx: Tx, value: Mapping[str, Any] | None) -> bytes | None:
    return None if value is None else tx.seal(dict(value))


def _opened(tx: Tx, sealed: bytes | None) -> Mapping[str, Any] | None:
    return None if sealed is None else dict(tx.unseal(sealed))
