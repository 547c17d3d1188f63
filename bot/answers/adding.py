"""What is told beside the best fact: what else was asked for, what covers what it leaves open."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answers.agreeing import OPEN
from bot.answers.choosing import shares_head
from bot.answers.covering import LABEL, REST, Lookup, covered
from bot.answers.matching import CONFLICTS, Match
from bot.answers.question import VALUE_TYPES
from bot.answers.selection import Selection
from bot.answers.withheld import not_given

COMPLEMENT = 8.0      # so little apart, a fact that covers what the best leaves open is told too
ASKED_TOO = 5.3       # so little apart, a fact of another kind that was asked for is told too
ALSO_TRUST = -1.0     # so trusted, a fact of another attribute that was named is told too
MOST_TOGETHER = 3


def also_asked(base: Selection, chosen: list[Match]) -> list[Match]:
    """Return facts for the further types and attributes that one question names.

    An attribute that the label of a chosen one names is told already, but for its list.
    """
    more: list[Match] = []
    kinds, names = base.question.types & VALUE_TYPES, frozenset(base.question.attributes)
    if len(kinds) + len(names) < 2:
        return more
    best = chosen[0]
    kinds -= {one.terms.answers for one in chosen}
    names -= {one.terms.attribute for one in chosen}
    said = frozenset().union(*(one.terms.named for one in chosen))
    for one in base.considered:
        terms = one.terms
        if (one.told or (terms.attribute in names and one.reason not in CONFLICTS
                         and one.trust >= ALSO_TRUST)) and \
                terms.fact.entity == best.terms.fact.entity and not not_given(one) and \
                one.score > best.score - ASKED_TOO and \
                terms.fact.phase == best.terms.fact.phase and \
                (terms.answers in kinds or (terms.attribute in names and (
                    terms.attribute not in said or terms.fact.members))):
            more.append(one)
            kinds -= {terms.answers}
            names -= {terms.attribute}
    return more


def complement(best: Match, found: Sequence[Match], lookup: Lookup) -> list[Match]:
    """Return a fact of the best one's kind that covers what this leaves open, if there is one.

    Two things compared, or asked for in one breath, are two facts alike but for one word.
    """
    open_terms = [term for term in best.left if term.flavour in ("thing", "qualifier", "noun")
                  and len(term.text) > 1]
    for one in found if open_terms else ():
        if one.id == best.id or one.score < best.score - COMPLEMENT or not_given(one) \
                or one.reason in CONFLICTS or one.terms.answers != best.terms.answers \
                or one.terms.fact.entity != best.terms.fact.entity:
            continue
        if any(covered(term, one.terms, lookup) == LABEL
               and (term.flavour != "qualifier" or shares_head(one, best))
               for term in open_terms):
            return [one]
    return []


def joined(found: Sequence[Match], lookup: Lookup) -> tuple[Match, ...]:
    """Return up to three facts of one entity that only together cover the question."""
    partial = [one for one in found
               if one.reason == "left" and one.head >= 0.99 and one.coverage >= 0.34
               and one.relation > OPEN and not not_given(one)]
    for first in partial[:4]:
        chosen, left = [first], set(first.left)
        for one in partial:
            if one.id == first.id or one.terms.fact.entity != first.terms.fact.entity:
                continue
            gained = {term for term in left if covered(term, one.terms, lookup)
                      not in ("", REST)}
            if gained:
                chosen.append(one)
                left -= gained
            if not left or len(chosen) == MOST_TOGETHER:
                break
        if not left and len(chosen) > 1:
            return tuple(chosen)
    return ()
