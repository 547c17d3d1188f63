"""bench: this engine and its peers over the same facts and questions, in one run."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path

from bot.benchmark.comparing import Accuracy, accuracies
from bot.benchmark.peers import PEERS, Peer
from bot.benchmark.plot import MODULE, draw
from bot.benchmark.questions import Item, halves, read_items
from bot.benchmark.running import EngineContender
from bot.benchmark.scale import ENGINE, Job, Measure, measure
from bot.cli.knowledge import engine_of, folders_of, now_of, settings_of
from bot.messages import say

QUESTIONS = Path("tests/rounds/round-1.jsonl")
SIZES = (10_000, 100_000)
MOST_FACTS = 1_000_000
NAME, SHARE, TIME = 20, 8, 10


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's own arguments."""
    parser.add_argument("file", type=Path, nargs="*", metavar="FILE",
                        help=say("help.bench_file"))
    parser.add_argument("--facts", type=_size, action="append", metavar="N",
                        help=say("help.bench_facts"))
    parser.add_argument("--only", action="append", metavar="NAME", help=say("help.bench_only"))
    parser.add_argument("--plot", type=Path, metavar="PNG", help=say("help.bench_plot"))


def _size(text: str) -> int:
    if not (text.isdecimal() and len(text) <= len(str(MOST_FACTS)) and int(text) <= MOST_FACTS):
        raise argparse.ArgumentTypeError(say("eval.no_count", text=text[:20]))
    return int(text)


def run(options: argparse.Namespace) -> int:
    """Ask, measure, print the table, draw the picture."""
    settings = settings_of(options)
    now = now_of(options, settings)
    items = [item for path in options.file or [settings.folder / QUESTIONS]
             for item in read_items(path)]
    engine = engine_of(options, settings, now)
    peers = list(chosen(options.only))
    found = list(accuracies(ENGINE, lambda: EngineContender(engine, now), engine.knowledge,
                            peers, items))
    seeds, intents = folders_of(options, settings)
    texts = tuple(item.q for item in items)
    measured: list[Measure] = []
    sizes: list[int | None] = [None, *(size for size in options.facts or SIZES if size)]
    for size in sizes:
        for name in (ENGINE, *(peer.name for peer in peers)):
            _progress(say("bench.measuring", name=name, facts=size or len(engine.knowledge.facts)))
            measured.append(measure(Job(name, size, seeds, intents, now, texts)))
    _progress("")
    print("\n".join(table(found, measured, items)))
    if options.plot:
        if find_spec(MODULE) is None:
            print(say("bench.no_plot"))
        else:
            draw(found, measured, options.plot)
            print(say("bench.plotted", path=options.plot))
    return 0


def chosen(names: Iterable[str] | None) -> Iterator[Peer]:
    """Return the peers that are wanted and installed; name those that are not installed."""
    wanted = [name.lower() for name in names or ()]
    for peer in PEERS.values():
        if wanted and not any(name in peer.name.lower() for name in wanted):
            continue
        if peer.installed:
            yield peer
        else:
            print(say("bench.not_installed", name=peer.name))


def _progress(text: str) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\033[K{text}")
        sys.stderr.flush()


def table(found: Sequence[Accuracy], measured: Sequence[Measure],
          items: Sequence[Item]) -> list[str]:
    """Return the lines of the table: a line a contender, two where it may refuse."""
    sizes = list(dict.fromkeys(one.facts for one in measured))
    tuning, shown = halves(items)
    lines = [say("bench.head", shown=len(shown), tuning=len(tuning)), ""]
    lines.append(" " * NAME + "".join(f"{say(f'bench.{verdict}'):>{SHARE}}" for verdict in (
        "right", "wrong", "missed")) + "".join(
            f"{say('bench.facts', count=f'{size:,}'):>{3 * TIME}}" for size in sizes))
    lines.append(" " * (NAME + 3 * SHARE) + "".join(
        f"{say(f'bench.{name}'):>{TIME}}" for _ in sizes for name in ("median", "p99", "memory")))
    for one in found:
        name = one.contender if one.threshold is None else say(
            "bench.refusing", threshold=f"{one.threshold:.3g}")
        line = f"{name:{NAME}}" + "".join(
            f"{one.score.share(verdict):>{SHARE}.1%}" for verdict in ("right", "wrong", "missed"))
        if one.threshold is None:
            line += "".join(_times(each) for size in sizes for each in measured
                            if (each.contender, each.facts) == (one.contender, size))
        lines.append(line)
    return [*lines, "", say("bench.foot")]


def _times(one: Measure) -> str:
    return f"{one.median_ms:>{TIME}.2f}{one.p99_ms:>{TIME}.2f}{one.megabytes:>{TIME}.0f}"
