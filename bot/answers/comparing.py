"""Whether figures may be compared, and what the comparison says."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answers.selection import Selection
from bot.answers.wording import Wording
from bot.knowledge.model import Fact
from bot.knowledge.numerals import same


def obstacles(one: Fact, other: Fact) -> list[str]:
    """Return why two facts cannot be compared: keys of why_… sentences."""
    found = []
    if one.as_of.years and other.as_of.years and not set(one.as_of.years) & set(other.as_of.years):
        found.append("date")
    if one.what != other.what or one.phase != other.phase:
        found.append("scope")
    if one.status != other.status:
        found.append("status")
    return found


def verdict(facts: Sequence[Fact], words: Wording) -> str:
    """Return the first line of a comparison; empty where there is nothing to compare."""
    numeric = [fact for fact in facts if fact.quantity]
    owners = {fact.entity for fact in numeric}
    if len(owners) < 2:
        return ""
    one = numeric[0]
    other = next(fact for fact in numeric if fact.entity != one.entity)
    why = obstacles(one, other)
    if why:
        named = words.say("separator").join(words.say(f"why_{key}") for key in why)
        return words.say("compare_no", why=named)
    if one.quantity is None or other.quantity is None or one.quantity.unit != other.quantity.unit:
        return ""
    if same(one.quantity, other.quantity):
        return words.say("compare_equal")
    most = one if one.quantity.number > other.quantity.number else other
    return words.say("compare_more", entity=words.name(most.entity))


def silent_subjects(selections: Sequence[Selection]) -> tuple[str, ...]:
    """Return the subjects of a comparison of which nothing is said, not even that it is unknown."""
    open_ones = [one for one in selections if one.outcome not in ("told", "not_given")]
    said = {name for one in selections if one not in open_ones for name in one.subjects.all}
    return tuple(dict.fromkeys(
        name for one in open_ones for name in sorted(one.subjects.all - said)))
