"""The meanings of surface forms, and what gathers them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from bot.knowledge.problems import Problem

SenseKind = Literal["entity", "word", "attribute", "type", "place", "status", "phase", "cue",
                    "year", "chat"]


@dataclass(frozen=True, slots=True)
class Sense:
    """One meaning of a surface form. `flavour` says how a word counts (thing, act, …)."""

    kind: SenseKind
    name: str
    flavour: str = ""


STRENGTH = ("thing", "qualifier", "act", "general", "filler")    # flavours, the strongest first


class Senses(tuple[Sense, ...]):  # noqa: SLOT001  (what is cached needs a place)
    """The senses of one form, with what is asked of them again and again."""

    def __reduce__(self) -> tuple[type[Senses], tuple[tuple[Sense, ...]]]:
        """Keep the senses alone: the rest is found again when it is asked for."""
        return Senses, (tuple(self),)

    @cached_property
    def by_kind(self) -> Mapping[str, tuple[str, ...]]:
        """What the senses of each kind name."""
        names: dict[str, tuple[str, ...]] = {}
        for sense in self:
            names[sense.kind] = (*names.get(sense.kind, ()), sense.name)
        return names

    @cached_property
    def flavour(self) -> str:
        """The strongest flavour of the word senses, or nothing."""
        flavours = {sense.flavour for sense in self if sense.kind == "word"}
        return next((flavour for flavour in STRENGTH if flavour in flavours), "")


NO_SENSES = Senses()


class Maker:
    """Gathers the senses of every form, and the tables about them, while the files are read."""

    def __init__(self) -> None:
        self.senses: dict[str, dict[Sense, None]] = defaultdict(dict)
        self.english: dict[str, str] = {}
        self.broader: dict[str, str] = {}
        self.problems: list[Problem] = []
        self.cues: dict[str, tuple[str, ...]] = {}
        self.units: dict[str, str] = {}
        self.near: dict[str, set[str]] = defaultdict(set)

    def add(self, surface: str, sense: Sense, simplify: Any) -> None:
        """Give a form one more meaning; `simplify` is the normaliser that texts go through."""
        form = simplify(surface)
        if form:
            self.senses[form][sense] = None

    def add_english(self, phrase: str, stands_for: str) -> None:
        """Let an English phrase stand for a form; the first one that is given counts."""
        key = phrase.strip().lower()
        if key:
            self.english.setdefault(key, stands_for)
