"""Of all that changed, what concerns a reader; each thing once, from first value to last."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bot.digests.gathering import Notice, concerning, merge, noticed
from bot.store.changes import ChangeRecord, ChangeRow, Kind, Words
from bot.store.subscriptions import Subscription

NOW = datetime(2026, 11, 1, tzinfo=UTC)


def change(series: str, old: str, new: str, *topics: str) -> ChangeRecord:
    kind: Kind = "new" if not old else "changed" if new else "removed"
    return ChangeRecord(kind, (series,), topics or ("park",),
                        {"zh-Hans": Words(series, old, new)})


def follow(topic: str = "*", since: int = 0, watermark: int = 0, *, number: int = 1,
           noticed_until: date = date(2026, 11, 1)) -> Subscription:
    return Subscription(number, 1, topic, (), "daily", since, watermark, noticed_until, NOW, NOW)


def rows(*changes: ChangeRecord) -> list[ChangeRow]:
    return [ChangeRow(number, 0, one) for number, one in enumerate(changes, 1)]


def told(*changes: ChangeRecord, due: list[Subscription] | None = None,
         followed: list[Subscription] | None = None) -> list[tuple[str, str, str]]:
    found = concerning(rows(*changes), due or [follow()], followed or [])
    return [(one.kind, one.said("zh-Hans").old, one.said("zh-Hans").new) for one in found]


def test_changes_of_one_series_become_one() -> None:
    assert told(change("a", "2029", "2310"), change("a", "2310", "2400")) == [
        ("changed", "2029", "2400")]


def test_what_came_back_is_no_news() -> None:
    assert told(change("a", "1", "2"), change("a", "2", "1")) == []
    assert told(change("a", "", "1"), change("a", "1", "")) == []


def test_kinds_merge() -> None:
    assert told(change("a", "", "1"), change("a", "1", "2")) == [("new", "", "2")]
    assert told(change("a", "1", ""), change("a", "", "2")) == [("changed", "1", "2")]
    assert told(change("a", "1", "2"), change("a", "2", "")) == [("removed", "1", "")]


def test_only_what_is_followed_and_only_after_the_watermark() -> None:
    changes = (change("a", "1", "2", "park", "city"), change("b", "1", "2", "other"),
               change("c", "1", "2", "city"))
    assert len(told(*changes)) == 3
    assert told(*changes, due=[follow("park")]) == [("changed", "1", "2")]
    assert len(told(*changes, due=[follow("city")])) == 2
    assert told(*changes, due=[follow("city", watermark=1)]) == [("changed", "1", "2")]
    assert told(*changes, due=[follow("nowhere")]) == []
    assert len(told(*changes, due=[follow("park"), follow("other")])) == 2


def test_what_another_subscription_told_is_not_told_again() -> None:
    changes = (change("a", "1", "2", "park"),)
    told_already = follow("park", since=0, watermark=1, number=2)
    later = follow("park", since=1, watermark=1, number=2)
    not_yet = follow("park", since=0, watermark=0, number=2)
    assert told(*changes, followed=[told_already]) == []
    assert len(told(*changes, followed=[later])) == 1
    assert len(told(*changes, followed=[not_yet])) == 1


@given(st.lists(st.integers(0, 3), min_size=1, max_size=8))
def test_any_chain_tells_its_two_ends(values: list[int]) -> None:
    chain = [str(value) if value else "" for value in [0, *values]]
    steps = [change("a", old, new) for old, new in pairwise(chain)
             if old != new]
    if not steps:
        return
    found = told(*steps)
    if chain[0] == chain[-1]:
        assert found == []
    else:
        assert [(old, new) for _, old, new in found] == [(chain[0], chain[-1])]


def test_merging_keeps_the_words_of_each_language() -> None:
    first = ChangeRecord("changed", ("a",), (), {"en": Words("a", "1", "2", "2020", "2021")})
    second = ChangeRecord("changed", ("a",), (), {"en": Words("A", "2", "3", "2021", "2022")})
    assert merge(first, second).words == {"en": Words("A", "1", "3", "2020", "2022")}


def test_a_notice_is_told_once_and_to_its_followers() -> None:
    notices = [Notice("policy", date(2026, 11, 5), ("city",))]
    assert noticed(notices, [follow("city")], []) == notices
    assert noticed(notices, [follow("park")], []) == []
    assert noticed(notices, [follow("city", noticed_until=date(2026, 11, 5))], []) == []
    told_already = follow("*", noticed_until=date(2026, 11, 5), number=2)
    assert noticed(notices, [follow("city")], [told_already]) == []
