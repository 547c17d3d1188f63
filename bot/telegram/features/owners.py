"""For those who run the bot: /id, /here, /unanswered."""

from __future__ import annotations

from collections.abc import Sequence

from bot.delivery.message import Outgoing
from bot.enquiries.cards import literal
from bot.store import audit, missed, staff
from bot.telegram.keyboards import button
from bot.telegram.visit import Command, Feature, Press, Visit

MOST = 20
LONGEST = 200
OFF = "off"


def identify(visit: Visit) -> Sequence[Outgoing]:
    """Say the ids that settings ask for."""
    return [visit.send(visit.say("id.all", user=visit.turn.user_id, chat=visit.turn.chat_id,
                                 role=visit.say(f"role.{visit.role}")))]


def here(visit: Visit) -> Sequence[Outgoing]:
    """Make this chat the one in which the staff answer; `/here off` ends that."""
    if visit.turn.argument.casefold() == OFF:
        staff.set_chat(visit.tx, None)
        audit.record(visit.tx, visit.turn.user_id, "staff.off", visit.now)
        return [visit.send(visit.say("here.off"))]
    staff.set_chat(visit.tx, visit.turn.chat_id)
    audit.record(visit.tx, visit.turn.user_id, "staff.set", visit.now, chat=visit.turn.chat_id)
    return [visit.send(visit.say("here.done"))]


def unanswered(visit: Visit) -> Sequence[Outgoing]:
    """List the questions that got no answer, the most frequent first."""
    found = missed.listing(visit.tx, MOST)
    if not found:
        return [visit.send(visit.say("unanswered.none"))]
    lines = [visit.say("unanswered.line", number=number, count=each.count,
                       words=literal(" ".join(each.text.split())[:LONGEST]))
             for number, each in enumerate(found, start=1)]
    keys = tuple(button(str(number), "settle", each.id)
                 for number, each in enumerate(found, start=1))
    rows = tuple(keys[at:at + 5] for at in range(0, len(keys), 5))
    return [visit.show(visit.say("unanswered.all", lines="\n".join(lines)), rows)]


def press_settle(visit: Visit) -> Sequence[Outgoing]:
    """Take a question off the list."""
    if not visit.argument().isdecimal():
        return visit.stale()
    missed.settle(visit.tx, int(visit.argument()))
    return [visit.toast(visit.say("unanswered.settled")), *unanswered(visit)]


FEATURE = Feature(
    "owners",
    commands=(Command("id", identify, groups=True, shown=False),
              Command("here", here, role="owner", groups=True, anywhere=True),
              Command("unanswered", unanswered, role="editor", groups=True)),
    presses=(Press("settle", press_settle, role="editor"),))
