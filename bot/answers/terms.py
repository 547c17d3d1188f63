"""What a fact is about, in the terms that questions are read into."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from bot.answers.digits import long_runs, years_in
from bot.answers.naming import flavour_of, is_noun, names_of, narrows
from bot.knowledge.endings import attribute_of, suffix_table
from bot.knowledge.labels import ENGLISH, label
from bot.knowledge.model import AHEAD, Attribute, Fact, KnowledgeBase, Quantity
from bot.language.grams import spaced
from bot.language.normalise import fold_word
from bot.language.opposites import Members
from bot.language.reading import Reader, Token

if TYPE_CHECKING:
    from bot.answers.question import Question

NUMERIC = frozenset(("count", "area", "money", "percent", "growth", "multiple", "rank",
                     "distance", "duration"))
Rows = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class FactTerms:
    """A fact's terms.

    `head` is what its label is about, (written form, concepts) of each noun; `named` are all
    concepts of the label, `rest` those of what else it tells. `surface`, `label` and `name` are
    its folded texts, for words that the lexicon does not know; `wider` are the broader
    concepts of its label, `said` the utterances of its label, `spoken` whether the
    knowledge itself brings some; `sides`, `told_sides` and `said_sides` are the words of its
    label, its value and its utterances that exclude others; `kinds` are the answer types that
    its value holds, `digits` its long runs of digits; `label_heard`, `rest_heard` are English.
    """

    fact: Fact
    attribute: str
    answers: str
    head: tuple[tuple[str, frozenset[str]], ...]
    acts: frozenset[str]
    qualifiers: frozenset[str]
    named: frozenset[str]
    rest: frozenset[str]
    linked: frozenset[str]
    ordinals: frozenset[int]
    above: tuple[str, ...]
    city: str | None
    years: frozenset[int]
    quantities: tuple[Quantity, ...]
    kinds: frozenset[str]
    digits: frozenset[str]
    label: str
    surface: str
    name: str
    wider: frozenset[str]
    said: str = ""
    spoken: bool = False
    sides: Members = field(default_factory=dict, compare=False)
    told_sides: Members = field(default_factory=dict, compare=False)
    said_sides: Members = field(default_factory=dict, compare=False)
    label_heard: str = ""
    rest_heard: str = ""


def chain(knowledge: KnowledgeBase, name: str) -> tuple[str, ...]:
    """Return what an entity is part of, the nearest first, and its city; then whom it serves."""
    found: list[str] = []
    entity = knowledge.entities.get(name)
    city = entity.city if entity else None
    while entity is not None and entity.part_of and entity.part_of not in found:
        found.append(entity.part_of)
        entity = knowledge.entities.get(entity.part_of)
    if city and city not in found and city != name:
        found.append(city)
    served = knowledge.entities[name].serves if name in knowledge.entities else ()
    return (*found, *(place for place in served if place not in found))


class TermIndex:
    """Every fact's terms, and which facts name a term or an entity. Built once a release."""

    def __init__(self, knowledge: KnowledgeBase, reader: Reader) -> None:
        self.knowledge = replace(knowledge, utterances={})     # kept as `_said` and as vectors
        self._said = {what: "|".join(map(fold_word, asked))
                      for what, asked in knowledge.utterances.items()}
        self._said_sides = {what: reader.lexicon.opposites.of(said)
                            for what, said in self._said.items()}
        self._suffixes = suffix_table(knowledge.attributes)
        self._reader = reader
        self._by_value = {attribute.answers: attribute
                          for name in reader.lexicon.cues.get("by_value", ())
                          if (attribute := knowledge.attributes.get(name))}
        self._chains = {name: chain(knowledge, name) for name in knowledge.entities}
        self._serving = _serving(knowledge)
        self._holders = _holders(knowledge)
        self._offices = reader.lexicon.cues.get("post_offices", ())
        self.facts: dict[str, FactTerms] = {
            fact.id: self._terms(fact) for fact in knowledge.facts.values()}
        by_term: dict[str, set[str]] = defaultdict(set)
        by_attribute: dict[str, set[str]] = defaultdict(set)
        by_answers: dict[str, set[str]] = defaultdict(set)
        linked: dict[str, set[str]] = defaultdict(set)
        for name, terms in self.facts.items():
            for term in terms.named | terms.rest | terms.wider:
                by_term[term].add(name)
            by_attribute[terms.attribute].add(name)
            by_answers[terms.answers].add(name)
            for entity in terms.linked:
                linked[entity].add(name)
        self._by_label = _by_label(knowledge.facts.values())
        by_unit: dict[str, set[str]] = defaultdict(set)
        for name, terms in self.facts.items():
            if terms.answers == "count" and terms.fact.quantity:
                by_unit[terms.fact.quantity.unit].add(name)
        self.by_unit: Mapping[str, set[str]] = dict(by_unit)
        self.order = {name: at for at, name in enumerate(self.facts)}
        self._pools: dict[str, tuple[Rows, Rows]] = {}
        self._phases: dict[str, Rows] = {}
        self.names = tuple(self.facts)
        self._by_number: dict[float, list[str]] = defaultdict(list)
        for name, terms in self.facts.items():
            for quantity in terms.quantities:
                self._by_number[round(quantity.number, 6)].append(name)
            for run in terms.digits:
                self._by_number[float(run)].append(name)
        self.by_term: Mapping[str, set[str]] = dict(by_term)
        self.by_attribute: Mapping[str, set[str]] = dict(by_attribute)
        self.by_answers: Mapping[str, set[str]] = dict(by_answers)
        self.linked: Mapping[str, set[str]] = dict(linked)

    def labelled(self, text: str) -> list[FactTerms]:
        """Return the facts whose label a text is, spaces and case apart."""
        return [self.facts[name] for name in self._by_label.get(_label_key(text), ())]

    def with_number(self, question: Question) -> list[str]:
        """Return the facts that tell a number of the question."""
        wanted = [round(number.quantity.number, 6) for number in question.numbers]
        wanted += [float(run) for run in question.digits]
        return list(dict.fromkeys(name for number in wanted
                                  for name in self._by_number.get(number, ())))

    def above(self, entity: str) -> tuple[str, ...]:
        """Return what an entity is part of, and whom it serves."""
        return self._chains.get(entity, ())

    def pool(self, entity: str) -> tuple[Rows, Rows]:
        """Return the rows of an entity's own facts; then of its parts, what serves or names it."""
        if entity not in self._pools:
            own = self.knowledge.by_entity.get(entity, ())
            others = set(self.linked.get(entity, ()))
            for name in (*self.below(entity), *self._serving.get(entity, ())):
                others.update(self.knowledge.by_entity.get(name, ()))
            self._pools[entity] = (self._rows(own), self._rows(others.difference(own)))
        return self._pools[entity]

    def of_phase(self, phase: str) -> Rows:
        """Return the rows of the facts that are told of a phase, or whose words name it."""
        if phase not in self._phases:
            self._phases[phase] = self._rows(
                name for name, terms in self.facts.items()
                if (terms.fact.phase or phase) == phase and (
                    terms.fact.phase or phase in terms.surface or phase in terms.name))
        return self._phases[phase]

    def owned(self, entities: Iterable[str]) -> set[str]:
        """Return the ids of the facts that are told of some entities themselves."""
        return {fact for name in entities for fact in self.knowledge.by_entity.get(name, ())}

    def _rows(self, names: Iterable[str]) -> Rows:
        return np.array(sorted(map(self.order.__getitem__, names)), dtype=np.int64)

    def below(self, entity: str) -> Iterable[str]:
        """Yield what is part of an entity, at any depth."""
        waiting, seen = [entity], {entity}
        while waiting:
            for child in self.knowledge.children.get(waiting.pop(), ()):
                if child not in seen:
                    seen.add(child)
                    waiting.append(child)
                    yield child

    def _meant(self, token: Token, of: str) -> tuple[str, ...]:
        """Return the entities that a name in a fact means: of several, those of its own city."""
        names = token.names("entity")
        if len(names) < 2:
            return names
        home = {of, *self._chains.get(of, ())}
        if home & set(names):
            return tuple(home & set(names))
        return tuple(name for name in names if home & set(self._chains.get(name, ())))

    def _terms(self, fact: Fact) -> FactTerms:
        attribute, before = attribute_of(fact.what, self._suffixes)
        label_tokens = self._reader.terms(fact.what)
        head_tokens = _without_ending(label_tokens, attribute, fact.what[len(before):])
        rest_text = "|".join((*fact.about, fact.value, *fact.members))
        rest_tokens = self._reader.terms(rest_text)
        head, acts, qualifiers = _head(head_tokens)
        entity = self.knowledge.entities.get(fact.entity)
        numbers = self._reader.numbers("|".join((fact.value, *fact.members)))
        years = set(fact.period.years if fact.status in AHEAD and fact.period.years
                    else (*fact.as_of.years, *fact.period.years))
        kinds = [number.kind for number in numbers if number.exact]
        figure = kinds[0] if fact.quantity and kinds else ""
        answers = attribute.answers if attribute else self._reader.kind(
            fact.value, fact.members, figure)
        if fact.quantity and kinds and kinds[0] and answers in (*NUMERIC, "list", "text"):
            answers = _numeric(answers, kinds[0])
        attribute = attribute or self._by_value.get(answers)
        counted = fact.quantity.number if fact.quantity and answers in NUMERIC else None
        years.update(year for text in (fact.what, rest_text) for year in years_in(text)
                     if year != counted)      # 2029 firms are no year
        named = frozenset(name for token in label_tokens for name in names_of(token)) | (
            {attribute.name} if attribute else frozenset())
        broader = self._reader.lexicon.broader
        opposites = self._reader.lexicon.opposites
        return FactTerms(
            fact=fact, attribute=attribute.name if attribute else "", answers=answers,
            head=head, acts=acts, qualifiers=qualifiers,
            named=named, rest=frozenset(name for token in rest_tokens for name in names_of(token)),
            linked=frozenset((
                *(name for token in (*rest_tokens, *label_tokens)
                  for name in self._meant(token, fact.entity) if name != fact.entity),
                *(person for post, person in self._holders.get(fact.entity, ())
                  if fact.what.startswith(post) and fact.what != post
                  and not fact.what[len(post):].startswith(self._offices)))),
            ordinals=frozenset(self._reader.ordinals(fact.what)
                               or self._reader.ordinals(fact.entity)),
            above=self._chains.get(fact.entity, ()), city=entity.city if entity else None,
            years=frozenset(years),
            quantities=tuple(number.quantity for number in numbers if number.exact),
            kinds=frozenset((answers, *kinds)) - {""},
            digits=frozenset(long_runs(f"{fact.value}|{'|'.join(fact.members)}")),
            label=fold_word(fact.what), surface=fold_word(f"{fact.what}|{rest_text}"),
            name=fold_word(fact.entity),
            wider=frozenset(broader[name] for name in named if name in broader),
            said=self._said.get(fact.what, ""), spoken=fact.what in self.knowledge.spoken,
            sides=opposites.of(fold_word(fact.what)), told_sides=opposites.of(fold_word(rest_text)),
            said_sides=self._said_sides.get(fact.what, {}),
            label_heard=spaced(fold_word(fact.what_en or "")),
            rest_heard=spaced(fold_word(fact.value_en or "")))


def _serving(knowledge: KnowledgeBase) -> dict[str, list[str]]:
    """Return for each place what serves it."""
    serving: dict[str, list[str]] = defaultdict(list)
    for entity in knowledge.entities.values():
        for place in entity.serves:
            serving[place].append(entity.name)
    return dict(serving)


def _holders(knowledge: KnowledgeBase) -> dict[str, list[tuple[str, str]]]:
    """Return for each entity its posts and who holds them: "chairman's school" is told of him."""
    holders: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for fact in knowledge.facts.values():
        holder = knowledge.entities.get(fact.value)
        if holder is not None and holder.type == "person":
            holders[fact.entity].append((fact.what, holder.name))
    return dict(holders)


def _without_ending(tokens: tuple[Token, ...], attribute: Attribute | None,
                    ending: str) -> tuple[Token, ...]:
    """Return the tokens of a label without the one that only says which attribute it is."""
    if attribute is None or not tokens:
        return tokens
    last = tokens[-1]
    plain = fold_word(attribute.name)
    narrow = (attribute.answers not in NUMERIC and flavour_of(last) == "thing"
              and narrows(last.text, attribute.name))
    if last.text == plain or (last.text == fold_word(ending) and not attribute.specific
                              and not narrow):
        return tokens[:-1]
    return tokens


def _by_label(facts: Iterable[Fact]) -> Mapping[str, list[str]]:
    by_label: dict[str, list[str]] = defaultdict(list)
    for fact in facts:
        for form in dict.fromkeys((_label_key(label(fact)), _label_key(label(fact, ENGLISH)))):
            by_label[form].append(fact.id)
    return dict(by_label)


def _label_key(text: str) -> str:
    return fold_word(text).replace(" ", "")


def _numeric(answers: str, kind: str) -> str:
    """Return the answer type of a numeric fact: its unit decides, growth and rank stay."""
    return answers if answers in ("growth", "rank") else kind


def _head(tokens: Iterable[Token]) -> tuple[tuple[tuple[str, frozenset[str]], ...],
                                             frozenset[str], frozenset[str]]:
    """Return the head nouns of a label, its acts and its qualifiers."""
    head: dict[str, frozenset[str]] = {}
    acts: set[str] = set()
    qualifiers: set[str] = set()
    for token in tokens:
        flavour = flavour_of(token)
        if flavour == "qualifier":
            qualifiers |= names_of(token)
        elif flavour == "act":
            acts |= names_of(token)
        elif token.has("phase") or token.has("status") or flavour in ("filler", "general") or \
                token.text[0].isdigit():
            continue
        elif flavour == "thing" or token.has("entity") or token.has("attribute") or is_noun(token):
            head[token.text] = names_of(token)
    return tuple(head.items()), frozenset(acts), frozenset(qualifiers)
