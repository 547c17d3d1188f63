"""Engines of the knowledge on disk, with files left out, for fitting and learning."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from pathlib import Path

from bot.answers.engine import Engine
from bot.answers.loading import load
from bot.knowledge.files import read_files
from bot.language.meaning import Meaning

NOW = datetime.fromisoformat("2026-11-22T10:00:00+08:00")


def engine_of(seeds: str, without: Collection[str] = (),
              meaning: Meaning | None = None) -> Engine:
    """Build the engine of a knowledge, without the files whose names begin so."""
    left_out = tuple(without)
    files = {name: data for name, data in read_files(Path(seeds), Path("intents")).items()
             if not name.startswith(left_out)}
    engine = load(files, NOW.date(), meaning=meaning).engine
    if engine is None:
        raise SystemExit(1)
    return engine
