"""What is asked of a knowledge that was just imported, in the words of people who never saw it."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from pathlib import Path

import pytest

from bot.answers.engine import Engine
from bot.answers.loading import load
from bot.cli.facts.importing import tables_of
from bot.cli.main import main
from bot.knowledge.files import read_files, read_folder
from tests.facts.small import ROOT, TODAY

LEDGER = Path(__file__).parent / "ledgers" / "heping.yaml"
NOW = datetime.fromisoformat("2026-11-22T09:00:00+08:00")


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """Return an engine over the imported ledger."""
    folder = tmp_path_factory.mktemp("imported") / "heping"
    assert main(["facts", "import", str(LEDGER), "--out", str(folder),
                 "--config", str(ROOT / "config.yaml")]) == 0
    engine = load(read_files(folder, intents()), TODAY).engine
    assert engine is not None
    return engine


@cache
def intents() -> Path:
    return ROOT / "intents"


@pytest.mark.parametrize(("question", "told"), [
    ("农科区 国家级 哪年", "2023年2月"),                       # the first signs of a name's words
    ("中国(岭南)自由贸易试验区禾坪片区哪天挂的牌", "2019年8月30日"),     # a name with a sign inside
    ("禾坪农科区收羔羊多少钱一公斤", "26元/公斤"),                  # a price for something
    ("包主任是干什么的", "管委会主任"),
    ("栖梧芯谷一其建筑面积", "21.3"),                           # a misspelt phase
    ("栖梧芯谷二期封顶了吗", "2025年8月"),                          # how far: when that was done
    ("禾洽会签了几个项目", "56个"),
    ("第九届禾洽会签了几个项目", "56个"),
    ("翎川动力2024年营收多少", "81.5亿元"),
    ("禾坪第一医科大学介绍一下", "禾坪市"),  # an ordinal that is part of a name
    ("丝农展区多大", "36平方公里"),
    ("翎川动力的大老板叫个啥", "邵秋澄"),
    ("邵秋澄是哪家企业的董事长", "翎川动力"),
    ("邵秋澄早年是干什么的", "钳工"),       # what is told of the post is told of who holds it
    ("翎川动力老家是哪儿的", "钦州"),
    ("栖梧芯谷的托育点晚上到底开到几点", "20:30"),    # a time of the day, no date
    ("去钦州港的班列2024年开行多少列", "156列"),      # a place elsewhere that a label speaks of
])
def test_it_is_answered(engine: Engine, question: str, told: str) -> None:
    reply = engine.answer(question, NOW)[0]
    assert reply.kind == "answer", reply.text
    assert told in reply.text


@pytest.mark.parametrize(("question", "kept"), [
    ("第七届禾洽会签了几个项目", "56"), ("翎川动力B轮融了多少钱", "18亿"),
    ("翎川动力2024年净赚多少", "81.5"), ("邵秋澄此前任职", "银行柜员"),
    ("钦州有多少家企业", "156"), ("栖梧芯谷有前途吗", "20:30"), ("珲春的芯谷建筑面积多大", "21.3"),
])
def test_one_is_not_told_for_another(engine: Engine, question: str, kept: str) -> None:
    reply = engine.answer(question, NOW)[0]
    assert reply.kind != "answer", (reply.text, kept)


def test_the_name_of_a_province_is_no_name_of_what_bears_it(engine: Engine) -> None:
    names = {name for token in engine.reader.read("岭南有哪些园区").tokens
             for name in token.names("entity")}
    assert "岭南省作物创新研究院" not in names


@pytest.mark.parametrize(("entity", "what", "answers"), [
    ("中国(岭南)自由贸易试验区禾坪片区", "挂牌", "date"),
    ("青禾农业科学示范区", "羔羊保底收购价", "money"),
    ("青禾农业科学示范区", "良种麦粒收购", "money"),
])
def test_a_value_tells_what_kind_it_is_of(engine: Engine, entity: str, what: str,
                                          answers: str) -> None:
    terms = next(one for one in engine.index.facts.values()
                 if (one.fact.entity, one.fact.what) == (entity, what))
    assert terms.answers == answers


@pytest.mark.parametrize(("text", "left"), [
    ("今年发生了三起事故", "三起"), ("一汽集团在哪", "一汽")])
def test_what_only_sounds_like_a_phase_is_none(engine: Engine, text: str, left: str) -> None:
    assert left in engine.reader.read(text).text


@pytest.mark.parametrize(("value", "number", "unit", "bound"), [
    ("3万元/亩以上", 30000, "元/亩", "at_least"), ("26元/公斤", 26, "元/公斤", ""),
    ("约35平方公里", 35_000_000, "平方米", "about")])
def test_a_price_is_paid_for_something(engine: Engine, value: str, number: float, unit: str,
                                       bound: str) -> None:
    found = tables_of(read_folder(intents(), "intents"), TODAY).readers.numerals.quantity(value)
    assert found is not None
    assert (found.quantity.number, found.quantity.unit, found.quantity.bound) == (
        number, unit, bound)
