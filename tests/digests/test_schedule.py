"""Every period comes exactly once, wherever the reader lives and whatever the clocks do."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.digests.schedule import Rhythm, last_slot, local_day, next_slot
from bot.store.subscriptions import Frequency

ZONES = ("Asia/Shanghai", "UTC", "America/New_York", "Europe/Berlin", "Australia/Lord_Howe",
         "Africa/Cairo", "America/Sao_Paulo", "Asia/Kathmandu", "Pacific/Kiritimati",
         "America/St_Johns", "Asia/Tehran", "Africa/Casablanca", "Pacific/Apia",
         "Pacific/Pago_Pago")
RHYTHMS = st.builds(Rhythm, st.sampled_from(ZONES), st.integers(0, 23), st.integers(0, 6))
TIMES = st.datetimes(datetime(2005, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC))
FREQUENCIES = st.sampled_from(["daily", "weekly"])


@settings(max_examples=300, deadline=None)
@given(TIMES, RHYTHMS, FREQUENCIES)
def test_now_lies_between_its_slots(now: datetime, rhythm: Rhythm, frequency: Frequency) -> None:
    last, following = last_slot(now, rhythm, frequency), next_slot(now, rhythm, frequency)
    assert last.at <= now < following.at
    assert last_slot(following.at, rhythm, frequency) == following
    assert next_slot(last.at, rhythm, frequency) == following
    assert last_slot(following.at - timedelta(microseconds=1), rhythm, frequency) == last
    longest = timedelta(days=2 if frequency == "daily" else 9)
    assert following.at - last.at <= longest


@settings(max_examples=100, deadline=None)
@given(TIMES, RHYTHMS, FREQUENCIES)
def test_periods_follow_one_another_and_none_comes_twice(
        now: datetime, rhythm: Rhythm, frequency: Frequency) -> None:
    periods = []
    for _ in range(20):
        slot = next_slot(now, rhythm, frequency)
        periods.append(slot.period)
        now = slot.at
    assert periods == sorted(set(periods))


@settings(max_examples=300, deadline=None)
@given(TIMES, RHYTHMS)
def test_the_hour_is_the_reader_s_unless_it_does_not_exist(now: datetime, rhythm: Rhythm) -> None:
    slot = next_slot(now, rhythm, "daily")
    local = slot.at.astimezone(ZoneInfo(rhythm.zone))
    if (local.hour, local.minute) != (rhythm.hour, 0):
        wanted = local.replace(hour=rhythm.hour, minute=0, fold=0)
        assert wanted.astimezone(UTC).astimezone(wanted.tzinfo) != wanted
    assert local.fold == 0
    assert slot.day == local.date()


@pytest.mark.parametrize(("day", "hour", "expected"), [
    (date(2026, 3, 8), 2, "2026-03-08T07:00:00+00:00"),     # 02:00 does not exist: 03:00 EDT
    (date(2026, 11, 1), 1, "2026-11-01T05:00:00+00:00"),    # 01:00 comes twice: the first, EDT
    (date(2026, 11, 1), 2, "2026-11-01T07:00:00+00:00"),    # EST
])
def test_when_the_clocks_change_in_new_york(day: date, hour: int, expected: str) -> None:
    rhythm = Rhythm("America/New_York", hour, 0)
    midnight = datetime(day.year, day.month, day.day, tzinfo=ZoneInfo("America/New_York"))
    slot = next_slot(midnight.astimezone(UTC) - timedelta(seconds=1), rhythm, "daily")
    assert slot.at.isoformat() == expected
    assert slot.period == day.isoformat()


def test_the_day_that_samoa_left_out() -> None:
    rhythm = Rhythm("Pacific/Apia", 9, 0)
    now, periods = datetime(2011, 12, 28, tzinfo=UTC), []
    for _ in range(4):
        slot = next_slot(now, rhythm, "daily")
        periods.append(slot.period)
        now = slot.at
    assert periods == ["2011-12-28", "2011-12-29", "2011-12-31", "2012-01-01"]


def test_a_week_is_named_as_iso_does() -> None:
    shanghai = Rhythm("Asia/Shanghai", 9, 0)
    assert next_slot(datetime(2026, 11, 22, tzinfo=UTC), shanghai, "weekly").period == "2026-W48"
    sunday = Rhythm("Asia/Shanghai", 9, 6)
    assert next_slot(datetime(2027, 1, 1, tzinfo=UTC), sunday, "weekly").period == "2026-W53"


def test_a_day_is_the_reader_s() -> None:
    late = datetime(2026, 11, 22, 17, tzinfo=UTC)
    assert local_day(late, "Asia/Shanghai") == date(2026, 11, 23)
    assert local_day(late, "America/New_York") == date(2026, 11, 22)
