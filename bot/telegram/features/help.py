"""/help: what can be asked and every command that the reader may use."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.delivery.message import Outgoing
from bot.telegram.visit import Command, Feature, Visit


def lines(visit: Visit, commands: Iterable[Command]) -> str:
    """Return a line for each command that the one who asks may use."""
    return "\n".join(f"/{command.name} {visit.say(f'command.{command.name}')}"
                     for command in commands if command.shown and visit.may(command.role))


def show(visit: Visit) -> Sequence[Outgoing]:
    """Show the help."""
    readers = [command for command in visit.desk.commands if command.role == "reader"]
    others = [command for command in visit.desk.commands if command.role != "reader"]
    text = visit.say("help.all", commands=lines(visit, readers))
    if visit.may("editor") and (visit.turn.private or visit.answering_staff):
        text += "\n\n" + visit.say("help.keepers", commands=lines(visit, others))
    return [visit.send(text)]


FEATURE = Feature("help", commands=(Command("help", show, groups=True),))
