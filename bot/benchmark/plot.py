"""The benchmark as a picture for the documentation: accuracy beside latency."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from bot.benchmark.comparing import Accuracy
from bot.benchmark.judging import VERDICTS
from bot.benchmark.scale import Measure

MODULE = "matplotlib"
COLOURS = {"right": "#2f7d4f", "wrong": "#b6342f", "missed": "#c9c9c4"}
SIZE, DOTS = (12.0, 4.8), 130


def draw(found: Sequence[Accuracy], measured: Sequence[Measure], path: Path) -> None:
    """Write the picture."""
    library: Any = import_module(MODULE)
    library.use("Agg")
    figure, (left, right) = import_module(f"{MODULE}.pyplot").subplots(
        1, 2, figsize=SIZE, layout="constrained")
    _shares(left, found)
    _latencies(right, measured)
    figure.savefig(path, dpi=DOTS, metadata={"Software": None})


def _shares(axes: Any, found: Sequence[Accuracy]) -> None:
    names = [one.contender + (", refusing" if one.threshold is not None else "")
             for one in found]
    before = [0.0] * len(found)
    for verdict in VERDICTS:
        shares = [100 * one.score.share(verdict) for one in found]
        bars = axes.barh(names, shares, left=before, color=COLOURS[verdict], label=verdict)
        axes.bar_label(bars, [f"{share:.0f}" if share >= 4 else "" for share in shares],
                       label_type="center", color="black" if verdict == "missed" else "white",
                       fontsize=8)
        before = [one + other for one, other in zip(before, shares, strict=True)]
    axes.invert_yaxis()
    axes.set_xlim(0, 100)
    total = found[0].score.total if found else 0
    axes.set_title(f"Replies to {total} questions, %", fontsize=10)
    axes.legend(ncols=3, loc="upper center", bbox_to_anchor=(0.5, -0.06), frameon=False)
    axes.spines[["top", "right"]].set_visible(False)


def _latencies(axes: Any, measured: Sequence[Measure]) -> None:
    for number, name in enumerate(dict.fromkeys(one.contender for one in measured)):
        own = sorted((one for one in measured if one.contender == name),
                     key=lambda one: one.facts)
        facts = [one.facts for one in own]
        colour = f"C{number}"
        axes.plot(facts, [one.median_ms for one in own], "o-", color=colour, label=name)
        axes.plot(facts, [one.p99_ms for one in own], "^:", color=colour, alpha=0.6)
    axes.set_xscale("log")
    axes.set_yscale("log")
    axes.set_xlabel("facts")
    axes.set_title("Milliseconds a question: median (line), 99th percentile (dots)", fontsize=10)
    axes.grid(visible=True, which="major", alpha=0.3)
    axes.legend(ncols=3, loc="upper center", bbox_to_anchor=(0.5, -0.13), fontsize=8,
                frameon=False)
    axes.spines[["top", "right"]].set_visible(False)
