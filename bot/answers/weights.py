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
NOT_GIVEN_LEAST, NOT_GIVEN_FLOOR = -1.0, 4.0

# facts for whose label the knowledge itself brings utterances
SPOKEN = Weights(
    rank=_in_order({"tells": 7.40, "derived": -2.58, "said": 1.81, "strangers": -1.62,
        "odds": 1.62, "numbered_thing": 1.56, "too_open": -1.45, "story": 1.18, "not_given": 0.99,
        "self": 0.95, "figure": 0.83, "list_members": 0.82, "nothing_asked": -0.76,
        "phase_open": -0.72, "of_another": -0.72, "target_actual": -0.71, "no_such": -0.69,
        "best": 0.64, "type_clash": -0.62, "target_target": 0.61, "part": -0.57, "unit": 0.51,
        "mean": 0.46, "long": -0.46, "means": -0.42, "no_figure": 0.41, "counts_another": 0.40,
        "answers": 0.40, "linked": -0.40, "actual_target": -0.35, "list_single": -0.29,
        "cover": 0.28, "now_missing": 0.24, "left_other": -0.17, "heads": -0.15, "reverse": 0.15,
        "attribute_other": 0.15, "type_number": -0.14, "words": 0.13, "other_figure": -0.13,
        "members": -0.12, "left_qualifier": -0.12, "type_exact": -0.11, "foreign_things": -0.11,
        "unasked": 0.09, "type_agrees": 0.09, "past": -0.07, "owner": 0.07, "hint": 0.06,
        "another_kind": 0.06, "numbered": -0.06}),
    trust=_in_order({"said": 1.71, "numbered_thing": 1.24, "too_open": -0.98, "tells": -0.96,
        "derived": -0.86, "figure": -0.82, "foreign_things": -0.71, "no_such": -0.69,
        "strangers": -0.65, "no_such_figure": -0.65, "counts_another": -0.64,
        "list_members": 0.62, "list_single": -0.53, "no_figure": -0.42, "best": 0.40,
        "mean": 0.38, "numbered": -0.38, "reverse": -0.37, "other_act": 0.36, "unheard": -0.36,
        "cover": 0.35, "self": 0.35, "picked": 0.35, "left_other": 0.30, "linked": -0.30,
        "type_number": -0.29, "actual_target": -0.29, "type_clash": -0.27, "of_another": -0.26,
        "other_figure": -0.26, "open": -0.24, "target_target": 0.24, "members": -0.23,
        "phase_open": -0.21, "unasked": 0.21, "means": -0.18, "unit": 0.17, "hint": 0.17,
        "owner": 0.17, "story": 0.15, "answers": 0.13, "chosen": 0.12, "head": -0.12,
        "attribute_last": 0.12, "past": -0.12, "type_agrees": -0.11, "long": -0.11,
        "target_actual": 0.11, "left_qualifier": -0.10, "nothing_asked": -0.10, "odds": 0.08,
        "part": 0.07, "attribute_other": 0.06, "type_exact": -0.06, "attribute_near": 0.06,
        "plain_target": 0.05}),
    lead=0.67, bias=-0.12, floor=4.0)
# facts for whose label it brings none (intents/ may), as of a city just imported
UNSPOKEN = Weights(
    rank=_in_order({"tells": 5.84, "said": 5.68, "derived": -3.49, "mean": 2.22, "means": 1.64,
        "strangers": -1.60, "story": 1.59, "numbered_thing": 1.46, "too_open": -1.42,
        "self": 1.31, "figure": 1.25, "actual_target": -1.25, "list_members": 1.17,
        "target_target": 1.14, "target_actual": -1.04, "no_such": -0.95, "part": -0.84,
        "nothing_asked": -0.83, "unit": 0.71, "reverse": 0.69, "left_qualifier": -0.67,
        "not_given": -0.63, "phase_open": -0.62, "list_single": -0.59, "answers": 0.59,
        "cover": 0.59, "owner": 0.58, "now_missing": 0.56, "of_another": -0.49,
        "type_exact": 0.48, "words": 0.48, "left_other": -0.47, "type_number": -0.44,
        "unasked": 0.44, "best": 0.42, "left_thing": -0.34, "type_agrees": 0.33,
        "foreign_things": 0.33, "implied": 0.27, "plain_target": -0.26, "named": 0.26,
        "open": -0.24, "linked": -0.23, "attribute_near": 0.20, "head": 0.20, "unheard": -0.20,
        "no_such_figure": -0.17, "odds": -0.17, "past": -0.15, "other_act": 0.14, "long": -0.14,
        "attribute_other": 0.13, "attribute_last": -0.13, "no_figure": -0.13, "numbered": 0.12,
        "other_figure": -0.10, "unnamed": -0.09, "counts_another": -0.09, "another_kind": -0.08,
        "members": -0.06, "type_clash": -0.06}),
    trust=_in_order({"actual_target": -2.08, "derived": -1.61, "past": -1.53, "said": 1.26,
        "too_open": -0.96, "numbered_thing": 0.93, "owner": 0.84, "mean": 0.80, "no_such": -0.68,
        "foreign_things": -0.68, "figure": -0.63, "of_another": -0.58, "list_members": 0.53,
        "cover": 0.53, "counts_another": -0.52, "strangers": -0.50, "type_number": -0.49,
        "list_single": -0.48, "target_target": 0.47, "type_agrees": -0.43, "unit": 0.42,
        "no_such_figure": -0.42, "no_figure": -0.42, "type_clash": -0.41, "story": 0.40,
        "self": 0.36, "other_figure": 0.35, "open": -0.32, "another_kind": -0.31,
        "members": -0.27, "best": -0.27, "attribute_last": 0.26, "part": -0.24, "tells": -0.23,
        "plain_target": -0.22, "picked": 0.22, "numbered": -0.21, "answers": 0.20, "long": -0.19,
        "unasked": 0.16, "type_exact": 0.14, "named": -0.12, "linked": -0.12,
        "attribute_other": 0.10, "chosen": 0.10, "target_actual": 0.10, "left_thing": 0.09,
        "other_act": 0.08, "head": 0.08, "words": 0.08, "left_qualifier": -0.07,
        "phase_open": 0.06}),
    lead=0.69, bias=-0.81, floor=5.0)
