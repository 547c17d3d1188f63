"""What each signal is worth, fitted to questions with known answers (`make fit`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from operator import mul

from bot.answers.signals import NAMES


def weigh(signals: Sequence[float], weights: Sequence[float]) -> float:
    """Return the sum of the signals, each times what it is worth."""
    return sum(map(mul, signals, weights))


def _in_order(weights: Mapping[str, float]) -> tuple[float, ...]:
    return tuple(weights.get(name, 0.0) for name in NAMES)


RANK = _in_order({
    "said": 6.5, "mean": 4.3, "best": 2.5, "too_open": -2.3, "derived": -2.3, "figure": 2.1,
    "story": 2.1, "not_given": -1.3, "self": 1.1, "strangers": -1.0, "numbered": 1.0, "list_members": 0.9,
    "of_another": -0.8, "answers": 0.8, "part": -0.8, "phase_open": -0.7, "words": 0.7,
    "left_qualifier": -0.7, "target_target": 0.6, "hint": 0.6, "target_actual": -0.6,
    "left_thing": -0.5, "head": 0.5, "list_single": -0.4, "nothing_asked": -0.4,
    "type_number": -0.4, "attribute_near": -0.3, "cover": 0.3, "linked": -0.3,
    "type_agrees": 0.2, "actual_target": -0.2, "left_other": -0.2, "other_figure": -0.2,
    "unnamed": -0.2, "attribute_other": -0.2, "attribute_last": -0.2, "unasked": 0.2,
    "unit": 0.2, "type_exact": 0.2, "heads": 0.1, "long": -0.1, "type_clash": -0.1,
    "members": 0.1, "reverse": 0.1, "plain_target": 0.1, "past": -0.1,
})
TRUST = _in_order({
    "not_given": -2.8, "mean": 1.9, "said": 1.2, "left_qualifier": -1.0, "of_another": -0.9,
    "left_thing": -0.9, "too_open": -0.8, "story": 0.8, "long": 0.7, "answers": 0.6,
    "figure": 0.6, "reverse": 0.6, "attribute_near": -0.5, "plain_target": -0.5, "unit": 0.5,
    "list_members": 0.5, "type_number": -0.5, "derived": -0.5, "phase_open": 0.5,
    "target_actual": -0.5, "members": 0.5, "type_exact": -0.4, "unasked": -0.4, "numbered": 0.4,
    "left_other": -0.4, "target_target": 0.4, "cover": 0.4, "heads": -0.4, "part": -0.3,
    "self": -0.3, "strangers": -1.0, "best": 0.3, "actual_target": -0.3, "open": -0.3, "type_agrees": -0.3,
    "nothing_asked": -0.3, "hint": 0.2, "unnamed": -0.1, "list_single": -0.1, "past": -0.1,
    "named": 0.1, "head": 0.1, "other_act": 0.1, "attribute_other": -0.1, "linked": -0.1,
})
TRUST_BIAS = -1.1
