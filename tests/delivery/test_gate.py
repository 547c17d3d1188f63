"""Who passes first, and that nobody waits for nothing."""

from __future__ import annotations

import asyncio
import time

from bot.delivery.gate import Gate
from bot.delivery.limiter import Limiter, Rates

ONE_BY_ONE = Rates(per_second=1000, bulk_per_second=50, chat_per_second=1000, chat_burst=1000)


def test_replies_pass_before_bulk() -> None:
    async def run() -> list[str]:
        gate, passed = Gate(Limiter(Rates(per_second=1, bulk_per_second=1))), []

        async def send(name: str, lane: str, chat: int) -> None:
            await gate.wait(chat, lane)  # type: ignore[arg-type]
            passed.append(name)

        gate._limiter.note(gate._now(), 99, "bulk")
        tasks = [asyncio.create_task(send(f"bulk {n}", "bulk", n + 10)) for n in range(2)]
        await asyncio.sleep(0)
        tasks += [asyncio.create_task(send(f"reply {n}", "reply", n)) for n in range(2)]
        done, rest = await asyncio.wait(tasks, timeout=2.5)
        for task in rest:
            task.cancel()
        await asyncio.gather(*rest, return_exceptions=True)
        assert done
        return passed

    assert asyncio.run(run())[:2] == ["reply 0", "reply 1"]


def test_bulk_flows_while_a_chat_is_frozen() -> None:
    async def run() -> tuple[set[int], bool]:
        gate, passed = Gate(Limiter(ONE_BY_ONE)), set()
        gate.flooded(1, 1000)

        async def send(chat: int) -> None:
            await gate.wait(chat, "bulk")
            passed.add(chat)

        frozen = asyncio.create_task(send(1))
        await asyncio.gather(*(send(chat) for chat in range(2, 12)))
        still = not frozen.done()
        frozen.cancel()
        await asyncio.gather(frozen, return_exceptions=True)
        return passed, still

    assert asyncio.run(run()) == (set(range(2, 12)), True)


def test_a_cancelled_waiter_takes_no_turn() -> None:
    async def run() -> int:
        gate = Gate(Limiter(Rates(per_second=1000, bulk_per_second=5)))
        first = asyncio.create_task(gate.wait(1, "bulk"))
        waiting = [asyncio.create_task(gate.wait(chat, "bulk")) for chat in range(2, 40)]
        await first
        for task in waiting[:-1]:
            task.cancel()
        began = time.monotonic()
        await waiting[-1]
        assert time.monotonic() - began < 5  # 37 turns of 0.2 s were not waited for
        return len(gate._waiting)

    assert asyncio.run(run()) == 0


def test_the_bulk_rate_is_reached_but_not_passed() -> None:
    async def run() -> list[float]:
        gate, times = Gate(Limiter(ONE_BY_ONE)), []

        async def send(chat: int) -> None:
            await gate.wait(chat, "bulk")
            times.append(time.monotonic())

        await asyncio.gather(*(send(chat) for chat in range(1, 26)))
        return times

    times = asyncio.run(run())
    assert times[-1] - times[0] >= 24 / 50 - 0.02
