"""One spelling for texts: width, case, script, control characters, length."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from opencc import OpenCC

LONGEST_TEXT = 4096
LONGEST_CACHED = 64
_CONTROL = re.compile(r"[\u0000-\u0008\u000b-\u001f\u007f\u00ad\u200b-\u200f\u202a-\u202e"
                      r"\u2060-\u2069\ufeff\ufe0e\ufe0f]")
_QUOTES = re.compile('[\u201c\u201d\u2018\u2019\u300a\u300b\u300c-\u300f\u3008\u3009"]')
# quoted one after the other, things are named side by side
_BESIDE = re.compile("[\u201d\u2019\u300b\u300d\u300f\u3009]"
                     "(?=[\u201c\u2018\u300a\u300c\u300e\u3008])")
_SPACES = re.compile(r"\s+")
_LONE = re.compile("[\ud800-\udfff]")
_TO_SIMPLIFIED = OpenCC("t2s")


def fold(text: str) -> str:
    """Return the text in half width, lower case and simplified script, without quotation marks.

    What stands after the 4,096th character is left out.
    """
    text = unicodedata.normalize("NFKC", _LONE.sub("", text[:LONGEST_TEXT]))
    text = _QUOTES.sub("", _BESIDE.sub("\u3001", _CONTROL.sub("", text)))
    return _SPACES.sub(" ", _TO_SIMPLIFIED.convert(text).lower()).strip()


@lru_cache(maxsize=65_536)
def fold_word(word: str) -> str:
    """`fold` for the words of data, most of which are seen more than once."""
    return fold(word)


def is_traditional(text: str) -> bool:
    """Whether the text holds characters that only the traditional script has."""
    plain = unicodedata.normalize("NFKC", _LONE.sub("", text[:LONGEST_TEXT]))
    return bool(_TO_SIMPLIFIED.convert(plain) != plain)


def has_han(text: str) -> bool:
    """Whether the text holds a Chinese character."""
    return any("\u3400" <= sign <= "\u9fff" for sign in text)
