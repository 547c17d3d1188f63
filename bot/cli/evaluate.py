"""eval: a question set, and how many of its questions are answered right, wrong or not at all."""

from __future__ import annotations

import argparse
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path

from bot.benchmark.judging import score
from bot.benchmark.questions import EXPECTED, read_items
from bot.benchmark.running import Asked, EngineContender, ask_all, quantile
from bot.cli.knowledge import engine_of, now_of, settings_of
from bot.messages import say

DONE, WANTING = 0, 1
LONGEST_SHOWN = 160


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's own arguments."""
    parser.add_argument("file", type=Path, metavar="FILE", help=say("help.eval_file"))
    parser.add_argument("--min-right", type=_share, default=0.0, metavar="0..1",
                        help=say("help.eval_min_right"))
    parser.add_argument("--max-wrong", type=_share, default=1.0, metavar="0..1",
                        help=say("help.eval_max_wrong"))
    parser.add_argument("--show", type=_count, default=0, metavar="N",
                        help=say("help.eval_show"))


def _share(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1:
        raise argparse.ArgumentTypeError(say("eval.no_share", text=text[:20]))
    return value


def _count(text: str) -> int:
    if not (text.isdecimal() and len(text) <= 6):
        raise argparse.ArgumentTypeError(say("eval.no_count", text=text[:20]))
    return int(text)


def run(options: argparse.Namespace) -> int:
    """Ask every question; 1 where fewer are right or more are wrong than is asked for."""
    items = read_items(options.file)
    settings = settings_of(options)
    now = now_of(options, settings)
    asked = ask_all(EngineContender(engine_of(options, settings, now), now), items)
    print("\n".join([*failures(asked, options.show), *report(asked)]))
    total = score(one.verdict for one in asked)
    good = total.share("right") >= options.min_right and total.share("wrong") <= options.max_wrong
    return DONE if good else WANTING


def failures(asked: Sequence[Asked], most: int) -> list[str]:
    """Return a line for each of the first `most` questions that were not answered right."""
    shown = [one for one in asked if one.verdict != "right"][:most]
    return [say("eval.failure", verdict=say(f"eval.{one.verdict}"), id=one.item.id,
                expect=one.item.expect, question=_one_line(one.item.q),
                wanted=" & ".join("|".join(group) for group in one.item.all) or "-",
                kind=one.told.kind, text=_one_line(one.told.text)) for one in shown]


def _one_line(text: str) -> str:
    return " ".join(text.split())[:LONGEST_SHOWN]


def report(asked: Sequence[Asked]) -> list[str]:
    """Return the lines of the tables: by style, by what was expected, and of all."""
    lines = _table("eval.style", sorted({one.item.style for one in asked}), asked,
                   lambda one: one.item.style)
    lines += ["", *_table("eval.expect", EXPECTED, asked, lambda one: one.item.expect), ""]
    total = score(one.verdict for one in asked)
    times = [one.seconds * 1e3 for one in asked]
    lines.append(say("eval.total", count=total.total, right=f"{total.share('right'):.1%}",
                     wrong=f"{total.share('wrong'):.1%}", missed=f"{total.share('missed'):.1%}"))
    lines.append(say("eval.latency", median=f"{quantile(times, 0.5):.2f}",
                     p99=f"{quantile(times, 0.99):.2f}"))
    return lines


def _table(key: str, names: Sequence[str], asked: Sequence[Asked],
           name_of: Callable[[Asked], str]) -> list[str]:
    heads = [say(key), *(say(f"eval.{verdict}") for verdict in ("right", "wrong", "missed"))]
    width = max(map(_width, (*names, heads[0])))
    lines = [_pad(heads[0], width) + "".join(_pad_left(head, 8) for head in heads[1:])]
    for name in names:
        found = score(one.verdict for one in asked if name_of(one) == name)
        if found.total:
            lines.append(_pad(name, width) + "".join(
                f"{count:8}" for count in (found.right, found.wrong, found.missed)))
    return lines


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def _pad(text: str, width: int) -> str:
    return text + " " * (width - _width(text))


def _pad_left(text: str, width: int) -> str:
    return " " * (width - _width(text)) + text


