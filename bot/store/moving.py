"""What touches every table that knows a chat: a chat that moved, and one to be forgotten."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Table, delete, select, update

from bot.store import staff
from bot.store.tables import (
    chats,
    digests,
    enquiries,
    enquiry_links,
    enquiry_messages,
    missed,
    outbox,
    subscribers,
    subscriptions,
    updates,
)
from bot.store.tx import Tx


@dataclass(frozen=True, slots=True)
class Forgotten:
    """How much was deleted."""

    subscriptions: int
    enquiries: int
    messages: int


def migrate(tx: Tx, old: int, new: int) -> None:
    """Give everything of chat `old` to chat `new` (a group that became a supergroup)."""
    if tx.execute(select(chats).where(chats.c.chat_id == new)).first() is not None:
        tx.execute(delete(chats).where(chats.c.chat_id == old))
    taken = set(tx.execute(
        select(subscribers.c.thread).where(subscribers.c.chat_id == new)).scalars())
    for row in tx.execute(select(subscribers).where(subscribers.c.chat_id == old)).all():
        if row.thread in taken:
            _forget_subscriber(tx, row.id)
    for table in (chats, subscribers, outbox, enquiries, missed, updates):
        _rekey(tx, table, old, new)
    tx.execute(delete(enquiry_links).where(enquiry_links.c.chat_id == old))
    if staff.chat(tx) == old:
        staff.set_chat(tx, new)


def forget(tx: Tx, chat_id: int) -> Forgotten:
    """Delete everything of a chat: what it wrote, follows, asked and was to be sent."""
    ids = tx.execute(select(subscribers.c.id).where(subscribers.c.chat_id == chat_id)).scalars()
    followed = sum(_forget_subscriber(tx, subscriber) for subscriber in ids.all())
    asked = list(tx.execute(
        select(enquiries.c.id).where(enquiries.c.chat_id == chat_id)).scalars())
    for table in (enquiry_messages, enquiry_links):
        tx.execute(delete(table).where(table.c.enquiry_id.in_(asked)))
    tx.execute(delete(enquiries).where(enquiries.c.id.in_(asked)))
    relayed = [f"enquiry:{number}" for number in asked]
    messages = tx.execute(delete(outbox).where(
        (outbox.c.chat_id == chat_id) | outbox.c.ref.in_(relayed))).rowcount
    tx.execute(delete(missed).where(missed.c.chat_id == chat_id))
    tx.execute(delete(chats).where(chats.c.chat_id == chat_id))
    return Forgotten(followed, len(asked), messages)


def _forget_subscriber(tx: Tx, subscriber_id: int) -> int:
    tx.execute(delete(digests).where(digests.c.subscriber_id == subscriber_id))
    followed = tx.execute(delete(subscriptions).where(
        subscriptions.c.subscriber_id == subscriber_id)).rowcount
    tx.execute(delete(subscribers).where(subscribers.c.id == subscriber_id))
    return followed


def _rekey(tx: Tx, table: Table, old: int, new: int) -> None:
    tx.execute(update(table).where(table.c.chat_id == old).values(chat_id=new))
