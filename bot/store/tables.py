"""The tables as they are now. Migrations make them; a test holds both together.

Columns named `sealed_*` hold what people wrote, encrypted.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    UniqueConstraint,
)

from bot.store.types import Instant, Number

metadata = MetaData()

schema = Table(
    "schema_version", metadata,
    Column("version", Integer, primary_key=True),
)

state = Table(
    "state", metadata,
    Column("name", String(64), primary_key=True),
    Column("value", JSON, nullable=False),
)

updates = Table(
    "updates", metadata,
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    Column("chat_id", BigInteger, nullable=False),
    Column("state", String(16), nullable=False),
    Column("sealed_payload", LargeBinary, nullable=False),
    Column("sealed_replies", LargeBinary),
    Column("replies_sent", Integer, nullable=False, default=0),
    Column("recoveries", Integer, nullable=False, default=0),
    Column("received_at", Instant, nullable=False),
    Index("updates_by_state", "state", "update_id"),
)

chats = Table(
    "chats", metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("kind", String(16), nullable=False),
    Column("language", String(16)),
    Column("paused", String(64)),
    Column("paused_at", Instant),
    Column("settings", JSON, nullable=False),
    Column("sealed_context", LargeBinary),
    Column("sealed_form", LargeBinary),
    Column("created_at", Instant, nullable=False),
    Column("seen_at", Instant, nullable=False),
)

roles = Table(
    "roles", metadata,
    Column("user_id", BigInteger, primary_key=True, autoincrement=False),
    Column("role", String(16), nullable=False),
    Column("given_by", BigInteger),
    Column("given_at", Instant, nullable=False),
)

releases = Table(
    "releases", metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("kind", String(16), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("format", Integer, nullable=False),
    Column("files", LargeBinary, nullable=False),
    Column("published_by", BigInteger),
    Column("published_at", Instant, nullable=False),
    Column("of_release", Integer),
)

changes = Table(
    "changes", metadata,
    Column("release", Integer, primary_key=True, autoincrement=False),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("record", JSON, nullable=False),
)

subscribers = Table(
    "subscribers", metadata,
    Column("id", Number, primary_key=True),
    Column("chat_id", BigInteger, nullable=False),
    Column("thread", BigInteger, nullable=False),
    Column("language", String(16), nullable=False),
    Column("zone", String(64), nullable=False),
    Column("hour", Integer, nullable=False),
    Column("weekday", Integer, nullable=False),
    Column("silent", Boolean, nullable=False),
    Column("created_at", Instant, nullable=False),
    UniqueConstraint("chat_id", "thread", name="one_subscriber_a_topic"),
)

subscriptions = Table(
    "subscriptions", metadata,
    Column("id", Number, primary_key=True),
    Column("subscriber_id", BigInteger, nullable=False),
    Column("topic", String(200), nullable=False),
    Column("words", JSON, nullable=False),
    Column("frequency", String(16), nullable=False),
    Column("since", Integer, nullable=False),
    Column("watermark", Integer, nullable=False),
    Column("noticed_until", Date, nullable=False),
    Column("due_at", Instant, nullable=False),
    Column("created_at", Instant, nullable=False),
    UniqueConstraint("subscriber_id", "topic", name="one_subscription_a_topic"),
    Index("subscriptions_by_due", "due_at"),
)

digests = Table(
    "digests", metadata,
    Column("subscriber_id", BigInteger, primary_key=True, autoincrement=False),
    Column("frequency", String(16), primary_key=True),
    Column("period", String(16), primary_key=True),
    Column("parts", Integer, nullable=False),
    Column("composed_at", Instant, nullable=False),
)

outbox = Table(
    "outbox", metadata,
    Column("id", Number, primary_key=True),
    Column("key", String(200), nullable=False),
    Column("purpose", String(32), nullable=False),
    Column("ref", String(64), nullable=False),
    Column("chat_id", BigInteger, nullable=False),
    Column("thread", BigInteger, nullable=False),
    Column("sealed_body", LargeBinary, nullable=False),
    Column("state", String(16), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("resends", Integer, nullable=False),
    Column("not_before", Instant),
    Column("lease_until", Instant),
    Column("reason", String(200)),
    Column("message_id", BigInteger),
    Column("created_at", Instant, nullable=False),
    Column("settled_at", Instant),
    UniqueConstraint("key", name="one_message_a_key"),
    Index("outbox_by_due", "state", "not_before"),
    Index("outbox_by_chat", "chat_id", "purpose", "id"),
    Index("outbox_by_message", "chat_id", "message_id"),
)

enquiries = Table(
    "enquiries", metadata,
    Column("id", Number, primary_key=True),
    Column("chat_id", BigInteger, nullable=False),
    Column("user_id", BigInteger, nullable=False),
    Column("language", String(16), nullable=False),
    Column("state", String(16), nullable=False),
    Column("sealed_form", LargeBinary, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("changed_at", Instant, nullable=False),
    Index("enquiries_by_chat", "chat_id", "state"),
)

enquiry_messages = Table(
    "enquiry_messages", metadata,
    Column("id", Number, primary_key=True),
    Column("enquiry_id", BigInteger, nullable=False),
    Column("direction", String(8), nullable=False),
    Column("sealed_text", LargeBinary, nullable=False),
    Column("written_by", BigInteger),
    Column("written_at", Instant, nullable=False),
    Index("messages_by_enquiry", "enquiry_id"),
)

enquiry_links = Table(
    "enquiry_links", metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("message_id", BigInteger, primary_key=True, autoincrement=False),
    Column("enquiry_id", BigInteger, nullable=False),
)

audit = Table(
    "audit", metadata,
    Column("id", Number, primary_key=True),
    Column("at", Instant, nullable=False),
    Column("actor", BigInteger),
    Column("action", String(64), nullable=False),
    Column("details", JSON, nullable=False),
)

missed = Table(
    "missed", metadata,
    Column("id", Number, primary_key=True),
    Column("fingerprint", String(64), nullable=False),
    Column("chat_id", BigInteger),
    Column("sealed_text", LargeBinary, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("language", String(16), nullable=False),
    Column("times", Integer, nullable=False),
    Column("first_at", Instant, nullable=False),
    Column("last_at", Instant, nullable=False),
    UniqueConstraint("fingerprint", name="one_row_a_question"),
)
