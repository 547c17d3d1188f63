"""What is to be sent: a value that the store can keep and that any face can render."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any, Literal

from bot.store import outbox
from bot.store.tx import Tx

Kind = Literal["send", "edit", "callback"]


@dataclass(frozen=True, slots=True)
class Button:
    """A button: pressing it sends `data`, opens `url`, or copies `copy`."""

    text: str
    data: str | None = None
    url: str | None = None
    copy: str | None = None
    style: str | None = None


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message, edit or callback answer.

    `text` is marked text (`**` around what stands out). An edit changes `message_id`; a callback
    answer needs `callback_id` alone. `links` are (title, address): the face links the last mention
    of the title. `ask_reply` invites the reader to reply to the message.
    """

    kind: Kind
    chat_id: int
    text: str = ""
    thread: int = 0
    buttons: tuple[tuple[Button, ...], ...] = ()
    silent: bool = False
    reply_to: int | None = None
    message_id: int | None = None
    callback_id: str | None = None
    ask_reply: bool = False
    alert: bool = False
    links: tuple[tuple[str, str], ...] = ()

    def to_record(self) -> dict[str, Any]:
        """Return a value that JSON can hold."""
        return asdict(self)

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> Outgoing:
        """Read what `to_record` made."""
        rows = tuple(tuple(Button(**button) for button in row) for row in record["buttons"])
        links = tuple((title, address) for title, address in record["links"])
        return cls(**{**record, "buttons": rows, "links": links})

    def to(self, chat_id: int) -> Outgoing:
        """The same for another chat (one that moved)."""
        return replace(self, chat_id=chat_id)


def post(tx: Tx, key: str, purpose: str, message: Outgoing, now: datetime, *,
         ref: str = "") -> bool:
    """Queue a message in the outbox; False where one of this key was queued before."""
    return outbox.enqueue(tx, key, purpose, message.chat_id, message.to_record(), now,
                          thread=message.thread, ref=ref)
