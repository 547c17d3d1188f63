"""What several facts of one reply have in common is said once: a name, a date, a figure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from bot.answers.terms import TermIndex
from bot.answers.wording import Wording
from bot.knowledge.model import Fact

SEVERAL = 2


def named_once(text: str, names: Mapping[str, str]) -> str:
    """Return a text in which each name stands whole once, then short."""
    for name, short in names.items():
        if name == short:
            continue
        before, found, after = text.partition(name)
        text = before + found + after.replace(name, short)
    return text


def dated_once(lines: Sequence[str], facts: Iterable[Fact], words: Wording) -> list[str]:
    """Return the lines with the date that all facts share below the last of them."""
    dated = [(fact, when) for fact in facts if (when := words.when(fact))]
    dates = {when for _, when in dated}
    if len(dated) < SEVERAL or len(dates) > 1:
        return list(lines)
    whole = {words.sentence(fact): words.undated(fact) for fact, _ in dated}
    short = {line: line.removesuffix(sentence) + plain for line in lines
             for sentence, plain in whole.items() if line.endswith(sentence)}
    if len(short) < SEVERAL:
        return list(lines)
    last = max(at for at, line in enumerate(lines) if line in short)
    done = [short.get(line, line) for line in lines]
    return [*done[:last + 1], words.say("dated_once", when=dates.pop()), *done[last + 1:]]


def told_once(facts: Iterable[Fact], before: Sequence[Fact], index: TermIndex) -> list[Fact]:
    """Return the facts that say something new after those `before`.

    Of a thing and of what it belongs to the same figure may be known.
    """
    told = list(before)
    for fact in facts:
        if fact not in told and not any(_same(fact, other, index) for other in told):
            told.append(fact)
    return told[len(before):]


def _same(one: Fact, other: Fact, index: TermIndex) -> bool:
    """Whether two facts of things that belong together tell the same figure of the same time."""
    return (one.quantity is not None and (one.value, one.as_of, one.status)
            == (other.value, other.as_of, other.status)
            and one.entity != other.entity
            and (_speaks_of(one, other, index) or _speaks_of(other, one, index)))


def _speaks_of(one: Fact, other: Fact, index: TermIndex) -> bool:
    terms = index.facts[one.id]
    return other.entity in terms.above or other.entity in terms.linked
