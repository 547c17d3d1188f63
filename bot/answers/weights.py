"""What each signal is worth, fitted to questions with known answers (`make fit`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from operator import mul

from bot.answers.signals import NAMES


@dataclass(frozen=True, slots=True)
class Weights:
    """What the signals of one kind of fact are worth, in the order of NAMES.

    `rank` orders facts, `trust` tells how sure one answers (logits; with `bias`, and `lead` for
    each point that the first is before the next); below a score of `floor` none is told.
    `eager` and `floor` are set by hand, and what `strange` is worth where no subject is named: the
    more eager, the more is told, rightly and wrongly.
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
    rank=_in_order({"asked": 4.54, "tells": 4.49, "not_given": 1.78, "said": 1.68,
        "derived": -1.68, "numbered_thing": 1.65, "strangers": -1.47, "mean": -1.22, "odds": 1.14,
        "no_such": -0.96, "list_members": 0.92, "no_figure": 0.92, "figure": 0.84,
        "target_target": 0.81, "self": 0.81, "type_number": 0.79, "story": 0.76,
        "nothing_asked": -0.74, "phase_open": -0.66, "target_actual": -0.63, "of_another": -0.60,
        "part": -0.60, "too_open": -0.59, "answers": 0.59, "means": 0.58, "actual_target": -0.52,
        "linked": -0.46, "left_thing": 0.40, "now_missing": 0.32, "type_clash": -0.32,
        "long": -0.31, "open": 0.25, "opposed": -0.24, "no_such_figure": 0.24, "heads": -0.23,
        "numbered": -0.22, "counts_another": 0.22, "cover": 0.22, "type_exact": 0.22,
        "unit": 0.18, "members": -0.18, "type_agrees": 0.18, "left_qualifier": -0.18,
        "head": 0.18, "unnamed": -0.17, "named": -0.15, "foreign_things": 0.15, "unheard": -0.14,
        "plain_target": 0.13, "other_figure": 0.13, "reverse": 0.13, "words": -0.10,
        "list_single": -0.09, "another_kind": 0.09, "left_other": -0.09}),
    trust=_in_order({"said": 1.75, "opposed": -1.43, "unmet": -1.26, "lacks": -1.00,
        "no_such": -0.91, "strangers": -0.72, "type_agrees": -0.69, "numbered_thing": 0.68,
        "type_number": -0.68, "linked": -0.66, "no_figure": -0.64, "counts_another": -0.63,
        "type_clash": -0.60, "asked": 0.57, "cover": 0.52, "left_qualifier": -0.50, "long": -0.50,
        "foreign_things": -0.45, "derived": -0.44, "reverse": -0.41, "tells": -0.38,
        "hint": -0.37, "length": 0.36, "figure": -0.36, "list_single": -0.33, "part": -0.33,
        "phase_open": 0.33, "mean": -0.32, "list_members": 0.30, "type_exact": -0.30,
        "left_other": 0.29, "answers": 0.27, "story": 0.27, "numbered": -0.27, "heads": -0.26,
        "unknown_name": -0.23, "no_such_figure": -0.23, "chosen": 0.22, "target_target": 0.21,
        "actual_target": -0.21, "means": 0.19, "another_kind": -0.19, "unasked": 0.18,
        "odds": 0.17, "of_another": -0.16, "picked": 0.16, "nothing_asked": -0.16,
        "plain_target": -0.16, "left_thing": -0.13, "self": -0.13, "other_act": -0.12,
        "past": -0.12, "words": -0.10, "target_actual": 0.09, "other_figure": -0.09,
        "unnamed": -0.08, "unit": 0.07, "attribute_other": 0.07, "head": 0.06}),
    lead=0.42, bias=-1.12, floor=4.0, eager=0.75)
# the same, asked by a question that names no subject
UNNAMED = replace(
    SPOKEN,
    trust=_in_order({"said": 1.56, "lacks": -1.00, "unmet": -0.95, "type_clash": -0.75,
        "open": -0.72, "numbered_thing": 0.68, "unheard": -0.67, "no_figure": -0.59,
        "left_qualifier": -0.58, "no_such": -0.58, "foreign_things": -0.57, "owner": 0.56,
        "opposed": -0.55, "asked": 0.52, "length": 0.50, "reverse": -0.48, "story": 0.41,
        "type_exact": -0.40, "tells": -0.38, "list_members": 0.38, "type_agrees": -0.38,
        "strange": -0.60, "left_thing": -0.37, "type_number": -0.36, "figure": -0.35,
        "counts_another": -0.29, "other_figure": -0.26, "list_single": -0.26, "picked": 0.25,
        "attribute_near": 0.25,
        "nothing_asked": -0.24, "phase_open": -0.24, "too_open": -0.24, "means": -0.22,
        "unnamed": 0.22, "attribute_other": 0.21, "left_other": 0.20, "target_target": 0.19,
        "hint": -0.17, "chosen": 0.15, "other_act": -0.15, "attribute_last": 0.14, "odds": 0.14,
        "answers": 0.13, "no_such_figure": -0.12, "actual_target": -0.12, "members": -0.11,
        "numbered": 0.10, "mean": -0.09, "long": 0.09, "unit": 0.08, "unasked": 0.07}),
    lead=0.54, bias=-0.72, eager=0.9)
# facts for whose label it brings none (intents/ may), as of a city just imported
UNSPOKEN = Weights(
    rank=_in_order({"said": 4.77, "tells": 4.46, "derived": -3.31, "mean": 2.22,
        "numbered_thing": 1.73, "means": 1.71, "strangers": -1.31, "list_members": 1.29,
        "target_target": 1.25, "self": 1.20, "story": 1.15, "no_such": -1.01, "now_missing": 0.96,
        "answers": 0.91, "nothing_asked": -0.90, "too_open": -0.90, "phase_open": -0.89,
        "target_actual": -0.85, "figure": 0.84, "part": -0.80, "actual_target": -0.78,
        "unit": 0.70, "left_qualifier": -0.66, "reverse": 0.62, "no_figure": 0.58,
        "list_single": -0.49, "of_another": -0.49, "owner": 0.46, "head": 0.43, "cover": 0.39,
        "unasked": 0.39, "long": -0.37, "opposed": -0.36, "not_given": 0.35, "words": 0.35,
        "type_exact": 0.29, "open": -0.27, "left_other": -0.26, "type_clash": -0.26,
        "plain_target": -0.25, "members": -0.21, "unheard": -0.20, "foreign_things": 0.19,
        "other_figure": -0.18, "attribute_near": 0.18, "no_such_figure": 0.17,
        "another_kind": -0.16, "linked": -0.14, "numbered": -0.12, "heads": -0.09, "odds": 0.09,
        "past": -0.08, "type_agrees": 0.07, "hint": -0.07, "unnamed": -0.06,
        "attribute_other": 0.06, "unmet": 0.06, "other_act": 0.05}),
    trust=_in_order({"derived": -1.94, "opposed": -1.90, "said": 1.54, "past": -1.47,
        "actual_target": -1.44, "numbered_thing": 1.33, "lacks": -1.00, "strangers": -0.97,
        "type_number": -0.82, "figure": -0.79, "too_open": -0.73, "no_such_figure": -0.70,
        "list_members": 0.59, "counts_another": -0.59, "owner": 0.57, "no_such": -0.56,
        "numbered": -0.54, "story": 0.54, "length": 0.53, "no_figure": -0.52, "unmet": -0.50,
        "list_single": -0.49, "cover": 0.47, "part": -0.46, "target_target": 0.46,
        "left_qualifier": -0.45, "type_clash": -0.45, "linked": -0.43, "another_kind": -0.41,
        "foreign_things": -0.40, "type_agrees": -0.38, "target_actual": -0.38,
        "plain_target": -0.36, "answers": 0.35, "unasked": 0.33, "members": -0.32, "self": 0.31,
        "of_another": -0.29, "attribute_last": 0.29, "mean": 0.28, "phase_open": 0.27,
        "hint": -0.26, "reverse": -0.25, "open": -0.25, "means": -0.24, "nothing_asked": -0.23,
        "picked": 0.21, "long": -0.18, "unknown_name": -0.17, "unheard": -0.16, "chosen": 0.14,
        "other_act": -0.13, "words": -0.12, "attribute_other": 0.10, "named": -0.07,
        "heads": -0.07, "attribute_near": 0.06}),
    lead=0.53, bias=-0.65, floor=4.0, eager=-0.2)
