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
# Numerals below this are words as often as figures.
LEAST_WRITTEN = 10
LONG_RUN = 7
NOWHERE = Place("", 0)


@dataclass(frozen=True, slots=True)
class Article:
    """An article's figures: the digits with what follows them, and the amounts with their units."""

    name: str
    written: frozenset[tuple[str, str]]
    amounts: frozenset[tuple[float, str]]
    runs: str


def read_article(name: str, text: str, numerals: Numerals) -> Article:
    """Return the figures of an article's text."""
    plain = _plain(text)
    written = {pair for digits, after in _written(plain, numerals)
               for pair in ((digits, after), (digits, ""))}
    return Article(name, frozenset(written), frozenset(_amounts(plain, numerals)),
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


def _written(plain: str, numerals: Numerals) -> Iterable[tuple[str, str]]:
    """Yield the digits of a text, each with the sign after it; bounds between them do not count."""
    for match in DIGITS.finditer(plain):
        at = match.end()
        while True:
            at += len(plain[at:]) - len(plain[at:].lstrip(" ")) if plain[at: at + 1] == " " else 0
            bound = next((word for word in numerals.bounds if plain.startswith(word, at)), "")
            if not bound:
                break
            at += len(bound)
        after = plain[at: at + 1]
        yield _trimmed(match.group()), after if after.isalpha() or after == "%" else ""


def _trimmed(digits: str) -> str:
    """Return digits without zeros that change nothing (01 is 1, 7.50 is 7.5)."""
    whole, _, rest = digits.partition(".")
    rest = rest.rstrip("0")
    whole = whole.lstrip("0") or "0"
    return f"{whole}.{rest}" if rest else whole


def _amounts(plain: str, numerals: Numerals) -> Iterable[tuple[float, str]]:
    for number in numerals.find(plain):
        yield round(number.quantity.number, PLACES), number.quantity.unit


def _figures(fact: Fact, numerals: Numerals) -> Iterable[str]:
    """Yield the figures of a fact with the sign after each; written ones with their unit."""
    for text in (fact.value, *fact.members):
        plain = _plain(text)
        yield from ("".join(pair) for pair in _written(plain, numerals))
        yield from (plain[number.start: number.end] for number in numerals.find(plain)
                    if not number.exact and number.quantity.number >= LEAST_WRITTEN)


def _holds(article: Article, figure: str, numerals: Numerals) -> bool:
    """Whether an article has a figure: so written, or of the same amount and unit."""
    match = DIGITS.match(figure)
    if match is None:
        return any(pair in article.amounts for pair in _amounts(figure, numerals))
    digits, after = match.group(), figure[match.end():]
    if (digits, after) in article.written:
        return True
    if len(digits) >= LONG_RUN and digits in article.runs:
        return True
    return any(pair in article.amounts for pair in _amounts(figure, numerals) if pair[1])
