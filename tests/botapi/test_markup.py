"""Telegram's HTML as the server reads it."""

import pytest

from tests.botapi.markup import parse
from tests.botapi.refusal import Refusal


def test_tags_become_entities_in_utf16_units():
    text, entities = parse("😀<b>济南<i>高新区</i></b> &lt;2029&gt; &amp; &nbsp;")
    assert text == "😀济南高新区 <2029> & &nbsp;"
    assert entities == [{"type": "bold", "offset": 2, "length": 5},
                        {"type": "italic", "offset": 4, "length": 3}]


def test_a_link_needs_an_address_that_telegram_opens():
    _, entities = parse('<a href="https://example.org/?a=1&amp;b=2">来源</a> <a href="tel:1">x</a>')
    assert entities == [{"type": "text_link", "offset": 0, "length": 2,
                         "url": "https://example.org/?a=1&b=2"}]


def test_white_space_around_a_text_is_dropped_and_entities_move():
    assert parse("\n <b> 高 </b>\n") == ("高", [{"type": "bold", "offset": 0, "length": 1}])


def test_a_long_quote_may_be_expandable():
    _, entities = parse("<blockquote expandable>政策</blockquote>")
    assert entities[0]["type"] == "expandable_blockquote"


@pytest.mark.parametrize(("marked", "complaint"), [
    ("a < b > c", "Unsupported start tag"),
    ("5<6", "Unclosed start tag"),
    ("<b>高", 'Can\'t find end tag corresponding to start tag "b"'),
    ("高</b>", "Unexpected end tag at byte offset 3"),
    ("<b><i>高</b></i>", 'expected "</i>", found "</b>"'),
    ("<h1>高</h1>", 'Unsupported start tag "h1" at byte offset 0'),
    ("<br>", 'Unsupported start tag "br"'),
    ("<span>高</span>", 'must have class "tg-spoiler"'),
])
def test_what_does_not_parse_is_refused_in_telegrams_words(marked, complaint):
    with pytest.raises(Refusal) as refused:
        parse(marked)
    assert refused.value.status == 400
    assert "can't parse entities" in refused.value.description
    assert complaint in refused.value.description
