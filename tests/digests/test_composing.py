"""The words of a digest: what changed, from what to what, with its sources; in parts that fit."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answers.engine import Engine
from bot.answers.reply import Language
from bot.answers.wording import Wording
from bot.digests.composing import MOST_PARTS, Contents, compose, units
from bot.store.changes import ChangeRecord, Kind, Words

from .stub import HIGH_TECH, JINAN

TODAY = date(2026, 11, 23)
CHANGE = ChangeRecord("changed", ("a",), (HIGH_TECH, JINAN), {
    "zh-Hans": Words("济南高新区高新技术企业数", "2029 家", "2310 家", "2023-01-30", "2026-11-01",
                     ("统计公报",)),
    "en": Words("Jinan High-tech Zone: high-tech enterprises", "2,029", "2,310", "2023-01-30",
                "2026-11-01", ("Bulletin",))})


def composed(engine: Engine, language: Language, *changes: ChangeRecord,
             notices: tuple[str, ...] = (), topics: tuple[str, ...] = (JINAN,),
             frequency: str = "weekly") -> tuple[str, ...]:
    wording = Wording(engine.knowledge, engine.replies, language, TODAY)
    return compose(Contents(topics, frequency, changes, notices), wording)


def test_a_change_and_a_notice_in_chinese(engine: Engine) -> None:
    wording = Wording(engine.knowledge, engine.replies, "zh-Hans", TODAY)
    policy, target = (wording.label(engine.knowledge.facts[name]) for name in ("policy", "target"))
    [text] = composed(engine, "zh-Hans", CHANGE, notices=("policy", "target"))
    assert text == (
        "**济南市 · 本周3项**\n"
        "济南高新区高新技术企业数:2029 家 → **2310 家**(2026-11-01)\n"
        f"到期:{policy}:期限至2026-11-24,已过;有无后续,资料未收录\n"
        f"到期:{target}的目标“7%以上”:目标期2026-11已过;完成情况资料未给\n"
        "来源:统计公报 · 发展思路")


def test_in_traditional_script_and_in_english(engine: Engine) -> None:
    [traditional] = composed(engine, "zh-Hant", CHANGE)
    assert "濟南高新區高新技術企業數:2029 家 → **2310 家**" in traditional
    [english] = composed(engine, "en", CHANGE, frequency="daily")
    assert english == (
        "**Jinan (济南市) · 1 today**\n"
        "Jinan High-tech Zone: high-tech enterprises: 2,029 → **2,310** (2026-11-01)\n"
        "Sources: Bulletin")


@pytest.mark.parametrize(("kind", "old", "new", "expected"), [
    ("corrected", "微信/手机", "仅微信", "更正:x:微信/手机 → **仅微信**"),
    ("new", "", "3", "新增:x:**3**"), ("removed", "3", "", "撤下:x(原为3)"),
    ("changed", "3", "3", "确认:x:仍为**3**"),
])
def test_each_kind_has_its_sentence(engine: Engine, kind: Kind, old: str, new: str,
                                    expected: str) -> None:
    record = ChangeRecord(kind, ("a",), (), {"zh-Hans": Words("x", old, new)})
    [text] = composed(engine, "zh-Hans", record)
    assert text.splitlines()[1] == expected


def test_corrections_come_first_and_everything_has_its_name(engine: Engine) -> None:
    mended = replace(CHANGE, kind="corrected")
    [text] = composed(engine, "zh-Hans", CHANGE, mended, topics=())
    assert text.startswith("**全部园区 · 本周2项**\n更正:")


def test_nothing_is_no_message(engine: Engine) -> None:
    assert composed(engine, "zh-Hans") == ()


def test_many_topics_are_not_all_named(engine: Engine) -> None:
    [text] = composed(engine, "zh-Hans", CHANGE, topics=("甲", "乙", "丙", "丁"))
    assert text.startswith("**甲、乙、丙等 · ")


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.text(max_size=80), st.text("字𠮷*a\n", max_size=3000)), min_size=1,
                max_size=60))
def test_any_digest_fits_and_tells_or_counts_everything(engine: Engine,
                                                        things: list[tuple[str, str]]) -> None:
    records = [ChangeRecord("new", (str(number),), (), {
        "zh-Hans": Words(f"{number}#{label}", "", value, sources=(label,))})
        for number, (label, value) in enumerate(things)]
    parts = composed(engine, "zh-Hans", *records)
    assert 1 <= len(parts) <= MOST_PARTS
    assert all(units(part) <= 4096 for part in parts)
    if len(parts) < MOST_PARTS:
        everything = "\n".join(parts)
        assert all(f"{number}#" in everything for number in range(len(things)))
