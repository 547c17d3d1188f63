"""The weights of signals, and what grams need, from facts of which it is known whether they answer.

A conditional logit for the order of the facts of one question, a logistic regression for whether
the first of them answers. Gradient ascent with a ridge penalty: always the same result.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse

from bot.answers.choosing import MOST_LEAD
from bot.answers.signals import NAMES

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
RIDGE, NEED_RIDGE, STEPS, RATE = 0.0005, 0.001, 600, 0.1
UNANSWERED = 2.0           # a question without an answer teaches trust as much as so many others
# what differs only from question to question; what lacks is learnt with trust
FOR_TRUST = ("chosen", "picked", "lacks", "length", "unknown_name")
OPEN = NAMES.index("open")
LACKS = NAMES.index("lacks")    # what grams need is learnt here, and worth what it says
RARE = 3                   # a gram that fewer leading facts leave unanswered needs nothing


@dataclass(frozen=True, slots=True)
class Example:
    """The facts considered for one question: their signals, and which answer it.

    `unsure` hold what is expected and are unlike the question; `refusals` say that something is
    not given; `barred` differ in a slot; `says[a, b]`: fact a tells all that b tells; `lacking`
    are the grams of the question that each leaves unanswered (none where several were asked).
    """

    signals: Floats
    good: Flags
    unsure: Flags
    refusals: Flags
    barred: Flags
    says: Flags
    lacking: tuple[tuple[str, ...], ...]
    answerable: bool


def rank(found: Sequence[Example]) -> Floats:
    """Fit the weights that order facts: the log-likelihood of the right ones among all."""
    usable = [one for one in found if one.good.any()]
    signals = np.concatenate([one.signals for one in usable]).astype(float)
    good = np.concatenate([one.good for one in usable])
    sure = ~np.concatenate([one.unsure for one in usable])
    sizes = [len(one.good) for one in usable]
    starts = np.cumsum([0, *sizes])[:-1]
    whose = np.repeat(np.arange(len(sizes)), sizes)

    ordering = np.array([name not in FOR_TRUST for name in NAMES])

    def gradient(weights: Floats) -> Floats:
        worth = signals @ weights
        chance = np.where(sure, np.exp(worth - np.maximum.reduceat(worth, starts)[whose]), 0.0)
        right = np.where(good, chance, 0.0)
        share = (right / np.add.reduceat(right, starts)[whose]
                 - chance / np.add.reduceat(chance, starts)[whose])
        return np.asarray(signals.T @ share / len(usable) * ordering)

    return _ascend(gradient, np.full(len(NAMES), RIDGE))


@dataclass(frozen=True, slots=True)
class Leads:
    """The facts that lead, one a question: signals, then the lead's and a constant one.

    `right` tells which answer, `weights` how much each question teaches, `lacking` the grams
    that each leaves unanswered.
    """

    signals: Floats
    right: Floats
    weights: Floats
    lacking: tuple[tuple[str, ...], ...]


def leads(found: Sequence[Example], ordering: Floats) -> Leads:
    """Return the facts that lead by some weights; what cannot be judged is left out."""
    rows, right, counts, lacking = [], [], [], []
    for one in found:
        worth = one.signals @ ordering
        order = [at for at in np.argsort(-worth, kind="stable") if not one.barred[at]]
        if not order or one.unsure[order[0]] or one.refusals[order[0]]:
            continue
        first = order[0]
        rival = next((worth[at] for at in order[1:]
                      if not (one.says[first, at] or one.says[at, first])), -np.inf)
        rows.append([*one.signals[first], min(MOST_LEAD, worth[first] - rival), 1.0])
        right.append(one.good[first])
        counts.append(1.0 if one.answerable else UNANSWERED)
        lacking.append(one.lacking[first])
    signals = np.array(rows, dtype=float).reshape(len(rows), len(NAMES) + 2)
    signals[:, LACKS] = 0.0
    return Leads(signals, np.array(right, dtype=float), np.array(counts), tuple(lacking))


def by_subject(kind: Leads) -> tuple[Leads, Leads]:
    """Part leading facts by whether the question names a subject: first where it does."""
    def of(own: Flags) -> Leads:
        return Leads(kind.signals[own], kind.right[own], kind.weights[own], tuple(
            left for left, mine in zip(kind.lacking, own, strict=True) if mine))

    is_open = kind.signals[:, OPEN] > 0
    return of(~is_open), of(is_open)


def trust(kinds: Sequence[Leads]) -> tuple[list[Floats], dict[str, float]]:
    """Fit the weights that tell whether a leading fact answers; and what each gram needs.

    The weights of each kind of fact; then the lead's, then the bias. Needs are of all kinds. The
    slope of a kind's weights is multiplied by the number of kinds, as if it were fitted alone: so
    the ridge weighs on it as it does in `rank`.
    """
    counts = Counter(gram for kind in kinds for grams in kind.lacking for gram in set(grams))
    grams = {gram: at for at, gram in enumerate(sorted(
        gram for gram, count in counts.items() if count >= RARE))}
    size, width = len(NAMES) + 2, len(kinds) * (len(NAMES) + 2)
    lacking = [_lacks(kind.lacking, grams) for kind in kinds]
    total = sum(kind.weights.sum() for kind in kinds)

    def gradient(values: Floats) -> Floats:
        slope = np.zeros_like(values)
        for at, (kind, left) in enumerate(zip(kinds, lacking, strict=True)):
            own = slice(at * size, (at + 1) * size)
            logits = kind.signals @ values[own] - left @ values[width:]
            surprise = kind.weights * (kind.right - 1 / (1 + np.exp(-logits))) / total
            slope[own] = len(kinds) * (kind.signals.T @ surprise)
            slope[width:] -= left.T @ surprise
        return slope

    values = _ascend(gradient, np.array([RIDGE] * width + [NEED_RIDGE] * len(grams)))
    fitted = [values[at * size:(at + 1) * size] for at in range(len(kinds))]
    for weights in fitted:
        weights[LACKS] = -1.0
    return fitted, dict(zip(grams, values[width:].tolist(), strict=True))


def _lacks(lacking: Sequence[Sequence[str]], grams: Mapping[str, int]) -> sparse.csr_matrix:
    """Return which of some grams each leading fact leaves unanswered."""
    columns = [sorted({grams[gram] for gram in left if gram in grams}) for left in lacking]
    starts = np.cumsum([0, *map(len, columns)])
    return sparse.csr_matrix((np.ones(starts[-1]), [at for own in columns for at in own], starts),
                             shape=(len(columns), len(grams)))


def _ascend(gradient: Callable[[Floats], Floats], ridge: Floats) -> Floats:
    """Climb by Adam (Kingma and Ba, 2015) with a ridge penalty."""
    values, mean, square = np.zeros((3, len(ridge)))
    for step in range(1, STEPS + 1):
        slope = gradient(values) - ridge * values
        mean = 0.9 * mean + 0.1 * slope
        square = 0.99 * square + 0.01 * slope * slope
        values = values + RATE * (mean / (1 - 0.9**step)) / (
            np.sqrt(square / (1 - 0.99**step)) + 1e-8) * min(1.0, 4 * (1 - step / (STEPS + 1)))
    return values
