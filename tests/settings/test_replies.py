"""The sentences: by room, key and language, with what is missing taken from the next best."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot import messages
from bot.errors import UsageProblem
from bot.replies import Replies

ROOT = Path(__file__).parents[2]
FILES = {
    "intents/replies/digests.zh-Hans.yaml": "hello: 你好{name},订阅\nonly: 只有中文\n".encode(),
    "intents/replies/digests.en.yaml": b"hello: Hello {name}\n",
    "intents/words/a.yaml": b"- x\n",
}


def test_a_sentence_is_found_by_room_key_and_language() -> None:
    replies = Replies(FILES)
    assert replies.say("digests.hello", name="安娜") == "你好安娜,订阅"
    assert replies.say("digests.hello", "en", name="Anna") == "Hello Anna"
    assert replies.say("digests.hello", "zh-Hant", name="安娜") == "你好安娜,訂閱"
    assert replies.say("digests.only", "en") == "只有中文"
    with pytest.raises(KeyError):
        replies.say("digests.nothing")


def test_what_a_release_lacks_comes_from_the_shipped() -> None:
    shipped = Replies({"intents/replies/digests.zh-Hans.yaml": b"hello: old\nnew: new\n"})
    replies = Replies(FILES, shipped)
    assert replies.say("digests.new") == "new"
    assert replies.say("digests.only") == "只有中文"
    assert shipped.keys() == {"digests.hello", "digests.new"}


@pytest.mark.parametrize("content", ["a: [", "- a\n", "a: 3\n"])
def test_a_broken_file_is_named(content: str) -> None:
    with pytest.raises(UsageProblem, match=r"^intents/replies/x\.en\.yaml"):
        Replies({"intents/replies/x.en.yaml": content.encode()})


def test_the_command_line_says_the_same_things_in_both_languages() -> None:
    chinese, english = messages.templates("zh"), messages.templates("en")
    assert chinese.keys() == english.keys()
    for key, template in chinese.items():
        assert fields_of(template) == fields_of(english[key]), key


@pytest.mark.parametrize("room", ["curating", "digests"])
def test_readers_are_told_the_same_things_in_both_languages(room: str) -> None:
    replies = Replies({f"intents/replies/{path.name}": path.read_bytes()
                       for path in (ROOT / "intents" / "replies").glob(f"{room}.*.yaml")})
    assert replies.keys("zh-Hans") == replies.keys("en")
    for key in replies.keys("en"):
        assert fields_of(replies.template(key)) == fields_of(replies.template(key, "en")), key


def fields_of(template: str) -> set[str]:
    from string import Formatter

    return {name for _, name, _, _ in Formatter().parse(template) if name}
