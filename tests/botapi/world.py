"""What a bot's Telegram consists of in the tests: people, groups, messages, waiting updates.

One world belongs to one token. Message ids are counted in each chat, so that they are the
same in many chats: whoever looks a message up without its chat finds the wrong one.
"""

from __future__ import annotations

import asyncio
import re
import time
from dataclasses import dataclass, field
from typing import Any

from tests.botapi.rates import Rates
from tests.botapi.refusal import bad, forbidden

Json = dict[str, Any]
# What a bot gets that never asked for particular kinds of update.
ASKED_FOR_ONLY = {"chat_member", "message_reaction", "message_reaction_count"}
COMMAND = re.compile(r"(?<![\w/])/[A-Za-z0-9_]{1,32}(?:@[A-Za-z0-9_]{3,32})?")
MENTION = re.compile(r"(?<!\w)@[A-Za-z0-9_]{3,32}")


def units(text: str) -> int:
    """Length in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


@dataclass
class Chat:
    """A private chat, group or supergroup, and the messages in it."""

    id: int
    type: str
    title: str = ""
    members: dict[int, str] = field(default_factory=dict)
    bot: str = "member"               # member | administrator | left | kicked (blocked, in private)
    started: bool = False             # a private chat in which the person has written
    forum: bool = False
    topics: set[int] = field(default_factory=set)
    migrated_to: int | None = None
    messages: dict[int, Json] = field(default_factory=dict)
    last_message: int = 100
    menus: Json = field(default_factory=dict)

    def public(self, users: dict[int, Json]) -> Json:
        """The chat as it stands in a message."""
        if self.type == "private":
            user = users[self.id]
            return {"id": self.id, "type": "private", "first_name": user["first_name"]}
        extra = {"is_forum": True} if self.forum else {}
        return {"id": self.id, "type": self.type, "title": self.title, **extra}


@dataclass
class World:
    """All that one bot can see, and a journal of what happened."""

    token: str
    rates: Rates = field(default_factory=Rates)
    users: dict[int, Json] = field(default_factory=dict)
    chats: dict[int, Chat] = field(default_factory=dict)
    queue: list[Json] = field(default_factory=list)
    again: list[Json] = field(default_factory=list)   # delivered once more, whatever the offset
    sent_updates: dict[int, Json] = field(default_factory=dict)
    next_update: int = 5_000
    allowed: list[str] | None = None
    callbacks: dict[str, Json] = field(default_factory=dict)
    files: dict[str, Json] = field(default_factory=dict)
    settings: Json = field(default_factory=dict)      # what set… methods left, by method and scope
    webhook: Json | None = None
    privacy: bool = True
    journal: list[Json] = field(default_factory=list)
    faults: list[Json] = field(default_factory=list)
    poller: int = 0
    changed: asyncio.Condition = field(default_factory=asyncio.Condition)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)

    @property
    def me(self) -> Json:
        """The bot itself, as getMe shows it."""
        return {"id": int(self.token.split(":", maxsplit=1)[0]), "is_bot": True,
                "first_name": "园问", "username": "yuanwen_test_bot"}

    # ---- journal ---------------------------------------------------------------------------

    def note(self, kind: str, **what: Any) -> None:
        """Write down what happened and wake whoever waits for it."""
        self.journal.append({"seq": len(self.journal), "kind": kind, "at": time.time(), **what})
        task = asyncio.get_running_loop().create_task(self._wake())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _wake(self) -> None:
        async with self.changed:
            self.changed.notify_all()

    async def wait(self, seconds: float) -> None:
        """Return when something happened, or after `seconds`."""
        async with self.changed:
            try:
                await asyncio.wait_for(self.changed.wait(), seconds)
            except TimeoutError:
                return

    # ---- people and chats ------------------------------------------------------------------

    def user(self, number: int, **more: Any) -> Json:
        """The person with this id, made on first sight."""
        user = self.users.setdefault(number, {"id": number, "is_bot": False,
                                              "first_name": f"Person {number}",
                                              "language_code": "zh-hans"})
        user.update(more)
        return user

    def chat(self, number: int) -> Chat:
        """A chat for the test's own use; a private one is made on first sight."""
        if number not in self.chats and number > 0:
            self.user(number)
            self.chats[number] = Chat(number, "private")
        return self.chats[number]

    def reachable(self, number: Any, thread: int | None = None) -> Chat:
        """The chat that the bot wants to act in, or Telegram's refusal."""
        try:
            chat = self.chats[int(number)]
        except (KeyError, ValueError, TypeError):
            raise bad("chat not found") from None
        if chat.migrated_to is not None:
            raise bad("group chat was upgraded to a supergroup chat",
                      migrate_to_chat_id=chat.migrated_to)
        if chat.type == "private":
            if chat.bot == "kicked":
                raise forbidden("bot was blocked by the user")
            if chat.bot == "gone":
                raise forbidden("user is deactivated")
            if not chat.started:
                raise forbidden("bot can't initiate conversation with a user")
        elif chat.bot == "kicked":
            raise forbidden(f"bot was kicked from the {chat.type} chat")
        elif chat.bot == "left":
            raise forbidden(f"bot is not a member of the {chat.type} chat")
        if thread and thread not in chat.topics:
            raise bad("message thread not found")
        return chat

    # ---- messages --------------------------------------------------------------------------

    def new_message(self, chat: Chat, sender: Json, **content: Any) -> Json:
        """Store a message and return it."""
        chat.last_message += 1
        message = {"message_id": chat.last_message, "date": int(time.time()), "from": sender,
                   "chat": chat.public(self.users), **content}
        chat.messages[chat.last_message] = message
        return message

    def quoted(self, chat: Chat, number: Any) -> Json | None:
        """The message that another replies to, without what that one replies to."""
        found = chat.messages.get(int(number))
        if found is None:
            return None
        return {key: value for key, value in found.items() if key != "reply_to_message"}

    def text_message(self, chat: Chat, user: Json, text: str, *, reply_to: int | None = None,
                     thread: int | None = None) -> Json:
        """A person's text in a chat, with the entities that clients add."""
        found = [("bot_command", m) for m in COMMAND.finditer(text)]
        found += [("mention", m) for m in MENTION.finditer(text)]
        entities = [{"type": kind, "offset": units(text[: m.start()]), "length": units(m.group())}
                    for kind, m in found]
        content: Json = {"text": text}
        if entities:
            content["entities"] = entities
        if thread:
            content |= {"message_thread_id": thread, "is_topic_message": True}
        if reply_to:
            quoted = self.quoted(chat, reply_to)
            assert quoted is not None, f"no message {reply_to} in chat {chat.id}"
            content["reply_to_message"] = quoted
        return self.new_message(chat, user, **content)

    def reaches_bot(self, chat: Chat, message: Json) -> bool:
        """Tell whether a bot in privacy mode gets this message of a group."""
        if chat.type == "private" or chat.bot == "administrator" or not self.privacy:
            return True
        name, text = self.me["username"], message.get("text", "")
        if message.get("reply_to_message", {}).get("from", {}).get("id") == self.me["id"]:
            return True
        commands = [m.group() for m in COMMAND.finditer(text)]
        ours = any("@" not in c or c.lower().endswith("@" + name.lower()) for c in commands)
        return ours or f"@{name}".lower() in text.lower()

    # ---- updates ---------------------------------------------------------------------------

    def push(self, kind: str, content: Json) -> int:
        """Queue an update for the bot, unless it asked for other kinds only; its id or 0."""
        wanted = (kind in self.allowed) if self.allowed else kind not in ASKED_FOR_ONLY
        if not wanted:
            return 0
        self.next_update += 1
        update = {"update_id": self.next_update, kind: content}
        self.sent_updates[self.next_update] = update
        self.queue.append(update)
        self.note("update", update_id=self.next_update, type=kind)
        return self.next_update

    def redeliver(self, number: int) -> None:
        """Queue an update that was delivered before once more, as it was."""
        self.again.append(self.sent_updates[number])
        self.note("update", update_id=number, type="again")

    def acknowledge(self, offset: int) -> None:
        """Forget the updates below an offset; a negative one keeps that many of the last."""
        if offset < 0:
            self.queue = self.queue[offset:]
        elif offset > 0:
            kept = [update for update in self.queue if update["update_id"] >= offset]
            if len(kept) != len(self.queue):
                self.queue = kept
                self.note("acknowledged", offset=offset)
