"""What is known: the immutable values that a knowledge is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Status = Literal["actual", "target", "plan", "event", "not_given"]
Precision = Literal["day", "month", "year", "span", "undated"]
STATUSES: tuple[Status, ...] = ("actual", "target", "plan", "event", "not_given")
AHEAD: frozenset[Status] = frozenset(("target", "plan"))     # of what lies ahead when it is told


@dataclass(frozen=True, slots=True)
class When:
    """A date with its precision; `text` is what is shown, `inferred` that the source implies it.

    `month_day` is set for a date whose year the source does not give ("8月16日").
    """

    first: date | None
    last: date | None
    precision: Precision
    text: str = ""
    inferred: bool = False

    @property
    def years(self) -> range:
        """The calendar years that the date covers; empty where it is undated."""
        if self.first is None or self.last is None:
            return range(0)
        return range(self.first.year, self.last.year + 1)


UNDATED = When(None, None, "undated")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in base units (1.7万平方米 is 17000 of 平方米) with the words that bound it."""

    number: float
    unit: str
    bound: Literal["", "about", "odd", "over", "under", "at_least"] = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record stands, for a message to its curator."""

    path: str
    line: int


@dataclass(frozen=True, slots=True)
class Source:
    """An article that facts cite."""

    id: str
    title: str
    publisher: str
    url: str | None
    posted: str | None
    about: When
    file: str | None = None
    title_en: str | None = None
    repost: bool = False


@dataclass(frozen=True, slots=True)
class Entity:
    """A park, district, institution, policy, contact or person that facts are about.

    `aliases` may be shared with others (then the bot asks back), `owns` are shared ones that
    this entity has by usage, `serves` the cities whose enquiries a contact takes.
    """

    name: str
    type: str
    aliases: tuple[str, ...] = ()
    english: tuple[str, ...] = ()
    city: str | None = None
    part_of: str | None = None
    owns: tuple[str, ...] = ()
    note: str | None = None
    serves: tuple[str, ...] = ()
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Attribute:
    """What can be asked of a thing: its answer type and the ways to ask for it.

    Where it is `specific`, the ends of labels say more than it does (rent and revenue are both
    amounts), and none stands for another.
    """

    name: str
    answers: str
    ask: tuple[str, ...] = ()
    english: tuple[str, ...] = ()
    suffixes: tuple[str, ...] = ()
    label_en: str | None = None
    specific: bool = False
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """One curated statement.

    `what` is the label that readers see; `about` are further words that askers may name.
    Without `disagrees_with`, two facts of one series and date must have one value.
    """

    id: str
    entity: str
    what: str
    value: str
    status: Status
    as_of: When
    sources: tuple[str, ...]
    quantity: Quantity | None = None
    members: tuple[str, ...] = ()
    phase: str | None = None
    qualifiers: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    period: When = UNDATED
    note: str | None = None
    note_en: str | None = None
    value_en: str | None = None
    what_en: str | None = None
    beside: str | None = None
    disagrees_with: str | None = None
    valid_until: date | None = None
    place: Place | None = None

    @property
    def series(self) -> tuple[str, ...]:
        """What stays the same while the figure changes."""
        years = self.period.text if self.status in AHEAD else ""
        return (self.entity, self.what, "+".join(sorted(self.qualifiers)), self.phase or "",
                self.status, years)


@dataclass(frozen=True)
class KnowledgeBase:
    """All that is known, immutable; swapped whole when a new release is published.

    `utterances` are sample questions by the label that answers them, each with the entities that
    it was asked of; `spoken` are the labels for which the knowledge itself brings some.
    """

    sources: Mapping[str, Source]
    entities: Mapping[str, Entity]
    attributes: Mapping[str, Attribute]
    facts: Mapping[str, Fact]
    by_entity: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    children: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    utterances: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    spoken: frozenset[str] = frozenset()
