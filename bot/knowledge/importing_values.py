"""A ledger's value and unit: one text, or the members of a list."""

from __future__ import annotations

import re

from bot.knowledge.importing_tables import Tables, longest_end
from bot.knowledge.numerals import Number

YEAR = re.compile(r"(?:19|20)\d\d(?!\d)")


def joined(value: str, unit: str, tables: Tables) -> str:
    """Return a value with its unit, which is not said twice; bounds keep their place."""
    unit = "" if unit.lower() in tables.words("no_values") else unit
    if not unit or unit in value:
        return value
    bound = longest_end(value, tables.words("after_unit"))
    number = value[: len(value) - len(bound)]
    shared = next((size for size in range(min(len(unit), len(number)), 0, -1)
                   if number.endswith(unit[:size])), 0)
    told = next((number_said for number_said in (tables.readers.numerals.quantity(number),)
                 if number_said and number_said.unit_said), None)
    if told is not None and not shared:
        return value
    return f"{number}{unit[shared:]}{bound}"


def number_of(text: str, tables: Tables) -> Number | None:
    """Return the figure that a value is; a year or a date is none."""
    number = tables.readers.numerals.quantity(text)
    if number is not None and YEAR.match(text) and tables.readers.dates.read(text).first and \
            number.kind in ("duration", ""):
        return None
    return number


def members_of(value: str, tables: Tables) -> tuple[str, ...]:
    """Return the items of a value that is a list of names, or () where it is none."""
    separators = [sign for sign in tables.words("separators") if sign in value]
    if not separators or any(sign in value for sign in tables.words("sentence_marks")):
        return ()
    items = [item.strip() for item in value.split(separators[0])]
    longest = tables.number("longest_member", 24)
    if len(items) < 2 or not all(0 < len(item) <= longest for item in items):
        return ()
    return tuple(items)
