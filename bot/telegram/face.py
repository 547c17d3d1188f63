"""The face that the program wires: it reads updates, answers them, and sends."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from contextlib import suppress

from telegram import Bot

from bot.clock import Clock
from bot.curating.curator import Curator
from bot.curating.current import Current
from bot.delivery.inbox import Inbox, Step
from bot.delivery.message import Outgoing
from bot.delivery.relay import Relay
from bot.delivery.sender import Sender
from bot.delivery.settling import Listener
from bot.enquiries.service import PURPOSES
from bot.errors import SettingsProblem
from bot.log import get_logger
from bot.messages import say
from bot.settings import Settings
from bot.store import roles, state
from bot.store.database import Store
from bot.store.tx import Tx
from bot.store.updates import Received
from bot.telegram import dispatch, menus
from bot.telegram import turn as turns
from bot.telegram.features import errors, questions
from bot.telegram.polling import Polling, PollingBot, connect, make_bot
from bot.telegram.registry import COMMANDS
from bot.telegram.sender import TelegramSender
from bot.telegram.turn import Me
from bot.telegram.visit import Desk, Role

# What was changed in a transaction is seen by the next one: the menus wait for its end.
SETTLING = 1.0

log = get_logger("face")


class TelegramFace:
    """Handles updates for the inbox and sends for delivery."""

    def __init__(self, *, settings: Settings, store: Store, clock: Clock, current: Current,
                 curator: Curator) -> None:
        self._desk = Desk(settings=settings, store=store, clock=clock, current=current,
                          curator=curator)
        self._desk.commands = tuple(COMMANDS.values())
        self._settings = settings
        self._store = store
        self._stopping = asyncio.Event()
        self._stale = asyncio.Event()
        self._bot: PollingBot | None = None
        self._polling: Polling | None = None
        self._keeper: asyncio.Task[None] | None = None
        self._sender = TelegramSender()
        self.sender: Sender = self._sender
        self.listeners: Mapping[str, Listener] = dict.fromkeys(
            set(PURPOSES.values()), self._desk.enquiries.settled)

    async def handle(self, update: Received) -> Step:
        """Return what an update does, for the inbox."""
        return await dispatch.step_for(self._desk, update.payload)

    def failed(self, update: Received) -> Step:
        """Return the apology for an update that could not be handled."""
        try:
            turn = turns.read(update.payload, self._desk.me)
        except Exception as error:  # noqa: BLE001  (an update that the library cannot read)
            log.failure("face.unreadable", error, update=update.update_id)
            return lambda _tx: ()

        def step(tx: Tx) -> tuple[Outgoing, ...]:
            return dispatch.finished(dispatch.visit_of(self._desk, turn, tx), errors.apology)

        return step

    async def start(self, inbox: Inbox, relay: Relay) -> None:
        """Connect, then fetch updates. The menus are written beside that."""
        del relay
        if self._settings.telegram.mode != "polling":
            raise SettingsProblem(say("telegram.only_polling"), "telegram.mode")
        if self._settings.token is None:
            raise SettingsProblem(say("run.no_token"), "TELEGRAM_BOT_TOKEN")
        bot = make_bot(self._settings, self._settings.token.reveal())
        self._bot = bot
        if not await connect(bot, self._stopping):
            return
        self._desk.me = Me(bot.id, bot.username)
        self._sender.plug(bot)
        loop = asyncio.get_running_loop()

        def changed() -> None:
            loop.call_soon_threadsafe(self._stale.set)

        self._desk.menus_changed = changed
        self._stale.set()
        self._keeper = asyncio.create_task(self._keep_menus(bot), name="menus")
        self._polling = Polling(bot, inbox.accept, self._settings.telegram.poll_seconds)
        await self._polling.start()

    def sent(self, tx: Tx, received: Received, index: int, message: Outgoing,
             message_id: int) -> None:
        """Remember which message answers a question, so that an edit of one edits the other."""
        question = received.payload.get("message")
        if index == 0 and message.kind == "send" and question is not None:
            questions.answered_by(tx, message.chat_id, int(question["message_id"]), message_id)

    async def stop(self) -> None:
        """Stop fetching; the sender still works."""
        self._stopping.set()
        if self._keeper is not None:
            self._keeper.cancel()
            with suppress(asyncio.CancelledError):
                await self._keeper
        if self._polling is not None:
            await self._polling.stop()

    async def close(self) -> None:
        """Let the connections go."""
        if self._bot is not None:
            await self._bot.disconnect()

    async def _keep_menus(self, bot: Bot) -> None:
        while True:
            await self._stale.wait()
            self._stale.clear()
            await asyncio.sleep(SETTLING)
            try:
                await self._write_menus(bot)
            except Exception as error:  # noqa: BLE001  (a menu never stops the bot)
                log.failure("face.menus_failed", error)

    async def _write_menus(self, bot: Bot) -> None:
        def look(tx: Tx) -> tuple[dict[int, Role], dict[str, str]]:
            named = self._settings.telegram
            given: dict[int, Role] = dict.fromkeys(named.editors, "editor")
            given |= {row.user_id: row.role for row in roles.everyone(tx)}
            given |= dict.fromkeys(named.owners, "owner")
            return given, state.get(tx, menus.STATE) or {}

        given, known = await self._store.run(look)
        wanted = menus.menus(tuple(COMMANDS.values()), self._desk.current.replies, given.items())
        stands = await menus.write(bot, wanted, known)
        if stands != known:
            await self._store.run(lambda tx: state.put(tx, menus.STATE, stands))
