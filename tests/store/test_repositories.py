"""What the functions of the store promise, on a real file."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.store import (
    audit,
    changes,
    chats,
    enquiries,
    missed,
    moving,
    outbox,
    releases,
    roles,
    staff,
    subscribers,
    subscriptions,
    updates,
)
from bot.store.changes import ChangeRecord, Words
from bot.store.database import Store
from bot.store.tx import Tx

NOW = datetime(2026, 11, 22, 1, tzinfo=UTC)
LATER = NOW + timedelta(minutes=5)
MESSAGE = {"said": "hello"}


# ---- inbox ---------------------------------------------------------------------------------------


def test_an_update_is_stored_once(store: Store) -> None:
    def step(tx: Tx) -> tuple[bool, bool, int | None]:
        return (updates.accept(tx, 7, 5, MESSAGE, NOW), updates.accept(tx, 7, 5, MESSAGE, LATER),
                updates.last_id(tx))

    assert store.run_now(step) == (True, False, 7)


def test_an_update_goes_from_received_to_done_and_is_emptied(store: Store) -> None:
    store.run_now(lambda tx: updates.accept(tx, 7, 5, MESSAGE, NOW))
    store.run_now(lambda tx: updates.replying(tx, 7, [{"n": 1}, {"n": 2}, {"n": 3}]))
    store.run_now(lambda tx: updates.progress(tx, 7, 1))
    [waiting] = store.run_now(updates.waiting)
    assert (waiting.state, waiting.replies, waiting.replies_sent) == (
        "replying", ({"n": 2}, {"n": 3}), 1)
    store.run_now(lambda tx: updates.done(tx, 7))
    assert store.run_now(updates.waiting) == []
    assert store.run_now(updates.counts) == {"done": 1}
    assert not store.run_now(lambda tx: updates.accept(tx, 7, 5, MESSAGE, NOW))


def test_an_update_without_replies_is_done_at_once(store: Store) -> None:
    store.run_now(lambda tx: updates.accept(tx, 7, 5, MESSAGE, NOW))
    store.run_now(lambda tx: updates.replying(tx, 7, []))
    assert store.run_now(updates.counts) == {"done": 1}


def test_an_update_that_takes_every_start_down_is_given_up(store: Store) -> None:
    store.run_now(lambda tx: updates.accept(tx, 7, 5, MESSAGE, NOW))
    assert [store.run_now(lambda tx: updates.recovered(tx, 3)) for _ in range(4)] == [0, 0, 0, 1]
    assert store.run_now(updates.counts) == {"failed": 1}


def test_old_updates_are_purged_but_none_that_waits(store: Store) -> None:
    for number in (1, 2):
        store.run_now(lambda tx, n=number: updates.accept(tx, n, 5, MESSAGE, NOW))
    store.run_now(lambda tx: updates.done(tx, 1))
    assert store.run_now(lambda tx: updates.purge(tx, LATER)) == 1
    assert store.run_now(updates.counts) == {"received": 1}


# ---- chats ---------------------------------------------------------------------------------------


def test_a_chat_keeps_its_own_choice_of_language(store: Store) -> None:
    def step(tx: Tx) -> list[str | None]:
        seen = [chats.touch(tx, 5, "private", NOW).language]
        seen.append(chats.touch(tx, 5, "private", NOW, "en").language)
        chats.set_language(tx, 5, "zh-Hant")
        seen.append(chats.touch(tx, 5, "private", LATER, "en").language)
        return seen

    assert store.run_now(step) == [None, "en", "zh-Hant"]


def test_a_chat_keeps_settings_context_and_form(store: Store) -> None:
    def step(tx: Tx) -> None:
        chats.touch(tx, 5, "private", NOW)
        chats.set_setting(tx, 5, "a", 1)
        chats.set_setting(tx, 5, "b", [2])
        chats.set_context(tx, 5, {"facts": ["x"]})
        chats.set_form(tx, 5, {"field": "name"})

    store.run_now(step)
    chat = store.run_now(lambda tx: chats.get(tx, 5))
    assert chat is not None
    assert (chat.settings, chat.context, chat.form) == (
        {"a": 1, "b": [2]}, {"facts": ["x"]}, {"field": "name"})
    store.run_now(lambda tx: chats.set_form(tx, 5, None))
    again = store.run_now(lambda tx: chats.get(tx, 5))
    assert again is not None
    assert again.form is None


# ---- roles ---------------------------------------------------------------------------------------


def test_the_first_owner_comes_by_a_code_that_serves_once(store: Store) -> None:
    code = store.run_now(roles.new_code)
    assert code is not None
    assert not store.run_now(lambda tx: roles.claim(tx, code + "x", 1, NOW))
    assert store.run_now(lambda tx: roles.claim(tx, f" {code} ", 1, NOW))
    assert not store.run_now(lambda tx: roles.claim(tx, code, 2, NOW))
    assert store.run_now(lambda tx: roles.role(tx, 1)) == "owner"
    assert store.run_now(roles.new_code) is None


def test_a_new_code_ends_the_one_before(store: Store) -> None:
    first, second = store.run_now(roles.new_code), store.run_now(roles.new_code)
    assert first is not None
    assert second is not None
    assert not store.run_now(lambda tx: roles.claim(tx, first, 1, NOW))
    assert store.run_now(lambda tx: roles.claim(tx, second, 1, NOW))


def test_a_role_is_given_and_taken(store: Store) -> None:
    store.run_now(lambda tx: roles.grant(tx, 3, "editor", 1, NOW))
    store.run_now(lambda tx: roles.grant(tx, 3, "owner", 1, LATER))
    assert [(row.user_id, row.role) for row in store.run_now(roles.everyone)] == [(3, "owner")]
    store.run_now(lambda tx: roles.revoke(tx, 3))
    assert store.run_now(lambda tx: roles.role(tx, 3)) is None


# ---- releases and changes ------------------------------------------------------------------------


@given(st.dictionaries(st.from_regex(r"seeds/[a-z]{1,8}\.yaml", fullmatch=True),
                       st.binary(max_size=200), max_size=5))
def test_files_come_back_as_they_were(files: dict[str, bytes]) -> None:
    assert releases.unpacked(releases.packed(files)) == files
    assert releases.packed(files) == releases.packed(dict(reversed(files.items())))


@given(st.dictionaries(st.text("ab/", min_size=1, max_size=3), st.binary(max_size=3), max_size=3),
       st.dictionaries(st.text("ab/", min_size=1, max_size=3), st.binary(max_size=3), max_size=3))
def test_only_the_same_files_have_the_same_digest(one: dict[str, bytes],
                                                  other: dict[str, bytes]) -> None:
    assert (releases.digest_of(one) == releases.digest_of(other)) == (one == other)


def test_releases_are_numbered_and_kept(store: Store) -> None:
    files = {"seeds/a.yaml": "数".encode()}
    first = store.run_now(lambda tx: releases.add(tx, "baseline", files, None, NOW))
    second = store.run_now(lambda tx: releases.add(tx, "publish", {}, 3, LATER))
    assert (first.number, second.number) == (1, 2)
    assert store.run_now(releases.newest) == second
    assert store.run_now(lambda tx: releases.files(tx, 1)) == files
    assert store.run_now(releases.all_of) == [second, first]
    assert store.run_now(lambda tx: releases.get(tx, 9)) is None


def test_changes_keep_their_order_and_their_words(store: Store) -> None:
    record = ChangeRecord("changed", ("a", "b"), ("park", "city"), {
        "zh-Hans": Words("企业数", "2029", "2310", "2023", "2026", ("来源",)),
        "en": Words("companies", "2,029", "2,310")})
    store.run_now(lambda tx: changes.add(tx, 2, [record, record]))
    store.run_now(lambda tx: changes.add(tx, 3, [record]))
    rows = store.run_now(lambda tx: changes.since(tx, 1))
    assert [(row.release, row.position) for row in rows] == [(2, 0), (2, 1), (3, 0)]
    assert rows[0].change == record
    assert len(store.run_now(lambda tx: changes.of(tx, 2))) == 2


# ---- enquiries, missed, audit --------------------------------------------------------------------


def test_an_enquiry_and_its_messages(store: Store) -> None:
    enquiry = store.run_now(
        lambda tx: enquiries.create(tx, 5, 50, {"asks": "厂房"}, NOW, language="zh-Hans"))
    assert enquiry.code == f"E{enquiry.id}"
    numbers = [store.run_now(lambda tx: enquiries.add_message(tx, enquiry.id, "in", "a", NOW)),
               store.run_now(lambda tx: enquiries.add_message(tx, enquiry.id, "out", "b", NOW, 3))]
    assert len(set(numbers)) == 2
    lines = store.run_now(lambda tx: enquiries.messages(tx, enquiry.id))
    assert [(line.direction, line.text, line.written_by) for line in lines] == [
        ("in", "a", None), ("out", "b", 3)]
    store.run_now(lambda tx: enquiries.link(tx, enquiry.id, -9, 77))
    assert store.run_now(lambda tx: enquiries.by_link(tx, -9, 77)) == enquiry
    assert store.run_now(lambda tx: enquiries.by_link(tx, 5, 77)) is None
    assert store.run_now(lambda tx: enquiries.open_of(tx, 5)) == enquiry
    store.run_now(lambda tx: enquiries.set_state(tx, enquiry.id, "closed", NOW))
    assert store.run_now(lambda tx: enquiries.open_of(tx, 5)) is None
    assert len(store.run_now(lambda tx: enquiries.listing(tx, "closed"))) == 1


def test_a_missed_question_is_one_row_however_it_is_spaced(store: Store) -> None:
    for chat, text in ((5, "How much is the  rent?"), (6, "how much is the rent?"), (5, "other")):
        store.run_now(lambda tx, c=chat, t=text: missed.record(tx, c, t, "unknown", "en", NOW))
    found = store.run_now(missed.listing)
    assert [(one.count, one.text) for one in found] == [
        (2, "How much is the  rent?"), (1, "other")]
    store.run_now(lambda tx: missed.settle(tx, found[0].id))
    assert len(store.run_now(missed.listing)) == 1


def test_the_audit_log_is_newest_first(store: Store) -> None:
    store.run_now(lambda tx: audit.record(tx, 1, "release.publish", NOW, release=2))
    store.run_now(lambda tx: audit.record(tx, None, "role.grant", LATER, user=3))
    assert [entry.action for entry in store.run_now(audit.listing)] == [
        "role.grant", "release.publish"]


# ---- moving and forgetting -----------------------------------------------------------------------


def furnish(tx: Tx, chat_id: int) -> None:
    chats.touch(tx, chat_id, "group", NOW)
    subscriber = subscribers.make(tx, chat_id, 0, NOW, language="en", zone="UTC", hour=9, weekday=0)
    subscriptions.add(tx, subscriber.id, "*", "daily", NOW, watermark=1,
                      noticed_until=date(2026, 11, 21), due_at=NOW)
    subscriptions.note_told(tx, subscriber.id, "daily", "2026-11-22", 1, NOW)
    outbox.enqueue(tx, f"digest:{chat_id}", "digest", chat_id, MESSAGE, NOW)
    enquiry = enquiries.create(tx, chat_id, 3, MESSAGE, NOW, language="en")
    enquiries.add_message(tx, enquiry.id, "in", "hello", NOW)
    enquiries.link(tx, enquiry.id, -1, chat_id)
    outbox.enqueue(tx, f"card:{chat_id}", "enquiry", -1, MESSAGE, NOW, ref=f"enquiry:{enquiry.id}")
    missed.record(tx, chat_id, f"hello {chat_id}", "unknown", "en", NOW)


def test_a_chat_that_moved_takes_everything_along(store: Store) -> None:
    store.run_now(lambda tx: furnish(tx, -5))
    store.run_now(lambda tx: staff.set_chat(tx, -5))
    for _ in range(2):  # both the error and the service message may tell it
        store.run_now(lambda tx: moving.migrate(tx, -5, -1005))
    subscriber = store.run_now(lambda tx: subscribers.find(tx, -1005))
    assert subscriber is not None
    assert len(store.run_now(lambda tx: subscriptions.of(tx, subscriber.id))) == 1
    assert [row.chat_id for row in store.run_now(lambda tx: outbox.due(tx, NOW, 9))] == [-1005, -1]
    assert store.run_now(lambda tx: enquiries.open_of(tx, -1005)) is not None
    assert store.run_now(lambda tx: chats.get(tx, -5)) is None
    assert store.run_now(staff.chat) == -1005


def test_a_chat_that_moved_where_something_was_already(store: Store) -> None:
    for chat in (-5, -1005):
        store.run_now(lambda tx, c=chat: furnish(tx, c))
    store.run_now(lambda tx: moving.migrate(tx, -5, -1005))
    assert store.run_now(lambda tx: subscribers.find(tx, -5)) is None
    assert store.run_now(subscriptions.count) == 1


def test_what_is_forgotten_is_gone_and_nothing_else(store: Store) -> None:
    for chat in (5, 6):
        store.run_now(lambda tx, c=chat: furnish(tx, c))
    forgotten = store.run_now(lambda tx: moving.forget(tx, 5))
    assert (forgotten.subscriptions, forgotten.enquiries, forgotten.messages) == (1, 1, 2)
    assert store.run_now(lambda tx: chats.get(tx, 5)) is None
    assert store.run_now(lambda tx: enquiries.get(tx, 1)) is None
    assert store.run_now(lambda tx: enquiries.messages(tx, 1)) == []
    assert [one.text for one in store.run_now(missed.listing)] == ["hello 6"]
    assert store.run_now(outbox.counts) == {"queued": 2}
    assert store.run_now(subscriptions.count) == 1
    assert store.run_now(lambda tx: enquiries.get(tx, 2)) is not None


# ---- who is due ----------------------------------------------------------------------------------


@pytest.mark.parametrize(("at", "paused", "expected"), [
    (NOW - timedelta(seconds=1), False, []), (NOW, False, [1]), (NOW, True, [])])
def test_who_is_due(store: Store, at: datetime, paused: bool, expected: list[int]) -> None:
    store.run_now(lambda tx: furnish(tx, 5))
    if paused:
        store.run_now(lambda tx: chats.pause(tx, 5, "blocked", NOW))
    assert store.run_now(lambda tx: subscriptions.due(tx, at, 9)) == expected
