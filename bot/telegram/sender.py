"""One attempt to send, over python-telegram-bot; every error becomes an outcome."""

from __future__ import annotations

import httpx
from telegram import Bot, ForceReply, InlineKeyboardMarkup, LinkPreviewOptions, ReplyParameters
from telegram.constants import CallbackQueryLimit, ParseMode
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from bot.delivery.message import Outgoing
from bot.delivery.outcome import (
    Flood,
    Migrated,
    NotSent,
    Outcome,
    Rejected,
    Sent,
    Unknown,
)
from bot.delivery.outcome import Forbidden as ForbiddenHere
from bot.log import get_logger
from bot.telegram.keyboards import markup
from bot.telegram.rendering import fitting, parse, render

TOAST = int(CallbackQueryLimit.ANSWER_CALLBACK_QUERY_TEXT_LENGTH)
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
# Errors of httpx before a request was written: it cannot have arrived.
NEVER_LEFT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError,
              httpx.UnsupportedProtocol)
# What Telegram says of an edit that changes nothing, of one that can no longer be made, of HTML
# that it does not read: the beginnings of its descriptions.
UNCHANGED = "message is not modified"
GONE = ("message to edit not found", "message can't be edited", "message_id_invalid")
OUT_OF_ORDER = ("bad gateway", "internal server error", "service unavailable")
UNREADABLE = "can't parse entities"
REASONS = {
    "chat not found": "no_chat", "message thread not found": "no_topic",
    "topic_closed": "topic_closed", "topic_deleted": "no_topic",
    "not enough rights": "no_rights", "have no rights": "no_rights",
    "query is too old": "too_late", "query_id_invalid": "too_late",
    "message is too long": "too_long", "button_data_invalid": "button",
    "message text is empty": "empty",
}

log = get_logger("sender")


class TelegramSender:
    """Delivery's sender. It never waits for limits, never retries, never raises."""

    def __init__(self) -> None:
        self._bot: Bot | None = None

    def plug(self, bot: Bot) -> None:
        """Send through this bot from now on; before that nothing leaves."""
        self._bot = bot

    async def send(self, message: Outgoing) -> Outcome:
        """Make one attempt, and tell what became of it."""
        if self._bot is None:
            return NotSent("not_started")
        # What is queued fits already; where something does not, it is cut rather than refused.
        outcome: Outcome = Rejected("empty")
        for number, part in enumerate(fitting(message)):
            found = await _outcome(self._bot, part)
            if not isinstance(found, Sent):
                return Unknown() if number else found  # a part of it has arrived
            outcome = found
        return outcome


async def _outcome(bot: Bot, message: Outgoing) -> Outcome:
    try:
        return Sent(await _attempt(bot, message))
    except TelegramError as error:
        if message.kind == "edit" and said(error, UNCHANGED):
            return Sent(message.message_id)
        return outcome_of(error)


async def _attempt(bot: Bot, message: Outgoing) -> int | None:
    if message.kind == "callback":
        await bot.answer_callback_query(
            message.callback_id or "", text=message.text[:TOAST] or None,
            show_alert=message.alert)
        return None
    try:
        return await _write(bot, message, render(message.text), ParseMode.HTML)
    except BadRequest as error:
        if not said(error, UNREADABLE):
            raise
        log.warning("sender.unreadable", chat=message.chat_id)
        plain = "".join(piece.text for piece in parse(message.text))
        return await _write(bot, message, plain, None)


async def _write(bot: Bot, message: Outgoing, text: str, mode: str | None) -> int | None:
    keyboard = markup(message.buttons)
    if message.kind == "edit" and message.message_id is not None:
        try:
            await bot.edit_message_text(
                text, message.chat_id, message.message_id, parse_mode=mode,
                reply_markup=keyboard, link_preview_options=NO_PREVIEW)
        except BadRequest as error:
            if not said(error, *GONE):
                raise
            # There is nothing left to edit: what was to stand there is a new message.
        else:
            return message.message_id
    answers = (ReplyParameters(message.reply_to, allow_sending_without_reply=True)
               if message.reply_to else None)
    ask = ForceReply(selective=True) if message.ask_reply and keyboard is None else None
    reply_markup: InlineKeyboardMarkup | ForceReply | None = keyboard or ask
    sent = await bot.send_message(
        message.chat_id, text, parse_mode=mode, message_thread_id=message.thread or None,
        reply_markup=reply_markup, disable_notification=message.silent,
        reply_parameters=answers, link_preview_options=NO_PREVIEW)
    return sent.message_id


def said(error: TelegramError, *phrases: str) -> bool:
    """Tell whether an error's description holds one of these phrases."""
    return any(phrase in error.message.casefold() for phrase in phrases)


def outcome_of(error: TelegramError) -> Outcome:
    """Return what an error says about an attempt."""
    outcome: Outcome = Unknown()
    match error:
        case RetryAfter():
            outcome = Flood(seconds_of(error))
        case ChatMigrated():
            outcome = Migrated(error.new_chat_id)
        case Forbidden():
            outcome = ForbiddenHere(short(error))
        case InvalidToken() | Conflict():
            # The chat is not to blame: what waits is sent when the token is right again.
            log.warning("sender.token", error=type(error).__name__)
            outcome = NotSent("token")
        case BadRequest():
            outcome = Rejected(short(error))
        case NetworkError() if never_left(error):
            outcome = NotSent("network")
    return outcome


def never_left(error: TelegramError) -> bool:
    """Tell whether a request surely had no effect."""
    return isinstance(error.__cause__, NEVER_LEFT) or said(error, *OUT_OF_ORDER)


def seconds_of(error: RetryAfter) -> float:
    """Return how long to wait; the library gives a number or, later, a timedelta."""
    wait = error.retry_after
    return float(wait) if isinstance(wait, int | float) else wait.total_seconds()


def short(error: TelegramError) -> str:
    """Return a short code for a refusal: a known one, else the kind of error."""
    text = error.message.casefold()
    known = (code for phrase, code in REASONS.items() if phrase in text)
    if isinstance(error, Forbidden):
        return "blocked" if "blocked" in text else "kicked" if "kicked" in text else "forbidden"
    return next(known, type(error).__name__.casefold())
