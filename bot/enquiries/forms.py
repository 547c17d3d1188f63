"""The form in which an enquiry is written: one free text, optional fields, then consent. Pure.

text -> preview -> (field -> preview)* -> sent | dropped
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, Literal, Self

KIND = "enquiry"
REPLY = "reply"
FIELDS = ("company", "contact")
LONGEST_TEXT = 2000
LONGEST_FIELD = 200
LIVES = timedelta(hours=24)

Step = Literal["text", "preview", "field"]


@dataclass(frozen=True, slots=True)
class Draft:
    """An enquiry being written; `asking` is the field that the next text fills."""

    at: datetime
    step: Step = "text"
    text: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    asking: str = ""
    about: str = ""

    def record(self) -> dict[str, Any]:
        """Return a value that JSON can hold."""
        return {"kind": KIND, "at": self.at.isoformat(), "step": self.step, "text": self.text,
                "fields": dict(self.fields), "asking": self.asking, "about": self.about}

    @classmethod
    def read(cls, record: Mapping[str, Any] | None, now: datetime) -> Self | None:
        """Read what `record` made; None for another form and for one left lying too long."""
        if not record or record.get("kind") != KIND:
            return None
        at = datetime.fromisoformat(str(record["at"]))
        if now - at > LIVES:
            return None
        return cls(at, record["step"], str(record["text"]), dict(record["fields"]),
                   str(record["asking"]), str(record["about"]))

    @property
    def listening(self) -> bool:
        """Whether the next text belongs to the form and is no question."""
        return self.step in ("text", "field")


def took(draft: Draft, said: str) -> Draft:
    """Return the draft with what was said in the place that was asked for."""
    if draft.step == "field":
        value = " ".join(said.split())[:LONGEST_FIELD]
        kept = {name: text for name, text in draft.fields.items() if name != draft.asking}
        return replace(draft, step="preview", asking="",
                       fields={**kept, draft.asking: value} if value else kept)
    return replace(draft, step="preview", text=said.strip()[:LONGEST_TEXT])


def asking(draft: Draft, name: str) -> Draft | None:
    """Return the draft waiting for a field (or, for "text", for the text); None if unknown."""
    if name == "text":
        return replace(draft, step="text")
    return replace(draft, step="field", asking=name) if name in FIELDS else None


def reply_form(enquiry_id: int, now: datetime) -> dict[str, Any]:
    """Return the form in which the next text goes to the staff."""
    return {"kind": REPLY, "at": now.isoformat(), "enquiry": enquiry_id}


def replying_to(record: Mapping[str, Any] | None, now: datetime) -> int | None:
    """Return the enquiry that the next text answers; None where none was asked for."""
    if not record or record.get("kind") != REPLY:
        return None
    if now - datetime.fromisoformat(str(record["at"])) > LIVES:
        return None
    return int(record["enquiry"])
