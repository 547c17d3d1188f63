"""Blocked and unblocked, added and removed, moved: what the bot may still send where."""

from __future__ import annotations

from collections.abc import Sequence

from bot.delivery.message import Outgoing, post
from bot.store import audit, chats, moving, roles, staff
from bot.telegram.visit import Visit

BLOCKED, LEFT = "blocked", "left"


def member(visit: Visit) -> Sequence[Outgoing]:
    """Note that this chat wants the bot, or wants it no more."""
    if not visit.turn.inside:
        chats.pause(visit.tx, visit.chat.id, BLOCKED if visit.turn.private else LEFT, visit.now)
        if staff.chat(visit.tx) == visit.chat.id:
            staff.set_chat(visit.tx, None)
            _tell_owners(visit)
            audit.record(visit.tx, visit.turn.user_id, "staff.left", visit.now)
        return []
    came_back = visit.chat.paused is not None
    chats.resume(visit.tx, visit.chat.id)
    if visit.turn.group and not came_back and visit.new:
        return [visit.send(visit.say("group.hello", name=visit.desk.me.username))]
    return []


def _tell_owners(visit: Visit) -> None:
    """Say to the owners that nobody takes enquiries any more."""
    known = {row.user_id for row in roles.everyone(visit.tx) if row.role == "owner"}
    for user in sorted(known | set(visit.desk.settings.telegram.owners)):
        message = Outgoing(kind="send", chat_id=user, text=visit.say("staff.lost"))
        post(visit.tx, f"staff-lost:{user}:{visit.turn.update_id}", "notice", message, visit.now)


def migrated(visit: Visit) -> Sequence[Outgoing]:
    """Give everything of a group to the supergroup that it became."""
    if visit.turn.new_chat_id is not None:
        moving.migrate(visit.tx, visit.turn.chat_id, visit.turn.new_chat_id)
    return []
