"""What valley? What bank? A thing that is asked for by the word in which its name ends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.answers.matching import DOUBTS, Match
from bot.answers.question import Question
from bot.answers.terms import FactTerms
from bot.language.normalise import fold_word

MOST_CALLED = 3      # names: of more, the question does not tell which it means
LONGEST_NAME = 24    # characters: what is longer is no name


def called(question: Question, one: FactTerms) -> str:
    """Return the name in a fact that ends in the word that is asked for, or nothing.

    A name that the question says itself is none.
    """
    if not question.ending:
        return ""
    said = {mention.text for mention in question.mentions}
    return next((name for name in _names(one) if len(question.ending) < len(name) <= LONGEST_NAME
                 and name.endswith(question.ending) and name not in said), "")


def of_ending(found: Sequence[Match], question: Question) -> list[Match]:
    """Return only what names such a thing as is asked for, where that is known of the subject.

    Where what fits best speaks of one, nothing is left out.
    """
    if not question.ending or any(
            question.ending in one.terms.name + one.terms.surface for one in found[:1] if one.told):
        return list(found)
    names = [called(question, one.terms) if one.relation and one.reason in ("", *DOUBTS) else ""
             for one in found]
    if not any(names) or len({*names} - {""}) > MOST_CALLED:
        return list(found)
    return [replace(one, told=True, reason="")
            for one, name in zip(found, names, strict=True) if name]


def _names(one: FactTerms) -> Iterator[str]:
    yield one.name
    yield from map(fold_word, one.fact.members or (one.fact.value,))
