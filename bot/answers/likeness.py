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
    label_of: npt.NDArray[np.int32]

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
NO_LIKES = Likes({}, NOTHING, NOTHING, {}, NOTHING, NOTHING.astype(np.int32))


class Likeness:
    """The utterances of every label as vectors. Built once a release, never changed."""

    def __init__(self, utterances: Mapping[str, Sequence[str]],
                 facts: Mapping[str, tuple[str, str]]) -> None:
        """`utterances` are folded texts by label, at least one each; `facts` (label, own words)."""
        self._grams = Grams()
        self._labels = {label: at for at, label in enumerate(utterances)}
        self._facts = {name: at for at, name in enumerate(facts)}
        self._label_of = np.array([self._labels[label] for label, _ in facts.values()],
                                  dtype=np.int32)
        sizes = [len(said) for said in utterances.values()]
        self._starts = np.cumsum([0, *sizes])[:-1].astype(np.int64)
        self._label_of_text = np.repeat(np.arange(len(sizes), dtype=np.int32), sizes)
        self._utterances = Vectors(
            *self._grams.of_many([text for said in utterances.values() for text in said]),
            len(self._label_of_text))
        self._lengths = self._utterances.lengths_of_sums(self._starts)
        self._own = Postings(*self._grams.of_many([words for _, words in facts.values()]))

    def of(self, text: str) -> Likes:
        """Compare a folded text, names taken out, to every label's utterances."""
        if not self._labels:
            return NO_LIKES
        codes, counts = np.unique(self._grams.of(text), return_counts=True)
        found = self._utterances.compare(codes, counts)
        return Likes(
            self._labels, np.maximum.reduceat(found, self._starts),
            np.add.reduceat(found, self._starts) / self._lengths,
            self._facts, self._said(codes), self._label_of)

    def _said(self, codes: Codes) -> Floats:
        """Return for each fact the share of some grams that it or its label's utterances hold."""
        weights = self._utterances.rarity(codes).astype(np.float32)
        which, texts = self._utterances.rows(codes)
        of_label = np.zeros((len(codes), len(self._labels)), dtype=np.bool_)
        of_label[which, self._label_of_text[texts]] = True
        of_fact = of_label[:, self._label_of]
        of_fact[self._own.rows(codes)] = True
        said = weights @ of_fact
        return np.asarray(said / max(float(weights.sum()), 1e-9), dtype=np.float64)


class Postings:
    """For each gram the texts that have it."""

    def __init__(self, codes: Codes, owners: Codes) -> None:
        """`codes` and `owners` are what `Grams.of_many` returns."""
        order = np.argsort(codes, kind="stable")
        vocabulary, starts = np.unique(codes[order], return_index=True)
        self._vocabulary = vocabulary
        self._starts = np.append(starts, len(codes))
        self._rows = owners[order].astype(np.int32)

    def rows(self, codes: Codes) -> tuple[Codes, npt.NDArray[np.int32]]:
        """Return which texts have which of some grams: (places in `codes`, texts) side by side."""
        at, known = self._look_up(codes)
        which = np.flatnonzero(known)
        starts, ends = self._starts[at[which]], self._starts[at[which] + 1]
        if not len(which):
            return which, self._rows[:0]
        return (np.repeat(which, ends - starts), np.concatenate(
            [self._rows[start:end] for start, end in zip(starts, ends, strict=True)]))

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
        self._columns = (cells // size).astype(np.int32)
        self._rows = (cells % size).astype(np.int32)
        self._vocabulary = vocabulary
        self._starts = np.searchsorted(self._columns, np.arange(len(vocabulary) + 1))
        self._idf = np.log((1 + size) / (1 + np.diff(self._starts))) + 1
        self._unknown = float(np.log(1 + size) + 1)
        weights = (1 + np.log(counts)) * self._idf[self._columns]
        lengths = np.sqrt(np.bincount(self._rows, weights * weights, minlength=size))
        self._weights = (weights / lengths[self._rows]).astype(np.float32)

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

    def lengths_of_sums(self, starts: Codes) -> Floats:
        """Return the length of the sum of each run of texts, given where the runs start."""
        run = np.searchsorted(starts, self._rows, side="right") - 1
        cells, where = np.unique(self._columns * len(starts) + run, return_inverse=True)
        sums = np.bincount(where, self._weights, minlength=len(cells))
        lengths = np.sqrt(np.bincount(cells % len(starts), sums * sums, minlength=len(starts)))
        return np.maximum(lengths, 1e-9)
