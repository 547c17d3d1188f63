"""What stands in quotation marks in the facts: names of things that bear no entry of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.knowledge.model import KnowledgeBase

OPEN, CLOSED = "\u201c\u300a\u300c", "\u201d\u300b\u300d"
QUOTED = re.compile(f"[{OPEN}]([^{OPEN}{CLOSED}]{{2,12}})[{CLOSED}]")


def quoted_names(knowledge: KnowledgeBase) -> Iterator[str]:
    """Yield the names that labels, values and members quote, of two to twelve characters."""
    for fact in knowledge.facts.values():
        yield from QUOTED.findall("|".join((fact.what, fact.value, *fact.members)))
