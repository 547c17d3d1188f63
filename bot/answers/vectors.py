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
Numbers = npt.NDArray[np.unsignedinteger[Any]]     # of the smallest width that holds them


@dataclass(frozen=True, slots=True, eq=False)
class Hits:
    """Which rows of some postings hold which of some grams.

    `known` tells which of the grams any row holds, `columns` where those stand in the vocabulary;
    `grams` and `rows` are the hits, side by side: the place of the gram among those looked up, and
    the row; `spans` tells where they stand among all postings.
    """

    known: npt.NDArray[np.bool_]
    columns: Codes
    grams: Codes
    rows: Codes
    spans: list[slice]
    size: int

    def beside(self, values: npt.NDArray[Any]) -> npt.NDArray[Any]:
        """Return of what stands beside all postings that beside the hits."""
        return np.concatenate([values[span] for span in self.spans]) if self.spans else values[:0]

    def sums(self, weights: npt.NDArray[Any], values: npt.NDArray[Any] | float = 1.0) -> Floats:
        """Return for each row the sum of its hits: the weight of the gram times the value."""
        return np.asarray(np.bincount(self.rows, weights[self.grams] * values,
                                      minlength=self.size), dtype=np.float64)


class Postings:
    """For each gram of a vocabulary the rows that hold it: texts, or groups of texts."""

    def __init__(self, vocabulary: Codes, starts: Codes, rows: Numbers, size: int) -> None:
        """The rows of gram i are `rows[starts[i]:starts[i + 1]]`, in order and below `size`."""
        self.vocabulary = vocabulary
        self._starts = starts
        self.rows = rows
        self._size = size

    @classmethod
    def of(cls, codes: Codes, owners: Codes, size: int) -> Postings:
        """`codes` and `owners` are what `Grams.of_many` returns for `size` texts."""
        vocabulary, columns = np.unique(codes, return_inverse=True)
        gram, rows = np.divmod(np.unique(columns * max(size, 1) + owners), max(size, 1))
        return cls(vocabulary, np.searchsorted(gram, np.arange(len(vocabulary) + 1)),
                   rows.astype(np.min_scalar_type(size)), size)

    def hits(self, codes: Codes) -> Hits:
        """Return which rows hold which of some grams."""
        at, known = look_up(self.vocabulary, codes)
        columns = at[known]
        starts, ends = self._starts[columns], self._starts[columns + 1]
        spans = [slice(start, end) for start, end in
                 zip(starts.tolist(), ends.tolist(), strict=True)]
        rows = np.concatenate([self.rows[span] for span in spans]) if spans else self.rows[:0]
        return Hits(known, columns, np.repeat(np.flatnonzero(known), ends - starts),
                    rows.astype(np.int64), spans, self._size)

    def holds(self, codes: Codes, rows: npt.NDArray[np.integer[Any]]) -> npt.NDArray[np.bool_]:
        """Return for each gram whether the row beside it in `rows` has it."""
        at, known = look_up(self.vocabulary, codes)
        most = 1 + max(self._size, int(rows.max(initial=0)))
        gram = np.repeat(np.arange(len(self.vocabulary)), np.diff(self._starts))
        return known & np.isin(at * most + rows, gram * most + self.rows)


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

    Side by side with the rows of `postings`: `directions` are the coordinates of each group's sum,
    of unit length, `counts` how many of its texts hold the gram.
    """

    def __init__(self, texts: Texts, members: Codes, groups: Codes, size: int) -> None:
        """Text `members[i]` belongs to `groups[i]`, a number below `size`; `members` in order."""
        first = np.searchsorted(members, texts.text)
        many = np.searchsorted(members, texts.text, side="right") - first
        at = np.repeat(first - np.cumsum(many) + many, many) + np.arange(many.sum())
        cells, where = np.unique(np.repeat(texts.gram, many) * max(size, 1) + groups[at],
                                 return_inverse=True)
        self.gram, rows = np.divmod(cells, max(size, 1))
        sums = np.bincount(where, np.repeat(texts.weights, many), minlength=len(cells))
        lengths = np.sqrt(np.bincount(rows, sums * sums, minlength=size))
        self.counts = np.bincount(where, minlength=len(cells))
        self.directions = (sums / np.maximum(lengths, 1e-9)[rows]).astype(np.float32)
        self.postings = Postings(
            texts.vocabulary, np.searchsorted(self.gram, np.arange(len(texts.vocabulary) + 1)),
            rows.astype(np.min_scalar_type(size)), size)
