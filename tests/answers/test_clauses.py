"""Where a message is parted into questions."""

from __future__ import annotations

import pytest

from bot.answers.clauses import Clauses
from tests.answers.shipped import ask, engine

PARTED = {
    "面积多大,谁建的": ("面积多大", "谁建的"),
    "附近有医院没,叫啥名": ("附近有医院没叫啥名",),       # the name of the same thing
    "有几个园区几个街道": ("有几个园区", "几个街道"),
    "高企多少家街道几个": ("高企多少家", "街道几个"),      # the noun before the number
    "面积从多大扩到多大": ("面积从最初多大", "面积扩到多大"),
    "面积和人口各多少": ("面积", "人口各多少"),
    "面积多少、人口多少": ("面积多少", "人口多少"),
    "建完没,给谁用": ("建完没", "给谁用"),
    "二期还没建成,一期多大": ("二期还没建成", "一期多大"),
    "哪天开工哪年完工": ("哪天开工", "哪年完工"),        # the same of two acts
    "开工哪天完工哪天": ("开工哪天", "完工哪天"),
    "谁主办的": ("谁主办的",),
}
LONG = ("有多少企业" * 800, "几家企业" * 1024, "面积、" * 1300, "和" * 4000, "1、" * 2000,
        "园区街道企业" * 200 + "有几家企业" * 500, "济南高新区面积多少," * 300)


def clauses() -> Clauses:
    return Clauses(engine().knowledge.attributes, engine().lexicon)


@pytest.mark.parametrize("text", PARTED)
def test_a_message_is_parted_where_another_question_begins(text: str) -> None:
    groups = clauses().groups(engine().reader.read(text).tokens)
    assert tuple("".join(token.text for token in group) for group in groups) == PARTED[text]


def test_a_statement_does_not_ask() -> None:
    made = clauses()
    first, second = made.groups(engine().reader.read("二期还没建成,一期多大").tokens)
    assert made.asking([first, second]) == [second]


def test_things_side_by_side_are_asked_for_one_by_one() -> None:
    tokens = engine().reader.read("面积、高企数、街道数各多少").tokens
    items = clauses().items(tokens, ())
    assert ["".join(token.text for token in item)[:2] for item in items] == ["面积", "高企", "街道"]


@pytest.mark.parametrize("text", LONG, ids=lambda text: text[:6])
def test_a_very_long_message_is_answered(text: str) -> None:
    assert len(ask(text).text) < 600
