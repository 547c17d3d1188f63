"""A desk without a network: real store, real engine, real features; what they say is returned."""

from __future__ import annotations

import asyncio
import itertools
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from bot.answers.engine import Engine
from bot.answers.loading import load
from bot.clock import ShiftedClock
from bot.curating.curator import Published, Refused, Staged
from bot.curating.current import Current, Served
from bot.delivery.message import Button, Outgoing
from bot.delivery.outcome import Outcome, Sent
from bot.delivery.settling import settle
from bot.knowledge.files import read_files
from bot.settings import Settings
from bot.store import outbox, releases
from bot.store.database import Store
from bot.store.updates import Received
from bot.telegram.face import TelegramFace
from bot.telegram.turn import Me

ROOT = Path(__file__).parents[2]
START = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
_updates = itertools.count(1)
_messages = itertools.count(1)


@cache
def shipped() -> tuple[dict[str, bytes], Engine]:
    """The shipped knowledge, loaded once."""
    files = read_files(ROOT / "seeds", ROOT / "intents")
    loaded = load(files, START.date())
    assert loaded.engine is not None, [str(each) for each in loaded.errors]
    return files, loaded.engine


@dataclass
class FakeCurator:
    """Stages and publishes what a test lays out."""

    staged: Staged = field(default_factory=lambda: Staged("0123456789", (), (), (), True, False))
    result: Published | Refused = field(default_factory=lambda: Refused("stale"))
    asked: list[tuple[str, object]] = field(default_factory=list)

    async def stage(self) -> Staged:
        self.asked.append(("stage", None))
        return self.staged

    async def publish(self, staged_id: str, by: int | None) -> Published | Refused:
        self.asked.append(("publish", staged_id))
        return self.result

    async def rollback(self, number: int, by: int | None) -> Published | Refused:
        self.asked.append(("rollback", number))
        return self.result

    async def differing(self) -> tuple[str, ...]:
        return ("seeds/facts/a.yaml",)


@dataclass
class Office:
    """The face with everything behind it."""

    store: Store
    face: TelegramFace
    curator: FakeCurator
    clock: ShiftedClock
    settings: Settings

    def handle(self, payload: dict[str, Any]) -> list[Outgoing]:
        """What an update makes the bot say; it counts as sent."""
        payload = {"update_id": next(_updates), **payload}
        received = Received(payload["update_id"], 0, payload, START)
        step = asyncio.run(self.face.handle(received))
        said = list(self.store.run_now(step))
        for index, message in enumerate(said):
            assert Outgoing.from_record(message.to_record()) == message
            if message.kind == "send":
                number = next(_messages)
                self.store.run_now(lambda tx, i=index, m=message, n=number: self.face.sent(
                    tx, received, i, m, n))
        return said

    def relayed(self, outcome: Outcome | None = None) -> list[Outgoing]:
        """Everything in the outbox, settled with an outcome (sent)."""
        said: list[Outgoing] = []

        def step(tx: Any) -> bool:
            now = self.clock.now()
            due = outbox.due(tx, now, 10)
            for each in due:
                row = outbox.claim(tx, each.id, now, now)
                assert row is not None
                assert row.body is not None
                message = Outgoing.from_record(row.body)
                said.append(message)
                settle(tx, row, outcome or Sent(next(_messages)), now, self.face.listeners)
            return bool(due) and not outcome

        while self.store.run_now(step):
            pass
        return said

    def message_of(self, needle: str) -> int:
        """The number of the last relayed message whose enquiry's ref is this."""
        def look(tx: Any) -> int:
            for number in range(200, 0, -1):
                row = outbox.get(tx, number)
                if row is not None and row.key.startswith(needle) and row.message_id:
                    return row.message_id
            raise AssertionError(needle)

        return self.store.run_now(look)

    def person(self, user: int, language: str = "zh-hans") -> Person:
        return Person(self, user, user, "private", language)

    def member(self, user: int, group: int) -> Person:
        return Person(self, user, group, "supergroup", "zh-hans")


@dataclass
class Person:
    """Somebody in a chat."""

    office: Office
    user: int
    chat: int
    kind: str
    language: str
    said: list[Outgoing] = field(default_factory=list)
    number: int = 0

    def _message(self, text: str | None, reply_to: int | None, **more: Any) -> dict[str, Any]:
        message: dict[str, Any] = {
            "message_id": next(_messages), "date": int(time.time()),
            "chat": {"id": self.chat, "type": self.kind},
            "from": {"id": self.user, "is_bot": False, "first_name": "Anna",
                     "language_code": self.language}, **more}
        if text is not None:
            message["text"] = text
        if reply_to is not None:
            message["reply_to_message"] = {
                "message_id": reply_to, "date": 1, "chat": message["chat"],
                "from": {"id": ME.id, "is_bot": True, "first_name": "b", "username": ME.username}}
        return message

    def says(self, text: str, reply_to: int | None = None, **more: Any) -> list[Outgoing]:
        message = self._message(text, reply_to, **more)
        self.number = message["message_id"]
        self.said = self.office.handle({"message": message})
        return self.said

    def sends(self, reply_to: int | None = None, **more: Any) -> list[Outgoing]:
        self.said = self.office.handle({"message": self._message(None, reply_to, **more)})
        return self.said

    def edits(self, number: int, text: str) -> list[Outgoing]:
        message = {**self._message(text, None), "message_id": number, "edit_date": 2}
        self.said = self.office.handle({"edited_message": message})
        return self.said

    def button(self, label: str) -> Button:
        keys = [key for message in self.said for row in message.buttons for key in row]
        found = [key for key in keys if label in key.text]
        assert found, (label, [key.text for key in keys])
        return found[0]

    def presses(self, label: str, number: int = 5000) -> list[Outgoing]:
        return self.sends_data(self.button(label).data, number)

    def sends_data(self, data: str | None, number: int = 5000) -> list[Outgoing]:
        self.said = self.office.handle({"callback_query": {
            "id": str(next(_updates)), "chat_instance": "x", "data": data,
            "from": {"id": self.user, "is_bot": False, "first_name": "Anna",
                     "language_code": self.language},
            "message": {"message_id": number, "date": 1, "text": "x",
                        "chat": {"id": self.chat, "type": self.kind}}}})
        return self.said

    @property
    def text(self) -> str:
        """All that was said, without marks."""
        return "\n".join(each.text for each in self.said).replace("**", "")


ME = Me(777, "yuanwen_bot")


@contextmanager
def office(folder: Path, settings: Settings | None = None) -> Iterator[Office]:
    """An office with an empty store and the shipped knowledge as release 1."""
    files, engine = shipped()
    store = Store.open(f"sqlite:///{folder / 'store.db'}", folder / "key", {})
    clock = ShiftedClock(START)
    release = store.run_now(
        lambda tx: releases.add(tx, "baseline", files, None, START, None))
    current = Current()
    current.swap(Served(release.number, engine))
    curator = FakeCurator()
    chosen = settings or Settings()
    face = TelegramFace(settings=chosen, store=store, clock=clock, current=current,
                        curator=curator)  # type: ignore[arg-type]
    face._desk.me = ME
    try:
        yield Office(store, face, curator, clock, chosen)
    finally:
        store.close_now()
