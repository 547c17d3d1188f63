"""The knowledge that is shipped, built once for all tests that ask it."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml

from bot.answers.engine import Engine
from bot.answers.loading import load
from bot.answers.reply import Language, Reply
from bot.knowledge.files import read_files

ROOT = Path(__file__).parents[2]
NOW = datetime(2026, 11, 22, 9, tzinfo=ZoneInfo("Asia/Shanghai"))


@cache
def engine() -> Engine:
    """The engine over seeds/ and intents/, at NOW."""
    loaded = load(read_files(ROOT / "seeds", ROOT / "intents"), NOW.date())
    assert loaded.engine is not None, loaded.errors[:3]
    return loaded.engine


def ask(text: str, language: Language | None = None) -> Reply:
    """One answer without a conversation around it."""
    return engine().answer(text, NOW, None, language)[0]


@cache
def data(name: str) -> Any:
    """One of the YAML files beside this module."""
    return yaml.safe_load((Path(__file__).parent / name).read_text(encoding="utf-8"))
