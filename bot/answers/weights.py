"""What each signal is worth, fitted to questions with known answers (`make fit`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from operator import mul

from bot.answers.signals import NAMES


def weigh(signals: Sequence[float], weights: Sequence[float]) -> float:
    """Return the sum of the signals, each times what it is worth."""
    return float(sum(map(mul, signals, weights)))


# scores below which nothing is told; nor is it said to be missing; nor told where no curator has
# written how people ask for it, so that no question can be as like to it
FLOOR, NOT_GIVEN_FLOOR, UNSPOKEN_FLOOR = 5.0, 6.0, 3.0
NOT_GIVEN_LEAST = -1.0   # what is not given is said with less trust than a fact


def _in_order(weights: Mapping[str, float]) -> tuple[float, ...]:
    return tuple(weights.get(name, 0.0) for name in NAMES)


RANK = _in_order({
    "said": 5.4, "mean": 4.4, "best": 2.5, "derived": -2.5, "too_open": -1.9, "figure": 1.5,
    "story": 1.4, "strangers": -1.0, "of_another": -0.9, "self": 0.9, "no_such": -0.8,
    "list_members": 0.8, "answers": 0.8, "target_target": 0.7, "target_actual": -0.6,
    "part": -0.6, "cover": 0.6, "left_qualifier": -0.6, "phase_open": -0.6,
    "attribute_near": -0.5, "list_single": -0.5, "unheard": -0.5, "left_thing": -0.5,
    "linked": -0.5, "numbered": 0.4, "hint": 0.4, "actual_target": -0.4, "long": -0.4,
    "words": 0.4, "type_clash": -0.4, "now_missing": 0.3, "reverse": 0.3, "owner": 0.3,
    "nothing_asked": -0.3, "heads": 0.3, "unit": 0.2, "members": 0.2, "open": 0.2, "named": 0.2,
    "type_number": -0.1, "attribute_last": -0.1, "other_act": 0.1, "not_given": -0.1,
})
TRUST = _in_order({
    "mean": 2.2, "story": 1.8, "actual_target": -1.7, "too_open": -1.6, "open": -1.6,
    "left_thing": -1.5, "unit": 1.4, "plain_target": -1.3, "head": 1.3, "long": 1.2,
    "owner": 1.1, "no_such": -0.9, "list_single": -0.8, "no_figure": -0.8, "type_number": -0.8,
    "cover": 0.8, "left_qualifier": -0.8, "other_act": 0.8, "said": 0.7, "type_agrees": -0.7,
    "numbered": 0.7, "derived": -0.7, "left_other": 0.7, "named": -0.7, "target_target": 0.6,
    "list_members": 0.6, "strangers": 0.6, "answers": 0.5, "best": -0.5, "type_exact": -0.5,
    "linked": -0.5, "unheard": -0.4, "unnamed": 0.4, "nothing_asked": -0.4, "unspoken": 0.3,
    "attribute_last": 0.3, "reverse": 0.3, "figure": -0.3, "hint": 0.2, "phase_open": -0.2,
    "other_figure": 0.1, "target_actual": -0.1, "attribute_near": 0.1, "unasked": 0.1,
    "part": -0.1, "attribute_other": -0.1,
})
LEAD, TRUST_BIAS = 0.56, -1.15
