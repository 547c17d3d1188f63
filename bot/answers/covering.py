"""Where a fact covers a word of a question: in its label, in the rest of it, in its name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.answers.question import Question, Term, Words
from bot.answers.terms import FactTerms
from bot.knowledge.model import AHEAD

LABEL, REST, NAME = "label", "rest", "name"
NAMING = 0.5          # a term of this weight and more names something
RARE = 3              # a word that so few facts speak of tells them apart
NAMED_PART = 4        # so many characters of a part's name stand for the part


Places = tuple[tuple[Term, str], ...]     # terms, and where a fact covers each


@dataclass(frozen=True, slots=True)
class Lookup:
    """What the matcher asks of the lexicon: broader concepts, entity types' names, rarity."""

    broader: Mapping[str, str]
    type_words: Mapping[str, frozenset[str]]
    entity_types: Mapping[str, str]
    cities: Mapping[str, str | None]
    frequency: Mapping[str, int]
    near: Mapping[str, frozenset[str]]
    answers: Mapping[str, str]
    plain_units: tuple[str, ...]
    list_signs: tuple[str, ...]
    posts: tuple[str, ...]
    deputies: tuple[str, ...]
    asks_clock: tuple[str, ...]
    clock_signs: tuple[str, ...]
    city_words: frozenset[str]
    telling_units: tuple[str, ...]
    statuses: Mapping[str, frozenset[str]]
    absent: frozenset[str]
    certain: frozenset[str] = frozenset()
    _broader: dict[frozenset[str], frozenset[str]] = field(default_factory=dict, repr=False)

    def cities_of(self, entities: frozenset[str]) -> set[str | None]:
        """Return the cities in which some entities lie."""
        return {self.cities.get(name) for name in entities} - {None}

    def broader_of(self, names: frozenset[str]) -> frozenset[str]:
        """Return the broader concepts of some concepts; the same few are asked for often."""
        found = self._broader.get(names)
        if found is None:
            found = frozenset(self.broader[name] for name in names if name in self.broader)
            self._broader[names] = found
        return found


def covered(term: Term, fact: FactTerms, lookup: Lookup) -> str:
    """Return where the fact covers a term: its label, the rest of it, its name, or nowhere."""
    long = len(term.text) > 1
    if term.names & fact.named or term.names & fact.wider or (long and term.text in fact.label):
        return LABEL
    if term.heard and _heard(term, fact.label_heard, lookup):
        return LABEL
    if _in_name(term, fact, lookup):
        return NAME
    if term.names & fact.rest or (long and term.text in fact.surface) or (
            term.heard and _heard(term, fact.rest_heard, lookup)):
        return REST
    if _says_target(term, fact, lookup):
        return LABEL
    return REST if len(term.text) > 2 and abbreviates(term.text, fact.surface) else ""


def places(question: Question, fact: FactTerms, lookup: Lookup) -> Places:
    """Return each term of a question with where the fact covers it."""
    return tuple((term, covered(term, fact, lookup)) for term in question.terms)


def _heard(term: Term, words: str, lookup: Lookup) -> bool:
    """Whether English words hold what a term was read for.

    Not of a post: the mayor of a district is none of a city.
    """
    return not term.text.endswith(lookup.posts) and any(
        f" {gram} " in words for gram in term.heard)


def _in_name(term: Term, fact: FactTerms, lookup: Lookup) -> bool:
    kind = lookup.entity_types.get(fact.fact.entity, "")
    return ((term.text in lookup.city_words and kind == "city")
            or (len(term.text) > 1 and term.text in fact.name) or is_kind(term, fact, lookup))


def _says_target(term: Term, fact: FactTerms, lookup: Lookup) -> bool:
    return (term.flavour == "attribute" and fact.fact.status in AHEAD
            and bool(term.names & lookup.statuses.get("target", frozenset())))


def is_kind(term: Term, fact: FactTerms, lookup: Lookup) -> bool:
    """Whether a term is a word for what kind of thing the fact's entity is."""
    kind = lookup.entity_types.get(fact.fact.entity, "")
    return bool(term.names & lookup.type_words.get(kind, frozenset()))


def abbreviates(short: str, text: str) -> bool:
    """Whether the characters of `short` stand in the text in order, at most two apart."""
    start = text.find(short[0])
    while start >= 0:
        at = start
        for sign in short[1:]:
            found = text.find(sign, at + 1, at + 4)
            if found < 0:
                break
            at = found
        else:
            return True
        start = text.find(short[0], start + 1)
    return False


def names_head(words: Words, form: str, names: frozenset[str], lookup: Lookup) -> bool:
    """Whether any of some words names a head noun, given as it is written and as its concepts."""
    if not (words.names.isdisjoint(names) and words.names.isdisjoint(lookup.broader_of(names))):
        return True
    if len(form) > 1 and form in words.texts:
        return True
    return any(text in form for text in words.plain)


def names_part(question: Question, fact: FactTerms) -> bool:
    """Whether the question names a part by the words of its name, not by one of its names."""
    mentioned = "".join(mention.text for mention in question.mentions)
    words = {term.text for term in question.terms
             if len(term.text) > 1 and term.text in fact.name and term.text not in mentioned}
    return sum(map(len, words)) >= NAMED_PART


def known_elsewhere(term: Term, lookup: Lookup) -> bool:
    """Whether a few other facts speak of a word that this one does not know."""
    return term.flavour == "noun" and 0 < lookup.frequency.get(term.text, 0) <= RARE
