"""lo-bot-api-emulator behind the same control endpoints: a Bot API server nobody here wrote.

    python -m tests.botapi.emulator [PORT]

The emulator judges every call by its own contract and keeps the update queues; this wrapper adds
what Telegram has and the emulator's dialect lacks (a username, a few fields and methods), and
mirrors what was sent into a world, so that tests/botapi/client.py can be used unchanged. It has no
message store, no HTML, no rates, no faults, and no update kinds but messages and presses.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from contextvars import ContextVar
from typing import Any

from aiohttp import web
from lo_bot_api_emulator import ApiRefusal, LoBotApiEmulator

from tests.botapi import control, markup
from tests.botapi.refusal import Refusal
from tests.botapi.server import serve
from tests.botapi.world import Json, World

# Telegram has these; the emulator's dialect does not. They are left out before it judges.
EXTRA_FIELDS = frozenset({
    "disable_notification", "link_preview_options", "message_thread_id", "protect_content",
    "reply_parameters", "allow_sending_without_reply", "scope", "language_code", "parse_mode",
    "drop_pending_updates", "max_connections", "disable_web_page_preview"})
EXTRA_BUTTON_FIELDS = frozenset({"copy_text", "style"})
SETTERS = frozenset({"setMyName", "setMyDescription", "setMyShortDescription"})
KINDS = frozenset({"message", "callback_query"})
# Sent messages are numbered from here on, people's from 101.
FIRST_SENT = 100_000
_token: ContextVar[str] = ContextVar("token")


class MirrorWorld(World):
    """A world whose updates wait in the emulator's queues."""

    emulator: Emulator

    def push(self, kind: str, content: Json) -> int:
        """Queue an update, if the emulator knows its kind."""
        if kind not in KINDS:
            return 0
        self.next_update += 1
        update = {"update_id": self.next_update, kind: json.loads(json.dumps(content))}
        task = asyncio.get_running_loop().create_task(self._queue(update))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return self.next_update

    async def _queue(self, update: Json) -> None:
        await self.emulator.enqueue_update(update, token=self.token)
        self.note("update", update_id=update["update_id"])


class Emulator(LoBotApiEmulator):  # type: ignore[misc]
    """The emulator with a world for each token."""

    def __init__(self) -> None:
        super().__init__(enable_control=True, allow_insecure_loopback_webhooks=True)
        self.next_id = FIRST_SENT
        self.worlds: dict[str, MirrorWorld] = {}

    def world(self, token: str) -> MirrorWorld:
        """The world of a token, made on first use."""
        if token not in self.worlds:
            world = self.worlds[token] = MirrorWorld(token)
            world.emulator = self
        return self.worlds[token]

    async def handle(self, request: web.Request) -> web.Response:
        """One call of a Bot API method."""
        _token.set(request.match_info["token"])
        answer = await super().handle(request)
        assert isinstance(answer, web.Response)
        return answer

    def validate(self, method: str, fields: Json, uploads: Json) -> Any:
        """Let the emulator judge a call, and mirror what it did."""
        world = self.world(_token.get())
        if method == "getUpdates":
            world.note("poll")
            if "allowed_updates" in fields:
                wanted = _readable("allowed_updates", fields["allowed_updates"])
                fields["allowed_updates"] = [kind for kind in wanted if kind in KINDS]
            return super().validate(method, fields, uploads)
        if method in SETTERS:
            return True
        asked = {key: _readable(key, value) for key, value in fields.items()}
        for key in EXTRA_FIELDS & fields.keys():
            del fields[key]
        if "reply_markup" in asked:
            fields["reply_markup"] = json.dumps(_plain(asked["reply_markup"]))
        try:
            result = super().validate(method, fields, uploads)
        except ApiRefusal as no:
            world.note("call", method=method, fields=asked, status=no.status, fault="",
                       error=no.description)
            raise
        if method == "getMe":
            return {**result, **world.me}
        world.note("call", method=method, fields=asked, status=200, fault="", result=result)
        _mirror(world, method, asked, result)
        return {**result, "date": int(time.time())} if isinstance(result, dict) else result

    def app(self) -> web.Application:
        """The emulator's application and the control endpoints of tests/botapi/server.py."""
        app = super().app()
        assert isinstance(app, web.Application)
        app.router.add_get("/__control/{token}/journal", self.journal_of)
        app.router.add_post("/__control/{token}/{verb}", self.control_of)
        return app

    async def control_of(self, request: web.Request) -> web.Response:
        """One verb of control.py."""
        run = control.VERBS[request.match_info["verb"]]
        return web.json_response(run(self.world(request.match_info["token"]), await request.json()))

    async def journal_of(self, request: web.Request) -> web.Response:
        """What happened since N."""
        world = self.world(request.match_info["token"])
        start, seconds = int(request.query["from"]), float(request.query.get("seconds", 0))
        if len(world.journal) <= start and seconds > 0:
            await world.wait(seconds)
        return web.json_response(world.journal[start:])


def _readable(key: str, value: Any) -> Any:
    structured = key != "text" and isinstance(value, str) and value[:1] in ("[", "{")
    return json.loads(value) if structured else value


def _plain(keyboard: Json) -> Json:
    """A keyboard that the emulator understands: Telegram-only kinds of button made ordinary."""
    rows = []
    for row in keyboard.get("inline_keyboard", []):
        plain = [{key: value for key, value in button.items() if key not in EXTRA_BUTTON_FIELDS}
                 for button in row]
        rows.append([button if len(button) > 1 else {**button, "callback_data": "x"}
                     for button in plain])
    return {**keyboard, "inline_keyboard": rows} if rows else keyboard


def _mirror(world: World, method: str, asked: Json, result: Any) -> None:
    """Put what the bot did into the world, as the person sees it."""
    if method == "answerCallbackQuery":
        press = world.callbacks[str(asked["callback_query_id"])]
        world.note("callback_answer", chat=press["chat"], id=press["id"],
                   text=str(asked.get("text", "")), alert=False)
    if method not in ("sendMessage", "editMessageText", "editMessageReplyMarkup"):
        return
    chat = world.chat(int(asked["chat_id"]))
    before = chat.messages.get(result["message_id"], {})
    text, entities = before.get("text", ""), before.get("entities", [])
    if "text" in asked:
        try:
            text, entities = markup.parse(asked["text"])
        except Refusal as no:
            world.note("bad_html", text=asked["text"], error=no.description)
            text, entities = asked["text"], []
    message = {"message_id": result["message_id"], "date": int(time.time()), "from": world.me,
               "chat": chat.public(world.users), "text": text, "entities": entities}
    if "inline_keyboard" in (asked.get("reply_markup") or {}):
        message["reply_markup"] = asked["reply_markup"]
    chat.messages[result["message_id"]] = message
    world.note("message" if method == "sendMessage" else "edit", chat=chat.id, message=message,
               silent=bool(asked.get("disable_notification")))


if __name__ == "__main__":
    asyncio.run(serve(Emulator().app(), int(sys.argv[1]) if len(sys.argv) > 1 else 0))
