"""One attempt, against the tests' Bot API server: every answer of Telegram is an outcome."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import TypeVar

import httpx
import pytest
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)
from telegram.error import Forbidden as Forbidding

from bot.delivery.message import Button, Outgoing
from bot.delivery.outcome import (
    Flood,
    Forbidden,
    Migrated,
    NotSent,
    Outcome,
    Rejected,
    Sent,
    Unknown,
)
from bot.settings import Settings, Telegram
from bot.telegram.polling import make_bot
from bot.telegram.sender import TelegramSender, outcome_of
from tests.botapi.client import BotApiServer
from tests.botapi.client import Telegram as World

T = TypeVar("T")
ANNA = 1001


@pytest.fixture
def run(botapi: BotApiServer, telegram: World) -> Callable[..., T]:
    """Run with a sender that is connected to this test's world."""
    settings = Settings(telegram=Telegram(base_url=botapi.base_url,
                                          base_file_url=botapi.base_file_url))
    telegram.chat(ANNA).say("hi")

    def with_sender(use: Callable[[TelegramSender], Awaitable[T]]) -> T:
        async def inside() -> T:
            bot = make_bot(settings, telegram.token)
            await bot.initialize()
            sender = TelegramSender()
            sender.plug(bot)
            try:
                return await use(sender)
            finally:
                await bot.disconnect()

        return asyncio.run(inside())

    return with_sender


def caused(error: TelegramError, cause: Exception) -> TelegramError:
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(("error", "outcome"), [
    (RetryAfter(7), Flood(7.0)),
    (ChatMigrated(-100), Migrated(-100)),
    (Forbidding("Forbidden: bot was blocked by the user"), Forbidden("blocked")),
    (Forbidding("Forbidden: bot was kicked from the group chat"), Forbidden("kicked")),
    (Forbidding("Forbidden: user is deactivated"), Forbidden("forbidden")),
    (BadRequest("Chat not found"), Rejected("no_chat")),
    (BadRequest("TOPIC_CLOSED"), Rejected("topic_closed")),
    (BadRequest("Query is too old and response timeout expired"), Rejected("too_late")),
    (BadRequest("Something new"), Rejected("badrequest")),
    (Conflict("Conflict"), NotSent("token")),
    (NetworkError("Bad Gateway"), NotSent("network")),
    (caused(NetworkError("x"), httpx.ConnectError("refused")), NotSent("network")),
    (caused(TimedOut(), httpx.PoolTimeout("full")), NotSent("network")),
    (caused(TimedOut(), httpx.ReadTimeout("slow")), Unknown()),
    (caused(NetworkError("x"), httpx.RemoteProtocolError("gone")), Unknown()),
    (NetworkError("Gateway Timeout (504)"), Unknown()),
    (TelegramError("Invalid server response"), Unknown()),
])
def test_what_an_error_says_about_an_attempt(error: TelegramError, outcome: Outcome) -> None:
    assert outcome_of(error) == outcome


def test_nothing_leaves_before_the_start() -> None:
    assert asyncio.run(TelegramSender().send(Outgoing("send", 1, "x"))) == NotSent("not_started")


def test_a_message_with_everything(run: Callable[..., T], telegram: World) -> None:
    message = Outgoing("send", ANNA, "**a < b** & [c](https://c.example)", buttons=(
        (Button("go", data="v1:subs"), Button("copy", copy="400"), Button("web", url="https://x.y")),
        ()), silent=True)
    assert isinstance(run(lambda sender: sender.send(message)), Sent)
    [sent] = telegram.sent(ANNA)
    assert (sent.text, sent.bold) == ("a < b & c", ("a < b",))
    assert sent.labels == ("go", "copy", "web")
    fields = telegram.calls("sendMessage")[0]["fields"]
    assert str(fields["disable_notification"]).lower() == "true"


def test_edits(run: Callable[..., T], telegram: World) -> None:
    async def use(sender: TelegramSender) -> list[Outcome]:
        first = await sender.send(Outgoing("send", ANNA, "one"))
        assert isinstance(first, Sent)
        edit = Outgoing("edit", ANNA, "two", message_id=first.message_id)
        same = await sender.send(edit)
        again = await sender.send(edit)
        gone = await sender.send(replace(edit, text="three", message_id=99999))
        return [first, same, again, gone]

    first, same, again, gone = run(use)
    assert first == same == again
    assert isinstance(gone, Sent)
    assert gone != first
    assert len(telegram.sent(ANNA)) == 2
    assert len(telegram.calls("editMessageText")) == 3


def test_callback_answers(run: Callable[..., T], telegram: World) -> None:
    outcome = run(lambda sender: sender.send(
        Outgoing("callback", ANNA, "x" * 300, callback_id="nobody")))
    assert isinstance(outcome, Rejected | Sent)
    assert len(telegram.calls("answerCallbackQuery")[0]["fields"]["text"]) == 200


def test_faults(run: Callable[..., T], telegram: World) -> None:
    telegram.fault("sendMessage", "drop")
    assert run(lambda sender: sender.send(Outgoing("send", ANNA, "x"))) == Unknown()
    telegram.control("block", user=ANNA)
    assert run(lambda sender: sender.send(Outgoing("send", ANNA, "x"))) == Forbidden("blocked")
    assert isinstance(run(lambda sender: sender.send(Outgoing("send", 987654, "x"))), Rejected)
    assert isinstance(run(lambda sender: sender.send(Outgoing("send", ANNA, " "))),
                      Rejected | Forbidden)
