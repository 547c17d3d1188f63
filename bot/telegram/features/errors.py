"""The ladder: what cannot be read, what is not allowed, what is unknown, what went wrong.

A reader is told what he can do; the log has the rest.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.delivery.message import Outgoing
from bot.telegram.visit import Visit


def old_button(visit: Visit) -> Sequence[Outgoing]:
    """Answer a button that nothing stands behind any more."""
    return visit.stale()


def unknown_command(visit: Visit) -> Sequence[Outgoing]:
    """Answer a command that does not exist; in a group it may be another bot's."""
    if not visit.turn.private:
        return []
    return [visit.send(visit.say("error.no_command", name=f"/{visit.turn.command}"))]


def not_allowed(visit: Visit) -> Sequence[Outgoing]:
    """Answer what only an administrator may do, or may not do here."""
    said = visit.say("error.not_allowed")
    return [visit.toast(said, alert=True)] if visit.turn.callback_id else [visit.send(said)]


def not_here(visit: Visit) -> Sequence[Outgoing]:
    """Answer what works in a private chat only."""
    said = visit.say("only_private")
    return [visit.toast(said, alert=True)] if visit.turn.callback_id else [visit.send(said)]


def unreadable(visit: Visit) -> Sequence[Outgoing]:
    """Answer a picture or a voice: only text is read."""
    return [visit.send(visit.say("error.only_text"))] if visit.turn.private else []


def apology(visit: Visit) -> Sequence[Outgoing]:
    """Say that something went wrong and was noted."""
    said = visit.say("error.apology")
    if visit.turn.callback_id:
        return [visit.toast(said, alert=True)]
    return [visit.send(said)] if visit.turn.addressed else []
