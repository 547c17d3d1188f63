"""How much something was at first: what says so in other words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.language.lexicon import Lexicon
from bot.language.reading import Token


class Formerly:
    """Says "at first" where a question for a number means that. Holds no state."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._since = frozenset(lexicon.cues.get("since", ()))
        self._formerly = frozenset(lexicon.cues.get("formerly", ()))
        self._possessive = frozenset(lexicon.cues.get("possessive", ()))
        self._at_first = tuple(Token(word, -1, 0, lexicon.of(word), "")
                               for word in lexicon.cues.get("at_first", ()))

    def read(self, tokens: Sequence[Token]) -> list[Token]:
        """Return the tokens of a question for a number; "formerly" and "earliest" are "at first".

        Not so in "the earliest's" of what is no attribute, nor where one of several is asked for.
        """
        if any("which" in token.names("cue") for token in tokens):
            return list(tokens)
        return [first for at, token in enumerate(tokens)
                for first in (() if self._owns_thing(tokens[at + 1:at + 3])
                              else self._first(token, tokens[at - 1] if at else None)) or (token,)]

    def since(self, group: list[Token], asks: int) -> list[Token]:
        """Say "at first" in the first half of "from how much to how much"."""
        said = {name for token in group for name in token.names("word")}
        since = any(token.text in self._since for token in group[max(0, asks - 2):asks])
        if not since or any(said.intersection(token.names("word")) for token in self._at_first):
            return group
        here = group[asks]
        return [*group[:asks], *(replace(token, start=here.start, clause=here.clause)
                                 for token in self._at_first), *group[asks:]]

    def _owns_thing(self, behind: Sequence[Token]) -> bool:
        """Whether what stands behind a word makes it the owner of a thing, not of an attribute."""
        return bool(behind) and behind[0].text in self._possessive and not (
            len(behind) > 1 and behind[1].has("attribute"))

    def _first(self, token: Token, before: Token | None) -> tuple[Token, ...]:
        """Return the words for "at first" in the place of one that says so behind no date."""
        dated = before is not None and (before.tag.startswith("m") or before.text[-1].isdigit())
        if dated or token.text not in self._formerly:
            return ()
        return tuple(replace(first, start=token.start, clause=token.clause)
                     for first in self._at_first)
