"""From a question to what is told of it: the candidates, and the decision among them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from bot.answers.adding import also_asked, complement, joined
from bot.answers.called import called, of_ending
from bot.answers.choosing import (
    bearers,
    counterpart,
    label_hits,
    led,
    newest,
    of_figure,
    of_story,
    result_first,
    rival,
    runner_up,
    same_choice,
    same_thing,
    same_value,
    together,
    whole,
)
from bot.answers.covering import Lookup, covered
from bot.answers.matching import Match, match
from bot.answers.question import VALUE_TYPES, Question, Term
from bot.answers.resolving import Subjects
from bot.answers.selection import Selection
from bot.answers.terms import FactTerms, TermIndex
from bot.answers.withheld import (
    meant_instead,
    missing,
    missing_of_another,
    near,
    not_given,
    of_some_part,
    own_first,
)

# so little apart, a second fact is told; so little apart where two are compared
NEARLY, BESIDE = 2.0, 4.0
PROBABLE = -1.0       # so trusted, what is known is told of one of several bearers of a name
MAY_BE = 3.0          # so little apart, another bearer of an open name may be meant
OPEN_CLOSE = 4.5      # so little apart where no subject was named
CLOSE = 0.4           # so little apart, two subjects' facts are a choice for the asker
MOST_TOLD, MOST_EACH, MOST_WHOLE, MOST_CONSIDERED = 3, 2, 2, 30
# so many facts are looked at; where no subject is named; to find the greatest of many
MOST_LIKELY, MOST_OPEN, MOST_COMPARED = 8, 16, 64
OWN = 1.4             # what a subject's own facts are before those of its parts


class Selector:
    """Finds and selects facts for one question."""

    def __init__(self, index: TermIndex, lookup: Lookup) -> None:
        self._index = index
        self._lookup = lookup

    def candidates(self, question: Question, subjects: Subjects,
                   most_open: int = MOST_OPEN) -> list[FactTerms]:
        """Return the facts that a question may be about, in a fixed order: the likest.

        `most_open` is how many there are at most where no subject is named.
        """
        index = self._index
        rows = np.arange(len(index.names))
        if subjects.sets:
            pools = [index.pool(name) for name in sorted(subjects.all)]
            rows = np.concatenate([part for pool in pools for part in pool])
            bonus = np.concatenate([np.full(len(part), worth) for pool in pools
                                    for part, worth in zip(pool, (OWN, 0.0), strict=True)])
            if len(pools) > 1:
                rows, first = np.unique(rows, return_index=True)
                bonus = bonus[first]
            if question.phases:
                named = np.isin(rows, np.concatenate(list(map(index.of_phase, question.phases))))
                rows, bonus = (rows[named], bonus[named]) if named.any() else (rows, bonus)
            near = question.likes.nearest(rows, bonus, MOST_LIKELY)
        else:
            near = question.likes.nearest(rows, 0.0, most_open)
        chosen = dict.fromkeys(near.tolist())
        if question.ending and subjects.sets:
            chosen.update(dict.fromkeys(
                row for row in rows.tolist() if called(question, index.facts[index.names[row]])))
        if question.digits or question.numbers:
            chosen.update(dict.fromkeys(index.order[name]
                                        for name in index.with_number(question)))
        return [index.facts[name] for row in sorted(chosen)
                if (name := index.names[row]) not in question.before]

    def select(self, question: Question, subjects: Subjects, years: tuple[int, ...]) -> Selection:
        """Decide what is told for one question; each bearer of an open name is asked about."""
        if (subjects, years) not in question.found:
            question.found[subjects, years] = self._of_each(question, subjects, years)
        known: Selection = question.found[subjects, years]
        return known

    def _of_each(self, question: Question, subjects: Subjects,
                 years: tuple[int, ...]) -> Selection:
        open_names = subjects.ambiguous
        if not open_names:
            return self._select(question, subjects, years)
        told: list[Selection] = []
        silent: dict[str, float] = {}
        for name in sorted(open_names):
            one = self._select(question, replace(subjects, sets=tuple(
                frozenset((name,)) if names == open_names else names
                for names in subjects.sets)), years)
            if one.outcome in ("told", "choice"):
                told.append(one)
            elif one.outcome == "not_given" and one.near and one.near[0].trust > PROBABLE:
                told.append(replace(one, outcome="told", matches=one.near[:1]))
            else:
                silent[name] = max((other.score for other in one.considered), default=0.0)
        if not told:
            return Selection("choice", question, subjects, years=years,
                             silent=tuple(sorted(open_names)))
        best = max(one.matches[0].score for one in told)
        open_still = len(told) > 1 or any(score > best - MAY_BE for score in silent.values())
        if len({one.matches[0].id for one in told}) == 1 and not open_still:
            return replace(told[0], subjects=subjects, silent=tuple(silent))
        return replace(told[0], outcome="choice", subjects=subjects, silent=tuple(silent),
                       matches=tuple(one for selection in told
                                     for one in selection.matches[
                                         :1 if selection.alone else MOST_EACH]))

    def _select(self, question: Question, subjects: Subjects, years: tuple[int, ...]) -> Selection:
        candidates = self.candidates(question, subjects)
        found = [match(question, subjects, terms, self._lookup, years)
                 for terms in candidates]
        found.sort(key=lambda one: (-one.score, one.id))
        found = of_ending(of_figure(led(found), question), question)
        told = newest([one for one in found if one.told and not missing_of_another(one)])
        told = [] if told and of_some_part(found, told[0]) else told
        base = Selection("nothing", question, subjects, near=near(found), years=years,
                         considered=tuple(found[:MOST_CONSIDERED]))
        asks = question.seeks or question.terms or "whole" in question.cues
        if told and (asks or not not_given(told[0])):
            return self._told(base, told)
        together_told = joined(found, self._lookup)
        if together_told:
            return replace(base, outcome="told", matches=together_told)
        if years:
            other = {one.id for one in found if one.reason == "year"}
            dated = [match(question, subjects, terms, self._lookup, ())
                     for terms in candidates if terms.fact.id in other]
            dated.sort(key=lambda one: (-label_hits(one, question), -one.score, one.id))
            dated = newest([one for one in dated if one.told and not not_given(one)])
            if dated:
                dated = result_first(dated, replace(question, years=(), relative=()))
                return replace(base, outcome="other_year", near=tuple(dated[:MOST_TOLD]))
        return replace(base, outcome="left" if question.asks else "nothing",
                       missing=missing(question, found))

    def likeliest(self, question: Question, subjects: Subjects,
                   years: tuple[int, ...]) -> list[Match]:
        """Return all likely facts that fit a question, the newest of each series."""
        found = [match(question, subjects, terms, self._lookup, years)
                 for terms in self.candidates(question, subjects, MOST_COMPARED)]
        found.sort(key=lambda one: (-one.score, one.id))
        return newest([one for one in found if one.told and not not_given(one)])

    def knows(self, term: Term) -> bool:
        """Whether any fact names what a term does."""
        return any(self._lookup.frequency.get(name) for name in term.names)

    def speaks_of(self, one: Match, terms: Iterable[Term]) -> bool:
        """Whether a fact speaks of any of some terms."""
        return any(covered(term, one.terms, self._lookup) for term in terms)

    def is_of_same(self, one: Match, facts: Iterable[str]) -> bool:
        """Whether a fact's label names what that of any of some facts does, or tells."""
        nouns = {name for _, names in one.terms.head for name in names}
        known = (self._index.facts[name] for name in facts if name in self._index.facts)
        return any(not nouns.isdisjoint((fact.attribute, *(
            name for _, names in fact.head for name in names))) for fact in known)

    def has_phase(self, names: Iterable[str], phases: Sequence[str]) -> bool:
        """Whether any of some entities has a fact of any of some phases."""
        facts = self._index.knowledge.facts
        return any(facts[fact].phase in phases for name in names
                   for fact in self._index.knowledge.by_entity.get(name, ()))

    def people(self, facts: Iterable[str]) -> tuple[str, ...]:
        """Return the people whose facts some are, or of whom they speak."""
        types, known = self._lookup.entity_types, self._index.facts
        return tuple(dict.fromkeys(
            name for fact in facts
            for name in (known[fact].fact.entity, *sorted(known[fact].linked))
            if types.get(name) == "person"))

    def is_label(self, text: str) -> bool:
        """Whether a text is a fact's own label, as a button sends it."""
        return bool(self._index.labelled(text))

    def labelled(self, question: Question, text: str) -> Selection:
        """Return the facts whose own label a text is."""
        facts = self._index.labelled(text)
        who = Subjects(tuple({frozenset((one.fact.entity,)): None for one in facts}))
        found = newest([match(question, who, one, self._lookup, ()) for one in facts])
        known = tuple(one for one in found if not not_given(one))[:MOST_TOLD]
        if known:
            return Selection("told", question, who, known)
        return Selection("not_given", question, who, tuple(found[:1]))

    def given(self, question: Question, subjects: Subjects, ids: tuple[str, ...]) -> Selection:
        """Return a selection of facts that a shape has chosen."""
        found = tuple(match(question, subjects, self._index.facts[name], self._lookup, ())
                      for name in ids)
        return Selection("told", question, subjects, found)

    def _told(self, base: Selection, told: list[Match]) -> Selection:
        told = result_first(own_first(told), base.question)
        best = told[0]
        known = [one for one in told if not not_given(one)]
        if not_given(best) and not meant_instead(best, known, base.question):
            return replace(base, outcome="not_given", matches=(best,),
                           near=tuple(known[:1]) or base.near[:1])
        told = result_first(of_story(known, base.question), base.question)
        best = told[0]
        choice = self._choice(base, told)
        if choice and "compare" in base.question.shapes and same_thing(choice.matches):
            return replace(choice, outcome="told")
        if choice:
            return choice
        alike = together(best, told)
        if len(alike) >= MOST_WHOLE and (everything := whole(best, alike)):
            return replace(base, outcome="told", matches=(everything,))
        same = bearers(best, told)
        listing = self._listing(base, [best, *same]) if same else None
        if listing is not None:
            return replace(base, outcome="told", matches=(listing,))
        chosen = [best, *same]
        chosen += also_asked(base, chosen)
        if len(chosen) == 1:
            chosen += complement(best, base.considered, self._lookup)
        if len(chosen) == 1:
            compares = ("compare" in base.question.shapes or "both" in base.question.cues
                        or len(base.question.counted) > 1)
            chosen += counterpart(best, base.considered, BESIDE) if compares else []
        if len(chosen) == 1:
            kinds = base.question.types & VALUE_TYPES
            chosen += runner_up(best, [one for one in told[1:] if one.terms.answers in kinds
                                       or best.terms.answers not in kinds], NEARLY)
        silent = tuple(sorted(base.subjects.ambiguous - {best.terms.fact.entity}
                              - set(best.terms.above)))
        return replace(base, outcome="told", matches=tuple(chosen[:MOST_TOLD]), silent=silent)

    def _listing(self, base: Selection, same: Sequence[Match]) -> Match | None:
        """Return the subject's own list that names all things of which the same is said."""
        names = {one.terms.fact.entity for one in same}
        facts = (self._index.facts[name] for name in sorted(self._index.owned(base.subjects.all)))
        return next((match(base.question, base.subjects, one, self._lookup, base.years)
                     for one in facts if names <= set(one.fact.members)), None)

    def _choice(self, base: Selection, told: list[Match]) -> Selection | None:
        """Return the choice that the asker has to make, where one has to be made."""
        best = told[0]
        open_names = base.subjects.ambiguous
        rivals = [best]
        others = told[1:] if base.subjects.sets else newest(
            [one for one in base.considered if one.reason in ("", "open") and not not_given(one)])
        for one in others:
            if any(same_choice(one, other) or same_value(one, other) for other in rivals):
                continue
            phases = one.terms.fact.what == best.terms.fact.what and not base.question.phases \
                and one.terms.fact.phase != best.terms.fact.phase
            gap = OPEN_CLOSE if open_names or phases or not base.subjects.sets else CLOSE
            if one.score >= best.score - gap and one.terms.answers == best.terms.answers and \
                    rival(one, best, base, open_names) and (
                        base.subjects.sets or self._speaks_of(one, base.question)
                        >= self._speaks_of(best, base.question)):
                rivals.append(one)
        if len(rivals) < 2:
            return None
        return replace(base, outcome="choice", matches=tuple(rivals))

    def _speaks_of(self, one: Match, question: Question) -> int:
        """Return of how many things that a question and its story name a fact speaks."""
        return sum(bool(covered(term, one.terms, self._lookup))
                   for term in (*question.terms, *question.soft)
                   if term.flavour in ("thing", "noun") and len(term.text) > 1)
