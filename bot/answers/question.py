"""What is asked: the slots and terms of each question in a text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from bot.answers.terms import flavour_of, is_noun, names_of
from bot.knowledge.model import Attribute, KnowledgeBase
from bot.knowledge.numerals import Number
from bot.language.lexicon import Lexicon
from bot.language.reading import Reading, Token

VALUE_TYPES = frozenset(("count", "area", "money", "percent", "growth", "multiple", "rank",
                         "distance", "duration", "period", "date", "place", "org", "person",
                         "role", "phone", "name", "url", "requirement", "status"))
SHAPES = frozenset(("yesno", "list", "meaning", "why", "how", "compare", "extreme", "profile",
                    "text"))
ANY_NUMBER = "number"
SILENT_TAGS = ("u", "p", "c", "d", "r", "y", "e", "o", "m", "q", "f", "x", "z", "t", "h", "k", "w")


@dataclass(frozen=True, slots=True)
class Term:
    """A word that the question names. Where it is `blocking`, a fact that lacks it is not told."""

    text: str
    names: frozenset[str]
    flavour: str
    blocking: bool
    weight: float
    start: int


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in the text with the entities that bear it."""

    text: str
    start: int
    entities: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """One question: its slots, its terms, and those of the story around it (`soft`).

    `counted` are the words that ask how many, which end in what is counted; `hints` are the
    attributes that a phrase asking for a value is usual for.
    """

    mentions: tuple[Mention, ...] = ()
    phases: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    relative: tuple[int, ...] = ()
    statuses: frozenset[str] = frozenset()
    types: frozenset[str] = frozenset()
    shapes: frozenset[str] = frozenset()
    attributes: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    terms: tuple[Term, ...] = ()
    soft: tuple[Term, ...] = ()
    numbers: tuple[Number, ...] = ()
    digits: tuple[str, ...] = ()
    ordinals: tuple[int, ...] = ()
    cues: frozenset[str] = frozenset()
    counted: frozenset[str] = frozenset()
    foreign: tuple[str, ...] = ()

    @property
    def asks(self) -> bool:
        """Whether it names anything that could be asked for."""
        return bool(self.types or self.attributes or self.terms or self.shapes)


class QuestionReader:
    """Turns readings into questions."""

    def __init__(self, knowledge: KnowledgeBase, lexicon: Lexicon) -> None:
        self._attributes = knowledge.attributes
        self._lexicon = lexicon
        self._nouns = {word for attribute in knowledge.attributes.values()
                       for word in (attribute.name, *(
                           () if attribute.specific else attribute.suffixes))}
        self._joins = frozenset(lexicon.cues.get("conjunctions", ())) | {"\u3001", "/"}
        self._any_number = frozenset(lexicon.cues.get("any_number", ()))

    def read(self, reading: Reading) -> tuple[Question, ...]:
        """Return the questions of a text, in order; what one leaves out the earlier ones lend it."""
        groups = self._groups(reading.tokens)
        if not groups:
            return (Question(years=reading.years, foreign=reading.foreign, digits=reading.digits,
                             numbers=reading.numbers),)
        groups = self._with_content(self._merged(groups))
        asking = [group for group in groups if self._is_asking(group)]
        if not asking:
            asking = [group for group in groups
                      if any(token.has("attribute") or token.has("type") for token in group)]
        asking = asking or [[token for group in groups for token in group]]
        story = [token for group in groups if group not in asking for token in group]
        questions = [self._question(group, reading) for group in asking]
        soft = self._question(story, reading) if story else Question()
        merged: list[Question] = []
        for question in questions:
            before = merged[-1] if merged else soft
            merged.append(self._lend(question, before, soft, whole=len(questions) == 1))
        return tuple(merged)

    def _merged(self, groups: list[list[Token]]) -> list[list[Token]]:
        """Join a clause that names nothing ("right?") to the one before it."""
        merged: list[list[Token]] = []
        for group in groups:
            if merged and not any(self._names(token) for token in group):
                merged[-1] = [*merged[-1], *group]
            else:
                merged.append(list(group))
        return merged

    def _with_content(self, groups: list[list[Token]]) -> list[list[Token]]:
        """Join a question that names no thing and no value to the clause before it."""
        joined: list[list[Token]] = []
        for group in groups:
            if joined and self._is_asking(group) and not any(
                    self._content(token) for token in group):
                joined[-1] = [*joined[-1], *group]
            else:
                joined.append(group)
        return joined

    def _content(self, token: Token) -> bool:
        if token.has("entity"):
            return False
        if token.has("attribute") or set(token.names("type")) & VALUE_TYPES or \
                token.has("phase") or token.text[0].isdigit():
            return True
        return flavour_of(token) in ("thing", "qualifier") or (
            not token.senses and is_noun(token) and len(token.text) > 1)

    def _names(self, token: Token) -> bool:
        """Whether a token names something: a thing, an attribute, an entity, a value asked for."""
        if token.has("entity") or token.has("phase") or token.text in self._any_number:
            return True
        if token.has("attribute") or set(token.names("type")) & VALUE_TYPES:
            return True
        flavour = flavour_of(token)
        return flavour in ("thing", "qualifier", "act") or (
            not token.senses and is_noun(token) and len(token.text) > 1) or token.text[0].isdigit()

    def whole(self, reading: Reading) -> Question:
        """Return a text as one question, whatever its clauses."""
        return self._question(reading.tokens, reading)

    def _groups(self, tokens: Sequence[Token]) -> list[list[Token]]:
        """Part the tokens at clauses, and inside one where a join parts two asks."""
        groups: list[list[Token]] = []
        clause = -1
        for token in tokens:
            if token.clause != clause:
                groups.append([])
                clause = token.clause
            groups[-1].append(token)
        return [part for group in groups for part in self._split(group)]

    def _split(self, group: list[Token]) -> list[list[Token]]:
        for at, token in enumerate(group):
            if token.text in self._joins and 0 < at < len(group) - 1:
                left, right = group[:at], group[at + 1:]
                if self._anchor(left) and self._anchor(right):
                    return [left, *self._split(right)]
        return [group]

    def _anchor(self, tokens: Iterable[Token]) -> bool:
        """Whether some tokens ask on their own: a question word of a value type."""
        return any(set(token.names("type")) & VALUE_TYPES or self._weak(token)
                   for token in tokens)

    def _weak(self, token: Token) -> bool:
        return token.has("attribute") and token.text not in self._nouns

    def _is_asking(self, tokens: Iterable[Token]) -> bool:
        """Whether some tokens hold a question word, or a phrase that only a question has."""
        tokens = tuple(tokens)
        if any(self._weak(token) or token.text in self._any_number
               or "which" in token.names("cue")
               or (token.has("type") and token.text not in self._nouns) for token in tokens):
            return True
        return any(token.has("attribute") for token in tokens) and not any(
            flavour_of(token) in ("thing", "act") or token.has("entity") for token in tokens)

    def _question(self, tokens: Sequence[Token], reading: Reading) -> Question:
        builder = _Builder(self._attributes, self._nouns, self._any_number,
                           self._lexicon.cues.get("progress_attribute", ()),
                           self._lexicon.cues.get("digits", ()))
        asking = {token.clause for token in tokens if self._is_asking((token,))}
        for token in tokens:
            builder.add(token, dated=not asking or token.clause in asking)
        start = tokens[0].start if tokens else 0
        end = tokens[-1].start + len(tokens[-1].text) if tokens else 0
        names = [(token.start, token.start + len(token.text)) for token in tokens
                 if token.has("entity") or token.has("phase")]
        inside = [number for number in reading.numbers
                  if start <= number.start < end and not any(
                      first <= number.start < last for first, last in names)]
        numbers = tuple(number for number in inside if number.exact)
        text = reading.text[start:end]
        done = builder.done()
        kinds = {number.kind for number in inside if number.kind and number.quantity.number > 1}
        bare = not any(term.flavour in ("thing", "noun") for term in done.terms)
        if "yesno" in done.shapes and not done.types & VALUE_TYPES and len(kinds) == 1 and bare:
            done = replace(done, types=done.types | kinds)
        return replace(
            done, ordinals=reading.ordinals, numbers=numbers, foreign=reading.foreign,
            years=tuple(year for year in reading.years
                        if str(year) in text or str(year)[2:] in text),
            digits=tuple(run for run in reading.digits if run in text.replace(" ", "")))

    def _lend(self, question: Question, before: Question, story: Question,
              whole: bool) -> Question:
        """Fill what a question leaves out from the one before it and from the story around."""
        mentions = question.mentions or before.mentions or story.mentions
        if question.mentions and ("both" in question.cues | story.cues
                                  or "pronouns" in question.cues
                                  or "yesno" in question.shapes):
            mentions = tuple(dict.fromkeys((*question.mentions, *story.mentions)))
        years = question.years or ((before.years or story.years) if not question.relative else ())
        soft = (*story.terms, *before.terms) if not whole else story.terms
        return replace(
            question, mentions=mentions, years=years,
            phases=question.phases or before.phases or (
                story.phases if whole and story.mentions else ()),
            statuses=question.statuses or before.statuses,
            numbers=question.numbers or before.numbers or story.numbers,
            digits=question.digits or before.digits or story.digits,
            soft=tuple(term for term in soft if term not in question.terms))


class _Builder:
    """Gathers the slots and terms of one question."""

    def __init__(self, attributes: dict[str, Attribute] | object, nouns: set[str],
                 any_number: frozenset[str], progress: tuple[str, ...] = (),
                 digits: tuple[str, ...] = ()) -> None:
        self.digits = frozenset(digits)
        self.progress = progress
        self._attributes = attributes if isinstance(attributes, dict) else {}
        self._nouns = nouns
        self._any_number = any_number
        self.mentions: list[Mention] = []
        self.phases: list[str] = []
        self.relative: list[int] = []
        self.statuses: set[str] = set()
        self.types: set[str] = set()
        self.shapes: set[str] = set()
        self.asked: list[str] = []
        self.terms: list[Term] = []
        self.cues: set[str] = set()
        self.after_number = False
        self.after_which = False
        self.counted: set[str] = set()
        self.hints: list[str] = []

    def add(self, token: Token, dated: bool = True) -> None:
        """Take one token into account; the order of the tests is the order of precedence.

        Words like "this year" count only where `dated`: in a clause that asks.
        """
        if "inside" in token.names("cue"):
            self._place_only(token)
        which, self.after_which = self.after_which, False
        if which and token.text[0] in self.digits:
            self.shapes.add("list")
        for name in token.names("cue"):
            self.cues.add(name)
            self.after_which = self.after_which or name == "which"
        if dated and not self.after_number:
            self.relative += [int(offset) for offset in token.names("year")]
        self.after_number = bool(token.text) and (token.text[-1].isdigit()
                                                  or token.tag.startswith("m"))
        self.statuses |= set(token.names("status"))
        self.phases += token.names("phase")
        noun = token.text in self._nouns
        if token.has("cue") and "any_size" in token.names("cue"):
            self.types |= {"area", ANY_NUMBER}
            return
        if token.text in self._any_number:
            self.types.add(ANY_NUMBER)
            return
        for name in token.names("type"):
            if name in SHAPES:
                self.shapes.add(name)
            elif not noun:
                self.types.add(name)
                if name == "count":
                    self.counted.add(token.text)
        entities = token.names("entity")
        if entities:
            self.mentions.append(Mention(token.text, token.start, entities))
            return
        if token.has("attribute"):
            self._attribute(token)
            return
        if token.has("place"):
            self.terms.append(Term(token.text, frozenset(token.names("place")), "place", True,
                                   1.0, token.start))
            return
        self._word(token, asked=which)

    def _attribute(self, token: Token) -> None:
        names = token.names("attribute")
        flavour = flavour_of(token)
        if token.text not in self._nouns:
            if any(cue in token.text for cue in self._any_number if len(cue) > 1):
                self.types.add(ANY_NUMBER)
            for name in names:
                attribute = self._attributes.get(name)
                if attribute and attribute.answers in VALUE_TYPES:
                    self.types.add(attribute.answers)
                    self.hints.append(name)
                else:
                    self.asked.append(name)
            if flavour not in ("thing", "qualifier"):
                return
        else:
            self.asked += names
        self.terms.append(Term(token.text, names_of(token), "attribute", flavour != "general",
                               0.8, token.start))

    def _word(self, token: Token, asked: bool) -> None:
        """Take a word as a term; what follows "which" is `asked` for and leaves nothing out."""
        flavour = flavour_of(token)
        if "progress" in token.names("cue"):
            flavour = flavour or "act"
        elif flavour == "filler" or token.has("cue") or token.has("type") or token.has("phase"):
            return
        if flavour:
            weight = {"thing": 1.0, "qualifier": 0.7, "act": 0.4, "general": 0.0}[flavour]
            self.terms.append(Term(
                token.text, names_of(token), flavour,
                flavour in ("thing", "qualifier") and not asked,
                min(weight, 0.4) if asked else weight, token.start))
            return
        if token.senses or token.tag.startswith(SILENT_TAGS) or not token.text.isalnum():
            return
        if token.text[0].isdigit() or (len(token.text) == 1 and not is_noun(token)):
            return
        noun = is_noun(token) and len(token.text) > 1
        weight = 0.3 if token.text.isascii() or not noun else 0.8
        self.terms.append(Term(token.text, frozenset((token.text,)),
                               "noun" if noun else "other", False, weight, token.start))

    def _place_only(self, token: Token) -> None:
        """Take the noun before "on" or "in" as the place of what is asked for, not as that."""
        if self.terms and self.terms[-1].start + len(self.terms[-1].text) == token.start:
            last = self.terms[-1]
            self.terms[-1] = replace(last, blocking=False, weight=min(last.weight, 0.3))

    def done(self) -> Question:
        """Return the question that the tokens make; a type that is named outweighs any number."""
        if self.types:
            self.shapes.discard("yesno")
        if {"progress"} <= self.cues and "yesno" in self.shapes and not (
                self.asked or self.types & VALUE_TYPES):
            self.asked += self.progress
        if self.types & VALUE_TYPES and "any_size" not in self.cues:
            self.types.discard(ANY_NUMBER)
        return Question(
            mentions=tuple(self.mentions), phases=tuple(dict.fromkeys(self.phases)),
            relative=tuple(dict.fromkeys(self.relative)), statuses=frozenset(self.statuses),
            types=frozenset(self.types), shapes=frozenset(self.shapes),
            attributes=tuple(dict.fromkeys(self.asked)),
            hints=tuple(dict.fromkeys(self.hints)), terms=tuple(self.terms),
            cues=frozenset(self.cues), counted=frozenset(self.counted))
