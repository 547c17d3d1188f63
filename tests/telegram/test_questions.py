"""Questions: answers with their buttons, options, edits, what is remembered and what is missed."""

from __future__ import annotations

import json
import threading

import pytest

from bot.store import chats, missed
from bot.telegram.rendering import render, split
from bot.telegram.topics import askable, cities, short_id
from tests.botapi.markup import parse as parse_html
from tests.telegram.desk import Office, shipped

HOW_MANY = "济南高新区有多少家高新技术企业"


def test_an_answer_has_its_date_its_source_and_a_way_to_follow(office: Office) -> None:
    anna = office.person(1)
    anna.says(HOW_MANY)
    assert "2029" in anna.text
    assert "2023-01-30" in anna.text
    html = render(anna.said[0].text)
    assert '<a href="http' in html
    assert parse_html(html)
    assert anna.button("订阅济南高新区").data == f"v1:sub:{short_id('济南高新区')}"


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_examples_of_start_are_answered(office: Office, language: str) -> None:
    anna = office.person(1, language)
    anna.says("/start")
    labels = [row[0].text for row in anna.said[0].buttons]
    assert len(labels) == 3
    for row in list(anna.said[0].buttons):
        anna.sends_data(row[0].data)
        assert [each.kind for each in anna.said] == ["callback", "send"]
        context = office.store.run_now(lambda tx: chats.get(tx, 1))
        assert context is not None
        assert context.context is not None
        assert context.context["context"]["facts"], anna.text


def test_an_edited_question_edits_its_answer(office: Office) -> None:
    anna = office.person(1)
    anna.says(HOW_MANY)
    edited = anna.edits(anna.number, "济宁高新区在哪里")
    assert [each.kind for each in edited] == ["edit"]
    assert edited[0].message_id
    assert "济宁" in anna.text


def test_an_edit_of_anything_else_is_left_alone(office: Office) -> None:
    anna = office.person(1)
    anna.says("/help")
    assert anna.edits(anna.number, "x") == []


def test_old_and_strange_buttons_are_answered(office: Office) -> None:
    anna = office.person(1)
    for data in ("v1:opt:zzzzzzzz", "v0:x", "", "v1:nonsense", "v1:city:zzzz", "v1:hour:x:w:99",
                 "v1:park:zzzz", "v1:send", "v1:field:company", "v1:lang:xx", "v1:zone:No/Where",
                 "v1:close:1", "v1:answer:99", "v1:solved:x", "v1:often:x:y", "v1:unsub:zzz"):
        said = anna.sends_data(data)
        assert [each.kind for each in said] == ["callback"], data
        assert said[0].text


def test_context_is_kept_and_no_words(office: Office) -> None:
    anna = office.person(1)
    anna.says(HOW_MANY)
    anna.says("那济宁高新区呢")
    assert "济宁" in anna.text
    chat = office.store.run_now(lambda tx: chats.get(tx, 1))
    assert chat is not None
    assert HOW_MANY not in json.dumps(chat.context, ensure_ascii=False)


def test_what_was_not_answered_is_kept_for_the_editors(office: Office) -> None:
    anna = office.person(1)
    for _ in range(2):
        anna.says("济南高新区有多少座寺庙")
    found = office.store.run_now(missed.listing)
    assert [(each.text, each.count) for each in found] == [("济南高新区有多少座寺庙", 2)]


def test_a_refusal_that_needs_a_person_names_the_known_contact(office: Office) -> None:
    anna = office.person(1)
    anna.says("济南高新区厂房租金多少")
    assert "400 0123 021" in anna.text
    assert not [row for each in anna.said for row in each.buttons if "v1:enquire" in str(row)]


def test_the_language_of_the_question_or_the_chosen_one(office: Office) -> None:
    anna = office.person(1)
    anna.says("How many high-tech enterprises are there in Jinan High-tech Zone?")
    assert "Source" in anna.text
    anna.says("/settings")
    anna.presses("繁體")
    anna.says(HOW_MANY)
    assert "濟南" in anna.text
    assert '<a href="' in render(anna.said[0].text)


def test_pictures_get_a_friendly_word(office: Office) -> None:
    anna = office.person(1)
    photo = [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}]
    anna.sends(photo=photo)
    assert "文字" in anna.text


def test_parks_by_city_and_a_card(office: Office) -> None:
    anna = office.person(1)
    anna.says("/parks")
    anna.presses("济南市")
    assert anna.said[1].kind == "edit"
    anna.presses("下一页")
    anna.presses("上一页")
    anna.presses("济南高新区")
    assert "济南高新区" in anna.text
    anna.sends_data(anna.said[1].buttons[0][0].data)
    assert "来源" in anna.text


@pytest.mark.parametrize("payload", ["f_{fact}", "p_{topic}", "s_{topic}", "subscribe", "enquire"])
def test_deep_links(office: Office, payload: str) -> None:
    anna = office.person(1)
    fact = next(each for each in shipped()[1].knowledge.facts.values() if each.what == "招商热线")
    anna.says("/start " + payload.format(fact=short_id(fact.id), topic=short_id("济南高新区")))
    assert "直接打字提问,例如" not in anna.text
    anna.says("/start p_nonsense")
    assert "直接打字提问,例如" in anna.text


def test_short_ids_of_this_knowledge_are_unique() -> None:
    knowledge = shipped()[1].knowledge
    for names in (list(knowledge.entities), list(knowledge.facts)):
        assert len({short_id(name) for name in names}) == len(names)


def test_every_fact_told_as_a_card_renders_and_fits() -> None:
    knowledge = shipped()[1].knowledge
    towns = cities(knowledge, ("park",))
    assert [city.listed[0] for city in towns] == ["济南高新区", "济宁高新区"]
    for city in towns:
        for name in city.listed:
            assert askable(knowledge, name)
    for fact in knowledge.facts.values():
        text = f"**{fact.entity} {fact.what}:{fact.value}**{fact.note or ''}"
        assert [parse_html(render(part)) for part in split(text)]


def test_a_long_text_is_answered_ahead_and_once(
        office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    engine = shipped()[1]
    answer = type(engine).answer

    def noted(self, text, *more):
        asked.append(threading.current_thread().name)
        return answer(self, text, *more)

    monkeypatch.setattr(type(engine), "answer", noted)
    anna = office.person(1)
    story = "我们公司做体外诊断,去年订单排满。" * 20 + HOW_MANY
    anna.says(story)
    anna.says(story)
    assert len(asked) == 2
    assert not [name for name in asked if name.startswith("store")]
    anna.says(HOW_MANY)
    assert asked[-1].startswith("store")


def test_what_facts_make_the_bot_say_renders_and_fits(office: Office) -> None:
    anna = office.person(1)
    facts = list(shipped()[1].knowledge.facts.values())
    for fact in facts[::23]:
        anna.says(f"{fact.entity}{fact.phase or ''}{fact.what}")
        for message in anna.said:
            text, _ = parse_html(render(message.text))
            assert 0 < len(text.encode("utf-16-le")) // 2 <= 4096
            assert all(len((key.data or "").encode()) <= 64 and len(key.text) <= 60
                       for row in message.buttons for key in row)
