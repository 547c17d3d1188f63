"""How much a text speaks of what is asked here: the log-odds that it is a question about parks.

Learnt of grams (`make belong`) from the ways in which people ask for labels, and from messages
beside the subject. It weighs where a question names no subject: there a fact is soon like anything.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bot.language.grams import Codes, Grams, look_up

SHIPPED = Path(__file__).parent / "data" / "belonging.tsv"
LEAST = 0.1           # logits: a gram that says less is left out


@dataclass(frozen=True, slots=True, eq=False)
class Belonging:
    """Grams, as codes in order, what each says for the subject (logits), and what no gram does."""

    vocabulary: Codes
    worth: npt.NDArray[np.float32]
    bias: float

    def of(self, codes: Codes) -> float:
        """Return the log-odds that a text of some grams, each once, is about the subject."""
        at, known = look_up(self.vocabulary, codes)
        return self.bias + float(self.worth[at[known]].sum())


def numbered(said: Mapping[str, float], grams: Grams) -> Belonging:
    """Return what grams say, told by the text of each, for one numbering; "" is the bias."""
    found = sorted((grams.code(gram), worth) for gram, worth in said.items() if gram)
    return Belonging(np.array([code for code, _ in found], dtype=np.int64),
                     np.array([worth for _, worth in found], dtype=np.float32), said.get("", 0.0))


def save(said: Mapping[str, float], path: Path) -> None:
    """Write what grams say: one a line, those that say most first; the bias before all."""
    lines = [f"{gram}\t{worth:.2f}" for gram, worth in sorted(
        said.items(), key=lambda one: (one[0] != "", -one[1], one[0]))
        if not gram or abs(worth) >= LEAST]
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


@lru_cache(maxsize=1)
def shipped() -> Mapping[str, float]:
    """Return what was learnt last, as it comes with the program."""
    rows = (line.split("\t") for line in SHIPPED.read_text(encoding="utf-8").splitlines())
    return {gram: float(worth) for gram, worth in rows}
