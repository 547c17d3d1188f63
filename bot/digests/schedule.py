"""When a digest is due, and which period it is for. Pure: the time is an argument.

A period is a local date or an ISO week. A local hour that does not exist (clocks go forward) moves
to the next one; one that comes twice counts once, the first time.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.store.subscriptions import Frequency

DAY = timedelta(days=1)
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True, slots=True)
class Rhythm:
    """A reader's hours: `hour` is local to `zone`, `weekday` (0 = Monday) is for weekly digests."""

    zone: str
    hour: int
    weekday: int


@dataclass(frozen=True, slots=True)
class Slot:
    """One occasion: its time in UTC, its local date, and the name of its period."""

    at: datetime
    day: date
    period: str


def last_slot(now: datetime, rhythm: Rhythm, frequency: Frequency) -> Slot:
    """The last occasion that is not after `now`."""
    return next(slot for slot in _slots(now, rhythm, frequency, -1) if slot.at <= now)


def next_slot(now: datetime, rhythm: Rhythm, frequency: Frequency) -> Slot:
    """The first occasion after `now`."""
    return next(slot for slot in _slots(now, rhythm, frequency, 1) if slot.at > now)


def local_day(now: datetime, zone: str) -> date:
    """The date where the reader is."""
    return now.astimezone(ZoneInfo(zone)).date()


def _slots(now: datetime, rhythm: Rhythm, frequency: Frequency, step: int) -> Iterator[Slot]:
    """The occasions around `now`, day by day in one direction."""
    day = local_day(now, rhythm.zone) - 2 * step * DAY
    while True:
        if frequency == "daily" or day.weekday() == rhythm.weekday:
            yield _slot(day, rhythm, frequency)
        day += step * DAY


def _slot(day: date, rhythm: Rhythm, frequency: Frequency) -> Slot:
    zone = ZoneInfo(rhythm.zone)
    # fold=0 reads an hour that comes twice as the first one, and one that does not exist with the
    # offset of before, which lands as much later as the clocks went forward.
    at = datetime.combine(day, time(rhythm.hour), zone).astimezone(UTC)
    local = at.astimezone(zone).date()
    if frequency == "daily":
        return Slot(at, local, local.isoformat())
    year, week, _ = local.isocalendar()
    return Slot(at, local, f"{year}-W{week:02}")
