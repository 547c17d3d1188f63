"""The methods of the Bot API that the tests' server has: world and fields in, result out."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from tests.botapi import keyboards, markup
from tests.botapi.refusal import bad
from tests.botapi.world import Chat, Json, World, units

Method = Callable[[World, Json], Any]
METHODS: dict[str, Method] = {}
TEXT_LIMIT, CAPTION_LIMIT, CALLBACK_LIMIT = 4096, 1024, 200
NOT_MODIFIED = ("message is not modified: specified new message content and reply markup are "
                "exactly the same as a current content and reply markup of the message")
# Methods that only leave a setting, each with the length that its text may have.
SETTERS = {"setMyName": ("name", 64), "setMyDescription": ("description", 512),
           "setMyShortDescription": ("short_description", 120),
           "setMyDefaultAdministratorRights": ("rights", 4096),
           "setChatMenuButton": ("menu_button", 4096)}
ACTIONS = {"typing", "upload_document", "upload_photo", "find_location", "choose_sticker"}


def method(function: Method) -> Method:
    """Register a method by the function's own name, getMe for get_me."""
    first, *rest = function.__name__.split("_")
    METHODS[first + "".join(word.capitalize() for word in rest)] = function
    return function


def _content(fields: Json, name: str, limit: int) -> Json:
    """Return the text of a message with its entities, as it will be stored."""
    raw = str(fields.get(name) or "")
    if fields.get("parse_mode") not in (None, "", "HTML"):
        raise bad("unsupported parse_mode")
    if fields.get("parse_mode") == "HTML":
        text, entities = markup.parse(raw)
    else:
        text, entities = raw.strip(), fields.get(f"{name}_entities" if name == "caption"
                                                 else "entities") or []
    if not text and name == "text":
        raise bad("message text is empty" if raw == "" else "text must be non-empty")
    if units(text) > limit:
        raise bad("message is too long" if name == "text" else "message caption is too long")
    if len(entities) > 100:
        entities = entities[:100]
    stored: Json = {name: text} if text else {}
    if entities:
        stored["entities" if name == "text" else "caption_entities"] = entities
    return stored


def _frame(world: World, fields: Json) -> tuple[Chat, Json]:
    """Where a new message goes and what it hangs on: topic, answered message, keyboard."""
    thread = int(fields.get("message_thread_id") or 0)
    chat = world.reachable(fields.get("chat_id"), thread)
    frame: Json = {"message_thread_id": thread, "is_topic_message": True} if thread else {}
    reply = fields.get("reply_parameters") or {}
    number = reply.get("message_id") or fields.get("reply_to_message_id")
    if number:
        quoted = world.quoted(chat, number)
        lenient = (reply.get("allow_sending_without_reply")
                   or fields.get("allow_sending_without_reply"))
        if quoted is None and not lenient:
            raise bad("message to be replied not found")
        if quoted:
            frame["reply_to_message"] = quoted
    keyboard = keyboards.check(fields.get("reply_markup"))
    if keyboard:
        frame["reply_markup"] = keyboard
    return chat, frame


@method
def send_message(world: World, fields: Json) -> Json:
    """A text from the bot."""
    chat, frame = _frame(world, fields)
    content = _content(fields, "text", TEXT_LIMIT)
    world.rates.check(chat.id, time.monotonic(), send=True)
    message = world.new_message(chat, world.me, **content, **frame)
    world.note("message", chat=chat.id, message=message,
               silent=bool(fields.get("disable_notification")))
    return message


@method
def send_document(world: World, fields: Json) -> Json:
    """A file from the bot."""
    chat, frame = _frame(world, fields)
    upload = fields.get("document")
    if not isinstance(upload, dict) or "data" not in upload:
        raise bad("invalid file HTTP URL specified")
    content = _content(fields, "caption", CAPTION_LIMIT)
    world.rates.check(chat.id, time.monotonic(), send=True)
    number = f"file{len(world.files) + 1}"
    world.files[number] = upload
    document = {"file_id": number, "file_unique_id": number, "file_name": upload["name"],
                "file_size": len(upload["data"])}
    message = world.new_message(chat, world.me, document=document, **content, **frame)
    world.note("message", chat=chat.id, message=message, silent=False)
    return message


def _own(world: World, fields: Json, what: str) -> tuple[Chat, Json]:
    """The bot's own message that is to be changed; Telegram's refusal otherwise."""
    chat = world.reachable(fields.get("chat_id"))
    message = chat.messages.get(int(fields.get("message_id") or 0))
    if message is None:
        raise bad(f"message to {what} not found")
    if message["from"]["id"] != world.me["id"]:
        raise bad("message can't be edited" if what == "edit" else "message can't be deleted")
    return chat, message


def _edit(world: World, fields: Json, content: Json | None) -> Json:
    chat, message = _own(world, fields, "edit")
    keyboard = keyboards.check(fields.get("reply_markup"))
    after = dict(message)
    if content is not None:
        for name in ("text", "entities"):
            after.pop(name, None)
        after |= content
    after.pop("reply_markup", None)
    if keyboard:
        after["reply_markup"] = keyboard
    if {**after, "edit_date": 0} == {**message, "edit_date": 0}:
        raise bad(NOT_MODIFIED)
    world.rates.check(chat.id, time.monotonic(), send=False)
    after["edit_date"] = int(time.time())
    chat.messages[message["message_id"]] = after
    world.note("edit", chat=chat.id, message=after)
    return after


@method
def edit_message_text(world: World, fields: Json) -> Json:
    """Another text (and keyboard) for one of the bot's messages."""
    return _edit(world, fields, _content(fields, "text", TEXT_LIMIT))


@method
def edit_message_reply_markup(world: World, fields: Json) -> Json:
    """Another keyboard for one of the bot's messages."""
    return _edit(world, fields, None)


@method
def delete_message(world: World, fields: Json) -> bool:
    """Take back one of the bot's messages."""
    chat, message = _own(world, fields, "delete")
    del chat.messages[message["message_id"]]
    world.note("delete", chat=chat.id, message_id=message["message_id"])
    return True


@method
def answer_callback_query(world: World, fields: Json) -> bool:
    """What the person sees who pressed a button; once for each press."""
    press = world.callbacks.get(str(fields.get("callback_query_id")))
    if press is None or press["answered"]:
        raise bad("query is too old and response timeout expired or query ID is invalid")
    text = str(fields.get("text") or "")
    if units(text) > CALLBACK_LIMIT:
        raise bad("MESSAGE_TOO_LONG")
    world.rates.check(press["chat"], time.monotonic(), send=False)
    press["answered"] = True
    world.note("callback_answer", chat=press["chat"], id=press["id"], text=text,
               alert=bool(fields.get("show_alert")))
    return True


@method
def send_chat_action(world: World, fields: Json) -> bool:
    """"typing …"."""
    world.reachable(fields.get("chat_id"))
    if fields.get("action") not in ACTIONS:
        raise bad("wrong parameter action in request")
    return True


@method
def get_me(world: World, fields: Json) -> Json:
    """Who the bot is."""
    return {**world.me, "can_join_groups": True, "supports_inline_queries": False,
            "can_read_all_group_messages": not world.privacy}


@method
def get_chat(world: World, fields: Json) -> Json:
    """A chat, with the fields that the library insists on."""
    chat = world.reachable(fields.get("chat_id"))
    kinds = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription",
             "gifts_from_channels")
    return {**chat.public(world.users), "accent_color_id": 0, "max_reaction_count": 11,
            "accepted_gift_types": dict.fromkeys(kinds, False)}


@method
def get_chat_member(world: World, fields: Json) -> Json:
    """What somebody is in a chat."""
    chat = world.reachable(fields.get("chat_id"))
    number = int(fields.get("user_id") or 0)
    if number == world.me["id"]:
        return member(world.me, chat.bot)
    if number not in world.users:
        raise bad("PARTICIPANT_ID_INVALID")
    status = "member" if chat.type == "private" else chat.members.get(number, "left")
    return member(world.users[number], status)


@method
def get_chat_administrators(world: World, fields: Json) -> list[Json]:
    """Who runs a group."""
    chat = world.reachable(fields.get("chat_id"))
    if chat.type == "private":
        raise bad("there are no administrators in the private chat")
    return [member(world.users[number], status) for number, status in chat.members.items()
            if status in ("creator", "administrator")]


def member(user: Json, status: str) -> Json:
    """A chat member of this status, with the fields that the library insists on."""
    rights = ("can_be_edited", "is_anonymous", "can_manage_chat", "can_delete_messages",
              "can_manage_video_chats", "can_restrict_members", "can_promote_members",
              "can_change_info", "can_invite_users", "can_post_stories", "can_edit_stories",
              "can_delete_stories")
    more: Json = {}
    if status == "kicked":
        more = {"until_date": 0}
    elif status == "administrator":
        more = dict.fromkeys(rights, True)
    elif status == "creator":
        more = {"is_anonymous": False}
    return {"user": user, "status": status, **more}


def _scope(fields: Json) -> str:
    scope = fields.get("scope") or {"type": "default"}
    words = [str(scope.get(key, "")) for key in ("type", "chat_id", "user_id")]
    return "/".join([*words, str(fields.get("language_code") or "")])


@method
def set_my_commands(world: World, fields: Json) -> bool:
    """The menu of one scope and language."""
    language = str(fields.get("language_code") or "")
    if language and not (len(language) == 2 and language.isalpha() and language.islower()):
        raise bad("invalid language code specified")
    commands = fields.get("commands") or []
    if len(commands) > 100:
        raise bad("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        name, description = command.get("command", ""), command.get("description", "")
        if not name.isascii() or not name.replace("_", "a").isalnum() or name != name.lower() \
                or not 1 <= len(name) <= 32:
            raise bad("BOT_COMMAND_INVALID")
        if not 1 <= len(description) <= 256:
            raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
    world.settings.setdefault("commands", {})[_scope(fields)] = commands
    world.note("menu", scope=_scope(fields), commands=[c["command"] for c in commands])
    return True


@method
def get_my_commands(world: World, fields: Json) -> list[Json]:
    """The menu that was set for one scope and language."""
    menus = world.settings.setdefault("commands", {})
    return list(menus.get(_scope(fields), []))


@method
def delete_my_commands(world: World, fields: Json) -> bool:
    """No menu any more for one scope and language."""
    world.settings.setdefault("commands", {}).pop(_scope(fields), None)
    return True


@method
def leave_chat(world: World, fields: Json) -> bool:
    """The bot leaves a group."""
    world.reachable(fields.get("chat_id")).bot = "left"
    return True


@method
def get_file(world: World, fields: Json) -> Json:
    """Where a file can be fetched."""
    number = str(fields.get("file_id"))
    if number not in world.files:
        raise bad("invalid file_id")
    return {"file_id": number, "file_unique_id": number, "file_path": f"documents/{number}",
            "file_size": len(world.files[number]["data"])}


def _setting(name: str, world: World, fields: Json) -> Any:
    """One of SETTERS, or what such a one left: texts of the bot's profile."""
    setter = "set" + name[3:]
    key, limit = SETTERS[setter]
    kept = world.settings.setdefault(setter, {})
    language = str(fields.get("language_code") or "")
    if name != setter:
        return {key: kept.get(language, "")}
    value = fields.get(key) or ""
    if isinstance(value, str) and len(value) > limit:
        raise bad(f"{key} is too long")
    kept[language] = value
    return True


def known(name: str) -> bool:
    """Tell whether this server has a method."""
    return name in METHODS or (name[:3] in ("get", "set") and "set" + name[3:] in SETTERS)


def call(name: str, world: World, fields: Json) -> Any:
    """Call a method by its Bot API name."""
    run = METHODS.get(name)
    return run(world, fields) if run else _setting(name, world, fields)
