"""Whether every figure of a fact occurs in the article that it cites."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.knowledge.model import Fact, KnowledgeBase, Place
from bot.knowledge.numerals import Numerals
from bot.knowledge.problems import Problem, warning

DIGITS = re.compile(r"\d+(?:\.\d+)?")
GROUPS = re.compile(r"(?<=\d),(?=\d{3})")
GAPS = re.compile(r"(?<=\d)[ -]+(?=\d)")
PLACES = 6
NOWHERE = Place("", 0)


@dataclass(frozen=True, slots=True)
class Article:
    """An article's figures: as they are written, and what each comes to in base units."""

    name: str
    written: frozenset[str]
    amounts: frozenset[float]
    runs: str


def read_article(name: str, text: str, numerals: Numerals) -> Article:
    """Return the figures of an article's text."""
    plain = _plain(text)
    return Article(name, frozenset(_written(plain)), frozenset(_amounts(plain, numerals)),
                   GAPS.sub("", plain))


def missing_figures(knowledge: KnowledgeBase, articles: Mapping[str, Article],
                    numerals: Numerals) -> list[Problem]:
    """Report every figure of a fact that none of the articles it cites holds.

    `articles` are filed under the ids of the sources; facts of other sources are passed over.
    """
    problems = []
    for fact in knowledge.facts.values():
        cited = [articles[name] for name in fact.sources if name in articles]
        if not cited or fact.status == "not_given":
            continue
        names = ", ".join(article.name for article in cited)
        problems += [
            warning(fact.place or NOWHERE, "figure_missing", what=fact.what, figure=figure,
                    file=names)
            for figure in _figures(fact, numerals)
            if not any(_holds(article, figure, numerals) for article in cited)]
    return problems


def _plain(text: str) -> str:
    return GROUPS.sub("", unicodedata.normalize("NFKC", text))


def _written(plain: str) -> Iterable[str]:
    for match in DIGITS.finditer(plain):
        yield _trimmed(match.group())


def _trimmed(digits: str) -> str:
    """Return digits without zeros that change nothing (01 is 1, 7.50 is 7.5)."""
    whole, _, rest = digits.partition(".")
    rest = rest.rstrip("0")
    whole = whole.lstrip("0") or "0"
    return f"{whole}.{rest}" if rest else whole


def _amounts(plain: str, numerals: Numerals) -> Iterable[float]:
    for number in numerals.find(plain):
        yield round(number.quantity.number, PLACES)


def _figures(fact: Fact, numerals: Numerals) -> Iterable[str]:
    """Yield the figures of a fact as they are written: Arabic ones, and numerals with a unit."""
    for text in (fact.value, *fact.members):
        plain = _plain(text)
        found = [number for number in numerals.find(plain) if number.exact or number.unit_said]
        covered = [range(number.start, number.end) for number in found]
        yield from (plain[number.start: number.end].strip() for number in found)
        yield from (match.group() for match in DIGITS.finditer(plain)
                    if not any(match.start() in span for span in covered))


def _holds(article: Article, figure: str, numerals: Numerals) -> bool:
    """Whether an article has a figure: so written, or of the same amount."""
    digits = [_trimmed(match.group()) for match in DIGITS.finditer(figure)]
    if digits and all(part in article.written for part in digits):
        return True
    if digits and GAPS.sub("", figure) in article.runs:
        return True
    amounts = [round(number.quantity.number, PLACES) for number in numerals.find(figure)]
    return bool(amounts) and all(amount in article.amounts for amount in amounts)
