"""ask: one answer, or a stream of them."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from bot.answers.context import Context
from bot.answers.engine import Engine
from bot.answers.reply import Reply
from bot.cli.knowledge import engine_of, now_of, parse_time, settings_of
from bot.errors import UsageProblem
from bot.messages import say


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's own arguments."""
    parser.add_argument("text", nargs="*", metavar="TEXT", help=say("help.ask_text"))
    parser.add_argument("--json", action="store_true", help=say("help.ask_json"))
    parser.add_argument("--jsonl", action="store_true", help=say("help.ask_jsonl"))
    parser.add_argument("--explain", action="store_true", help=say("help.ask_explain"))


def run(options: argparse.Namespace) -> int:
    """Answer TEXT, or every line of the standard input."""
    settings = settings_of(options)
    now = now_of(options, settings)
    engine = engine_of(options, settings, now)
    if options.jsonl:
        return _stream(engine, now)
    if not options.text:
        raise UsageProblem(say("cli.no_question"), "ask")
    reply, _ = engine.answer(" ".join(options.text), now)
    if options.json:
        print(json.dumps(record(reply), ensure_ascii=True))
    else:
        print(reply.text)
    if options.explain:
        print("\n".join(reply.explanation), file=sys.stderr)
    return 0


def record(reply: Reply, name: object = None) -> dict[str, Any]:
    """Return a reply in the form of the stream."""
    return {
        "id": name, "kind": reply.kind, "text": reply.text, "facts": list(reply.facts),
        "sources": [{"id": source.id, "title": source.title, "url": source.url,
                     "date": source.date} for source in reply.sources],
        "options": [{"text": option.text, "send": option.send} for option in reply.options],
        "confidence": reply.confidence, "language": reply.language,
    }


def _lines(stream: Iterable[bytes]) -> Iterator[bytes]:
    for line in stream:
        stripped = line.rstrip(b"\n")
        if stripped.strip():
            yield stripped


def _stream(engine: Engine, now: datetime) -> int:
    """Answer line by line, in order; a bad line is answered as such and the stream goes on."""
    contexts: dict[str, Context | None] = {}
    status = 0
    out = sys.stdout
    for line in _lines(sys.stdin.buffer):
        name: object = None
        try:
            asked = json.loads(line.decode("utf-8"))
            name = asked.get("id") if isinstance(asked, dict) else None
            answer = _one(engine, asked, now, contexts)
        except (ValueError, OverflowError, UsageProblem, RecursionError) as problem:
            status = 2
            answer = {**record(Reply("unknown", "")), "id": name,
                      "error": str(problem).splitlines()[0] if str(problem) else "bad line"}
        out.write(json.dumps(answer, ensure_ascii=True) + "\n")
        out.flush()
    return status


def _one(engine: Engine, asked: object, now: datetime,
         contexts: dict[str, Context | None]) -> dict[str, Any]:
    if not isinstance(asked, dict) or not isinstance(asked.get("text"), str):
        raise UsageProblem(say("cli.bad_line"))
    moment = parse_time(asked["at"], "at").astimezone(now.tzinfo) if asked.get("at") else now
    chat = asked.get("chat")
    if chat is None:
        reply, _ = engine.answer(asked["text"], moment)
        return record(reply, asked.get("id"))
    key = json.dumps(chat, sort_keys=True)
    reply, contexts[key] = engine.answer(asked["text"], moment, contexts.get(key))
    return record(reply, asked.get("id"))
