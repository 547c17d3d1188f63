"""The tick: who is told what and when; nothing lost and nothing twice, however often it runs."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.answers.engine import Engine
from bot.delivery.message import Outgoing
from bot.digests import subscribing
from bot.digests.tick import Digests
from bot.settings import DigestSettings
from bot.store import changes, chats, outbox, releases, subscribers, subscriptions
from bot.store.changes import ChangeRecord, Words
from bot.store.database import Store
from bot.store.subscriptions import Frequency
from bot.store.tx import Tx

from .stub import HIGH_TECH, JINAN, JINING

SHANGHAI = ZoneInfo("Asia/Shanghai")
SUNDAY = datetime(2026, 11, 22, 8, 30, tzinfo=SHANGHAI)
MONDAY_9 = datetime(2026, 11, 23, 9, tzinfo=SHANGHAI)
DEFAULTS = DigestSettings()


def publish(store: Store, now: datetime, *things: tuple[str, str, str],
            topics: tuple[str, ...] = (HIGH_TECH, JINAN)) -> None:
    def step(tx: Tx) -> None:
        number = releases.add(tx, "publish", {"n": str(now).encode()}, 7, now).number
        changes.add(tx, number, [
            ChangeRecord("changed", (series,), topics, {
                "zh-Hans": Words(series, old, new), "en": Words(series, old, new)})
            for series, old, new in things])

    store.run_now(step)


def subscribe(store: Store, topic: str = JINAN, frequency: Frequency = "weekly", *,
              chat: int = 5, now: datetime = SUNDAY, hour: int = 9, language: str = "zh-Hans",
              zone: str = "Asia/Shanghai", thread: int = 0) -> int:
    def step(tx: Tx) -> int:
        newest = releases.newest(tx)
        made = subscribing.subscribe(
            tx, chat, thread, topic, frequency, now, release=newest.number if newest else 0,
            language=language, defaults=replace(DEFAULTS, timezone=zone))
        subscribing.set_hour(tx, made.subscriber_id, hour, now)
        return made.subscriber_id

    return store.run_now(step)


def tick(store: Store, engine: Engine, now: datetime) -> int:
    return asyncio.run(Digests(store, lambda: engine).tick(now.astimezone(UTC)))


def messages(store: Store) -> list[Outgoing]:
    def read(tx: Tx) -> list[Outgoing]:
        found = [outbox.get(tx, number) for number in range(1, 200)]
        return [Outgoing.from_record(row.body) for row in found if row and row.body]

    return store.run_now(read)


@pytest.fixture(autouse=True)
def baseline(store: Store) -> None:
    store.run_now(lambda tx: releases.add(tx, "baseline", {}, None, SUNDAY))


def test_a_change_arrives_at_the_hour_once(store: Store, engine: Engine) -> None:
    subscribe(store)
    publish(store, SUNDAY, ("企业数", "2029 家", "2310 家"))
    assert tick(store, engine, SUNDAY) == 0
    assert tick(store, engine, MONDAY_9 - timedelta(seconds=1)) == 0
    assert tick(store, engine, MONDAY_9) == 1
    assert [tick(store, engine, MONDAY_9 + timedelta(minutes=n)) for n in (0, 1, 600)] == [0, 0, 0]
    [message] = messages(store)
    assert message.chat_id == 5
    assert message.text.startswith("**济南市 · 本周1项**\n企业数:2029 家 → **2310 家**")
    assert [[button.data for button in row] for row in message.buttons] == [["v1:when", "v1:subs"]]
    assert tick(store, engine, MONDAY_9 + timedelta(days=7)) == 1  # the policy's term is over
    assert "2310" not in messages(store)[-1].text


def test_what_was_before_the_subscription_is_no_news(store: Store, engine: Engine) -> None:
    publish(store, SUNDAY, ("a", "1", "2"))
    subscribe(store)
    assert tick(store, engine, MONDAY_9) == 0


def test_nothing_new_is_no_message_and_does_not_use_up_the_period(store: Store,
                                                                  engine: Engine) -> None:
    subscriber = subscribe(store, frequency="daily")
    assert tick(store, engine, MONDAY_9) == 0
    publish(store, MONDAY_9, ("a", "1", "2"))
    later = MONDAY_9 + timedelta(minutes=5)
    store.run_now(lambda tx: subscribing.set_hour(tx, subscriber, 20, later))
    assert tick(store, engine, MONDAY_9.replace(hour=20)) == 1


def test_an_hour_that_is_moved_never_makes_a_second_digest_of_a_day(store: Store,
                                                                    engine: Engine) -> None:
    subscriber = subscribe(store, frequency="daily")
    publish(store, SUNDAY, ("a", "1", "2"))
    assert tick(store, engine, MONDAY_9) == 1
    publish(store, MONDAY_9, ("a", "2", "3"))
    store.run_now(lambda tx: subscribing.set_hour(tx, subscriber, 12, MONDAY_9))
    assert tick(store, engine, MONDAY_9.replace(hour=12)) == 0
    assert tick(store, engine, MONDAY_9.replace(day=24, hour=12)) == 1
    assert "2 → **3**" in messages(store)[-1].text


def test_daily_and_weekly_that_fall_together_are_one_message(store: Store,
                                                             engine: Engine) -> None:
    subscribe(store, HIGH_TECH, "daily")
    subscribe(store, JINAN, "weekly")
    publish(store, SUNDAY, ("a", "1", "2"))
    publish(store, SUNDAY, ("b", "1", "2"), topics=(JINAN,))
    assert tick(store, engine, MONDAY_9) == 1
    [message] = messages(store)
    assert message.text.count("1 → **2**") == 2


def test_what_the_daily_told_the_weekly_does_not_tell_again(store: Store, engine: Engine) -> None:
    subscribe(store, HIGH_TECH, "daily", now=SUNDAY - timedelta(days=3))
    subscribe(store, JINAN, "weekly", now=SUNDAY - timedelta(days=3))
    publish(store, SUNDAY - timedelta(days=2), ("a", "1", "2"))
    assert tick(store, engine, SUNDAY - timedelta(days=1)) == 1
    assert tick(store, engine, MONDAY_9) == 0


def test_a_bot_that_slept_for_days_sends_one_digest(store: Store, engine: Engine) -> None:
    subscribe(store, frequency="daily")
    for day in range(4):
        publish(store, SUNDAY + timedelta(days=day), ("a", str(day), str(day + 1)))
    assert tick(store, engine, MONDAY_9 + timedelta(days=4, hours=3)) == 1
    assert "0 → **4**" in messages(store)[0].text
    assert "今日" in messages(store)[0].text
    assert tick(store, engine, MONDAY_9 + timedelta(days=5)) == 0


def test_a_clock_that_goes_back_repeats_nothing(store: Store, engine: Engine) -> None:
    subscribe(store, frequency="daily")
    publish(store, SUNDAY, ("a", "1", "2"))
    assert tick(store, engine, MONDAY_9) == 1
    publish(store, MONDAY_9, ("b", "1", "2"))
    assert tick(store, engine, SUNDAY) == 0
    assert tick(store, engine, MONDAY_9) == 0
    assert tick(store, engine, MONDAY_9 + timedelta(days=1)) == 1


def test_a_clock_that_was_years_ahead_is_forgotten(store: Store, engine: Engine) -> None:
    subscribe(store, frequency="daily")
    tick(store, engine, MONDAY_9.replace(year=2036))
    publish(store, MONDAY_9, ("a", "1", "2"))
    tick(store, engine, MONDAY_9)
    assert tick(store, engine, MONDAY_9 + timedelta(days=1)) == 1


def test_only_what_is_followed(store: Store, engine: Engine) -> None:
    subscribe(store, JINING, chat=5)
    subscribe(store, HIGH_TECH, chat=6)
    subscribe(store, "*", chat=7)
    publish(store, SUNDAY, ("a", "1", "2"))
    assert tick(store, engine, MONDAY_9) == 2
    assert {message.chat_id for message in messages(store)} == {6, 7}


def test_each_in_his_language_zone_topic_and_silence(store: Store, engine: Engine) -> None:
    abroad = subscribe(store, chat=5, zone="America/New_York", language="en", frequency="daily")
    subscribe(store, chat=-6, thread=42, frequency="daily")
    store.run_now(lambda tx: subscribing.set_silent(tx, abroad, True))
    publish(store, SUNDAY, ("a", "1", "2"))
    assert tick(store, engine, SUNDAY.replace(hour=9)) == 1
    assert tick(store, engine, SUNDAY.replace(hour=22)) == 1
    group, english = messages(store)
    assert (group.chat_id, group.thread, group.silent) == (-6, 42, False)
    assert (english.silent, english.text.splitlines()[0]) == (True, "**Jinan (济南市) · 1 today**")


def test_a_paused_chat_is_told_everything_when_it_comes_back(store: Store,
                                                             engine: Engine) -> None:
    subscribe(store, frequency="daily")
    store.run_now(lambda tx: chats.pause(tx, 5, "blocked", SUNDAY))
    publish(store, SUNDAY, ("a", "1", "2"))
    assert tick(store, engine, MONDAY_9) == 0
    publish(store, MONDAY_9, ("b", "1", "2"))
    store.run_now(lambda tx: chats.resume(tx, 5))
    assert tick(store, engine, MONDAY_9 + timedelta(hours=5)) == 1
    assert messages(store)[0].text.count("1 → **2**") == 2


def test_what_falls_due_is_told_once_to_who_follows_it(store: Store, engine: Engine) -> None:
    subscribe(store, JINAN, "daily")
    subscribe(store, JINING, "daily", chat=6)
    last_day = datetime(2026, 11, 24, 9, tzinfo=SHANGHAI)  # the term still holds on this day
    assert tick(store, engine, last_day) == 0
    assert tick(store, engine, last_day + timedelta(days=1)) == 1
    assert "期限至2026-11-24" in messages(store)[0].text
    assert tick(store, engine, last_day + timedelta(days=2)) == 1
    assert "GDP增长目标" in messages(store)[1].text
    assert tick(store, engine, last_day + timedelta(days=3)) == 0


def test_who_unsubscribed_is_not_told(store: Store, engine: Engine) -> None:
    subscriber = subscribe(store)
    publish(store, SUNDAY, ("a", "1", "2"))
    assert store.run_now(lambda tx: subscribing.unsubscribe(tx, subscriber, JINAN)) == 1
    assert tick(store, engine, MONDAY_9) == 0


def test_following_twice_is_one_subscription_with_the_last_frequency(store: Store) -> None:
    subscriber = subscribe(store, frequency="weekly")
    assert subscribe(store, frequency="daily") == subscriber
    [one] = store.run_now(lambda tx: subscriptions.of(tx, subscriber))
    at_nine = SUNDAY.replace(hour=9, minute=0).astimezone(UTC)
    assert (one.frequency, one.due_at) == ("daily", at_nine)


def test_a_new_zone_moves_the_hour(store: Store) -> None:
    subscriber = subscribe(store, frequency="daily")
    store.run_now(lambda tx: subscribing.set_zone(tx, subscriber, "Europe/Berlin", SUNDAY))
    [one] = store.run_now(lambda tx: subscriptions.of(tx, subscriber))
    assert one.due_at == datetime(2026, 11, 22, 8, tzinfo=UTC)
    with pytest.raises(ValueError, match="24"):
        store.run_now(lambda tx: subscribing.set_hour(tx, subscriber, 24, SUNDAY))


def test_many_subscribers_in_small_transactions(store: Store, engine: Engine) -> None:
    for chat in range(1, 251):
        subscribe(store, chat=chat)
    publish(store, SUNDAY, ("a", "1", "2"))
    assert tick(store, engine, MONDAY_9) == 250
    assert store.run_now(outbox.counts) == {"queued": 250}
    assert tick(store, engine, MONDAY_9) == 0


def test_a_subscriber_who_is_gone_leaves_nothing_due(store: Store, engine: Engine) -> None:
    subscriber = subscribe(store)
    store.run_now(lambda tx: tx.execute(subscribers.update(
        subscribers.subscribers).values(chat_id=6)))
    publish(store, SUNDAY, ("a", "1", "2"))
    assert tick(store, engine, MONDAY_9) == 1
    assert store.run_now(lambda tx: subscribers.get(tx, subscriber)) is not None


# What happens to one reader in any order: hours pass, something is published, he moves his hour.
EVENTS = st.lists(st.one_of(
    st.tuples(st.just("pass"), st.integers(1, 60)),
    st.tuples(st.just("publish"), st.integers(0, 2)),
    st.tuples(st.just("hour"), st.integers(0, 23)),
    st.tuples(st.just("zone"), st.sampled_from(["Asia/Shanghai", "America/New_York", "UTC"])),
    st.tuples(st.just("again"), st.integers(1, 3))), max_size=25)


@settings(max_examples=25, deadline=None,
          suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(EVENTS, st.sampled_from(["daily", "weekly"]))
def test_whatever_happens_nothing_is_lost_and_nothing_comes_twice(
        store: Store, engine: Engine, events: list[tuple[str, object]],
        frequency: Frequency) -> None:
    chat = store.run_now(subscriptions.count) + 10_000
    now, values = SUNDAY, {"x": 0, "y": 0, "z": 0}
    subscriber = subscribe(store, "*", frequency, chat=chat, now=now)
    told = dict.fromkeys(values, 0)
    for event, argument in [*events, ("pass", 24 * 9), ("again", 1)]:
        if event == "pass":
            now += timedelta(hours=int(str(argument)))
        elif event == "publish":
            name = list(values)[int(str(argument))]
            values[name] += 1
            publish(store, now, (f"{chat}{name}", str(values[name] - 1), str(values[name])))
        elif event == "hour":
            store.run_now(lambda tx, h=int(str(argument)), n=now: subscribing.set_hour(
                tx, subscriber, h, n))
        elif event == "zone":
            store.run_now(lambda tx, z=str(argument), n=now: subscribing.set_zone(
                tx, subscriber, z, n))
        tick(store, engine, now)
    bodies = [Outgoing.from_record(row.body).text for row in rows_of(store, chat) if row.body]
    for name in values:
        for text in bodies:
            for line in text.splitlines():
                if line.startswith(f"{chat}{name}:"):
                    old, new = line.split(":")[1].replace("*", "").split(" → ")
                    assert int(old) == told[name]
                    told[name] = int(new)
    assert told == values
    periods = [row.key.split(":")[3] for row in rows_of(store, chat)]
    assert len(periods) == len(set(periods))


def rows_of(store: Store, chat: int) -> list[outbox.OutboxRow]:
    def read(tx: Tx) -> list[outbox.OutboxRow]:
        numbers = tx.execute(outbox.select(outbox.outbox.c.id).where(
            outbox.outbox.c.chat_id == chat).order_by(outbox.outbox.c.id)).scalars()
        return [row for row in (outbox.get(tx, number) for number in numbers.all()) if row]

    return store.run_now(read)


def test_a_period_is_a_date_or_a_week(store: Store, engine: Engine) -> None:
    subscribe(store, chat=5, frequency="daily")
    subscribe(store, chat=6, frequency="weekly")
    publish(store, SUNDAY, ("a", "1", "2"))
    tick(store, engine, MONDAY_9)
    keys = [row.key for chat in (5, 6) for row in rows_of(store, chat)]
    assert keys == ["digest:1:daily:2026-11-23:1", "digest:2:weekly:2026-W48:1"]
    assert date.fromisoformat("2026-11-23").isocalendar().week == 48
