"""Whether a reply to a question of a set is right, wrong or missed; and the sum of many."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from opencc import OpenCC

from bot.answers.reply import Kind
from bot.benchmark.questions import Item
from bot.messages import say

Verdict = Literal["right", "wrong", "missed"]
VERDICTS: tuple[Verdict, ...] = ("right", "wrong", "missed")
OFF_TOPIC = ("chitchat", "off-topic", "offtopic", "injection", "emoji", "empty", "noise")
MANY_VALUES = ("list", "comparison", "aggregate")
ROOM, ROOM_PER_GROUP = 200, 80

_TO_SIMPLIFIED = OpenCC("t2s")
_GROUPED = re.compile(r"(?<=\d),(?=\d{3})")
_MARKS = re.compile(r"[*_`]+")
_SPACES = re.compile(r"(?<![a-z0-9])\s+|\s+(?![a-z0-9])")


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """Return a text without differences of script, width, case, digit grouping and spacing."""
    text = _TO_SIMPLIFIED.convert(unicodedata.normalize("NFKC", text)).casefold()
    return _SPACES.sub("", _MARKS.sub("", _GROUPED.sub("", text)))


def holds(text: str, word: str) -> bool:
    """Return whether a word stands in a text; no number stands inside a longer number."""
    text, word = fold(text), fold(word)
    if not word:
        return False
    before = r"(?<![\d.])" if word[0].isdigit() else ""
    after = r"(?!\.?\d)" if word[-1].isdigit() else ""
    return re.search(before + re.escape(word) + after, text) is not None


def body(text: str) -> str:
    """Return a reply without the lines that name its sources."""
    source = re.compile(rf"\W*({say('eval.source_words')})")
    return "\n".join(line for line in text.splitlines() if not source.match(line))


def judge(item: Item, kind: Kind, text: str) -> Verdict:
    """Return whether a reply is right, states what it should not, or states too little."""
    if kind == "answer" and not any(word in item.style for word in MANY_VALUES) \
            and len(body(text)) > ROOM + ROOM_PER_GROUP * len(item.all):
        return "wrong"
    complete = all(any(holds(text, word) for word in group) for group in item.all)
    if item.expect == "abstain":
        nearest_to_nonsense = kind == "suggest" and item.style.startswith(OFF_TOPIC)
        return "wrong" if kind == "answer" or nearest_to_nonsense else "right"
    if item.expect == "clarify":
        if kind == "clarify" or (kind == "answer" and item.all and complete):
            return "right"
        return "wrong" if kind == "answer" else "missed"
    if kind != "answer":
        return "missed"
    return "right" if complete and not any(holds(text, word) for word in item.none) else "wrong"


@dataclass(frozen=True, slots=True)
class Score:
    """How many replies were right, wrong and missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return self.right + self.wrong + self.missed

    def share(self, verdict: Verdict) -> float:
        """Return one verdict's share of all; 0 where there is none."""
        count = {"right": self.right, "wrong": self.wrong, "missed": self.missed}[verdict]
        return count / self.total if self.total else 0.0


def score(verdicts: Iterable[Verdict]) -> Score:
    """Count verdicts."""
    counted = Counter(verdicts)
    return Score(counted["right"], counted["wrong"], counted["missed"])
