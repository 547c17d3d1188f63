"""What a chat's last question left behind: slots and fact ids, never text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Any

# cues of what picks one of several by its place, in order
PICKS = ("pick_first", "pick_second", "pick_third", "pick_fourth", "pick_fifth", "pick_sixth",
         "pick_last")


@dataclass(frozen=True, slots=True)
class Context:
    """The slots of the last question that was understood, and when it was asked.

    `facts` were told last, `told` before that of the same subject; `choices` are the entities
    among which the asker may choose, `offered` the facts, also after one of them was picked;
    `rivals` are the first facts of the last two replies, of two subjects or phases; `language` is
    that of the message; `listed` are entities that were listed, `rest` those that the list left
    out, `around` those in which the subject was said to lie ("there"); `compares` tells that the
    first two entities were to be compared.
    """

    at: datetime
    entities: tuple[str, ...] = ()
    phase: str | None = None
    years: tuple[int, ...] = ()
    asks: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    rivals: tuple[str, ...] = ()
    language: str = ""
    offered: tuple[str, ...] = ()
    listed: tuple[str, ...] = ()
    rest: tuple[str, ...] = ()
    around: tuple[str, ...] = ()
    compares: bool = False

    def to_record(self) -> dict[str, Any]:
        """Return a value that JSON can hold."""
        return {**asdict(self), "at": self.at.isoformat()}

    def picked(self, cues: frozenset[str]) -> tuple[str, ...]:
        """Return the one of the listed entities that cues pick by its place, if one does."""
        at = next((at for at, cue in enumerate(PICKS) if cue in cues), len(self.listed))
        return self.listed[-1:] if PICKS[-1] in cues else self.listed[at:at + 1]

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> Context:
        """Read what `to_record` made."""
        known = {field.name for field in fields(cls)} - {"at"}
        values: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value
            for name, value in record.items() if name in known}
        return cls(at=datetime.fromisoformat(str(record["at"])), **values)
