"""Dates as people write them, with their precision."""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.knowledge.model import UNDATED, When
from bot.knowledge.rows import texts

LEAP_YEAR = 2000


def _either(words: tuple[str, ...]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda w: (-len(w), w)))


class Dates:
    """Reads dates with the words of intents/numbers.yaml."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        year, month = (re.escape(str(data.get(name) or "-")) for name in ("year", "month"))
        days = _either(tuple(texts(data.get("day")))) or "\0"
        end = _either(tuple(texts(data.get("year_end")))) or "\0"
        span = _either((*texts(data.get("span")), "-")) or "-"
        part = rf"(?P<y{{0}}>(?:19|20)\d\d)\s?(?:{year})?"
        rest = (rf"(?:[-/.]?\s?(?P<m{{0}}>\d{{{{1,2}}}})(?:{month})?"
                rf"(?:[-/.]?\s?(?P<d{{0}}>\d{{{{1,2}}}})(?:{days})?)?)?")
        one = part + rest
        self.one = re.compile(one.format(1) + rf"(?P<end>{end})?")
        self.span = re.compile(part.format(1) + rf"\s?(?:{span})\s?" + part.format(2) + r"$")
        short = data.get("short_years") or {}
        low, high = int(dict(short).get("from") or 0), int(dict(short).get("to") or 0)
        after = _either(tuple(texts(dict(short).get("not_before")))) or "\0"
        before = "".join(rf"(?<!{re.escape(word)})" for word in texts(
            dict(short).get("not_after")))
        self._short_from, self._short_to = low, high
        self.short = re.compile(rf"(?<![\d.]){before}(?P<y>\d\d){year}(?!{after})")
        self.day = re.compile(rf"(?P<m>\d{{1,2}})(?:{month}|-)(?P<d>\d{{1,2}})(?:{days})?")

    def short_years(self, text: str) -> list[int]:
        """Return the years of this century that a text writes with two digits."""
        found = [int(match["y"]) for match in self.short.finditer(text)]
        return [2000 + year for year in found if self._short_from <= year <= self._short_to]

    def read(self, text: str | None, inferred: bool = False) -> When:
        """Return the date that a text states; undated (with the text kept) where it states none."""
        if not text:
            return UNDATED
        text = text.strip()
        span = self.span.search(text)
        if span:
            return _span(int(span["y1"]), int(span["y2"]), text, inferred)
        match = self.one.search(text)
        if match:
            return _one(match, text, inferred)
        return When(None, None, "undated", text, inferred)

    def sound(self, text: str) -> bool:
        """Whether a text states a date of the calendar, with no digit left over."""
        match = self.span.search(text) or self.one.search(text) or self.day.search(text)
        if match is None or any(sign.isdigit()
                                for sign in text[: match.start()] + text[match.end():]):
            return False
        parts = match.groupdict()
        month, day = parts.get("m1") or parts.get("m"), parts.get("d1") or parts.get("d")
        if month is None:
            return True
        if parts.get("m1") and match.end("y1") == match.start("m1") and len(month) == 1:
            return False
        year = int(parts.get("y1") or LEAP_YEAR)
        return 1 <= int(month) <= 12 and (
            day is None or 1 <= int(day) <= calendar.monthrange(year, int(month))[1])


def _span(first: int, last: int, text: str, inferred: bool) -> When:
    first, last = min(first, last), max(first, last)
    return When(date(first, 1, 1), date(last, 12, 31), "span", text, inferred)


def _one(match: re.Match[str], text: str, inferred: bool) -> When:
    year = int(match["y1"])
    month = int(match["m1"]) if match["m1"] else 0
    day = int(match["d1"]) if match["d1"] else 0
    if not 1 <= month <= 12:
        return When(date(year, 1, 1), date(year, 12, 31), "year", text, inferred)
    length = calendar.monthrange(year, month)[1]
    if not 1 <= day <= length:
        return When(date(year, month, 1), date(year, month, length), "month", text, inferred)
    return When(date(year, month, day), date(year, month, day), "day", text, inferred)
