"""Whether figures may be compared, and what the comparison says."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from decimal import Decimal

from bot.answers.selection import Selection
from bot.answers.wording import Wording
from bot.knowledge.model import Fact
from bot.knowledge.numerals import same

MOST_JUDGED = 2      # so many things are judged; of more, the figures stand side by side
WRITTEN = re.compile(r"\D*(\d+(?:\.\d+)?)(\D*)")     # a figure among words, and its unit


def obstacles(one: Fact, other: Fact) -> list[str]:
    """Return why two facts cannot be compared: keys of why_… sentences."""
    found = []
    if one.as_of.years and other.as_of.years and not set(one.as_of.years) & set(other.as_of.years):
        found.append("date")
    if one.what != other.what or (one.phase != other.phase and one.entity != other.entity):
        found.append("scope")
    if one.status != other.status:
        found.append("status")
    return found


def verdict(groups: Sequence[Sequence[Fact]], sizes: Collection[str], words: Wording) -> str:
    """Return the first line of a comparison; empty where there is nothing to compare.

    `groups` are what is told of each thing; the first figures of two are compared. `sizes` are
    the ids of the facts that tell how large something is, not how many.
    """
    firsts = [next((fact for fact in group if _has_figure(fact)), None) for group in groups]
    one, other = (*firsts, None, None)[:2]
    if one is None or other is None or len(groups) > MOST_JUDGED or \
            (one.entity, one.phase) == (other.entity, other.phase):
        return ""
    why = obstacles(one, other)
    if why:
        named = words.say("separator").join(words.say(f"why_{key}") for key in why)
        return words.say("compare_no", why=named)
    if one.quantity is None or other.quantity is None or one.quantity.unit != other.quantity.unit:
        return ""
    if same(one.quantity, other.quantity):
        return words.say("compare_equal")
    most = one if one.quantity.number > other.quantity.number else other
    key = "compare_larger" if most.id in sizes else "compare_more"
    return words.say(key, entity=words.bearer(most),
                     apart=_apart(one, other, words))


def _has_figure(fact: Fact) -> bool:
    """Whether a fact tells a figure, perhaps among words that say of what."""
    return fact.quantity is not None or bool(fact.value and WRITTEN.match(fact.value))


def _apart(one: Fact, other: Fact, words: Wording) -> str:
    """Return by how much two figures differ, as they are written.

    Nothing where either is a bound, or where they are written in different units.
    """
    bounds = {fact.quantity.bound for fact in (one, other) if fact.quantity}
    figures = [WRITTEN.fullmatch(words.figure(fact)) for fact in (one, other)]
    if bounds - {"", "about"} or not all(figures):
        return ""
    (first, unit), (second, other_unit) = (figure.groups() for figure in figures if figure)
    if unit != other_unit:
        return ""
    apart = abs(Decimal(first) - Decimal(second))
    return words.say("apart_about" if bounds & {"about"} else "apart", number=f"{apart:f}",
                     unit=unit)


def silent_subjects(selections: Sequence[Selection]) -> tuple[str, ...]:
    """Return the subjects of a comparison of which nothing is said, not even that it is unknown."""
    open_ones = [one for one in selections if one.outcome not in ("told", "not_given")]
    said = {name for one in selections if one not in open_ones for name in one.subjects.all}
    return tuple(dict.fromkeys(
        name for one in open_ones for name in sorted(one.subjects.all - said)))
