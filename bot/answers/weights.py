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
    "said": 6.1, "mean": 4.3, "best": 2.5, "too_open": -1.9, "derived": -1.8, "figure": 1.7,
    "story": 1.5, "strangers": -1.3, "self": 1.0, "no_such": -0.9, "answers": 0.9,
    "of_another": -0.8, "list_members": 0.8, "target_target": 0.8, "numbered": 0.8,
    "part": -0.7, "phase_open": -0.7, "target_actual": -0.6, "left_qualifier": -0.6,
    "left_thing": -0.6, "words": 0.5, "unheard": -0.5, "actual_target": -0.5,
    "list_single": -0.4, "attribute_near": -0.4, "linked": -0.4, "now_missing": 0.3,
    "nothing_asked": -0.3, "cover": 0.3, "hint": 0.3, "head": 0.3, "unit": 0.2, "reverse": 0.2,
    "named": 0.2, "type_agrees": 0.2, "long": -0.2, "unnamed": -0.2, "no_figure": -0.2,
    "attribute_other": -0.1, "type_number": 0.1, "heads": 0.1, "type_clash": -0.1,
    "other_act": -0.1, "attribute_last": -0.1, "open": 0.1,
})
TRUST = _in_order({
    "plain_target": -1.6, "actual_target": -1.6, "left_thing": -1.6, "story": 1.6, "open": -1.5,
    "too_open": -1.4, "said": 1.4, "mean": 1.4, "unit": 1.3, "head": 1.3, "best": -1.1,
    "no_figure": -1.0, "type_number": -0.9, "numbered": 0.8, "figure": -0.8, "type_exact": -0.8,
    "other_figure": 0.7, "answers": 0.7, "long": 0.6, "type_agrees": -0.6, "strangers": 0.6,
    "no_such": -0.5, "unspoken": 0.5, "list_single": -0.5, "unnamed": 0.5, "cover": 0.5,
    "target_target": 0.4, "named": -0.4, "list_members": 0.4, "unheard": -0.4, "reverse": 0.4,
    "attribute_other": 0.3, "linked": -0.3, "members": 0.3, "of_another": 0.3,
    "left_qualifier": -0.3, "target_actual": -0.2, "nothing_asked": 0.2, "left_other": 0.2,
    "type_clash": 0.2, "hint": 0.2, "heads": -0.1, "words": 0.1, "self": -0.1,
})
LEAD, TRUST_BIAS = 0.63, -1.28
