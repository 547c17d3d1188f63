"""Messages beside the subject, and questions near it that nothing answers, set aside from fitting.

Half of each set teaches the weights (`*-learnt`), the other half is only counted here.
"""

from __future__ import annotations

import pytest

from bot.benchmark.questions import read_items
from tests.answers.shipped import ROOT, ask

BESIDE = ROOT / "tests" / "rounds" / "beside"
# so many of each set have got a fact as an answer; a change may only lower it. (absent-aside was 41
# before weights were fitted to strangers' questions, which won 19 right answers of 750.)
MOST = {"off-topic-aside": 3, "absent-aside": 20}


@pytest.mark.parametrize("name", sorted(MOST))
def test_hardly_any_gets_a_fact(name: str) -> None:
    items = read_items(BESIDE / f"{name}.jsonl")
    told = [item.q for item in items if ask(item.q).kind == "answer"]
    print(f"{name}: {len(told)} of {len(items)} were told a fact")
    assert len(told) <= MOST[name], told
