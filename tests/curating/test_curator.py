"""From edited files to what is served: baseline, stage, publish, rollback."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.curating import retiring
from bot.curating.curator import Curator, Published, Refused
from bot.curating.current import Current
from bot.errors import UsageProblem
from bot.store import audit, changes, releases
from bot.store.database import Store
from tests.delivery.fakes import HandClock
from tests.digests.stub import HIGH_TECH, JINAN, StubLoader


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store.open(f"sqlite:///{tmp_path}/a.db", tmp_path / "key", {})
    yield store
    store.close_now()


@pytest.fixture
def loader() -> StubLoader:
    return StubLoader({"seeds/values": b"", "intents/words": b"x"})


class Room:
    """A curator and what it swaps."""

    def __init__(self, store: Store, loader: StubLoader) -> None:
        self.current = Current()
        self.curator = Curator(store, loader, self.current, HandClock(), "Asia/Shanghai")

    @property
    def companies(self) -> str:
        return self.current.engine.knowledge.facts["companies"].value


def test_the_first_start_is_a_baseline_and_no_news(store: Store, loader: StubLoader) -> None:
    async def run() -> None:
        room = Room(store, loader)
        await room.curator.start()
        assert (room.current.release, room.companies) == (1, "2029 家")
        again = Room(store, loader)
        loader.files["seeds/values"] = b"companies=2310"
        await again.curator.start()
        assert (again.current.release, again.companies) == (1, "2029 家")
        assert await again.curator.differing() == ("seeds/values",)

    asyncio.run(run())
    assert store.run_now(lambda tx: changes.since(tx, 0)) == []
    assert [one.kind for one in store.run_now(releases.all_of)] == ["baseline"]


def test_a_first_start_with_broken_files_says_where(store: Store, loader: StubLoader) -> None:
    loader.files["seeds/values"] = b"broken"
    with pytest.raises(UsageProblem, match="seeds/values:3: x"):
        asyncio.run(Room(store, loader).curator.start())
    assert store.run_now(releases.newest) is None


def test_staging_shows_what_would_change_and_changes_nothing(store: Store,
                                                             loader: StubLoader) -> None:
    async def run() -> None:
        room = Room(store, loader)
        await room.curator.start()
        same = await room.curator.stage()
        assert (same.same, same.publishable, same.changes, same.files) == (True, False, (), ())
        loader.files["seeds/values"] = b"companies=2310"
        staged = await room.curator.stage()
        assert (staged.publishable, staged.files) == (True, ("seeds/values",))
        assert [(one.kind, one.new.value) for one in staged.changes if one.new] == [
            ("changed", "2310")]
        loader.files["seeds/values"] = b"broken"
        broken = await room.curator.stage()
        assert (broken.publishable, broken.problems[0].line) == (False, 3)
        assert room.companies == "2029 家"
        assert isinstance(await room.curator.publish(broken.id, 7), Refused)
        assert room.companies == "2029 家"

    asyncio.run(run())
    assert len(store.run_now(releases.all_of)) == 1


def test_publishing_keeps_the_files_and_what_they_changed(store: Store,
                                                          loader: StubLoader) -> None:
    async def run() -> Published | Refused:
        room = Room(store, loader)
        await room.curator.start()
        loader.files["seeds/values"] = b"companies=2310"
        staged = await room.curator.stage()
        published = await room.curator.publish(staged.id, 7)
        assert (room.current.release, room.companies) == (2, "2310")
        assert await room.curator.publish(staged.id, 7) == published
        assert await room.curator.differing() == ()
        return published

    published = asyncio.run(run())
    assert isinstance(published, Published)
    [row] = store.run_now(lambda tx: changes.since(tx, 1))
    assert published.changes == (row.change,)
    assert row.change.topics == (HIGH_TECH, JINAN)
    assert (row.change.said("zh-Hans").old, row.change.said("zh-Hans").new) == ("2029 家", "2310")
    assert row.change.said("en").label.startswith("Jinan High-tech Zone")
    assert row.change.said("en").sources == ("Outlook",)
    assert store.run_now(lambda tx: releases.files(tx, 2))["seeds/values"] == b"companies=2310"
    assert [(entry.actor, entry.action) for entry in store.run_now(audit.listing)] == [
        (7, "release.publish"), (None, "release.baseline")]


def test_what_was_not_shown_is_not_published(store: Store, loader: StubLoader) -> None:
    async def run() -> None:
        room = Room(store, loader)
        await room.curator.start()
        loader.files["seeds/values"] = b"companies=2310"
        staged = await room.curator.stage()
        loader.files["seeds/values"] = b"companies=9999"
        assert await room.curator.publish(staged.id, 7) == Refused("stale")
        assert await room.curator.publish("", 7) == Refused("stale")
        assert room.companies == "2029 家"

    asyncio.run(run())


def test_a_button_from_before_a_restart_still_publishes(store: Store, loader: StubLoader) -> None:
    async def run() -> None:
        room = Room(store, loader)
        await room.curator.start()
        loader.files["seeds/values"] = b"companies=2310"
        staged = await room.curator.stage()
        restarted = Room(store, loader)
        await restarted.curator.start()
        published = await restarted.curator.publish(staged.id, 7)
        assert isinstance(published, Published)
        assert restarted.companies == "2310"

    asyncio.run(run())


def test_two_who_press_at_once_make_one_release(store: Store, loader: StubLoader) -> None:
    async def run() -> None:
        room = Room(store, loader)
        await room.curator.start()
        loader.files["seeds/values"] = b"companies=2310"
        staged = await room.curator.stage()
        both = await asyncio.gather(*(room.curator.publish(staged.id, by) for by in (7, 8)))
        assert both[0] == both[1]

    asyncio.run(run())
    assert len(store.run_now(releases.all_of)) == 2


def test_a_rollback_is_a_new_release_and_names_what_differs(store: Store,
                                                            loader: StubLoader) -> None:
    async def run() -> None:
        room = Room(store, loader)
        await room.curator.start()
        loader.files["seeds/values"] = b"companies=2310"
        staged = await room.curator.stage()
        await room.curator.publish(staged.id, 7)
        assert await room.curator.rollback(99, 7) == Refused("missing")
        back = await room.curator.rollback(1, 7)
        assert isinstance(back, Published)
        assert (back.release, room.companies) == (3, "2029 家")
        assert await room.curator.rollback(1, 7) == back
        assert await room.curator.differing() == ("seeds/values",)
        forward = await room.curator.publish(staged.id, 7)
        assert isinstance(forward, Published)
        assert forward.release == 4

    asyncio.run(run())
    newest = store.run_now(lambda tx: releases.get(tx, 3))
    assert newest is not None
    assert (newest.kind, newest.of_release) == ("rollback", 1)


def test_a_release_that_no_longer_loads_gives_way_to_the_files(store: Store,
                                                               loader: StubLoader) -> None:
    store.run_now(lambda tx: releases.add(
        tx, "baseline", {"seeds/values": b"broken"}, None, HandClock().now()))

    async def run() -> None:
        room = Room(store, loader)
        await room.curator.start()
        assert (room.current.release, room.companies) == (2, "2029 家")

    asyncio.run(run())


def test_what_is_retired_is_freed_but_not_what_others_hold() -> None:
    import weakref

    class Part:
        pass

    shared, own = Part(), Part()
    gone = weakref.ref(own)
    root = {"parts": [own, shared, {"again": own}], "function": len, "type": Part}
    roots: list[object] = [root]
    del own, root
    assert retiring.retire(roots) >= 3
    assert gone() is None
    assert isinstance(shared, Part)
    assert roots == []
