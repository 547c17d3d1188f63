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
    rank=_in_order({"tells": 4.65, "asked": 4.42, "derived": -1.84, "not_given": 1.78,
        "numbered_thing": 1.76, "said": 1.62, "strangers": -1.42, "mean": -1.30, "odds": 1.14,
        "no_such": -1.03, "no_figure": 0.92, "list_members": 0.86, "target_target": 0.86,
        "figure": 0.82, "self": 0.82, "too_open": -0.77, "type_number": 0.72, "of_another": -0.66,
        "story": 0.61, "phase_open": -0.60, "answers": 0.58, "part": -0.57,
        "nothing_asked": -0.57, "means": 0.52, "type_clash": -0.44, "target_actual": -0.44,
        "linked": -0.41, "now_missing": 0.39, "long": -0.38, "actual_target": -0.37,
        "left_qualifier": -0.37, "opposed": -0.35, "left_thing": 0.35, "no_such_figure": 0.26,
        "members": -0.25, "heads": -0.24, "list_single": -0.21, "other_figure": 0.20,
        "unit": 0.19, "numbered": -0.18, "reverse": 0.18, "head": 0.18, "unnamed": -0.16,
        "open": 0.16, "unheard": -0.14, "foreign_things": 0.14, "plain_target": 0.14,
        "named": -0.14, "cover": 0.13, "left_other": -0.12, "type_exact": 0.11, "other_act": 0.11,
        "counts_another": 0.09, "words": -0.08, "type_agrees": 0.08, "attribute_other": -0.07}),
    trust=_in_order({"said": 1.88, "opposed": -1.37, "unmet": -1.18, "lacks": -1.00,
        "no_such": -0.90, "strangers": -0.84, "numbered_thing": 0.79, "no_figure": -0.76,
        "type_number": -0.64, "type_clash": -0.62, "left_qualifier": -0.61, "type_agrees": -0.60,
        "counts_another": -0.60, "foreign_things": -0.59, "asked": 0.55, "linked": -0.49,
        "too_open": -0.44, "figure": -0.43, "tells": -0.39, "cover": 0.38, "reverse": -0.35,
        "list_members": 0.35, "type_exact": -0.33, "derived": -0.33, "owner": 0.32,
        "left_other": 0.31, "hint": -0.31, "target_target": 0.29, "phase_open": 0.29,
        "open": -0.23, "mean": -0.22, "chosen": 0.22, "unasked": 0.21, "no_such_figure": -0.21,
        "long": -0.21, "answers": 0.21, "picked": 0.18, "target_actual": 0.18,
        "list_single": -0.18, "heads": -0.17, "unheard": -0.17, "another_kind": -0.17,
        "left_thing": -0.15, "actual_target": -0.13, "story": 0.13, "numbered": -0.11,
        "other_figure": -0.10, "attribute_other": 0.10, "attribute_near": 0.09,
        "of_another": -0.09, "other_act": -0.09, "nothing_asked": -0.08, "odds": 0.07,
        "head": 0.06, "means": 0.06}),
    lead=0.47, bias=-0.73, floor=4.0, eager=0.9)
UNNAMED = SPOKEN
# facts for whose label it brings none (intents/ may), as of a city just imported
UNSPOKEN = Weights(
    rank=_in_order({"said": 4.77, "tells": 4.76, "derived": -3.35, "mean": 2.17,
        "numbered_thing": 1.87, "means": 1.72, "strangers": -1.36, "target_target": 1.21,
        "list_members": 1.20, "self": 1.12, "story": 1.08, "no_such": -0.98, "phase_open": -0.94,
        "target_actual": -0.90, "part": -0.87, "now_missing": 0.86, "figure": 0.86,
        "too_open": -0.83, "actual_target": -0.82, "answers": 0.81, "unit": 0.68,
        "nothing_asked": -0.66, "left_qualifier": -0.63, "reverse": 0.63, "list_single": -0.60,
        "owner": 0.58, "no_figure": 0.55, "of_another": -0.49, "cover": 0.46, "opposed": -0.46,
        "long": -0.40, "unasked": 0.38, "head": 0.37, "left_other": -0.34, "type_clash": -0.30,
        "words": 0.28, "not_given": 0.27, "type_exact": 0.24, "members": -0.23,
        "plain_target": -0.21, "other_figure": -0.21, "another_kind": -0.20, "linked": -0.18,
        "unheard": -0.16, "no_such_figure": 0.16, "foreign_things": 0.13, "type_number": -0.11,
        "named": 0.10, "odds": 0.10, "attribute_near": 0.10, "other_act": 0.09,
        "type_agrees": 0.08, "open": -0.08, "hint": -0.07, "heads": -0.07, "numbered": -0.06,
        "unnamed": -0.05}),
    trust=_in_order({"opposed": -1.79, "derived": -1.48, "said": 1.46, "actual_target": -1.27,
        "past": -1.23, "numbered_thing": 1.08, "strangers": -1.06, "lacks": -1.00,
        "too_open": -0.72, "type_number": -0.67, "figure": -0.62, "list_members": 0.60,
        "no_figure": -0.60, "target_target": 0.59, "counts_another": -0.58,
        "no_such_figure": -0.57, "no_such": -0.55, "owner": 0.54, "unmet": -0.51, "story": 0.49,
        "foreign_things": -0.48, "numbered": -0.46, "type_clash": -0.44, "left_qualifier": -0.42,
        "cover": 0.39, "another_kind": -0.38, "self": 0.37, "unasked": 0.36, "of_another": -0.33,
        "answers": 0.33, "linked": -0.32, "type_agrees": -0.30, "attribute_last": 0.29,
        "list_single": -0.29, "part": -0.28, "mean": 0.28, "target_actual": -0.27, "hint": -0.26,
        "members": -0.24, "plain_target": -0.23, "picked": 0.22, "nothing_asked": -0.18,
        "attribute_other": 0.17, "reverse": -0.13, "chosen": 0.13, "open": -0.12,
        "phase_open": 0.11, "means": -0.11, "attribute_near": 0.09, "heads": -0.09,
        "left_other": -0.08, "named": -0.08, "other_figure": 0.07, "left_thing": 0.06,
        "other_act": -0.05, "tells": 0.05}),
    lead=0.54, bias=-0.32, floor=4.0, eager=0.0)
