"""The buttons under a message: how rows are laid out, and how they become Telegram's. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from telegram import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.constants import InlineKeyboardButtonLimit, InlineKeyboardMarkupLimit

from bot.delivery.message import Button
from bot.telegram.callbacks import encode
from bot.telegram.rendering import clean, is_blank

Row = tuple[Button, ...]
Rows = tuple[Row, ...]
WIDTH = int(InlineKeyboardMarkupLimit.BUTTONS_PER_ROW)
MOST = int(InlineKeyboardMarkupLimit.TOTAL_BUTTON_NUMBER)
COPY = int(InlineKeyboardButtonLimit.MAX_COPY_TEXT)
# A label longer than this is cut off by narrow screens; two labels of half of it share a row.
LABEL = 28
# Numbers that one would dial: mobile, area code and number, 400/800 lines; with or without spaces.
_PHONE = re.compile(
    r"(?<![\d.-])(?:1[3-9]\d{9}|[48]00[ -]?\d{3,4}[ -]?\d{3,4}|0\d{2,3}[ -]\d{7,8}|\+\d{8,14})"
    r"(?!\d)")


def button(text: str, verb: str, *arguments: object) -> Button:
    """Return a button that calls a verb."""
    return Button(text=shorten(text), data=encode(verb, *arguments))


def shorten(text: str, longest: int = LABEL) -> str:
    """Cut a label to what a narrow screen shows; Chinese characters count twice."""
    width = 0
    kept: list[str] = []
    for character in " ".join(clean(text).split()):
        width += 1 if character < "\u1100" else 2
        if width > longest * 2:
            return "".join(kept).rstrip() + "\u2026"
        kept.append(character)
    return "".join(kept)


def width_of(text: str) -> int:
    """Return how wide a label is, in halves of a Chinese character."""
    return sum(1 if character < "\u1100" else 2 for character in text)


def flow(buttons: Iterable[Button], per_row: int = 3) -> Rows:
    """Lay buttons out in rows: short ones beside each other, long ones alone."""
    rows: list[list[Button]] = []
    for each in buttons:
        row = rows[-1] if rows else []
        total = sum(width_of(other.text) for other in row) + width_of(each.text)
        if row and len(row) < per_row and total + 4 * len(row) <= LABEL + 4:
            row.append(each)
        else:
            rows.append([each])
    return tuple(tuple(row) for row in rows)


def grid(buttons: Sequence[Button], per_row: int) -> Rows:
    """Lay buttons out in rows of equal number."""
    return tuple(tuple(buttons[at:at + per_row]) for at in range(0, len(buttons), per_row))


def phones(text: str, most: int = 2) -> tuple[str, ...]:
    """Return the phone numbers that a text gives, each once, in order."""
    return tuple(dict.fromkeys(_PHONE.findall(text)))[:most]


def copy_buttons(text: str, label: Callable[[str], str]) -> Rows:
    """Return a row of buttons that copy the phone numbers of a text."""
    row = tuple(Button(text=shorten(label(number)), copy=number[:COPY])
                for number in phones(text))
    return (row,) if row else ()


def markup(rows: Sequence[Sequence[Button]]) -> InlineKeyboardMarkup | None:
    """Return Telegram's keyboard, as far as its limits go; None where there is no button."""
    made: list[list[InlineKeyboardButton]] = []
    left = MOST
    for row in rows:
        keys = [_key(each) for each in row if not is_blank(each.text)][:min(WIDTH, left)]
        left -= len(keys)
        if keys:
            made.append(keys)
    return InlineKeyboardMarkup(made) if made else None


def _key(each: Button) -> InlineKeyboardButton:
    if each.url:
        return InlineKeyboardButton(each.text, url=each.url)
    if each.copy:
        return InlineKeyboardButton(each.text, copy_text=CopyTextButton(each.copy[:COPY]))
    return InlineKeyboardButton(each.text, callback_data=each.data)
