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
NOT_GIVEN_LEAST, NOT_GIVEN_FLOOR = -1.0, 1.0

# facts for whose label people's ways to ask are known
SPOKEN = Weights(
    rank=_in_order({"derived": -2.61, "said": 1.79, "numbered_thing": 1.59, "odds": 1.55,
        "strangers": -1.51, "story": 1.37, "too_open": -1.34, "not_given": 1.09, "self": 0.97,
        "picked": 0.81, "list_members": 0.74, "figure": 0.73, "of_another": -0.72, "best": 0.72,
        "target_actual": -0.71, "nothing_asked": -0.69, "target_target": 0.63, "no_such": -0.62,
        "phase_open": -0.58, "part": -0.53, "type_clash": -0.53, "long": -0.50, "counts_another":
        0.48, "no_figure": 0.46, "unit": 0.43, "mean": 0.43, "linked": -0.37, "list_single":
        -0.37, "answers": 0.34, "cover": 0.33, "actual_target": -0.31, "now_missing": 0.30,
        "means": -0.27, "other_figure": -0.24, "type_agrees": 0.21, "type_number": -0.20,
        "unheard": -0.19, "chosen": -0.17, "reverse": 0.15, "foreign_things": 0.12,
        "left_qualifier": -0.11, "another_kind": 0.11, "heads": -0.11, "members": -0.10,
        "unasked": 0.10, "type_exact": 0.10, "attribute_last": 0.10, "left_thing": 0.09,
        "attribute_other": 0.09, "implied": 0.09, "words": 0.08, "open": -0.08, "owner": -0.07,
        "unnamed": -0.06, "head": 0.06, "left_other": -0.05}),
    trust=_in_order({"said": 1.78, "numbered_thing": 1.12, "too_open": -1.08, "tells": -1.03,
        "derived": -0.86, "figure": -0.72, "no_such": -0.67, "list_members": 0.66,
        "no_such_figure": -0.61, "foreign_things": -0.56, "strangers": -0.52, "best": 0.48,
        "list_single": -0.44, "self": 0.42, "another_kind": -0.42, "actual_target": -0.38,
        "unheard": -0.38, "reverse": -0.38, "owner": 0.38, "no_figure": -0.36, "target_target":
        0.35, "long": -0.35, "mean": 0.35, "numbered": -0.33, "cover": 0.31, "past": -0.30,
        "means": -0.29, "other_act": 0.28, "picked": 0.26, "type_clash": -0.26, "open": -0.26,
        "left_other": 0.26, "other_figure": -0.26, "hint": 0.25, "type_number": -0.24, "linked":
        -0.23, "left_qualifier": -0.22, "members": -0.22, "chosen": 0.22, "odds": 0.21,
        "phase_open": -0.18, "type_exact": -0.18, "attribute_other": 0.17, "unasked": 0.17,
        "attribute_near": 0.16, "of_another": -0.15, "implied": -0.13, "story": 0.13, "answers":
        0.13, "target_actual": 0.12, "part": -0.09, "words": 0.08, "heads": -0.06, "type_agrees":
        -0.05}),
    lead=0.61, bias=-0.16, floor=-1.0)
# facts just imported: nobody has written how people ask for them
UNSPOKEN = Weights(
    rank=_in_order({"said": 5.71, "derived": -3.10, "mean": 2.45, "numbered_thing": 2.13,
        "strangers": -1.70, "story": 1.68, "too_open": -1.61, "list_members": 1.37, "unit": 1.23,
        "self": 1.15, "figure": 1.07, "no_such": -1.06, "actual_target": -1.01, "target_target":
        0.93, "nothing_asked": -0.90, "left_qualifier": -0.87, "foreign_things": 0.78,
        "of_another": -0.76, "not_given": -0.69, "now_missing": 0.65, "target_actual": -0.64,
        "cover": 0.61, "head": 0.59, "words": 0.58, "best": 0.58, "reverse": 0.57, "answers":
        0.54, "part": -0.52, "list_single": -0.47, "type_number": -0.46, "linked": -0.43, "long":
        -0.42, "phase_open": -0.42, "picked": 0.39, "tells": 0.38, "type_exact": 0.34,
        "counts_another": -0.29, "type_agrees": 0.28, "another_kind": -0.25, "owner": 0.24,
        "unasked": 0.23, "past": -0.22, "type_clash": -0.22, "unheard": -0.20, "open": -0.19,
        "attribute_last": -0.19, "left_thing": -0.19, "plain_target": -0.18, "implied": 0.18,
        "other_figure": 0.16, "left_other": -0.15, "means": -0.14, "unnamed": -0.13, "heads":
        -0.12, "members": -0.12, "odds": -0.11, "hint": 0.11, "attribute_other": 0.11,
        "attribute_near": 0.08, "no_figure": 0.05, "chosen": 0.05}),
    trust=_in_order({"derived": -1.62, "said": 1.41, "too_open": -1.18, "numbered_thing": 1.18,
        "mean": 0.91, "no_such": -0.84, "of_another": -0.75, "list_single": -0.72, "strangers":
        -0.67, "list_members": 0.61, "figure": -0.56, "owner": 0.55, "numbered": -0.51, "tells":
        -0.50, "type_clash": -0.43, "no_such_figure": -0.42, "cover": 0.41, "members": -0.34,
        "open": -0.34, "head": 0.31, "phase_open": 0.31, "no_figure": -0.30, "long": -0.29,
        "another_kind": -0.28, "linked": -0.28, "self": 0.26, "unheard": -0.25, "other_figure":
        0.24, "foreign_things": -0.24, "target_target": 0.23, "named": -0.23, "unit": 0.23,
        "type_number": -0.22, "attribute_near": 0.22, "left_qualifier": -0.21, "story": 0.21,
        "best": -0.20, "type_exact": 0.20, "picked": 0.19, "type_agrees": -0.17, "left_other":
        0.17, "odds": -0.16, "answers": 0.15, "reverse": -0.14, "attribute_last": 0.14, "part":
        -0.12, "unnamed": 0.12, "nothing_asked": 0.11, "actual_target": -0.10, "past": -0.09,
        "attribute_other": 0.09, "words": 0.09, "left_thing": -0.08, "implied": 0.07,
        "target_actual": 0.07, "counts_another": 0.06}),
    lead=0.72, bias=-0.44, floor=1.5)
