"""/privacy: what is kept, where and for how long; /forget: delete it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.delivery.message import Outgoing
from bot.store import moving
from bot.telegram.keyboards import button
from bot.telegram.visit import Command, Feature, Press, Visit


def show(visit: Visit) -> Sequence[Outgoing]:
    """Say what is kept, and offer to delete it."""
    forget = button(visit.say("privacy.forget"), "forget")
    return [visit.send(visit.say("privacy.all", operator=visit.operator),
                       ((forget,),) if visit.turn.private else ())]


def ask(visit: Visit) -> Sequence[Outgoing]:
    """Ask whether everything of this chat is to be deleted."""
    keys = (button(visit.say("privacy.yes"), "forget", "yes"),
            button(visit.say("button.cancel"), "drop"))
    return [visit.send(visit.say("privacy.sure"), (keys,))]


def press(visit: Visit) -> Sequence[Outgoing]:
    """Delete, once that was confirmed. In a group only for its administrators: see dispatch."""
    if visit.argument() != "yes":
        return [visit.toast(), *ask(visit)]
    gone = moving.forget(visit.tx, visit.turn.chat_id)
    text = visit.say("privacy.forgotten", subscriptions=gone.subscriptions,
                     enquiries=gone.enquiries)
    return [visit.toast(), visit.show(text)]


FEATURE = Feature("privacy", commands=(Command("privacy", show, groups=True),
                                       Command("forget", ask)),
                  presses=(Press("forget", press),))
