"""What several subjects tell of one question, side by side."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from bot.answers.agreeing import SELF
from bot.answers.choosing import newest
from bot.answers.matching import DOUBTS
from bot.answers.question import ANY_NUMBER, VALUE_TYPES, Question, Term
from bot.answers.resolving import Subjects
from bot.answers.selecting import Selector
from bot.answers.selection import Selection
from bot.answers.terms import NUMERIC
from bot.answers.withheld import not_given

LEAST_SUBJECTS, MOST_SUBJECTS = 2, 4
SAID = ("told", "not_given")
MOST_COMPARED = 2     # so many facts of each subject stand side by side
LIKELY = -2.0         # so trusted, a figure is told beside those of the other subjects


class Comparer:
    """Puts the same question to each of several subjects."""

    def __init__(self, selector: Selector) -> None:
        self._selector = selector

    def compare(self, questions: tuple[Question, ...], subjects: tuple[Subjects, ...],
                years: tuple[int, ...]) -> tuple[Selection, ...]:
        """Return what is found of each of the subjects of a message; nothing of less than two.

        Of one that is compared with another, or joined to it, it is told alone if need be.
        """
        sets = list(dict.fromkeys(names for who in subjects for names in who.sets))
        wanted = any({"compare", "extreme"} & one.shapes or {"both"} & one.cues
                     for one in questions)
        asked = [max(questions, key=lambda one: len(one.terms) + len(one.types))]
        if not wanted and len(questions) > 1:
            asked = [one for one, who in zip(questions, subjects, strict=True)
                     if len(who.sets) == len(sets) and one.seeks]
        several = LEAST_SUBJECTS <= len(sets) <= MOST_SUBJECTS
        if not several or not (wanted or any(one.types or (
                one.seeks and "joined" in one.cues) for one in asked)):
            return ()
        terms = tuple(dict.fromkeys(term for one in questions for term in one.terms))
        selections = [one for question in asked for one in self._beside(
            _sized(question, questions) if wanted else question, sets, terms, years)]
        compares = any("compare" in one.shapes or "joined" in one.cues for one in questions)
        if not _tells_enough(selections, of_one=compares):
            return ()
        if not compares:
            selections = [one for one in selections if one.outcome in SAID]
        others = [] if wanted else [
            self._selector.select(one, who, years)
            for one, who in zip(questions, subjects, strict=True)
            if one.seeks and not any(one is other for other in asked)]
        return (*selections, *others)

    def _of_phase(self, question: Question, names: frozenset[str]) -> Question:
        """Return a question without a phase that only another subject has."""
        phased = not question.phases or self._selector.has_phase(names, question.phases)
        return question if phased else replace(question, phases=())

    def _beside(self, question: Question, sets: Sequence[frozenset[str]],
                terms: tuple[Term, ...], years: tuple[int, ...]) -> list[Selection]:
        """Return what is found of each of several subjects; `terms` are those of the message."""
        tried = [self._selector.select(self._of_phase(question, names), Subjects((names,)), years)
                 for names in sets]
        selections = _aligned(tried)
        for names, found in zip(sets, tried, strict=True) if not selections else ():
            known = _known(found) or _known(self._selector.select(
                replace(question, terms=terms), Subjects((names,)), years))
            selections.append(known or found)
        if not any(one.outcome == "told" for one in selections):
            selections = [_of_part(one) for one in selections]
        kinds = {one.matches[0].terms.answers for one in selections
                 if one.outcome == "told" and one.matches[0].terms.answers in NUMERIC}
        return [one if one.outcome in SAID else _likely(one, kinds) or one
                for one in selections]


def _sized(question: Question, questions: Sequence[Question]) -> Question:
    """Return a question that compares as one that asks for a number, unless it asks otherwise."""
    types = question.types - {"person"}
    sized = types & VALUE_TYPES or not any(
        {"compare", "extreme"} & one.shapes for one in questions)
    return replace(question, types=types if sized else types | {ANY_NUMBER})


def _known(one: Selection) -> Selection | None:
    """Return what a selection can put beside another: what it tells, or knows near to it."""
    if one.matches and one.outcome in ("told", "choice"):
        return replace(one, outcome="told", matches=tuple(
            other for at, other in enumerate(one.matches[:MOST_COMPARED]) if not at or (
                other.told and other.terms.label == one.matches[0].terms.label)))
    own = tuple(other for other in one.near if other.told and other.relation == SELF)
    if one.outcome == "not_given" and own:
        return replace(one, outcome="told", matches=own[:1])
    return None


def _of_part(one: Selection) -> Selection:
    """Return what is known of a part where it is said of the whole that it is not given."""
    if one.outcome == "not_given" and any(other.told for other in one.near):
        return replace(one, outcome="told", matches=one.near[:1])
    return one


def _tells_enough(selections: Sequence[Selection], of_one: bool) -> bool:
    """Whether what was found of several subjects is worth telling side by side.

    `of_one`: the figure of one is, where of another nothing is known, unless that is only the
    place in which the first one lies.
    """
    said = [one for one in selections if one.outcome in SAID]
    silent = [one for one in selections if one.outcome not in SAID]
    owners = {one.facts[0].entity for one in said}
    above = {name for one in said for match in one.matches for name in match.terms.above}
    return (any(one.outcome == "told" for one in said)
            and (len(owners) >= LEAST_SUBJECTS or (of_one and bool(silent)))
            and not any(one.subjects.all <= above for one in silent))


def _likely(one: Selection, kinds: Collection[str]) -> Selection | None:
    """Return what a selection that tells nothing knows of the kind that is told of the others."""
    likely = next((other for other in one.considered if other.terms.answers in kinds
                   and other.relation == SELF and not not_given(other)
                   and other.reason in DOUBTS and other.trust >= LIKELY), None)
    return replace(one, outcome="told", matches=(likely,)) if likely else None


def _aligned(found: Sequence[Selection]) -> list[Selection]:
    """Return what all of several subjects have under one label, if one of them is told for it.

    Of several such labels, the one that fits best; an empty list where there is none, or where a
    name is open. Facts of a phase are left to the choice among phases.
    """
    if any(one.subjects.ambiguous for one in found):
        return []
    own = [{one.terms.fact.what: one for one in newest(
                other for other in reversed(selection.considered)
                if other.relation == SELF and not not_given(other) and not other.terms.fact.phase
                and (other.told or other.reason in DOUBTS)
                and (ANY_NUMBER not in selection.question.types or other.terms.quantities))}
           for selection in found]
    shared = set.intersection(*map(set, own))
    told = [what for what in sorted(shared) if any(by_label[what].told for by_label in own)]
    if not told:
        return []
    best = max(told, key=lambda what: sum(by_label[what].score for by_label in own))
    return [replace(selection, outcome="told", matches=(by_label[best],))
            for selection, by_label in zip(found, own, strict=True)]
