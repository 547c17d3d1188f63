"""Loading a knowledge beside the event loop, which must not stand still meanwhile.

A thread shares the interpreter with the loop, a few milliseconds at a time; what really stops the
loop is garbage collection over the millions of nodes of a parse. So it is off while loading, and
what was loaded is then put out of its sight.
"""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from bot.answers.loading import Loaded, load
from bot.answers.sampling import sampled
from bot.errors import UsageProblem
from bot.knowledge.files import read_files
from bot.replies import Replies
from bot.settings import KnowledgeSettings


class Loader(Protocol):
    """Turns files into what may be served, without holding up the loop."""

    async def read(self) -> dict[str, bytes]:
        """Read the folders that people keep."""
        ...

    async def load(self, files: Mapping[str, bytes], now: datetime, *,
                   with_cases: bool = False) -> Loaded:
        """Parse, check and build at a time where the facts' dates are read.

        Sample questions are asked `with_cases`: of files that people keep, not of a release
        that was served before.
        """
        ...


@dataclass(frozen=True, slots=True)
class ThreadLoader:
    """Loads in a thread. One load at a time: the caller holds a lock."""

    folders: KnowledgeSettings
    context_minutes: int

    async def read(self) -> dict[str, bytes]:
        """Read the folders; UsageProblem names what cannot be read."""
        return await asyncio.to_thread(read_files, self.folders.seeds, self.folders.intents)

    async def load(self, files: Mapping[str, bytes], now: datetime, *,
                   with_cases: bool = False) -> Loaded:
        """Load with collection off; the result is exempt from it afterwards."""
        gc.disable()
        try:
            return await asyncio.to_thread(self._load, files, now, with_cases)
        finally:
            gc.freeze()
            gc.enable()

    def _load(self, files: Mapping[str, bytes], now: datetime, with_cases: bool) -> Loaded:
        loaded = load(files, now.date(), self.context_minutes, _shipped(self.folders.intents))
        return sampled(loaded, files, now) if with_cases else loaded


def _shipped(intents: Path) -> Replies | None:
    """The sentences on disk, for a release that is older than a sentence; None if they are broken.

    A release's own sentences outrank them.
    """
    found = {f"intents/replies/{path.name}": path.read_bytes()
             for path in sorted((intents / "replies").glob("*.yaml"))}
    try:
        return Replies(found)
    except UsageProblem:
        return None
