"""One process for one store: a lock that ends with the process that holds it."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

from bot.errors import StoreLocked
from bot.messages import say


class Lock:
    """Holds `<store>.lock`; another process that wants it is refused."""

    def __init__(self, path: Path) -> None:
        """Take the lock; StoreLocked where another process has it."""
        self._handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(self._handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            os.close(self._handle)
            raise StoreLocked(say("store.locked"), str(path)) from error

    def release(self) -> None:
        """Let another process have it."""
        os.close(self._handle)
