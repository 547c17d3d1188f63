"""Texts as numbers: each character, each pair of characters, each Latin word and pair of words.

A text is compared by what it is made of, whatever words it is cut into. Digits are left out:
figures are slots, and compared as such.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

Codes = npt.NDArray[np.int64]
LATIN = re.compile(r"[a-z]{2,}")
FIRST_HAN, LAST_HAN = 0x3400, 0x9FFF
PAIR = 1 << 21                       # code points have 21 bits
LATIN_BASE = 1 << 60                 # codes of Latin words lie above those of any two characters
BREAK = "\n"
ENDINGS = ("'s", "ings", "ing", "ies", "ed", "es", "s")
SHORTEST_STEM = 3


def look_up(vocabulary: Codes, codes: Codes) -> tuple[Codes, npt.NDArray[np.bool_]]:
    """Return the place of each code in a vocabulary in order, and whether it stands there."""
    if not len(vocabulary):
        return np.zeros(len(codes), dtype=np.int64), np.zeros(len(codes), dtype=np.bool_)
    at = np.minimum(np.searchsorted(vocabulary, codes), len(vocabulary) - 1)
    return at, vocabulary[at] == codes


class Grams:
    """Turns texts into codes; learns the Latin words that it meets while `learning`."""

    def __init__(self, latin: Sequence[str] = ()) -> None:
        """`latin` are Latin words whose numbers are settled: their places."""
        self._latin = {word: at for at, word in enumerate(latin)}

    @property
    def latin(self) -> tuple[str, ...]:
        """The Latin words and pairs of words that are known, in the order of their numbers."""
        return tuple(self._latin)

    def of_many(self, texts: Sequence[str], learning: bool = True) -> tuple[Codes, Codes]:
        """Return the codes of all texts and, alike long, which text each is of."""
        joined = BREAK.join(text.replace(BREAK, " ") for text in texts)
        signs = np.frombuffer(joined.encode("utf-32-le", "replace"), dtype=np.uint32).astype(
            np.int64)
        owners = np.cumsum(signs == ord(BREAK))
        han = (signs >= FIRST_HAN) & (signs <= LAST_HAN)
        pairs = han[:-1] & han[1:]
        codes = [signs[han], signs[:-1][pairs] * PAIR + signs[1:][pairs]]
        whose = [owners[han], owners[:-1][pairs]]
        latin = [(code, at) for at, text in enumerate(texts) if _has_latin(text)
                 for code in self._words(text, learning)]
        if latin:
            found = np.array(latin, dtype=np.int64)
            codes.append(found[:, 0])
            whose.append(found[:, 1])
        return np.concatenate(codes), np.concatenate(whose)

    def code(self, gram: str) -> int:
        """Return the code of one gram: one or two characters, or a Latin word or pair of words."""
        if ord(gram[0]) < FIRST_HAN:
            return LATIN_BASE + self._number(gram, learning=True)
        return ord(gram) if len(gram) == 1 else ord(gram[0]) * PAIR + ord(gram[1])

    def texts(self, codes: Codes) -> list[str]:
        """Return the grams of some codes as `code` takes them; empty for a Latin word unlearnt."""
        latin = tuple(self._latin)
        return [chr(code) if code < PAIR else chr(code // PAIR) + chr(code % PAIR)
                if code < LATIN_BASE else latin[code - LATIN_BASE]
                if code < LATIN_BASE + len(latin) else "" for code in codes.tolist()]

    def counted(self, texts: Sequence[str]) -> tuple[Codes, npt.NDArray[np.int64]]:
        """Return the codes of some texts, each once and in order, and how often each text has it.

        The counts have a row for each text. Latin words that were never learnt share one code.
        """
        every, owners = self.of_many(texts, learning=False)
        codes, at = np.unique(every, return_inverse=True)
        counts = np.bincount(owners * len(codes) + at, minlength=len(texts) * len(codes))
        return codes, counts.reshape(len(texts), len(codes))

    def _words(self, text: str, learning: bool) -> list[int]:
        return [LATIN_BASE + self._number(word, learning) for word in latin_grams(text)]

    def _number(self, word: str, learning: bool) -> int:
        if learning:
            return self._latin.setdefault(word, len(self._latin))
        return self._latin.get(word, PAIR)


def latin_grams(text: str) -> list[str]:
    """Return the Latin words of a folded text and each pair of neighbours, without endings."""
    words = latin_stems(text)
    return [*words, *(f"{one} {other}" for one, other in pairwise(words))]


def latin_stems(text: str) -> list[str]:
    """Return the Latin words of a folded text without endings."""
    return [_stem(word) for word in LATIN.findall(text)]


def spaced(text: str) -> str:
    """Return the Latin words of a folded text between spaces: small, and quick to look in."""
    return " ".join(("", *latin_stems(text), "")) if text else ""


def _has_latin(text: str) -> bool:
    return LATIN.search(text) is not None


def _stem(word: str) -> str:
    """Return an English word without its commonest endings, alike on both sides."""
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM:
            return word[: -len(ending)]
    return word
