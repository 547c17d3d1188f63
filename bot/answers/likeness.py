"""How like a question is to the ways in which people ask for each label.

Texts are vectors of their grams, weighed by how rare each is (tf-idf: sublinear counts, smooth
idf, unit length; the usual form of Salton and Buckley, 1988), and compared by cosine.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bot.language.grams import Codes, Grams

Floats = npt.NDArray[np.float64]
SAID, MEAN, BEST = 6.0, 4.3, 2.5    # as in weights.RANK: what leads is looked at closely


@dataclass(frozen=True, slots=True)
class Like:
    """How like a question is to a label's utterances: the most similar one, and all together."""

    best: float = 0.0
    mean: float = 0.0


UNLIKE = Like()


@dataclass(frozen=True, slots=True)
class Likes:
    """How like one question is to every label, and how much of it every fact's words say."""

    labels: Mapping[str, int]
    best: Floats
    mean: Floats
    facts: Mapping[str, int]
    said: Floats
    label_of: Codes

    def nearest(self, rows: Codes, bonus: Floats | float, most: int) -> Codes:
        """Return the rows of the facts that a question is likest to, at most `most`, in order.

        `rows` are places in the order of the knowledge's facts, `bonus` is added to each.
        """
        if not len(self.label_of):
            return rows[:0]
        labels = self.label_of[rows]
        worth = (SAID * self.said[rows] + MEAN * self.mean[labels] + BEST * self.best[labels]
                 + bonus)
        if len(rows) > most:
            rows = rows[np.argpartition(-worth, most)[:most]]
        return np.asarray(np.sort(rows))

    def of(self, label: str) -> Like:
        """Return how like the question is to one label."""
        at = self.labels.get(label)
        return UNLIKE if at is None else Like(float(self.best[at]), float(self.mean[at]))

    def share(self, fact: str) -> float:
        """Return the share of the question that a fact's label, value and utterances say."""
        at = self.facts.get(fact)
        return 0.0 if at is None else float(self.said[at])

    def or_of(self, other: Likes) -> Likes:
        """Return what is likest of two readings of one question."""
        return Likes(self.labels, np.maximum(self.best, other.best),
                     np.maximum(self.mean, other.mean), self.facts,
                     np.maximum(self.said, other.said), self.label_of)


NOTHING = np.zeros(0)
NO_LIKES = Likes({}, NOTHING, NOTHING, {}, NOTHING, NOTHING.astype(np.int64))


class Likeness:
    """The utterances of every label as vectors. Built once a release, never changed."""

    def __init__(self, utterances: Mapping[str, Sequence[str]],
                 facts: Mapping[str, tuple[str, str]]) -> None:
        """`utterances` are folded texts by label, at least one each; `facts` (label, own words)."""
        self._grams = Grams()
        self._labels = {label: at for at, label in enumerate(utterances)}
        self._facts = {name: at for at, name in enumerate(facts)}
        self._label_of = np.array([self._labels[label] for label, _ in facts.values()],
                                  dtype=np.int64)
        self._starts = np.cumsum([0, *map(len, utterances.values())])[:-1].astype(np.int64)
        texts = [text for said in utterances.values() for text in said]
        codes, owners = self._grams.of_many(texts)
        self._utterances = Vectors(codes, owners, len(texts))
        self._lengths = self._utterances.lengths_of_sums(self._starts)
        label_of = np.searchsorted(self._starts, owners, side="right") - 1
        self._words = Vectors(*self._told(facts, codes, label_of), len(facts))

    def _told(self, facts: Mapping[str, tuple[str, str]], codes: Codes,
              owners: Codes) -> tuple[Codes, Codes]:
        """Return the codes of each fact: its own words and its label's utterances."""
        own, whose = self._grams.of_many([words for _, words in facts.values()])
        cells = np.unique(np.stack((owners, codes)), axis=1)
        spans = np.searchsorted(cells[0], np.arange(len(self._labels) + 1))
        labels = self._label_of
        parts = [cells[1][spans[at]: spans[at + 1]] for at in labels]
        sizes = [len(part) for part in parts]
        return (np.concatenate([own, *parts]),
                np.concatenate([whose, np.repeat(np.arange(len(labels)), sizes)]))

    def of(self, text: str) -> Likes:
        """Compare a folded text, names taken out, to every label's utterances."""
        if not self._labels:
            return NO_LIKES
        codes = self._grams.of(text)
        found = self._utterances.compare(codes)
        return Likes(
            self._labels, np.maximum.reduceat(found, self._starts),
            np.add.reduceat(found, self._starts) / self._lengths,
            self._facts, self._words.shares(codes), self._label_of)


class Vectors:
    """Unit vectors of many texts, kept by gram: for each gram the texts that have it."""

    def __init__(self, codes: Codes, owners: Codes, size: int) -> None:
        """`codes` and `owners` are what `Grams.of_many` returns for `size` texts."""
        self._size = size
        self._vocabulary, columns = np.unique(codes, return_inverse=True)
        cells, counts = np.unique(columns * size + owners, return_counts=True)
        self._columns, rows = cells // size, cells % size
        spread = np.bincount(self._columns, minlength=len(self._vocabulary))
        self._idf = np.log((1 + size) / (1 + spread)) + 1
        self._unknown = float(np.log(1 + size) + 1)
        weights = (1 + np.log(counts)) * self._idf[self._columns]
        lengths = np.sqrt(np.bincount(rows, weights * weights, minlength=size))
        self._rows = rows.astype(np.int32)
        self._weights = (weights / lengths[rows]).astype(np.float32)
        self._starts = np.searchsorted(self._columns, np.arange(len(self._vocabulary) + 1))

    def compare(self, codes: Codes) -> Floats:
        """Return the cosine of one text with each of the texts."""
        at, known, weights, counts = self._look_up(codes)
        weights = weights * (1 + np.log(counts))
        length = np.sqrt(np.sum(weights * weights)) if len(weights) else 1.0
        spans = [(int(self._starts[column]), int(self._starts[column + 1]), weight / length)
                 for column, weight in zip(at[known], weights[known], strict=True)]
        if not spans:
            return np.zeros(self._size)
        rows = np.concatenate([self._rows[start:end] for start, end, _ in spans])
        values = np.concatenate([self._weights[start:end] * weight
                                 for start, end, weight in spans])
        return np.asarray(np.bincount(rows, values, minlength=self._size), dtype=np.float64)

    def shares(self, codes: Codes) -> Floats:
        """Return how much of one text each of the texts says, by weight, from 0 to 1."""
        at, known, weights, _ = self._look_up(codes)
        spans = [(int(self._starts[column]), int(self._starts[column + 1]), weight)
                 for column, weight in zip(at[known], weights[known], strict=True)]
        if not spans:
            return np.zeros(self._size)
        rows = np.concatenate([self._rows[start:end] for start, end, _ in spans])
        values = np.repeat([weight for *_, weight in spans],
                           [end - start for start, end, _ in spans])
        return np.asarray(np.bincount(rows, values, minlength=self._size) / np.sum(weights),
                          dtype=np.float64)

    def _look_up(self, codes: Codes) -> tuple[Codes, npt.NDArray[np.bool_], Floats, Codes]:
        """Return each gram's column, whether there is one, its rarity and how often it stands."""
        wanted, counts = np.unique(codes, return_counts=True)
        if not len(self._vocabulary):
            known = np.zeros(len(wanted), dtype=np.bool_)
            return np.zeros(len(wanted), dtype=np.int64), known, np.ones(len(wanted)), counts
        at = np.minimum(np.searchsorted(self._vocabulary, wanted), len(self._vocabulary) - 1)
        known = self._vocabulary[at] == wanted
        return at, known, np.where(known, self._idf[at], self._unknown), counts

    def lengths_of_sums(self, starts: Codes) -> Floats:
        """Return the length of the sum of each run of texts, given where the runs start."""
        run = np.searchsorted(starts, self._rows, side="right") - 1
        cells, where = np.unique(self._columns * len(starts) + run, return_inverse=True)
        sums = np.bincount(where, self._weights, minlength=len(cells))
        lengths = np.sqrt(np.bincount(cells % len(starts), sums * sums, minlength=len(starts)))
        return np.maximum(lengths, 1e-9)
