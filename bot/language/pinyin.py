"""Sounds of characters and words, without tones and with the confusions that typists make."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import islice, product

os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
from pypinyin.constants import PINYIN_DICT

LATIN = re.compile(r"[^a-z]")
MOST_READINGS, MOST_KEYS = 2, 8
CONFUSED = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ng", "n"))


def _plain(syllable: str) -> str:
    spread = unicodedata.normalize("NFD", syllable.replace("\u00fc", "v"))
    return LATIN.sub("", spread.lower())


@lru_cache(maxsize=16_384)
def syllables(sign: str) -> tuple[str, ...]:
    """Return the toneless readings of one character, the commonest first; () where it has none."""
    written = PINYIN_DICT.get(ord(sign), "") if len(sign) == 1 else ""
    readings = dict.fromkeys(_plain(part) for part in written.split(",") if part)
    return tuple(islice((part for part in readings if part), MOST_READINGS))


@lru_cache(maxsize=4_096)
def sound(syllable: str) -> str:
    """Return a syllable with what typists confuse made equal (zh = z, ing = in …)."""
    for said, heard in CONFUSED:
        syllable = syllable.replace(said, heard)
    return syllable


def word_keys(word: str) -> list[str]:
    """Return the sound keys of a word ("gao xin qu"), at most eight of them."""
    readings = [tuple(dict.fromkeys(sound(part) for part in syllables(sign))) for sign in word]
    if not all(readings):
        return []
    return [" ".join(parts) for parts in islice(product(*readings), MOST_KEYS)]


def spelling(word: str) -> str:
    """Return a word's pinyin written together ("gaoxinqu"); "" where a character has none."""
    parts = []
    for sign in word:
        if sign.isascii():
            if sign.isalnum():
                parts.append(sign.lower())
            continue
        readings = syllables(sign)
        if not readings:
            return ""
        parts.append(readings[0])
    return "".join(parts)


class PinyinReader:
    """Turns a text typed in pinyin into the words that it sounds like."""

    longest = 40

    def __init__(self, words: Iterable[tuple[str, float]]) -> None:
        """`words` are (word, weight) pairs; of two that sound alike the heavier one is taken."""
        best: dict[str, tuple[float, str]] = {}
        for word, weight in words:
            key = spelling(word)
            if len(key) > 1 and weight > best.get(key, (0.0, ""))[0]:
                best[key] = (weight, word)
        self._best: Mapping[str, tuple[float, str]] = best

    def read(self, letters: str) -> list[str] | None:
        """Return the words of a run of letters, or None where it is no pinyin of known words.

        Spaces and apostrophes part syllables; a word may run across them.
        """
        breaks, text = set(), ""
        for sign in letters.lower():
            if sign in " '-":
                breaks.add(len(text))
            elif sign.isalnum():
                text += sign
        size = len(text)
        starts: list[tuple[float, list[str]] | None] = [None] * (size + 1)
        starts[0] = (0.0, [])
        for start in range(size):
            here = starts[start]
            if here is None:
                continue
            for end in range(start + 2, min(size, start + self.longest) + 1):
                hit = self._best.get(text[start:end])
                if hit is None:
                    continue
                inside = sum(1 for at in breaks if start < at < end)
                ragged = 0.5 if breaks and end not in breaks and end != size else 0.0
                score = here[0] + hit[0] * (end - start) ** 1.5 - ragged - 0.01 * inside
                there = starts[end]
                if there is None or score > there[0]:
                    starts[end] = (score, [*here[1], hit[1]])
        last = starts[size]
        return last[1] if last and last[1] else None
