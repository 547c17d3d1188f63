"""How updates come in by polling: stored first, and only then acknowledged.

The library's updater confirms a batch with its next call, after it has put every update of it into
a queue. Here putting means storing: what could not be stored is fetched again.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from typing import Any

from telegram import Bot, Update
from telegram.error import Conflict, InvalidToken, NetworkError, RetryAfter, TelegramError, TimedOut
from telegram.ext import Updater
from telegram.request import HTTPXRequest

from bot.errors import SettingsProblem
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
FAREWELL = 2.0

log = get_logger("polling")


def make_bot(settings: Settings, token: str) -> Bot:
    """Return the library's bot for these settings."""
    telegram = settings.telegram
    return Bot(
        token, base_url=telegram.base_url, base_file_url=telegram.base_file_url,
        request=HTTPXRequest(connection_pool_size=CONNECTIONS, pool_timeout=PATIENCE,
                             read_timeout=20, write_timeout=20, connect_timeout=10,
                             proxy=telegram.proxy),
        get_updates_request=HTTPXRequest(connection_pool_size=1, connect_timeout=10,
                                         read_timeout=10, proxy=telegram.proxy))


async def connect(bot: Bot, stopping: asyncio.Event) -> bool:
    """Say hello until Telegram answers; False where the program is stopped before.

    SettingsProblem where the token is wrong: waiting would not mend it.
    """
    wait = 1.0
    while not stopping.is_set():
        try:
            await bot.initialize()
        except InvalidToken as error:
            raise SettingsProblem(say("telegram.bad_token"), "TELEGRAM_BOT_TOKEN") from error
        except RetryAfter as error:
            wait = seconds_of(error)
        except TelegramError as error:
            log.warning("polling.unreachable", error=type(error).__name__, wait=wait)
        else:
            return True
        try:
            await asyncio.wait_for(stopping.wait(), wait)
        except TimeoutError:
            wait = min(wait * 2, PATIENCE)
    return False


class StoringQueue(asyncio.Queue[object]):
    """The updater's queue: what is put into it is in the inbox when `put` returns."""

    def __init__(self, accept: Accept) -> None:
        super().__init__()
        self._accept = accept

    async def put(self, item: object) -> None:
        """Store an update; NetworkError where that failed, so that it is fetched again."""
        if not isinstance(item, Update):
            return
        try:
            await self._accept(item.update_id, chat_of(item), item.to_dict())
        except Exception as error:
            log.failure("polling.not_stored", error, update=item.update_id)
            raise NetworkError("the update could not be stored") from error


class Polling:
    """Fetches updates until it is stopped."""

    def __init__(self, bot: Bot, accept: Accept, seconds: int) -> None:
        self._updater = Updater(bot, StoringQueue(accept))
        self._seconds = seconds

    async def start(self) -> None:
        """Begin to fetch."""
        logging.getLogger("telegram.ext.Updater").setLevel(logging.CRITICAL)
        await self._updater.initialize()
        await self._updater.start_polling(
            timeout=self._seconds, allowed_updates=list(ALLOWED), bootstrap_retries=-1,
            drop_pending_updates=False, error_callback=_failed)
        log.info("polling.started")

    async def stop(self) -> None:
        """Stop fetching; what was stored is acknowledged once more, if that is quickly done."""
        if self._updater.running:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._updater.stop(), FAREWELL)


def _failed(error: TelegramError) -> None:
    """Note why fetching failed; it is tried again."""
    if isinstance(error, Conflict):
        log.error("polling.conflict")  # another program fetches with the same token
    elif not isinstance(error, TimedOut):
        log.warning("polling.failed", error=type(error).__name__)
