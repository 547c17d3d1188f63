"""What a test does in the bot's Telegram: people write, press, block; groups move; calls fail.

Each verb is a function of the world and the JSON that was posted to /__control/TOKEN/VERB.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from tests.botapi.methods import member
from tests.botapi.world import Chat, Json, World

VERBS: dict[str, Callable[[World, Json], Any]] = {}


def verb(function: Callable[[World, Json], Any]) -> Callable[[World, Json], Any]:
    """Register a verb by its name."""
    VERBS[function.__name__] = function
    return function


@verb
def say(world: World, what: Json) -> Json:
    """A person writes: {user, text, chat?, reply_to?, thread?, name?, language_code?}."""
    more = {key: what[key] for key in ("first_name", "username", "language_code") if key in what}
    user = world.user(int(what["user"]), **more)
    chat = world.chat(int(what["chat"] if "chat" in what else what["user"]))
    chat.started = chat.started or chat.type == "private"
    message = world.text_message(chat, user, what["text"], reply_to=what.get("reply_to"),
                                 thread=what.get("thread"))
    number = world.push("message", message) if world.reaches_bot(chat, message) else 0
    return {"message_id": message["message_id"], "update_id": number, "seq": len(world.journal)}


@verb
def edit(world: World, what: Json) -> Json:
    """A person corrects a message: {chat, message_id, text}."""
    chat = world.chat(int(what["chat"]))
    message = chat.messages[int(what["message_id"])]
    message |= {"text": what["text"], "edit_date": int(time.time())}
    return {"update_id": world.push("edited_message", message), "seq": len(world.journal)}


@verb
def press(world: World, what: Json) -> Json:
    """A person presses a button: {user, chat, message_id, data}."""
    chat = world.chat(int(what["chat"]))
    message = chat.messages[int(what["message_id"])]
    number = str(700_000 + len(world.callbacks))
    world.callbacks[number] = {"id": number, "chat": chat.id, "answered": False}
    update = world.push("callback_query", {
        "id": number, "from": world.user(int(what["user"])), "message": message,
        "chat_instance": str(chat.id), "data": what["data"]})
    return {"id": number, "update_id": update, "seq": len(world.journal)}


def _bot_status(world: World, chat: Chat, by: int, before: str, after: str) -> Json:
    chat.bot = after
    number = world.push("my_chat_member", {
        "chat": chat.public(world.users), "from": world.user(by), "date": int(time.time()),
        "old_chat_member": member(world.me, before),
        "new_chat_member": member(world.me, after)})
    return {"update_id": number, "seq": len(world.journal)}


@verb
def block(world: World, what: Json) -> Json:
    """A person blocks the bot: {user}; with quiet nothing is told, as for a deleted account."""
    chat = world.chat(int(what["user"]))
    if what.get("quiet"):
        chat.bot = "gone"
        return {"update_id": 0, "seq": len(world.journal)}
    return _bot_status(world, chat, chat.id, "member", "kicked")


@verb
def unblock(world: World, what: Json) -> Json:
    """A person lets the bot in again: {user}."""
    chat = world.chat(int(what["user"]))
    return _bot_status(world, chat, chat.id, "kicked", "member")


@verb
def group(world: World, what: Json) -> Json:
    """A group with the bot in it: {id, title?, type?, owner, members?, bot?, topics?}."""
    owner = int(what["owner"])
    people = {owner: "creator", **dict.fromkeys(map(int, what.get("members", [])), "member")}
    for number in people:
        world.user(number)
    chat = Chat(int(what["id"]), what.get("type", "supergroup"), what.get("title", "Group"),
                members=people, started=True, topics=set(what.get("topics", [])),
                forum=bool(what.get("topics")))
    world.chats[chat.id] = chat
    return _bot_status(world, chat, owner, "left", what.get("bot", "member"))


@verb
def status(world: World, what: Json) -> Json:
    """The bot's place in a group changes: {chat, by, bot: member|administrator|left|kicked}."""
    chat = world.chat(int(what["chat"]))
    return _bot_status(world, chat, int(what["by"]), chat.bot, what["bot"])


@verb
def migrate(world: World, what: Json) -> Json:
    """A group becomes a supergroup with another id: {chat, to, by, quiet?}."""
    old = world.chat(int(what["chat"]))
    new = Chat(int(what["to"]), "supergroup", old.title, members=dict(old.members), bot=old.bot,
               started=True)
    world.chats[new.id] = new
    old.migrated_to = new.id
    if not what.get("quiet"):
        user = world.user(int(what["by"]))
        world.push("message", world.new_message(old, user, migrate_to_chat_id=new.id))
        world.push("message", world.new_message(new, user, migrate_from_chat_id=old.id))
    return {"seq": len(world.journal)}


@verb
def topic(world: World, what: Json) -> Json:
    """A topic of a forum comes or goes: {chat, thread, open: bool}."""
    chat = world.chat(int(what["chat"]))
    (chat.topics.add if what["open"] else chat.topics.discard)(int(what["thread"]))
    return {"seq": len(world.journal)}


@verb
def push(world: World, what: Json) -> Json:
    """Any update: {type, content}."""
    return {"update_id": world.push(what["type"], what["content"]), "seq": len(world.journal)}


@verb
def redeliver(world: World, what: Json) -> Json:
    """An update comes once more, as it was: {update_id}."""
    world.redeliver(int(what["update_id"]))
    return {"seq": len(world.journal)}


@verb
def fault(world: World, what: Json) -> Json:
    """The next calls fail: {method, kind, times?, chat?, …}.

    kind `refuse` {status, description, parameters} answers so; `drop` does what was asked and
    closes the connection without an answer; `cut` closes it before doing anything; `slow`
    {seconds} answers late; `garbage` answers with something that is not JSON. method "*" is
    any but getUpdates and getMe.
    """
    world.faults.append({"times": 1, **what})
    return {"seq": len(world.journal)}


@verb
def options(world: World, what: Json) -> Json:
    """Switches: {privacy?, rates? (enforced or only counted), heal? (no more faults)}."""
    world.privacy = bool(what.get("privacy", world.privacy))
    world.rates.enforced = bool(what.get("rates", world.rates.enforced))
    if what.get("heal"):
        world.faults.clear()
    return {"seq": len(world.journal)}


@verb
def state(world: World, what: Json) -> Json:
    """What there is: chats with their messages, waiting updates, settings: {chat?}."""
    chats = [world.chat(int(what["chat"]))] if "chat" in what else list(world.chats.values())
    return {
        "seq": len(world.journal), "waiting": len(world.queue), "settings": world.settings,
        "refused_for_rate": world.rates.refused, "allowed": world.allowed,
        "chats": {str(chat.id): list(chat.messages.values()) for chat in chats},
    }
