"""A reload under load: the event loop goes on, and every answer is of one release or the next."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.curating import retiring
from bot.curating.curator import Curator, Published
from bot.curating.current import Current
from bot.curating.loading import ThreadLoader
from bot.settings import KnowledgeSettings
from bot.store.database import Store
from tests.conftest import Proof
from tests.curating.knowledge import INTENTS, ROOT, edit
from tests.delivery.fakes import HandClock

NOW = datetime(2026, 11, 22, 1, tzinfo=UTC)
QUESTION, TOLD = "济南高新区有多少家高新技术企业", "2029"


@pytest.mark.proof
def test_a_reload_under_load_never_stops_the_loop(
        tmp_path: Path, proof: Proof, monkeypatch: pytest.MonkeyPatch) -> None:
    import shutil

    monkeypatch.setattr(retiring, "GRACE", 0.1)
    seeds = tmp_path / "seeds"
    shutil.copytree(ROOT / "seeds", seeds)
    (seeds / "facts" / "probe.yaml").write_text(
        "- {id: probe, entity: 济南市, what: 试验数, value: 1 个, status: actual,\n"
        "   as_of: 2026-11-01, source: gaoxin-1334}\n", encoding="utf-8")
    store = Store.open(f"sqlite:///{tmp_path}/a.db", tmp_path / "key", {})
    waits: list[float] = []

    async def watch() -> None:
        while True:
            before = time.perf_counter()
            await asyncio.sleep(0.005)
            waits.append(time.perf_counter() - before - 0.005)

    async def run() -> int:
        current = Current()
        curator = Curator(store, ThreadLoader(KnowledgeSettings(seeds, INTENTS), 30), current,
                          HandClock(), "Asia/Shanghai")
        await curator.start()
        watcher = asyncio.create_task(watch())
        answers = 0
        for number in range(proof.count(1, 5)):
            edit(seeds, f"value: {number + 1} 个", f"value: {number + 2} 个", "facts/probe.yaml")
            reload = asyncio.create_task(_reload(curator))
            while not reload.done():
                told = current.engine.knowledge.facts["probe"].value
                assert told in (f"{number + 1} 个", f"{number + 2} 个")
                assert TOLD in current.engine.answer(QUESTION, NOW)[0].text
                answers += 1
                await asyncio.sleep(0.01)
            assert isinstance(reload.result(), Published)
            assert current.engine.knowledge.facts["probe"].value == f"{number + 2} 个"
        await asyncio.sleep(1.0)
        watcher.cancel()
        return answers

    answers = asyncio.run(run())
    store.close_now()
    waits.sort()
    proof.record(
        "A reload does not stop the bot (times: this machine, this run)",
        f"{answers} answers meanwhile, all of one release or the next; longest pause of the loop "
        f"{waits[-1] * 1000:.0f} ms, 99th percentile {waits[int(len(waits) * .99)] * 1000:.0f} ms")


async def _reload(curator: Curator) -> object:
    staged = await curator.stage()
    return await curator.publish(staged.id, 7)
