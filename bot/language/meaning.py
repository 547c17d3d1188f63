"""Texts as points of a space in which a question lies near what answers it.

A text is the sum of what its grams mean, weighed by how rare each is (tf-idf), of unit length. What
a gram means was learnt from questions and the facts that answer them (`make learn`), so that
"how many people work there" lies near the label of the figure although the two share no word.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bot.language.grams import Codes, Grams, look_up

SHIPPED = Path(__file__).parent / "data" / "meaning.npz"
SHARPNESS = 12.0     # what cosines are multiplied by before they compete, in learning and in use
AT_ONCE = 65_536     # grams that are looked up in one go: 16 MiB of coordinates
Points = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Meaning:
    """What each known gram means: a row of `vectors` (coordinates of one scale) and its rarity.

    `vocabulary` are the codes of the grams in order, as `grams()` numbers them; of labels and
    facts only the first `settled` mean anything (none given: all): the others are English words
    of questions.
    """

    latin: tuple[str, ...]
    vocabulary: Codes
    rarity: Points
    vectors: npt.NDArray[np.int8]
    settled: int | None = None

    def told(self) -> Meaning:
        """Return what the grams mean of which labels and facts are made."""
        return Meaning(self.latin, self.vocabulary[:self.settled], self.rarity[:self.settled],
                       self.vectors[:self.settled])

    def grams(self) -> Grams:
        """Return a new numbering of grams that begins with the Latin words known here."""
        return Grams(self.latin)

    def points(self, codes: Codes, owners: Codes, size: int) -> Points:
        """Return the points of `size` texts, of unit length; nought where no gram is known.

        `codes` and `owners` are what `Grams.of_many` returns.
        """
        if not len(self.vocabulary):
            return np.zeros((size, 1), dtype=np.float32)
        at, known = look_up(self.vocabulary, codes)
        cells, counts = np.unique(owners[known] * len(self.vocabulary) + at[known],
                                  return_counts=True)
        owners, at = np.divmod(cells, len(self.vocabulary))
        weights = (self.rarity[at] * (1 + np.log(counts))).astype(np.float32)
        sums = np.zeros((size, self.vectors.shape[1]), dtype=np.float32)
        for start in range(0, len(at), AT_ONCE):
            part = slice(start, start + AT_ONCE)
            rows, first = np.unique(owners[part], return_index=True)
            sums[rows] += np.add.reduceat(self.vectors[at[part]] * weights[part, None], first)
        return _of_unit_length(sums)

    def of(self, places: Codes, often: npt.NDArray[np.float64]) -> Points:
        """Return the points of texts of which some grams are counted, as `points` does.

        `places` are those of the grams in the vocabulary; its size is that of an unknown one.
        `often` has a row for each text: 1 + the logarithm of how often each gram stands in it.
        """
        known = places < len(self.vocabulary)
        places = places[known]
        weights = often[:, known].astype(np.float32) * self.rarity[places]
        sums = weights @ self.vectors[places].astype(np.float32)
        return _of_unit_length(sums)

    def save(self, path: Path) -> None:
        """Write it to a file."""
        np.savez_compressed(
            path, latin=np.array("\n".join(self.latin)), vocabulary=self.vocabulary,
            rarity=self.rarity.astype(np.float16), vectors=self.vectors,
            settled=np.array(len(self.vocabulary) if self.settled is None else self.settled))

    @classmethod
    def load(cls, path: Path) -> Meaning:
        """Read what `save` wrote."""
        with np.load(path, allow_pickle=False) as file:
            latin = str(file["latin"])
            return cls(tuple(latin.split("\n")) if latin else (), file["vocabulary"],
                       file["rarity"].astype(np.float32), file["vectors"], int(file["settled"]))


def _of_unit_length(sums: Points) -> Points:
    lengths = np.sqrt(np.einsum("ij,ij->i", sums, sums))
    return np.asarray(sums / np.maximum(lengths, 1e-9)[:, None])


NO_MEANING = Meaning((), np.zeros(0, np.int64), np.zeros(0, np.float32), np.zeros((0, 1), np.int8))


@lru_cache(maxsize=1)
def shipped() -> Meaning:
    """Return what was learnt last, as it comes with the program."""
    return Meaning.load(SHIPPED)
