"""What the staff and the enquirer read of an enquiry, with its buttons. Pure.

What somebody wrote is shown as it is: its own asterisks make nothing bold.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.delivery.message import Button, Outgoing
from bot.enquiries.forms import FIELDS
from bot.replies import Replies
from bot.store.enquiries import Enquiry

# The face reads these; tests hold both together.
CLOSE, CLOSED_BY_READER, ANSWER = "v1:close", "v1:solved", "v1:answer"

# What begins a mark: it is parted from what follows by a zero-width space.
_MARK = re.compile(r"\*(?=\*)|\](?=\()")


@dataclass(frozen=True, slots=True)
class Cards:
    """The messages, in the languages of those who read them."""

    replies: Replies
    staff_language: str

    def card(self, enquiry: Enquiry, staff_chat: int) -> Outgoing:
        """Return the card by which the staff learn of an enquiry; a reply to it is the answer."""
        text = self._staff("card", code=enquiry.code, words=literal(str(enquiry.form["text"])),
                           details=details(self.replies, self.staff_language, enquiry.form))
        return Outgoing(kind="send", chat_id=staff_chat, text=text, buttons=self._close(enquiry))

    def closed_card(self, enquiry: Enquiry, staff_chat: int, message_id: int) -> Outgoing:
        """Return the card of a closed enquiry, in place of what it said."""
        text = self._staff("card_closed", code=enquiry.code,
                           words=literal(str(enquiry.form["text"])))
        return Outgoing(kind="edit", chat_id=staff_chat, text=text, message_id=message_id)

    def from_reader(self, enquiry: Enquiry, text: str, staff_chat: int) -> Outgoing:
        """Return what an enquirer wrote back, for the staff."""
        return Outgoing(kind="send", chat_id=staff_chat, buttons=self._close(enquiry),
                        text=self._staff("from_reader", code=enquiry.code, words=literal(text)))

    def to_reader(self, enquiry: Enquiry, text: str) -> Outgoing:
        """Return what the staff answered, for the enquirer, with the ways to go on."""
        say = self._reader(enquiry)
        buttons = ((Button(text=say("button.answer"), data=f"{ANSWER}:{enquiry.id}"),
                    Button(text=say("button.solved"), data=f"{CLOSED_BY_READER}:{enquiry.id}")),)
        return Outgoing(kind="send", chat_id=enquiry.chat_id, buttons=buttons,
                        text=say("to_reader", code=enquiry.code, words=literal(text)))

    def notice(self, key: str, enquiry: Enquiry, chat_id: int, *, staff: bool) -> Outgoing:
        """Return a notice about an enquiry: that it is closed, that it did not arrive …"""
        language = self.staff_language if staff else enquiry.language
        return Outgoing(kind="send", chat_id=chat_id,
                        text=self.replies.say(f"enquiries.{key}", language, code=enquiry.code))

    def _close(self, enquiry: Enquiry) -> tuple[tuple[Button, ...], ...]:
        return ((Button(text=self._staff("button.close"), data=f"{CLOSE}:{enquiry.id}"),),)

    def _staff(self, key: str, **fields: object) -> str:
        return self.replies.say(f"enquiries.{key}", self.staff_language, **fields)

    def _reader(self, enquiry: Enquiry) -> _Say:
        return _Say(self.replies, enquiry.language)


@dataclass(frozen=True, slots=True)
class _Say:
    replies: Replies
    language: str

    def __call__(self, key: str, **fields: object) -> str:
        return self.replies.say(f"enquiries.{key}", self.language, **fields)


def literal(text: str) -> str:
    """Return somebody's own words so that nothing in them is taken for a mark."""
    return _MARK.sub("\\g<0>\u200b", text)


def details(replies: Replies, language: str, form: Mapping[str, Any]) -> str:
    """Return the optional fields that were filled in, a line each; the first begins a line."""
    rows = [replies.say(f"enquiries.field.{name}", language, value=literal(str(form[name])))
            for name in ("about", "name", *FIELDS) if form.get(name)]
    return "".join(f"\n{row}" for row in rows)
