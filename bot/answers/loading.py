"""From files to an engine that may be served, or to the reasons why not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.answers.engine import CONTEXT_MINUTES, Engine, make_engine
from bot.knowledge.building import build
from bot.knowledge.files import Files
from bot.knowledge.problems import Problem, in_order
from bot.language.meaning import Meaning
from bot.replies import Replies

__all__ = ["Loaded", "Problem", "load"]


@dataclass(frozen=True, slots=True)
class Loaded:
    """An engine (None where an error keeps it from being served) and every problem found."""

    engine: Engine | None
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that block."""
        return tuple(one for one in self.problems if one.severity == "error")


def load(files: Files, today: date, context_minutes: int = CONTEXT_MINUTES,
         shipped: Replies | None = None, meaning: Meaning | None = None) -> Loaded:
    """Read, check and build; `shipped` are the replies that an older release may lack.

    `meaning` is what grams mean, the shipped one unless given.
    """
    built = build(files, today)
    problems = list(built.problems)
    engine = make_engine(files, built, Replies(files, shipped), context_minutes, meaning)
    problems += engine.lexicon.problems
    blocked = any(one.severity == "error" for one in problems)
    return Loaded(None if blocked else engine, tuple(in_order(problems)))
