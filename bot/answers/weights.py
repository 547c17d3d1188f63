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
    `eager` and `floor` are set by hand: the more eager, the more is told, rightly and wrongly.
    """

    rank: tuple[float, ...]
    trust: tuple[float, ...]
    lead: float
    bias: float
    floor: float
    eager: float


def weigh(signals: Sequence[float], weights: Sequence[float]) -> float:
    """Return the sum of the signals, each times what it is worth."""
    return float(sum(map(mul, signals, weights)))


def _in_order(weights: Mapping[str, float]) -> tuple[float, ...]:
    return tuple(weights.get(name, 0.0) for name in NAMES)


# a row that says "not given" is told with less trust than a fact, and above a higher score
NOT_GIVEN_LEAST, NOT_GIVEN_FLOOR = -1.0, 4.0

# facts for whose label the knowledge itself brings utterances
SPOKEN = Weights(
    rank=_in_order({"tells": 5.42, "asked": 4.79, "said": 2.14, "derived": -1.99,
        "strangers": -1.77, "not_given": 1.56, "numbered_thing": 1.49, "mean": -1.39,
        "odds": 1.25, "story": 0.97, "figure": 0.96, "too_open": -0.93, "self": 0.86,
        "phase_open": -0.86, "no_such": -0.79, "list_members": 0.79, "target_target": 0.77,
        "nothing_asked": -0.72, "of_another": -0.64, "no_figure": 0.56, "type_clash": -0.52,
        "answers": 0.49, "actual_target": -0.49, "unit": 0.48, "target_actual": -0.45,
        "linked": -0.45, "part": -0.41, "left_qualifier": -0.39, "list_single": -0.37,
        "long": -0.35, "means": 0.35, "another_kind": 0.28, "opposed": -0.27,
        "now_missing": 0.21, "cover": 0.21, "type_number": 0.20, "left_thing": 0.20,
        "heads": -0.19, "unmet": -0.17, "counts_another": -0.14, "members": -0.13,
        "reverse": 0.12, "attribute_near": -0.12, "unnamed": -0.10, "left_other": -0.09,
        "unheard": -0.09, "foreign_things": 0.09, "words": -0.09, "attribute_other": 0.07,
        "named": -0.07, "attribute_last": 0.07, "other_figure": 0.06}),
    trust=_in_order({"said": 1.74, "opposed": -1.13, "unmet": -1.02, "lacks": -1.00,
        "too_open": -0.70, "numbered_thing": 0.67, "list_members": 0.63, "foreign_things": -0.63,
        "asked": 0.60, "no_figure": -0.57, "left_qualifier": -0.52, "strangers": -0.51,
        "list_single": -0.49, "type_agrees": -0.48, "no_such": -0.48, "tells": -0.47,
        "type_number": -0.47, "type_clash": -0.46, "derived": -0.44, "cover": 0.43,
        "counts_another": -0.41, "figure": -0.40, "reverse": -0.38, "open": -0.33,
        "target_target": 0.33, "owner": 0.32, "no_such_figure": -0.31, "left_other": 0.29,
        "picked": 0.28, "self": 0.28, "another_kind": -0.27, "linked": -0.27, "unheard": -0.21,
        "target_actual": 0.21, "story": 0.20, "answers": 0.20, "attribute_other": 0.19,
        "chosen": 0.18, "hint": -0.17, "heads": -0.16, "other_figure": -0.15, "unit": 0.15,
        "unasked": 0.14, "attribute_near": 0.14, "actual_target": -0.14,
        "phase_open": 0.13, "numbered": -0.11, "other_act": 0.11, "part": -0.09, "members": -0.08,
        "means": -0.08, "long": -0.08, "attribute_last": 0.07, "of_another": -0.07, "head": 0.07,
        "odds": 0.06, "plain_target": -0.06, "mean": -0.05, "past": -0.05}),
    lead=0.58, bias=-0.41, floor=5.0, eager=0.6)
# facts for whose label it brings none (intents/ may), as of a city just imported
UNSPOKEN = Weights(
    rank=_in_order({"tells": 5.26, "said": 5.01, "derived": -3.34, "means": 2.05, "mean": 1.80,
        "numbered_thing": 1.54, "strangers": -1.48, "target_target": 1.21, "self": 1.17,
        "story": 1.17, "figure": 1.11, "list_members": 1.06, "too_open": -1.01,
        "actual_target": -0.97, "target_actual": -0.96, "no_such": -0.85, "part": -0.81,
        "unit": 0.78, "phase_open": -0.77, "left_qualifier": -0.71, "answers": 0.71,
        "nothing_asked": -0.69, "list_single": -0.69, "reverse": 0.67, "of_another": -0.58,
        "cover": 0.57, "owner": 0.56, "now_missing": 0.52, "unasked": 0.41, "long": -0.35,
        "type_number": -0.33, "type_exact": 0.32, "opposed": -0.32, "left_other": -0.31,
        "words": 0.28, "unheard": -0.28, "linked": -0.27, "another_kind": -0.24,
        "named": 0.23, "plain_target": -0.23, "not_given": -0.22, "numbered": 0.21,
        "no_such_figure": -0.21, "foreign_things": 0.21, "head": 0.19, "type_clash": -0.18,
        "other_figure": -0.16, "past": -0.15, "left_thing": -0.15, "members": -0.15,
        "other_act": 0.12, "odds": 0.11, "counts_another": -0.10, "type_agrees": 0.10,
        "open": -0.10, "attribute_other": 0.08, "attribute_near": 0.08, "unnamed": -0.08,
        "no_figure": 0.06, "attribute_last": -0.06}),
    trust=_in_order({"opposed": -1.65, "derived": -1.64, "actual_target": -1.62, "said": 1.59,
        "past": -1.18, "lacks": -1.00, "too_open": -0.90, "numbered_thing": 0.87,
        "type_number": -0.75, "list_members": 0.72, "strangers": -0.69, "figure": -0.68,
        "target_target": 0.56, "no_such": -0.56, "foreign_things": -0.52, "part": -0.50,
        "list_single": -0.49, "owner": 0.47, "no_figure": -0.47, "story": 0.46, "cover": 0.46,
        "unmet": -0.40, "counts_another": -0.39, "of_another": -0.39, "self": 0.39,
        "members": -0.34, "type_clash": -0.32, "attribute_last": 0.31, "left_qualifier": -0.29,
        "mean": 0.28, "another_kind": -0.27, "no_such_figure": -0.26, "answers": 0.26,
        "phase_open": 0.26, "type_agrees": -0.25, "linked": -0.23, "unasked": 0.21,
        "picked": 0.21, "open": -0.20, "nothing_asked": -0.20, "long": -0.20,
        "plain_target": -0.19, "numbered": -0.15, "hint": -0.15, "reverse": -0.13,
        "attribute_other": 0.12, "left_thing": 0.12, "chosen": 0.11, "type_exact": 0.11,
        "other_figure": 0.09, "tells": 0.09, "attribute_near": 0.06}),
    lead=0.64, bias=-0.45, floor=4.0, eager=0.0)
