"""What kind of answer a value is, where the label does not say."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.knowledge.dates import Dates

LONGEST_DATE = 16      # characters: a longer text only holds a date
DIGITS = re.compile(r"\d[\d() -]{5,}")
ADDRESS = re.compile(r"(https?://|www\.|[\w.-]+@)?[\w-]+(\.[\w-]+)*\.[a-z]{2,}(/\S*)?",
                     re.ASCII | re.IGNORECASE)


def kind_of(value: str, members: Sequence[str], figure: str, dates: Dates) -> str:
    """Return the answer type of a value: "text" where nothing tells.

    `figure` is the kind of the figure that the whole value is, empty where it is none: "2018" with
    the sign of a year is a date, and no span of years.
    """
    if members:
        return "list"
    dated = len(value) <= LONGEST_DATE and dates.read(value).first is not None
    if figure and not (dated and figure == "duration"):
        return figure
    if dated:
        return "date"
    if DIGITS.fullmatch(value):
        return "phone"
    return "url" if ADDRESS.fullmatch(value) and not value[0].isdigit() else "text"
