"""What grams are worth: learnt tables, kept as text, numbered as texts are taken apart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bot.language.grams import Codes, Grams, look_up


@dataclass(frozen=True, slots=True, eq=False)
class Worths:
    """Grams, as codes in order, and what each is worth (logits)."""

    vocabulary: Codes
    worth: npt.NDArray[np.float32]

    def of(self, codes: Codes) -> npt.NDArray[np.float32]:
        """Return what each of some grams is worth; nought where that is not known."""
        found = np.zeros(len(codes), dtype=np.float32)
        at, known = look_up(self.vocabulary, codes)
        found[known] = self.worth[at[known]]
        return found


def numbered(worths: Mapping[str, float], grams: Grams) -> Worths:
    """Return what grams are worth, told by the text of each, for one numbering of grams."""
    found = sorted((grams.code(gram), worth) for gram, worth in worths.items())
    return Worths(np.array([code for code, _ in found], dtype=np.int64),
                  np.array([worth for _, worth in found], dtype=np.float32))


def save(worths: Mapping[str, float], path: Path, least: float) -> None:
    """Write what grams are worth: one a line, the highest first; those below `least` left out."""
    lines = [f"{gram}\t{worth:.2f}" for gram, worth in sorted(
        worths.items(), key=lambda one: (-one[1], one[0])) if abs(worth) >= least]
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def read(path: Path) -> dict[str, float]:
    """Return what `save` wrote."""
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines())
    return {gram: float(worth) for gram, worth in rows}
