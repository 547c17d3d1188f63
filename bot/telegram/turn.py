"""One update as the features see it: who, where, what, and whether the bot is spoken to. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from telegram import Chat, Message, MessageEntity, Update, User
from telegram.constants import ChatMemberStatus, ChatType

from bot.telegram.callbacks import Callback, decode

TurnKind = Literal["text", "edited", "button", "media", "member", "migrated", "other"]
# Far above what one message can hold, so nothing is lost; a forged update is cut here.
LONGEST = 4096
_COMMAND = re.compile(r"/([A-Za-z0-9_]{1,32})(?:@(\w+))?(?=\s|$)\s*")
_INSIDE = {ChatMemberStatus.OWNER, ChatMemberStatus.ADMINISTRATOR, ChatMemberStatus.MEMBER,
           ChatMemberStatus.RESTRICTED}


@dataclass(frozen=True, slots=True)
class Me:
    """The bot's own identity."""

    id: int = 0
    username: str = ""


@dataclass(frozen=True, slots=True)
class Turn:
    """What one update says. `addressed`: in a private chat, or by command, mention or reply."""

    kind: TurnKind
    update_id: int = 0
    chat_id: int = 0
    chat_kind: str = ""
    thread: int = 0
    user_id: int = 0
    user_name: str = ""
    user_language: str | None = None
    text: str = ""
    message_id: int = 0
    command: str | None = None
    argument: str = ""
    addressed: bool = False
    reply_to: int | None = None
    callback: Callback | None = None
    callback_id: str | None = None
    new_chat_id: int | None = None
    inside: bool = False

    @property
    def private(self) -> bool:
        """Whether this is a chat with one person."""
        return self.chat_kind == ChatType.PRIVATE

    @property
    def group(self) -> bool:
        """Whether this is a group of people."""
        return self.chat_kind in (ChatType.GROUP, ChatType.SUPERGROUP)


def chat_of(payload: Mapping[str, Any]) -> int:
    """Return the chat whose order an update is part of, else its user; 0 where it has neither."""
    for part in payload.values():
        if isinstance(part, dict):
            message = part.get("message")
            place = message if isinstance(message, dict) else part
            for each in (place.get("chat"), part.get("from")):
                if isinstance(each, dict) and isinstance(each.get("id"), int):
                    return int(each["id"])
    return 0


def read(payload: Mapping[str, Any], me: Me) -> Turn:
    """Read a stored update; kind `other` for what the bot has no use for."""
    update = Update.de_json(dict(payload), None)
    return replace(_read(update, me), update_id=update.update_id)


def _read(update: Update, me: Me) -> Turn:
    if update.callback_query is not None:
        return _button(update)
    if update.my_chat_member is not None:
        member = update.my_chat_member
        return Turn("member", **_where(member.chat), **_who(member.from_user),
                    inside=member.new_chat_member.status in _INSIDE)
    message = update.message or update.edited_message
    if message is None:
        return Turn("other")
    if message.migrate_to_chat_id is not None:
        return Turn("migrated", **_where(message.chat), new_chat_id=message.migrate_to_chat_id)
    return _message(message, me, edited=update.message is None)


def _where(chat: Chat) -> dict[str, Any]:
    return {"chat_id": chat.id, "chat_kind": str(chat.type)}


def _who(user: User | None) -> dict[str, Any]:
    if user is None:
        return {}
    return {"user_id": user.id, "user_name": user.full_name, "user_language": user.language_code}


def _button(update: Update) -> Turn:
    query = update.callback_query
    if query is None:
        return Turn("other")
    message = query.message
    place = _where(message.chat) if message is not None else {"chat_id": query.from_user.id}
    thread = message.message_thread_id if isinstance(message, Message) else None
    return Turn("button", **place, **_who(query.from_user), thread=thread or 0, addressed=True,
                message_id=message.message_id if message is not None else 0,
                callback=decode(query.data), callback_id=query.id)


def _message(message: Message, me: Me, *, edited: bool) -> Turn:
    text = (message.text or message.caption or "")[:LONGEST]
    topic = message.message_thread_id if message.is_topic_message else None
    reply = message.reply_to_message
    common: dict[str, Any] = {
        **_where(message.chat), **_who(message.from_user), "thread": topic or 0,
        "message_id": message.message_id, "reply_to": reply.message_id if reply else None}
    if message.from_user is None or message.from_user.is_bot:
        return Turn("other", **common)
    private = message.chat.type == ChatType.PRIVATE
    to_me = (reply is not None and reply.from_user is not None and reply.from_user.id == me.id)
    if not text:
        media = message.effective_attachment is not None and not edited
        return Turn("media" if media else "other", **common, addressed=private or to_me)
    kind: TurnKind = "edited" if edited else "text"
    found = _COMMAND.match(text)
    if found:
        if (found.group(2) or me.username).casefold() != me.username.casefold():
            return Turn("other", **common)
        return Turn(kind, **common, text=text, addressed=True,
                    command=found.group(1).casefold(), argument=text[found.end():].strip())
    plain, mentioned = _without_mention(message, text, me)
    return Turn(kind, **common, text=plain, addressed=private or mentioned or to_me)


def _without_mention(message: Message, text: str, me: Me) -> tuple[str, bool]:
    """Return the text without the bot's name, and whether it was there."""
    wanted: list[str | None] = [MessageEntity.MENTION, MessageEntity.TEXT_MENTION]
    parse = message.parse_entities if message.text else message.parse_caption_entities
    for entity, said in parse(wanted).items():
        by_id = entity.user is not None and entity.user.id == me.id
        if by_id or said.casefold() == f"@{me.username}".casefold():
            return " ".join(text.replace(said, " ").split()), True
    return text, False
