"""What was found for a message, before it is put into words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.answers.context import Context
from bot.answers.selection import Selection
from bot.language.reading import Reading

Rule = Literal["value", "compare", "compare_what", "phases", "extreme", "placed", "profile",
               "entities", "relation", "contact", "chat", "foreign", "sources", "stands", "whose",
               "dated", "latest", "met", "status", "more", "member", "empty", "untold"]


@dataclass(frozen=True, slots=True)
class Found:
    """What was found for a message: a selection for each of its questions.

    `kind` is what the listed `entities` are called, "most:4" or "least:4" for the greatest of four,
    "3" for the third of a list that was told and "0" for its last,
    "yes" or "no" for whether a thing (the first entity) lies in a place (the second).
    """

    reading: Reading
    rule: Rule
    selections: tuple[Selection, ...] = ()
    context: Context | None = None
    chat: str = ""
    place: str = ""
    now_asked: bool = False
    entities: tuple[str, ...] = ()
    kind: str = ""
