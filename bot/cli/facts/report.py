"""Findings as lines: one each, or brought together by what they say."""

from __future__ import annotations

from collections.abc import Iterable

from bot.knowledge.problems import Problem
from bot.messages import say

EXAMPLES = 3


def told(problems: Iterable[Problem], most: int | None = None) -> list[str]:
    """Return the findings kind by kind, under a heading each, errors first.

    Of each kind at most `most` are told, and how many there are.
    """
    groups: dict[tuple[str, str], list[Problem]] = {}
    for problem in problems:
        groups.setdefault((problem.severity, problem.key), []).append(problem)
    lines: list[str] = []
    for (_, key), found in sorted(groups.items()):
        lines.append(f"## {say(f'kind.{key}')} ({len(found)})")
        lines += [f"- {problem}" for problem in found[:most]]
        if most is not None and len(found) > most:
            lines.append(f"- … {say('check.more', count=len(found) - most)}")
        lines.append("")
    return lines
