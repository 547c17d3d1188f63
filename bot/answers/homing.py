"""What is left out of a reading before it is asked: names that are taken back or are elsewhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from bot.answers.naming import flavour_of, is_noun
from bot.knowledge.model import Entity
from bot.language.lexicon import Lexicon
from bot.language.normalise import fold_word
from bot.language.reading import Reading, Token
from bot.language.senses import Senses

PIECES = ("x", "n", "q", "a", "g", "j", "z")   # jieba's tags of what names are made of


class Homing:
    """Leaves in a reading what names a subject here. Holds no state."""

    def __init__(self, lexicon: Lexicon, entities: Mapping[str, Entity]) -> None:
        self._lexicon = lexicon
        self._has = frozenset(lexicon.cues.get("elsewhere_has", ()))
        self._entities = entities

    def read(self, reading: Reading) -> Reading:
        """Take a short name for no name of ours where a place elsewhere stands before it.

        A name that is taken back, and where the asker comes from, are left out.
        """
        reading = _meant(reading)
        tokens = _without_origin(reading)
        end = -1      # where a place elsewhere, with the pieces of a name behind it, ends
        for at, token in enumerate(tokens):
            if token.start == end and self._is_short(token):
                tokens[at] = replace(token, senses=Senses(
                    sense for sense in token.senses if sense.kind != "entity"))
            if token.has("place") or (token.start == end and (
                    _is_unknown_name(token) or token.text in self._has)):
                end = token.start + len(token.text)
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
            if _denied(tokens[max(0, at - 2):at])}
    return replace(reading, tokens=tuple(token for at, token in enumerate(tokens)
                                         if at not in back)) if len(back) < len(named) else reading


def _denied(before: Sequence[Token]) -> bool:
    """Whether the tokens before a name say that it is not meant ("not", "not in")."""
    cues = [token.names("cue") for token in before]
    return bool(cues) and ("correction" in cues[-1] or (
        len(cues) > 1 and "negation" in cues[-2] and "lies_in" in cues[-1]))


def _without_origin(reading: Reading) -> list[Token]:
    """Return the tokens without the places where the asker comes from.

    "We are in ..., and want to rent": the clause speaks of the asker, wishes and asks nothing, and
    another one does. "Our ... company": the place stands between the two.
    """
    kept: list[Token] = []
    about = {clause: _speaks_of_asker(list(tokens)) for clause, tokens in groupby(
        reading.tokens, key=lambda token: token.clause)} if reading.clauses > 1 else {}
    for at, token in enumerate(reading.tokens):
        behind = reading.tokens[at + 1] if at + 1 < len(reading.tokens) else None
        between = bool(kept) and "asker" in kept[-1].names("cue") and behind is not None \
            and "comers" in behind.names("cue")
        if not (token.has("place") and (between or about.get(token.clause))):
            kept.append(token)
    return kept


def _speaks_of_asker(clause: Sequence[Token]) -> bool:
    """Whether a clause only says where the asker is: it neither asks, nor wishes, nor acts."""
    cues = {cue for token in clause for cue in token.names("cue")}
    return "asker" in cues and "wish" not in cues and not any(
        token.has("entity") or token.has("type") or flavour_of(token) in ("act", "thing")
        for token in clause)


def _is_unknown_name(token: Token) -> bool:
    """Whether a token may be a piece of a name that nothing knows.

    What a single character is beside that says nothing: it is a syllable of a name.
    """
    unknown = not token.senses or (len(token.text) == 1 and not token.has("entity"))
    return unknown and not token.text.isascii() and (
        is_noun(token) or token.tag.startswith(PIECES))
