"""What an answer is: the value that a face renders and that a chat keeps between turns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["answer", "clarify", "suggest", "unknown", "chat", "form"]
Language = Literal["zh-Hans", "zh-Hant", "en"]


@dataclass(frozen=True, slots=True)
class Option:
    """A button: `text` is its label, `send` the utterance that pressing it stands for."""

    text: str
    send: str


@dataclass(frozen=True, slots=True)
class SourceLine:
    """An article that the reply rests on."""

    id: str
    title: str
    url: str | None
    date: str | None


@dataclass(frozen=True, slots=True)
class Reply:
    """One reply. `marked` is its text with `**` around what stands out; a face renders it.

    `topics` are the entities that a reader may subscribe to from here, `needs_person` that
    the reply refused something which a person could be asked (the enquiry button).
    """

    kind: Kind
    marked: str
    facts: tuple[str, ...] = ()
    sources: tuple[SourceLine, ...] = ()
    options: tuple[Option, ...] = ()
    confidence: float = 0.0
    language: Language = "zh-Hans"
    rule: str = ""
    topics: tuple[str, ...] = ()
    needs_person: bool = False
    explanation: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """What the reader sees, as plain text."""
        return self.marked.replace("**", "")
