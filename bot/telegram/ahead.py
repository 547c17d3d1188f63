"""Long texts are answered beside the store's thread, so that nobody else waits for them.

A short question takes a millisecond or two and is answered within its transaction; one of
thousands of characters takes hundreds. What is prepared is used only if it still fits.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import datetime

from bot.answers.context import Context
from bot.answers.engine import Engine
from bot.answers.reply import Language, Reply

LONG = 200


@dataclass(frozen=True, slots=True)
class Question:
    """Everything that an answer depends on, but for the engine."""

    text: str
    context: Context | None
    language: Language | None
    day: str

    @classmethod
    def at(cls, text: str, now: datetime, context: Context | None,
           language: Language | None) -> Question:
        """Return a question asked at a time; within a day the time makes no difference."""
        return cls(text, context, language, now.date().isoformat())


@dataclass(frozen=True, slots=True)
class Prepared:
    """An answer that was made ahead."""

    engine: Engine
    question: Question
    answer: tuple[Reply, Context | None]

    def fits(self, engine: Engine, question: Question) -> bool:
        """Tell whether this is the answer that would be given now."""
        return self.engine is engine and self.question == question


async def prepare(engine: Engine, text: str, now: datetime, context: Context | None,
                  language: Language | None) -> Prepared:
    """Answer in another thread."""
    answer = await asyncio.to_thread(engine.answer, text, now, context, language)
    return Prepared(engine, Question.at(text, now, context, language), answer)
