"""How a fact is named in one line, without a reader's language at hand."""

from __future__ import annotations

from bot.knowledge.model import Fact

ENGLISH = "en"


def label(fact: Fact, language: str = "zh-Hans") -> str:
    """Return what a fact is about: entity, phase and label; English where the fact has it."""
    what = fact.what_en if language == ENGLISH and fact.what_en else fact.what
    return " ".join(part for part in (f"{fact.entity}{fact.phase or ''}", what) if part)


def told(fact: Fact, language: str = "zh-Hans") -> str:
    """Return a fact's value as one line; the members of a list are joined."""
    if language == ENGLISH and fact.value_en:
        return fact.value_en
    items = "\u3001".join(fact.members)
    return f"{fact.value}:{items}" if fact.value and items else fact.value or items
