"""What a token names, of a question as of a fact."""

from __future__ import annotations

from bot.language.grams import latin_grams
from bot.language.normalise import fold_word
from bot.language.reading import Token

NOTHING = frozenset[str]()
NOUN_TAGS = ("n", "j", "l", "i", "eng", "nr", "ns", "nt", "nz", "vn", "an")


def names_of(token: Token) -> frozenset[str]:
    """Return the concepts that a token may stand for; itself where it has no sense."""
    narrow = flavour_of(token) == "thing"
    names = {sense.name for sense in token.senses
             if sense.kind in ("word", "attribute", "status", "entity", "phase", "place")
             and not (narrow and sense.kind == "attribute" and narrows(token.text, sense.name))}
    return frozenset(names or {token.text})


def heard_of(token: Token) -> frozenset[str]:
    """Return the English word that a token was read for, or each pair of neighbours of several.

    Of a place it says nothing: each is called a zone.
    """
    if not token.heard or token.has("place"):
        return NOTHING
    grams = latin_grams(token.heard)
    return frozenset(gram for gram in grams if " " in gram) or frozenset(grams)


def narrows(text: str, name: str) -> bool:
    """Return whether a word is a kind of what an attribute names (future industries)."""
    plain = fold_word(name)
    return len(text) > len(plain) and text.endswith(plain)


def is_noun(token: Token) -> bool:
    """Whether a token without a sense of its own names a thing."""
    return token.tag.startswith(NOUN_TAGS) or (not token.tag and len(token.text) > 1)


def flavour_of(token: Token) -> str:
    """Return how a token counts: the strongest flavour of its word senses, or nothing."""
    return token.senses.flavour
