"""How it is said that something is not known: what is missing, and what is known near it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

from bot.answers.agreeing import SELF
from bot.answers.found import Found
from bot.answers.question import Question
from bot.answers.selection import Selection, once
from bot.answers.wording import Wording
from bot.knowledge.model import Fact
from bot.knowledge.numerals import same

MOST_NEAR = 3
COUNTING = frozenset(("count", "percent", "rank"))   # what such attributes are of has to be said
LIKELY = -1.5     # so trusted, what is nearest is told, and said to be no more than that


@dataclass(frozen=True, slots=True)
class Refusal:
    """The lines of a refusal, the facts that it tells all the same, and those that it offers.

    It `answers` where the asker took another fact's figure for one that is not given.
    """

    lines: tuple[str, ...]
    told: tuple[Fact, ...] = ()
    offered: tuple[Fact, ...] = ()
    answers: bool = False


def refusal(found: Found, words: Wording) -> Refusal | None:
    """Return how a message is refused; None where it names nothing that could be missing."""
    corrected = tuple(filter(None, map(partial(_corrected, words=words), found.selections)))
    refused = _refused(found, words)
    return replace(refused, told=corrected, offered=(), answers=True) \
        if refused and corrected else refused


def _refused(found: Found, words: Wording) -> Refusal | None:
    lines: list[str] = []
    near: list[Fact] = []
    for one in found.selections:
        if one.outcome == "not_given":
            lines.append(not_given_line(one, words))
        elif one.outcome == "other_year":
            years = words.say("separator").join(map(str, one.years))
            lines.append(words.say("other_years", years=years))
            known = [match.terms.fact for match in one.near[:2 if one.many else 1]]
            lines += map(words.choice, known)
            near += known
        elif one.missing or one.subjects.sets:
            lines.append(_missing(one, words))
        if one.subjects.sets and one.outcome in ("left", "not_given"):
            near += [match.terms.fact for match in one.near]
    domain = any((one.subjects.sets and _names_something(one.question))
                 or one.outcome in ("not_given", "other_year") for one in found.selections)
    lines = list(dict.fromkeys(line for line in lines if line))
    if not domain or not lines:
        return None
    likely = next((match.terms.fact for one in found.selections if one.outcome == "left"
                   for match in one.near[:1] if match.relation == SELF
                   and match.terms.fact.entity in one.subjects.all
                   and match.trust >= LIKELY and not one.missing), None)
    said = "\n".join(lines)
    offered = tuple(fact for fact in once(near) if words.choice(fact) not in said)[:MOST_NEAR]
    if any(one.outcome == "other_year" for one in found.selections):
        told = once(near)[:MOST_NEAR]
        return Refusal(tuple(lines), told, told)
    if likely is not None and len(found.selections) == 1:
        lines = [words.say("nearest"), words.choice(likely)]
        offered = tuple(fact for fact in offered if fact != likely)
        return Refusal(tuple(lines), (likely,), (likely, *offered))
    if offered:
        labels = words.say("separator").join(dict.fromkeys(map(words.label, offered)))
        lines.append(words.say("near", labels=labels))
    return Refusal(tuple(lines), (), offered)


def not_given_line(one: Selection, words: Wording) -> str:
    """Return what is said of a row that is known to be not given."""
    fact = one.facts[0]
    line = words.say("not_given", label=words.label(fact))
    note = fact.note_en if words.language == "en" else fact.note
    line += words.say("not_given_note", note=note) if note else ""
    beside = beside_of(one, words)
    if beside is None:
        return line
    caution = beside.note_en if words.language == "en" else beside.note
    return "\n".join((line, words.choice(beside),
                      *((words.say("note", note=caution),) if caution else ())))


def beside_of(one: Selection, words: Wording) -> Fact | None:
    """Return the fact that is told beside one that is not given, if any is."""
    if one.outcome != "not_given":
        return None
    return words.knowledge.facts.get(one.facts[0].beside or "") or _alike(one)


def _corrected(one: Selection, words: Wording) -> Fact | None:
    """Return the fact beside one that is not given whose figure the question takes for its."""
    fact = beside_of(one, words)
    figure = fact.quantity if fact is not None else None
    asked = (number.quantity for number in one.question.numbers)
    return fact if figure and any(same(quantity, figure) for quantity in asked) else None


def _alike(one: Selection) -> Fact | None:
    """Return the likeliest fact of the subject's own that is of the kind that is not given."""
    kind = one.matches[0].terms.answers
    return next((match.terms.fact for match in one.near[:1] if match.relation == SELF
                 and match.terms.answers == kind and match.trust >= LIKELY), None)


def _missing(one: Selection, words: Wording) -> str:
    named = words.terms(term.text for term in one.missing)
    who = words.say("separator").join(
        words.name(name) for name in sorted(one.subjects.all)[:2])
    elsewhere = [term.text for term in one.missing if term.flavour == "place"]
    if elsewhere and (places := words.terms(elsewhere)):
        return words.say("missing_open", missing=places)
    if named and who:
        return words.say("missing", entity=who, missing=named)
    if named:
        return words.say("missing_open", missing=named)
    asked = _asked(one.question, words)
    return words.say("missing", entity=who, missing=asked) if asked and who \
        else words.say("unknown_entity", entity=who)


def _asked(question: Question, words: Wording) -> str:
    """Return what a question asks for, as the last reply called it or as its attribute is called.

    Empty where it only asks how many: of what, its words would have to say.
    """
    attributes = words.knowledge.attributes
    bare = {name for name, attribute in attributes.items() if attribute.answers in COUNTING}
    labels = [words.what(fact) for name in question.asked_as
              if (fact := words.knowledge.facts.get(name)) and fact.what not in bare]
    named = [words.kind(name) for name in question.attributes
             if name in attributes and name not in bare and name in question.plain]
    return words.say("separator").join(labels or named)


def _names_something(question: Question) -> bool:
    """Whether a question names a thing or an attribute, or asks for a value."""
    return bool(question.attributes or question.types or question.phases or any(
        term.flavour in ("thing", "qualifier", "attribute") for term in question.terms))
