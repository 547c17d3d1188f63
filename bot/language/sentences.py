"""Where English sentences end, which of their clauses ask, and which ask for yes or no.

The words that tell stand in `intents/cues.yaml` (`english_…`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

STOP, ASKED = "\u3002", "?"
CLAUSE = re.compile(r"[,\u3002?!;:\u2026\n]")
BEGIN = r"(?:^|[;\u3002?!]\s*)"
# a thing in a list, of up to three words; "a park and a bank" say what was named before
ITEM = r"(?!an? )(?:[a-z][a-z0-9'-]* ){0,2}[a-z][a-z0-9'-]*"
MOST_LISTED = 6     # so many commas of a list are read: of many more, a text would take too long


class Sentences:
    """Reads the signs and the first words of English sentences. Holds only compiled patterns."""

    def __init__(self, cues: Mapping[str, tuple[str, ...]]) -> None:
        asks, checks, orders, more, less = (
            any_of(cues.get(f"english_{name}", ())) for name in (
                "asks", "checks", "orders", "more", "less"))
        short = "".join(rf"(?<! {re.escape(word)})" for word in cues.get("english_short", ()))
        item = rf"(?!{asks}\b){ITEM}"
        self._listed = re.compile(rf"\b{item}(?:, {item}){{1,{MOST_LISTED}}},? "
                                  r"(?=(?:and|or) (?!an? )[a-z])")
        self._stop = re.compile(rf"(?<=[a-z]{{3}}){short}\.(?=\s|$)")   # after no abbreviation
        self._and_asks = re.compile(rf" and (?={asks}\b)")
        self._asks = re.compile(rf"\b{asks}\b|^\s*(?:please\s+)?{orders}\b")
        self._checks = re.compile(rf"{BEGIN}{checks}\b[^;\u3002?!]*[?;]")
        self._bounds = [(re.compile(rf"\b{words}(?= \d)"), word) for words, word in (
            (more, next(iter(cues.get("english_more", ())), "")),
            (less, next(iter(cues.get("english_less", ())), "")))]
        self._yesno = "".join(cues.get("yesno_word", ()))

    def parted(self, text: str) -> str:
        """Return a folded text with a sign of its own at each end of a sentence and of an ask.

        The commas of a list ("A, B and C") part no clauses. A bound of a figure is said in one
        way: "larger than 200" as "more than 200".
        """
        text = self._and_asks.sub("; ", self._stop.sub(STOP, text))
        text = self._listed.sub(
            lambda listed: listed[0].rstrip(", ").replace(", ", "\u3001") + " ", text)
        for pattern, word in self._bounds:
            text = pattern.sub(word, text)
        return text

    def checking(self, text: str) -> str:
        """Return a text with the word that asks for yes or no in each sentence that does so."""
        return self._checks.sub(lambda found: found[0][:-1] + self._yesno + found[0][-1], text)

    def asking(self, text: str) -> frozenset[int]:
        """Return which clauses of a text ask or order something, by their numbers."""
        return frozenset(at for at, clause in enumerate(CLAUSE.split(text))
                         if self._asks.search(clause))


def any_of(words: Iterable[str]) -> str:
    """Return a pattern for any of some words; of none where there are none."""
    return f"(?:{'|'.join(map(re.escape, words)) or '(?!)'})"
