"""The text of some tokens: where it stands, without its names, with the clauses beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from bot.language.normalise import fold_word
from bot.language.reading import Token

SHORT_TEXT = 64       # characters: so much of a message around a question is one thought with it
GAP = 3               # characters: signs and spaces between two words of one span


def spans(tokens: Iterable[Token]) -> Iterator[tuple[int, int]]:
    """Yield where some tokens stand in the text; those that follow each other stand together."""
    first = last = -1
    for token in tokens:
        if not last <= token.start <= last + GAP or last < 0:
            if last > first:
                yield first, last
            first = token.start
        last = token.start + len(token.text)
    if last > first:
        yield first, last


def plain(tokens: Sequence[Token], official: bool = False) -> str:
    """Return the text of some tokens; names are left out, and what stood apart stays apart.

    `official`: each word as its concept is called.
    """
    out, end = [], tokens[0].start if tokens else 0
    for token in tokens:
        named = token.has("entity") or token.has("phase") or token.has("place")
        word = _concept(token) if official else token.text
        out.append(" " if named else word if token.start == end else " " + word)
        end = token.start + len(token.text)
    return "".join(out)


def _concept(token: Token) -> str:
    """Return the name of the one thing or act that a word stands for, else the word itself."""
    names = {sense.name for sense in token.senses
             if sense.kind == "word" and sense.flavour in ("thing", "act")}
    return fold_word(min(names)) if len(names) == 1 else token.text


def nearby(own: Sequence[Token], tokens: Sequence[Token]) -> str:
    """Return a question with the clauses of the story beside it, those before it first.

    `own` are its tokens, `tokens` those of the story, too. A long story is read as far as it is
    near: "it is granted above some line. Which line is that?"
    """
    mine = {token.clause for token in own}
    others = {token.clause for token in tokens} - mine
    text = plain([token for token in tokens if token.clause in mine])
    for clause in (*sorted((at for at in others if at < max(mine)), reverse=True),
                   *sorted(at for at in others if at > max(mine))):
        mine.add(clause)
        longer = plain([token for token in tokens if token.clause in mine])
        if len(longer) > SHORT_TEXT:
            break
        text = longer
    return text
