"""What kind of answer a value is, where the label does not say."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.knowledge.dates import Dates

LONGEST_DATE = 16      # characters: a longer text only holds a date
DIGITS = re.compile(r"\d[\d() -]{5,}")
ADDRESS = re.compile(r"(https?://|www\.|[\w.-]+@)?[\w-]+(\.[\w-]+)+(/\S*)?", re.ASCII)


def kind_of(value: str, members: Sequence[str], dates: Dates) -> str:
    """Return the answer type of a value that is no figure: "text" where nothing tells."""
    if members:
        return "list"
    if len(value) <= LONGEST_DATE and dates.read(value).first:
        return "date"
    if DIGITS.fullmatch(value):
        return "phone"
    return "url" if ADDRESS.fullmatch(value) and not value[0].isdigit() else "text"
