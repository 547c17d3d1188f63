"""Words of a text: jieba over its own common words and every form of the lexicon."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

import jieba

COMMON = re.compile(rb"^(\S+) (\d{3,}) (\S+)\r?$", re.MULTILINE)
SIGN, HAN = re.compile(r"[^\w\s]"), re.compile("[\u3400-\u9fff]")
LEXICON_FREQUENCY = 1_000
TOTAL = 60_000_000
jieba.setLogLevel(logging.WARNING)


@lru_cache(maxsize=1)
def common_words() -> tuple[dict[str, int], dict[str, str]]:
    """Return jieba's words of frequency 100 and more: how frequent each is, and its tag."""
    path = Path(str(jieba.__file__)).parent / "dict.txt"
    names: dict[bytes, str] = {}
    counts: dict[str, int] = {}
    tags: dict[str, str] = {}
    for found in COMMON.finditer(path.read_bytes()):
        word = found[1].decode()
        counts[word] = int(found[2])
        tags[word] = names.setdefault(found[3], found[3].decode())
    return counts, tags


class Segmenter:
    """Cuts texts into words. A form of the lexicon outweighs any cut of it into parts."""

    def __init__(self, forms: Iterable[str]) -> None:
        self._forms = tuple(forms)
        counts, self.tags = common_words()
        frequencies = dict(counts)
        for form in self._forms:
            if 1 < len(form) <= 24:
                weight = LEXICON_FREQUENCY * len(form) ** 2
                frequencies[form] = max(frequencies.get(form, 0), weight)
        for word in list(frequencies):
            for end in range(1, len(word)):
                frequencies.setdefault(word[:end], 0)
        self._known = frozenset(self._forms)
        signed = sorted((form for form in self._forms if SIGN.search(form) and HAN.search(form)),
                        key=len, reverse=True)
        self._signed = re.compile(f"({'|'.join(map(re.escape, signed))})") if signed else None
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
        """Return the words of a text in order; joined they are the text.

        The tokenizer parts words at signs, so that forms with a sign inside are cut first.
        """
        if self._signed is None or not self._signed.search(text):
            return list(self._jieba.cut(text, HMM=False))
        return [word for part in self._signed.split(text) if part
                for word in ([part] if part in self._known else
                             self._jieba.cut(part, HMM=False))]

    def tag(self, word: str) -> str:
        """Return jieba's part of speech of a word (n, v, a, …), or an empty string."""
        return self.tags.get(word, "")
