"""Numbers, units and bounds in a text, read with the words of intents/numbers.yaml."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from bot.knowledge.model import Quantity
from bot.knowledge.rows import texts

Bound = Literal["", "about", "odd", "over", "under", "at_least"]
BOUNDS: Mapping[str, Bound] = {
    "about": "about", "almost": "under", "odd": "odd", "over": "over", "at_least": "at_least",
}
TINY, LONGEST, LONGEST_SCALE = 1e-9, 15, 3
PER = re.compile(r"/[^\W\d_][^\d,\uff0c\u3001;]{0,8}")     # what a price is paid for


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: what it measures (an answer type) and its base unit."""

    name: str
    kind: str
    base: str
    times: float


@dataclass(frozen=True, slots=True)
class Number:
    """A number found in a text; `exact` where it was written in Arabic digits."""

    quantity: Quantity
    kind: str
    start: int
    end: int
    exact: bool
    unit_said: str


def same(one: Quantity, other: Quantity) -> bool:
    """Whether two quantities are the same figure, whatever bounds them."""
    near = abs(one.number - other.number) <= TINY * max(abs(one.number), 1.0)
    return near and (one.unit == other.unit or not one.unit or not other.unit)


def _either(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda w: (-len(w), w)))


class Numerals:
    """Finds numbers. Built once from the data; holds only compiled patterns and tables."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.digits = {str(k): int(v) for k, v in dict(data.get("digits") or {}).items()}
        self.scales = {str(k): int(v) for k, v in dict(data.get("scales") or {}).items()}
        self.english = {str(k): int(v)
                        for k, v in dict(data.get("english_scales") or {}).items()}
        self.units: dict[str, Unit] = {}
        self.spellings: dict[str, Unit] = {}
        for name, row in dict(data.get("units") or {}).items():
            self._add_unit(str(name), dict(row))
        bounds = dict(data.get("bounds") or {})
        self.bounds: dict[str, Bound] = {
            word: BOUNDS[key] for key in BOUNDS for word in texts(bounds.get(key))}
        self._ends = sorted(self.bounds, key=len, reverse=True)     # a bound may stand behind
        self.percent = tuple(texts(data.get("percent")))
        signs = "".join(re.escape(sign) for sign in (*self.digits, *self.scales)) or "\0"
        lead = re.escape(str(data.get("ordinal") or "\0"))
        self.ordinal = re.compile(rf"{lead}\s?(?P<n>\d{{1,3}}|[{signs}]{{1,3}})")
        self.fraction = str(data.get("fraction") or "/")
        big = {word: times for word, times in self.scales.items() if times >= 1000}
        self.big = {**big, **self.english}
        self._compile()

    def _add_unit(self, name: str, row: dict[str, Any]) -> None:
        unit = Unit(name, str(row.get("kind") or "count"), str(row.get("base") or name),
                    float(row.get("times") or 1))
        self.units[name] = unit
        for word in (name, *texts(row.get("say"))):
            self.spellings[word] = unit

    def _compile(self) -> None:
        written = "".join(re.escape(sign) for sign in (*self.digits, *self.scales)) or "\0"
        bound = _either(self.bounds) or "\0"
        self.number = re.compile(
            rf"(?P<before>{bound})?\s?"
            rf"(?P<percent>{_either(self.percent) or chr(0)})?"
            rf"(?:(?P<arabic>\d+(?:,\d{{3}})*(?:\.\d+)?)|(?P<written>[{written}]+))\s?"
            rf"(?P<over>{bound})?\s?(?P<scale>(?:{_either(self.big) or chr(0)})*)\s?"
            rf"(?P<over2>{bound})?\s?(?P<unit>{_either(self.spellings) or chr(0)})?"
            rf"(?P<after>{bound})?", re.IGNORECASE)

    def written(self, text: str) -> float | None:
        """Return the value of a numeral written in characters, or None where it is none."""
        if not text or len(text) > LONGEST:
            return None
        if all(sign in self.digits for sign in text):
            return float("".join(str(self.digits[sign]) for sign in text))
        total = section = digit = 0
        for sign in text:
            if sign in self.digits:
                digit = self.digits[sign]
                continue
            scale = self.scales[sign]
            if scale >= 10_000:
                total = (total + section + digit) * scale
                section = 0
            else:
                section += (digit or 1) * scale
            digit = 0
        return float(total + section + digit)

    def find(self, text: str) -> tuple[Number, ...]:
        """Return the numbers of a text in order; those without a unit have an empty one."""
        found = []
        for match in self.number.finditer(text):
            number = self._number(match)
            if number is not None:
                found.append(number)
        return tuple(found)

    def _number(self, match: re.Match[str]) -> Number | None:
        arabic = match["arabic"]
        if arabic and len(arabic) > LONGEST:
            return None
        value = float(arabic.replace(",", "")) if arabic else self.written(match["written"])
        unit = self.spellings.get((match["unit"] or "").lower()) or self.spellings.get(
            match["unit"] or "")
        if value is None or (not arabic and unit is None and len(match["written"]) < 2
                             and not match["percent"]):
            return None
        scale = (match["scale"] or "")[:LONGEST_SCALE]
        for word, times in self.big.items():
            value *= times ** scale.lower().count(word)
        bound: Bound = ""
        for part in ("before", "over", "over2", "after"):
            bound = self.bounds.get(match[part] or "", bound)
        name, kind = (unit.base, unit.kind) if unit else ("", "")
        if match["percent"]:
            name, kind = "%", "percent"
        value = value * unit.times if unit and not match["percent"] else value
        return Number(Quantity(value, name, bound), kind, match.start(), match.end(),
                      bool(arabic), match["unit"] or "")

    def ordinals(self, text: str) -> tuple[int, ...]:
        """Return the ordinal numbers of a text (the third: 3), in order."""
        found = []
        for match in self.ordinal.finditer(text):
            value = float(match["n"]) if match["n"].isdigit() else self.written(match["n"])
            if value is not None:
                found.append(int(value))
        return tuple(found)

    def quantity(self, text: str) -> Number | None:
        """Return the number that a fact's value states: it begins the text and ends it.

        A price has what it is paid for in its unit ("26 yuan/kg").
        """
        found = self.find(text)
        if not found or found[0].start > 0:
            return None
        number, rest = found[0], text[found[0].end:]
        if number.unit_said and PER.fullmatch(rest):
            end = next((word for word in self._ends if rest.endswith(word)), "")
            quantity = replace(
                number.quantity, unit=number.quantity.unit + rest.removesuffix(end),
                bound=self.bounds.get(end, number.quantity.bound))
            return replace(number, quantity=quantity)
        return number if len(rest) <= 1 else None
