"""What keeps a fact from being told although it lies near the question, and what does not."""

from __future__ import annotations

import pytest

from tests.answers.shipped import NOW, ask, engine

REFUSED = (
    "中央科创区说的“一谷两园”,谷叫什么、园叫什么",      # the value stands in the question
    "“守牢四个务必”具体是哪四个务必",                    # several names, and one text is known
    "什么是大数据",                                      # a word that the knowledge only uses
    "齐鲁科创大走廊的终点在哪",                          # only where it begins is known
    "想去烟台开发区办厂,招商局电话给一下",
    "索尼公司的员工有多少人",                            # somebody else's, and no subject is named
)
TOLD = {
    "四个高新是什么": "增长极",
    "三主是什么": "主力军",
    "1334是什么": "1334",
    "What does CTD stand for in Jinan?": "中央科创区",
    "科创城二期多大,济南高新区有多少家高企": "2029",      # a phase is not lent to what has none
    "我想投资找谁": "400 0123 021",
    "11.5平方公里的是科创城哪一期": "二期",
    "科创城分三期建,新闻发布会是哪天开的": "11月27日",     # phases that are counted are no phase
    "济宁高新区除了绿色发展五年行动计划还编了什么规划": "十四五",
}


@pytest.mark.parametrize("text", REFUSED)
def test_what_does_not_answer_is_not_told(text: str) -> None:
    assert ask(text).kind != "answer"


@pytest.mark.parametrize("text", TOLD)
def test_what_answers_is_told(text: str) -> None:
    reply = ask(text)
    assert reply.kind == "answer", reply.text
    assert TOLD[text] in reply.text


def test_a_list_that_is_not_given_is_said_to_be_so() -> None:
    reply = ask("济南高新区东区三大产业园区是哪三个")
    assert reply.kind in ("unknown", "suggest")
    assert "没有给出" in reply.text


@pytest.mark.parametrize("text", ["园区对企业诉求是统一答复吗", "招商政策由谁统一答复"])
def test_an_honest_word_is_no_instruction(text: str) -> None:
    assert ask(text).kind != "chat"


def test_a_bare_number_asks_for_nothing() -> None:
    _, context = engine().answer("济南高新区有多少家高企", NOW)
    reply, after = engine().answer("1", NOW, context)
    assert (reply.kind, reply.facts) == ("unknown", ())
    assert after == context


def test_who_greets_in_english_is_greeted_in_english() -> None:
    assert ask("Hello").language == "en"
    assert ask("你好").language == "zh-Hans"


@pytest.mark.parametrize("text", ["哪天的数据", "是真的吗"])
def test_who_doubts_is_told_the_source_and_its_date(text: str) -> None:
    _, context = engine().answer("济南高新区有多少家高企", NOW)
    reply, _ = engine().answer(text, NOW, context)
    assert "1334" in reply.text
    assert "2023-01-30" in reply.text
