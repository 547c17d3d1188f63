"""Whatever a ledger calls its things, what the import makes of its rows can be loaded."""

from __future__ import annotations

import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.knowledge.building import build
from bot.knowledge.files import read_folder
from bot.knowledge.importing import import_ledger
from bot.knowledge.importing_rows import read_ledger
from tests.facts.small import ROOT, TODAY
from tests.facts.test_importing import tables

INTENTS = {path: text for path, text in read_folder(ROOT / "intents", "intents").items()
           if path in ("intents/numbers.yaml", "intents/checking.yaml")}   # soon read
PIECES = ["鹭澜", "湄浦", "市", "县", "高新区", "科技园", "有限公司", "一期", "第3届", "大会",
          "十条", "张", "伟", "、", ",", "(", ")", "“", "”", "《", "》", "-", "·", "/", ":", ";",
          "'", '"', "#", "&", "[", "%", " ", "A", "b", "12", "2024年", "3.5", "null", "true",
          "~", "é", "🏭"]
NAMES = st.lists(st.sampled_from(PIECES), min_size=1, max_size=6).map("".join)
ROWS = st.fixed_dictionaries(
    {"entity": NAMES, "attribute": NAMES, "value": NAMES | st.integers() | st.floats(
        allow_nan=False, allow_infinity=False, width=32),
     "status": st.sampled_from(["actual", "target", "plan", "event", "not_given"])},
    optional={"entity_aliases": st.lists(NAMES, max_size=2), "city": NAMES, "part_of": NAMES,
              "entity_type": st.sampled_from(
                  ["city", "park", "person", "company", "policy", "园区", "?"]),
              "unit": st.sampled_from(["家", "亿元", "%", "平方公里", "元/亩", "?", ""]),
              "as_of": NAMES | st.sampled_from(["2023", "2022年底", "约2021", "2022-2024", ""]),
              "source": NAMES})


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(ROWS, min_size=1, max_size=4))
def test_what_is_imported_has_no_errors(rows: list[dict[str, object]]) -> None:
    written = yaml.safe_dump([{"id": f"r-{at}", **row} for at, row in enumerate(rows)],
                             allow_unicode=True)
    ledger = read_ledger("ledger.yaml", written.encode(), tables())
    made = import_ledger(ledger, tables())
    seeds = {f"seeds/{path}": text.encode() for path, text in made.files.items()}
    built = build({**INTENTS, **seeds}, TODAY)
    assert [str(problem) for problem in built.problems if problem.severity == "error"] == []
    first = {row.id for row in ledger.rows[:1]}    # of two alike the first is kept; blank ones go
    assert first <= set(built.knowledge.facts)
