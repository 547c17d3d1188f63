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
    "said": 3.1, "best": 1.9, "mean": 1.5, "too_open": -1.1, "self": 1.0, "not_given": -0.9,
    "words": 0.8, "story": 0.8, "answers": 0.8, "cover": 0.7, "reverse": 0.7, "derived": -0.7,
    "of_another": -0.7, "left_thing": -0.7, "figure": 0.6, "part": -0.6, "head": 0.5,
    "hint": 0.5, "list_members": 0.4, "numbered": 0.4, "list_single": -0.4, "named": 0.35,
    "target_target": 0.35, "type_exact": 0.33, "left_other": -0.3, "linked": -0.26,
    "left_qualifier": -0.26, "type_clash": -0.24, "plain_target": 0.2, "target_actual": -0.2,
})
TRUST = _in_order({
    "mean": 5.0, "best": 2.0, "said": 2.0, "head": 1.0, "answers": 0.5, "left_thing": -0.9,
    "left_qualifier": -0.9, "numbered": 1.0, "reverse": 0.7, "type_clash": -0.5,
    "type_number": -1.0, "self": 0.7, "part": -0.7, "too_open": -1.0,
})
TRUST_BIAS = -3.0
