"""Fits the weights of `bot/answers/weights.py` to questions with known answers.

    python -m bot.benchmark.fitting QUESTIONS.jsonl[@SEEDS] …

Questions that nothing answers (expect: abstain) teach what is not to be told.

Two models over the same signals: RANK orders the facts of one question (a conditional logit:
the right ones against all others), TRUST tells whether a leading fact answers at all (a
logistic regression over the facts that lead, questions without an answer among them). Both by
gradient ascent with a ridge penalty; only numpy, always the same result. The questions that
readers of the articles wrote (seeds/utterances/asked-*.yaml) are asked of an engine that does
not have them as utterances.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bot.answers.choosing import lead
from bot.answers.context import Context
from bot.answers.engine import Engine
from bot.answers.loading import load
from bot.answers.matching import Match
from bot.answers.signals import NAMES
from bot.answers.wording import Wording
from bot.benchmark.judging import holds
from bot.benchmark.questions import Item, read_items
from bot.knowledge.files import Files, read_files
from bot.knowledge.rows import read_rows

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
ASKED = "seeds/utterances/asked-"
RIDGE, STEPS, RATE = 0.002, 600, 0.1
LEADING = 1                # so many facts of a question teach TRUST
LIKELY = 0.12              # a fact that merely holds the words expected is no answer
NOT_GIVEN = NAMES.index("not_given")
NOW = datetime.fromisoformat("2026-11-22T10:00:00+08:00")


@dataclass(frozen=True, slots=True)
class Example:
    """The facts considered for one question, best first: their signals, and which answer it.

    `unsure` hold what is expected and are unlike the question; `refusals` say that something is not
    given where nothing was expected, which is neither right nor wrong.
    """

    signals: Floats
    good: Flags
    unsure: Flags
    leads: Floats
    refusals: Flags


def examples(engine: Engine, items: Iterable[Item]) -> Iterator[Example]:
    """Ask every question and yield what was considered for it; choices are left out."""
    words = Wording(engine.knowledge, engine.replies, "zh-Hans", NOW.date())
    said = {fact.id: f"{words.sentence(fact)}|{fact.note or ''}"
            for fact in engine.knowledge.facts.values() if fact.status != "not_given"}
    contexts: dict[str, Context | None] = {}
    for item in items:
        found = engine.find(item.q, NOW, contexts.get(item.chat))
        contexts[item.chat] = found.context
        matches = _considered(found.selections)
        if item.expect == "clarify" or not matches:
            continue
        holding = np.array([item.expect == "answer" and any(
            any(holds(said.get(one.id, ""), word) for word in group) for group in item.all)
            for one in matches])
        likely = np.array([_likely(one) for one in matches])
        refuses = np.array([item.expect == "abstain" and one.terms.fact.status == "not_given"
                            for one in matches])
        good = refuses & likely if item.expect == "abstain" else holding & likely
        yield Example(np.array([one.signals for one in matches], dtype=float), good,
                      holding & ~likely, _leads(matches), refuses & ~likely)


def asked(files: Files) -> tuple[tuple[str, frozenset[tuple[str, str]]], ...]:
    """Return the questions of readers with the rows that answer each."""
    rows: dict[str, set[tuple[str, str]]] = {}
    for path in files:
        if path.startswith(ASKED):
            for row in read_rows(path, files[path])[0]:
                for text in row.texts("ask"):
                    rows.setdefault(text, set()).add(
                        (row.text("entity") or "", row.text("what") or ""))
    return tuple((text, frozenset(found)) for text, found in rows.items())


def asked_examples(engine: Engine, questions: Iterable[tuple[str, frozenset[tuple[str, str]]]]
                   ) -> Iterator[Example]:
    """Ask the readers' questions, each by itself."""
    for text, rows in questions:
        matches = _considered(engine.find(text, NOW).selections)
        good = np.array([(one.terms.fact.entity, one.terms.fact.what) in rows for one in matches])
        if matches and good.any():
            yield Example(np.array([one.signals for one in matches], dtype=float), good,
                          np.zeros(len(good), dtype=np.bool_), _leads(matches),
                          np.zeros(len(good), dtype=np.bool_))


def _leads(matches: Sequence[Match]) -> Floats:
    """Return how far the best of these, in order, is before the others; 0 for the others."""
    leads = np.zeros(len(matches))
    leads[0] = lead(matches[0], matches[1:])
    return leads


def _considered(selections: Iterable[object]) -> list[Match]:
    best: dict[str, Match] = {}
    for selection in selections:
        for one in (*getattr(selection, "considered", ()), *getattr(selection, "matches", ())):
            if one.relation > 0 and one.signals and (
                    one.id not in best or one.score > best[one.id].score):
                best[one.id] = one
    return sorted(best.values(), key=lambda one: (-one.score, one.id))


def _likely(one: Match) -> bool:
    values = dict(zip(NAMES, one.signals, strict=True))
    return values["best"] > LIKELY or values["head"] > 0.4 or bool(values["numbered"])


def rank(found: Sequence[Example]) -> Floats:
    """Fit the weights that order facts: the log-likelihood of the right ones among all."""
    usable = [one for one in found if one.good.any()]

    def gradient(weights: Floats) -> Floats:
        total = np.zeros(len(NAMES))
        for one in usable:
            chance = np.where(one.unsure, 0.0, np.exp(_centred(one.signals @ weights)))
            right = np.where(one.good, chance, 0.0)
            total += one.signals.T @ (right / right.sum() - chance / chance.sum())
        return np.asarray(total / len(usable))

    return _ascend(gradient)


def trust(found: Sequence[Example]) -> Floats:
    """Fit the weights that tell whether a leading fact answers; then the lead's, then the bias."""
    rows, right = [], []
    for one in found:
        for at in range(min(LEADING, len(one.good))):
            if not one.unsure[at] and not one.signals[at][NOT_GIVEN]:
                rows.append(np.append(one.signals[at], (one.leads[at], 1.0)))
                right.append(one.good[at])
    signals = np.array(rows)
    truth = np.array(right, dtype=float)

    def gradient(values: Floats) -> Floats:
        return np.asarray(signals.T @ (truth - 1 / (1 + np.exp(-signals @ values))) / len(truth))

    return _ascend(gradient, len(NAMES) + 2, RIDGE / 4)


def _ascend(gradient: object, size: int = len(NAMES), ridge: float = RIDGE) -> Floats:
    """Climb by Adam (Kingma and Ba, 2015) with a ridge penalty."""
    values, mean, square = np.zeros(size), np.zeros(size), np.zeros(size)
    for step in range(1, STEPS + 1):
        slope = gradient(values) - ridge * values  # type: ignore[operator]
        mean = 0.9 * mean + 0.1 * slope
        square = 0.99 * square + 0.01 * slope * slope
        values = values + RATE * (mean / (1 - 0.9**step)) / (
            np.sqrt(square / (1 - 0.99**step)) + 1e-8) * min(1.0, 4 * (1 - step / (STEPS + 1)))
    return values


def _centred(values: Floats) -> Floats:
    return np.asarray(values - values.max())


def _engine(seeds: str, without: str = "") -> Engine:
    """Build the engine of a knowledge, without some of its files."""
    files = {name: data for name, data in read_files(Path(seeds), Path("intents")).items()
             if not without or not name.startswith(without)}
    engine = load(files, NOW.date()).engine
    if engine is None:
        raise SystemExit(1)
    return engine


def main(arguments: Sequence[str]) -> None:
    """Print the fitted weights as they stand in `weights.py`."""
    engines: dict[str, Engine] = {}
    found: list[Example] = []
    for argument in arguments:
        path, _, seeds = argument.partition("@")
        engine = engines.setdefault(seeds, _engine(seeds or "seeds")) \
            if seeds not in engines else engines[seeds]
        found += examples(engine, read_items(Path(path)))
    without = _engine("seeds", ASKED)
    files = read_files(Path("seeds"), Path("intents"))
    ordering = rank([*found, *asked_examples(without, asked(files))])
    trusting = trust(found)
    for name, weights in (("RANK", ordering), ("TRUST", trusting[:-2])):
        print(f"{name} = _in_order({{")  # noqa: T201
        for at in np.argsort(-np.abs(weights), kind="stable"):
            if abs(weights[at]) >= 0.05:
                print(f'    "{NAMES[at]}": {weights[at]:.2f},')  # noqa: T201
        print("})")  # noqa: T201
    print(f"LEAD, TRUST_BIAS = {trusting[-2]:.2f}, {trusting[-1]:.2f}")  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1:])
