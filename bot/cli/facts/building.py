"""A knowledge without its engine, for the verbs that only read facts."""

from __future__ import annotations

from datetime import date

from bot.errors import UsageProblem
from bot.knowledge.building import Built, build
from bot.knowledge.files import Files
from bot.messages import say

ANY_DAY = date(2000, 1, 1)


def built_of(files: Files, name: str) -> Built:
    """Build, or raise UsageProblem with the first error and how many there are."""
    built = build(files, ANY_DAY)
    errors = sorted((one for one in built.problems if one.severity == "error"),
                    key=lambda one: (one.path, one.line))
    if errors:
        raise UsageProblem(say("cli.cannot_serve", first=str(errors[0]), count=len(errors)), name)
    return built
