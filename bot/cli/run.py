"""`python -m bot run`: the Telegram bot."""

from __future__ import annotations

import argparse
import asyncio
import os
from dataclasses import replace

from bot import log
from bot.app import serve
from bot.cli.knowledge import folders_of, parse_time, settings_of
from bot.clock import clock_from
from bot.errors import SettingsProblem
from bot.messages import say
from bot.settings import KnowledgeSettings
from bot.store.database import Store


def arguments(_parser: argparse.ArgumentParser) -> None:
    """Nothing but what every verb takes."""


def run(options: argparse.Namespace) -> int:
    """Serve until told to stop."""
    settings = settings_of(options)
    token = settings.token
    if token is None:
        raise SettingsProblem(say("run.no_token"))
    settings = replace(settings, knowledge=KnowledgeSettings(*folders_of(options, settings)))
    log.set_up(settings.log.level, settings.log.format, hidden=[token.reveal()])
    start = parse_time(options.now, "--now") if options.now else None
    store = Store.open(settings.store.url, settings.store.key_file, os.environ)
    try:
        asyncio.run(serve(settings, store, clock_from(settings.clock.file, start), announce))
    finally:
        store.close_now()
    return 0


def announce(line: str) -> None:
    """Show a line on the console, at once."""
    print(line, flush=True)
