"""Whatever is said renders to HTML that Telegram accepts, in messages that fit."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.enquiries.cards import literal
from bot.telegram.rendering import LIMIT, is_blank, linked, parse, render, split
from tests.botapi.markup import parse as parse_html
from tests.botapi.markup import units

MARKS = st.sampled_from(["**", "*", "[", "](https://a.example/b?c=1&d=2)", "](javascript:x)", "<b>",
                         "</b>", "&amp;", "&", "<", ">", '"', "\n\n", "\n", " ", "\u3002", "\x00",
                         "\ud800", "\u200b", "\U0001f469\u200d\U0001f52c", "\u6c49\u5b57",
                         "e\u0301"])
MARKED = st.lists(MARKS | st.text(max_size=20), max_size=60).map("".join)
LONG = st.builds(lambda parts, times: "".join(parts) * times,
                 st.lists(MARKS | st.text(max_size=30), min_size=1, max_size=30),
                 st.integers(1, 200))


def plain(marked: str) -> str:
    return "".join(piece.text for piece in parse(marked))


@settings(max_examples=300, deadline=None)
@given(MARKED | LONG)
def test_any_text_becomes_messages_that_telegram_takes(marked: str) -> None:
    for part in split(marked):
        html = render(part)
        assert html
        text, entities = parse_html(html)
        assert 0 < units(text) <= LIMIT
        assert not is_blank(text)
        assert len(entities) <= 100
        html.encode("utf-8")


@settings(max_examples=200, deadline=None)
@given(LONG)
def test_nothing_but_space_is_lost_in_parts(marked: str) -> None:
    parts = split(marked)
    if len(parts) < 2:
        return
    bodies = [re.sub(r"\n\(\d+/\d+\)\Z", "", part) for part in parts]
    said = "".join("".join(plain(body) for body in bodies).split())
    meant = "".join(plain("".join(marked)).split())
    # A mark that a cut left without its twin may stay visible; no word is lost.
    said, meant = (re.sub(r"[*\[\]()]|\W", "", text) for text in (said, meant))
    assert said.startswith(meant[:50])
    assert len(said) >= len(meant) - 4 * len(parts) - 200


def test_bold_and_links_are_escaped_once() -> None:
    marked = "**a<b & c** d [t&t](https://x.example/?a=1&b=2)"
    assert render(marked) == ('<b>a&lt;b &amp; c</b> d '
                              '<a href="https://x.example/?a=1&amp;b=2">t&amp;t</a>')


def test_a_bold_span_that_is_cut_is_bold_in_both_parts() -> None:
    marked = "**" + "\u5b57" * 5000 + "**"
    first, second = split(marked)
    assert render(first).startswith("<b>")
    assert render(first).endswith("</b>\n(1/2)")
    assert render(second).startswith("<b>")


def test_cut_at_the_paragraph() -> None:
    marked = "\n\n".join(["\u7b2c" * 1500, "\u4e8c" * 1500, "\u4e09" * 1500])
    first, second = split(marked)
    assert first == "\u7b2c" * 1500 + "\n\n" + "\u4e8c" * 1500 + "\n(1/2)"
    assert second == "\u4e09" * 1500 + "\n(2/2)"


@pytest.mark.parametrize("blank", ["", " ", "\n\n", "\u200b", "\x00"])
def test_blank_is_no_message(blank: str) -> None:
    assert split(blank) == ()


def test_emoji_count_two_units() -> None:
    parts = split("\U0001f600" * 3000)
    assert len(parts) == 2
    assert all(units(plain(part)) <= LIMIT for part in parts)


def test_the_last_mention_is_linked() -> None:
    assert linked("T says: T", "T", "https://a.example/x") == "T says: [T](https://a.example/x)"
    assert linked("T", "T", "javascript:alert(1)") == "T"
    assert linked("T", "T", "") == "T"
    assert linked("nothing", "T", "https://a.example") == "nothing"


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200) | MARKED | st.text("*[](ab ", max_size=30))
@example("a***b c**")
def test_somebodys_own_words_bear_no_marks(words: str) -> None:
    pieces = parse(literal(words))
    assert all(not piece.bold and piece.href is None for piece in pieces)
    assert plain(literal(words)).replace("\u200b", "") == words.replace("\u200b", "")
