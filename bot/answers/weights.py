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
FLOOR, NOT_GIVEN_FLOOR, UNSPOKEN_FLOOR = 3.6, 4.9, 1.5
NOT_GIVEN_LEAST = -1.0   # what is not given is said with less trust than a fact


def _in_order(weights: Mapping[str, float]) -> tuple[float, ...]:
    return tuple(weights.get(name, 0.0) for name in NAMES)


RANK = _in_order({
    "derived": -3.5, "mean": 2.6, "too_open": -2.3, "said": 1.9, "story": 1.9, "odds": 1.9,
    "strangers": -1.6, "nothing_asked": -1.6, "best": 1.4, "target_actual": -1.2,
    "of_another": -1.1, "no_such": -1.1, "figure": 1.0, "target_target": 1.0, "list_members": 0.9,
    "self": 0.9, "numbered": 0.8, "phase_open": -0.8, "cover": 0.8, "actual_target": -0.7,
    "part": -0.7, "linked": -0.6, "left_qualifier": -0.5, "answers": 0.5, "long": -0.5,
    "now_missing": 0.4, "implied": 0.4, "not_given": 0.4, "type_clash": -0.4,
    "attribute_near": -0.4, "unit": 0.4, "open": 0.3, "no_figure": 0.3, "owner": 0.3,
    "left_other": -0.3, "reverse": 0.2, "unheard": -0.2, "attribute_other": 0.2,
    "list_single": -0.2, "words": 0.2, "type_exact": 0.2, "plain_target": -0.2, "past": 0.2,
    "unnamed": -0.2, "heads": -0.1, "type_agrees": 0.1, "type_number": -0.1, "other_act": 0.1,
    "other_figure": 0.1, "head": 0.1, "attribute_last": 0.1, "unasked": 0.1,
})
TRUST = _in_order({
    "derived": -1.3, "no_such": -1.2, "mean": 1.1, "type_number": -1.1, "linked": -1.0,
    "said": 0.8, "unspoken": 0.8, "list_members": 0.7, "strangers": -0.7, "too_open": -0.6,
    "owner": 0.6, "target_target": 0.6, "list_single": -0.6, "past": -0.6, "type_clash": -0.5,
    "figure": -0.5, "other_figure": -0.5, "open": -0.4, "no_figure": -0.4, "best": 0.4,
    "of_another": -0.4, "cover": 0.4, "left_thing": -0.4, "type_exact": -0.3,
    "actual_target": -0.3, "unheard": -0.3, "hint": 0.3, "part": -0.3, "left_qualifier": -0.3,
    "nothing_asked": -0.3, "implied": 0.2, "reverse": -0.2, "left_other": 0.2, "unit": 0.2,
    "long": 0.2, "other_act": 0.2, "odds": 0.1, "attribute_near": -0.1, "phase_open": -0.1,
    "head": 0.1, "target_actual": -0.1, "heads": 0.1, "attribute_last": -0.1, "story": -0.1,
    "attribute_other": 0.1, "unasked": 0.1, "named": 0.1,
})
LEAD, TRUST_BIAS = 0.65, -0.63
