"""What each signal is worth, fitted to questions with known answers (`make fit`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from operator import mul

from bot.answers.signals import NAMES


def weigh(signals: Sequence[float], weights: Sequence[float]) -> float:
    """Return the sum of the signals, each times what it is worth."""
    return sum(map(mul, signals, weights))


FLOOR, NOT_GIVEN_FLOOR = 5.0, 6.0   # scores below which nothing is told, or said to be missing
NOT_GIVEN_LEAST = -1.0   # what is not given is said with less trust than a fact


def _in_order(weights: Mapping[str, float]) -> tuple[float, ...]:
    return tuple(weights.get(name, 0.0) for name in NAMES)


RANK = _in_order({
    "said": 6.1, "mean": 4.2, "best": 2.6, "derived": -2.0, "too_open": -1.9, "figure": 1.8,
    "story": 1.5, "strangers": -1.4, "self": 1.0, "of_another": -0.9, "no_such": -0.9,
    "answers": 0.9, "phase_open": -0.8, "target_target": 0.8, "numbered": 0.7,
    "list_members": 0.7, "target_actual": -0.7, "part": -0.7, "left_qualifier": -0.6,
    "left_thing": -0.6, "list_single": -0.5, "unheard": -0.5, "words": 0.5,
    "attribute_near": -0.4, "nothing_asked": -0.4, "actual_target": -0.3, "hint": 0.3,
    "linked": -0.3, "long": -0.3, "cover": 0.3, "type_agrees": 0.3, "type_number": 0.3,
    "unit": 0.2, "head": 0.2, "named": 0.2, "reverse": 0.2, "unnamed": -0.2,
    "attribute_last": -0.2, "attribute_other": -0.2, "no_figure": -0.2, "type_clash": -0.1,
    "other_figure": -0.1, "heads": 0.1,
})
TRUST = _in_order({
    "mean": 2.1, "left_thing": -1.7, "story": 1.6, "open": -1.6, "actual_target": -1.4,
    "too_open": -1.3, "strangers": 1.2, "unit": 1.2, "said": 1.2, "plain_target": -1.1,
    "no_figure": -1.1, "list_single": -1.0, "unheard": -1.0, "type_exact": -1.0,
    "no_such": -0.9, "left_qualifier": -0.8, "left_other": 0.8, "long": 0.7,
    "target_actual": -0.7, "head": 0.7, "list_members": 0.7, "other_figure": 0.7,
    "answers": 0.6, "other_act": -0.6, "best": -0.5, "numbered": 0.5, "linked": -0.4,
    "of_another": -0.4, "type_agrees": -0.4, "reverse": 0.3, "nothing_asked": 0.3,
    "attribute_near": -0.3, "figure": -0.3, "part": 0.3, "named": 0.3, "heads": -0.3,
    "unnamed": 0.3, "target_target": 0.3, "phase_open": 0.2, "members": 0.2, "hint": 0.2,
    "cover": 0.2, "attribute_other": 0.1, "type_number": -0.1, "self": 0.1,
})
LEAD, TRUST_BIAS = 0.5, -0.4
