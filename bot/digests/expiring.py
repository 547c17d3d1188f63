"""What fell due between two days: terms and targets that are over, told once. Pure."""

from __future__ import annotations

from datetime import date, timedelta

from bot.digests.gathering import Notice
from bot.knowledge.changes import due_notices, topics_of
from bot.knowledge.model import KnowledgeBase


def ended(day: date) -> date:
    """The last day that is over on `day`: a term still holds on its last day."""
    return day - timedelta(days=1)


def notices_between(knowledge: KnowledgeBase, since: date, until: date) -> list[Notice]:
    """The facts whose term or target period ended after `since` and not after `until`."""
    found = []
    for fact in due_notices(knowledge, since, until):
        day = fact.valid_until or fact.period.last
        if day is not None:
            found.append(Notice(fact.id, day, topics_of(knowledge, fact.entity)))
    return found
