"""Names as people write them: parted by a word, or as they sound in the midst of English."""

from __future__ import annotations

import re

from bot.language.lexicon import Lexicon
from bot.language.normalise import has_han
from bot.language.pinyin import spelling

SHORTEST_SPELT = 5     # so many letters are a name in English that is written as it sounds
HALF = r"[^\W\d_]{2,8}"


class BrokenNames:
    """Puts names together that speech parts ("the bonded area of the zone")."""

    def __init__(self, lexicon: Lexicon) -> None:
        """The lexicon's cue `name_breaks` are the words that part them."""
        self._lexicon = lexicon
        breaks = sorted(lexicon.cues.get("name_breaks", ()), key=len, reverse=True)
        words = "|".join(map(re.escape, breaks)) or "(?!)"
        self._pattern = re.compile(rf"(?P<before>{HALF})(?P<word>{words})(?P<after>{HALF})")
        self._owning = lexicon.cues.get("possessive", ())

    def mended(self, text: str) -> str:
        """Return a text in which each such name stands whole.

        Not where its second half is a name by itself, or a word of which the first may be the
        owner.
        """
        return self._pattern.sub(self._joined, text)

    def _joined(self, match: re.Match[str]) -> str:
        before, after = match["before"], match["after"]
        owned = match["word"].endswith(self._owning)
        whole = any(self._is_name(before[start:] + after[:end]) and not self._is_name(after[:end])
                    and not (owned and self._lexicon.of(after[:end]))
                    for start in range(len(before) - 1) for end in range(len(after), 1, -1))
        return before + after if whole else match[0]

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
