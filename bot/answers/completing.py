"""What the parts of one message leave unanswered, and what the other parts answer of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace

from bot.answers.following import FOUND
from bot.answers.matching import CONFLICTS, DOUBTS, Match
from bot.answers.resolving import Subjects
from bot.answers.selecting import Selector
from bot.answers.selection import Selection
from bot.answers.withheld import not_given

# so trusted, and of such a score, a fact is told of a part where the others are answered
PART_TRUST, PART_SCORE = -0.3, 4.0
ODD = 4.0             # so little apart, a fact of the kind that the others are of is meant
KNOWN = ("told", "choice", "not_given", "other_year")


def as_turns(parts: Sequence[Selection], selector: Selector) -> tuple[Selection, ...]:
    """Ask what names no subject of its own, or an open one, of what the other parts told."""
    told = {fact.id: fact for one in parts if one.outcome == "told" for fact in one.facts}
    names = tuple(dict.fromkeys(fact.entity for fact in told.values()))
    return tuple(
        _of_person(before, one, selector) if before is not None and _asks_of_person(one, before)
        else _of_those(one, names, told.keys(), selector)
        for before, one in zip((None, *parts), parts, strict=False))


def _of_person(before: Selection, part: Selection, selector: Selector) -> Selection:
    """Return a part as it is answered of the one person of whom the part before it told."""
    told = before.facts if before.outcome == "told" else ()
    people = selector.people(fact.id for fact in told[:1])
    named = tuple(name for name in people
                  if any(name in text for text in (told[0].value, *told[0].members)))
    people = named or people
    if len(people) != 1:
        return part
    one = selector.select(part.question, Subjects((frozenset(people),)), part.years)
    return one if one.outcome in KNOWN else part


def _of_those(part: Selection, names: Sequence[str], told: Collection[str],
              selector: Selector) -> Selection:
    """Return a part as it is answered of what others told (`names`; the facts' ids are `told`)."""
    open_name = part.subjects.ambiguous
    meant = frozenset(names) & open_name
    if part.outcome == "choice" and len(meant) == 1:
        one = selector.select(part.question, replace(part.subjects, sets=tuple(
            meant if one == open_name else one for one in part.subjects.sets)), part.years)
        return one if one.outcome in KNOWN else part
    open_still = part.outcome not in KNOWN or (
        part.outcome == "choice" and not part.subjects.sets)
    if not (part.question.lent and open_still):
        return part
    tried = (selector.select(part.question, Subjects((frozenset((name,)),)), part.years)
             for name in names)
    found = [one for one in tried if one.outcome in KNOWN and one.matches
             and one.matches[0].id not in told]
    return max(found, key=lambda one: one.matches[0].score, default=part)


def _asks_of_person(part: Selection, before: Selection) -> bool:
    """Whether a part says he or she, or asks for the post of whom the one before it asked for."""
    return part.question.lent and ("person_pronouns" in part.question.cues or (
        "role" in part.question.types and "person" in before.question.types))


def filled(parts: tuple[Selection, ...], whole: Selection) -> tuple[Selection, ...]:
    """Fill the first part that is left open from the message as one question, `whole`."""
    told = {fact.id for one in parts if one.outcome in FOUND for fact in one.facts}
    if whole.outcome != "told":
        return parts
    if not any(one.outcome in FOUND for one in parts):
        return (whole,)
    new = tuple(one for one in whole.matches if one.id not in told)[:1]
    opened = next((at for at, one in enumerate(parts) if one.outcome not in KNOWN), None)
    return tuple(replace(whole, matches=new) if new and at == opened else one
                 for at, one in enumerate(parts)
                 if one.outcome in KNOWN or one.question.seeks or (new and at == opened))


def in_parallel(items: Sequence[Selection]) -> list[Selection]:
    """Return what answers each of some things named side by side, each with one fact.

    Where most are told a value of one kind (a growth that is aimed at), so is the odd one, if it
    has such a fact.
    """
    kinds = Counter(_kind(one.matches[0]) for one in items if one.outcome == "told")
    usual = next((kind for kind, often in kinds.most_common(1) if often > 1), None)
    return [replace(one, matches=(one.matches[0] if usual is None or one.outcome != "told"
                                  else _of_kind(one, usual),)) for one in items]


def _kind(one: Match) -> tuple[str, str, str]:
    return one.terms.answers, one.terms.fact.status, one.terms.fact.entity


def _of_kind(one: Selection, kind: tuple[str, str, str]) -> Match:
    """Return the best fact of a kind that is nearly as good as what answers, else what does."""
    best = one.matches[0]
    return next((other for other in (best, *one.considered) if _kind(other) == kind
                 and other.reason not in CONFLICTS and other.score >= best.score - ODD), best)


def leniently(parts: tuple[Selection, ...]) -> tuple[Selection, ...]:
    """Tell what likeliest answers a part that is left open, where other parts are answered."""
    told = {fact.id for one in parts if one.outcome == "told" for fact in one.facts}
    if not told:
        return parts
    done = []
    for part in parts:
        one = _likeliest(part, told)
        told.update(fact.id for fact in one.facts)
        done.append(one)
    return tuple(done)


def _likeliest(part: Selection, told: Collection[str]) -> Selection:
    """Return an open part with the first fact that was considered for it, if that is likely."""
    best = next((one for one in part.considered if one.id not in told), None)
    if part.outcome not in ("left", "nothing") or best is None or not_given(best) or \
            best.reason not in DOUBTS or best.trust < PART_TRUST or best.score < PART_SCORE:
        return part
    return replace(part, outcome="told", matches=(best,), missing=())
