"""Names as people write them are read as names."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.answers.shipped import NOW, engine


def named(text: str) -> set[str]:
    """Which entities a text names."""
    return {name for token in engine().reader.read(text).tokens for name in token.names("entity")}


@pytest.mark.parametrize(("text", "name"), [
    ("中德那个产业园的电话", "中德产业园"), ("中德那边的产业园在哪", "中德产业园"),
    ("汉峪那个金谷建了多少年", "汉峪金谷"), ("问下彩虹湖的新区面积", "彩虹湖新区")])
def test_a_name_that_speech_parts_is_read_whole(text: str, name: str) -> None:
    assert name in named(text)


@pytest.mark.parametrize(("text", "name"), [
    ("How big is the Caihonghu area?", "彩虹湖新区"), ("Who built Hanyujingu?", "汉峪金谷")])
def test_a_name_that_english_spells_is_read(text: str, name: str) -> None:
    assert name in named(text)


@settings(max_examples=50, deadline=None)
@given(st.text(alphabet="的那个济南高新区园abc ,", max_size=60))
def test_no_text_is_lost_in_mending(text: str) -> None:
    assert engine().answer(text, NOW)[0].text


@pytest.mark.parametrize(("question", "word"), [
    ("哪个市长来过", "所在城市"), ("哪个园区招聘", "落户"), ("你在哪个城市", "所在城市")])
def test_a_place_is_told_of_what_is_named_alone(question: str, word: str) -> None:
    assert word not in engine().answer(question, NOW)[0].text


def test_what_is_missing_is_named_in_english() -> None:
    reply = engine().answer("who is the mayor of Jinan", NOW)[0]
    assert "mayor" in reply.text
    reply = engine().answer("parks in Suzhou", NOW)[0]
    assert "Suzhou" in reply.text
    assert "Jinan" in reply.text
