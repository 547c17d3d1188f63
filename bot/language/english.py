"""English inside or instead of Chinese: phrases are read as the Chinese words they stand for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

WORD = re.compile(r"[a-z][a-z0-9'&+./-]*[a-z0-9+]|[a-z]|\d+(?:[.,]\d+)*%?")
LONGEST_PHRASE = 7


@dataclass(frozen=True, slots=True)
class Translation:
    """What a run of English was read as; `known` of `total` words were understood.

    `heard` are the English words that each Chinese one was read for.
    Names that are written as they sound are read, too, but are no English: they are not `known`.
    """

    words: tuple[str, ...]
    unknown: tuple[str, ...]
    known: int
    total: int
    heard: Mapping[str, str]


def stem_candidates(word: str) -> tuple[str, ...]:
    """Return a word and what it may be an inflection of, the likeliest first."""
    forms = [word]
    if word.endswith("'s"):
        word = word[:-2]
        forms.append(word)
    if len(word) > 3 and word.endswith("ies"):
        forms.append(word[:-3] + "y")
    if len(word) > 3 and word.endswith("es"):
        forms.append(word[:-2])
    if len(word) > 2 and word.endswith("s") and not word.endswith("ss"):
        forms.append(word[:-1])
    for ending in ("ed", "ing"):
        if len(word) > len(ending) + 2 and word.endswith(ending):
            base = word[: -len(ending)]
            forms += [base, base + "e"]
            if len(base) > 2 and base[-1] == base[-2]:
                forms.append(base[:-1])
    return tuple(dict.fromkeys(forms))


class English:
    """Reads English with the glossary of the lexicon: {phrase: Chinese form}."""

    def __init__(self, glossary: Mapping[str, str], stopwords: frozenset[str],
                 spelt: Mapping[str, str] | None = None,
                 joins: Mapping[str, str] | None = None) -> None:
        """`spelt` are names by their pinyin ({gaoxinqu: its characters}).

        `joins` are read otherwise behind the first word of a run ({"and": the Chinese word}): "A
        and B", beside "and B?".
        """
        self._spelt = spelt or {}
        self._joins = joins or {}
        self._stopwords = stopwords
        self._glossary: dict[tuple[str, ...], str] = {}
        self._first: dict[str, int] = {}
        for phrase, form in glossary.items():
            words = tuple(WORD.findall(phrase))
            if not words:
                continue
            self._glossary.setdefault(words, form)
            self._first[words[0]] = max(self._first.get(words[0], 0), len(words))

    def read(self, run: str) -> Translation:
        """Translate a run of Latin words; stopwords are left out, unknown words are kept."""
        words = WORD.findall(run)
        out: list[str] = []
        unknown: list[str] = []
        heard: dict[str, str] = {}
        known = at = 0
        while at < len(words):
            form, size = self._longest(words, at)
            if size:
                form = self._joins.get(words[at], form) if at and size == 1 else form
                out.append(form)
                heard[form] = " ".join(words[at: at + size])
                known += size
                at += size
                continue
            word = words[at]
            if word in self._stopwords or word.replace("'s", "") in self._stopwords:
                known += 1
            elif word.removesuffix("'s") in self._spelt:
                out.append(self._spelt[word.removesuffix("'s")])
            else:
                out.append(word)
                heard[word] = word
                if not word[0].isdigit():
                    unknown.append(word)
                else:
                    known += 1
            at += 1
        return Translation(tuple(out), tuple(unknown), known, len(words), heard)

    def _longest(self, words: list[str], at: int) -> tuple[str, int]:
        for first in stem_candidates(words[at]):
            most = min(self._first.get(first, 0), LONGEST_PHRASE, len(words) - at)
            for size in range(most, 0, -1):
                form = self._phrase((first, *words[at + 1: at + size]))
                if form is not None:
                    return form, size
        return "", 0

    def _phrase(self, words: tuple[str, ...]) -> str | None:
        """Look a phrase up as it is, with its last word uninflected, then with every word so."""
        if words in self._glossary:
            return self._glossary[words]
        for last in stem_candidates(words[-1])[1:]:
            if (*words[:-1], last) in self._glossary:
                return self._glossary[(*words[:-1], last)]
        if len(words) > 1:
            for first in stem_candidates(words[0])[1:]:
                if (first, *words[1:]) in self._glossary:
                    return self._glossary[(first, *words[1:])]
        return None
