"""From an update to a step: who does what with it, and whether he may.

payload -> turn -> (plan, awaited) -> step(tx): visit -> work -> messages that fit
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.delivery.inbox import Step
from bot.delivery.message import Outgoing
from bot.store import chats, roles
from bot.store.tx import Tx
from bot.telegram import turn as turns
from bot.telegram.features import errors, membership, questions
from bot.telegram.registry import COMMANDS, LISTENS, PRESSES
from bot.telegram.rendering import fitting
from bot.telegram.turn import Turn
from bot.telegram.visit import (
    RANK,
    Command,
    Desk,
    Press,
    Role,
    Visit,
    Work,
    chosen,
    guess,
    staff_chat_of,
)


def nothing(_visit: Visit) -> Sequence[Outgoing]:
    """Leave an update alone."""
    return []


async def step_for(desk: Desk, payload: Mapping[str, Any]) -> Step:
    """Return what an update does. What must be awaited first is awaited here, if it is allowed."""
    turn = turns.read(payload, desk.me)
    work = await work_for(desk, turn)
    if work is nothing:
        return lambda _tx: ()
    prepared = await questions.prepare(desk, turn) if work is _listened else None
    return lambda tx: finished(replace(visit_of(desk, turn, tx), prepared=prepared), work)


async def work_for(desk: Desk, turn: Turn) -> Work:
    """Return the work that a turn asks for."""
    if turn.kind in ("member", "migrated"):
        return membership.member if turn.kind == "member" else membership.migrated
    if turn.kind == "button":
        press = PRESSES.get(turn.callback.verb) if turn.callback else None
        return errors.old_button if press is None else await _allowed(desk, turn, press)
    if turn.kind in ("text", "edited") and turn.command is not None:
        if turn.kind == "edited":
            return nothing
        command = COMMANDS.get(turn.command)
        return errors.unknown_command if command is None else await _allowed(desk, turn, command)
    if turn.kind in ("text", "edited", "media") and turn.addressed:
        return _listened
    return nothing


def _listened(visit: Visit) -> Sequence[Outgoing]:
    """Offer a text to those who wait for one, in order."""
    for listen in LISTENS:
        said = listen(visit)
        if said is not None:
            return said
    return errors.unreadable(visit) if visit.turn.kind == "media" else []


async def _allowed(desk: Desk, turn: Turn, task: Command | Press) -> Work:
    """Return a command's or a button's work, or why it may not be done."""
    refused = await desk.store.run(lambda tx: _refused(tx, desk, turn, task))
    if refused is not None:
        return refused
    if task.plan is not None:
        return await task.plan(desk, turn)
    return task.work or nothing


def _refused(tx: Tx, desk: Desk, turn: Turn, task: Command | Press) -> Work | None:
    if RANK[role_of(tx, desk, turn)] < RANK[task.role]:
        return errors.not_allowed
    if turn.private or turn.chat_id == staff_chat_of(tx, desk.settings):
        return None
    if isinstance(task, Press):
        return None if task.role == "reader" else errors.not_allowed
    if task.role != "reader" and not task.anywhere:
        return errors.not_allowed
    return None if task.groups else errors.not_here


def role_of(tx: Tx, desk: Desk, turn: Turn) -> Role:
    """Return what the one who writes may do: the settings' lists and the store's roles."""
    settings = desk.settings.telegram
    if turn.user_id in settings.owners:
        return "owner"
    stored = roles.role(tx, turn.user_id)
    if stored is None and turn.user_id in settings.editors:
        return "editor"
    return stored or "reader"


def visit_of(desk: Desk, turn: Turn, tx: Tx) -> Visit:
    """Begin a visit: note the chat, and settle in which language it is spoken to."""
    now = desk.clock.now()
    known = chats.get(tx, turn.chat_id)
    guessed = guess(turn.user_language)
    chat = chats.touch(tx, turn.chat_id, turn.chat_kind, now, guessed)
    if chat.paused is not None and turn.private and turn.kind != "member":
        chats.resume(tx, chat.id)
    return Visit(desk, turn, tx, chat, now, chosen(chat) or guessed, desk.current.engine,
                 role_of(tx, desk, turn), staff_chat_of(tx, desk.settings), new=known is None)


def finished(visit: Visit, work: Work) -> tuple[Outgoing, ...]:
    """Do the work; every button press is answered, and every message fits."""
    said = list(work(visit))
    if visit.turn.callback_id and not any(each.kind == "callback" for each in said):
        said.insert(0, visit.toast())
    return tuple(part for each in said for part in fitting(each))
