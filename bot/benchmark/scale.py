"""How fast and how large one contender is over a knowledge of one size, in a process of its own."""

from __future__ import annotations

import gc
import multiprocessing
import resource
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from statistics import median
from time import perf_counter

from bot.answers.engine import make_engine
from bot.benchmark.documents import documents
from bot.benchmark.growing import gazetteer, grown, own_words
from bot.benchmark.peers import PEERS, RankedContender
from bot.benchmark.running import Contender, EngineContender, quantile
from bot.knowledge.building import Built, build
from bot.knowledge.files import Files, read_files
from bot.replies import Replies

ENGINE = "this engine"
RUNS, FEWEST = 5, 20
MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Job:
    """What one process measures: `facts` are None for the knowledge as it is."""

    contender: str
    facts: int | None
    seeds: Path
    intents: Path
    now: datetime
    questions: tuple[str, ...]
    seconds: float = 20.0


@dataclass(frozen=True, slots=True)
class Measure:
    """A contender's times in milliseconds, its process's memory and the time to build it."""

    contender: str
    facts: int
    median_ms: float
    p99_ms: float
    megabytes: float
    build_seconds: float


def measure(job: Job) -> Measure:
    """Measure in a fresh process, so that nobody's memory is another's."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        return pool.submit(measure_here, job).result()


def measure_here(job: Job) -> Measure:
    """Build the contender, ask it all questions five times, and look at the process."""
    files = read_files(job.seeds, job.intents)
    built = build(files, job.now.date())
    if job.facts is not None:
        built = grown(built, gazetteer(files, built.knowledge), job.facts)
    count = len(built.knowledge.facts)
    asked = (*job.questions, *own_words(built.knowledge, len(job.questions)))
    start = perf_counter()
    contender = _contender(job, files, built)
    took = perf_counter() - start
    del files, built
    gc.collect()
    gc.freeze()
    middle, tail = timed(lambda text: contender.ask(text, text), asked, job.seconds)
    return Measure(job.contender, count, middle, tail, _megabytes(), took)


def _contender(job: Job, files: Files, built: Built) -> Contender:
    gc.disable()
    try:
        if job.contender == ENGINE:
            return EngineContender(make_engine(files, built, Replies(files)), job.now)
        found = documents(built.knowledge)
        return RankedContender(PEERS[job.contender].build(found), found)
    finally:
        gc.enable()


def timed(ask: Callable[[str], object], questions: Sequence[str],
          seconds: float) -> tuple[float, float]:
    """Return the median and the 99th percentile in milliseconds over the questions.

    A question's time is the middle of five runs: what else the machine does counts little. Slow
    contenders are asked fewer questions, evenly taken, so that all runs take about `seconds`.
    """
    few = questions[:: max(len(questions) // FEWEST, 1)]
    mean = _total(ask, few) / len(few)
    fitting = max(int(seconds / RUNS / max(mean, 1e-9)), FEWEST)
    chosen = questions[:: max(-(-len(questions) // fitting), 1)]
    runs = [[_total(ask, (question,)) * 1e3 for question in chosen] for _ in range(RUNS)]
    times = [median(each) for each in zip(*runs, strict=True)]
    return quantile(times, 0.5), quantile(times, 0.99)


def _total(ask: Callable[[str], object], questions: Sequence[str]) -> float:
    start = perf_counter()
    for question in questions:
        ask(question)
    return perf_counter() - start


def _megabytes() -> float:
    """Return what the process holds now; where that cannot be read, the most it held."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
        return pages * resource.getpagesize() / MEGABYTE
    except (OSError, ValueError, IndexError):
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return peak / (MEGABYTE if sys.platform == "darwin" else 1024)
