"""Texts by their grams: which texts hold one, how rare it is, how near a text is to many.

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

    def rows(self, codes: Codes) -> tuple[Codes, Numbers]:
        """Return which texts have which of some grams: (places in `codes`, texts) side by side."""
        at, known = self._look_up(codes)
        which = np.flatnonzero(known)
        if not len(which):
            return which, self._rows[:0]
        many = self._starts[at[which] + 1] - self._starts[at[which]]
        return np.repeat(which, many), np.concatenate(
            [self._rows[span] for span in self._spans(at[which])])

    def holds(self, codes: Codes, texts: npt.NDArray[np.integer[Any]]) -> npt.NDArray[np.bool_]:
        """Return for each gram whether the text beside it in `texts` has it."""
        at, known = self._look_up(codes)
        most = 1 + max(int(self._rows.max(initial=0)), int(texts.max(initial=0)))
        gram = np.repeat(np.arange(len(self._vocabulary)), np.diff(self._starts))
        return known & np.isin(at * most + texts, gram * most + self._rows)

    def _look_up(self, codes: Codes) -> tuple[Codes, npt.NDArray[np.bool_]]:
        """Return the column of each gram, and whether there is one."""
        return look_up(self._vocabulary, codes)

    def _spans(self, at: Codes) -> list[slice]:
        """Return where the texts of some columns stand."""
        return [slice(start, end) for start, end in
                zip(self._starts[at].tolist(), self._starts[at + 1].tolist(), strict=True)]


class Texts:
    """Many texts as unit vectors of their grams: what is rare among them, and the vectors' cells.

    A cell is (the gram's place in `vocabulary`, the text, the weight of the gram in the text).
    """

    def __init__(self, codes: Codes, owners: Codes, size: int) -> None:
        """`codes` and `owners` are what `Grams.of_many` returns for `size` texts."""
        self.vocabulary, columns = np.unique(codes, return_inverse=True)
        cells, counts = np.unique(columns * size + owners, return_counts=True)
        self.gram, self.text = np.divmod(cells, max(size, 1))
        held = np.bincount(self.gram, minlength=len(self.vocabulary))
        self.rarity = Rarity(self.vocabulary, np.log((1 + size) / (1 + held)) + 1,
                             float(np.log(1 + size) + 1))
        weights = (1 + np.log(counts)) * self.rarity.known[self.gram]
        lengths = np.sqrt(np.bincount(self.text, weights * weights, minlength=size))
        self.weights = weights / lengths[self.text]


@dataclass(frozen=True, slots=True, eq=False)
class Rarity:
    """How rare each gram of a vocabulary is (idf); `unknown` is one that no text has."""

    vocabulary: Codes
    known: Floats
    unknown: float

    def of(self, codes: Codes) -> Floats:
        """Return how rare each of some grams is."""
        found = np.full(len(codes), self.unknown)
        at, known = look_up(self.vocabulary, codes)
        found[known] = self.known[at[known]]
        return found

    def unit(self, codes: Codes, counts: Codes) -> Floats:
        """Return the weights of a text's grams, each of which stands in it so often."""
        weights = self.of(codes) * (1 + np.log(counts))
        return np.asarray(weights / max(float(np.sqrt(weights @ weights)), 1e-9))


class Centroids(Postings):
    """The sums of groups of texts, of unit length: kept by gram, as what is compared has few."""

    def __init__(self, texts: Texts, members: Codes, groups: Codes, size: int) -> None:
        """Text `members[i]` belongs to `groups[i]`, a number below `size`; `members` in order."""
        first = np.searchsorted(members, texts.text)
        many = np.searchsorted(members, texts.text, side="right") - first
        at = np.repeat(first - np.cumsum(many) + many, many) + np.arange(many.sum())
        cells, where = np.unique(np.repeat(texts.gram, many) * max(size, 1) + groups[at],
                                 return_inverse=True)
        gram, rows = np.divmod(cells, max(size, 1))
        sums = np.bincount(where, np.repeat(texts.weights, many), minlength=len(cells))
        lengths = np.sqrt(np.bincount(rows, sums * sums, minlength=size))
        self._size = size
        self._vocabulary = texts.vocabulary
        self._starts = np.searchsorted(gram, np.arange(len(texts.vocabulary) + 1))
        self._rows = rows.astype(np.min_scalar_type(size))
        self._weights = (sums / np.maximum(lengths, 1e-9)[rows]).astype(np.float32)

    def cosines(self, codes: Codes, weights: Floats) -> Floats:
        """Return the cosine of a text of unit length with each group."""
        at, known = self._look_up(codes)
        at = at[known]
        if not len(at):
            return np.zeros(self._size)
        spans = self._spans(at)
        values = np.concatenate([self._weights[span] for span in spans])
        values *= np.repeat(weights[known].astype(np.float32),
                            self._starts[at + 1] - self._starts[at])
        rows = np.concatenate([self._rows[span] for span in spans])
        return np.asarray(np.bincount(rows, values, minlength=self._size), dtype=np.float64)
