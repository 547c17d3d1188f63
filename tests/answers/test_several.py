"""Messages that ask for more than one thing: each is answered, or said to be open."""

from __future__ import annotations

import json

import pytest

from tests.answers.shipped import NOW, ROOT, ask, data, engine

# of the messages of several.jsonl (two readers and more; no utterance of the knowledge) so many
# are answered whole
WHOLE = 248


@pytest.mark.parametrize("case", data("several.yaml"), ids=lambda case: case["ask"])
def test_each_thing_that_is_asked_for_is_told(case: dict[str, object]) -> None:
    reply = ask(str(case["ask"]))
    assert reply.kind == "answer", reply.text
    tells = case["tells"]
    assert isinstance(tells, list)
    missing = [value for value in tells if value not in reply.text]
    assert not missing, reply.text


def test_a_part_that_nothing_answers_is_said_to_be_open() -> None:
    reply = ask("济南高新区有几个街道,食堂在几楼")
    assert reply.kind == "answer"
    assert "5 个街道" in reply.text
    assert engine().replies.say("answers.part_open", "zh-Hans") in reply.text.splitlines()


def test_messages_of_readers_are_answered_whole() -> None:
    facts = engine().knowledge.facts
    whole, asked = 0, 0
    for line in (ROOT / "tests/answers/several.jsonl").read_text(encoding="utf-8").splitlines():
        message = json.loads(line)
        wanted = {(entity, what) for entity, what in message["rows"]}
        known = [fact for fact in facts.values() if (fact.entity, fact.what) in wanted
                 and fact.status != "not_given"]
        if {(fact.entity, fact.what) for fact in known} != wanted:
            continue
        asked += 1
        reply = engine().answer(message["q"], NOW)[0]
        told = [facts[name] for name in reply.facts]
        rows = {(fact.entity, fact.what) for fact in told}
        said = {(fact.value, fact.members) for fact in told}
        whole += reply.kind == "answer" and wanted <= rows | {
            (fact.entity, fact.what) for fact in known if (fact.value, fact.members) in said}
    print(f"messages answered whole: {whole} of {asked}")
    assert whole >= WHOLE, f"{whole} of {asked}"


@pytest.mark.parametrize("case", data("stories.yaml"), ids=lambda case: case["ask"][:12])
def test_a_question_is_read_with_its_story(case: dict[str, object]) -> None:
    reply = ask(str(case["ask"]))
    assert reply.kind == "answer", reply.text
    assert isinstance(case["tells"], list)
    assert all(value in reply.text for value in case["tells"]), reply.text
