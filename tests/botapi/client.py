"""A person's side of the tests' Bot API server: chats that say, press, reply and wait.

    with BotApiServer() as server:
        telegram = server.telegram()          # a fresh token and a world of its own
        anna = telegram.chat(1001)
        anna.say("/start")
        anna.wait_for("园问")
        anna.press("订阅")

Waiting follows the server's journal; nothing sleeps. What `say` and `press` return is a
position in it, and `wait_for` looks at what the bot did after the chat's last say or press.
"""

from __future__ import annotations

import http.client
import itertools
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

Json = dict[str, Any]
ROOT = Path(__file__).parents[2]
PATIENCE = 20.0
_tokens = itertools.count(1)


@dataclass(frozen=True)
class Message:
    """A message as the person sees it now."""

    record: Json

    @property
    def id(self) -> int:
        """Its number in its chat."""
        return int(self.record["message_id"])

    @property
    def text(self) -> str:
        """What is read."""
        return str(self.record.get("text", self.record.get("caption", "")))

    @property
    def buttons(self) -> tuple[Json, ...]:
        """The buttons under it, row by row."""
        rows = self.record.get("reply_markup", {}).get("inline_keyboard", [])
        return tuple(button for row in rows for button in row)

    @property
    def labels(self) -> tuple[str, ...]:
        """What its buttons say."""
        return tuple(button["text"] for button in self.buttons)

    def button(self, label: str) -> Json | None:
        """The button that says exactly this, or else the first whose label contains it."""
        exact = [button for button in self.buttons if button["text"] == label]
        near = [button for button in self.buttons if label in button["text"]]
        return next(iter(exact + near), None)

    @property
    def bold(self) -> tuple[str, ...]:
        """What stands out in it."""
        raw = self.text.encode("utf-16-le")
        return tuple(raw[e["offset"] * 2 : (e["offset"] + e["length"]) * 2].decode("utf-16-le")
                     for e in self.record.get("entities", []) if e["type"] == "bold")


Wanted = str | Callable[[Message], bool]


def _meets(message: Message, wanted: Wanted) -> bool:
    return wanted in message.text if isinstance(wanted, str) else wanted(message)


class BotApiServer:
    """The server in its own process, on a free port of the loopback."""

    def __init__(self, module: str = "tests.botapi.server") -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", module], cwd=ROOT, stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, text=True)
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line.strip().isdigit(), "the Bot API server of the tests did not start"
        self.port = int(line)

    @property
    def base_url(self) -> str:
        """What `telegram.base_url` has to be."""
        return f"http://127.0.0.1:{self.port}/bot"

    @property
    def base_file_url(self) -> str:
        """What `telegram.base_file_url` has to be."""
        return f"http://127.0.0.1:{self.port}/file/bot"

    def telegram(self) -> Telegram:
        """A world of its own, with a token that no other test has."""
        number = next(_tokens)
        secret = f"TEST{number:04d}".ljust(35, "k")
        telegram = Telegram(self.port, f"{7_000_000 + number}:{secret}")
        telegram.control("options")
        return telegram

    def close(self) -> None:
        """End the process."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.close()
        self.process.wait(10)
        self.process.stdout.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


@dataclass
class Telegram:
    """The world of one bot, seen from outside."""

    port: int
    token: str
    chats: dict[tuple[int, int], Chat] = field(default_factory=dict)

    def _request(self, method: str, path: str, body: Any = None) -> Any:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(method, f"/__control/{self.token}/{path}",
                               body=None if body is None else json.dumps(body),
                               headers={"Content-Type": "application/json"})
            answer = connection.getresponse()
            data = answer.read()
            assert answer.status == 200, f"{path}: {answer.status} {data[:300]!r}"
            return json.loads(data)
        finally:
            connection.close()

    def control(self, verb: str, **what: Any) -> Json:
        """One verb of control.py."""
        answer = self._request("POST", verb, what)
        assert isinstance(answer, dict)
        return answer

    def journal(self, start: int = 0, seconds: float = 0.0) -> list[Json]:
        """What happened since `start`; waits up to `seconds` for something to happen."""
        answer = self._request("GET", f"journal?from={start}&seconds={seconds}")
        assert isinstance(answer, list)
        return answer

    def follow(self, start: int, seconds: float = PATIENCE) -> Iterator[Json]:
        """Everything that happens from `start` on, as it happens, until time is up."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            for event in self.journal(start, min(left, 5.0)):
                start = event["seq"] + 1
                yield event

    def wait(self, condition: Callable[[Json], bool], start: int = 0,
             seconds: float = PATIENCE, what: str = "") -> Json:
        """The first event since `start` that meets the condition."""
        for event in self.follow(start, seconds):
            if condition(event):
                return event
        raise AssertionError(f"did not happen within {seconds} s: {what or condition}")

    @property
    def position(self) -> int:
        """Where the journal ends now."""
        return int(self.control("options")["seq"])

    def calls(self, method: str | None = None, start: int = 0) -> list[Json]:
        """What the bot called, in order."""
        return [event for event in self.journal(start)
                if event["kind"] == "call" and method in (None, event["method"])]

    def sent(self, chat: int | None = None, start: int = 0) -> list[Message]:
        """Every message that the bot sent, as it was when it was sent."""
        return [Message(event["message"]) for event in self.journal(start)
                if event["kind"] == "message" and chat in (None, event["chat"])]

    def fault(self, method: str, kind: str, **what: Any) -> None:
        """The next calls of a method fail; see control.fault."""
        self.control("fault", method=method, kind=kind, **what)

    def group(self, number: int, owner: int, **what: Any) -> None:
        """A group with the bot in it."""
        self.control("group", id=number, owner=owner, **what)

    def chat(self, user: int, chat: int | None = None) -> Chat:
        """A person in a chat: their own with the bot, or a group."""
        key = (user, user if chat is None else chat)
        if key not in self.chats:
            self.chats[key] = Chat(self, *key)
        return self.chats[key]


@dataclass
class Chat:
    """One person in one chat."""

    telegram: Telegram
    user: int
    id: int
    mark: int = 0

    def say(self, text: str, *, reply_to: Message | int | None = None, **more: Any) -> int:
        """Write; returns the number of the message."""
        what: Json = {"user": self.user, "chat": self.id, "text": text, **more}
        if reply_to is not None:
            what["reply_to"] = reply_to.id if isinstance(reply_to, Message) else reply_to
        answer = self.telegram.control("say", **what)
        self.mark = int(answer["seq"])
        return int(answer["message_id"])

    def ask(self, text: str, wanted: Wanted = "", **more: Any) -> Message:
        """Write and wait for the answer."""
        self.say(text, **more)
        return self.wait_for(wanted)

    def press(self, label: str, message: Message | None = None) -> None:
        """Press the newest button of this label."""
        found = [message] if message else [m for m in self.messages if m.button(label)]
        assert found, f"no button {label!r} in chat {self.id}; there are {self._labels()}"
        target = found[-1]
        button = target.button(label)
        assert button is not None, f"no button {label!r} under {target.text!r}: {target.labels}"
        assert "callback_data" in button, f"{label!r} is not a button for the bot: {button}"
        answer = self.telegram.control("press", user=self.user, chat=self.id,
                                       message_id=target.id, data=button["callback_data"])
        self.mark = int(answer["seq"])

    def wait_for(self, wanted: Wanted = "", seconds: float = PATIENCE) -> Message:
        """The first message that the bot sent or edited here since the last say or press."""
        seen = []
        for event in self.telegram.follow(self.mark, seconds):
            if event["kind"] in ("message", "edit") and event["chat"] == self.id:
                message = Message(event["message"])
                if _meets(message, wanted):
                    return message
                seen.append(message.text)
        raise AssertionError(f"chat {self.id} waited for {wanted!r}; since then came: {seen}")

    def wait_for_toast(self, seconds: float = PATIENCE) -> str:
        """The answer to the press of a button."""
        event = self.telegram.wait(
            lambda e: e["kind"] == "callback_answer" and e["chat"] == self.id,
            self.mark, seconds, "an answer to the press")
        return str(event["text"])

    @property
    def messages(self) -> list[Message]:
        """All messages of the chat as they are now, the person's own among them."""
        state = self.telegram.control("state", chat=self.id)
        return [Message(record) for record in state["chats"][str(self.id)]]

    @property
    def received(self) -> list[Message]:
        """The bot's messages in the chat, as they are now."""
        return [message for message in self.messages if message.record["from"]["is_bot"]]

    @property
    def last(self) -> Message:
        """The bot's newest message."""
        return self.received[-1]

    def _labels(self) -> list[str]:
        return [label for message in self.messages for label in message.labels]
