"""A Bot API server for tests, in its own process: python -m tests.botapi.server [PORT]

It prints the port that it listens on (loopback only). Every token has a world of its own, so
one server serves many tests. The bot talks to /botTOKEN/METHOD and /file/botTOKEN/PATH, a test
to /__control/TOKEN/VERB (control.py), /__control/TOKEN/journal?from=N&seconds=S and …/file?id=.
"""

from __future__ import annotations

import asyncio
import json
import re
import sys
from typing import Any

import aiohttp
from aiohttp import web

from tests.botapi import control, methods, polling
from tests.botapi.refusal import Refusal
from tests.botapi.world import Json, World

TOKEN = re.compile(r"\d{5,12}:[A-Za-z0-9_-]{30,}\Z")
QUIET = {"getUpdates", "getMe"}
# What python-telegram-bot sends as JSON inside a form.
STRUCTURED = ("[", "{")
IS_TEXT = {"text", "caption", "data", "name", "description", "short_description", "title"}


async def fields_of(request: web.Request) -> Json:
    """Read the fields of a call, however they came: query, form, multipart or JSON."""
    fields: Json = dict(request.query)
    if request.content_type == "application/json":
        body = await request.text()
        fields |= json.loads(body) if body.strip() else {}
    elif request.method == "POST":
        for name, value in (await request.post()).items():
            if isinstance(value, web.FileField):
                fields[name] = {"name": value.filename, "data": value.file.read()}
            else:
                fields[name] = value
    return {name: _readable(name, value) for name, value in fields.items()}


def _readable(name: str, value: Any) -> Any:
    if name in IS_TEXT or not isinstance(value, str):
        return value
    if value in ("true", "True", "false", "False"):
        return value in ("true", "True")
    if value.startswith(STRUCTURED):
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value


def _loggable(fields: Json) -> Json:
    return {name: f"<{len(value['data'])} bytes>" if isinstance(value, dict) and "data" in value
            else value for name, value in fields.items()}


class BotApi:
    """The server's state: one world for each token that was ever used."""

    def __init__(self) -> None:
        self.worlds: dict[str, World] = {}
        self.tasks: dict[str, asyncio.Task[None]] = {}
        self.session: aiohttp.ClientSession | None = None

    def world(self, token: str) -> World:
        """The world of a token, made on first use."""
        if token not in self.worlds:
            world = self.worlds[token] = World(token)
            assert self.session is not None
            self.tasks[token] = asyncio.create_task(polling.deliver(world, self.session))
        return self.worlds[token]

    # ---- what the bot calls ------------------------------------------------------------------

    async def api(self, request: web.Request) -> web.StreamResponse:
        """One call of a Bot API method."""
        token, name = request.match_info["token"], request.match_info["method"]
        if not TOKEN.match(token):
            return _failure(Refusal(404, "Not Found"))
        if token not in self.worlds:
            return _failure(Refusal(401, "Unauthorized"))
        world, fields = self.world(token), await fields_of(request)
        fault = self._fault(world, name, fields)
        kind = fault["kind"] if fault else ""
        if kind == "cut":
            world.note("call", method=name, fields=_loggable(fields), status=0, fault=kind)
            return _hang_up(request)
        answer, status = await self._answer(world, name, fields, fault)
        if name not in QUIET:
            world.note("call", method=name, fields=_loggable(fields), status=status, fault=kind,
                       result=answer.get("result"), error=answer.get("description"))
        if fault and kind == "slow":
            await asyncio.sleep(float(fault["seconds"]))
        if kind == "drop":
            return _hang_up(request)
        if kind == "garbage":
            return web.Response(status=502, text="<html>Bad Gateway</html>")
        return web.json_response(answer, status=status)

    async def _answer(self, world: World, name: str, fields: Json,
                      fault: Json | None) -> tuple[Json, int]:
        try:
            if fault and fault["kind"] == "refuse":
                raise Refusal(fault["status"], fault["description"], fault.get("parameters"))
            result = await self._call(world, name, fields)
        except Refusal as no:
            return _body(no), no.status
        return {"ok": True, "result": result}, 200

    async def _call(self, world: World, name: str, fields: Json) -> Any:
        if name == "getUpdates":
            return await polling.get_updates(world, fields)
        if name == "setWebhook":
            return polling.set_webhook(world, fields)
        if name == "deleteWebhook":
            return polling.delete_webhook(world, fields)
        if name == "getWebhookInfo":
            return polling.webhook_info(world)
        if name in ("logOut", "close"):
            return True
        if not methods.known(name):
            raise Refusal(404, "Not Found: method not found")
        return methods.call(name, world, fields)

    def _fault(self, world: World, name: str, fields: Json) -> Json | None:
        for fault in list(world.faults):
            named = name == fault["method"] or (fault["method"] == "*" and name not in QUIET)
            here = "chat" not in fault or str(fault["chat"]) == str(fields.get("chat_id"))
            if named and here:
                fault["times"] -= 1
                if fault["times"] <= 0:
                    world.faults.remove(fault)
                return fault
        return None

    async def file(self, request: web.Request) -> web.Response:
        """The bytes of a file that the bot sent or got."""
        world = self.world(request.match_info["token"])
        found = world.files.get(request.match_info["path"].rsplit("/", 1)[-1])
        return web.Response(body=found["data"]) if found else web.Response(status=404)

    # ---- what a test calls -------------------------------------------------------------------

    async def control(self, request: web.Request) -> web.Response:
        """One verb of control.py."""
        world = self.world(request.match_info["token"])
        run = control.VERBS[request.match_info["verb"]]
        return web.json_response(run(world, await request.json() if request.can_read_body else {}))

    async def journal(self, request: web.Request) -> web.Response:
        """What happened since N; waits up to S seconds for something to happen."""
        world = self.world(request.match_info["token"])
        start, seconds = int(request.query["from"]), float(request.query.get("seconds", 0))
        if len(world.journal) <= start and seconds > 0:
            await world.wait(seconds)
        return web.json_response(world.journal[start:])

    # ---- life ----------------------------------------------------------------------------------

    async def _life(self, app: web.Application) -> Any:
        self.session = aiohttp.ClientSession()
        yield
        for task in self.tasks.values():
            task.cancel()
        await self.session.close()

    def app(self) -> web.Application:
        """The aiohttp application."""
        app = web.Application(client_max_size=60 * 2**20)
        app.router.add_route("*", "/bot{token}/{method}", self.api)
        app.router.add_get("/file/bot{token}/{path:.+}", self.file)
        app.router.add_get("/__control/{token}/journal", self.journal)
        app.router.add_get("/__control/{token}/file/{path:.+}", self.file)
        app.router.add_post("/__control/{token}/{verb}", self.control)
        app.cleanup_ctx.append(self._life)
        return app


def _body(no: Refusal) -> Json:
    body: Json = {"ok": False, "error_code": no.status, "description": no.description}
    return {**body, "parameters": no.parameters} if no.parameters else body


def _failure(no: Refusal) -> web.Response:
    return web.json_response(_body(no), status=no.status)


def _hang_up(request: web.Request) -> web.Response:
    """Close the connection without an answer."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response(status=500)


async def serve(app: web.Application, port: int) -> None:
    """Serve on the loopback until standard input is closed."""
    runner = web.AppRunner(app, access_log=None, handler_cancellation=True)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", port, shutdown_timeout=0.1)
    await site.start()
    server = site._server
    assert isinstance(server, asyncio.Server)
    print(server.sockets[0].getsockname()[1], flush=True)
    # The test's process holds the other end: when it goes, however, this one goes too.
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    await runner.cleanup()


if __name__ == "__main__":
    asyncio.run(serve(BotApi().app(), int(sys.argv[1]) if len(sys.argv) > 1 else 0))
