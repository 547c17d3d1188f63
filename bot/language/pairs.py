"""Two directions that are said as one: "north and south ends" is each of the two."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.language.sentences import any_of


class Pairs:
    """Writes two directions out. Holds only a compiled pattern and the words put between."""

    def __init__(self, cues: Mapping[str, tuple[str, ...]]) -> None:
        """The words stand in `intents/cues.yaml` (`direction_pairs`, `pair_ends`)."""
        pairs, ends = (any_of(cues.get(name, ())) for name in ("direction_pairs", "pair_ends"))
        self._pattern = re.compile(f"({pairs}){ends}")
        self._word = next(iter(cues.get("direction_word", ())), "")
        self._join = next(iter(cues.get("conjunctions", ())), "")

    def written_out(self, text: str) -> str:
        """Return a text in which each of two directions is named by itself."""
        return self._pattern.sub(
            lambda found: self._join.join(sign + self._word for sign in found[1]), text)
