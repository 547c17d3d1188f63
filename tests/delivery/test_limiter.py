"""Whatever is asked for and however time passes, no limit is ever passed."""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.delivery.limiter import Limiter, Rates

RATES = Rates()

# (chat, lane, is a message, seconds that pass before it is asked for)
ASKED = st.lists(
    st.tuples(st.one_of(st.integers(1, 4), st.integers(-2, -1), st.integers(10, 200)),
              st.sampled_from(["reply", "bulk"]), st.booleans(),
              st.sampled_from([0.0, 0.0, 0.0, 0.01, 0.3, 1.1, 5.0])),
    min_size=1, max_size=150)


def run(asked: list[tuple[int, str, bool, float]],
        floods: dict[int, float] | None = None) -> list[tuple[float, int, str, bool]]:
    """Send everything as early as the limiter allows; the order is that of the readiness."""
    limiter, now, sent = Limiter(RATES), 1000.0, []
    waiting = list(asked)
    while waiting:
        ready, index = min((limiter.ready_at(now, chat, lane, message=message), number)
                           for number, (chat, lane, message, _) in enumerate(waiting))
        now = max(now, ready)
        chat, lane, message, pause = waiting.pop(index)
        limiter.note(now, chat, lane, message=message)
        sent.append((now, chat, lane, message))
        if floods and len(sent) in floods:
            limiter.flooded(now, chat, floods[len(sent)])
        now += pause
    return sent


def most_in(times: list[float], window: float) -> int:
    """The largest number of times in any half-open window."""
    return max((bisect_left(times, at + window) - index for index, at in enumerate(times)),
               default=0)


@settings(max_examples=60, deadline=None)
@given(ASKED)
def test_no_window_holds_too_many(asked: list[tuple[int, str, bool, float]]) -> None:
    sent = run(asked)
    assert len(sent) == len(asked)
    assert most_in([at for at, _, _, message in sent if message], 1.0) <= RATES.per_second
    bulk = [at for at, _, lane, message in sent if message and lane == "bulk"]
    assert all(later - earlier >= 1 / RATES.bulk_per_second - 1e-9
               for earlier, later in pairwise(bulk))
    for chat in {chat for _, chat, _, _ in sent}:
        times = [at for at, one, _, _ in sent if one == chat]
        for window in (1.0, 3.0, 10.0):
            assert most_in(times, window) <= RATES.chat_burst + window * RATES.chat_per_second
        if chat < 0:
            assert most_in(times, 60.0) <= RATES.group_per_minute


@settings(max_examples=60, deadline=None)
@given(ASKED, st.dictionaries(st.integers(1, 20), st.floats(0.5, 60), max_size=4))
def test_a_flood_stops_its_chat_and_two_stop_all(asked: list[tuple[int, str, bool, float]],
                                                 floods: dict[int, float]) -> None:
    sent = run(asked, floods)
    told = [(sent[number - 1][0], sent[number - 1][1], seconds)
            for number, seconds in floods.items() if number <= len(sent)]
    for at, chat, seconds in told:
        assert not [one for one in sent if one[1] == chat and at < one[0] < at + seconds]
    for at, chat, seconds in told:
        for other_at, other, other_seconds in told:
            if other != chat and 0 <= other_at - at <= 5.0:
                until = max(at + seconds, other_at + other_seconds)
                assert not [one for one in sent if other_at < one[0] < until]


def test_a_chat_may_burst_then_waits() -> None:
    sent = run([(1, "reply", True, 0.0)] * 6)
    times = [round(at - 1000, 2) for at, _, _, _ in sent]
    assert times == [0.0, 0.0, 0.0, 1.05, 2.1, 3.15]


def test_bulk_is_even_from_the_first_message() -> None:
    sent = run([(chat, "bulk", True, 0.0) for chat in range(1, 51)])
    assert round(sent[24][0] - 1000, 3) == 0.96
    assert round(sent[49][0] - 1000, 3) == 1.96


def test_edits_and_callback_answers_count_in_their_chat_only() -> None:
    others = [(chat, "reply", False, 0.0) for chat in range(1, 101)]
    assert {at for at, *_ in run(others)} == {1000.0}
    sent = run([(1, "reply", False, 0.0)] * 3 + [(1, "reply", True, 0.0)])
    assert sent[-1][0] > 1001


def test_one_flood_leaves_the_others_alone() -> None:
    limiter = Limiter(RATES)
    limiter.flooded(0.0, 1, 10.0)
    assert limiter.ready_at(0.0, 1, "reply") == 10.5
    assert limiter.ready_at(0.0, 2, "reply") == 0.0
    limiter.flooded(6.0, 2, 1.0)  # too late to be the same storm
    assert limiter.ready_at(6.0, 3, "reply") == 6.0
    limiter.flooded(7.0, 3, 1.0)
    assert limiter.ready_at(7.0, 4, "reply") == 8.05


def test_a_chat_that_moved_takes_its_count_along() -> None:
    limiter = Limiter(RATES)
    for _ in range(3):
        limiter.note(0.0, -5, "reply")
    limiter.moved(-5, -1005)
    assert limiter.ready_at(0.0, -1005, "reply") > 1.0


def test_quiet_chats_are_forgotten() -> None:
    limiter = Limiter(RATES)
    for number in range(20_000):
        limiter.note(float(number), number + 1, "reply")
    assert len(limiter._chats) < 15_000
