"""What speaks against an answer that leaves out a part of the question.

A question that says "chairman" is not answered by a fact in which nobody is chairman, one that
says "please" is answered by any. How much each gram has to be answered (in logits) was learnt from
questions with known answers and questions that nothing answers (`make fit`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bot.language.grams import Codes, Grams, look_up

SHIPPED = Path(__file__).parent / "data" / "needs.tsv"
LEAST = 0.02          # logits: a gram that matters less is left out


@dataclass(frozen=True, slots=True, eq=False)
class Needs:
    """Grams, as codes in order, and how much each has to be answered (logits)."""

    vocabulary: Codes
    worth: npt.NDArray[np.float32]

    def of(self, codes: Codes) -> npt.NDArray[np.float32]:
        """Return how much each of some grams has to be answered; nought where that is not known."""
        found = np.zeros(len(codes), dtype=np.float32)
        at, known = look_up(self.vocabulary, codes)
        found[known] = self.worth[at[known]]
        return found


def numbered(needs: Mapping[str, float], grams: Grams) -> Needs:
    """Return needs, told by the text of each gram, for one numbering of grams."""
    found = sorted((grams.code(gram), worth) for gram, worth in needs.items())
    return Needs(np.array([code for code, _ in found], dtype=np.int64),
                 np.array([worth for _, worth in found], dtype=np.float32))


def save(needs: Mapping[str, float], path: Path) -> None:
    """Write what grams need: one a line, those that need most first."""
    lines = [f"{gram}\t{worth:.2f}" for gram, worth in sorted(
        needs.items(), key=lambda one: (-one[1], one[0])) if abs(worth) >= LEAST]
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


@lru_cache(maxsize=1)
def shipped() -> Mapping[str, float]:
    """Return what was learnt last, as it comes with the program."""
    rows = (line.split("\t") for line in SHIPPED.read_text(encoding="utf-8").splitlines())
    return {gram: float(worth) for gram, worth in rows}
