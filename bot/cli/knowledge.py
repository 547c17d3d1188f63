"""What every verb that answers needs: the settings, the files, the engine, the time."""

from __future__ import annotations

import argparse
import gc
import os
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.answers.engine import Engine
from bot.answers.loading import Loaded, load
from bot.cli.keeping import keep, kept, key_of
from bot.configuration import load as load_settings
from bot.errors import UsageProblem
from bot.knowledge.files import Files, read_files
from bot.messages import say
from bot.settings import Settings

KEPT = Path("var/cache")   # below config.yaml's folder, beside the store


def settings_of(options: argparse.Namespace) -> Settings:
    """Read config.yaml and the environment."""
    return load_settings(options.config, os.environ)


def now_of(options: argparse.Namespace, settings: Settings) -> datetime:
    """Return the asker's time: --now, or the clock in the digests' time zone."""
    zone = ZoneInfo(settings.digests.timezone)
    return parse_time(options.now, "--now").astimezone(zone) if options.now \
        else datetime.now(UTC).astimezone(zone)


def parse_time(text: str, where: str) -> datetime:
    """Read an ISO time; a time without a zone is taken as UTC."""
    try:
        moment = datetime.fromisoformat(text)
    except (ValueError, TypeError) as problem:
        raise UsageProblem(say("cli.no_time", text=str(text)[:40]), where) from problem
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def folders_of(options: argparse.Namespace, settings: Settings) -> tuple[Path, Path]:
    """Return the seeds and intents folders that are to be read."""
    return (options.seeds or settings.knowledge.seeds,
            options.intents or settings.knowledge.intents)


def _built(files: Files, settings: Settings, now: datetime) -> Loaded:
    """Read and build; garbage collection waits until all is built."""
    gc.disable()
    try:
        loaded = load(files, now.date(), settings.conversation.context_minutes)
    finally:
        gc.enable()
    gc.collect()
    gc.freeze()
    return loaded


def engine_of(options: argparse.Namespace, settings: Settings, now: datetime) -> Engine:
    """Return an engine, or raise UsageProblem with the first error and how many there are."""
    files = read_files(*folders_of(options, settings))
    folder, key = settings.folder / KEPT, key_of(files, settings.conversation.context_minutes)
    gc.disable()
    engine = kept(folder, key)
    gc.enable()
    if engine is not None:
        gc.freeze()
        return engine
    loaded = _built(files, settings, now)
    if loaded.engine is None:
        first = loaded.errors[0]
        raise UsageProblem(say("cli.cannot_serve", first=str(first), count=len(loaded.errors)))
    keep(folder, key, loaded.engine)
    return loaded.engine
