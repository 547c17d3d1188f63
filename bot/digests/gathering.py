"""What a digest tells: of all changes and due notices those that concern, each once. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.store.changes import ChangeRecord, ChangeRow, Kind, Words
from bot.store.subscriptions import EVERYTHING, Subscription


@dataclass(frozen=True, slots=True)
class Notice:
    """A fact that fell due on `day`: a term or a target's period that is over."""

    fact: str
    day: date
    topics: tuple[str, ...]


def follows(subscription: Subscription, topics: Iterable[str]) -> bool:
    """Whether something about these topics concerns a subscription."""
    return subscription.topic == EVERYTHING or subscription.topic in topics


def concerning(rows: Sequence[ChangeRow], due: Sequence[Subscription],
               followed: Sequence[Subscription]) -> list[ChangeRecord]:
    """What changed for the due subscriptions and was not told by any that is `followed`.

    Changes of one series become one, from the first value to the last; what came back is none.
    """
    merged: dict[tuple[str, ...], ChangeRecord] = {}
    for row in rows:
        topics = row.change.topics
        wanted = any(row.release > one.watermark and follows(one, topics) for one in due)
        told = any(one.since < row.release <= one.watermark and follows(one, topics)
                   for one in followed)
        if wanted and not told:
            before = merged.pop(row.change.series, None)
            merged[row.change.series] = merge(before, row.change) if before else row.change
    return [change for change in merged.values() if not _came_back(change)]


def noticed(notices: Iterable[Notice], due: Sequence[Subscription],
            followed: Sequence[Subscription]) -> list[Notice]:
    """The notices for the due subscriptions that were not told by any that is `followed`."""
    return [notice for notice in notices
            if any(notice.day > one.noticed_until and follows(one, notice.topics) for one in due)
            and not any(one.created_at.date() <= notice.day <= one.noticed_until
                        and follows(one, notice.topics) for one in followed)]


def merge(first: ChangeRecord, second: ChangeRecord) -> ChangeRecord:
    """Two changes of one series, one after the other, as one."""
    words = {
        language: replace(said, old=before.old, old_date=before.old_date)
        for language, said in second.words.items()
        for before in (first.words.get(language, Words(said.label)),)}
    kind: Kind = second.kind
    if first.kind == "new" and second.kind != "removed":
        kind = "new"
    elif first.kind == "removed":
        kind = "changed"
    return replace(second, kind=kind, words=words)


def _came_back(change: ChangeRecord) -> bool:
    """Whether nothing is left of it: the old value again, or new and gone."""
    return all((said.old, said.old_date) == (said.new, said.new_date)
               for said in change.words.values())
