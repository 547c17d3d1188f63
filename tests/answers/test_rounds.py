"""The rounds of fresh questions: none falls below what it has reached."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
import yaml

from bot.benchmark.judging import Score, score
from bot.benchmark.questions import read_items
from bot.benchmark.running import Asked, EngineContender, ask_all
from tests.answers.shipped import NOW, ROOT, engine

ROUNDS = sorted((ROOT / "tests" / "rounds").glob("*.jsonl"))
FIGURES = yaml.safe_load((ROOT / "tests" / "rounds" / "figures.yaml").read_text(encoding="utf-8"))
# Nobody learns from the last round, nor from one before its first run is noted: of those,
# totals are shown and nothing else. (The earlier last rounds have been read.)
LAST = ("last-9",)


@cache
def asked(path: Path) -> tuple[Asked, ...]:
    return tuple(ask_all(EngineContender(engine(), NOW), read_items(path)))


def shown(path: Path) -> str:
    if path.stem in LAST or path.stem not in FIGURES:
        return "(its questions stay unread)"
    return "\n".join(f"{one.verdict} {one.item.id} {one.item.q} -> {one.told.kind}: "
                     f"{one.told.text[:80]!r}" for one in asked(path) if one.verdict == "wrong")


@pytest.mark.parametrize("path", ROUNDS, ids=lambda path: path.stem)
def test_a_round_keeps_what_it_has_reached(path: Path) -> None:
    found: Score = score(one.verdict for one in asked(path))
    print(f"{path.stem}: right {found.right} wrong {found.wrong} missed {found.missed} "
          f"of {found.total}")
    bounds = FIGURES.get(path.stem, {})
    good = found.right >= bounds.get("right", 0) and found.wrong <= bounds.get("wrong", found.total)
    assert good, f"{found} is below {bounds}\n{shown(path)}"


def test_every_figure_is_of_a_round() -> None:
    assert set(FIGURES) <= {path.stem for path in ROUNDS}
    assert all(set(bounds) == {"right", "wrong"} for bounds in FIGURES.values())


def test_questions_are_not_asked_twice_in_two_rounds() -> None:
    seen: dict[str, str] = {}
    for path in ROUNDS:
        ids = [item.id for item in read_items(path)]
        assert len(set(ids)) == len(ids)
        for item in read_items(path):
            assert seen.setdefault(item.id, path.stem) == path.stem, item.id
