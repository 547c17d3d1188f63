"""What is left out of a reading before it is asked: names that are taken back or are elsewhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.answers.terms import is_noun
from bot.knowledge.model import Entity
from bot.language.lexicon import Lexicon
from bot.language.normalise import fold_word
from bot.language.reading import Reading, Token

PIECES = ("x", "n", "q", "a", "g", "j", "z")   # jieba's tags of what names are made of


class Homing:
    """Leaves in a reading what names a subject here. Holds no state."""

    def __init__(self, lexicon: Lexicon, entities: Mapping[str, Entity]) -> None:
        self._lexicon = lexicon
        self._entities = entities

    def read(self, reading: Reading) -> Reading:
        """Take a short name for no name of ours where a place elsewhere stands before it.

        A name that is taken back, and where the asker comes from, are left out.
        """
        reading = _meant(reading)
        tokens = [token for at, token in enumerate(reading.tokens)
                  if not _is_origin(token, reading.tokens[:at], reading.tokens[at + 1:])]
        for at, token in enumerate(tokens):
            before = at - 1
            while before >= 0 and _is_unknown_name(tokens[before]):
                before -= 1
            if before >= 0 and tokens[before].has("place") and self._is_short(token) and \
                    sum(len(one.text) for one in tokens[before:at]) == \
                    token.start - tokens[before].start:
                tokens[at] = replace(token, senses=tuple(
                    sense for sense in token.senses if sense.kind != "entity"))
        return replace(reading, tokens=tuple(tokens))

    def _is_short(self, token: Token) -> bool:
        """Whether a name is short for what it names, and does not say in which city that is."""
        return token.has("entity") and not any(
            fold_word(name) == token.text or any(
                token.text.startswith(form)
                for form in self._lexicon.aliases.get(self._entities[name].city or "", ()))
            for name in token.names("entity"))


def _meant(reading: Reading) -> Reading:
    """Leave out a name that is taken back ("not A, B", "B, not A"), where another one stands."""
    tokens = reading.tokens
    named = [at for at, token in enumerate(tokens) if token.has("entity")]
    if len(named) < 2:
        return reading
    asks = any(token.has("type") for token in tokens)
    back = {at for at in named[:-1] + ([] if asks else named[-1:])
            if at and "correction" in tokens[at - 1].names("cue")}
    return replace(reading, tokens=tuple(token for at, token in enumerate(tokens)
                                         if at not in back)) if len(back) < len(named) else reading


def _is_origin(token: Token, before: Sequence[Token], after: Sequence[Token]) -> bool:
    """Whether a place is where the asker comes from: "we are in ..., and want to rent".

    The clause speaks of the asker and asks nothing.
    """
    if not token.has("place"):
        return False
    mine = [one for one in (*before, *after) if one.clause == token.clause]
    return any("asker" in one.names("cue") for one in before if one.clause == token.clause) \
        and not any(one.has(kind) for one in mine for kind in ("entity", "type"))


def _is_unknown_name(token: Token) -> bool:
    """Whether a token may be a piece of a name that nothing knows.

    What a single character is beside that says nothing: it is a syllable of a name.
    """
    unknown = not token.senses or (len(token.text) == 1 and not token.has("entity"))
    return unknown and not token.text.isascii() and (
        is_noun(token) or token.tag.startswith(PIECES))
