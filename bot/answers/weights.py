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
    "said": 6.0, "mean": 4.3, "best": 2.5, "too_open": -2.0, "derived": -2.0, "figure": 1.7,
    "strangers": -1.4, "story": 1.1, "self": 1.1, "no_such": -0.9, "list_members": 0.8,
    "of_another": -0.8, "target_actual": -0.8, "part": -0.8, "phase_open": -0.8,
    "numbered": 0.8, "answers": 0.7, "actual_target": -0.7, "left_qualifier": -0.6,
    "not_given": 0.6, "target_target": 0.6, "nothing_asked": -0.5, "left_thing": -0.5,
    "words": 0.5, "cover": 0.4, "unheard": -0.4, "type_clash": -0.4, "list_single": -0.4,
    "attribute_near": -0.4, "linked": -0.3, "no_figure": -0.3, "hint": 0.3, "unit": 0.2,
    "head": 0.2, "attribute_other": -0.2, "reverse": 0.2, "unnamed": -0.2,
    "attribute_last": -0.2, "heads": 0.2, "type_agrees": 0.2, "named": 0.2,
    "other_figure": -0.1, "members": 0.1,
})
TRUST = _in_order({
    "actual_target": -1.9, "of_another": -1.8, "mean": 1.8, "open": -1.6, "strangers": 1.6,
    "left_thing": -1.5, "long": 1.5, "plain_target": -1.5, "said": 1.4, "numbered": 1.2,
    "best": -1.2, "type_exact": -1.1, "unit": 1.1, "target_actual": -1.1, "cover": 1.1,
    "list_members": 1.0, "no_figure": -1.0, "left_other": 1.0, "past": -0.9, "unheard": -0.9,
    "too_open": -0.8, "story": 0.8, "list_single": -0.8, "other_act": -0.8,
    "nothing_asked": -0.7, "type_agrees": -0.7, "figure": -0.7, "no_such": -0.6, "answers": 0.5,
    "other_figure": 0.5, "named": 0.5, "target_target": 0.5, "left_qualifier": -0.5,
    "hint": 0.5, "derived": -0.5, "phase_open": 0.5, "type_clash": -0.5, "head": 0.4,
    "members": 0.3, "unasked": 0.3, "type_number": 0.2, "heads": -0.2, "linked": -0.2,
    "part": -0.2, "attribute_last": -0.1, "attribute_near": -0.1,
})
LEAD, TRUST_BIAS = 0.4, -1.4
