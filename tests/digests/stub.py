"""A knowledge of a few facts made by hand, for what needs no language and must start fast."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from bot.answers.engine import Engine
from bot.answers.loading import Loaded
from bot.knowledge.model import UNDATED, Entity, Fact, KnowledgeBase, Source, When
from bot.replies import Replies

REPLIES = Path(__file__).parents[2] / "intents" / "replies"
ZHANG, JINAN, HIGH_TECH, JINING = "章丘区", "济南市", "济南高新区", "济宁市"


def year(number: int, day: int = 31) -> When:
    last = date(number, 12, day)
    return When(last, last, "day", last.isoformat())


FACTS = (
    Fact("companies", HIGH_TECH, "高新技术企业数", "2029 家", "actual", year(2022), ("first",),
         value_en="2,029", what_en="high-tech enterprises"),
    Fact("area", JINING, "面积", "255平方公里", "actual", year(2021), ("first",)),
    Fact("policy", JINAN, "支持措施", "补助", "actual", year(2022), ("first",),
         valid_until=date(2026, 11, 24)),
    Fact("target", HIGH_TECH, "GDP增长目标", "7%以上", "target", year(2022), ("first",),
         period=replace(UNDATED, first=date(2026, 11, 1), last=date(2026, 11, 25),
                        text="2026-11", precision="day")),
)


def knowledge(*facts: Fact) -> KnowledgeBase:
    entities = [Entity(JINAN, "city", english=("Jinan",)), Entity(JINING, "city"),
                Entity(HIGH_TECH, "park", english=("Jinan High-tech Zone",), city=JINAN),
                Entity(ZHANG, "district", city=JINAN)]
    source = Source("first", "发展思路", "公报", None, None, UNDATED, title_en="Outlook")
    return KnowledgeBase({"first": source}, {one.name: one for one in entities}, {},
                         {fact.id: fact for fact in facts or FACTS})


def changed(**values: str) -> tuple[Fact, ...]:
    """The facts with these values in place of theirs."""
    return tuple(replace(fact, value=values[fact.id], value_en=None, as_of=year(2026, 1))
                 if fact.id in values else fact for fact in FACTS)


@dataclass
class StubEngine:
    """What the services need of an engine."""

    knowledge: KnowledgeBase
    replies: Replies


def engine(*facts: Fact) -> Engine:
    replies = Replies({f"intents/replies/{path.name}": path.read_bytes()
                       for path in REPLIES.glob("*.yaml")})
    return StubEngine(knowledge(*facts), replies)  # type: ignore[return-value]


@dataclass
class StubLoader:
    """Loads what a test says: a `values` file of lines `fact=value`; `broken` in it is an error."""

    files: dict[str, bytes]

    async def read(self) -> dict[str, bytes]:
        return dict(self.files)

    async def load(self, files: Mapping[str, bytes], now: datetime, *,
                   with_cases: bool = False) -> Loaded:
        text = files.get("seeds/values", b"").decode()
        if "broken" in text:
            from bot.knowledge.problems import Problem

            return Loaded(None, (Problem("error", "seeds/values", 3, "as_said", {"words": "x"}),))
        values = dict(line.split("=") for line in text.split())
        return Loaded(engine(*changed(**values)), ())
