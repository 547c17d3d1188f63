"""The words by which a plain ledger is read, from intents/importing.yaml."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from bot.knowledge.model import Attribute
from bot.knowledge.reading import Readers
from bot.knowledge.rows import texts

PATH = "intents/importing.yaml"
Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ending:
    """An end of a label that the general attributes lack, and the attribute that it means."""

    end: str
    name: str
    answers: str
    ask: Words = ()
    english: Words = ()


@dataclass(frozen=True, slots=True)
class Tables:
    """intents/importing.yaml, with what else reading a ledger takes.

    `phases` tells the phase of each spelling, `cut` parts a label into words, `spell` gives a
    name's pinyin, `english` what a word is in English; `general` are words that are no name.
    """

    data: Mapping[str, Any]
    known: Mapping[str, Attribute]
    readers: Readers
    phases: Mapping[str, str]
    cut: Callable[[str], list[str]]
    spell: Callable[[str], str]
    english: Mapping[str, Words]
    general: frozenset[str] = frozenset()
    endings: Mapping[str, Ending] = field(default_factory=dict)

    def words(self, name: str) -> Words:
        """Return a list of the file."""
        return tuple(texts(self.data.get(name)))

    def word(self, name: str) -> str:
        """Return a single word of the file, or an empty string."""
        return next(iter(self.words(name)), "")

    def groups(self, name: str) -> dict[str, Words]:
        """Return a mapping of lists of the file."""
        found = self.data.get(name)
        return {str(key): tuple(texts(value)) for key, value in found.items()} \
            if isinstance(found, dict) else {}

    def rows(self, name: str) -> list[dict[str, Any]]:
        """Return a list of mappings of the file."""
        found = self.data.get(name)
        return [row for row in found if isinstance(row, dict)] if isinstance(found, list) else []

    def number(self, name: str, default: int) -> int:
        """Return a whole number of the file."""
        text = self.word(name)
        return int(text) if text.isdecimal() else default


def make_tables(data: Mapping[str, Any], cues: Mapping[str, Any], known: Mapping[str, Attribute],
                readers: Readers, cut: Callable[[str], list[str]], spell: Callable[[str], str],
                english: Mapping[str, Words], general: frozenset[str] = frozenset()) -> Tables:
    """Put together what a ledger is read with; `cues` is intents/cues.yaml."""
    phases = cues.get("phases")
    forms = {form: str(name) for name, spelt in phases.items() for form in texts(spelt)
             if not form.isascii()} if isinstance(phases, dict) else {}
    tables = Tables(data, known, readers, forms, cut, spell, english, general)
    endings = {ending.end: ending for row in tables.rows("endings")
               for ending in _endings(row, known)}
    return replace(tables, english={**english, **tables.groups("english")}, endings=endings)


def _endings(row: Mapping[str, Any], known: Mapping[str, Attribute]) -> list[Ending]:
    """Return the ends of one row; those of a general attribute that is not there are left out."""
    general = known.get(str(row.get("as") or ""))
    if general is not None:
        return [Ending(end, general.name, general.answers) for end in texts(row.get("ends"))]
    name = str(row.get("name") or "")
    return [Ending(end, name, str(row.get("answers") or "text"), tuple(texts(row.get("ask"))),
                   tuple(texts(row.get("en")))) for end in texts(row.get("ends")) if name]


def longest_end(text: str, ends: Iterable[str]) -> str:
    """Return the longest of some ends that a text has, or an empty string."""
    return max((end for end in ends if end and text.endswith(end)), key=len, default="")


def longest_start(text: str, starts: Iterable[str]) -> str:
    """Return the longest of some starts that a text has, or an empty string."""
    return max((start for start in starts if start and text.startswith(start)), key=len,
               default="")
