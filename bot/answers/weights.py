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
    "said": 6.2, "mean": 4.2, "too_open": -2.3, "best": 2.2, "derived": -2.2, "story": 2.1,
    "figure": 2.0, "strangers": -1.3, "self": 1.1, "numbered": 1.0, "list_members": 0.9,
    "part": -0.8, "of_another": -0.8, "answers": 0.8, "target_target": 0.7,
    "left_qualifier": -0.7, "phase_open": -0.7, "words": 0.6, "target_actual": -0.6,
    "not_given": -0.6, "list_single": -0.5, "nothing_asked": -0.4, "left_thing": -0.4,
    "head": 0.4, "hint": 0.4, "attribute_near": -0.4, "actual_target": -0.4, "unit": 0.3,
    "left_other": -0.2, "linked": -0.2, "cover": 0.2, "reverse": 0.2, "unnamed": -0.2,
    "unasked": 0.2, "type_number": -0.2, "type_agrees": 0.1, "type_exact": 0.1,
    "other_figure": -0.1, "attribute_other": -0.1, "type_clash": -0.1, "heads": 0.1,
    "named": 0.1, "members": 0.1, "long": -0.1, "other_act": 0.1,
})
TRUST = _in_order({
    "mean": 1.2, "too_open": -0.8, "said": 0.7, "reverse": 0.7, "phase_open": 0.6,
    "left_qualifier": -0.6, "list_single": 0.6, "unit": 0.5, "long": 0.5, "story": 0.5,
    "list_members": 0.5, "of_another": -0.4, "open": -0.4, "attribute_near": -0.4,
    "derived": -0.4, "plain_target": -0.4, "strangers": 0.4, "members": 0.4, "answers": 0.4,
    "target_target": 0.4, "self": -0.3, "not_given": -0.3, "heads": -0.3, "unnamed": -0.3,
    "unasked": -0.3, "nothing_asked": -0.3, "left_thing": -0.3, "actual_target": -0.3,
    "best": -0.3, "figure": 0.3, "numbered": 0.2, "attribute_last": 0.2, "type_clash": 0.2,
    "type_exact": -0.2, "cover": 0.2, "other_figure": 0.1, "hint": 0.1,
})
LEAD, TRUST_BIAS = 0.82, -0.69
