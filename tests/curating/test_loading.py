"""The real files through the real loader: what is staged is what answers."""

from __future__ import annotations

import asyncio
import gc
from datetime import UTC, datetime
from pathlib import Path

from bot.curating.curator import Curator, Published
from bot.curating.current import Current
from bot.curating.loading import ThreadLoader
from bot.settings import KnowledgeSettings
from bot.store.database import Store
from tests.curating.knowledge import INTENTS, edit, write_seeds
from tests.delivery.fakes import HandClock

NOW = datetime(2026, 11, 22, 1, tzinfo=UTC)
QUESTION = "济南高新区有多少家高新技术企业"


def test_an_edit_is_staged_published_and_answered(tmp_path: Path) -> None:
    seeds = write_seeds(tmp_path / "seeds")
    store = Store.open(f"sqlite:///{tmp_path}/a.db", tmp_path / "key", {})

    async def run() -> None:
        current = Current()
        loader = ThreadLoader(KnowledgeSettings(seeds, INTENTS), 30)
        curator = Curator(store, loader, current, HandClock(), "Asia/Shanghai")
        await curator.start()
        assert "2029" in current.engine.answer(QUESTION, NOW)[0].text
        edit(seeds, "source: first, what_en", "source: nowhere, what_en")
        broken = await curator.stage()
        assert not broken.publishable
        assert [(one.path, one.line) for one in broken.problems if one.severity == "error"] == [
            ("seeds/facts/all.yaml", 2)]
        assert "2029" in current.engine.answer(QUESTION, NOW)[0].text
        edit(seeds, "source: nowhere, what_en", "source: second, what_en")
        edit(seeds, "value: 2029 家, status: actual,\n   as_of: 2023-01-30",
             "value: 2310 家, status: actual,\n   as_of: 2026-11-01")
        staged = await curator.stage()
        assert staged.publishable
        published = await curator.publish(staged.id, 7)
        assert isinstance(published, Published)
        assert "2310" in current.engine.answer(QUESTION, NOW)[0].text
        [change] = published.changes
        assert (change.kind, change.said("zh-Hans").old, change.said("zh-Hans").new) == (
            "changed", "2029 家", "2310 家")
        assert change.said("zh-Hans").new_date == "2026-11-01"

    asyncio.run(run())
    store.close_now()
    assert gc.isenabled()


def test_broken_replies_and_a_missing_folder_are_told(tmp_path: Path) -> None:
    import shutil

    seeds = write_seeds(tmp_path / "seeds")
    intents = tmp_path / "intents"
    shutil.copytree(INTENTS, intents)
    store = Store.open(f"sqlite:///{tmp_path}/a.db", tmp_path / "key", {})

    async def run() -> None:
        curator = Curator(store, ThreadLoader(KnowledgeSettings(seeds, intents), 30), Current(),
                          HandClock(), "Asia/Shanghai")
        await curator.start()
        (intents / "replies" / "digests.zh-Hans.yaml").write_text("a: [\n", encoding="utf-8")
        staged = await curator.stage()
        assert not staged.publishable
        [problem] = staged.problems
        assert problem.path == "intents/replies/digests.zh-Hans.yaml"

    asyncio.run(run())
    store.close_now()
