"""Blocked and unblocked, added and removed, moved: what the bot may still send where."""

from __future__ import annotations

from collections.abc import Sequence

from bot.delivery.message import Outgoing
from bot.store import audit, chats, moving, staff
from bot.telegram.visit import Visit

BLOCKED, LEFT = "blocked", "left"


def member(visit: Visit) -> Sequence[Outgoing]:
    """Note that this chat wants the bot, or wants it no more."""
    if not visit.turn.inside:
        chats.pause(visit.tx, visit.chat.id, BLOCKED if visit.turn.private else LEFT, visit.now)
        if staff.chat(visit.tx) == visit.chat.id:
            staff.set_chat(visit.tx, None)
            audit.record(visit.tx, visit.turn.user_id, "staff.left", visit.now)
        return []
    came_back = visit.chat.paused is not None
    chats.resume(visit.tx, visit.chat.id)
    if visit.turn.group and not came_back and visit.new:
        return [visit.send(visit.say("group.hello", name=visit.desk.me.username))]
    return []


def migrated(visit: Visit) -> Sequence[Outgoing]:
    """Give everything of a group to the supergroup that it became."""
    if visit.turn.new_chat_id is not None:
        moving.migrate(visit.tx, visit.turn.chat_id, visit.turn.new_chat_id)
    return []
