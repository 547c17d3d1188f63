"""One fact held against one question: what is covered, what is left over, what is named."""

from __future__ import annotations

from dataclasses import dataclass

from bot.answers.agreeing import (
    LINKED,
    PART,
    SELF,
    ask_agrees,
    counts_unit,
    excused,
    last_named,
    owner_agrees,
    relation_of,
    type_agrees,
)
from bot.answers.covering import (
    LABEL,
    NAMING,
    Lookup,
    Places,
    covered,
    known_elsewhere,
    names_head,
    names_part,
    places,
)
from bot.answers.evidence import Held, speaks, tells_number
from bot.answers.likeness import Like, Told
from bot.answers.question import VALUE_TYPES, Question, Term
from bot.answers.terms import NUMERIC, FactTerms

WHOLE, HALF = 0.99, 0.5            # shares of the head
UNKNOWN = 0.8                      # the weight of a word nobody knows, where no entity is named
SOLE = frozenset(("phone", "url"))   # kinds of answers that nothing else stands for
WHAT = frozenset(("list", "meaning", "text", "how"))


@dataclass(frozen=True, slots=True)
class Cover:
    """How much of a question's naming words a fact covers, and which it does not."""

    share: float
    label_words: float
    left: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """One fact held against one question about `entities`, with all that is found of the two.

    `head` is the share of the label's nouns that the question names, `named` whether that is
    enough; `blocking` are the words that the fact leaves open, `numbered` that it tells a figure
    of the question, `reverse` that other evidence stands for its label; `places` are where the
    fact covers each term, `agrees` tells that it, or what it is told of, is of a type that is
    asked for.
    """

    question: Question
    fact: FactTerms
    lookup: Lookup
    entities: frozenset[str]
    relation: float
    cover: Cover
    blocking: tuple[Term, ...]
    head: float
    named: bool
    numbered: bool
    reverse: bool
    like: Like
    told: Told
    strangers: int
    places: Places
    agrees: bool


def case_of(question: Question, subjects: tuple[frozenset[str], ...], fact: FactTerms,
            lookup: Lookup) -> Case:
    """Hold one fact against a question about `subjects`."""
    entities = frozenset().union(*subjects)
    relation = relation_of(question, entities, fact)
    if relation == PART and names_part(question, fact):
        relation = SELF
    found = places(question, fact, lookup)
    agrees = type_agrees(question, fact) or (
        relation == LINKED and owner_agrees(question, fact, lookup))
    cover = cover_of(question, entities, fact, lookup, found)
    numbered = tells_number(question, fact)
    if not relation and numbered and fact.city in lookup.cities_of(entities):
        relation = PART
    head, named = _head_cover(question, fact, lookup, agrees, relation >= LINKED)
    reverse = numbered or (not named and fact.fact.status != "not_given"
                           and speaks(question, fact, lookup, Held(found, cover.share, agrees),
                                      relation))
    return Case(question, fact, lookup, entities, relation, cover,
                blocking_words(question, fact, lookup, cover.left, numbered), head, named,
                numbered, reverse, question.likes.of(fact.fact.what),
                question.likes.told(fact.fact.id),
                _strangers(subjects, fact), found, agrees)


def _strangers(subjects: tuple[frozenset[str], ...], fact: FactTerms) -> int:
    """Return how many of several subjects a fact neither belongs to nor speaks of."""
    if len(subjects) < 2:
        return 0
    around = {fact.fact.entity, *fact.above, *fact.linked}
    return sum(not names & around for names in subjects)


def cover_of(question: Question, entities: frozenset[str], fact: FactTerms,
             lookup: Lookup, found: Places) -> Cover:
    """Return what the fact covers of the words that name something; `found` is where."""
    left: list[Term] = []
    label_words = whole = covers = 0.0
    for term, where in found:
        if not term.weight:
            continue
        unknown = not where and term.flavour in ("noun", "other") and len(term.text) > 1
        if unknown and not entities:
            whole += UNKNOWN
            left.append(term)
        elif term.weight < NAMING:
            label_words += _label_weight(term, where)
        elif not where and (_means_nothing(term, lookup, entities)
                            or excused(term, question, fact, lookup)):
            left.append(term)
        elif where:
            whole += term.weight
            covers += term.weight
            label_words += _label_weight(term, where) + (
                term.weight if term.text in fact.label else 0.0)
        else:
            whole += term.weight
            left.append(term)
    return Cover(covers / whole if whole else 1.0, label_words, tuple(left))


def _label_weight(term: Term, where: str) -> float:
    if not where:
        return 0.0
    return term.weight if where == LABEL else term.weight / 2


def _means_nothing(term: Term, lookup: Lookup, entities: frozenset[str]) -> bool:
    """Whether a word is a noun that no fact knows, beside an entity that was named."""
    return bool(entities) and term.flavour == "noun" and not lookup.frequency.get(term.text)


def blocking_words(question: Question, fact: FactTerms, lookup: Lookup, left: tuple[Term, ...],
                   numbered: bool) -> tuple[Term, ...]:
    """Return the words left over that speak against telling the fact."""
    checks = "yesno" in question.shapes
    return tuple(
        term for term in left
        if (term.blocking or known_elsewhere(term, lookup))
        and not (checks and term.flavour == "qualifier")
        and not (numbered and term.flavour != "place")
        and not (term.flavour in ("thing", "noun") and asked_with(term, fact))
        and not excused(term, question, fact, lookup))


def asked_with(term: Term, fact: FactTerms) -> bool:
    """Whether people ask for the fact's label with this word."""
    return len(term.text) > 1 and term.text in fact.said


def unheard(case: Case) -> int:
    """Return how many nouns of the question neither the fact nor its utterances know."""
    return sum(term.flavour in ("noun", "attribute") and len(term.text) > 1
               and not asked_with(term, case.fact)
               and not excused(term, case.question, case.fact, case.lookup)
               for term in case.cover.left)


def names_unknown(case: Case) -> bool:
    """Whether the question names somebody or something of which nothing at all is known."""
    return any(term.proper and not case.lookup.frequency.get(term.text)
               for term in case.cover.left)


def foreign_things(case: Case) -> int:
    """Return how many things the question names of which nothing at all is known.

    What was read from another language may be the wrong word for a thing that is known.
    """
    if "foreign" in case.question.cues:
        return 0
    return sum(term.flavour == "thing" and not any(
        case.lookup.frequency.get(name) for name in term.names) for term in case.blocking)


def another_kind(case: Case) -> bool:
    """Whether a number, a telephone or an address is asked for that the fact does not tell."""
    question, fact = case.question, case.fact
    if question.types & SOLE and not question.types & (fact.kinds | NUMERIC):
        return True
    if question.types & VALUE_TYPES and case.agrees:
        return False
    last = question.attributes[-1] if question.attributes else ""
    kind = case.lookup.answers.get(last, "")
    return (kind in NUMERIC | SOLE and kind not in fact.kinds and not case.reverse
            and fact.attribute not in question.attributes
            and fact.attribute not in case.lookup.near.get(last, ()))


def counts_another(case: Case) -> bool:
    """Whether something is counted that neither the fact nor its utterances know."""
    return any(term.text in case.question.things and not asked_with(term, case.fact)
               for term in case.cover.left)


def answers(case: Case) -> bool:
    """Whether the fact is of the kind that is asked for."""
    return case.numbered or ask_agrees(
        case.question, case.fact, case.agrees, case.reverse, case.lookup) or tells_owner(case)


def tells_owner(case: Case) -> bool:
    """Whether it is asked whose something is that the fact tells of its owner (which firm's)."""
    return case.relation == LINKED and case.named and owner_agrees(
        case.question, case.fact, case.lookup)


def of_another(case: Case) -> bool:
    """Whether a label without a noun of its own belongs to another entity than was named."""
    if case.fact.head or case.reverse or tells_owner(case):
        return False
    alone = len(case.fact.linked) < 2 or case.fact.answers == "place"
    return case.relation == PART or (case.relation == LINKED and alone)


def too_open(case: Case) -> bool:
    """Whether no entity was named and no thing that the fact speaks of either."""
    if case.entities or case.numbered:
        return False
    return not any(where and term.flavour in ("thing", "noun")
                   for term, where in case.places) and not any(
        term.flavour in ("thing", "noun") and covered(term, case.fact, case.lookup)
        for term in case.question.soft)


def asks_nothing(case: Case) -> bool:
    """Whether the question names nothing that could be asked for."""
    question = case.question
    if case.reverse or question.types or question.attributes:
        return False
    shaped = case.fact.head and case.named and question.shapes & WHAT
    return not shaped and not any(term.weight >= NAMING for term in question.terms)


def _head_cover(question: Question, fact: FactTerms, lookup: Lookup,
                agrees: bool, near: bool) -> tuple[float, bool]:
    """Return how much of the fact's head the question names, and whether that is enough.

    `near`: the fact is told of the subject or speaks of it, not of a part.
    """
    if counts_unit(question, fact, lookup):
        return 1.0, True
    if not fact.head:
        named = last_named(question, fact, lookup) or fact.attribute in question.hints or (
            fact.answers in question.types
            and fact.answers not in NUMERIC - {"area", "rank"}) or (
            near and fact.answers == "person" and not fact.named.isdisjoint(question.words.names))
        acts = not fact.acts or not (question.words.names | question.story.names).isdisjoint(
            fact.acts)
        return (1.0 if named and acts else 0.5 if named else 0.0), named and acts
    mentioned = {name for mention in question.mentions for name in mention.entities}
    mentioned = (mentioned - {fact.fact.entity, *fact.above}) | set(question.attributes)
    typed = agrees and bool(question.types & VALUE_TYPES)

    def hit(form: str, names: frozenset[str]) -> bool:
        return (bool(names & mentioned) or _plain_kind(question, fact, form)
                or (typed and len(fact.head) > 1 and fact.attribute in names)
                or names_head(question.words, form, names, lookup)
                or names_head(question.story, form, names, lookup))

    share = sum(hit(form, names) for form, names in fact.head) / len(fact.head)
    form, names = fact.head[-1]
    last = hit(form, names) or (
        agrees and fact.attribute in names and bool(question.types))
    return share, share >= WHOLE or (share >= HALF and len(fact.head) > 1 and last)


def _plain_kind(question: Question, fact: FactTerms, form: str) -> bool:
    """Whether the question asks for the attribute plainly that a head noun is a kind of."""
    return fact.attribute in question.attributes and form.endswith(fact.attribute) and not any(
        term.text != fact.attribute and term.text.endswith(fact.attribute)
        for term in question.terms)
