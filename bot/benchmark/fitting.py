"""Fits the weights of `bot/answers/weights.py` to questions with known answers.

    python -m bot.benchmark.fitting QUESTIONS.jsonl[@SEEDS] …

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
from bot.benchmark.learning import learn, lesson
from bot.benchmark.questions import Item, read_items
from bot.knowledge.files import Files, read_files
from bot.knowledge.rows import read_rows
from bot.language.meaning import NO_MEANING, Meaning

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
UTTERANCES = "seeds/utterances/"
ASKED = f"{UTTERANCES}asked-"
RIDGE, STEPS, RATE = 0.0005, 600, 0.1
ELSEWHERE = 3              # a question about another city counts for so many
LEAST = 0.05               # a weight below this is nought
UNANSWERED = 2.0           # a question without an answer teaches trust as much as so many others
LIKELY = 0.12              # a fact that merely holds the words expected is no answer
GROUPS = 4                 # the readers are left out in so many groups when grams are learnt


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
        if matches:
            yield _example(matches, good, np.zeros(len(good), dtype=np.bool_), True)


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

    def gradient(weights: Floats) -> Floats:
        worth = signals @ weights
        chance = np.where(sure, np.exp(worth - np.maximum.reduceat(worth, starts)[whose]), 0.0)
        right = np.where(good, chance, 0.0)
        share = (right / np.add.reduceat(right, starts)[whose]
                 - chance / np.add.reduceat(chance, starts)[whose])
        return np.asarray(signals.T @ share / len(usable))

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
    for kind, found in (("SPOKEN", _spoken(arguments)), ("UNSPOKEN", _unspoken(arguments))):
        print("\n".join(_fitted(kind, list(found))))  # noqa: T201  (what this program is for)


def _spoken(arguments: Sequence[str]) -> Iterator[Example]:
    """Yield examples of facts for which it is known how people ask."""
    files = read_files(Path("seeds"), Path("intents"))
    rounds = [Path(argument) for argument in arguments if "@" not in argument]
    readers = [path for path in files if path.startswith(ASKED)]
    for nth in range(GROUPS):
        group = readers[nth::GROUPS]
        meaning = _meaning(files, group)
        for path in group:
            engine = engine_of("seeds", (path,), meaning)
            yield from asked_examples(engine, asked({path: files[path]}))
        for path in rounds:
            own = f"{ASKED}{path.stem}.yaml"
            if own in group or (nth == 0 and own not in files):
                yield from examples(engine_of("seeds", (own,), meaning), read_items(path))


def _unspoken(arguments: Sequence[str]) -> Iterator[Example]:
    """Yield examples of facts for which nobody has written that: a knowledge just imported."""
    files = read_files(Path("seeds"), Path("intents"))
    bare = engine_of("seeds", (UTTERANCES,), _meaning(
        files, [path for path in files if path.startswith(UTTERANCES)]))
    everything = _meaning(files, ())
    for argument in arguments:
        path, _, seeds = argument.partition("@")
        engine = engine_of(seeds, (), everything) if seeds else bare
        yield from list(examples(engine, read_items(Path(path)))) * (ELSEWHERE if seeds else 1)
    yield from asked_examples(bare, asked(files))


def _meaning(files: Files, without: Collection[str]) -> Meaning:
    """Learn what grams mean without some files of utterances."""
    return learn(lesson(engine_of("seeds", meaning=NO_MEANING), files, without))


def _fitted(kind: str, found: Sequence[Example]) -> Iterator[str]:
    """Yield the lines of one set of weights."""
    ordering = rank(found)
    trusting = trust(found, ordering)
    yield f"{kind} = Weights("
    for name, weights in (("rank", ordering), ("trust", trusting[:-2])):
        pairs = (f'"{NAMES[at]}": {weights[at]:.2f}'
                 for at in np.argsort(-np.abs(weights), kind="stable") if abs(weights[at]) >= LEAST)
        yield fill(", ".join(pairs), 98, initial_indent=f"    {name}=_in_order({{",
                   subsequent_indent="        ") + "}),"
    yield f"    lead={trusting[-2]:.2f}, bias={trusting[-1]:.2f},"


if __name__ == "__main__":
    main(sys.argv[1:])
