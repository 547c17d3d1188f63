"""Sounds of characters and words, without tones and with the confusions that typists make."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from itertools import islice

LATIN = re.compile(r"[^a-z]")
MOST_READINGS = 2
SECOND = 0.9     # what a word is worth that is spelt by a second reading
RAGGED = 20.0    # what a word costs that ends where no space is, in a text with spaces
CONFUSED = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ng", "n"))


def _plain(syllable: str) -> str:
    spread = unicodedata.normalize("NFD", syllable)      # ü is written as u
    return LATIN.sub("", spread.lower())


@cache
def _readings() -> Mapping[int, str]:
    """Return how every character is read. Loaded (13 MB) only where an engine is built."""
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    from pypinyin.constants import PINYIN_DICT  # noqa: PLC0415  (13 MB)

    return dict(PINYIN_DICT)


@lru_cache(maxsize=16_384)
def syllables(sign: str) -> tuple[str, ...]:
    """Return the toneless readings of one character, the commonest first; () where it has none."""
    written = _readings().get(ord(sign), "") if len(sign) == 1 else ""
    readings = dict.fromkeys(_plain(part) for part in written.split(",") if part)
    return tuple(islice((part for part in readings if part), MOST_READINGS))


@lru_cache(maxsize=4_096)
def sound(syllable: str) -> str:
    """Return a syllable with what typists confuse made equal (zh = z, ing = in …)."""
    for said, heard in CONFUSED:
        syllable = syllable.replace(said, heard)
    return syllable


@lru_cache(maxsize=16_384)
def sounds(sign: str) -> tuple[str, ...]:
    """Return how one character may sound, the commonest first; () where that is not known."""
    return tuple(dict.fromkeys(sound(part) for part in syllables(sign)))


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


def _spellings(word: str, weight: float,
               several: frozenset[str]) -> Iterator[tuple[str, float]]:
    """Yield how a word may be spelt, and what each is worth: one sign at a time the other way."""
    key = spelling(word)
    yield key, weight
    for at, sign in enumerate(word) if key else ():
        if sign in several and len(readings := syllables(sign)) > 1:
            yield (spelling(word[:at]) + readings[1] + spelling(word[at + 1:]),
                   weight * SECOND)


class PinyinReader:
    """Turns a text typed in pinyin into the words that it sounds like."""

    longest = 40

    def __init__(self, words: Iterable[tuple[str, float]],
                 several: frozenset[str] = frozenset()) -> None:
        """`words` are (word, weight) pairs; of two that sound alike the heavier one is taken.

        The characters of `several` are often read in a second way, too.
        """
        best: dict[str, tuple[float, str]] = {}
        for word, weight in words:
            for key, worth in _spellings(word, weight, several):
                if len(key) > 1 and worth > best.get(key, (0.0, ""))[0]:
                    best[key] = (worth, word)
        self._best: Mapping[str, tuple[float, str]] = best

    def read(self, letters: str) -> list[str] | None:
        """Return the words of a run of letters, or None where it is no pinyin of known words.

        Spaces and apostrophes part syllables; a word may run across them.
        """
        breaks, text = set(), ""
        for sign in letters.lower().replace("v", "u"):     # as which ü is often typed
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
                ragged = RAGGED if breaks and end not in breaks and end != size else 0.0
                score = here[0] + hit[0] * (end - start) ** 1.5 - ragged - 0.01 * inside
                there = starts[end]
                if there is None or score > there[0]:
                    starts[end] = (score, [*here[1], hit[1]])
        last = starts[size]
        return last[1] if last and last[1] else None
