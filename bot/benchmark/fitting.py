"""Fits the weights of `bot/answers/weights.py` to questions with known answers.

    python -m bot.benchmark.fitting NEEDS.tsv ROUND.jsonl … --city ROUND.jsonl@SEEDS \
        --taught ROWS.jsonl@SEEDS

Questions that nothing answers (expect: abstain) teach what is not to be told.

Two models over the same signals: `rank` orders the facts of one question (a conditional logit:
the right ones against all others), `trust` tells whether a leading fact answers at all (a
logistic regression over the facts that lead, questions without an answer among them; with it, what
each gram of a question needs, `bot/language/needs.py`). Both
by gradient ascent with a ridge penalty; always the same result. The questions that a
reader of the articles wrote (a file of seeds/utterances/asked-*.yaml) are asked of an engine that
has those of the other readers only, and whose grams mean what some of the other readers taught, so
that each is as new to it as those of strangers will be; so are those of a round, whose file has the
round's name. For facts that nobody has written utterances for, all are asked of an engine that
knows only how people ask for labels in general, and those of other cities of theirs.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Collection, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from textwrap import fill

import numpy as np

from bot.answers.choosing import says
from bot.answers.context import Context
from bot.answers.engine import Engine
from bot.answers.found import Found
from bot.answers.matching import DOUBTS, Match
from bot.answers.signals import NAMES
from bot.answers.withheld import not_given
from bot.answers.wording import Wording
from bot.benchmark.engines import NOW, engine_of
from bot.benchmark.judging import holds
from bot.benchmark.learning import learn, lesson, read_taught, taught, utterances
from bot.benchmark.questions import Item, read_items
from bot.benchmark.regression import Example, Flags, Floats, by_subject, leads, rank, trust
from bot.knowledge.files import Files, read_files
from bot.language.meaning import NO_MEANING, Meaning
from bot.language.needs import save

UTTERANCES = "seeds/utterances/"
ASKED = f"{UTTERANCES}asked-"
ELSEWHERE = 3              # a question about another city counts for so many
LEAST = 0.05               # a weight below this is nought
WORKERS = 2                # processes; each holds one engine at a time (some 400 MB)
LIKELY = 0.08              # a fact that merely holds the words expected is no answer
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
                       _lacking(engine, found, matches), item.expect == "answer")


def asked_examples(engine: Engine, questions: Iterable[tuple[str, frozenset[tuple[str, str]]]]
                   ) -> Iterator[Example]:
    """Ask questions with the rows that answer them (none: nothing does), each by itself."""
    for text, rows in questions:
        found = engine.find(text, NOW)
        matches = _considered(found.selections)
        good = np.array([(one.terms.fact.entity, one.terms.fact.what) in rows for one in matches])
        if matches:
            yield _example(matches, good, np.zeros(len(good), dtype=np.bool_),
                           _lacking(engine, found, matches), bool(rows))


def _lacking(engine: Engine, found: Found, matches: Sequence[Match]
             ) -> tuple[tuple[str, ...], ...]:
    if len(found.selections) != 1:
        return ((),) * len(matches)
    left = engine.lacking(found, [one.id for one in matches])
    return tuple(tuple(map(sys.intern, grams)) for grams in left)


def _example(matches: Sequence[Match], good: Flags, unsure: Flags,
             lacking: tuple[tuple[str, ...], ...], answerable: bool) -> Example:
    return Example(
        np.array([one.signals for one in matches], dtype=np.float32), good, unsure,
        np.array([not_given(one) for one in matches]),
        np.array([one.reason not in DOUBTS and not one.told for one in matches]),
        np.array([[says(one, other) for other in matches] for one in matches]), lacking, answerable)


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
    return values["mean"] > LIKELY or values["head"] > 0.4 or bool(values["numbered"])


def main(arguments: Sequence[str]) -> None:
    """Print the fitted weights as they stand in `weights.py`, and write what grams need."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("needs", type=Path)
    parser.add_argument("rounds", nargs="+", type=Path)
    parser.add_argument("--city", action="append", default=[], help="QUESTIONS.jsonl@SEEDS")
    parser.add_argument("--taught", action="append", default=[], help="QUESTIONS.jsonl@SEEDS")
    options = parser.parse_args(arguments)
    given = Given(tuple(options.rounds), tuple(map(City.of, options.city)),
                  tuple(map(City.of, options.taught)))
    with ProcessPoolExecutor(WORKERS) as pool:
        spoken = [pool.submit(_spoken, given, nth) for nth in range(GROUPS)]
        unspoken = [pool.submit(_bare, given), pool.submit(_cities, given),
                    *(pool.submit(_taught_cities, given, nth) for nth in range(HALVES))]
        found = [[example for done in kind for example in done.result()]
                 for kind in (spoken, unspoken)]
    orders = [rank(one) for one in found]
    spoken_leads, unspoken_leads = map(leads, found, orders)
    trusts, needs = trust([*by_subject(spoken_leads), unspoken_leads])
    save(needs, options.needs)
    for kind, order, trusting in zip(("SPOKEN", "UNNAMED", "UNSPOKEN"),
                                     (orders[0], orders[0], orders[1]), trusts, strict=True):
        print("\n".join(_written(kind, order, trusting)))  # noqa: T201  (what it is for)


def _spoken(given: Given, nth: int) -> list[Example]:
    """Return examples of facts for whose labels the knowledge brings utterances.

    The questions are those of one group of readers, and of the rounds that became utterances.
    """
    files = read_files(Path("seeds"), Path("intents"))
    readers = [path for path in files if path.startswith(ASKED)]
    group = readers[nth::GROUPS]
    meaning = _meaning(files, given.taught, group)
    found: list[Example] = []
    for path in group:
        engine = engine_of("seeds", (path,), meaning)
        found += asked_examples(engine, _asked(files, path))
    for round_ in given.rounds:
        own = f"{ASKED}{round_.stem}.yaml"
        if own in group or (nth == 0 and own not in files):
            found += examples(engine_of("seeds", (own,), meaning), read_items(round_))
    return found


def _bare(given: Given) -> list[Example]:
    """Return examples of the own knowledge's facts, without utterances: as if just imported."""
    files = read_files(Path("seeds"), Path("intents"))
    own = [path for path in files if path.startswith(UTTERANCES)]
    bare = engine_of("seeds", (UTTERANCES,), _meaning(files, given.taught, own))
    found: list[Example] = []
    for round_ in given.rounds:
        found += examples(bare, read_items(round_))
    for path in own:
        if path.startswith(ASKED):
            found += asked_examples(bare, _asked(files, path))
    return found


def _cities(given: Given) -> list[Example]:
    """Return examples of cities with rounds; none of them teaches what grams mean."""
    meaning = _meaning(read_files(Path("seeds"), Path("intents")), given.taught)
    return [example for city in given.cities for example in examples(
        engine_of(city.seeds, (), meaning), read_items(city.questions))] * ELSEWHERE


def _taught_cities(given: Given, nth: int) -> list[Example]:
    """Return examples of a part of the cities that teach, taught by the others."""
    meaning = _meaning(read_files(Path("seeds"), Path("intents")), [
        one for at, one in enumerate(given.taught) if at % HALVES != nth])
    found: list[Example] = []
    for city in given.taught[nth::HALVES]:
        engine = engine_of(city.seeds, (), meaning)
        found += asked_examples(engine, _taught(engine, city.questions))
    return found * ELSEWHERE


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


def _written(kind: str, ordering: Floats, trusting: Floats) -> Iterator[str]:
    """Yield the lines of one set of weights."""
    yield f"{kind} = Weights("
    for name, weights in (("rank", ordering), ("trust", trusting[:-2])):
        pairs = (f'"{NAMES[at]}":\N{NO-BREAK SPACE}{weights[at]:.2f}'
                 for at in np.argsort(-np.abs(weights), kind="stable") if abs(weights[at]) >= LEAST)
        yield fill(", ".join(pairs), 98, initial_indent=f"    {name}=_in_order({{",
                   subsequent_indent="        ").replace("\N{NO-BREAK SPACE}", " ") + "}),"
    yield f"    lead={trusting[-2]:.2f}, bias={trusting[-1]:.2f},"


if __name__ == "__main__":
    main(sys.argv[1:])
