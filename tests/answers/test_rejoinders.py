"""Messages about the last reply: what they do holds for whatever was told."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.answers.context import Context
from bot.answers.reply import Reply
from bot.knowledge.labels import label
from tests.answers.shipped import NOW, engine

DOUBTS = ("不对吧", "你再查查", "that's wrong")
MORE = ("还有呢", "详细点", "tell me more")


def talk(*turns: str) -> list[Reply]:
    """The replies of one conversation."""
    context: Context | None = None
    replies = []
    for at, turn in enumerate(turns):
        reply, context = engine().answer(turn, NOW + timedelta(seconds=at), context)
        replies.append(reply)
    return replies


def asked() -> list[str]:
    """What every fifth fact with a figure is called."""
    facts = engine().knowledge.facts.values()
    return [label(fact) for fact in facts if fact.quantity and fact.status != "not_given"][::5]


def test_a_doubt_is_answered_with_what_was_told() -> None:
    for text in asked():
        for doubt in DOUBTS:
            first, second = talk(text, doubt)
            if first.kind == "answer":
                assert (second.kind, second.facts) == ("answer", first.facts), (text, doubt)


def test_a_figure_of_the_askers_own_is_named_beside_what_was_told() -> None:
    for text in asked():
        first, second = talk(text, "我记得是987654321")
        if first.kind == "answer":
            assert second.facts == first.facts, text
            assert "987654321" in second.text.splitlines()[0], text


@pytest.mark.parametrize(("check", "holds"), [
    ("是291吗", True), ("291吗", True), ("291?", True), ("好像是291吧", True), ("有291吗", True),
    ("is it 291?", True), ("差不多300平方公里吧", True), ("超过200吗", True), ("不是318吗", False),
    ("应该是318吧", False), ("318?", False), ("网上说是318", False), ("超过300吗", False),
    ("Isn't it 318?", False), ("I heard 318.", False), ("I thought it was 291.", True)])
def test_a_figure_that_is_checked_is_held_against_what_was_told(check: str, holds: bool) -> None:
    _, reply = talk("济南高新区面积多大", check)
    assert reply.facts == ("gx-area",), reply.text
    assert reply.text.startswith(("对,", "Yes")) == holds, reply.text


@pytest.mark.parametrize(("text", "holds"), [
    ("中心区一般公共预算收入是122.7亿吧", True), ("中心区一般公共预算收入超过120亿吗", True),
    ("中心区一般公共预算收入超过130亿吗", False), ("中心区从业人员超过20万吗", True),
    ("中心区人均GDP超过50万吗", True), ("中心区人均GDP超过60万吗", None),
    ("济宁高新区争取资金1.93亿对吗", True), ("济南高新区面积是不是291", True),
    ("济南高新区面积是300平方公里吗", False)])
def test_a_verdict_stands_only_where_it_is_certain(text: str, holds: bool | None) -> None:
    said = talk(text)[0].text
    assert said.startswith("对,") == (holds is True), said
    assert said.startswith("不是,") == (holds is False), said


def test_more_of_the_same_tells_nothing_twice() -> None:
    for text in asked():
        replies = talk(text, *MORE)
        told = [name for reply in replies for name in reply.facts]
        if replies[0].kind == "answer":
            assert len(told) == len(set(told)), text
            assert {engine().knowledge.facts[name].entity for name in told[len(
                replies[0].facts):]} <= {engine().knowledge.facts[told[0]].entity}, text


@pytest.mark.parametrize("text", [*DOUBTS, *MORE, "第一个", "第三个", "哪个多", "来源", "291?"])
def test_without_a_reply_before_there_is_nothing_to_rejoin(text: str) -> None:
    reply, _ = engine().answer(text, NOW)
    assert reply.kind in ("unknown", "chat"), reply.text
    assert not reply.facts


@pytest.mark.parametrize("text", [*DOUBTS, *MORE, "第一个", "第三个", "哪个多", "来源", "291?",
                                  "还有", "整个呢", "是300吧", "超过300吗", "谁大", "ok", "?",
                                  "。"])
@pytest.mark.parametrize("before", ["科创城面积", "有哪些园区", "济宁有综保区吗", "哪个园区最大",
                                    "济南高新区和临空经济区哪个大", "汉峪金谷租金", "你好", "上海"])
def test_after_any_reply_there_is_one(before: str, text: str) -> None:
    assert all(reply.text for reply in talk(before, text, text))


def test_a_context_of_an_older_form_is_read() -> None:
    _, context = engine().answer("济南高新区面积多大", NOW)
    assert context is not None
    record = context.to_record()
    old = {name: value for name, value in record.items()
           if name not in ("told", "rivals", "language")}
    reply, _ = engine().answer("不对吧", NOW, Context.from_record({**old, "later": ["x"]}))
    assert "291" in reply.text


def test_a_short_word_is_answered_in_the_language_of_the_chat() -> None:
    assert [reply.language for reply in talk("济南高新区面积", "ok")] == ["zh-Hans", "zh-Hans"]
    assert [reply.language for reply in talk("How big is Jinan High-tech Zone?", "ok", "291?")
            ] == ["en", "en", "en"]


WHEN = ("哪年的", "是哪年说的", "what year")
STILL = ("还是这样吗", "最新的呢", "is that still so?")


@pytest.mark.parametrize("text", WHEN)
def test_of_when_something_is_leaves_what_was_told(text: str) -> None:
    for question in asked():
        first, second = talk(question, text)
        if first.kind == "answer":
            assert (second.kind, second.facts[:1]) == ("answer", first.facts[:1]), question


@pytest.mark.parametrize("text", STILL)
def test_whether_something_is_still_so_tells_the_same_or_what_is_newer(text: str) -> None:
    facts = engine().knowledge.facts
    for question in asked():
        first, second = talk(question, text)
        if first.kind == "answer":
            before, after = facts[first.facts[0]], facts[second.facts[0]]
            newer = after.as_of.last and (
                before.as_of.last is None or after.as_of.last > before.as_of.last)
            assert after == before or (newer and after.entity == before.entity), question


def test_what_was_told_only_of_the_beginning_is_so_no_longer() -> None:
    _, reply = talk("济南高新区最初面积", "现在呢")
    assert reply.facts == ("gx-area",)


def test_of_a_target_it_is_told_whether_it_was_met() -> None:
    facts = engine().knowledge.facts
    for fact in [one for one in facts.values() if one.status == "target" and one.quantity][::4]:
        first, second = talk(label(fact), "完成了吗")
        if first.kind == "answer" and facts[first.facts[0]].status == "target":
            assert first.facts[0] in second.facts, fact
            assert "没有给出" in second.text, fact


def test_what_is_of_a_thing_is_of_what_it_lies_in_too() -> None:
    known = engine().knowledge
    for fact in [one for one in known.facts.values() if one.quantity][::9]:
        entity = known.entities[fact.entity]
        for name in filter(None, (entity.part_of, entity.city)):
            first, second = talk(label(fact), f"这个是{name}的吗")
            if first.kind == "answer" and second.rule == "whose":
                assert not second.text.startswith("不是"), (fact, name)


@pytest.mark.parametrize(("question", "name"), [
    ("人均gdp多少", "整个高新区"), ("济南高新区有多少家高企", "济宁高新区")])
def test_what_is_of_another_thing_is_denied(question: str, name: str) -> None:
    _, reply = talk(question, f"这个是{name}的吗")
    assert reply.rule == "whose"
    assert reply.text.startswith("不是")


@pytest.mark.parametrize("text", ["还是谢谢你", "我还是不懂", "what about the other parks?"])
def test_other_words_are_not_about_the_last_reply(text: str) -> None:
    _, reply = talk("济南高新区面积多大", text)
    assert "gx-area" not in reply.facts


def test_a_year_that_is_asked_for_is_no_figure_that_was_told() -> None:
    for first, second in (("济南高新区体制机制改革年份", "2016年高企多少家"),
                          ("济南高新区有多少家高企", "2029年有多少家高企")):
        assert talk(first, second)[-1].kind == "suggest"


def test_a_refusal_has_no_source() -> None:
    *_, reply = talk("济南高新区面积多大", "济南高新区的博物馆有多少", "谁说的")
    assert reply.kind == "unknown"
