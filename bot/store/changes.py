"""What each release changed: records that a digest can tell without either knowledge."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

from sqlalchemy import insert, select

from bot.store.tables import changes
from bot.store.tx import Tx

Kind = Literal["new", "changed", "corrected", "removed"]


@dataclass(frozen=True, slots=True)
class Words:
    """A change in one language: what it is about, its value before and after, and their dates."""

    label: str
    old: str = ""
    new: str = ""
    old_date: str = ""
    new_date: str = ""
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ChangeRecord:
    """A change of one series. `topics` are the entities whose followers it concerns."""

    kind: Kind
    series: tuple[str, ...]
    topics: tuple[str, ...]
    words: Mapping[str, Words]

    def said(self, language: str) -> Words:
        """The words in a language, or in the first one there is."""
        return self.words.get(language) or next(iter(self.words.values()))

    def to_record(self) -> dict[str, Any]:
        """Return a value that JSON can hold."""
        return {"kind": self.kind, "series": self.series, "topics": self.topics,
                "words": {language: asdict(words) for language, words in self.words.items()}}

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> ChangeRecord:
        """Read what `to_record` made."""
        words = {language: Words(**{**said, "sources": tuple(said["sources"])})
                 for language, said in record["words"].items()}
        return cls(record["kind"], tuple(record["series"]), tuple(record["topics"]), words)


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One change, the release that made it, and its place in it."""

    release: int
    position: int
    change: ChangeRecord


def add(tx: Tx, release: int, records: Sequence[ChangeRecord]) -> None:
    """Keep what a release changed, in order."""
    if records:
        tx.connection.execute(insert(changes), [
            {"release": release, "position": position, "record": record.to_record()}
            for position, record in enumerate(records)])


def since(tx: Tx, release: int) -> list[ChangeRow]:
    """What the releases after this one changed, the oldest first."""
    rows = tx.execute(select(changes).where(changes.c.release > release)
                      .order_by(changes.c.release, changes.c.position))
    return [ChangeRow(row.release, row.position, ChangeRecord.from_record(row.record))
            for row in rows]


def of(tx: Tx, release: int) -> list[ChangeRow]:
    """What one release changed."""
    return [row for row in since(tx, release - 1) if row.release == release]
