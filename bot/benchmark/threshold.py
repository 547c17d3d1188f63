"""Where a peer should refuse: the score below which refusing pays on the questions it is shown."""

from __future__ import annotations

from collections.abc import Sequence

from bot.benchmark.judging import judge
from bot.benchmark.running import Asked

WORTH = {"right": 1, "missed": 0, "wrong": -1}


def best_threshold(asked: Sequence[Asked]) -> float:
    """Return the threshold with the most right and the fewest wrong, one counted as the other.

    `asked` are questions that were answered without a threshold; of equals the lowest is taken.
    """
    rising = sorted(asked, key=lambda one: one.told.score)
    worth = best = sum(WORTH[one.verdict] for one in rising)
    threshold = 0.0
    for at, one in enumerate(rising):
        worth += WORTH[judge(one.item, "unknown", "")] - WORTH[one.verdict]
        following = rising[at + 1].told.score if at + 1 < len(rising) else float("inf")
        if following > one.told.score and worth > best:
            best, threshold = worth, (one.told.score + min(following, one.told.score * 2)) / 2
    return threshold
