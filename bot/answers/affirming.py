"""Whether what a yes-or-no question says holds, by what a fact tells."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence

from bot.answers.agreeing import LINKED, PART
from bot.answers.question import Question
from bot.answers.selection import Selection
from bot.answers.signals import NAMES
from bot.knowledge.model import AHEAD, Fact, Quantity
from bot.knowledge.numerals import Number, same
from bot.language.normalise import fold_word
from bot.language.reading import YEAR

OPEN_ABOVE = ("over", "at_least")     # bounds of what may be any number of times as much
SIZES = frozenset(("area", "distance"))
# so little apart, two figures are one, rounded; "about" is true, or cannot be denied
ROUNDED, ABOUT, VAGUE = 0.005, 0.05, 0.2
FARTHEST = 3        # so many times a bound, a figure is hardly what was meant
SCALES = (100_000_000, 10_000)      # in which large figures are said
LARGE = 10_000      # a bare figure so large was said with its tens of thousands
FIGURE = re.compile(r"\d+(?:\.\d+)?")


def holds(question: Question, fact: Fact, told: Sequence[Quantity],
          dated: bool = False) -> bool | None:
    """Return whether the figure of a question is the fact's, None where that cannot be said.

    `told` are the figures in the fact's value; `dated` tells that it is a date. A target confirms
    nothing but a target; what was planned in another size is denied.
    """
    if "yesno" not in question.shapes and "checks" not in question.cues:
        return None
    if dated and question.years and not question.numbers:
        return _of_year(question.years, fact.value)
    if fact.quantity is None:
        return _of_told_figures([one.quantity for one in question.numbers], told)
    verdicts = {verdict(one, fact) for one in question.numbers}
    held = verdicts.pop() if len(verdicts) == 1 else None
    planned = fact.status in AHEAD and not question.statuses & AHEAD
    return held if not planned or (held is False and fact.status == "plan") else None


def holds_post(question: Question, fact: Fact, posts: tuple[str, ...],
               deputies: tuple[str, ...]) -> bool | None:
    """Return whether somebody holds the post that a question names, by what his post is told to be.

    A deputy does not; `posts` are in what posts end, `deputies` what stands before a deputy's.
    """
    named = [term.text for term in question.terms if term.text.endswith(posts)]
    if "yesno" not in question.shapes or len(named) != 1:
        return None
    told, post = fold_word(fact.value), named[0]
    places = [at for at in range(len(told)) if told.startswith(post, at)]
    return any(not told[:at].endswith(deputies) for at in places)


def verdict(number: Number, fact: Fact) -> bool | None:
    """Whether a fact's figure is the one that was said, None where that cannot be said."""
    told, asked = fact.quantity, number.quantity
    if told is None or not told.unit.startswith(asked.unit):
        return None
    if not asked.unit and (asked.number < LARGE or told.number < LARGE):
        found = FIGURE.search(fact.value.replace(",", ""))
        if found is None:
            return None
        told = Quantity(float(found[0]), "", told.bound)   # as it is written, without its unit
    held = reaches(asked, told, number.kind)
    beyond = not asked.bound and asked.number > told.number
    # a target of "7 % or more" is no target of 8 %, whatever will be reached
    return False if held is None and beyond and fact.status in AHEAD else held


def speaks_of(one: Selection, fact: Fact) -> bool:
    """Whether a fact is of the very thing and act that the question names.

    What holds of a part, or of what was applied for, confirms nothing of the whole or the granted.
    """
    found = next((match for match in one.matches if match.id == fact.id), None)
    return found is None or (
        found.relation not in (PART, LINKED)
        and not found.signals[NAMES.index("other_act")])


def of_scope(question: Question, fact: Fact, scopes: Iterable[str], kind: str) -> bool:
    """Whether a question says of no wider scope than the fact ("of the province") what it asks.

    `scopes` are the words that name one; `kind` is the entity type of what the fact is told of.
    """
    told = f"{fact.what}{fact.value}{fact.note or ''}"
    return all(word in told or (kind == "city" and at == 0) for at, word in enumerate(scopes)
               if word in question.plain)


def _of_year(years: Sequence[int], value: str) -> bool | None:
    """Whether a date is of one of some years; None where it names no year, or several."""
    told = {int(found["y"]) for found in YEAR.finditer(value)}
    return bool(told & set(years)) if len(told) == 1 else None


def reaches(asked: Quantity, told: Quantity, kind: str) -> bool | None:
    """Whether a figure is reached; None where that cannot be said.

    What is told as a bound ("over 50") says nothing of figures beyond it; where "at least" may have
    been meant nothing is denied, but of a size.
    """
    apart = abs(asked.number - told.number) / max(abs(asked.number), abs(told.number), 1e-9)
    near = apart <= ROUNDED or (
        asked.bound in ("", "about") and _rounded(asked.number, told.number))
    open_above, odd = told.bound in OPEN_ABOVE, told.bound == "odd"
    if near and asked.bound in ("", "about", told.bound,
                                "over" if open_above or odd else "at_least"):
        return True
    if asked.bound == "odd" or (odd and not asked.bound and asked.number > told.number):
        return _reaches_odd(asked, told)
    if asked.bound in OPEN_ABOVE:
        return _exceeds(asked, told, near)
    if asked.bound == "under":
        return None if open_above else told.number <= asked.number
    if asked.bound == "about":
        return True if apart <= ABOUT else None if apart <= VAGUE else False
    vague = told.bound == "about" and apart <= VAGUE
    more = told.number > asked.number and kind not in SIZES
    return None if vague or more or (open_above and asked.number > told.number) else False


def _exceeds(asked: Quantity, told: Quantity, near: bool) -> bool | None:
    """`reaches` where "over" or "at least" a figure was asked for; `near` where it is that one."""
    if told.number > FARTHEST * asked.number:
        return None     # "over 50 times" is not what is meant by over 500
    if told.number >= asked.number and not near:
        return True
    return None if told.bound in OPEN_ABOVE else False


def _reaches_odd(asked: Quantity, told: Quantity) -> bool | None:
    """`reaches` where a figure "and some more" was asked for, or was told and less than asked."""
    if asked.bound == "odd":
        within = asked.number <= told.number < _next_round(asked.number)
        return None if told.bound in OPEN_ABOVE else within
    return None if asked.number < _next_round(told.number) else False


def _next_round(number: float) -> float:
    """Return the next number that ends in as many noughts: what "2200-odd" is less than."""
    digits = f"{number:.0f}"
    return number + float(10 ** (len(digits) - len(digits.rstrip("0"))))


def _rounded(asked: float, told: float) -> bool:
    """Whether a large figure is another one in fewer digits, with a point ("1.9" of 1.93)."""
    scale = next((scale for scale in SCALES if asked >= scale), 0)
    if not scale or float(asked / scale).is_integer():
        return False
    digits = len(f"{asked:.0f}".rstrip("0"))
    return math.isclose(float(f"{told:.{digits - 1}e}"), asked)


def _of_told_figures(asked: Sequence[Quantity], told: Sequence[Quantity]) -> bool | None:
    """Return False where a text tells the figure as a threshold and the question as the value.

    Where the text tells one figure, that is the one or another one.
    """
    for one in asked:
        rivals = [other for other in told if one.unit == other.unit and same(one, other)]
        if rivals and not one.bound and all(other.bound == "over" for other in rivals):
            return False
        if rivals and len(told) == 1:
            return True
        if len(told) == 1 and one.unit and one.unit == told[0].unit:
            return reaches(one, told[0], "count")
    return None
