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
    "said": 5.5, "mean": 4.3, "best": 2.5, "derived": -2.4, "too_open": -1.8, "figure": 1.5,
    "story": 1.4, "strangers": -1.0, "no_such": -0.9, "of_another": -0.9, "self": 0.8,
    "list_members": 0.8, "answers": 0.8, "target_target": 0.7, "part": -0.7, "cover": 0.7,
    "phase_open": -0.6, "attribute_near": -0.6, "left_qualifier": -0.6, "target_actual": -0.6,
    "left_thing": -0.5, "list_single": -0.5, "actual_target": -0.5, "linked": -0.4,
    "numbered": 0.4, "type_clash": -0.4, "hint": 0.4, "now_missing": 0.4, "long": -0.4,
    "words": 0.4, "unheard": -0.3, "nothing_asked": -0.3, "open": 0.3, "unit": 0.3,
    "heads": 0.3, "reverse": 0.2, "owner": 0.2, "members": 0.2, "head": 0.2, "named": 0.2,
    "type_agrees": 0.1, "left_other": -0.1, "attribute_last": -0.1, "unnamed": -0.1,
})
TRUST = _in_order({
    "mean": 2.1, "story": 1.8, "actual_target": -1.8, "open": -1.6, "too_open": -1.5,
    "plain_target": -1.5, "head": 1.4, "unit": 1.3, "list_single": -1.2, "long": 1.2,
    "type_number": -1.2, "best": -1.1, "left_thing": -1.1, "cover": 1.0, "left_qualifier": -1.0,
    "target_actual": -0.9, "no_figure": -0.9, "numbered": 0.9, "said": 0.9, "no_such": -0.8,
    "type_agrees": -0.8, "target_target": 0.8, "owner": 0.7, "list_members": 0.7,
    "type_exact": -0.6, "named": -0.6, "unnamed": 0.6, "linked": -0.6, "strangers": 0.5,
    "unspoken": 0.5, "left_other": 0.5, "figure": -0.5, "of_another": -0.5, "other_act": 0.5,
    "answers": 0.4, "reverse": 0.3, "unheard": -0.2, "members": 0.2, "attribute_last": 0.2,
    "type_clash": 0.2, "hint": 0.1, "phase_open": -0.1, "unasked": -0.1, "words": 0.1,
})
LEAD, TRUST_BIAS = 0.6, -1.2
