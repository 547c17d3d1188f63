"""How much a text speaks of what is asked here: the log-odds that it is a question about parks.

Learnt of grams (`make belong`) from the ways in which people ask for labels, and from messages
beside the subject. It weighs where a question names no subject: there a fact is soon like anything.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from bot.language import worths
from bot.language.grams import Codes, Grams
from bot.language.worths import Worths

SHIPPED = Path(__file__).parent / "data" / "belonging.tsv"
LEAST = 0.1           # logits: a gram that says less is left out
BIAS = ""             # the gram that stands for every text


@dataclass(frozen=True, slots=True, eq=False)
class Belonging:
    """What each gram says for the subject, and what is said before any gram is seen (logits)."""

    grams: Worths
    bias: float

    def of(self, codes: Codes) -> float:
        """Return the log-odds that a text of some grams, each once, is about the subject."""
        return self.bias + float(self.grams.of(codes).sum())


def numbered(said: Mapping[str, float], grams: Grams) -> Belonging:
    """Return what grams say, told by the text of each, for one numbering of grams."""
    return Belonging(worths.numbered(
        {gram: worth for gram, worth in said.items() if gram != BIAS}, grams),
        said.get(BIAS, 0.0))


def save(said: Mapping[str, float], path: Path) -> None:
    """Write what grams say, the bias among them."""
    worths.save(said, path, LEAST)


@lru_cache(maxsize=1)
def shipped() -> Mapping[str, float]:
    """Return what was learnt last, as it comes with the program."""
    return worths.read(SHIPPED)
