"""Texts by their grams: which texts hold one, how rare it is, which way groups of texts point.

Texts are vectors of their grams, weighed by how rare each is (tf-idf: sublinear counts, smooth
idf, unit length; the usual form of Salton and Buckley, 1988), and compared by cosine.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from bot.language.grams import Codes, look_up

Floats = npt.NDArray[np.float64]
COMMON = 0.2     # a gram that so great a share of the rows hold is common
LEAST = 1e-9     # what lengths are at least, so that nothing is divided by nought


@dataclass(frozen=True, slots=True, eq=False)
class Values:
    """A value beside each posting: of each common gram one for every row, of the others in order.

    A row that does not hold a common gram has nought there.
    """

    common: npt.NDArray[Any]
    rare: npt.NDArray[Any]


@dataclass(frozen=True, slots=True, eq=False)
class Hits:
    """Which rows of some postings hold which of some grams.

    `known` tells which of the grams any row holds, `columns` where those stand in the vocabulary.
    The common ones stand at `common` among the grams looked up and at `places` among all common
    ones. Of the others `grams` and `rows` are the hits, side by side (the place of the gram among
    those looked up, and the row), and `spans` tells where they stand among all postings.
    """

    known: npt.NDArray[np.bool_]
    columns: Codes
    common: Codes
    places: Codes
    grams: Codes
    rows: Codes
    spans: list[slice]
    size: int

    def sums(self, weights: npt.NDArray[Any], values: Values) -> Floats:
        """Return for each text and each row the sum of the hits: weight of the gram times value.

        `weights` has a row for each text and a column for each of the grams looked up.
        """
        rare = np.concatenate([values.rare[span] for span in self.spans]) \
            if self.spans else values.rare[:0]
        found = np.array([np.bincount(self.rows, text[self.grams] * rare, minlength=self.size)
                          for text in weights], dtype=np.float64)
        if len(self.places):
            found += weights[:, self.common].astype(np.float32) @ values.common[self.places]
        return found


class Postings:
    """For each gram of a vocabulary the rows that hold it: texts, or groups of texts.

    Nearly all that a question hits is of the few grams that many rows hold: what stands beside
    these is kept for every row, so that their hits need not be gone through one by one.
    """

    def __init__(self, vocabulary: Codes, grams: Codes, rows: Codes, size: int) -> None:
        """`grams` are places in the vocabulary, in order, `rows` (below `size`) what hold them."""
        self.vocabulary = vocabulary
        self._size = size
        held = np.bincount(grams, minlength=len(vocabulary))
        common = held > COMMON * size
        self._place = np.where(common, np.cumsum(common) - 1, -1)
        rare = ~common[grams]
        self._rows = rows[rare].astype(np.min_scalar_type(size))
        self._starts = np.searchsorted(grams[rare], np.arange(len(vocabulary) + 1))
        self.held = self.beside(grams, rows, np.ones(len(rows), dtype=np.bool_))

    @classmethod
    def of(cls, codes: Codes, owners: Codes, size: int) -> Postings:
        """`codes` and `owners` are what `Grams.of_many` returns for `size` texts."""
        vocabulary, columns = np.unique(codes, return_inverse=True)
        grams, rows = np.divmod(np.unique(columns * max(size, 1) + owners), max(size, 1))
        return cls(vocabulary, grams, rows, size)

    def beside(self, grams: Codes, rows: Codes, values: npt.NDArray[Any]) -> Values:
        """Return what stands beside the postings; `grams` and `rows` are those of the start."""
        places = self._place[grams]
        is_common = places >= 0
        common = np.zeros((int(self._place.max(initial=-1)) + 1, self._size), dtype=np.float32)
        common[places[is_common], rows[is_common]] = values[is_common]
        return Values(common, values[~is_common])

    def hits(self, codes: Codes) -> Hits:
        """Return which rows hold which of some grams."""
        at, known = look_up(self.vocabulary, codes)
        columns, asked = at[known], np.flatnonzero(known)
        places = self._place[columns]
        is_common = places >= 0
        rare = columns[~is_common]
        starts, ends = self._starts[rare], self._starts[rare + 1]
        spans = [slice(start, end) for start, end in
                 zip(starts.tolist(), ends.tolist(), strict=True)]
        rows = np.concatenate([self._rows[span] for span in spans]) if spans else self._rows[:0]
        return Hits(known, columns, asked[is_common], places[is_common],
                    np.repeat(asked[~is_common], ends - starts), rows.astype(np.int64), spans,
                    self._size)


class Texts:
    """Many texts as unit vectors of their grams: what is rare among them, and the vectors' cells.

    A cell is (the gram's place in `vocabulary`, the text, the weight of the gram in the text);
    `held` tells how many texts hold each gram.
    """

    def __init__(self, codes: Codes, owners: Codes, size: int) -> None:
        """`codes` and `owners` are what `Grams.of_many` returns for `size` texts."""
        self.vocabulary, columns = np.unique(codes, return_inverse=True)
        cells, counts = np.unique(columns * size + owners, return_counts=True)
        self.gram, self.text = np.divmod(cells, max(size, 1))
        self.size = size
        self.held = np.bincount(self.gram, minlength=len(self.vocabulary))
        self.rarity = Rarity(np.log((1 + size) / (1 + self.held)) + 1,
                             float(np.log(1 + size) + 1))
        weights = (1 + np.log(counts)) * self.rarity.known[self.gram]
        lengths = np.sqrt(np.bincount(self.text, weights * weights, minlength=size))
        self.weights = weights / lengths[self.text]


@dataclass(frozen=True, slots=True, eq=False)
class Rarity:
    """How rare each gram of a vocabulary is (idf); `unknown` is one that no text has."""

    known: Floats
    unknown: float

    def of(self, hits: Hits) -> Floats:
        """Return how rare each of some grams is that were looked up in the vocabulary."""
        found = np.full(len(hits.known), self.unknown)
        found[hits.known] = self.known[hits.columns]
        return found


class Groups:
    """Groups of texts: which of them hold which grams, and which way their sums point.

    Side by side: `grams` and `rows` are which gram of the vocabulary which group holds,
    `directions` the coordinates of each group's sum, of unit length, `counts` how many of its
    texts hold the gram. `postings` are the same, to be looked up.
    """

    def __init__(self, texts: Texts, members: Codes, groups: Codes, size: int) -> None:
        """Text `members[i]` belongs to `groups[i]`, a number below `size`; `members` in order."""
        first = np.searchsorted(members, texts.text)
        many = np.searchsorted(members, texts.text, side="right") - first
        at = np.repeat(first - np.cumsum(many) + many, many) + np.arange(many.sum())
        cells, where = np.unique(np.repeat(texts.gram, many) * max(size, 1) + groups[at],
                                 return_inverse=True)
        self.grams, self.rows = np.divmod(cells, max(size, 1))
        sums = np.bincount(where, np.repeat(texts.weights, many), minlength=len(cells))
        lengths = np.sqrt(np.bincount(self.rows, sums * sums, minlength=size))
        self.counts = np.bincount(where, minlength=len(cells))
        self.directions = (sums / np.maximum(lengths, LEAST)[self.rows]).astype(np.float32)
        self.postings = Postings(texts.vocabulary, self.grams, self.rows, size)

    def beside(self, values: npt.NDArray[Any]) -> Values:
        """Keep values, side by side with `grams` and `rows`, as the hits' sums take them."""
        return self.postings.beside(self.grams, self.rows, values)

    def holds(self, codes: Codes, rows: npt.NDArray[np.integer[Any]]) -> npt.NDArray[np.bool_]:
        """Return for each gram whether the group beside it in `rows` has it."""
        at, known = look_up(self.postings.vocabulary, codes)
        most = 1 + max(int(self.rows.max(initial=0)), int(rows.max(initial=0)))
        return known & np.isin(at * most + rows, self.grams * most + self.rows)
