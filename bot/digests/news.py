"""What there is to tell in one transaction, read once for all of its subscribers."""

from __future__ import annotations

from datetime import date

from bot.answers.engine import Engine
from bot.digests.expiring import notices_between
from bot.digests.gathering import Notice
from bot.store import changes, releases
from bot.store.changes import ChangeRow
from bot.store.tx import Tx


class News:
    """The changes after any release, and the notices between any two days."""

    def __init__(self, tx: Tx, engine: Engine) -> None:
        newest = releases.newest(tx)
        self.engine = engine
        self.head = newest.number if newest else 0
        self._tx = tx
        self._changes: dict[int, list[ChangeRow]] = {}
        self._notices: dict[tuple[date, date], list[Notice]] = {}

    def changes_since(self, release: int) -> list[ChangeRow]:
        """What the releases after this one changed."""
        if release not in self._changes:
            self._changes[release] = changes.since(self._tx, release)
        return self._changes[release]

    def notices(self, since: date, until: date) -> list[Notice]:
        """What fell due after `since` and not after `until`."""
        if (since, until) not in self._notices:
            self._notices[since, until] = notices_between(self.engine.knowledge, since, until)
        return self._notices[since, until]
