"""Kill this process at a named point, so that tests can prove what survives.

Nothing happens unless YUANWEN_CRASH_AT names a point: `relay.claimed`, or `relay` for any point
of that room, with `:N` for the Nth time that it is reached.
"""

from __future__ import annotations

import os
import signal

CRASH_VARIABLE = "YUANWEN_CRASH_AT"
_hits = 0


def point(name: str) -> None:
    """Die here, as kill -9 would, if this is the point that was asked for."""
    wanted = os.environ.get(CRASH_VARIABLE)
    if not wanted:
        return
    prefix, _, count = wanted.partition(":")
    if name != prefix and not name.startswith(f"{prefix}."):
        return
    global _hits  # noqa: PLW0603  (a test seam that outlives any object)
    _hits += 1
    if _hits >= int(count or 1):
        os.kill(os.getpid(), signal.SIGKILL)
