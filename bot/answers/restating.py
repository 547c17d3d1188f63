"""What is said when the last reply is doubted: that it stands, and how the asker's figure fits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.answers.affirming import verdict
from bot.answers.wording import Wording
from bot.knowledge.model import Fact
from bot.knowledge.numerals import Number
from bot.language.reading import Reading


def standing(reading: Reading, facts: Sequence[Fact], others: Iterable[Fact],
             words: Wording) -> tuple[str, tuple[Fact, ...]]:
    """Return the line before facts that were doubted, and what stands.

    The asker's own figures are named in it. Where they are those of another fact (the target
    beside the result, or one of `others`), that one is told first.
    """
    figures = [number for number in reading.numbers if number.quantity.number]
    said = words.say("separator").join(
        [reading.text[number.start:number.end].strip() for number in figures]
        or list(map(str, reading.years)))
    if all(fact.status == "not_given" for fact in facts):
        return words.say("stands_none"), tuple(facts)
    if not said:
        return words.say("stands"), tuple(facts)
    verdicts = {verdict(number, facts[0]) for number in figures} or {
        any(str(year) in facts[0].value for year in reading.years)}
    if verdicts == {True}:
        return words.say("stands_same"), tuple(facts)
    if any(number.quantity.bound for number in figures):
        return words.say("stands_not" if False in verdicts else "stands"), tuple(facts)
    known = (words.knowledge.facts.get(name) for fact in facts
             for name in (fact.beside, fact.disagrees_with) if name)
    meant = next((fact for fact in (*facts[1:], *filter(None, known), *others)
                  if _is_of(figures, reading.years, fact)), None)
    if meant is not None:
        return words.say("stands_beside", said=said), (
            meant, *(fact for fact in facts if fact not in (meant, _beside(meant, words))))
    return words.say("stands_other", said=said), tuple(facts)


def _is_of(figures: Sequence[Number], years: Sequence[int], fact: Fact) -> bool:
    """Whether figures, or a year, are those of a fact."""
    if figures:
        return all(verdict(number, fact) is True for number in figures)
    return fact.quantity is None and any(str(year) in fact.value for year in years)


def _beside(fact: Fact, words: Wording) -> Fact | None:
    """Return the fact that is told beside one anyway."""
    return words.knowledge.facts.get(fact.beside or "")
