"""The command menus, by scope and language; written only when they changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
)
from telegram.constants import BotCommandLimit
from telegram.error import TelegramError

from bot.log import get_logger
from bot.replies import Replies
from bot.telegram.visit import RANK, Command, Role

STATE = "menus"
# Telegram knows two-letter codes only; without a code the menu is for everybody else.
LANGUAGES = {"zh": "zh-Hans", "": "en"}
LONGEST = int(BotCommandLimit.MAX_DESCRIPTION)

log = get_logger("menus")


@dataclass(frozen=True, slots=True)
class Menu:
    """One menu: `chat` is an administrator's own, else the scope is named."""

    scope: str
    language: str
    commands: tuple[tuple[str, str], ...]
    chat: int = 0

    @property
    def name(self) -> str:
        """What the menu is remembered by."""
        return f"{self.scope}:{self.chat}:{self.language}"

    @property
    def digest(self) -> str:
        """The hash of what it says."""
        text = json.dumps(self.commands, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()[:16]


def menus(commands: Sequence[Command], replies: Replies,
          roles: Iterable[tuple[int, Role]]) -> tuple[Menu, ...]:
    """Return every menu there should be: readers, groups, and each administrator's chat."""
    private = [command for command in commands if command.shown and command.role == "reader"]
    groups = [command for command in private if command.groups]
    made = []
    for code, language in LANGUAGES.items():
        made.append(Menu("private", code, _described(private, replies, language)))
        made.append(Menu("groups", code, _described(groups, replies, language)))
        for user, role in roles:
            own = [command for command in commands
                   if command.shown and RANK[command.role] <= RANK[role]]
            made.append(Menu("chat", code, _described(own, replies, language), user))
    return tuple(made)


def _described(commands: Iterable[Command], replies: Replies,
               language: str) -> tuple[tuple[str, str], ...]:
    return tuple((command.name,
                  replies.say(f"telegram.command.{command.name}", language)[:LONGEST])
                 for command in commands)


async def write(bot: Bot, wanted: Sequence[Menu], known: dict[str, str]) -> dict[str, str]:
    """Write the menus that changed, withdraw those of former administrators; return what stands.

    A menu that cannot be written (an administrator who never wrote) is tried again at the next
    start.
    """
    stands = dict(known)
    names = {menu.name for menu in wanted}
    for menu in wanted:
        if known.get(menu.name) == menu.digest:
            continue
        try:
            await bot.set_my_commands(
                [BotCommand(name, text) for name, text in menu.commands],
                scope=_scope(menu.scope, menu.chat), language_code=menu.language or None)
        except TelegramError as error:
            log.warning("menus.refused", scope=menu.scope, error=type(error).__name__)
            stands.pop(menu.name, None)
        else:
            stands[menu.name] = menu.digest
    for name in known.keys() - names:
        scope, chat, language = name.split(":")
        try:
            await bot.delete_my_commands(scope=_scope(scope, int(chat)),
                                         language_code=language or None)
        except TelegramError as error:
            log.warning("menus.refused", scope=scope, error=type(error).__name__)
        else:
            del stands[name]
    return stands


def _scope(scope: str, chat: int) -> BotCommandScope:
    if scope == "chat":
        return BotCommandScopeChat(chat)
    return (BotCommandScopeAllGroupChats() if scope == "groups"
            else BotCommandScopeAllPrivateChats())
