"""From changes between two knowledges to records that outlive both. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from bot.answers.engine import Engine
from bot.answers.reply import Language
from bot.answers.wording import Wording
from bot.knowledge.changes import Change, topics_of
from bot.knowledge.model import Fact
from bot.store.changes import ChangeRecord, Words

LANGUAGES: tuple[Language, ...] = ("zh-Hans", "en")


def records(changed: Iterable[Change], old: Engine, new: Engine,
            today: date) -> tuple[ChangeRecord, ...]:
    """Return the changes in words, each with the topics whose followers it concerns."""
    return tuple(_record(change, old, new, today) for change in changed)


def _record(change: Change, old: Engine, new: Engine, today: date) -> ChangeRecord:
    home = new if change.new is not None else old
    words: dict[str, Words] = {}
    for language in LANGUAGES:
        before = Wording(old.knowledge, old.replies, language, today)
        after = Wording(new.knowledge, new.replies, language, today)
        words[language] = _words(change, before, after)
    return ChangeRecord(change.kind, tuple(change.series),
                        tuple(topics_of(home.knowledge, change.entity)), words)


def _words(change: Change, before: Wording, after: Wording) -> Words:
    label = after.label(change.new) if change.new is not None else (
        before.label(change.old) if change.old is not None else change.entity)
    told, said = (change.new, after) if change.new is not None else (change.old, before)
    term = (change.old is not None and change.new is not None
            and change.old.valid_until != change.new.valid_until)
    return Words(
        label,
        old=_value(before, change.old, term=term), new=_value(after, change.new, term=term),
        old_date=_date(before, change.old), new_date=_date(after, change.new),
        sources=tuple(line.title for line in said.sources([told] if told else [])))


def _value(wording: Wording, fact: Fact | None, *, term: bool) -> str:
    """A fact's value; with its term where that is what changed."""
    if fact is None:
        return ""
    value = wording.value(fact)
    if not term or fact.valid_until is None:
        return value
    return wording.replies.say("curating.value_until", wording.language, value=value,
                               until=fact.valid_until)


def _date(wording: Wording, fact: Fact | None) -> str:
    return wording.date(fact.as_of) if fact is not None else ""
