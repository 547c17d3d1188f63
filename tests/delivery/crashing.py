"""A small bot in its own process, killed by YUANWEN_CRASH_AT: publish, digest, relay, inbox.

    python -m tests.delivery.crashing FOLDER VERB,VERB…

What "Telegram" got is appended to FOLDER/arrived, a line a message, before the sender returns.
"""

from __future__ import annotations

import asyncio
import sys
from datetime import UTC, datetime
from pathlib import Path

from bot.curating.curator import Curator
from bot.curating.current import Current
from bot.delivery.gate import Gate
from bot.delivery.inbox import Inbox, Step
from bot.delivery.limiter import Limiter
from bot.delivery.message import Outgoing, post
from bot.delivery.outcome import Outcome, Sent
from bot.delivery.relay import Relay
from bot.digests import subscribing
from bot.digests.tick import Digests
from bot.settings import DigestSettings
from bot.store import releases, state
from bot.store.database import Store
from bot.store.tx import Tx
from bot.store.updates import Received
from tests.delivery.fakes import FAST, HandClock
from tests.digests.stub import StubLoader

SUBSCRIBED = datetime(2026, 11, 22, 1, tzinfo=UTC)
DUE = datetime(2026, 11, 23, 1, tzinfo=UTC)
READERS, UPDATES = 12, 6


class Wire:
    """What really arrived."""

    def __init__(self, path: Path) -> None:
        self._path = path

    async def send(self, message: Outgoing) -> Outcome:
        with self._path.open("a", encoding="utf-8") as file:
            file.write(f"{message.chat_id} {message.text.splitlines()[0]}\n")
        await asyncio.sleep(0)
        return Sent(1)


class Bot:
    """One run on the store of a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.store = Store.open(f"sqlite:///{folder}/a.db", folder / "key", {})
        self.clock = HandClock(DUE)
        self.current = Current()
        values = (folder / "values").read_bytes() if (folder / "values").exists() else b""
        self.curator = Curator(self.store, StubLoader({"seeds/values": values}), self.current,
                               self.clock, "UTC")
        self.gate = Gate(Limiter(FAST))
        self.wire = Wire(folder / "arrived")

    async def publish(self) -> None:
        """Readers subscribe to everything; then the owner publishes the file's values."""
        await self.curator.start()
        await self.store.run(self._subscribe)
        (self.folder / "values").write_text("companies=2310", encoding="ascii")
        loader = StubLoader({"seeds/values": b"companies=2310"})
        curator = Curator(self.store, loader, self.current, self.clock, "UTC")
        staged = await curator.stage()
        await curator.publish(staged.id, 7)

    def _subscribe(self, tx: Tx) -> None:
        for chat in range(1, READERS + 1):
            subscribing.subscribe(tx, chat, 0, "*", "daily", SUBSCRIBED, release=1,
                                  language="zh-Hans", defaults=DigestSettings(timezone="UTC",
                                                                              hour=1))

    async def digest(self) -> None:
        """The tick at the hour."""
        await self.curator.start()
        await Digests(self.store, lambda: self.current.engine).tick(DUE)

    async def relay(self) -> None:
        """Send what is queued; what is unknown is resent when its time has come."""
        for _ in range(3):
            relay = Relay(self.store, self.gate, self.wire, self.clock)
            await relay.start()
            await relay.stop(0)
            await relay.drain()
            self.clock.advance(hours=1)

    async def inbox(self) -> None:
        """Telegram delivers updates until they are acknowledged; each counts and is answered."""
        async def handler(received: Received) -> Step:
            def step(tx: Tx) -> list[Outgoing]:
                state.put(tx, "count", number := (state.get(tx, "count") or 0) + 1)
                post(tx, f"note {received.update_id}", "notice", Outgoing("send", 99, "note"),
                     self.clock.now())
                return [Outgoing("send", 5, f"update {received.update_id} is number {number}")]

            return step

        inbox = Inbox(self.store, handler, self.gate, self.wire, self.clock)
        await inbox.recover()
        inbox.begin()
        for number in range(1, UPDATES + 1):
            await inbox.accept(number, 5, {})
        await inbox.drain()

    async def main(self, verbs: str) -> None:
        for verb in verbs.split(","):
            await {"publish": self.publish, "digest": self.digest, "relay": self.relay,
                   "inbox": self.inbox}[verb]()
        newest = await self.store.run(releases.newest)
        print("done", newest.number if newest else 0)
        await self.store.close()


if __name__ == "__main__":
    asyncio.run(Bot(Path(sys.argv[1])).main(sys.argv[2]))
