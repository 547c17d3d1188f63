"""Words that exclude each other: who asks for the end is not answered with the beginning."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from bot.knowledge.fields import lists, needed, unknown_keys
from bot.knowledge.files import Files
from bot.knowledge.problems import Problem
from bot.knowledge.rows import read_rows

PATH = "intents/opposites.yaml"
KEYS = ("group", "say")
FREE = "free"          # the group of words that hold another's word and mean something else
Members = Mapping[str, frozenset[int]]


@dataclass(frozen=True, slots=True)
class Opposites:
    """The words of all groups by their first character, the longest first.

    A word is its spelling with (group, number of the member) for each member that it spells.
    """

    words: Mapping[str, tuple[tuple[str, tuple[tuple[str, int], ...]], ...]] = field(
        default_factory=dict)

    @property
    def groups(self) -> frozenset[str]:
        """The names of all groups."""
        return frozenset(group for words in self.words.values() for _, members in words
                         for group, _ in members)

    def of(self, text: str) -> Members:
        """Return which members of which groups a folded text names, by its longest words."""
        found: dict[str, set[int]] = defaultdict(set)
        at = 0
        while at < len(text):
            for word, members in self.words.get(text[at], ()):
                if text.startswith(word, at):
                    for group, member in members:
                        found[group].add(member)
                    at += len(word) - 1
                    break
            at += 1
        found.pop(FREE, None)
        return {group: frozenset(members) for group, members in found.items()}


def excluded(asked: Members, told: Members) -> int:
    """Return in how many groups one text names members and another names only other ones."""
    return sum(not members & told.get(group, members) for group, members in asked.items())


def unmet(asked: Members, *told: Members) -> int:
    """Return of how many groups one text names members of which no other text names any."""
    return sum(not any(members & other.get(group, frozenset()) for other in told)
               for group, members in asked.items())


def read_opposites(files: Files, fold: Callable[[str], str]) -> tuple[Opposites, list[Problem]]:
    """Read which words exclude each other, and all faults; a knowledge may do without the file.

    `fold` is the texts' normaliser.
    """
    words: dict[str, dict[str, list[tuple[str, int]]]] = defaultdict(lambda: defaultdict(list))
    rows, problems = read_rows(PATH, files[PATH]) if PATH in files else ([], [])
    for member, row in enumerate(rows):
        problems += unknown_keys(row, KEYS) + needed(row, *KEYS) + lists(row, "say")
        for word in map(fold, row.texts("say")):
            if word:
                words[word[0]][word].append((row.text("group") or FREE, member))
    return Opposites({first: tuple((word, tuple(own[word])) for word in sorted(
        own, key=lambda word: (-len(word), word))) for first, own in words.items()}), problems
