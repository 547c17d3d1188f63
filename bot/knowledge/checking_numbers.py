"""intents/numbers.yaml as far as it is sound: what is malformed is left out and reported."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bot.knowledge.model import Place
from bot.knowledge.problems import Problem, error
from bot.knowledge.rows import texts

WORDS = ("half", "ordinal", "fraction", "point", "year", "month")
LISTS = ("percent", "day", "year_end", "year_start", "span", "quarter", "half_year")
TABLES = ("digits", "scales", "english_scales")


def sound_numbers(path: str, data: Mapping[str, Any]) -> tuple[dict[str, Any], list[Problem]]:
    """Return the parts of the file that can be read, and an error for each that cannot."""
    tests: dict[str, Callable[[Any], bool]] = {
        **dict.fromkeys(WORDS, _is_word), **dict.fromkeys(LISTS, _is_list),
        **dict.fromkeys(TABLES, _is_table), "bounds": _is_bounds, "units": _is_units,
        "short_years": _is_span}
    sound = {key: value for key, value in data.items() if key not in tests or tests[key](value)}
    return sound, [error(Place(path, 1), "malformed", name=key)
                   for key in data if key not in sound]


def _is_word(value: Any) -> bool:
    return isinstance(value, str)


def _is_list(value: Any) -> bool:
    return isinstance(value, str) or (
        isinstance(value, list) and all(isinstance(item, str) for item in value))


def _is_table(value: Any) -> bool:
    return isinstance(value, dict) and all(
        isinstance(number, str) and number.isdecimal() and len(number) <= 16
        for number in value.values())


def _is_bounds(value: Any) -> bool:
    return isinstance(value, dict) and all(_is_list(words) for words in value.values())


def _is_units(value: Any) -> bool:
    return isinstance(value, dict) and all(
        isinstance(row, dict) and _is_list(row.get("say", [])) and _is_factor(row.get("times", "1"))
        for row in value.values())


def _is_factor(value: Any) -> bool:
    try:
        return isinstance(value, str) and 0 < float(value) < float("inf")
    except ValueError:
        return False


def _is_span(value: Any) -> bool:
    return isinstance(value, dict) and all(
        isinstance(value.get(end), str) and value[end].isdecimal() and len(value[end]) <= 4
        for end in ("from", "to")) and all(isinstance(word, str)
                                           for word in texts(value.get("not_before")))
