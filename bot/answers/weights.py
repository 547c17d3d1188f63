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
        "derived": -3.7, "mean": 2.59, "too_open": -2.26, "numbered_thing": 2.11, "odds": 1.89,
        "story": 1.87, "said": 1.75, "strangers": -1.73, "best": 1.5, "nothing_asked": -1.48,
        "target_actual": -1.23, "of_another": -1.14, "no_such": -1.06, "list_members": 0.95,
        "target_target": 0.93, "self": 0.91, "phase_open": -0.83, "cover": 0.76, "figure": 0.73,
        "part": -0.61, "type_clash": -0.6, "actual_target": -0.57, "linked": -0.57,
        "answers": 0.49, "left_qualifier": -0.49, "long": -0.49, "now_missing": 0.48,
        "implied": 0.43, "foreign_things": 0.43, "attribute_near": -0.37, "not_given": 0.37,
        "unit": 0.36, "unheard": -0.32, "numbered": -0.3, "no_figure": 0.28, "open": 0.27,
        "owner": 0.25, "left_other": -0.22, "no_such_figure": 0.21, "words": 0.19,
        "attribute_other": 0.19, "reverse": 0.18, "another_kind": 0.18, "unnamed": -0.17,
        "heads": -0.17, "list_single": -0.17, "type_number": -0.15, "other_act": 0.15,
        "past": 0.15, "plain_target": -0.13, "type_exact": -0.08, "head": 0.07,
        "other_figure": 0.07, "unasked": 0.06, "type_agrees": -0.06, "left_thing": 0.06,
    }),
    trust=_in_order({
        "numbered_thing": 1.65, "derived": -1.56, "mean": 1.31, "no_such": -1.16,
        "numbered": -1.04, "linked": -0.91, "figure": -0.79, "said": 0.78, "strangers": -0.76,
        "no_such_figure": -0.69, "list_single": -0.68, "type_number": -0.68, "owner": 0.61,
        "type_clash": -0.6, "too_open": -0.56, "target_target": 0.53, "list_members": 0.51,
        "no_figure": -0.47, "best": 0.42, "foreign_things": -0.41, "open": -0.4, "unheard": -0.38,
        "hint": 0.36, "of_another": -0.35, "other_figure": -0.33, "type_exact": -0.31,
        "left_thing": -0.31, "nothing_asked": -0.3, "left_qualifier": -0.29, "other_act": 0.28,
        "reverse": -0.27, "implied": 0.24, "part": -0.24, "cover": 0.24, "past": -0.23,
        "unit": 0.19, "another_kind": -0.17, "long": 0.15, "plain_target": 0.15,
        "left_other": 0.13, "target_actual": 0.13, "story": 0.13, "type_agrees": -0.12,
        "unnamed": -0.12, "attribute_near": -0.1, "phase_open": 0.08, "odds": 0.08, "heads": 0.08,
        "unasked": 0.07, "self": 0.06, "words": 0.06, "attribute_last": 0.05,
    }),
    lead=0.70, bias=-1.49, floor=3.2)
# facts just imported: nobody has written how people ask for them
UNSPOKEN = Weights(
    rank=_in_order({
        "said": 7.65, "mean": 3.48, "derived": -2.95, "numbered_thing": 2.57, "story": 2.03,
        "too_open": -2.0, "strangers": -1.69, "no_such": -1.47, "left_qualifier": -1.42,
        "list_members": 1.37, "actual_target": -1.19, "unit": 1.18, "target_target": 1.16,
        "nothing_asked": -1.08, "target_actual": -1.05, "figure": 0.98, "self": 0.97,
        "phase_open": -0.79, "linked": -0.75, "best": -0.67, "words": 0.67, "left_other": -0.67,
        "of_another": -0.66, "now_missing": 0.62, "answers": 0.58, "part": -0.57, "reverse": 0.54,
        "list_single": -0.49, "long": -0.47, "head": 0.46, "foreign_things": 0.44,
        "type_number": -0.44, "no_such_figure": 0.37, "cover": 0.36, "numbered": -0.36,
        "type_clash": -0.35, "not_given": -0.35, "open": 0.35, "left_thing": -0.34, "owner": 0.32,
        "attribute_last": -0.3, "implied": 0.3, "unnamed": -0.29, "other_figure": 0.25,
        "heads": -0.25, "type_agrees": 0.23, "no_figure": -0.22, "another_kind": -0.21,
        "odds": 0.18, "attribute_near": -0.18, "type_exact": 0.16, "past": 0.15,
        "other_act": 0.14, "unasked": 0.11, "hint": 0.11, "unheard": 0.1, "members": -0.09,
        "plain_target": -0.09,
    }),
    trust=_in_order({
        "numbered_thing": 1.56, "mean": 1.32, "derived": -1.31, "said": 1.13, "numbered": -0.91,
        "type_number": -0.86, "too_open": -0.85, "list_single": -0.84, "no_such": -0.79,
        "strangers": -0.74, "figure": -0.7, "type_clash": -0.67, "no_such_figure": -0.66,
        "linked": -0.66, "open": -0.55, "target_target": 0.54, "of_another": -0.53, "unit": 0.53,
        "another_kind": -0.51, "actual_target": -0.48, "owner": 0.46, "story": 0.42,
        "no_figure": -0.38, "other_figure": 0.37, "cover": 0.36, "list_members": 0.33,
        "part": -0.33, "left_thing": -0.28, "reverse": -0.26, "members": -0.26, "named": -0.23,
        "type_agrees": -0.22, "words": 0.22, "type_exact": 0.21, "attribute_last": 0.2,
        "other_act": 0.18, "head": 0.16, "left_qualifier": -0.16, "odds": -0.11,
        "target_actual": 0.1, "best": 0.09, "plain_target": -0.09, "phase_open": 0.08,
        "implied": 0.08, "unheard": -0.08, "attribute_near": -0.07, "answers": 0.06,
        "nothing_asked": -0.06,
    }),
    lead=0.69, bias=-1.50, floor=1.5)
