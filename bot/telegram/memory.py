"""What the face keeps of a chat beside the question's context: what its buttons send. Pure.

It lies in the chat's sealed record, so that /forget and the store's key cover it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Self, TypeVar

from bot.answers.context import Context
from bot.answers.reply import Option
from bot.telegram.topics import short_id

T = TypeVar("T")
MOST_SENDS = 60
MOST_ANSWERS = 20


@dataclass(frozen=True, slots=True)
class Memory:
    """`sends`: short id -> what a button says; `answers`: question's message -> answer's, or 0."""

    context: Context | None = None
    sends: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def read(cls, record: Mapping[str, Any] | None) -> Self:
        """Read what `record` made; what another version wrote is forgotten."""
        kept = record or {}
        try:
            context = Context.from_record(kept["context"]) if kept.get("context") else None
        except (KeyError, TypeError, ValueError):
            context = None
        return cls(context, dict(kept.get("sends") or {}), dict(kept.get("answers") or {}))

    def record(self) -> dict[str, Any]:
        """Return a value that JSON can hold."""
        return {"context": self.context.to_record() if self.context else None,
                "sends": dict(self.sends), "answers": dict(self.answers)}

    def with_options(self, options: Iterable[Option]) -> Memory:
        """Keep what these options send; the oldest are forgotten."""
        new = {short_id(option.send): option.send for option in options}
        kept = {key: value for key, value in self.sends.items() if key not in new}
        return replace(self, sends=_newest({**kept, **new}, MOST_SENDS))

    def with_answer(self, question: int, answer: int) -> Memory:
        """Keep which message answers a question."""
        kept = {key: value for key, value in self.answers.items() if key != str(question)}
        return replace(self, answers=_newest({**kept, str(question): answer}, MOST_ANSWERS))


def _newest(kept: dict[str, T], most: int) -> dict[str, T]:
    return dict(list(kept.items())[-most:])
