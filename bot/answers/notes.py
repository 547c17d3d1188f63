"""What stands below the facts of a reply: their notes, what is told beside them, warnings."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answers.wording import Wording
from bot.knowledge.model import Fact

MOST_BODY = 260      # characters: no note makes a reply longer
MOST_NOTED = 2


def notes_below(facts: Sequence[Fact], lines: Sequence[str], words: Wording) -> list[str]:
    """Return the notes, the fact beside, and the warnings, while there is room below `lines`."""
    more: list[str] = []
    room = MOST_BODY - sum(map(len, lines))
    for fact in facts[:MOST_NOTED]:
        for line in _of(fact, facts, words):
            if line not in more and len(line) <= room:
                more.append(line)
                room -= len(line)
    return more


def _of(fact: Fact, facts: Sequence[Fact], words: Wording) -> list[str]:
    """Return what may be said below one of some facts, the most needed first."""
    lines = []
    other = words.knowledge.facts.get(fact.beside or "")
    if other is not None and other not in facts and len(facts) == 1:
        lines.append(words.beside(other))
    note = fact.note_en if words.language == "en" else fact.note
    if note and other is None:
        lines.append(words.say("note", note=note))
    rival = words.knowledge.facts.get(fact.disagrees_with or "")
    if rival is not None:
        lines.append(words.say("disagrees", value=words.value(rival), when=words.when(rival)))
    if fact.valid_until and fact.valid_until < words.today:
        lines.append(words.say("expired", date=fact.valid_until.isoformat()))
    entity = words.knowledge.entities.get(fact.entity)
    if entity and entity.type == "policy":
        lines.append(words.say("policy_check"))
    return lines
