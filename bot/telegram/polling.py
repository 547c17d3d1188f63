"""How updates come in by polling: stored first, and only then acknowledged.

Each call acknowledges what the calls before it brought, so the offset moves only past what the
inbox has. Updates stay as they arrived: what the library cannot read must not stop the fetching.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from typing import Any

from telegram import Bot
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError, TimedOut
from telegram.request import HTTPXRequest

from bot.errors import SettingsProblem, StoreProblem
from bot.log import get_logger
from bot.messages import say
from bot.settings import Settings
from bot.telegram.sender import seconds_of
from bot.telegram.turn import chat_of

ALLOWED = ("message", "edited_message", "callback_query", "my_chat_member")
Accept = Callable[[int, int, Mapping[str, Any]], Awaitable[bool]]
# More connections make the HTTP library slower; the gate keeps sends below this anyway.
CONNECTIONS = 16
PATIENCE = 30.0
FAREWELL = 1.0
# A long poll that ends late is no error yet.
SLACK = 10.0

log = get_logger("polling")


class PollingBot(Bot):
    """The library's bot, which also hands out updates as they arrived."""

    async def raw_updates(self, offset: int | None, seconds: int) -> list[dict[str, Any]]:
        """Fetch updates from `offset` on and acknowledge those before it; wait for some."""
        data: dict[str, Any] = {"timeout": seconds, "allowed_updates": list(ALLOWED)}
        if offset is not None:
            data["offset"] = offset
        found = await self._post("getUpdates", data, read_timeout=seconds + SLACK)
        return found if isinstance(found, list) else []

    async def disconnect(self) -> None:
        """Close the connections, whether or not Telegram was ever reached."""
        for request in self._request:
            await request.shutdown()


def make_bot(settings: Settings, token: str) -> PollingBot:
    """Return the bot for these settings."""
    telegram = settings.telegram
    return PollingBot(
        token, base_url=telegram.base_url, base_file_url=telegram.base_file_url,
        request=HTTPXRequest(connection_pool_size=CONNECTIONS, pool_timeout=PATIENCE,
                             read_timeout=20, write_timeout=20, connect_timeout=10,
                             proxy=telegram.proxy),
        get_updates_request=HTTPXRequest(connection_pool_size=1, connect_timeout=10,
                                         read_timeout=10, proxy=telegram.proxy))


async def connect(bot: PollingBot, stopping: asyncio.Event) -> bool:
    """Say hello until Telegram answers; False where the program is stopped before.

    SettingsProblem where the token is wrong: waiting would not mend it.
    """
    wait = 1.0
    while not stopping.is_set():
        try:
            await bot.initialize()
        except InvalidToken as error:
            await bot.disconnect()
            raise SettingsProblem(say("telegram.bad_token"), "TELEGRAM_BOT_TOKEN") from error
        except RetryAfter as error:
            wait = seconds_of(error)
        except TelegramError as error:
            log.warning("polling.unreachable", error=type(error).__name__, wait=wait)
        else:
            return True
        # Not wait_for: in Python 3.11 it may swallow a cancellation.
        with suppress(TimeoutError):
            async with asyncio.timeout(wait):
                await stopping.wait()
        wait = longer(wait)
    return False


class Polling:
    """Fetches updates until it is stopped."""

    def __init__(self, bot: PollingBot, accept: Accept, seconds: int) -> None:
        self._bot = bot
        self._accept = accept
        self._seconds = seconds
        self._offset: int | None = None
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Begin to fetch; a webhook that was set before would keep updates away."""
        with suppress(TelegramError):
            await self._bot.delete_webhook()
        self._task = asyncio.create_task(self._run(), name="polling")
        log.info("polling.started")

    async def stop(self) -> None:
        """Stop fetching, and acknowledge what was stored if that is quickly done."""
        if self._task is None:
            return
        self._task.cancel()
        with suppress(asyncio.CancelledError):
            await self._task
        self._task = None
        if self._offset is not None:
            with suppress(TelegramError, TimeoutError):
                async with asyncio.timeout(FAREWELL):
                    await self._bot.raw_updates(self._offset, 0)

    async def _run(self) -> None:
        wait = 0.0
        while True:
            try:
                await self._once()
                wait = 0.0
            except TelegramError as error:
                wait = pause(error, wait)
            except StoreProblem as error:  # not stored: it is fetched again
                log.failure("polling.not_stored", error)
                wait = longer(wait)
            await asyncio.sleep(wait)

    async def _once(self) -> None:
        """Fetch once and store what came; the next call acknowledges it."""
        for update in await self._bot.raw_updates(self._offset, self._seconds):
            number = int(update["update_id"])
            await self._accept(number, chat_of(update), update)
            self._offset = number + 1


def pause(error: TelegramError, before: float) -> float:
    """Note why fetching failed; return how many seconds to wait before the next attempt."""
    if isinstance(error, RetryAfter):
        return seconds_of(error)
    if isinstance(error, TimedOut):
        return 0.0 if before == 0.0 else longer(before)
    name = "polling.conflict" if isinstance(error, Conflict) else "polling.failed"
    log.warning(name, error=type(error).__name__)  # conflict: another program has this token
    return longer(before)


def longer(wait: float) -> float:
    """Return the next of growing pauses."""
    return min(max(1.0, wait * 2), PATIENCE)
