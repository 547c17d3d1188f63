"""Fits the weights of `bot/answers/weights.py` to questions with known answers.

    python -m bot.benchmark.fitting ROUND.jsonl … --city ROUND.jsonl@SEEDS --taught ROWS.jsonl@SEEDS

Questions that nothing answers (expect: abstain) teach what is not to be told.

Two models over the same signals: `rank` orders the facts of one question (a conditional logit:
the right ones against all others), `trust` tells whether a leading fact answers at all (a
logistic regression over the facts that lead, questions without an answer among them). Both by
gradient ascent with a ridge penalty; only numpy, always the same result. The questions that a
reader of the articles wrote (a file of seeds/utterances/asked-*.yaml) are asked of an engine that
has those of the other readers only, and whose grams mean what some of the other readers taught, so
that each is as new to it as those of strangers will be; so are those of a round, whose file has the
round's name. For facts that nobody has written utterances for, all are asked of an engine that
knows only how people ask for labels in general, and those of other cities of theirs.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from textwrap import fill

import numpy as np
import numpy.typing as npt

from bot.answers.choosing import MOST_LEAD, not_given, says
from bot.answers.context import Context
from bot.answers.engine import Engine
from bot.answers.matching import DOUBTS, Match
from bot.answers.signals import NAMES
from bot.answers.wording import Wording
from bot.benchmark.engines import NOW, engine_of
from bot.benchmark.judging import holds
from bot.benchmark.learning import learn, lesson, read_taught, taught, utterances
from bot.benchmark.questions import Item, read_items
from bot.knowledge.files import Files, read_files
from bot.language.meaning import NO_MEANING, Meaning

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
UTTERANCES = "seeds/utterances/"
ASKED = f"{UTTERANCES}asked-"
RIDGE, STEPS, RATE = 0.0005, 600, 0.1
ELSEWHERE = 3              # a question about another city counts for so many
LEAST = 0.05               # a weight below this is nought
UNANSWERED = 2.0           # a question without an answer teaches trust as much as so many others
SHARES = ("chosen", "picked")   # differ from cosines only from question to question: for trust
LIKELY = 0.12              # a fact that merely holds the words expected is no answer
HALVES = 2                 # the taught cities are left out in so many groups, too
GROUPS = 4                 # the readers are left out in so many groups when grams are learnt


@dataclass(frozen=True, slots=True)
class City:
    """Another knowledge: its folder and a file of questions about it."""

    questions: Path
    seeds: str

    @classmethod
    def of(cls, argument: str) -> City:
        """Read `QUESTIONS.jsonl@SEEDS`."""
        path, _, seeds = argument.partition("@")
        return cls(Path(path), seeds)


@dataclass(frozen=True, slots=True)
class Given:
    """What is fitted to: rounds about the own knowledge, cities with rounds, cities with rows."""

    rounds: tuple[Path, ...]
    cities: tuple[City, ...]
    taught: tuple[City, ...]


@dataclass(frozen=True, slots=True)
class Example:
    """The facts considered for one question: their signals, and which answer it.

    `unsure` hold what is expected and are unlike the question; `refusals` say that something is
    not given; `barred` differ in a slot; `says[a, b]`: fact a tells all that b tells.
    """

    signals: Floats
    good: Flags
    unsure: Flags
    refusals: Flags
    barred: Flags
    says: Flags
    answerable: bool


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
        yield _example(matches, (holding | refuses) & likely, holding & ~likely,
                       item.expect == "answer")


def asked_examples(engine: Engine, questions: Iterable[tuple[str, frozenset[tuple[str, str]]]]
                   ) -> Iterator[Example]:
    """Ask questions with the rows that answer them (none: nothing does), each by itself."""
    for text, rows in questions:
        matches = _considered(engine.find(text, NOW).selections)
        good = np.array([(one.terms.fact.entity, one.terms.fact.what) in rows for one in matches])
        if matches:
            yield _example(matches, good, np.zeros(len(good), dtype=np.bool_), bool(rows))


def _example(matches: Sequence[Match], good: Flags, unsure: Flags, answerable: bool) -> Example:
    return Example(
        np.array([one.signals for one in matches], dtype=np.float32), good, unsure,
        np.array([not_given(one) for one in matches]),
        np.array([one.reason not in DOUBTS and not one.told for one in matches]),
        np.array([[says(one, other) for other in matches] for one in matches]), answerable)


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
    signals = np.concatenate([one.signals for one in usable]).astype(float)
    good = np.concatenate([one.good for one in usable])
    sure = ~np.concatenate([one.unsure for one in usable])
    sizes = [len(one.good) for one in usable]
    starts = np.cumsum([0, *sizes])[:-1]
    whose = np.repeat(np.arange(len(sizes)), sizes)

    ordering = np.array([name not in SHARES for name in NAMES])

    def gradient(weights: Floats) -> Floats:
        worth = signals @ weights
        chance = np.where(sure, np.exp(worth - np.maximum.reduceat(worth, starts)[whose]), 0.0)
        right = np.where(good, chance, 0.0)
        share = (right / np.add.reduceat(right, starts)[whose]
                 - chance / np.add.reduceat(chance, starts)[whose])
        return np.asarray(signals.T @ share / len(usable) * ordering)

    return _ascend(gradient, len(NAMES), RIDGE)


def trust(found: Sequence[Example], ordering: Floats) -> Floats:
    """Fit the weights that tell whether the leading fact answers; then the lead's, then the bias.

    `ordering` are the weights that decide which fact leads.
    """
    rows, right, counts = [], [], []
    for one in found:
        worth = one.signals @ ordering
        order = [at for at in np.argsort(-worth, kind="stable") if not one.barred[at]]
        if not order or one.unsure[order[0]] or one.refusals[order[0]]:
            continue
        first = order[0]
        rival = next((worth[at] for at in order[1:]
                      if not (one.says[first, at] or one.says[at, first])), -np.inf)
        rows.append([*one.signals[first], min(MOST_LEAD, worth[first] - rival), 1.0])
        right.append(one.good[first])
        counts.append(1.0 if one.answerable else UNANSWERED)
    signals, weights = np.array(rows, dtype=float), np.array(counts)
    truth = np.array(right, dtype=float)

    def gradient(values: Floats) -> Floats:
        surprise = weights * (truth - 1 / (1 + np.exp(-signals @ values)))
        return np.asarray(signals.T @ surprise / weights.sum())

    return _ascend(gradient, len(NAMES) + 2, RIDGE)


def _ascend(gradient: Callable[[Floats], Floats], size: int, ridge: float) -> Floats:
    """Climb by Adam (Kingma and Ba, 2015) with a ridge penalty."""
    values, mean, square = np.zeros(size), np.zeros(size), np.zeros(size)
    for step in range(1, STEPS + 1):
        slope = gradient(values) - ridge * values
        mean = 0.9 * mean + 0.1 * slope
        square = 0.99 * square + 0.01 * slope * slope
        values = values + RATE * (mean / (1 - 0.9**step)) / (
            np.sqrt(square / (1 - 0.99**step)) + 1e-8) * min(1.0, 4 * (1 - step / (STEPS + 1)))
    return values


def main(arguments: Sequence[str]) -> None:
    """Print the fitted weights as they stand in `weights.py`."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("rounds", nargs="+", type=Path)
    parser.add_argument("--city", action="append", default=[], help="QUESTIONS.jsonl@SEEDS")
    parser.add_argument("--taught", action="append", default=[], help="QUESTIONS.jsonl@SEEDS")
    options = parser.parse_args(arguments)
    given = Given(tuple(options.rounds), tuple(map(City.of, options.city)),
                  tuple(map(City.of, options.taught)))
    for kind, found in (("SPOKEN", _spoken(given)), ("UNSPOKEN", _unspoken(given))):
        print("\n".join(_fitted(kind, list(found))))  # noqa: T201  (what this program is for)


def _spoken(given: Given) -> Iterator[Example]:
    """Yield examples of facts for whose labels the knowledge brings utterances."""
    files = read_files(Path("seeds"), Path("intents"))
    readers = [path for path in files if path.startswith(ASKED)]
    for nth in range(GROUPS):
        group = readers[nth::GROUPS]
        meaning = _meaning(files, given.taught, group)
        for path in group:
            engine = engine_of("seeds", (path,), meaning)
            yield from asked_examples(engine, _asked(files, path))
        for round_ in given.rounds:
            own = f"{ASKED}{round_.stem}.yaml"
            if own in group or (nth == 0 and own not in files):
                yield from examples(engine_of("seeds", (own,), meaning), read_items(round_))


def _unspoken(given: Given) -> Iterator[Example]:
    """Yield examples of facts for whose labels it brings none: a knowledge just imported."""
    files = read_files(Path("seeds"), Path("intents"))
    own = [path for path in files if path.startswith(UTTERANCES)]
    bare = engine_of("seeds", (UTTERANCES,), _meaning(files, given.taught, own))
    for round_ in given.rounds:
        yield from examples(bare, read_items(round_))
    for path in own:
        if path.startswith(ASKED):
            yield from asked_examples(bare, _asked(files, path))
    everything = _meaning(files, given.taught)
    for city in given.cities:
        engine = engine_of(city.seeds, (), everything)
        yield from list(examples(engine, read_items(city.questions))) * ELSEWHERE
    for nth in range(HALVES):
        meaning = _meaning(files, [one for at, one in enumerate(given.taught)
                                   if at % HALVES != nth])
        for city in given.taught[nth::HALVES]:
            engine = engine_of(city.seeds, (), meaning)
            yield from list(asked_examples(engine, _taught(engine, city.questions))) * ELSEWHERE


def _meaning(files: Files, cities: Sequence[City], without: Collection[str] = ()) -> Meaning:
    """Learn what grams mean from the knowledge, without some of its files, and from cities."""
    known = [(engine_of("seeds", meaning=NO_MEANING), utterances(files, without))]
    for city in cities:
        engine = engine_of(city.seeds, meaning=NO_MEANING)
        known.append((engine, taught(engine, city.questions)))
    return learn(lesson(known))


def _asked(files: Files, path: str) -> Iterator[tuple[str, frozenset[tuple[str, str]]]]:
    """Yield the questions of one reader with the rows that answer each."""
    for text, (_, rows) in utterances({path: files[path]}).items():
        yield text, frozenset(rows)


def _taught(engine: Engine, path: Path) -> Iterator[tuple[str, frozenset[tuple[str, str]]]]:
    """Yield the questions of a city with the rows that answer each, none where nothing does."""
    facts = engine.knowledge.facts
    for text, names in read_taught(path):
        yield text, frozenset((facts[name].entity, facts[name].what) for name in names)


def _fitted(kind: str, found: Sequence[Example]) -> Iterator[str]:
    """Yield the lines of one set of weights."""
    ordering = rank(found)
    trusting = trust(found, ordering)
    yield f"{kind} = Weights("
    for name, weights in (("rank", ordering), ("trust", trusting[:-2])):
        pairs = (f'"{NAMES[at]}":\N{NO-BREAK SPACE}{weights[at]:.2f}'
                 for at in np.argsort(-np.abs(weights), kind="stable") if abs(weights[at]) >= LEAST)
        yield fill(", ".join(pairs), 98, initial_indent=f"    {name}=_in_order({{",
                   subsequent_indent="        ").replace("\N{NO-BREAK SPACE}", " ") + "}),"
    yield f"    lead={trusting[-2]:.2f}, bias={trusting[-1]:.2f},"


if __name__ == "__main__":
    main(sys.argv[1:])
