"""Another city's knowledge, from a plain ledger alone: no phrasing, no line of code for it.

`qingyu`, `jinsha`, `chalun` and `lulan` are unread; `aolin`, `cangyugang`, `tangchuan` and `hequ`
were read after their first run, the others taught the weights. All are invented; their questions
were written by somebody who knew neither the rules nor how a ledger is read.
"""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from bot.answers.loading import load
from bot.benchmark.judging import score
from bot.benchmark.questions import read_items
from bot.benchmark.running import EngineContender, ask_all
from bot.cli.main import main
from bot.knowledge.files import read_files
from tests.answers.shipped import NOW, ROOT

HERE = Path(__file__).parent
FIGURES = yaml.safe_load((HERE / "figures.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("city", sorted(FIGURES))
def test_a_city_keeps_what_it_has_reached(city: str, tmp_path: Path,
                                          monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert main(["facts", "import", str(HERE / f"{city}.yaml"), "--out",
                 str(tmp_path / city)]) == 0
    engine = load(read_files(tmp_path / city, ROOT / "intents"), NOW.date()).engine
    assert engine is not None
    asked = ask_all(EngineContender(engine, NOW), read_items(HERE / f"{city}.jsonl"))
    found = score(one.verdict for one in asked)
    print(f"{city}: right {found.right} wrong {found.wrong} missed {found.missed}")
    assert found.right >= FIGURES[city]["right"], found
    assert found.wrong <= FIGURES[city]["wrong"], found
