"""What time it is: the one place that asks, so that everything else is told."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol


class Clock(Protocol):
    """Tells the time, aware and in UTC."""

    def now(self) -> datetime:
        """The time that this program takes for the present."""
        ...


class SystemClock:
    """The machine's own time."""

    def now(self) -> datetime:
        """The machine's time."""
        return datetime.now(UTC)


class ShiftedClock:
    """Starts at a given time and runs on from there (`--now`)."""

    def __init__(self, start: datetime) -> None:
        self._start = start.astimezone(UTC)
        self._began = time.monotonic()

    def now(self) -> datetime:
        """The start plus what has passed since."""
        return self._start + timedelta(seconds=time.monotonic() - self._began)


class FileClock:
    """Starts at the time that a file holds and runs on; rewriting the file moves it (tests)."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._text = ""
        self._inner: Clock = SystemClock()

    def now(self) -> datetime:
        """The file's time plus what has passed since it was first read."""
        try:
            text = self._path.read_text(encoding="ascii").strip()
        except FileNotFoundError:
            text = ""
        if text and text != self._text:
            self._inner = ShiftedClock(read_time(text))
            self._text = text
        return self._inner.now()


def read_time(text: str) -> datetime:
    """Read an ISO 8601 time; one without an offset is UTC."""
    at = datetime.fromisoformat(text)
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)


def clock_from(file: Path | None, start: datetime | None) -> Clock:
    """The clock that the settings and `--now` ask for."""
    if start is not None:
        return ShiftedClock(start)
    return FileClock(file) if file is not None else SystemClock()
