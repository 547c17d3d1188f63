"""The release that is served: one engine, swapped by one assignment."""

from __future__ import annotations

from dataclasses import dataclass

from bot.answers.engine import Engine
from bot.replies import Replies


@dataclass(frozen=True, slots=True)
class Served:
    """An engine and the number of its release."""

    release: int
    engine: Engine


class Current:
    """Holds what is served. Take `engine` once for one message: it may change between two."""

    def __init__(self) -> None:
        self._served: Served | None = None

    def swap(self, served: Served) -> Served | None:
        """Serve this from now on; returns what was served before."""
        before, self._served = self._served, served
        return before

    @property
    def served(self) -> Served:
        """The release and its engine together."""
        if self._served is None:
            raise LookupError("nothing is served yet")
        return self._served

    @property
    def engine(self) -> Engine:
        """The engine that answers."""
        return self.served.engine

    @property
    def release(self) -> int:
        """The number of the release that is served."""
        return self.served.release

    @property
    def replies(self) -> Replies:
        """The sentences of the release that is served."""
        return self.engine.replies
