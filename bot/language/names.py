"""Names as people write them: parted by a word, or as they sound in the midst of English."""

from __future__ import annotations

import re

from bot.language.lexicon import Lexicon
from bot.language.normalise import has_han
from bot.language.pinyin import spelling

SHORTEST_SPELT = 5     # so many letters are a name in English that is written as it sounds
LONGEST_HALF = 8


class BrokenNames:
    """Puts names together that speech parts ("the bonded area of the zone")."""

    def __init__(self, lexicon: Lexicon) -> None:
        """The lexicon's cue `name_breaks` are the words that part them."""
        self._lexicon = lexicon
        breaks = sorted(lexicon.cues.get("name_breaks", ()), key=len, reverse=True)
        self._breaks = re.compile("|".join(map(re.escape, breaks)) or "(?!)")
        self._owning = lexicon.cues.get("possessive", ())

    def mended(self, text: str) -> str:
        """Return a text in which each such name stands whole.

        Not where its second half is a name by itself, or a word of which the first may be the
        owner.
        """
        out, end = "", 0
        for match in self._breaks.finditer(text):
            if match.start() < end:
                continue
            before = text[max(end, match.start() - LONGEST_HALF):match.start()]
            whole = self._joins(before, match[0], text[match.end():match.end() + LONGEST_HALF])
            out += text[end:match.start()] + ("" if whole else match[0])
            end = match.end()
        return out + text[end:]

    def _joins(self, before: str, word: str, after: str) -> bool:
        """Whether the end of one text and the beginning of another are the halves of a name."""
        owned = word.endswith(self._owning)
        return any(self._is_name(before[start:] + after[:end]) and not self._is_name(after[:end])
                   and not (owned and self._lexicon.of(after[:end]))
                   for start in range(len(before) - 1) for end in range(len(after), 1, -1))

    def _is_name(self, text: str) -> bool:
        return "entity" in self._lexicon.of(text).by_kind


def spelt_names(lexicon: Lexicon) -> dict[str, str]:
    """Return Chinese names by their pinyin, as English texts write them."""
    names: dict[str, str] = {}
    for form, senses in lexicon.senses.items():
        if has_han(form) and any(sense.kind == "entity" for sense in senses):
            spelt = spelling(form)
            if len(spelt) >= SHORTEST_SPELT:
                names.setdefault(spelt, form)
    return names
