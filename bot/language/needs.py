"""What speaks against an answer that leaves out a part of the question.

A question that says "chairman" is not answered by a fact in which nobody is chairman, one that
says "please" is answered by any. How much each gram has to be answered (in logits) was learnt from
questions with known answers and questions that nothing answers (`make fit`).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from bot.language import worths

SHIPPED = Path(__file__).parent / "data" / "needs.tsv"
LEAST = 0.02          # logits: a gram that matters less is left out


def save(needs: Mapping[str, float], path: Path) -> None:
    """Write what grams need, those that need most first."""
    worths.save(needs, path, LEAST)


@lru_cache(maxsize=1)
def shipped() -> Mapping[str, float]:
    """Return what was learnt last, as it comes with the program."""
    return worths.read(SHIPPED)
