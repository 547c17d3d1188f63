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
    rank=_in_order({"tells": 5.06, "asked": 4.69, "derived": -1.97, "said": 1.88,
        "strangers": -1.60, "numbered_thing": 1.44, "not_given": 1.26, "odds": 1.24,
        "mean": -1.15, "story": 0.93, "no_such": -0.86, "phase_open": -0.86, "figure": 0.83,
        "too_open": -0.81, "self": 0.80, "no_figure": 0.79, "target_target": 0.79, "means": 0.75,
        "nothing_asked": -0.72, "list_members": 0.68, "of_another": -0.58, "linked": -0.56,
        "list_single": -0.54, "target_actual": -0.53, "type_clash": -0.53, "part": -0.49,
        "answers": 0.48, "unit": 0.43, "actual_target": -0.41, "left_qualifier": -0.39,
        "cover": 0.29, "foreign_things": 0.28, "opposed": -0.25, "open": 0.25,
        "now_missing": 0.25, "long": -0.23, "type_number": 0.22, "another_kind": 0.21,
        "unmet": -0.20, "unheard": -0.19, "heads": -0.17, "left_thing": 0.17, "members": -0.14,
        "words": -0.13, "attribute_near": -0.13, "type_agrees": 0.12, "counts_another": 0.10,
        "unnamed": -0.09, "left_other": -0.09, "head": 0.07, "reverse": 0.07, "named": -0.06}),
    trust=_in_order({"said": 1.75, "opposed": -1.14, "lacks": -1.00, "unmet": -0.96,
        "too_open": -0.72, "numbered_thing": 0.67, "foreign_things": -0.63, "strangers": -0.59,
        "no_such": -0.58, "no_figure": -0.58, "list_members": 0.54, "left_qualifier": -0.53,
        "type_agrees": -0.48, "tells": -0.47, "asked": 0.46, "type_clash": -0.46,
        "type_number": -0.46, "derived": -0.45, "figure": -0.42, "cover": 0.41,
        "counts_another": -0.35, "left_other": 0.35, "target_target": 0.33, "open": -0.31,
        "reverse": -0.29, "owner": 0.29, "linked": -0.29, "another_kind": -0.29, "unheard": -0.28,
        "no_such_figure": -0.28, "picked": 0.27, "self": 0.26, "list_single": -0.25,
        "hint": -0.20, "long": -0.20, "story": 0.19, "chosen": 0.19, "target_actual": 0.18,
        "answers": 0.18, "other_act": 0.15, "heads": -0.15, "unasked": 0.13, "unit": 0.13,
        "attribute_other": 0.12, "numbered": -0.12, "actual_target": -0.11,
        "attribute_near": 0.11, "other_figure": -0.10, "mean": -0.10, "of_another": -0.09,
        "head": 0.08, "odds": 0.08, "members": -0.08, "unnamed": -0.08, "type_exact": -0.07}),
    lead=0.56, bias=-0.39, floor=5.0, eager=0.8)
# facts for whose label it brings none (intents/ may), as of a city just imported
UNSPOKEN = Weights(
    rank=_in_order({"tells": 5.18, "said": 4.62, "derived": -3.23, "means": 2.05, "mean": 2.04,
        "numbered_thing": 1.44, "strangers": -1.30, "target_target": 1.27, "self": 1.18,
        "list_members": 1.17, "figure": 1.05, "story": 1.04, "actual_target": -1.01,
        "target_actual": -0.94, "no_such": -0.87, "part": -0.86, "too_open": -0.84, "unit": 0.84,
        "phase_open": -0.75, "answers": 0.74, "left_qualifier": -0.69, "reverse": 0.67,
        "now_missing": 0.67, "nothing_asked": -0.64, "list_single": -0.59, "cover": 0.54,
        "owner": 0.51, "of_another": -0.50, "unasked": 0.43, "long": -0.42, "left_other": -0.36,
        "not_given": -0.35, "type_exact": 0.34, "words": 0.29, "another_kind": -0.27,
        "opposed": -0.27, "type_number": -0.26, "plain_target": -0.25, "numbered": 0.24,
        "other_figure": -0.23, "foreign_things": 0.23, "no_such_figure": -0.23, "linked": -0.23,
        "named": 0.21, "head": 0.21, "unheard": -0.21, "type_clash": -0.20, "no_figure": 0.19,
        "members": -0.17, "left_thing": -0.16, "past": -0.14, "type_agrees": 0.14,
        "other_act": 0.14, "attribute_near": 0.14, "odds": 0.11, "open": -0.09,
        "attribute_last": -0.08, "unnamed": -0.06, "heads": -0.05}),
    trust=_in_order({"derived": -1.70, "actual_target": -1.70, "opposed": -1.66, "said": 1.49,
        "past": -1.24, "lacks": -1.00, "too_open": -0.94, "numbered_thing": 0.87,
        "strangers": -0.73, "figure": -0.68, "type_number": -0.67, "list_single": -0.58,
        "list_members": 0.58, "target_target": 0.55, "no_such": -0.51, "foreign_things": -0.50,
        "no_figure": -0.47, "cover": 0.44, "story": 0.44, "owner": 0.43, "part": -0.41,
        "unmet": -0.40, "self": 0.39, "of_another": -0.39, "no_such_figure": -0.37,
        "counts_another": -0.37, "members": -0.34, "answers": 0.31, "attribute_last": 0.29,
        "left_qualifier": -0.29, "long": -0.27, "type_clash": -0.26, "type_agrees": -0.25,
        "phase_open": 0.25, "open": -0.24, "unasked": 0.24, "another_kind": -0.22,
        "linked": -0.21, "hint": -0.21, "picked": 0.21, "nothing_asked": -0.20,
        "plain_target": -0.17, "tells": 0.16, "means": -0.15, "numbered": -0.14, "reverse": -0.14,
        "type_exact": 0.13, "attribute_other": 0.13, "attribute_near": 0.13, "chosen": 0.12,
        "left_thing": 0.11, "mean": 0.11, "other_figure": 0.11, "named": -0.10, "other_act": 0.08,
        "head": 0.06}),
    lead=0.61, bias=-0.40, floor=4.0, eager=0.4)
