"""What is wrong with a knowledge: one finding each, with the place to look at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from rapidfuzz import process

from bot import messages
from bot.knowledge.model import Place

LONGEST = 120
UNREADABLE = frozenset(("not_utf8", "too_deep", "not_yaml", "not_a_list", "not_a_mapping"))
# what is missing everywhere where one file could not be read
CONSEQUENCES = frozenset(("unknown_entity", "unknown_label", "unknown_source", "unknown_fact",
                          "wrong_answer"))
Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding. `key` names its sentence in bot/messages, `fields` what stands in it."""

    severity: Severity
    path: str
    line: int
    key: str
    fields: Mapping[str, object] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The finding as one line, without its place."""
        fields = {name: _short(value) for name, value in self.fields.items()}
        said = messages.say(f"check.{self.key}", **fields)
        if fields.get("nearest"):
            said = messages.say("check.nearest", said=said, nearest=fields["nearest"])
        return " ".join(said.split())

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.text}"


def _short(value: object) -> object:
    """Return what a sentence may hold of a value that may be a whole file by mistake."""
    return f"{value[:LONGEST]}…" if isinstance(value, str) and len(value) > LONGEST else value


def error(place: Place, key: str, /, **fields: object) -> Problem:
    """Return a finding that keeps a knowledge from being served."""
    return Problem("error", place.path, place.line, key, fields)


def warning(place: Place, key: str, /, **fields: object) -> Problem:
    """Return a finding that a curator should look at."""
    return Problem("warning", place.path, place.line, key, fields)


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the known spelling nearest to `word`, or an empty string where none is near."""
    best = process.extractOne(word, list(known), score_cutoff=50)
    return str(best[0]) if best else ""


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Order problems by place; files that cannot be read come first, as the rest may follow."""
    return sorted(problems, key=lambda one: (one.key not in UNREADABLE, one.path, one.line,
                                             one.key))
