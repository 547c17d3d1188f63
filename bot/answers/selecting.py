"""From matches to what is told: the best fact, the rivals that make a choice, the near ones."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from bot.answers.matching import (
    NAMING,
    NEAR_TYPES,
    OPEN,
    PART,
    REST,
    Lookup,
    Match,
    covered,
    match,
)
from bot.answers.question import VALUE_TYPES, Question, Term
from bot.answers.resolving import Subjects
from bot.answers.terms import FactTerms, TermIndex
from bot.knowledge.deriving import is_derived
from bot.knowledge.model import Fact

Outcome = Literal["told", "choice", "not_given", "other_year", "left", "nothing"]
CLOSE, TOGETHER, MOST_TOLD, MOST_EACH, MOST_WHOLE = 0.3, 0.12, 3, 2, 2
MOST_CANDIDATES, MOST_OWN, FEW = 3_000, 400, 40
NOT_GIVEN_LEAD, WHOLE = 0.8, 0.99


@dataclass(frozen=True, slots=True)
class Selection:
    """What was found for one question, best first, and what the question named in vain."""

    outcome: Outcome
    question: Question
    subjects: Subjects
    matches: tuple[Match, ...] = ()
    near: tuple[Match, ...] = ()
    missing: tuple[Term, ...] = ()
    years: tuple[int, ...] = ()
    silent: tuple[str, ...] = ()

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The facts that are told."""
        return tuple(found.terms.fact for found in self.matches)


class Selector:
    """Finds and selects facts for one question."""

    def __init__(self, index: TermIndex, lookup: Lookup) -> None:
        self._index = index
        self._lookup = lookup

    def candidates(self, question: Question, subjects: Subjects) -> list[FactTerms]:
        """Return the facts that could bear on a question, in a fixed order."""
        ids: set[str] = set()
        if subjects.sets:
            for name in sorted(subjects.all):
                ids |= self._index.pool(name)
            if len(ids) > FEW:
                ids = self._hit(question, ids) or ids & self._own(subjects)
        else:
            names = sorted({name for term in (*question.terms, *question.soft)
                            if term.weight >= NAMING
                            for name in term.names},
                           key=lambda name: (len(self._index.by_term.get(name, ())), name))
            for name in names:
                ids |= self._index.by_term.get(name, set())
                if len(ids) > MOST_CANDIDATES:
                    break
            if question.digits or question.numbers:
                ids.update(self._index.with_number(question))
        order = self._index.order
        return [self._index.facts[name] for name in sorted(ids, key=order.__getitem__)]

    def _own(self, subjects: Subjects) -> set[str]:
        return {fact for name in subjects.all
                for fact in self._index.knowledge.by_entity.get(name, ())}

    def _hit(self, question: Question, pool: set[str]) -> set[str]:
        """Return the facts of a pool that one term, attribute or number of the question hits."""
        index = self._index
        hit: set[str] = set()
        strong = False
        for term in (*question.terms, *question.soft):
            if term.weight >= NAMING:
                strong = strong or term.flavour != "attribute"
                for name in term.names:
                    hit |= index.by_term.get(name, set()) & pool
        for name in question.attributes:
            for near in (name, *self._lookup.near.get(name, ())):
                hit |= index.by_attribute.get(near, set()) & pool
        if not strong:
            for kind in question.types:
                for near in (kind, *NEAR_TYPES.get(kind, ())):
                    hit |= index.by_answers.get(near, set()) & pool
            for term in question.terms:
                for name in term.names:
                    hit |= index.by_term.get(name, set()) & pool
        for unit in self._lookup.telling_units:
            if any(word.endswith(unit) for word in question.counted):
                hit |= index.by_unit.get(unit, set()) & pool
        if question.digits or question.numbers:
            hit |= set(index.with_number(question)) & pool
        return hit

    def select(self, question: Question, subjects: Subjects, years: tuple[int, ...]) -> Selection:
        """Decide what is told for one question; each bearer of an open name is asked about."""
        open_names = subjects.ambiguous
        if not open_names:
            return self._select(question, subjects, years)
        told: list[Selection] = []
        silent: list[str] = []
        for name in sorted(open_names):
            one = self._select(question, Subjects(tuple(
                frozenset((name,)) if names == open_names else names
                for names in subjects.sets)), years)
            if one.outcome in ("told", "choice"):
                told.append(one)
            elif one.outcome == "not_given" and any(near.told for near in one.near):
                told.append(replace(one, outcome="told", matches=one.near[:1]))
            else:
                silent.append(name)
        if not told:
            return self._select(question, subjects, years)
        if len(told) == 1:
            return replace(told[0], subjects=subjects, silent=tuple(silent))
        return replace(told[0], outcome="choice", subjects=subjects, matches=tuple(
            one for selection in told for one in selection.matches[:MOST_EACH]))

    def _select(self, question: Question, subjects: Subjects, years: tuple[int, ...]) -> Selection:
        candidates = self.candidates(question, subjects)
        found = [match(question, subjects.all, terms, self._lookup, years)
                 for terms in candidates]
        found = [self._strict(one, question, subjects) for one in found]
        found.sort(key=lambda one: (-one.score, one.id))
        told = _newest([one for one in found if one.told])
        if not told and subjects.sets:
            more = self._own(subjects) - {terms.fact.id for terms in candidates}
            extra = [self._strict(match(question, subjects.all, self._index.facts[name],
                                        self._lookup, years), question, subjects)
                     for name in sorted(more)[:MOST_OWN]]
            found = sorted([*found, *extra], key=lambda one: (-one.score, one.id))
            told = _newest([one for one in found if one.told])
        base = Selection("nothing", question, subjects, near=_near(found), years=years)
        if told:
            return self._told(base, told)
        joined = self._joined(found)
        if joined:
            return replace(base, outcome="told", matches=joined)
        if years:
            dated = _newest([one for one in (
                match(question, subjects.all, terms, self._lookup, ()) for terms in candidates)
                if one.told])
            dated = [self._strict(one, question, subjects) for one in dated]
            dated = [one for one in dated if one.told and not _not_given(one)]
            if dated:
                return replace(base, outcome="other_year", near=tuple(dated[:MOST_TOLD]))
        return replace(base, outcome="left" if question.asks else "nothing",
                       missing=_missing(question, found))

    def everything(self, question: Question, subjects: Subjects,
                   years: tuple[int, ...]) -> list[Match]:
        """Return every fact that fits a question, the newest of each series."""
        ids = self.candidates(question, subjects)
        if not subjects.sets:
            ids = list(self._index.facts.values())
        found = [match(question, subjects.all, terms, self._lookup, years) for terms in ids]
        found.sort(key=lambda one: (-one.score, one.id))
        return _newest([one for one in found if one.told and not _not_given(one)])

    def given(self, question: Question, subjects: Subjects, ids: tuple[str, ...]) -> Selection:
        """Return a selection of facts that a shape has chosen."""
        found = tuple(match(question, subjects.all, self._index.facts[name], self._lookup, ())
                      for name in ids)
        return Selection("told", question, subjects, found)

    def _strict(self, one: Match, question: Question, subjects: Subjects) -> Match:
        """Withdraw a match that accounts for one of two subjects only."""
        if not one.told or len(subjects.sets) < 2:
            return one
        fact = one.terms
        around = {fact.fact.entity, *fact.above, *fact.linked}
        for names in subjects.sets:
            if names & around or any(fact.fact.entity in self._index.above(name)
                                     and name in fact.linked for name in names):
                continue
            return replace(one, told=False, reason="subject")
        return replace(one, score=one.score + 0.3 * len(subjects.sets))

    def _told(self, base: Selection, told: list[Match]) -> Selection:
        best = told[0]
        known = [one for one in told if not _not_given(one)]
        if _not_given(best) and (not known or _asks_the_missing(best, known[0], base.question)):
            return replace(base, outcome="not_given", matches=(best,), near=tuple(known[:1]))
        told = known
        best = told[0]
        choice = self._choice(base, told)
        if choice:
            return choice
        alike = _together(best, told)
        if len(alike) >= MOST_WHOLE and (whole := _whole(best, alike)):
            return replace(base, outcome="told", matches=(whole,))
        if len(alike) >= MOST_TOLD or (alike and best.label_cover < WHOLE):
            return replace(base, outcome="left", near=tuple(told[:MOST_TOLD]))
        chosen = [best, *alike]
        chosen += self._other_types(base.question, told, chosen)
        silent = tuple(sorted(base.subjects.ambiguous - {best.terms.fact.entity}
                              - set(best.terms.above)))
        return replace(base, outcome="told", matches=tuple(chosen[:MOST_TOLD]), silent=silent)

    def _choice(self, base: Selection, told: list[Match]) -> Selection | None:
        """Return the choice that the asker has to make, where one has to be made."""
        best = told[0]
        open_names = base.subjects.ambiguous
        rivals = [best]
        for one in told[1:]:
            if any(_same_choice(one, other) for other in rivals):
                continue
            gap = CLOSE if not open_names else 1.2
            if one.score >= best.score - gap and one.terms.answers == best.terms.answers and \
                    _rival(one, best, base, open_names):
                rivals.append(one)
        if len(rivals) < 2:
            return None
        return replace(base, outcome="choice", matches=tuple(rivals))

    def _other_types(self, question: Question, told: list[Match],
                     chosen: list[Match]) -> list[Match]:
        """Return facts for the further answer types that one question names (几家,占多少)."""
        more: list[Match] = []
        kinds = question.types & VALUE_TYPES
        if len(kinds) < 2:
            return more
        have = {one.terms.answers for one in chosen}
        for one in told:
            if one.terms.answers in kinds - have and \
                    one.terms.fact.entity == chosen[0].terms.fact.entity and \
                    one.score > chosen[0].score - 1.5:
                more.append(one)
                have.add(one.terms.answers)
        return more

    def _joined(self, found: Sequence[Match]) -> tuple[Match, ...]:
        """Return up to three facts of one entity that only together cover the question."""
        partial = [one for one in found
                   if one.reason == "left" and one.label_cover >= 0.99 and one.coverage >= 0.34
                   and one.relation > OPEN and not _not_given(one)]
        for first in partial[:4]:
            chosen, left = [first], set(first.left)
            for one in partial:
                if one.id == first.id or one.terms.fact.entity != first.terms.fact.entity:
                    continue
                gained = {term for term in left if covered(term, one.terms, self._lookup)
                          not in ("", REST)}
                if gained:
                    chosen.append(one)
                    left -= gained
                if not left or len(chosen) == MOST_TOLD:
                    break
            if not left and len(chosen) > 1:
                return tuple(chosen)
        return ()


def _not_given(one: Match) -> bool:
    return one.terms.fact.status == "not_given"


def _asks_the_missing(missing: Match, known: Match, question: Question) -> bool:
    """Whether what is not given is what was asked, although something like it is known."""
    if missing.score < known.score:
        return False
    if "actual" in question.statuses and known.terms.fact.status == "target":
        return True
    if missing.relation > known.relation and missing.label_cover >= known.label_cover:
        return True
    if _unnamed(known, question) and not _unnamed(missing, question):
        return True
    return missing.score > known.score + NOT_GIVEN_LEAD or _names_more(missing, known, question)


def _unnamed(one: Match, question: Question) -> bool:
    """Whether a label is narrowed by an act or a qualifier that the question does not name."""
    named = {name for term in (*question.terms, *question.soft) for name in term.names}
    return bool((one.terms.acts | one.terms.qualifiers) - named)


def _names_more(one: Match, other: Match, question: Question) -> bool:
    """Whether the question names something of one label that the other label lacks."""
    only = one.terms.named - other.terms.named - {one.terms.attribute}
    return any(term.names & only for term in question.terms
               if term.flavour != "attribute") or bool(
        one.terms.fact.phase and one.terms.fact.phase in question.phases
        and not other.terms.fact.phase)


def _same_choice(one: Match, other: Match) -> bool:
    a, b = one.terms.fact, other.terms.fact
    return (a.entity, a.phase, a.what) == (b.entity, b.phase, b.what)


def _rival(one: Match, best: Match, base: Selection, open_names: frozenset[str]) -> bool:
    """Whether a match differs from the best one by a slot that the question left open."""
    a, b = one.terms, best.terms
    if a.fact.phase != b.fact.phase and not base.question.phases:
        return a.fact.entity == b.fact.entity and bool(a.fact.phase and b.fact.phase)
    if a.fact.entity == b.fact.entity or b.fact.entity in a.linked or a.fact.entity in b.linked:
        return False
    if open_names:
        owns_one = open_names & {a.fact.entity, *a.above}
        owns_best = open_names & {b.fact.entity, *b.above}
        return bool(owns_one) and owns_one != owns_best
    if not base.subjects.sets:
        return _comparable(one, best)
    return (one.relation == best.relation == PART) and _comparable(one, best)


def _comparable(one: Match, best: Match) -> bool:
    shared = {name for _, names in one.terms.head for name in names} & {
        name for _, names in best.terms.head for name in names}
    return bool(shared) or (not one.terms.head and not best.terms.head
                            and one.terms.attribute == best.terms.attribute)


def _together(best: Match, told: Sequence[Match]) -> list[Match]:
    """Return what is as good an answer as the best: the same entity, phase and kind."""
    more = []
    for one in told[1:]:
        same = (one.terms.fact.entity, one.terms.fact.phase, one.terms.answers) == (
            best.terms.fact.entity, best.terms.fact.phase, best.terms.answers)
        if same and not is_derived(one.terms.fact) and one.score >= best.score - TOGETHER and one.terms.fact.what != \
                best.terms.fact.what:
            more.append(one)
    return more


def _whole(best: Match, alike: Sequence[Match]) -> Match | None:
    """Return the one of some equals that lists what the others tell one by one."""
    lists = [one for one in (best, *alike)
             if len(one.terms.fact.members) > 1 and not one.terms.head]
    return min(lists, key=lambda one: len(one.terms.label)) if lists else None


def _newest(found: Iterable[Match]) -> list[Match]:
    """Keep the newest fact of each series."""
    best: dict[tuple[str, ...], Match] = {}
    order: list[tuple[str, ...]] = []
    for one in found:
        key = one.terms.fact.series
        if key not in best:
            best[key] = one
            order.append(key)
        elif _later(one.terms.fact, best[key].terms.fact):
            best[key] = replace(one, score=max(one.score, best[key].score))
    return [best[key] for key in order]


def _later(one: Fact, other: Fact) -> bool:
    if one.as_of.last is None:
        return False
    return other.as_of.last is None or one.as_of.last > other.as_of.last


def _near(found: Sequence[Match]) -> tuple[Match, ...]:
    return tuple(one for one in found if one.relation > 0 and not _not_given(one)
                 and (one.label_cover > 0 or one.coverage >= 0.5))[:MOST_TOLD]


def _missing(question: Question, found: Sequence[Match]) -> tuple[Term, ...]:
    """Return what the question named and no fact near it knows."""
    terms = [term for term in question.terms if term.blocking]
    for one in found:
        if one.relation > 0:
            left = set(one.left)
            if any(term not in left for term in terms):
                hit = [term for term in terms if term in left]
                return tuple(hit)
    return tuple(terms)
