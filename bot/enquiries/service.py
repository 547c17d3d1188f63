"""Enquiries over time: to the staff, the answer back, and on, until one side is content.

Everything leaves through the outbox, so a crash loses nothing; a message's `ref` says which enquiry
it is about, the third word of its key what it is (`enquiry:12:out:34`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.clock import Clock
from bot.delivery.message import Outgoing, post
from bot.enquiries import states
from bot.enquiries.cards import Cards
from bot.replies import Replies
from bot.store import chats, enquiries, outbox
from bot.store.enquiries import Enquiry
from bot.store.outbox import OutboxRow
from bot.store.tx import Tx

# What the staff read, and what the enquirer reads: the third word of a key, and its purpose.
CARD, IN, RECEIPT = "card", "in", "receipt"
OUT, CLOSED, NOTICE = "out", "closed", "notice"
# A long text's parts before the last: only the last is what a receipt speaks of.
EARLIER = "-part"
PURPOSES = {CARD: "enquiry", IN: "enquiry", RECEIPT: "receipt",
            OUT: "answer", CLOSED: "answer", NOTICE: "answer"}
FOR_STAFF = (CARD, IN, RECEIPT)
DEFAULT_LANGUAGE = "zh-Hans"


@dataclass(frozen=True, slots=True)
class Enquiries:
    """The service. `replies` and `staff_chat` are asked each time: both may change.

    `fit` is the face's: it makes of one message as many as it takes.
    """

    replies: Callable[[], Replies]
    staff_chat: Callable[[Tx], int | None]
    clock: Clock
    fit: Callable[[Outgoing], Sequence[Outgoing]]

    def submit(self, tx: Tx, chat_id: int, user_id: int, form: Mapping[str, Any],
               now: datetime, *, language: str) -> Enquiry | None:
        """Keep an enquiry and queue its card; None where there is nobody to read it."""
        staff = self.staff_chat(tx)
        if staff is None:
            return None
        enquiry = enquiries.create(tx, chat_id, user_id, form, now, language=language)
        self._post(tx, enquiry, f"{CARD}:0", self._cards(tx, staff).card(enquiry, staff), now)
        return enquiry

    def from_staff(self, tx: Tx, enquiry: Enquiry, text: str, by: int, now: datetime) -> None:
        """Pass what the staff answered to the enquirer."""
        number = enquiries.add_message(tx, enquiry.id, "out", text, now, by=by)
        self._step(tx, enquiry, "answered", now)
        cards = self._cards(tx, self.staff_chat(tx))
        self._post(tx, enquiry, f"{OUT}:{number}", cards.to_reader(enquiry, text), now)

    def from_reader(self, tx: Tx, enquiry: Enquiry, text: str, now: datetime) -> bool:
        """Pass what the enquirer wrote back to the staff; False where nobody is there."""
        staff = self.staff_chat(tx)
        if staff is None:
            return False
        number = enquiries.add_message(tx, enquiry.id, "in", text, now, by=enquiry.user_id)
        self._step(tx, enquiry, "asked", now)
        self._post(tx, enquiry, f"{IN}:{number}",
                   self._cards(tx, staff).from_reader(enquiry, text, staff), now)
        return True

    def close(self, tx: Tx, enquiry: Enquiry, now: datetime, *, by_staff: bool) -> bool:
        """Close an enquiry and tell the other side; False where it was closed before."""
        if not self._step(tx, enquiry, "closed", now):
            return False
        staff, at = self.staff_chat(tx), now.isoformat()
        cards = self._cards(tx, staff)
        if by_staff:
            self._post(tx, enquiry, f"{CLOSED}:{at}", cards.notice(
                "closed_by_staff", enquiry, enquiry.chat_id, staff=False), now)
        elif staff is not None:
            self._post(tx, enquiry, f"{RECEIPT}:{at}", cards.notice(
                "closed_by_reader", enquiry, staff, staff=True), now)
        return True

    def closed_card(self, tx: Tx, enquiry: Enquiry, staff_chat: int, message_id: int) -> Outgoing:
        """Return the card that stands in place of a closed enquiry's."""
        return self._cards(tx, staff_chat).closed_card(enquiry, staff_chat, message_id)

    def of_message(self, tx: Tx, chat_id: int, message_id: int) -> tuple[Enquiry, bool] | None:
        """Return the enquiry that a message of a chat is about, and whether the staff read it."""
        row = outbox.by_message(tx, chat_id, message_id)
        enquiry = _of_ref(tx, row.ref) if row is not None else None
        return None if row is None or enquiry is None else (enquiry, _side(_kind(row)) in FOR_STAFF)

    def settled(self, tx: Tx, row: OutboxRow) -> None:
        """Tell the staff whether an answer arrived, and the enquirer if his words did not."""
        enquiry = _of_ref(tx, row.ref)
        if enquiry is None:
            return
        staff, now, kind = self.staff_chat(tx), self.clock.now(), _kind(row)
        number = f"{row.id}:{row.state}"
        once_more = row.state == outbox.UNKNOWN and row.resends == 0
        if kind == OUT and staff is not None and not once_more:
            said = RECEIPTS.get(row.state, "receipt.held")
            self._post(tx, enquiry, f"{RECEIPT}:{number}", self._cards(tx, staff).notice(
                said, enquiry, staff, staff=True), now)
        elif kind in (CARD, IN) and row.state != outbox.SENT and not once_more:
            self._post(tx, enquiry, f"{NOTICE}:{number}", self._cards(tx, staff).notice(
                "not_passed_on", enquiry, enquiry.chat_id, staff=False), now)

    def _post(self, tx: Tx, enquiry: Enquiry, name: str, message: Outgoing,
              now: datetime) -> None:
        ref = f"enquiry:{enquiry.id}"
        kind, _, number = name.partition(":")
        *earlier, last = self.fit(message)
        for place, part in enumerate(earlier):
            post(tx, f"{ref}:{kind}{EARLIER}:{number}:{place}", PURPOSES[kind], part, now, ref=ref)
        post(tx, f"{ref}:{name}", PURPOSES[kind], last, now, ref=ref)

    def _step(self, tx: Tx, enquiry: Enquiry, event: states.Event, now: datetime) -> bool:
        state = states.after(enquiry.state, event)
        if state is not None:
            enquiries.set_state(tx, enquiry.id, state, now)
        return state is not None

    def _cards(self, tx: Tx, staff_chat: int | None) -> Cards:
        chat = chats.get(tx, staff_chat) if staff_chat is not None else None
        return Cards(self.replies(), (chat.language if chat else None) or DEFAULT_LANGUAGE)


RECEIPTS = {outbox.SENT: "receipt.sent", outbox.DEAD: "receipt.dead",
            outbox.UNKNOWN: "receipt.unknown"}


def _kind(row: OutboxRow) -> str:
    return row.key.split(":")[2] if row.key.count(":") > 1 else ""


def _side(kind: str) -> str:
    return kind.removesuffix(EARLIER)


def _of_ref(tx: Tx, ref: str) -> Enquiry | None:
    kind, _, number = ref.partition(":")
    return enquiries.get(tx, int(number)) if kind == "enquiry" and number.isdecimal() else None
