"""Texts by their grams: which texts hold one, how rare it is, how near two texts are.

Texts are vectors of their grams, weighed by how rare each is (tf-idf: sublinear counts, smooth
idf, unit length; the usual form of Salton and Buckley, 1988), and compared by cosine.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from bot.language.grams import Codes

Floats = npt.NDArray[np.float64]


class Postings:
    """For each gram the texts that have it."""

    def __init__(self, codes: Codes, owners: Codes) -> None:
        """`codes` and `owners` are what `Grams.of_many` returns."""
        order = np.lexsort((owners, codes))
        codes, owners = codes[order], owners[order]
        first = np.ones(len(codes), dtype=np.bool_)
        first[1:] = (codes[1:] != codes[:-1]) | (owners[1:] != owners[:-1])
        codes, owners = codes[first], owners[first]
        vocabulary, starts = np.unique(codes, return_index=True)
        self._vocabulary = vocabulary
        self._starts = np.append(starts, len(codes))
        self._rows = owners.astype(np.min_scalar_type(owners.max(initial=0)))

    def rows(self, codes: Codes) -> tuple[Codes, npt.NDArray[np.int32]]:
        """Return which texts have which of some grams: (places in `codes`, texts) side by side."""
        at, known = self._look_up(codes)
        which = np.flatnonzero(known)
        starts, ends = self._starts[at[which]], self._starts[at[which] + 1]
        if not len(which):
            return which, self._rows[:0]
        return (np.repeat(which, ends - starts), np.concatenate(
            [self._rows[start:end] for start, end in zip(starts, ends, strict=True)]))

    def holds(self, codes: Codes, texts: npt.NDArray[np.int32]) -> npt.NDArray[np.bool_]:
        """Return for each gram whether the text beside it in `texts` has it."""
        at, known = self._look_up(codes)
        most = 1 + max(self._rows.max(initial=0), texts.max(initial=0))
        gram = np.repeat(np.arange(len(self._vocabulary)), np.diff(self._starts))
        return known & np.isin(at * most + texts, gram * most + self._rows)

    def _look_up(self, codes: Codes) -> tuple[Codes, npt.NDArray[np.bool_]]:
        """Return the column of each gram, and whether there is one."""
        if not len(self._vocabulary):
            return np.zeros(len(codes), dtype=np.int64), np.zeros(len(codes), dtype=np.bool_)
        at = np.minimum(np.searchsorted(self._vocabulary, codes), len(self._vocabulary) - 1)
        return at, self._vocabulary[at] == codes


class Vectors(Postings):
    """Unit vectors of many texts, kept by gram: for each gram the texts that have it."""

    def __init__(self, codes: Codes, owners: Codes, size: int) -> None:
        """`codes` and `owners` are what `Grams.of_many` returns for `size` texts."""
        self._size = size
        vocabulary, columns = np.unique(codes, return_inverse=True)
        cells, counts = np.unique(columns * size + owners, return_counts=True)
        gram = (cells // size).astype(np.int32)
        self._rows = (cells % size).astype(np.min_scalar_type(size))
        self._vocabulary = vocabulary
        self._starts = np.searchsorted(gram, np.arange(len(vocabulary) + 1))
        self._idf = np.log((1 + size) / (1 + np.diff(self._starts))) + 1
        self._unknown = float(np.log(1 + size) + 1)
        weights = (1 + np.log(counts)) * self._idf[gram]
        lengths = np.sqrt(np.bincount(self._rows, weights * weights, minlength=size))
        self._weights = (weights / lengths[self._rows]).astype(np.float16)

    def rarity(self, codes: Codes) -> Floats:
        """Return how rare each of some grams is; the rarest are those that no text has."""
        at, known = self._look_up(codes)
        if not len(self._idf):
            return np.full(len(codes), self._unknown)
        return np.where(known, self._idf[at], self._unknown)

    def compare(self, codes: Codes, counts: Codes) -> Floats:
        """Return the cosine of one text, its grams and how often each stands, with each text."""
        at, known = self._look_up(codes)
        weights = self.rarity(codes) * (1 + np.log(counts))
        length = np.sqrt(np.sum(weights * weights)) if len(weights) else 1.0
        spans = [(int(self._starts[column]), int(self._starts[column + 1]), weight / length)
                 for column, weight in zip(at[known], weights[known], strict=True)]
        if not spans:
            return np.zeros(self._size)
        rows = np.concatenate([self._rows[start:end] for start, end, _ in spans])
        values = np.concatenate([self._weights[start:end] * weight
                                 for start, end, weight in spans])
        return np.asarray(np.bincount(rows, values, minlength=self._size), dtype=np.float64)

    def lengths_of_sums(self, texts: Codes, groups: Codes, size: int) -> Floats:
        """Return the length of the sum of each of `size` groups of texts.

        `texts[i]` belongs to `groups[i]`; the texts stand in order.
        """
        first = np.searchsorted(texts, self._rows)
        many = np.searchsorted(texts, self._rows, side="right") - first
        gram = np.repeat(np.arange(len(self._vocabulary)), np.diff(self._starts))
        at = np.repeat(first - np.cumsum(many) + many, many) + np.arange(many.sum())
        cells, where = np.unique(np.repeat(gram, many) * size + groups[at], return_inverse=True)
        sums = np.bincount(where, np.repeat(self._weights, many), minlength=len(cells))
        lengths = np.sqrt(np.bincount(cells % size, sums * sums, minlength=size))
        return np.maximum(lengths, 1e-9)
