"""What newcomers are shown, also of a knowledge that says nothing about it."""

from __future__ import annotations

import pytest

from bot.telegram.keyboards import flow, markup, phones, shorten
from bot.telegram.topics import by_id, cities, entity_called, short_id, to_follow
from bot.telegram.welcome import PATH, read
from tests.telegram.desk import shipped


def test_the_shipped_file() -> None:
    files, engine = shipped()
    shown = read(files[PATH], engine.knowledge)
    assert shown.listed == ("park",)
    assert shown.contact in engine.knowledge.facts
    assert {len(shown.examples_in(language)) for language in ("zh-Hans", "en", "zh-Hant")} == {3}


@pytest.mark.parametrize("content", [None, b"", b"- a", b"\xff", b"{", b"listed: 3\ncontact: [a]"])
def test_a_knowledge_without_one_still_greets(content: bytes | None) -> None:
    knowledge = shipped()[1].knowledge
    shown = read(content, knowledge)
    assert shown.listed
    assert shown.contact is None
    assert len(shown.examples_in("en")) == 3
    assert cities(knowledge, shown.listed)


def test_names_and_ids() -> None:
    knowledge = shipped()[1].knowledge
    assert by_id(knowledge, short_id("济南高新区")) == "济南高新区"
    assert by_id(knowledge, short_id("*")) == "*"
    assert by_id(knowledge, "zzzzzzzz") is None
    assert entity_called(knowledge, "jinan high-tech zone") == "济南高新区"
    assert entity_called(knowledge, "高新区") is None
    assert to_follow(knowledge, ["葛毅明"], ["park"]) in (None, "济南市")
    assert to_follow(knowledge, ["章锦片区"], ["park"]) == "济南高新区"


@pytest.mark.parametrize(("text", "found"), [
    ("400 0123 021", ("400 0123 021",)), ("手机13524678515、13564686846、13391219793",
                                          ("13524678515", "13564686846")),
    ("0531-88881234", ("0531-88881234",)), ("2029家,4000家以上,2023-01-30,35.5%", ()),
    ("统一社会信用代码913701000000000001", ()), ("14.5亿元 1,234,567", ())])
def test_numbers_that_one_would_dial(text: str, found: tuple[str, ...]) -> None:
    assert phones(text) == found


def test_labels_and_rows() -> None:
    from bot.delivery.message import Button

    assert shorten("字" * 40) == "字" * 28 + "\u2026"
    keys = [Button(str(number) * 3, data="v1:subs") for number in range(250)]
    assert sum(len(row) for row in flow(keys)) == 250
    made = markup(flow(keys, per_row=9))
    assert made is not None
    assert sum(len(row) for row in made.inline_keyboard) == 100
    assert max(len(row) for row in made.inline_keyboard) <= 8
    assert markup(((Button(" ", data="x"),),)) is None
