"""What a text is made of, for likeness: concepts, question words and pairs of characters.

Names, places, phases and figures are left out: they are slots, and compared as such.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from bot.language.lexicon import Lexicon, Sense
from bot.language.normalise import fold_word

LATIN = re.compile(r"[a-z][a-z'&+-]*")
MASKED = ("entity", "place", "phase", "year")
GAP = " "
PAIR, CONCEPT, KIND, WORD = "2:", "c:", "t:", "w:"


class FeatureReader:
    """Reads texts into features, {feature: how often}. Holds no state between two texts."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._senses = lexicon.senses
        self._stopwords = lexicon.stopwords
        longest: dict[str, int] = defaultdict(int)
        for form in lexicon.senses:
            longest[form[0]] = max(longest[form[0]], len(form))
        self._longest: Mapping[str, int] = dict(longest)

    def read(self, text: str) -> frozenset[str]:
        """Return the features of a text that was folded."""
        out: set[str] = set()
        rest: list[str] = []
        at, size = 0, len(text)
        while at < size:
            if text[at].isascii() and text[at].isalpha():
                match = LATIN.match(text, at)
                end = match.end() if match else at + 1
                form = self._form(text, at)
                if form and len(form) >= end - at:
                    at += len(form)
                    self._take(form, out, rest)
                    continue
                word = text[at:end]
                if word not in self._stopwords:
                    out.add(WORD + _stem(word))
                rest.append(GAP)
                at = end
                continue
            form = self._form(text, at)
            if form:
                self._take(form, out, rest)
                at += len(form)
            else:
                rest.append(text[at] if text[at].isalnum() and not text[at].isdigit() else GAP)
                at += 1
        plain = "".join(rest)
        out.update(PAIR + plain[at: at + 2] for at in range(len(plain) - 1)
                   if GAP not in plain[at: at + 2])
        return frozenset(out)

    def _form(self, text: str, at: int) -> str:
        """Return the longest form of the lexicon that starts at a character."""
        for size in range(min(self._longest.get(text[at], 0), len(text) - at), 0, -1):
            form = text[at: at + size]
            if form in self._senses:
                return form
        return ""

    def _take(self, form: str, out: set[str], rest: list[str]) -> None:
        senses = self._senses[form]
        if any(sense.kind in MASKED for sense in senses):
            rest.append(GAP)
            return
        out.update(_features(senses))
        silent = all(sense.kind in ("cue", "chat") or sense.flavour == "filler"
                     for sense in senses)
        rest.append(GAP if silent else form)


def _features(senses: Iterable[Sense]) -> Iterable[str]:
    for sense in senses:
        if sense.kind == "word" and sense.flavour in ("thing", "act", "qualifier"):
            yield CONCEPT + sense.name
        elif sense.kind in ("attribute", "status"):
            yield CONCEPT + sense.name
        elif sense.kind == "type":
            yield KIND + sense.name


def _stem(word: str) -> str:
    """Return an English word without its commonest endings, alike on both sides."""
    word = fold_word(word)
    for ending in ("'s", "ing", "ies", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word
