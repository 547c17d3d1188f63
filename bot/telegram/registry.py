"""Every feature, and the two tables that the dispatcher looks up: commands and buttons."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.delivery.message import Outgoing
from bot.telegram.features import (
    about,
    enquire,
    help,  # noqa: A004  (named after its command)
    owners,
    parks,
    privacy,
    questions,
    reload,
    settings,
    start,
    subscribe,
)
from bot.telegram.visit import Command, Feature, Press, Visit

# In the order in which help and menus list their commands and texts are offered to them.
FEATURES: tuple[Feature, ...] = (
    start.FEATURE, parks.FEATURE, subscribe.FEATURE, enquire.FEATURE, settings.FEATURE,
    help.FEATURE, about.FEATURE, privacy.FEATURE, reload.FEATURE, owners.FEATURE,
    questions.FEATURE)

COMMANDS: dict[str, Command] = {
    command.name: command for feature in FEATURES for command in feature.commands}
PRESSES: dict[str, Press] = {
    press.verb: press for feature in FEATURES for press in feature.presses}
LISTENS: tuple[Callable[[Visit], Sequence[Outgoing] | None], ...] = tuple(
    listen for feature in FEATURES for listen in feature.listens)
