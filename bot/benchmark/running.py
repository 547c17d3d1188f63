"""A question set asked of an engine: each conversation in order, each answer timed and judged."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from time import perf_counter
from typing import Protocol

from bot.answers.context import Context
from bot.answers.engine import Engine
from bot.answers.reply import Kind
from bot.benchmark.judging import Verdict, judge
from bot.benchmark.questions import Item


@dataclass(frozen=True, slots=True)
class Told:
    """What a contender said: `score` is how sure it was, where it is one that ranks."""

    kind: Kind
    text: str
    score: float = 0.0


class Contender(Protocol):
    """Answers questions, one after the other."""

    def ask(self, text: str, chat: str) -> Told:
        """Answer one message of a conversation."""
        ...


class EngineContender:
    """This engine, with the context of each conversation."""

    def __init__(self, engine: Engine, now: datetime) -> None:
        self._engine = engine
        self._now = now
        self._contexts: dict[str, Context | None] = {}

    def ask(self, text: str, chat: str) -> Told:
        """Answer one message of a conversation."""
        reply, self._contexts[chat] = self._engine.answer(text, self._now,
                                                          self._contexts.get(chat))
        return Told(reply.kind, reply.text, reply.confidence)


@dataclass(frozen=True, slots=True)
class Asked:
    """One question with what was said, how that was judged, and how long it took."""

    item: Item
    told: Told
    verdict: Verdict
    seconds: float


def ask_all(contender: Contender, items: Iterable[Item]) -> list[Asked]:
    """Ask every question in order."""
    asked = []
    for item in items:
        start = perf_counter()
        told = contender.ask(item.q, item.chat)
        seconds = perf_counter() - start
        asked.append(Asked(item, told, judge(item, told.kind, told.text), seconds))
    return asked


def quantile(values: Sequence[float], share: float) -> float:
    """Return the value below which a share of all values lies (nearest rank); 0 for none."""
    if not values:
        return 0.0
    ordered = sorted(values)
    return ordered[min(int(share * len(ordered)), len(ordered) - 1)]
