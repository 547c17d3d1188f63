"""What is no business of the bot gets a short line and no fact."""

from __future__ import annotations

import pytest

from tests.answers.shipped import ask, data

MESSAGES = [text for group in data("off_topic.yaml").values() for text in group]
LONGEST_LINE = 120


def test_there_are_sixty() -> None:
    assert len(set(MESSAGES)) >= 60


@pytest.mark.parametrize("text", MESSAGES)
def test_off_topic_messages_get_no_fact(text: str) -> None:
    reply = ask(text)
    assert reply.kind in ("unknown", "chat"), reply.text
    assert reply.facts == ()
    assert 0 < len(reply.text) <= LONGEST_LINE
