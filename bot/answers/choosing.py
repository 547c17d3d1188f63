"""Between matches: which are rivals, which belong together, which is the newest or the whole."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.answers.agreeing import PART, SELF
from bot.answers.case import WHOLE
from bot.answers.matching import CONFLICTS, DOUBTS, Match, bounds, weights_of
from bot.answers.question import VALUE_TYPES, Question
from bot.answers.selection import Selection
from bot.answers.signals import NAMES
from bot.answers.withheld import not_given
from bot.knowledge.deriving import is_derived
from bot.knowledge.model import AHEAD, Fact
from bot.knowledge.numerals import same

TOGETHER = 0.16       # so little apart, two facts are equally good answers
MOST_LEAD = 3.0
ASKING_MORE = frozenset(("how", "why", "yesno"))
NUMBERED, OF_ANOTHER = NAMES.index("numbered"), NAMES.index("of_another")
WELL_TRUSTED, WITHIN = 0.7, 2.0    # so trusted and so little behind, a fact is told for the first
CERTAIN = 4.0         # so trusted, a fact that names all that was asked is told alone


def label_hits(one: Match, question: Question) -> int:
    """Return how many things that the question names stand in a fact's label."""
    return sum(bool(term.names & one.terms.named) for term in question.terms
               if term.blocking and term.flavour != "attribute")


def same_choice(one: Match, other: Match) -> bool:
    """Whether two matches would be the same line of a choice."""
    a, b = one.terms.fact, other.terms.fact
    return (a.entity, a.phase, a.what) == (b.entity, b.phase, b.what)


def same_value(one: Match, other: Match) -> bool:
    """Whether two matches tell one and the same, of things of one city."""
    a, b = one.terms.fact, other.terms.fact
    return (a.value, a.members) == (b.value, b.members) and one.terms.city == other.terms.city


def result_first(told: Sequence[Match], question: Question) -> list[Match]:
    """Tell the result before the target of one label, where the target was not asked for."""
    first = told[0].terms.fact
    if question.statuses - {"actual"} or question.years or question.relative or \
            first.status not in AHEAD:
        return list(told)
    label = (first.entity, first.what, first.phase)
    return sorted(told, key=lambda one: (
        one.terms.fact.status != "actual"
        or (one.terms.fact.entity, one.terms.fact.what, one.terms.fact.phase) != label))


def same_thing(matches: Sequence[Match]) -> bool:
    """Whether some matches tell the same of one entity's phases."""
    return len({(one.terms.fact.entity, one.terms.fact.what) for one in matches}) == 1


def tells_figure(one: Match) -> bool:
    """Whether a match tells a figure of the question that few facts would."""
    return bool(one.signals[NUMBERED])


def rival(one: Match, best: Match, base: Selection, open_names: frozenset[str]) -> bool:
    """Whether a match differs from the best one by a slot that the question left open."""
    a, b = one.terms, best.terms
    if tells_figure(best) and not tells_figure(one):
        return False
    if a.fact.phase != b.fact.phase and not base.question.phases:
        return a.fact.entity == b.fact.entity and bool(a.fact.phase and b.fact.phase)
    if a.fact.entity == b.fact.entity or b.fact.entity in a.linked or a.fact.entity in b.linked:
        return False
    if open_names:
        owns_one = open_names & {a.fact.entity, *a.above}
        owns_best = open_names & {b.fact.entity, *b.above}
        return bool(owns_one) and owns_one != owns_best
    if not base.subjects.sets:
        return comparable(one, best)
    return (one.relation == best.relation == PART) and comparable(one, best)


def shares_head(one: Match, other: Match) -> bool:
    """Whether the labels of two facts have a noun in common."""
    mine = {name for _, names in one.terms.head for name in names}
    return any(mine & names for _, names in other.terms.head)


def comparable(one: Match, best: Match) -> bool:
    """Whether two facts tell the same of different things."""
    return shares_head(one, best) or (not one.terms.head and not best.terms.head
                            and one.terms.attribute == best.terms.attribute)


def together(best: Match, told: Sequence[Match]) -> list[Match]:
    """Return what is as good an answer as the best: the same entity, phase and kind."""
    slots = (best.terms.fact.entity, best.terms.fact.phase, best.terms.answers)
    return [one for one in told[1:]
            if (one.terms.fact.entity, one.terms.fact.phase, one.terms.answers) == slots
            and one.score >= best.score - TOGETHER and not is_derived(one.terms.fact)
            and one.terms.fact.what != best.terms.fact.what]


def lead(best: Match, others: Iterable[Match]) -> float:
    """Return how far the best match is before the first that says something else, at most 3."""
    rival_score = next((one.score for one in others if (one.told or one.reason in DOUBTS) and not (
        says(best, one) or says(one, best) or _of_each_other(best, one))), best.score - MOST_LEAD)
    return max(0.0, min(MOST_LEAD, best.score - rival_score))


def _of_each_other(one: Match, other: Match) -> bool:
    """Whether each of two facts tells what the other is told of (who heads it, what he heads).

    Not where the first one says who it is: there the other may be a doubt.
    """
    a, b = one.terms.fact, other.terms.fact
    says_who = one.relation == SELF and one.terms.answers == "person"
    return not says_who and a.value.startswith(b.entity) and b.value.startswith(a.entity)


def led(found: Sequence[Match]) -> list[Match]:
    """Return matches, best first, with what the lead of the first one adds to its trust.

    Where the first that may be told at all is not trusted, none of the others is told, but for
    a row that says of what was asked that it is not given, and one nearly as good that is trusted
    well, all whose nouns are named, and whose label has one where it is told of a part.
    """
    at = next((at for at, one in enumerate(found) if one.told or (
        one.reason in DOUBTS and not not_given(one))), None)
    if at is None:
        return list(found)
    best, rest = found[at], found[at + 1:]
    least, floor = bounds(best.terms, best.relation)
    trust = best.trust + weights_of(best.terms, best.relation).lead * lead(best, rest)
    if not best.told and best.reason != "open" and best.score >= floor and trust >= least:
        best = replace(best, trust=trust, told=True, reason="")
    if not best.told:
        sure = next((one for one in rest if one.told and not not_given(one)
                     and one.trust >= WELL_TRUSTED and one.head >= WHOLE
                     and not one.signals[OF_ANOTHER]
                     and one.score >= best.score - WITHIN), None)
        rest = [replace(one, told=False, reason="weak") if one.told and one is not sure and not (
            not_given(one) and one.head >= WHOLE and one.left == best.left) else one
            for one in rest]
    return [*found[:at], best, *rest]


def of_figure(found: Sequence[Match], question: Question) -> list[Match]:
    """Return only what tells the question's figure, where it is asked what that figure is.

    Not where a person, a date or another kind of value is asked for, or why and how.
    """
    if "asks_figure" not in question.cues or question.types & VALUE_TYPES or \
            question.shapes & ASKING_MORE:
        return list(found)
    telling = [replace(one, told=True, reason="") for one in found
               if tells_figure(one) and one.relation and one.reason in ("", *DOUBTS)]
    return telling or list(found)


def of_story(told: Sequence[Match], question: Question) -> list[Match]:
    """Where the question names no noun of the best label, keep those whose noun its story names."""
    if told[0].head or not told[0].terms.head:
        return list(told)
    words = [term.text for term in question.soft
             if term.flavour in ("thing", "noun") and len(term.text) > 1]
    named = [one for one in told if any(
        word in form for form, _ in one.terms.head for word in words)]
    return named or list(told)


def runner_up(best: Match, others: Sequence[Match], within: float) -> list[Match]:
    """Return the fact that answers nearly as well as the best and says something else.

    None is told where the best names all that was asked, nor one whose nouns nobody named beside
    one whose nouns all are, nor one under a narrower label (of old beside now); what stands
    beside the best is told anyway.
    """
    if best.trust >= CERTAIN and best.head >= WHOLE and best.coverage >= WHOLE:
        return []
    for one in others:
        if one.score < best.score - within:
            break
        if one.id == best.terms.fact.beside:
            return []
        narrower = one.terms.label != best.terms.label and \
            one.terms.label.endswith(best.terms.label)
        if narrower or is_derived(one.terms.fact) or says(best, one) or says(one, best) or (
                best.head >= WHOLE and one.terms.head and not one.head):
            continue
        return [one] if one.terms.fact.phase == best.terms.fact.phase else []
    return []


def counterpart(best: Match, others: Sequence[Match], within: float) -> list[Match]:
    """Return what is told beside the best where two are asked for: the same kind of another."""
    for one in others:
        a, b = one.terms, best.terms
        if one.score >= best.score - within and one.id != best.id and not not_given(one) \
                and one.reason not in CONFLICTS and a.answers == b.answers \
                and (a.attribute == b.attribute or a.answers == "count") \
                and a.fact.entity == b.fact.entity \
                and not says(best, one):
            return [one]
    return []


def says(one: Match, other: Match) -> bool:
    """Whether one fact tells all that another one tells."""
    a, b = one.terms.fact.quantity, other.terms.fact.quantity
    if a and b and same(a, b) and one.terms.fact.status == other.terms.fact.status \
            and one.terms.attribute == other.terms.attribute:
        return True
    mine = one.terms.fact.value, *one.terms.fact.members
    text = "|".join(mine)
    return all(value in text for value in (other.terms.fact.value, *other.terms.fact.members))


def bearers(best: Match, told: Sequence[Match]) -> list[Match]:
    """Return what says the very same of other things: a question about the whole asks for all."""
    said = (best.terms.fact.what, best.terms.fact.value)
    return [one for one in told[1:]
            if (one.terms.fact.what, one.terms.fact.value) == said and one.terms.fact.value
            and one.relation == best.relation < SELF
            and one.score >= best.score - TOGETHER and not is_derived(one.terms.fact)]


def whole(best: Match, alike: Sequence[Match]) -> Match | None:
    """Return the one of some equals that lists what the others tell one by one."""
    lists = [one for one in (best, *alike)
             if len(one.terms.fact.members) > 1 and not one.terms.head]
    return min(lists, key=lambda one: len(one.terms.label)) if lists else None


def newest(found: Iterable[Match]) -> list[Match]:
    """Keep the newest fact of each series."""
    best: dict[tuple[str, ...], Match] = {}
    order: list[tuple[str, ...]] = []
    for one in found:
        key = one.terms.fact.series
        if key not in best:
            best[key] = one
            order.append(key)
        elif later(one.terms.fact, best[key].terms.fact):
            best[key] = replace(one, score=max(one.score, best[key].score))
    return [best[key] for key in order]


def later(one: Fact, other: Fact) -> bool:
    """Whether one fact is of a later date; an undated one never is."""
    if one.as_of.last is None:
        return False
    return other.as_of.last is None or one.as_of.last > other.as_of.last
