"""What a button carries: `v1:verb:id…`, at most 64 bytes, and nothing that must stay secret."""

from __future__ import annotations

import re
from dataclasses import dataclass

from telegram.constants import InlineKeyboardButtonLimit

VERSION = "v1"
LIMIT = int(InlineKeyboardButtonLimit.MAX_CALLBACK_DATA)
_VERB = re.compile(r"[a-z][a-z-]{0,15}\Z")
_ARGUMENT = re.compile(r"[A-Za-z0-9_./+-]{1,32}\Z")


@dataclass(frozen=True, slots=True)
class Callback:
    """A button press: which verb, and the short ids that it is about."""

    verb: str
    arguments: tuple[str, ...] = ()

    @property
    def first(self) -> str:
        """The first argument; empty where there is none."""
        return self.arguments[0] if self.arguments else ""


def encode(verb: str, *arguments: object) -> str:
    """Return the callback data of a button; ValueError where it would not be read back."""
    words = tuple(str(argument) for argument in arguments)
    if not _VERB.match(verb) or not all(_ARGUMENT.match(word) for word in words):
        raise ValueError(f"not a callback: {verb} {words}")
    data = ":".join((VERSION, verb, *words))
    if len(data.encode()) > LIMIT:
        raise ValueError(f"callback of more than {LIMIT} bytes: {data}")
    return data


def decode(data: str | None) -> Callback | None:
    """Read a button press; None for what this version never wrote."""
    words = (data or "").split(":")
    if len(words) < 2 or words[0] != VERSION or not _VERB.match(words[1]):
        return None
    if not all(_ARGUMENT.match(word) for word in words[2:]):
        return None
    return Callback(words[1], tuple(words[2:]))
