"""Words of a text: jieba over its own common words and every form of the lexicon."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

import jieba

COMMON = re.compile(rb"^(\S+) (\d{3,}) (\S+)\r?$", re.MULTILINE)
LEXICON_FREQUENCY = 1_000
TOTAL = 60_000_000
jieba.setLogLevel(logging.WARNING)


@lru_cache(maxsize=1)
def common_words() -> dict[str, tuple[int, str]]:
    """Return jieba's words of frequency 100 and more: {word: (frequency, part of speech)}."""
    path = Path(str(jieba.__file__)).parent / "dict.txt"
    tags: dict[bytes, str] = {}
    return {found[1].decode(): (int(found[2]), tags.setdefault(found[3], found[3].decode()))
            for found in COMMON.finditer(path.read_bytes())}


class Segmenter:
    """Cuts texts into words. A form of the lexicon outweighs any cut of it into parts."""

    def __init__(self, forms: Iterable[str]) -> None:
        self._forms = tuple(forms)
        self.tags = {word: tag for word, (_, tag) in common_words().items()}
        frequencies = {word: count for word, (count, _) in common_words().items()}
        for form in self._forms:
            if 1 < len(form) <= 24:
                weight = LEXICON_FREQUENCY * len(form) ** 2
                frequencies[form] = max(frequencies.get(form, 0), weight)
        for word in list(frequencies):
            for end in range(1, len(word)):
                frequencies.setdefault(word[:end], 0)
        self._known = frozenset(self._forms)
        self._jieba = jieba.Tokenizer()
        self._jieba.FREQ = frequencies
        self._jieba.total = TOTAL
        self._jieba.initialized = True

    def __reduce__(self) -> tuple[type[Segmenter], tuple[tuple[str, ...]]]:
        """Keep the forms alone: jieba's words are read again, its tokenizer holds a lock."""
        return Segmenter, (self._forms,)

    def ordinary(self, word: str) -> bool:
        """Whether a word is a common one or a form of the lexicon."""
        return word in self.tags or word in self._known

    def cut(self, text: str) -> list[str]:
        """Return the words of a text in order; joined they are the text."""
        return list(self._jieba.cut(text, HMM=False))

    def tag(self, word: str) -> str:
        """Return jieba's part of speech of a word (n, v, a, …), or an empty string."""
        return self.tags.get(word, "")
