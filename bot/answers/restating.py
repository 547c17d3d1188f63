"""What is said when the last reply is doubted: that it stands, and how the asker's figure fits."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answers.wording import Wording
from bot.knowledge.model import Fact
from bot.knowledge.numerals import same
from bot.language.reading import Reading


def standing(reading: Reading, facts: Sequence[Fact], words: Wording) -> str:
    """Return the line before facts that were doubted; the asker's own figures are named in it."""
    figures = [number for number in reading.numbers if number.quantity.number]
    said = [reading.text[number.start:number.end] for number in figures] \
        or list(map(str, reading.years))
    if not said:
        return words.say("stands")
    known = [other for fact in facts for name in (fact.id, fact.beside, fact.disagrees_with)
             if name and (other := words.knowledge.facts.get(name)) is not None]
    holds = all(any(fact.quantity and same(number.quantity, fact.quantity) for fact in known)
                for number in figures) if figures else all(
        any(str(year) in fact.value for fact in known) for year in reading.years)
    if holds:
        return words.say("stands_same")
    return words.say("stands_other", said=words.say("separator").join(said))
