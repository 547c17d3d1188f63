"""How a marked text becomes Telegram messages: HTML, escaped once, in parts that fit.

Marks are `**bold**` and `[words](https://…)`. Lengths are UTF-16 units after entity parsing, as
Telegram counts them, so a text is cut first and escaped afterwards.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from telegram.constants import MessageLimit

from bot.delivery.message import Outgoing
from bot.telegram.cutting import cut

LIMIT = int(MessageLimit.MAX_TEXT_LENGTH)
# Room for the "(12/34)" that a part of several bears.
MARK_ROOM = 16
# Telegram ignores the entities beyond the hundredth; a bold link is two.
ENTITIES = int(MessageLimit.MESSAGE_ENTITIES) // 2
_BOLD = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*", re.DOTALL)
_LINK = re.compile(r"\[([^\[\]\n]*[^\[\]\s][^\[\]\n]*)\]\((https?://[^\s()<>\"*]+)\)")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the plain text; pieces of one `bold` number (not 0) stand in one bold span."""

    text: str
    bold: int = 0
    href: str | None = None


def clean(text: str) -> str:
    """Drop what Telegram refuses: control characters and lone surrogates."""
    return "".join(
        "\ufffd" if "\ud800" <= character <= "\udfff" else character
        for character in text
        if character in "\n\t" or unicodedata.category(character) != "Cc"
    )


def linked(marked: str, title: str, href: str) -> str:
    """Link the last mention of a title, unless the address would not be read back."""
    start = marked.rfind(title) if title.strip() else -1
    link = f"[{title}]({href})"
    if start < 0 or not _LINK.fullmatch(link):
        return marked
    return marked[:start] + link + marked[start + len(title):]


def parse(marked: str) -> tuple[Piece, ...]:
    """Return the pieces of a marked text; a mark without its twin stays as it is."""
    pieces: list[Piece] = []
    last = 0
    for number, match in enumerate(_BOLD.finditer(marked), start=1):
        pieces += _links(marked[last:match.start()], 0)
        pieces += _links(match.group(1), number)
        last = match.end()
    pieces += _links(marked[last:], 0)
    return tuple(piece for piece in pieces if piece.text)


def _links(marked: str, bold: int) -> Iterator[Piece]:
    last = 0
    for match in _LINK.finditer(marked):
        yield Piece(marked[last:match.start()], bold)
        yield Piece(match.group(1), bold, match.group(2))
        last = match.end()
    yield Piece(marked[last:], bold)


def is_blank(text: str) -> bool:
    """Tell whether Telegram would call this an empty message."""
    return all(unicodedata.category(character)[0] in "ZC" for character in text)


def _within(pieces: tuple[Piece, ...], start: int, end: int) -> Iterator[Piece]:
    """Return the pieces between two places of the plain text, the outer ones clipped."""
    at = 0
    for piece in pieces:
        first, last = max(start - at, 0), min(end - at, len(piece.text))
        if first < last:
            yield replace(piece, text=piece.text[first:last])
        at += len(piece.text)


def _joined(pieces: Iterator[Piece], write: Callable[[Piece], str], opening: str,
            closing: str) -> str:
    """Write pieces one after the other, with what opens and closes a bold span between them."""
    out: list[str] = []
    bold = 0
    for piece in pieces:
        if piece.bold != bold:
            out.append((closing if bold else "") + (opening if piece.bold else ""))
            bold = piece.bold
        out.append(write(piece))
    return "".join([*out, closing if bold else ""])


def _html(piece: Piece) -> str:
    text = html.escape(piece.text, quote=False)
    return text if piece.href is None else f'<a href="{html.escape(piece.href)}">{text}</a>'


def _marked(piece: Piece) -> str:
    return piece.text if piece.href is None else f"[{piece.text}]({piece.href})"


def render(marked: str) -> str:
    """Return the HTML of one message; "" for a blank text. It may be too long: see `split`."""
    pieces = _few(parse(clean(marked)))
    if is_blank("".join(piece.text for piece in pieces)):
        return ""
    return _joined(iter(pieces), _html, "<b>", "</b>")


def _few(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """Drop the marks beyond what a message may bear."""
    out, spans, last = [], 0, 0
    for piece in pieces:
        spans += (piece.bold not in (0, last)) + (piece.href is not None)
        last = piece.bold
        out.append(piece if spans <= ENTITIES else Piece(piece.text))
    return tuple(out)


def split(marked: str, limit: int = LIMIT) -> tuple[str, ...]:
    """Return marked texts that each fit into one message, numbered where there are several."""
    text = clean(marked)
    pieces = parse(text)
    plain = "".join(piece.text for piece in pieces)
    slices = [(start, end) for start, end in cut(plain, limit, limit - MARK_ROOM)
              if not is_blank(plain[start:end])]
    if len(slices) < 2:
        return (text,) if slices else ()
    bodies = [_joined(_within(pieces, start, end), _marked, "**", "**") for start, end in slices]
    return tuple(f"{body}\n({number}/{len(bodies)})"
                 for number, body in enumerate(bodies, start=1))


def fitting(message: Outgoing) -> tuple[Outgoing, ...]:
    """Return the messages that a long one becomes; the buttons stand under the last."""
    if message.kind == "callback":
        return (message,)
    texts = split(message.text)
    made = [replace(message, text=text, buttons=()) for text in texts[:-1]]
    made += [replace(message, text=text) for text in texts[-1:]]
    return tuple(part if number == 0 else replace(part, kind="send", message_id=None,
                                                  reply_to=None)
                 for number, part in enumerate(made))
