"""Whom a reader may turn to where no person of the bot's can be asked: the knowledge's contact."""

from __future__ import annotations

from dataclasses import dataclass

from bot.knowledge import labels
from bot.telegram.visit import Visit


@dataclass(frozen=True, slots=True)
class Contact:
    """A contact that the knowledge gives, and the sentence that says so."""

    value: str
    said: str


def known_contact(visit: Visit) -> Contact | None:
    """Return the contact; None where there is a staff chat, or no contact is known."""
    name = visit.welcome.contact if visit.staff_chat is None else None
    fact = visit.engine.knowledge.facts.get(name or "")
    if fact is None:
        return None
    note = (fact.note_en if visit.language == "en" else fact.note) or ""
    said = visit.say("contact.instead", value=labels.told(fact, visit.language), note=note,
                     label=labels.label(fact, visit.language))
    return Contact(labels.told(fact), said.strip())
