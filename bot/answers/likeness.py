"""How like a question is to the ways in which people ask for a label."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.language.features import KIND, PAIR, FeatureReader

MOST_LABELS = 40      # so many labels, the likeliest by their words, are compared in full
COMMON_SHARE = 0.5    # a feature of so many labels tells none apart
PAIR_WEIGHT, KIND_WEIGHT = 0.4, 0.7


@dataclass(frozen=True, slots=True)
class Like:
    """How like a question is to a label's utterances.

    `best` is the likeness to the most similar one, `known` the share of the question that any
    of them says; both from 0 to 1.
    """

    best: float
    known: float

    @property
    def share(self) -> float:
        """One number for ranking."""
        return 0.6 * self.best + 0.4 * self.known


UNLIKE = Like(0.0, 0.0)


class Likeness:
    """The utterances of every label as features. Built once a release."""

    def __init__(self, utterances: Mapping[str, Iterable[str]], reader: FeatureReader) -> None:
        """`utterances` are folded texts by label."""
        self._reader = reader
        self._said: dict[str, tuple[frozenset[str], ...]] = {}
        for label, texts in utterances.items():
            self._said[label] = tuple(dict.fromkeys(
                features for text in texts if (features := reader.read(text))))
        spread: Counter[str] = Counter()
        self._whole: dict[str, frozenset[str]] = {}
        for label, said in self._said.items():
            whole = frozenset().union(*said) if said else frozenset()
            self._whole[label] = whole
            spread.update(whole)
        total = len(self._said) + 1
        self._weights = {feature: _factor(feature) * math.log(total / (count + 0.5) + 0.2)
                         for feature, count in spread.items()}
        self._unknown = math.log(total)
        self._labels: Mapping[str, tuple[str, ...]] = _postings(self._whole, total)
        self._sizes = {label: tuple(self._size(one) for one in said)
                       for label, said in self._said.items()}

    def of(self, text: str) -> Mapping[str, Like]:
        """Return the labels whose utterances a folded text is like."""
        features = self._reader.read(text)
        size = self._size(features)
        if not size:
            return {}
        found: dict[str, float] = defaultdict(float)
        for feature in features:
            weight = self._weights.get(feature, 0.0)
            for label in self._labels.get(feature, ()):
                found[label] += weight
        nearest = sorted(found, key=lambda label: (-found[label], label))[:MOST_LABELS]
        return {label: Like(self._best(features, size, label), min(1.0, found[label] / size))
                for label in nearest}

    def _best(self, features: frozenset[str], size: float, label: str) -> float:
        weights = self._weights
        best = 0.0
        for said, own in zip(self._said[label], self._sizes[label], strict=True):
            shared = sum([weights[feature] for feature in said & features])
            best = max(best, 2 * shared / (size + own))
        return best

    def _size(self, features: frozenset[str]) -> float:
        return sum([self._weights[feature] if feature in self._weights
                    else self._unknown * _factor(feature) for feature in features])


def _factor(feature: str) -> float:
    return PAIR_WEIGHT if feature.startswith(PAIR) else KIND_WEIGHT \
        if feature.startswith(KIND) else 1.0


def _postings(whole: Mapping[str, frozenset[str]], total: int) -> dict[str, tuple[str, ...]]:
    labels: dict[str, list[str]] = defaultdict(list)
    for label, features in whole.items():
        for feature in features:
            labels[feature].append(label)
    return {feature: tuple(found) for feature, found in labels.items()
            if len(found) < COMMON_SHARE * total}
