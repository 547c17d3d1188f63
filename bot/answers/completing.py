"""What the parts of one message leave unanswered, and what the other parts answer of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace

from bot.answers.choosing import not_given
from bot.answers.following import FOUND
from bot.answers.matching import CONFLICTS, DOUBTS, Match
from bot.answers.resolving import Subjects
from bot.answers.selecting import Selector
from bot.answers.selection import Selection

# so trusted, and of such a score, a fact is told of a part where the others are answered
PART_TRUST, PART_SCORE = -0.3, 4.0
ODD = 4.0             # so little apart, a fact of the kind that the others are of is meant
KNOWN = ("told", "choice", "not_given", "other_year")


def as_turns(parts: Sequence[Selection], selector: Selector) -> tuple[Selection, ...]:
    """Ask what names no subject of its own, or an open one, of what the other parts told."""
    told = {fact.id: fact for one in parts if one.outcome == "told" for fact in one.facts}
    names = tuple(dict.fromkeys(fact.entity for fact in told.values()))
    return tuple(_of_those(one, names, told.keys(), selector) for one in parts)


def _of_those(part: Selection, names: Sequence[str], told: Collection[str],
              selector: Selector) -> Selection:
    """Return a part as it is answered of what others told (`names`; the facts' ids are `told`)."""
    people = selector.people(told) if part.question.lent and _asks_of_person(part) else ()
    for name in people:
        one = selector.select(part.question, Subjects((frozenset((name,)),)), part.years)
        if one.outcome == "told":
            return one
    open_name = part.subjects.ambiguous
    meant = frozenset(names) & open_name
    if part.outcome == "choice" and len(meant) == 1:
        return selector.select(part.question, replace(part.subjects, sets=tuple(
            meant if one == open_name else one for one in part.subjects.sets)), part.years)
    open_still = part.outcome not in KNOWN or (
        part.outcome == "choice" and not part.subjects.sets)
    if not (part.question.lent and open_still):
        return part
    tried = (selector.select(part.question, Subjects((frozenset((name,)),)), part.years)
             for name in names)
    found = [one for one in tried if one.outcome in KNOWN and one.matches
             and one.matches[0].id not in told]
    return max(found, key=lambda one: one.matches[0].score, default=part)


def _asks_of_person(part: Selection) -> bool:
    """Whether a part asks for a post, or says he or she."""
    return "role" in part.question.types or "person_pronouns" in part.question.cues


def filled(parts: tuple[Selection, ...], whole: Selection) -> tuple[Selection, ...]:
    """Fill what some parts leave unanswered from the message as one question, `whole`."""
    told = [one for one in parts if one.outcome in FOUND]
    if whole.outcome != "told":
        return parts
    if not told:
        return (whole,)
    known = {fact.id for one in told for fact in one.facts}
    new = tuple(one for one in whole.matches if one.id not in known)[:1]
    if new:
        return (*told, replace(whole, matches=new))
    return tuple(one for one in parts if one.outcome in FOUND or one.question.seeks)


def in_parallel(items: Sequence[Selection]) -> list[Selection]:
    """Return what answers each of some things named side by side, each with one fact.

    Where most are told a value of one kind (a growth that is aimed at), so is the odd one, if it
    has such a fact.
    """
    kinds = Counter(_kind(one.matches[0]) for one in items)
    kind, often = kinds.most_common(1)[0] if kinds else (None, 0)
    return [replace(one, matches=(_of_kind(one, kind) if often > 1 else one.matches[0],))
            for one in items]


def _kind(one: Match) -> tuple[str, str, str]:
    return one.terms.answers, one.terms.fact.status, one.terms.fact.entity


def _of_kind(one: Selection, kind: tuple[str, str, str] | None) -> Match:
    """Return the best fact of a kind that is nearly as good as what answers, else what does."""
    best = one.matches[0]
    return next((other for other in (best, *one.considered) if _kind(other) == kind
                 and other.reason not in CONFLICTS and other.score >= best.score - ODD), best)


def leniently(parts: tuple[Selection, ...]) -> tuple[Selection, ...]:
    """Tell what likeliest answers a part that is left open, where other parts are answered."""
    told = frozenset(fact.id for one in parts if one.outcome == "told" for fact in one.facts)
    return tuple(_likeliest(one, told) for one in parts) if told else parts


def _likeliest(part: Selection, told: Collection[str]) -> Selection:
    """Return an open part with the first fact that was considered for it, if that is likely."""
    best = next((one for one in part.considered if one.id not in told), None)
    if part.outcome not in ("left", "nothing") or best is None or not_given(best) or \
            best.reason not in DOUBTS or best.trust < PART_TRUST or best.score < PART_SCORE:
        return part
    return replace(part, outcome="told", matches=(best,), missing=())
