"""Who takes part in the stories, and what each of them does; steps that several stories share."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from tests.botapi.client import Chat, Message
from tests.story.program import ZONE, Program

OWNER, STRANGER, CLERK, PASSER_BY, STAFF = 1001, 2002, 3003, 4004, -1009001
FACTS = "facts/gaoxin.yaml"
BEFORE = "  value: 2029 家\n  status: actual\n  as_of: 2023-01-30\n  source: gaoxin-1334\n  note"
BROKEN = BEFORE.replace("value: 2029", "value 2310")
AFTER = "  value: 2310 家\n  status: actual\n  as_of: 2026-10-31\n  source: gongbao\n  note"
HOW_MANY = "济南高新区现在有多少家高企"
RENT = "济南高新区厂房租金多少"
HOTLINE = "400 0123 021"
NINE = datetime(2026, 11, 22, 9, 0, 2, tzinfo=ZONE)
DIGEST = re.compile(r"2029 ?家? ?→ ?2310")


@dataclass(frozen=True)
class People:
    """A program and the people around it."""

    program: Program

    def _chat(self, user: int, chat: int | None = None) -> Chat:
        return self.program.telegram.chat(user, chat)

    @property
    def owner(self) -> Chat:
        """Whoever runs the bot, in private."""
        return self._chat(OWNER)

    @property
    def stranger(self) -> Chat:
        """Someone who asks."""
        return self._chat(STRANGER)

    @property
    def clerk(self) -> Chat:
        """A colleague of the owner's, in the staff chat."""
        return self._chat(CLERK, STAFF)

    @property
    def owner_in_staff(self) -> Chat:
        """The owner, in the staff chat."""
        return self._chat(OWNER, STAFF)

    # ---- steps -------------------------------------------------------------------------------

    def claim(self) -> None:
        """The owner sends the code that the console shows."""
        self.owner.ask(f"/start {self.program.owner_code()}", "管理者")

    def subscribe(self) -> Message:
        """The stranger follows the high-tech zone, daily at nine."""
        self.stranger.ask(HOW_MANY, "2029")
        self.stranger.press("订阅")
        self.stranger.wait_for(lambda m: m.button("每天") is not None)
        self.stranger.press("每天")
        self.stranger.wait_for(lambda m: m.button("9:00") is not None)
        self.stranger.press("9:00")
        return self.stranger.wait_for("09:00")

    def change_the_figure(self) -> None:
        """The owner writes a newer figure."""
        self.program.edit(FACTS, BEFORE, AFTER)

    def reload(self) -> Message:
        """The owner asks what would change."""
        return self.owner.ask("/reload")

    def publish(self) -> Message:
        """The owner reloads and publishes by the button."""
        self.reload()
        self.owner.press("发布")
        return self.owner.wait_for("已发布")

    def open_the_staff_chat(self) -> None:
        """The owner makes a group with the clerk the staff chat."""
        self.program.telegram.group(STAFF, OWNER, members=[CLERK], title="招商值班")
        self.owner_in_staff.ask("/here", "接待群")

    def digests(self) -> list[Message]:
        """Every digest that was sent to the stranger."""
        return [message for message in self.program.telegram.sent(STRANGER)
                if DIGEST.search(message.text)]

    def pass_an_occasion(self, at: datetime) -> None:
        """Move the clock to an hour of digests and wait until the program has looked at it."""
        seen = len(re.findall(r"digests\.composed", self.program.log))
        self.program.set_clock(at)
        self.wait_until(lambda: len(re.findall(r"digests\.composed", self.program.log)) > seen)

    def settle(self) -> None:
        """Wait until the program has recorded that the newest update was answered."""
        journal = self.program.telegram.journal()
        newest = [event["update_id"] for event in journal if event["kind"] == "update"][-1]
        self.wait_until(lambda: f"inbox.reply update={newest} " in self.program.log)

    def wait_until(self, condition: Callable[[], bool], seconds: float = 20.0) -> None:
        """Look again and again (at what no journal tells)."""
        until = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < until, f"did not happen: {condition}"
            time.sleep(0.05)

    def tomorrow(self, days: int = 1) -> datetime:
        """Nine o'clock, some days later."""
        return NINE + timedelta(days=days)

