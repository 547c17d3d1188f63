"""Every callback fits into 64 bytes and is read back; nothing else is taken for one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.digests import tick
from bot.enquiries import cards
from bot.telegram.callbacks import Callback, decode, encode
from bot.telegram.registry import PRESSES
from bot.telegram.topics import short_id

VERBS = st.sampled_from(sorted(PRESSES))
IDS = st.integers(0, 2**53).map(str) | st.text(max_size=30).map(short_id)


@given(VERBS, st.lists(IDS, max_size=2))
def test_what_is_encoded_is_read_back(verb: str, arguments: list[str]) -> None:
    data = encode(verb, *arguments)
    assert len(data.encode()) <= 64
    assert decode(data) == Callback(verb, tuple(arguments))


@given(st.text(max_size=80) | st.none())
def test_anything_else_is_nothing(data: str | None) -> None:
    found = decode(data)
    assert found is None or encode(found.verb, *found.arguments) == data


@pytest.mark.parametrize("data", ["", "v0:sub:x", "v1", "v1:", "v1:Sub", "x" * 70, "v1:sub:a b"])
def test_old_and_strange_callbacks(data: str) -> None:
    assert decode(data) is None


@pytest.mark.parametrize(("verb", "argument"), [("sub", "x" * 60), ("", "a"), ("sub", "\u5b57")])
def test_what_would_not_be_read_back_is_not_written(verb: str, argument: str) -> None:
    with pytest.raises(ValueError, match="callback"):
        encode(verb, argument)


@pytest.mark.parametrize("data", [
    tick.CHANGE_HOUR, tick.MANAGE, f"{cards.CLOSE}:12", f"{cards.ANSWER}:12",
    f"{cards.CLOSED_BY_READER}:12"])
def test_buttons_of_the_services_are_known(data: str) -> None:
    found = decode(data)
    assert found is not None
    assert found.verb in PRESSES
