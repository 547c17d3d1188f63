"""Updates are stored before they are acknowledged; the menus are written when they changed."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from telegram.error import Conflict, NetworkError, RetryAfter, TimedOut

from bot.errors import SettingsProblem, StoreProblem
from bot.settings import Settings, Telegram
from bot.telegram import menus
from bot.telegram.polling import Polling, connect, make_bot, pause
from bot.telegram.registry import COMMANDS
from tests.botapi.client import BotApiServer
from tests.botapi.client import Telegram as World
from tests.telegram.test_registry import replies

ANNA = 1001


def settings_for(server: BotApiServer) -> Settings:
    return Settings(telegram=Telegram(base_url=server.base_url,
                                      base_file_url=server.base_file_url))


def test_what_is_not_stored_is_fetched_again(botapi: BotApiServer, telegram: World) -> None:
    anna = telegram.chat(ANNA)
    for text in ("one", "two", "three"):
        anna.say(text)
    seen: list[str] = []
    enough = asyncio.Event()

    async def accept(number: int, chat: int, update: Any) -> bool:
        text = update["message"]["text"]
        if text == "two" and seen.count("two") == 0:
            seen.append("two")
            raise StoreProblem("disk full")
        seen.append(text)
        assert chat == ANNA
        if text == "three":
            enough.set()
        return True

    async def run() -> None:
        bot = make_bot(settings_for(botapi), telegram.token)
        assert await connect(bot, asyncio.Event())
        polling = Polling(bot, accept, 1)
        await polling.start()
        await enough.wait()
        await polling.stop()
        await polling.stop()
        assert await bot.raw_updates(None, 0) == []
        await bot.disconnect()

    asyncio.run(run())
    assert seen == ["one", "two", "two", "three"]


def test_a_wrong_token_is_a_clear_error(botapi: BotApiServer) -> None:
    async def run() -> None:
        await connect(make_bot(settings_for(botapi), "123:wrong"), asyncio.Event())

    with pytest.raises(SettingsProblem, match="TELEGRAM_BOT_TOKEN"):
        asyncio.run(run())


def test_connecting_ends_when_the_program_does() -> None:
    async def run() -> bool:
        stopping = asyncio.Event()
        asyncio.get_running_loop().call_later(0.1, stopping.set)
        bot = make_bot(Settings(telegram=Telegram(base_url="http://127.0.0.1:1/bot")), "1:x")
        try:
            return await connect(bot, stopping)
        finally:
            await bot.disconnect()

    assert asyncio.run(run()) is False


def test_pauses_grow_and_end() -> None:
    waits = [0.0]
    for _ in range(8):
        waits.append(pause(NetworkError("x"), waits[-1]))
    assert waits[1:] == [1, 2, 4, 8, 16, 30, 30, 30]
    assert pause(RetryAfter(7), 2.0) == 7.0
    assert pause(TimedOut(), 0.0) == 0.0
    assert pause(Conflict("x"), 0.0) == 1.0


def test_menus_are_written_once(botapi: BotApiServer, telegram: World) -> None:
    commands = tuple(COMMANDS.values())
    telegram.chat(ANNA).say("hi")

    async def run() -> None:
        bot = make_bot(settings_for(botapi), telegram.token)
        await bot.initialize()
        readers = menus.menus(commands, replies(), [])
        stands = await menus.write(bot, readers, {})
        assert stands == {menu.name: menu.digest for menu in readers}
        assert await menus.write(bot, readers, stands) == stands
        assert len(telegram.calls("setMyCommands")) == 4
        owner = menus.menus(commands, replies(), [(ANNA, "owner")])
        both = await menus.write(bot, owner, stands)
        assert len(both) == 6
        assert len(telegram.calls("setMyCommands")) == 6
        assert await menus.write(bot, readers, both) == stands
        assert len(telegram.calls("deleteMyCommands")) == 2
        await bot.disconnect()

    asyncio.run(run())
