"""What is wrong with one field of a row: a key, a kind of value, a word that is none of a list."""

from __future__ import annotations

from collections.abc import Iterable

from bot.knowledge.dates import Dates
from bot.knowledge.problems import Problem, error, nearest
from bot.knowledge.rows import Row

YES, NO = ("true", "True", "yes"), ("false", "False", "no")


def unknown_keys(row: Row, known: Iterable[str]) -> list[Problem]:
    """Report the keys of a row that mean nothing, with the nearest that would."""
    keys = tuple(known)
    return [error(row.place(key), "unknown_key", key=key, nearest=nearest(key, keys))
            for key in row.fields if key not in keys]


def needed(row: Row, *keys: str) -> list[Problem]:
    """Report what is missing or empty."""
    return [error(row.place(key), "missing", key=key) for key in keys
            if not (row.text(key) or "").strip() and not _wrong(row, key)]


def _wrong(row: Row, key: str) -> bool:
    return row.fields.get(key) is not None and not isinstance(row.fields[key], str)


def scalars(row: Row, *keys: str) -> list[Problem]:
    """Report what should be one text and is a list or a mapping."""
    return [error(row.place(key), "not_text", key=key) for key in keys if _wrong(row, key)]


def lists(row: Row, *keys: str) -> list[Problem]:
    """Report what should be a text or a list of texts and is something else."""
    return [error(row.place(key), "not_texts", key=key) for key in keys
            if _wrong(row, key) and not (isinstance(row.fields[key], list) and all(
                isinstance(item, str) and item.strip() for item in row.fields[key]))]


def flags(row: Row, *keys: str) -> list[Problem]:
    """Report what should be true or false."""
    return [error(row.place(key), "not_flag", key=key) for key in keys
            if row.text(key) is not None and row.text(key) not in (*YES, *NO)]


def one_of(row: Row, key: str, known: Iterable[str], fault: str) -> list[Problem]:
    """Report a word that is none of those that are known; where none are, all are well."""
    words = tuple(known)
    word = row.text(key)
    if not words or not word or word in words:
        return []
    return [error(row.place(key), fault, name=word, nearest=nearest(word, words))]


def dated(row: Row, dates: Dates, *keys: str) -> list[Problem]:
    """Report what should be a date and is none."""
    return [error(row.place(key), "no_date", text=text) for key in keys
            if (text := row.text(key)) and not dates.sound(text)]
