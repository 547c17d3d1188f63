"""Texts by their grams: which texts hold one, how rare it is, which way groups of texts point.

Texts are vectors of their grams, weighed by how rare each is (tf-idf: sublinear counts, smooth
idf, unit length; the usual form of Salton and Buckley, 1988), and compared by cosine.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from bot.language.grams import Codes, look_up

Floats = npt.NDArray[np.float64]
COMMON = 0.2     # a gram that so great a share of the rows hold is common
LEAST = 1e-9     # what lengths are at least, so that nothing is divided by nought


class Vocabulary:
    """The grams of several tables under one numbering, so that a text's are looked up once.

    A gram that none of them knows has the number `size`.
    """

    def __init__(self, *codes: Codes) -> None:
        """`codes` are the grams of each table, in any order."""
        self.codes = np.unique(np.concatenate(codes))
        self.size = len(self.codes)

    def find(self, codes: Codes) -> Codes:
        """Return the number of each gram."""
        at, known = look_up(self.codes, codes)
        return np.where(known, at, self.size)

    def spread(self, codes: Codes, values: npt.NDArray[Any], default: float) -> npt.NDArray[Any]:
        """Return a table's values by number; `default` for each gram that it does not have."""
        spread = np.full(self.size + 1, default, dtype=values.dtype)
        spread[self.find(codes)] = values
        return spread


@dataclass(frozen=True, slots=True, eq=False)
class Values:
    """A value beside each posting of the first `size` rows: of common grams one for every row.

    A row that does not hold a common gram has nought there. Without `rare` all others are one.
    """

    common: npt.NDArray[Any]
    rare: npt.NDArray[Any] | None
    size: int


@dataclass(frozen=True, slots=True, eq=False)
class Hits:
    """Which rows of some postings hold which of some grams.

    The common ones stand at `common` among the grams asked for and at `places` among all common
    ones. Of the others `grams`, `rows` and `at` are the hits, side by side: the place of the gram
    among those asked for, the row (below `size`), and where it stands among all postings.
    """

    common: Codes
    places: Codes
    grams: Codes
    rows: Codes
    at: Codes
    size: int

    def sums(self, weights: npt.NDArray[Any], values: Values) -> Floats:
        """Return for each text and each row the sum of the hits: weight of the gram times value.

        `weights` has a row for each text and a column for each of the grams asked for.
        """
        worth = np.take(weights, self.grams, axis=1)      # many times as fast as by an index
        if values.rare is not None:
            worth = worth * np.take(values.rare, self.at)
        found = np.stack([np.bincount(self.rows, one, minlength=self.size)[:values.size]
                          for one in worth])
        beside = np.take(values.common, self.places, axis=0).astype(np.float32, copy=False)
        common = np.take(weights, self.common, axis=1).astype(np.float32) @ beside
        return np.asarray(found + common, dtype=np.float64)


class Postings:
    """For each gram of a vocabulary the rows that hold it: texts, or groups of texts.

    Nearly all that a question hits is of the few grams that many rows hold: what stands beside
    these is kept for every row, so that their hits need not be gone through one by one.
    """

    def __init__(self, vocabulary: Vocabulary,
                 parts: Sequence[tuple[Codes, npt.NDArray[Any], int]]) -> None:
        """Each of `parts` are some rows: which gram (a code) stands in which row, and how many.

        The rows of all parts are counted on; the pairs of a part differ.
        """
        sizes = [size for *_, size in parts]
        first = np.cumsum([0, *sizes])
        self._size = int(first[-1])
        grams = [vocabulary.find(codes) for codes, *_ in parts]
        counts = [np.bincount(numbers, minlength=vocabulary.size + 1) for numbers in grams]
        common = np.any([held > COMMON * size for held, size in zip(counts, sizes, strict=True)],
                        axis=0)
        self._place = np.where(common, np.cumsum(common) - 1, -1).astype(np.int16)
        numbers = np.concatenate(grams)
        rows = np.concatenate([owners + start for (_, owners, _), start in zip(
            parts, first[:-1], strict=True)]).astype(np.int64)
        self._order = np.lexsort((rows, numbers))
        self._grams, self._of = numbers[self._order], rows[self._order]
        rare = ~common[self._grams]
        self._rows = self._of[rare].astype(np.min_scalar_type(self._size))
        self._starts = np.searchsorted(
            self._grams[rare], np.arange(vocabulary.size + 2)).astype(np.int32)

    def beside(self, values: npt.NDArray[Any], size: int) -> Values:
        """Return what stands beside the postings, in the order of the parts, of the first rows.

        Of rows from `size` on it has to be nought.
        """
        values = values[self._order].astype(np.float32)
        places = self._place[self._grams]
        is_common = places >= 0
        common = np.zeros((int(self._place.max(initial=-1)) + 1, size), dtype=np.float32)
        near = is_common & (self._of < size)
        common[places[near], self._of[near]] = values[near]
        return Values(common, values[~is_common], size)

    def held(self) -> Values:
        """Return one beside every posting of every row."""
        ones = self.beside(np.ones(len(self._order)), self._size)
        return Values(ones.common.astype(np.bool_), None, self._size)

    def settled(self) -> None:
        """Forget what only `beside` needs."""
        self._order = self._grams = self._of = np.zeros(0, dtype=np.int64)

    def hits(self, numbers: Codes) -> Hits:
        """Return which rows hold which of some grams, as the vocabulary numbers them."""
        places = self._place[numbers]
        rare = np.flatnonzero(places < 0)
        starts = self._starts[numbers[rare]]
        many = self._starts[numbers[rare] + 1] - starts
        at = np.repeat(starts - np.cumsum(many) + many, many) + np.arange(many.sum())
        common = np.flatnonzero(places >= 0)
        return Hits(common, places[common].astype(np.int64), np.repeat(rare, many),
                    self._rows[at].astype(np.int64), at, self._size)


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
        self.rarity = np.log((1 + size) / (1 + self.held)) + 1
        self.rarest = float(np.log(1 + size) + 1)      # of a gram that no text has
        weights = (1 + np.log(counts)) * self.rarity[self.gram]
        lengths = np.sqrt(np.bincount(self.text, weights * weights, minlength=size))
        self.weights = weights / lengths[self.text]


class Groups:
    """Groups of texts: which of them hold which grams, and which way their sums point.

    Side by side: `grams` and `rows` are which gram of the vocabulary which group holds,
    `directions` the coordinates of each group's sum, of unit length, `counts` how many of its
    texts hold the gram.
    """

    def __init__(self, texts: Texts, members: Codes, groups: Codes, size: int) -> None:
        """Text `members[i]` belongs to `groups[i]`, a number below `size`; `members` in order."""
        first = np.searchsorted(members, texts.text)
        many = np.searchsorted(members, texts.text, side="right") - first
        at = np.repeat(first - np.cumsum(many) + many, many) + np.arange(many.sum())
        cells, where = np.unique(np.repeat(texts.gram, many) * max(size, 1) + groups[at],
                                 return_inverse=True)
        self.vocabulary, self.size = texts.vocabulary, size
        self.grams, self.rows = np.divmod(cells, max(size, 1))
        sums = np.bincount(where, np.repeat(texts.weights, many), minlength=len(cells))
        lengths = np.sqrt(np.bincount(self.rows, sums * sums, minlength=size))
        self.counts = np.bincount(where, minlength=len(cells))
        self.directions = (sums / np.maximum(lengths, LEAST)[self.rows]).astype(np.float32)

    @property
    def part(self) -> tuple[Codes, Codes, int]:
        """Which gram, by its code, stands in which group, and how many groups there are."""
        return self.vocabulary[self.grams], self.rows, self.size

    def holds(self, codes: Codes, rows: npt.NDArray[np.integer[Any]]) -> npt.NDArray[np.bool_]:
        """Return for each gram whether the group beside it in `rows` has it."""
        at, known = look_up(self.vocabulary, codes)
        most = 1 + max(int(self.rows.max(initial=0)), int(rows.max(initial=0)))
        return known & np.isin(at * most + rows, self.grams * most + self.rows)
