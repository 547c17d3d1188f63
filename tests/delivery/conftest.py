"""A store, a clock that tests move, and a sender that does as it is told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.delivery.gate import Gate
from bot.delivery.limiter import Limiter
from bot.store.database import Store
from tests.delivery.fakes import FAST, HandClock, Telegram


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store.open(f"sqlite:///{tmp_path}/a.db", tmp_path / "key", {})
    yield store
    store.close_now()


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def telegram() -> Telegram:
    return Telegram()


@pytest.fixture
def gate() -> Gate:
    return Gate(Limiter(FAST))
