"""The sample questions of a knowledge, asked of the engine that was built from it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.answers.context import Context
from bot.answers.engine import Engine
from bot.answers.loading import Loaded
from bot.knowledge.cases import Answered, Answerer, failing, read_cases
from bot.knowledge.files import Files


def answerer(engine: Engine, now: datetime) -> Answerer:
    """Return what asks one conversation and tells the last reply; `now` unless a case says when."""
    def answer(asks: tuple[str, ...], at: datetime | None) -> Answered:
        moment = now if at is None else at if at.tzinfo else at.replace(tzinfo=now.tzinfo)
        context: Context | None = None
        told = Answered("", "", ())
        for text in asks:
            reply, context = engine.answer(text, moment, context)
            told = Answered(reply.kind, reply.text, reply.facts)
        return told

    return answer


def sampled(loaded: Loaded, files: Files, now: datetime) -> Loaded:
    """Ask every sample question; a knowledge that answers one otherwise is not served."""
    if loaded.engine is None:
        return loaded
    cases, faults = read_cases(files)
    found = [*faults, *failing(cases, answerer(loaded.engine, now))]
    engine = None if any(one.severity == "error" for one in found) else loaded.engine
    return replace(loaded, engine=engine, problems=(*loaded.problems, *found))
