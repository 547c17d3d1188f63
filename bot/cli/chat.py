"""chat: a conversation in the terminal; without one, a question a line and an answer each."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from io import TextIOWrapper

from bot.cli.knowledge import engine_of, folders_of, now_of, settings_of
from bot.messages import language
from bot.settings import Settings
from bot.terminal import COLOURED, PLAIN, Conversation, Look, examples_of, talk

WELCOME = "welcome.yaml"
PROMPT = "> "


def arguments(_parser: argparse.ArgumentParser) -> None:
    """Nothing but what every verb takes."""


def run(options: argparse.Namespace) -> int:
    """Talk until the input ends, or the reader says so."""
    for stream in (sys.stdin, sys.stdout):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
    settings = settings_of(options)
    now = now_of(options, settings)
    engine = engine_of(options, settings, now)
    conversation = Conversation(engine, clock_of(options, settings, now),
                                examples_of(_welcome(options, settings), engine.knowledge),
                                "en" if language() == "en" else "zh-Hans")
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        talk(conversation, piped(), write, PLAIN)
        return 0
    look = look_of(os.environ)
    write(look.of(conversation.welcome()) + "\n\n")
    try:
        over = talk(conversation, typed(look), write, look)
    except KeyboardInterrupt:
        over = False
    if not over:
        write(f"\n{conversation.farewell()}\n")
    return 0


def clock_of(options: argparse.Namespace, settings: Settings,
             now: datetime) -> Callable[[], datetime]:
    """Return the time of each question: the clock's, unless --now fixes it."""
    return (lambda: now) if options.now else lambda: now_of(options, settings)


def _welcome(options: argparse.Namespace, settings: Settings) -> bytes | None:
    try:
        return (folders_of(options, settings)[0] / WELCOME).read_bytes()
    except OSError:
        return None


def look_of(environ: Mapping[str, str]) -> Look:
    """Return the look of a terminal: coloured unless it cannot or must not be."""
    plain = environ.get("NO_COLOR") or environ.get("TERM", "dumb") == "dumb"
    return PLAIN if plain else COLOURED


def write(text: str) -> None:
    """Print at once."""
    sys.stdout.write(text)
    sys.stdout.flush()


def piped() -> Iterator[str]:
    """Return the lines of the standard input; what is no UTF-8 in them is replaced."""
    for line in sys.stdin.buffer:
        yield line.decode("utf-8", errors="replace")


def typed(look: Look) -> Iterator[str]:
    """Return the lines that are typed, with a history to go back in."""
    with suppress(ImportError):
        import readline  # noqa: F401, PLC0415  (it gives `input` its history and its keys)
    # The prompt's codes stand between \001 and \002, or the line's length is counted wrongly.
    codes = [f"\001{code}\002" if code else "" for code in look.number]
    while True:
        try:
            yield input(PROMPT.join(codes))
        except EOFError:
            return


