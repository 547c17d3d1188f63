"""What each signal is worth, fitted to questions with known answers (`make fit`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import mul

from bot.answers.signals import NAMES


@dataclass(frozen=True, slots=True)
class Weights:
    """What the signals of one kind of fact are worth, in the order of NAMES.

    `rank` orders facts, `trust` tells how sure one answers (logits; with `bias`, and `lead` for
    each point that the first is before the next); below a score of `floor` none is told.
    """

    rank: tuple[float, ...]
    trust: tuple[float, ...]
    lead: float
    bias: float
    floor: float


def weigh(signals: Sequence[float], weights: Sequence[float]) -> float:
    """Return the sum of the signals, each times what it is worth."""
    return float(sum(map(mul, signals, weights)))


def _in_order(weights: Mapping[str, float]) -> tuple[float, ...]:
    return tuple(weights.get(name, 0.0) for name in NAMES)


# set by hand: the more, the more is told, rightly and wrongly
EAGER = 1.0
# a row that says "not given" is told with less trust than a fact, and above a higher score
NOT_GIVEN_LEAST, NOT_GIVEN_FLOOR = -1.0, 4.9

# facts for whose label people's ways to ask are known
SPOKEN = Weights(
    rank=_in_order({
        "derived": -3.67, "mean": 2.7, "too_open": -2.22, "numbered_thing": 2.13, "odds": 1.9,
        "story": 1.89, "said": 1.79, "strangers": -1.77, "best": 1.44, "nothing_asked": -1.43,
        "target_actual": -1.15, "of_another": -1.11, "no_such": -1.08, "list_members": 1.08,
        "self": 0.92, "target_target": 0.91, "figure": 0.84, "phase_open": -0.83, "cover": 0.75,
        "type_clash": -0.69, "linked": -0.6, "part": -0.58, "actual_target": -0.58,
        "answers": 0.51, "now_missing": 0.49, "long": -0.47, "implied": 0.41, "unit": 0.37,
        "left_qualifier": -0.37, "not_given": 0.36, "attribute_near": -0.33, "numbered": -0.31,
        "no_figure": 0.31, "foreign_things": 0.29, "unheard": -0.28, "open": 0.26, "owner": 0.25,
        "reverse": 0.22, "no_such_figure": 0.22, "left_other": -0.21, "unnamed": -0.21,
        "attribute_other": 0.19, "words": 0.19, "type_number": -0.18, "other_act": 0.18,
        "past": 0.15, "type_exact": -0.15, "heads": -0.13, "plain_target": -0.12,
        "type_agrees": -0.11, "other_figure": 0.11, "unasked": 0.08, "left_thing": 0.08,
        "attribute_last": 0.06, "head": 0.05,
    }),
    trust=_in_order({
        "numbered_thing": 1.79, "derived": -1.53, "no_such": -1.22, "numbered": -1.19,
        "mean": 1.15, "linked": -0.87, "said": 0.77, "owner": 0.74, "no_such_figure": -0.74,
        "strangers": -0.72, "figure": -0.71, "list_single": -0.68, "type_number": -0.67,
        "past": -0.64, "type_clash": -0.63, "too_open": -0.62, "list_members": 0.59,
        "target_target": 0.52, "no_figure": -0.46, "unheard": -0.41, "of_another": -0.39,
        "left_thing": -0.38, "best": 0.38, "open": -0.37, "foreign_things": -0.36, "hint": 0.36,
        "nothing_asked": -0.33, "type_exact": -0.32, "other_figure": -0.3, "reverse": -0.3,
        "cover": 0.28, "part": -0.26, "actual_target": -0.22, "implied": 0.21, "unit": 0.21,
        "other_act": 0.18, "attribute_near": -0.18, "head": 0.17, "left_qualifier": -0.16,
        "long": 0.15, "left_other": 0.14, "odds": 0.14, "attribute_last": -0.11, "unnamed": -0.1,
        "heads": 0.09, "answers": -0.08, "unasked": 0.07, "named": -0.06, "story": 0.05,
    }),
    lead=0.69, bias=-1.45, floor=3.0)
# facts just imported: nobody has written how people ask for them
UNSPOKEN = Weights(
    rank=_in_order({
        "said": 7.5, "mean": 3.56, "derived": -2.96, "numbered_thing": 2.55, "story": 2.03,
        "too_open": -2.01, "strangers": -1.78, "no_such": -1.52, "list_members": 1.5,
        "left_qualifier": -1.33, "actual_target": -1.21, "unit": 1.19, "target_target": 1.14,
        "target_actual": -1.09, "figure": 1.07, "nothing_asked": -1.05, "self": 1.0,
        "phase_open": -0.87, "linked": -0.79, "now_missing": 0.68, "words": 0.63,
        "of_another": -0.63, "left_other": -0.62, "best": -0.62, "answers": 0.58, "part": -0.56,
        "type_number": -0.54, "reverse": 0.54, "long": -0.46, "type_clash": -0.44, "head": 0.43,
        "cover": 0.41, "left_thing": -0.39, "list_single": -0.39, "no_such_figure": 0.37,
        "numbered": -0.36, "not_given": -0.36, "open": 0.35, "owner": 0.33, "implied": 0.3,
        "other_figure": 0.29, "attribute_last": -0.29, "unnamed": -0.29, "heads": -0.24,
        "foreign_things": 0.24, "attribute_near": -0.23, "no_figure": -0.21, "other_act": 0.18,
        "odds": 0.18, "type_agrees": 0.18, "type_exact": 0.12, "unasked": 0.12, "past": 0.11,
        "members": -0.1, "plain_target": -0.09, "unheard": 0.07, "hint": 0.06,
    }),
    trust=_in_order({
        "numbered_thing": 1.51, "derived": -1.34, "mean": 1.33, "said": 1.25, "no_such": -0.85,
        "too_open": -0.85, "numbered": -0.82, "type_number": -0.8, "no_such_figure": -0.78,
        "actual_target": -0.77, "list_single": -0.72, "linked": -0.72, "type_clash": -0.63,
        "strangers": -0.63, "figure": -0.58, "open": -0.55, "unit": 0.55, "of_another": -0.49,
        "target_target": 0.47, "owner": 0.42, "no_figure": -0.4, "left_thing": -0.4, "part": -0.4,
        "list_members": 0.32, "story": 0.3, "reverse": -0.29, "head": 0.27, "other_figure": 0.27,
        "named": -0.27, "cover": 0.24, "words": 0.22, "type_agrees": -0.2, "members": -0.2,
        "plain_target": -0.18, "past": -0.18, "left_other": -0.17, "other_act": 0.15,
        "type_exact": 0.14, "unnamed": 0.12, "self": 0.11, "target_actual": -0.09, "hint": 0.07,
        "attribute_other": -0.07, "foreign_things": 0.06, "odds": -0.05,
    }),
    lead=0.67, bias=-1.56, floor=1.5)
