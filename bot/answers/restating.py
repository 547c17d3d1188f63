"""What is said when the last reply is doubted: that it stands, and how the asker's figure fits."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answers.affirming import reaches, written
from bot.answers.wording import Wording
from bot.knowledge.model import Fact
from bot.knowledge.numerals import Number, same
from bot.language.reading import Reading


def standing(reading: Reading, facts: Sequence[Fact],
             words: Wording) -> tuple[str, tuple[Fact, ...]]:
    """Return the line before facts that were doubted, and which of them stand.

    The asker's own figures are named in it. Of a fact and the one beside it (a result and its
    target) the one stands whose figure the asker has.
    """
    figures = [number for number in reading.numbers if number.quantity.number]
    said = [reading.text[number.start:number.end] for number in figures] \
        or list(map(str, reading.years))
    if not said:
        return words.say("stands"), tuple(facts)
    beside = (words.knowledge.facts.get(name) for fact in facts
              for name in (fact.beside, fact.disagrees_with) if name)
    for fact in (*facts, *filter(None, beside)):
        if (all(_is_of(number, fact) for number in figures) if figures
                else all(str(year) in fact.value for year in reading.years)):
            return words.say("stands_same"), tuple(facts) if fact in facts else (fact,)
    if any(number.quantity.bound for number in figures):
        return words.say("stands_not"), tuple(facts)
    return words.say("stands_other", said=words.say("separator").join(said)), tuple(facts)


def _is_of(number: Number, fact: Fact) -> bool:
    """Whether a figure is a fact's, or a bound that it keeps; a bare one is as that is written."""
    told = fact.quantity if number.quantity.unit else written(fact)
    if told is None or told.unit != number.quantity.unit:
        return False
    if number.quantity.bound in ("", "about"):
        return same(number.quantity, told)
    return bool(reaches(number.quantity, told, number.kind))
