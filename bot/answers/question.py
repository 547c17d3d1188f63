"""What is asked: the slots and terms of one question."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from typing import Any

from bot.answers.likeness import NO_LIKES, Likes
from bot.knowledge.numerals import Number
from bot.language.opposites import Members

VALUE_TYPES = frozenset(("count", "area", "money", "percent", "growth", "multiple", "rank",
                         "distance", "duration", "period", "date", "place", "org", "person",
                         "role", "phone", "name", "url", "requirement", "status"))
SHAPES = frozenset(("yesno", "list", "meaning", "why", "how", "compare", "extreme", "profile",
                    "text"))
ANY_NUMBER = "number"
WANTED = frozenset(("wish", "premises"))   # cues of who looks for a place to move in
ASKABLE = VALUE_TYPES | {ANY_NUMBER}


@dataclass(frozen=True, slots=True)
class Term:
    """A word that the question names. Where it is `blocking`, a fact that lacks it is not told.

    `proper`: it is the name of somebody, of a place or of something that nothing here knows;
    `heard` are the English words that it was read for: the glossary may have meant another concept.
    """

    text: str
    names: frozenset[str]
    flavour: str
    blocking: bool
    weight: float
    start: int
    proper: bool = False
    heard: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Words:
    """Several terms as one, to be held against many facts.

    `names` are the concepts of all, `texts` how each is written, a line each; `plain` are the
    longer ones that stand for no concept of a thing and for no attribute.
    """

    names: frozenset[str]
    texts: str
    plain: frozenset[str]

    @classmethod
    def of(cls, terms: Iterable[Term]) -> Words:
        """Return what some terms name."""
        terms = tuple(terms)
        return cls(frozenset().union(*(term.names for term in terms)),
                   "\n".join(term.text for term in terms),
                   frozenset(term.text for term in terms if len(term.text) > 1
                             and term.flavour not in ("thing", "attribute")))


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in the text with the entities that bear it."""

    text: str
    start: int
    entities: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """One question: its slots, its terms, and those of the story around it (`soft`).

    `plain` is its text without the names, `official` the same with each word as its concept is
    called; `around` are the entities that the story names, `before` facts that were just told
    and are not meant again, `asked_as` those of whose labels it asks; `counted` are the words that
    ask how many, which end in what is counted, `things` what stands after them; `ending` is a noun
    that nothing knows and that stands behind "what", as names end in it (what valley);
    `lent` tells that another part of the message named its subject; `items` ask for each of
    several things that it names side by side;
    `found` keeps what was found for it, by whom it was asked of: several shapes ask the same;
    `sides` are its words that exclude others; `hints` are the attributes that a phrase asking
    for a value is usual for.
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
    things: frozenset[str] = frozenset()
    ending: str = ""
    foreign: tuple[str, ...] = ()
    around: frozenset[str] = frozenset()
    plain: str = ""
    official: str = ""
    before: frozenset[str] = frozenset()
    asked_as: tuple[str, ...] = ()
    lent: bool = False
    items: tuple[Question, ...] = ()
    sides: Members = field(default_factory=dict, compare=False)
    likes: Likes = field(default=NO_LIKES, compare=False)
    _words: dict[str, Words] = field(default_factory=dict, init=False, compare=False, repr=False)
    found: dict[Hashable, Any] = field(default_factory=dict, init=False, compare=False,
                                       repr=False)

    @property
    def words(self) -> Words:
        """The terms as one, put together when first asked for."""
        return self._words.get("own") or self._words.setdefault("own", Words.of(self.terms))

    @property
    def story(self) -> Words:
        """The terms of the story around as one, put together when first asked for."""
        return self._words.get("story") or self._words.setdefault("story", Words.of(self.soft))

    @property
    def seeks(self) -> bool:
        """Whether it asks for a kind of value, for an attribute or for one of several things."""
        return bool(self.types or self.attributes or "which" in self.cues)

    @property
    def only_wants(self) -> bool:
        """Whether somebody only says what premises he looks for."""
        return self.cues >= WANTED and not (self.seeks or self.shapes)

    @property
    def asks(self) -> bool:
        """Whether it names anything that could be asked for."""
        return bool(self.types or self.attributes or self.terms or self.shapes)
