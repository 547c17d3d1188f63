"""Names as people write them: parted by a word, or as they sound in the midst of English."""

from __future__ import annotations

import re
from collections.abc import Callable

from bot.language.lexicon import Lexicon
from bot.language.normalise import fold_word, has_han
from bot.language.pinyin import spelling

SHORTEST_SHORT, LONGEST_SHORT = 3, 5   # signs of a name that is said short
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


class ShortNames:
    """Reads a name that is said by the first signs of its words and its end ("the agri-tech zone").

    Only of what is no word is a name made, and only where it is that of one thing.
    """

    def __init__(self, lexicon: Lexicon, cut: Callable[[str], list[str]]) -> None:
        """`cut` parts a name into its words; the cue `short_ends` are the ends of such names."""
        self._lexicon = lexicon
        self._ends = sorted(lexicon.cues.get("short_ends", ()), key=len, reverse=True)
        names = dict.fromkeys(sense.name for senses in lexicon.senses.values()
                              for sense in senses if sense.kind == "entity")
        # without its last sign a name is no word of the lexicon, which would not be parted
        self._names = [(name, "".join(word[0] for word in cut(name[:-1])))
                       for name in map(fold_word, names)
                       if len(name) > LONGEST_SHORT and has_han(name)]

    def mended(self, words: list[str]) -> list[str]:
        """Return words of which some that stand side by side and mean nothing are made a name."""
        out: list[str] = []
        at = 0
        while at < len(words):
            size = self._run(words, at)
            for end in range(at + size, at + SHORTEST_SHORT - 1, -1):
                name = self._meant("".join(words[at:end]))
                if name:
                    out.append(name)
                    at = end
                    break
            else:
                out.append(words[at])
                at += 1
        return out

    def _run(self, words: list[str], at: int) -> int:
        """Return how many single signs without any sense stand side by side from a place on."""
        size = 0
        while size < LONGEST_SHORT and at + size < len(words) and len(words[at + size]) == 1 \
                and has_han(words[at + size]) and not self._lexicon.of(words[at + size]):
            size += 1
        return size

    def _meant(self, short: str) -> str:
        """Return the one thing that may be called so, or nothing."""
        end = next((end for end in self._ends if short.endswith(end)), "")
        if not end or len(short) - len(end) < SHORTEST_SHORT - 1:
            return ""
        found = [name for name, signs in self._names
                 if name.endswith(end) and _in_order(short.removesuffix(end), signs)]
        return found[0] if len(found) == 1 else ""


def _in_order(short: str, signs: str) -> bool:
    """Whether some signs stand among others in the same order."""
    rest = iter(signs)
    return all(sign in rest for sign in short)


def spelt_names(lexicon: Lexicon) -> dict[str, str]:
    """Return Chinese names by their pinyin, as English texts write them."""
    names: dict[str, str] = {}
    for form, senses in lexicon.senses.items():
        if has_han(form) and any(sense.kind == "entity" for sense in senses):
            spelt = spelling(form)
            if len(spelt) >= SHORTEST_SPELT:
                names.setdefault(spelt, form)
    return names
