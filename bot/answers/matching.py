"""How a fact fits a question: which slots agree, what is covered, what is left over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.answers.question import ANY_NUMBER, VALUE_TYPES, Question, Term
from bot.answers.terms import NUMERIC, FactTerms
from bot.knowledge.deriving import is_derived
from bot.knowledge.numerals import same

NEAR_TYPES: Mapping[str, frozenset[str]] = {
    "duration": frozenset(("duration", "period", "date")),
    "period": frozenset(("period", "date", "duration")),
    "date": frozenset(("date", "period")),
    "person": frozenset(("person", "org")),
    "org": frozenset(("org", "name")),
    "phone": frozenset(("phone",)),
    "percent": frozenset(("percent", "growth")),
    "growth": frozenset(("growth", "percent", "multiple")),
    "multiple": frozenset(("multiple", "growth")),
    "money": frozenset(("money",)),
    "count": frozenset(("count",)),
    "name": frozenset(("name", "list")),
    "status": frozenset(("status", "text")),
    "requirement": frozenset(("requirement",)),
}
FLOOR = 4.2
WHAT = frozenset(("list", "meaning", "text", "how"))
NAMED_PART, MANY = 4, 3
NAMING, COMMON, FULL, UNKNOWN, RARE = 0.5, 20, 0.99, 0.8, 3
OWNERS: Mapping[str, str] = {
    "city": "place", "district": "place", "area": "place", "park": "place", "person": "person",
    "institution": "org", "company": "org", "website": "org",
}
LABEL, REST, NAME = "label", "rest", "name"
SELF, LINKED, PART, OPEN = 1.0, 0.85, 0.7, 0.5


@dataclass(frozen=True, slots=True)
class Match:
    """One fact against one question. `told` means that it may be stated as the answer."""

    terms: FactTerms
    told: bool
    score: float
    relation: float
    reason: str
    left: tuple[Term, ...]
    reverse: bool
    label_cover: float
    coverage: float

    @property
    def id(self) -> str:
        """The fact's id."""
        return self.terms.fact.id


@dataclass(frozen=True, slots=True)
class Lookup:
    """What the matcher asks of the lexicon: broader concepts, entity types' names, rarity."""

    broader: Mapping[str, str]
    type_words: Mapping[str, frozenset[str]]
    entity_types: Mapping[str, str]
    frequency: Mapping[str, int]
    near: Mapping[str, frozenset[str]]
    answers: Mapping[str, str]
    plain_units: tuple[str, ...]
    city_words: frozenset[str]
    telling_units: tuple[str, ...]
    statuses: Mapping[str, frozenset[str]]


def covered(term: Term, fact: FactTerms, lookup: Lookup) -> str:
    """Return where the fact covers a term: its label, the rest of it, its name, or nowhere."""
    if term.names & fact.named:
        return LABEL
    long = len(term.text) > 1
    if long and term.text in fact.label:
        return LABEL
    if term.names & fact.wider:
        return LABEL
    if term.text in lookup.city_words and lookup.entity_types.get(fact.fact.entity) == "city":
        return NAME
    if (long and term.text in fact.name) or _is_kind(term, fact, lookup):
        return NAME
    if term.names & fact.rest or (long and term.text in fact.surface):
        return REST
    if term.flavour == "attribute" and fact.fact.status in ("target", "plan") and \
            term.names & lookup.statuses.get("target", frozenset()):
        return LABEL
    if len(term.text) > 2 and _abbreviates(term.text, fact.surface):
        return REST
    return ""


def _is_kind(term: Term, fact: FactTerms, lookup: Lookup) -> bool:
    kind = lookup.entity_types.get(fact.fact.entity, "")
    return bool(term.names & lookup.type_words.get(kind, frozenset()))


def _abbreviates(short: str, text: str) -> bool:
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


def relation_of(question: Question, entities: frozenset[str], fact: FactTerms) -> float:
    """Return how near the fact is to the entities that were named; 0 where it is not theirs."""
    if not entities:
        return OPEN
    if fact.fact.entity in entities:
        return SELF
    if fact.linked & entities:
        return LINKED
    if entities & set(fact.above):
        return PART
    return 0.0


def match(question: Question, entities: frozenset[str], fact: FactTerms, lookup: Lookup,
          years: tuple[int, ...]) -> Match:
    """Hold one fact against a question about `entities`; `years` are those asked for."""
    relation = relation_of(question, entities, fact)
    left, label_weight, all_weight, cover_weight = [], 0.0, 0.0, 0.0
    for term in question.terms:
        if not term.weight:
            continue
        where = covered(term, fact, lookup)
        if not where and not entities and term.flavour in ("noun", "other") and \
                len(term.text) > 1:
            all_weight += UNKNOWN
            left.append(term)
            continue
        if term.weight < NAMING:
            label_weight += term.weight if where == LABEL else term.weight * 0.5 if where else 0.0
            continue
        if not where and ((entities and term.flavour == "noun"
                           and not lookup.frequency.get(term.text)) or _excused(term, question, fact, lookup)):
            left.append(term)
            continue
        all_weight += term.weight
        if where:
            cover_weight += term.weight
            label_weight += term.weight if where == LABEL else term.weight * 0.5
            label_weight += term.weight if term.text in fact.label else 0.0
        else:
            left.append(term)
    if relation == PART and _names_part(question, fact):
        relation = SELF
    coverage = cover_weight / all_weight if all_weight else 1.0
    numbered = _tells_number(question, fact)
    checks = "yesno" in question.shapes
    blocking = tuple(term for term in left if (term.blocking or _known_elsewhere(
        term, lookup)) and not (
        checks and term.flavour == "qualifier") and not _excused(term, question, fact, lookup)
                     and not (numbered and term.flavour != "place"))
    head = _head_cover(question, fact, lookup)
    reverse = numbered or (not head[1] and fact.fact.status != "not_given") and (
        _is_check(question, fact, lookup, coverage) or
        _is_reverse(question, fact, lookup, coverage)
        or _is_named_by_act(question, fact, lookup, relation) or _is_told_of(question, fact, lookup, coverage) or _is_content(question, fact, lookup, coverage, relation))
    reason = _conflict(question, fact, years, lookup)
    ask = numbered or _ask_agrees(question, fact, reverse, lookup) or (
        relation == LINKED and head[1] and _owner_agrees(question, fact, lookup))
    if not reason and blocking:
        reason = "left"
    if not reason and not ask:
        reason = "ask"
    if not reason and not (head[1] or reverse):
        reason = "head"
    if not reason and not fact.head and not reverse and (
            relation == PART or (relation == LINKED and (
                len(fact.linked) < 2 or fact.answers == "place"))):
        reason = "of another"
    if not reason and coverage < (0.6 if entities else 0.75) and not numbered:
        reason = "coverage"
    if not reason and not entities and not numbered and not any(
            term.flavour in ("thing", "noun") and covered(term, fact, lookup)
            for term in (*question.terms, *question.soft)):
        reason = "open"
    if not reason and relation == 0:
        reason = "entity"
    shaped = bool(fact.head and head[1] and question.shapes & WHAT)
    if not reason and not (reverse or shaped or question.types or question.attributes or any(
            term.weight >= NAMING for term in question.terms)):
        reason = "nothing asked"
    specific = 0.15 * min(len(fact.head), 3) if head[1] else 0.0
    score = (specific + 2.0 * head[0] + 2.5 * coverage + relation + 0.3 * min(label_weight, 3.0)
             + _attribute_bonus(question, fact, lookup) + _type_bonus(question, fact)
             + _shape_bonus(question, fact)
             + _status_bonus(question, fact) - 0.15 * _unnamed(question, fact, lookup)
             + (0.3 if reverse else 0.0) + (3.0 if numbered else 0.0)
             - (0.25 if _unasked_text(question, fact, lookup) else 0.0)
             + (0.3 if fact.fact.phase is None and not question.phases else 0.0)
             + (0.5 if fact.ordinals & set(question.ordinals) else 0.0)
             + 0.15 * sum(not term.weight and term.text in fact.label for term in question.terms)
             - (0.4 if is_derived(fact.fact) else 0.0)
             + _unit_bonus(question, fact, lookup) + 0.25 * _from_story(question, fact, lookup)
             - (0.4 if _other_act(question, fact) else 0.0))
    if not reason and is_derived(fact.fact) and fact.fact.value == fact.fact.entity and any(
            mention.text == fact.name for mention in question.mentions):
        reason = "its own name"
    if not reason and score < FLOOR:
        reason = "weak"
    return Match(fact, not reason, score, relation, reason, blocking or tuple(left), reverse,
                 head[0], coverage)


def _names_part(question: Question, fact: FactTerms) -> bool:
    """Whether the question names a part by the words of its name, not by one of its names."""
    mentioned = "".join(mention.text for mention in question.mentions)
    words = {term.text for term in question.terms
             if len(term.text) > 1 and term.text in fact.name and term.text not in mentioned}
    return sum(map(len, words)) >= NAMED_PART


def _known_elsewhere(term: Term, lookup: Lookup) -> bool:
    """Whether a few other facts speak of a word that this one does not know."""
    return term.flavour == "noun" and 0 < lookup.frequency.get(term.text, 0) <= RARE


def _excused(term: Term, question: Question, fact: FactTerms, lookup: Lookup) -> bool:
    """Whether a term that is left over means what the fact's answer type already says."""
    if term.flavour != "attribute":
        return False
    last = question.attributes[-1] if question.attributes else ""
    if term.names & set(question.attributes[:-1]) and (
            fact.attribute == last or fact.attribute in lookup.near.get(last, ())):
        return True
    if fact.attribute in term.names or any(
            fact.attribute in lookup.near.get(name, ()) for name in term.names):
        return True
    return any(lookup.answers.get(name) in fact.kinds & NUMERIC for name in term.names)


def _tells_number(question: Question, fact: FactTerms) -> bool:
    """Whether the fact tells a figure of the question, one that few other facts would."""
    if question.digits:
        return any(run in fact.digits for run in question.digits)
    if "yesno" in question.shapes:
        return False
    if fact.answers in ("date", "period"):
        return False
    return any((number.kind not in ("count", "duration", "") or number.quantity.number > COMMON)
               and (number.kind or question.mentions)
               and any(same(number.quantity, quantity) and (
                   not number.kind or number.quantity.unit == quantity.unit)
                   for quantity in fact.quantities)
               for number in question.numbers)


def _conflict(question: Question, fact: FactTerms, years: tuple[int, ...],
              lookup: Lookup) -> str:
    if question.phases and fact.fact.phase and fact.fact.phase not in question.phases:
        return "phase"
    if question.phases and not fact.fact.phase and not any(
            phase in fact.surface or phase in fact.name
            for phase in question.phases):
        return "phase"
    if question.ordinals and fact.ordinals and not fact.ordinals & set(question.ordinals):
        return "ordinal"
    if years and not set(years) & fact.years and not any(
            str(year) in fact.fact.entity for year in years):
        return "year"
    if "actual" in question.statuses and "target" not in question.statuses and \
            fact.fact.status == "target" and question.years:
        return "status"
    if question.digits and not any(run in fact.digits for run in question.digits):
        return "number"
    return ""


def _head_cover(question: Question, fact: FactTerms, lookup: Lookup) -> tuple[float, bool]:
    """Return how much of the fact's head the question names, and whether that is enough."""
    terms = (*question.terms, *question.soft)
    if _counts_unit(question, fact, lookup):
        return 1.0, True
    if not fact.head:
        named = _last_named(question, fact, lookup) or fact.attribute in question.hints or (
            fact.answers in question.types
            and fact.answers not in NUMERIC - {"area", "rank"})
        acts = not fact.acts or any(term.names & fact.acts for term in terms)
        return (1.0 if named and acts else 0.5 if named else 0.0), named and acts
    mentioned = {name for mention in question.mentions for name in mention.entities}
    mentioned -= {fact.fact.entity, *fact.above}
    asked = set(question.attributes)
    hits = 0
    typed = bool(question.types & VALUE_TYPES) and _type_agrees(question, fact)
    for form, names in fact.head:
        if asked and form.endswith(fact.attribute) and fact.attribute in asked and not any(
                term.text != fact.attribute and term.text.endswith(fact.attribute)
                for term in question.terms):
            hits += 1
        elif typed and len(fact.head) > 1 and fact.attribute in names:
            hits += 1
        elif names & mentioned or names & asked or any(
                _names_head(term, form, names, lookup) for term in terms):
            hits += 1
    share = hits / len(fact.head)
    return share, share >= 0.99 or (share >= 0.5 and len(fact.head) > 1
                                    and _last_hit(question, fact, terms, mentioned, asked, lookup))


def _counts_unit(question: Question, fact: FactTerms, lookup: Lookup) -> bool:
    """Whether the question counts in the fact's own unit, one that says what is counted."""
    unit = fact.fact.quantity.unit if fact.fact.quantity else ""
    return fact.answers == "count" and unit not in ("", *lookup.plain_units) and any(
        word.endswith(unit) for word in question.counted)


def _unit_bonus(question: Question, fact: FactTerms, lookup: Lookup) -> float:
    """Return what speaks for a fact in the unit that was asked, or against one in another."""
    if fact.answers != "count" or fact.fact.quantity is None:
        return 0.0
    if _counts_unit(question, fact, lookup):
        return 0.5
    other = any(word.endswith(unit) for word in question.counted
                for unit in lookup.telling_units)
    return -0.5 if other else 0.0


def _last_hit(question: Question, fact: FactTerms, terms: tuple[Term, ...], mentioned: set[str], asked: set[str],
              lookup: Lookup) -> bool:
    form, names = fact.head[-1]
    if fact.attribute in names and _type_agrees(question, fact) and question.types:
        return True
    return bool(names & mentioned or names & asked
                or any(_names_head(term, form, names, lookup) for term in terms))


def _names_head(term: Term, form: str, names: frozenset[str], lookup: Lookup) -> bool:
    if term.names & names:
        return True
    if {lookup.broader.get(name, "") for name in names} & term.names:
        return True
    known = term.flavour in ("thing", "attribute")
    if len(term.text) > 1 and term.text in form and not known:
        return True
    return len(form) > 1 and form in term.text


def _is_reverse(question: Question, fact: FactTerms, lookup: Lookup, coverage: float) -> bool:
    """Whether the question names what the fact tells, and asks what it is told of."""
    rare = [term for term in question.terms
            if term.flavour in ("thing", "noun", "attribute", "other") and len(term.text) > 1
            and covered(term, fact, lookup) == REST
            and min(lookup.frequency.get(name, 0) for name in term.names) <= 4]
    return bool(rare) and coverage >= 0.8


def _is_check(question: Question, fact: FactTerms, lookup: Lookup, coverage: float) -> bool:
    """Whether a yes-or-no question speaks of what the fact tells, with all that it names."""
    if "yesno" not in question.shapes or coverage < FULL or fact.fact.status == "not_given":
        return False
    if question.types & VALUE_TYPES and not _type_agrees(question, fact):
        return False
    return any(term.weight and term.flavour in ("thing", "act", "noun", "qualifier", "other")
               and len(term.text) > 1 and covered(term, fact, lookup) in (LABEL, REST)
               for term in question.terms)


def _is_named_by_act(question: Question, fact: FactTerms, lookup: Lookup,
                     relation: float) -> bool:
    """Whether the label's acts are all named and its answer type is asked for, and no noun is."""
    if relation < SELF or not fact.acts or fact.answers not in question.types | {
            kind for kind in NUMERIC if ANY_NUMBER in question.types}:
        return False
    acts = {name for term in question.terms if term.flavour == "act" for name in term.names}
    return bool(fact.acts & acts) and not any(term.weight >= NAMING and not covered(term, fact, lookup)
                                         for term in question.terms)


def _is_told_of(question: Question, fact: FactTerms, lookup: Lookup, coverage: float) -> bool:
    """Whether the fact speaks of three things that the question names, one of them in its label."""
    if coverage < FULL or not _type_agrees(question, fact):
        return False
    found = [where for term in question.terms if term.weight >= NAMING
             and term.flavour in ("thing", "noun", "qualifier")
             and (where := covered(term, fact, lookup)) in (LABEL, REST)]
    return len(found) >= MANY and LABEL in found


def _is_content(question: Question, fact: FactTerms, lookup: Lookup, coverage: float,
                relation: float) -> bool:
    """Whether a plain what-question names two things that the fact's own text speaks of."""
    if coverage < 1.0 or relation < SELF or question.attributes or question.types & VALUE_TYPES:
        return False
    if fact.answers in NUMERIC or fact.fact.status == "not_given":
        return False
    found = [term for term in question.terms if term.weight and covered(term, fact, lookup)]
    return len(found) > 1 and any(term.flavour in ("thing", "noun") for term in found)


def _unasked_text(question: Question, fact: FactTerms, lookup: Lookup) -> bool:
    """Whether the label ends in a kind of text that the question does not ask for."""
    return fact.answers in ("text", "rank") and not (
        _named_attribute(question, fact) or _near_attribute(question, fact, lookup)
        or any(fact.attribute in term.names for term in question.terms))


def _from_story(question: Question, fact: FactTerms, lookup: Lookup) -> int:
    """Return how many head nouns only the story or the chat's last question names."""
    return sum(1 for form, names in fact.head
               if not any(_names_head(term, form, names, lookup) for term in question.terms)
               and any(_names_head(term, form, names, lookup) for term in question.soft))


def _other_act(question: Question, fact: FactTerms) -> bool:
    """Whether the label names one act and the question another (issued, enjoyed)."""
    acts = {name for term in question.terms if term.flavour == "act" for name in term.names}
    return bool(fact.acts and acts and not fact.acts & acts and not acts & fact.named)


def _named_attribute(question: Question, fact: FactTerms) -> bool:
    return fact.attribute in question.attributes


def _type_agrees(question: Question, fact: FactTerms) -> bool:
    asked = question.types & (VALUE_TYPES | {ANY_NUMBER})
    if not asked:
        return True
    if fact.fact.members and asked <= {ANY_NUMBER, "count"} and \
            fact.attribute in question.attributes:
        return True
    if ANY_NUMBER in asked and fact.answers in NUMERIC and (
            fact.answers != "rank" or fact.quantities):
        return True
    return any(fact.answers == kind or fact.answers in NEAR_TYPES.get(kind, ())
               or (kind in fact.kinds and fact.answers not in NUMERIC) for kind in asked)


def _last_named(question: Question, fact: FactTerms, lookup: Lookup) -> bool:
    """Whether the attribute that is asked for last is the fact's, or near it."""
    last = question.attributes[-1] if question.attributes else ""
    return bool(last) and (fact.attribute == last or fact.attribute in lookup.near.get(last, ()))


def _near_attribute(question: Question, fact: FactTerms, lookup: Lookup) -> bool:
    return any(fact.attribute in lookup.near.get(name, ()) for name in question.attributes)


def _ask_agrees(question: Question, fact: FactTerms, reverse: bool, lookup: Lookup) -> bool:
    if reverse:
        return _type_agrees(question, fact) or not question.types & NUMERIC
    if question.attributes and not question.types:
        last = question.attributes[-1]
        if fact.fact.status == "target" and last in lookup.statuses.get("target", ()):
            return True
        return (fact.attribute in question.attributes or last in fact.named
                or last in fact.surface or not fact.attribute
                or _near_attribute(question, fact, lookup)
                or lookup.answers.get(last) in fact.kinds & NUMERIC)
    if _type_agrees(question, fact):
        return True
    if question.types == {ANY_NUMBER} and fact.answers == "phone" and \
            _named_attribute(question, fact):
        return True
    if "list" in question.shapes and fact.fact.members and not question.types & {
            ANY_NUMBER, *NUMERIC}:
        return True
    return question.types & VALUE_TYPES == {"name"} and _named_attribute(question, fact) and \
        fact.answers not in NUMERIC


def _attribute_bonus(question: Question, fact: FactTerms, lookup: Lookup) -> float:
    if question.attributes and fact.attribute == question.attributes[-1]:
        return 0.6
    if _named_attribute(question, fact) or fact.attribute in question.hints:
        return 0.4
    return 0.3 if _near_attribute(question, fact, lookup) else 0.0


def _type_bonus(question: Question, fact: FactTerms) -> float:
    if fact.answers in question.types:
        return 0.6
    return 0.3 if question.types and _type_agrees(question, fact) else 0.0


def _shape_bonus(question: Question, fact: FactTerms) -> float:
    """Return what speaks for a fact that is a list where a list is asked for."""
    return 0.3 if "list" in question.shapes and fact.fact.members else 0.0


def _owner_agrees(question: Question, fact: FactTerms, lookup: Lookup) -> bool:
    """Whether what the fact is told of is of the kind that is asked for (which district …)."""
    return OWNERS.get(lookup.entity_types.get(fact.fact.entity, ""), "") in question.types


def _status_bonus(question: Question, fact: FactTerms) -> float:
    status = fact.fact.status
    if "target" in question.statuses:
        return 0.5 if status in ("target", "plan") else -0.3
    if "actual" in question.statuses:
        return 0.3 if status in ("actual", "event") else -0.3
    return 0.1 if status in ("actual", "event") else -0.15 if status == "target" else 0.0


def _unnamed(question: Question, fact: FactTerms, lookup: Lookup) -> int:
    """Return how many qualifiers and acts of the label the question does not name."""
    named = {name for term in (*question.terms, *question.soft) for name in term.names}
    return len((fact.qualifiers | fact.acts) - named)
