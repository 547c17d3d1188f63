"""facts check: every fault of a knowledge at once, each with its file and line."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path

from bot.answers.engine import Engine
from bot.answers.loading import load
from bot.answers.sampling import answerer
from bot.cli.knowledge import folders_of, now_of, settings_of
from bot.errors import UsageProblem
from bot.knowledge.building import CHECKING, NUMBERS
from bot.knowledge.cases import failing, read_cases
from bot.knowledge.checking_articles import Article, missing_figures, read_article
from bot.knowledge.files import Files, read_files
from bot.knowledge.model import Place, Source
from bot.knowledge.numerals import Numerals
from bot.knowledge.problems import (
    CONSEQUENCES,
    UNREADABLE,
    Problem,
    error,
    in_order,
    warning,
)
from bot.knowledge.reaching import unreached
from bot.knowledge.rows import read_mapping
from bot.messages import say

DONE, WANTING = 0, 1
EMPTY = "empty_file"     # what errors elsewhere may follow from, too
NOON = time(12)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's own arguments."""
    parser.add_argument("--today", metavar="DATE", default=None, help=say("help.check_today"))
    parser.add_argument("--articles", type=Path, metavar="DIR", default=None,
                        help=say("help.check_articles"))
    parser.add_argument("--all", action="store_true", default=False, help=say("help.check_all"))


def run(options: argparse.Namespace) -> int:
    """Check, print what was found, errors first; the status tells whether there are errors."""
    settings = settings_of(options)
    now = _at(options.today, now_of(options, settings))
    seeds, intents = folders_of(options, settings)
    files = read_files(seeds, intents)
    loaded = load(files, now.date(), settings.conversation.context_minutes)
    problems = list(loaded.problems)
    cases, faults = read_cases(files)
    problems += faults
    if loaded.engine is not None:
        problems += _asked(loaded.engine, files, now)
        if options.articles is not None:
            problems += against_articles(loaded.engine, files, options.articles)
    errors = in_order(problem for problem in problems if problem.severity == "error")
    warnings = in_order(problem for problem in problems if problem.severity == "warning")
    roots = {"seeds/": _shown(seeds), "intents/": _shown(intents)}
    empty = [problem for problem in warnings if problem.key == EMPTY] if errors else []
    shown = errors if options.all else causes(errors, empty)
    print("\n".join([*(_line(problem, roots) for problem in (*empty, *shown)),
                     *_hidden(len(errors) - len(shown)),
                     *_warned(warnings, roots, every=options.all),
                     say("check.summary", errors=len(errors), warnings=len(warnings),
                         cases=len(cases), **_counts(loaded.engine))]))
    return WANTING if errors else DONE


def _at(today: str | None, now: datetime) -> datetime:
    if today is None:
        return now
    try:
        return datetime.combine(date.fromisoformat(today), NOON, now.tzinfo)
    except ValueError as fault:
        raise UsageProblem(say("check.no_today", text=today[:40]), "--today") from fault


def _counts(engine: Engine | None) -> dict[str, object]:
    if engine is None:
        return {"facts": "?", "entities": "?"}
    return {"facts": len(engine.knowledge.facts), "entities": len(engine.knowledge.entities)}


def _asked(engine: Engine, files: Files, now: datetime) -> list[Problem]:
    """Run the cases, and ask for every fact in its own words."""
    cases, _ = read_cases(files)
    data = read_mapping(CHECKING, files[CHECKING])[0] if CHECKING in files else {}
    answer = answerer(engine, now)
    return failing(cases, answer) + unreached(engine.knowledge, data, answer)


def against_articles(engine: Engine, files: Files, folder: Path) -> list[Problem]:
    """Look every figure up in the article that it cites."""
    if not folder.is_dir():
        raise UsageProblem(say("check.no_articles"), str(folder))
    numerals = Numerals(read_mapping(NUMBERS, files[NUMBERS])[0])
    articles: dict[str, Article] = {}
    problems = []
    for source in engine.knowledge.sources.values():
        found, fault = _article(source, folder, numerals)
        problems += fault
        if found is not None:
            articles[source.id] = found
    return problems + missing_figures(engine.knowledge, articles, numerals)


def _article(source: Source, folder: Path,
             numerals: Numerals) -> tuple[Article | None, list[Problem]]:
    place = Place("seeds/articles.yaml", 1)
    paths = sorted(folder.glob(f"{source.file}*")) if source.file else []
    if not paths:
        return None, [warning(place, "no_article", name=source.id, file=source.file or "-")]
    try:
        return read_article(paths[0].name, paths[0].read_text(encoding="utf-8"), numerals), []
    except (OSError, UnicodeDecodeError):
        return None, [error(place, "article_unreadable", file=paths[0].name)]


def _shown(folder: Path) -> str:
    """Return a folder as the user would write it."""
    try:
        return f"{folder.resolve().relative_to(Path.cwd()).as_posix()}/"
    except ValueError:
        return f"{folder}/"


def _line(problem: Problem, roots: Mapping[str, str]) -> str:
    for name, root in roots.items():
        if problem.path.startswith(name):
            return str(replace(problem, path=root + problem.path.removeprefix(name)))
    return str(problem)


def causes(errors: list[Problem], empty: Sequence[Problem] = ()) -> list[Problem]:
    """Return the errors without those that follow from a file that is empty or cannot be read."""
    if not empty and not any(problem.key in UNREADABLE for problem in errors):
        return errors
    return [problem for problem in errors if problem.key not in CONSEQUENCES]


def _hidden(count: int) -> list[str]:
    return [say("check.consequences", count=count)] if count else []


def _warned(warnings: list[Problem], roots: Mapping[str, str], *, every: bool) -> list[str]:
    """Return every warning, or of each kind how many there are and the first."""
    if every:
        return [_line(problem, roots) for problem in warnings]
    groups: dict[str, list[Problem]] = {}
    for problem in warnings:
        groups.setdefault(problem.key, []).append(problem)
    return [say("check.warnings_of", name=say(f"kind.{key}"), count=len(found),
                example=_line(found[0], roots)) for key, found in sorted(groups.items())]
