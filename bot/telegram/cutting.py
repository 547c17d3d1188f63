"""Where a long text is cut: at paragraphs, lines, sentences, words, only then anywhere. Pure."""

from __future__ import annotations

import re
import unicodedata

# Best first: paragraph, line, sentence, clause, word.
BREAKS = (
    re.compile(r"\n[ \t]*\n+"),
    re.compile(r"\n"),
    re.compile(r"(?<=[\u3002\uff01\uff1f!?\u2026])"),
    re.compile(r"(?<=[\uff1b\uff0c\u3001;,])"),
    re.compile(r"\s+"),
)
_JOINERS = "\u200d\ufe0e\ufe0f"


def units(text: str) -> int:
    """Return the length of a text in UTF-16 units."""
    return len(text) + sum(character > "\uffff" for character in text)


def cut(plain: str, limit: int, room: int) -> tuple[tuple[int, int], ...]:
    """Return the slices of a text: one if it fits `limit` units, else each of at most `room`."""
    if units(plain) <= limit:
        return ((0, len(plain)),)
    slices: list[tuple[int, int]] = []
    start = 0
    while start < len(plain):
        end = _slice_end(plain, start, room)
        body = plain[start:end]
        first = start + len(body) - len(body.lstrip())
        last = end - (len(body) - len(body.rstrip()))
        if first < last:
            slices.append((first, last))
        start = end
    return tuple(slices)


def _slice_end(plain: str, start: int, room: int) -> int:
    """Return where the slice from `start` ends: the last good break within `room` units."""
    hard, used = start, 0
    while hard < len(plain):
        used += 2 if plain[hard] > "\uffff" else 1
        if used > room:
            break
        hard += 1
    if hard == len(plain):
        return hard
    for pattern in BREAKS:
        # A break in the first half would leave a stub: a lesser break further on is better.
        ends = [found.end() for found in pattern.finditer(plain, start, hard)]
        good = [end for end in ends if end > start + (hard - start) // 2]
        if good:
            return good[-1]
    return _not_inside_a_cluster(plain, start, hard)


def _not_inside_a_cluster(plain: str, start: int, hard: int) -> int:
    """Step back from inside an emoji sequence or before a combining mark, if that is possible."""
    end = hard
    while end > start + 1 and (unicodedata.combining(plain[end]) or plain[end] in _JOINERS
                               or plain[end - 1] == "\u200d"):
        end -= 1
    return end if end > start + 1 else hard
