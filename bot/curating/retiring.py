"""Letting go of an engine without holding up the event loop.

Freeing a large graph is one act of the interpreter: dropping the last reference to an engine stops
every thread for as long as it has objects. So its objects are first all held by one list, which
breaks the chain, and then let go a few at a time.
"""

from __future__ import annotations

import asyncio
import gc
import time
from types import BuiltinFunctionType, FunctionType, MethodType, ModuleType

SLICE = 2000
PAUSE = 0.0005  # seconds in which the loop may run
GRACE = 5.0  # seconds for which a message may still use what was served when it came
LASTING = (type, ModuleType, FunctionType, BuiltinFunctionType, MethodType)


class Retirement:
    """Takes what is no longer served and frees it after a while, beside the loop."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[None]] = set()

    def take(self, root: object) -> None:
        """Free this, and what only it holds, when nobody uses it any more."""
        task = asyncio.create_task(self._free([root]), name="retire")
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    @staticmethod
    async def _free(roots: list[object]) -> None:
        await asyncio.sleep(GRACE)
        await asyncio.to_thread(retire, roots)


def retire(roots: list[object]) -> int:
    """Free what only these roots hold, in slices; returns how many objects were held.

    It empties `roots`. Run it in a thread, when nobody uses the roots any more.
    """
    held: list[object] = []
    seen: set[int] = set()
    while roots:
        for item in gc.get_referents(roots.pop()):
            # What is not tracked has no parts, and what outlives every engine is passed by.
            if id(item) not in seen and gc.is_tracked(item) and not isinstance(item, LASTING):
                seen.add(id(item))
                held.append(item)
                roots.append(item)
                if len(held) % SLICE == 0:
                    time.sleep(PAUSE)
    count = len(held)
    seen.clear()
    while held:
        del held[-SLICE:]
        time.sleep(PAUSE)
    return count
