"""A store with one release, and subscribers to put into it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.answers.engine import Engine
from bot.store.database import Store
from tests.digests.stub import engine as stub_engine


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store.open(f"sqlite:///{tmp_path}/a.db", tmp_path / "key", {})
    yield store
    store.close_now()


@pytest.fixture(scope="session")
def engine() -> Engine:
    return stub_engine()
