"""A program for each story, on a store of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.botapi.client import Telegram
from tests.story.people import People
from tests.story.program import Program


def people_of(telegram: Telegram, folder: Path, *, real_rates: bool = False) -> Iterator[People]:
    """Make a program, not yet started; show what it said where the story fails."""
    program = Program(telegram, folder, real_rates=real_rates)
    yield People(program)
    program.close()
    print(program.everything_said()[-12_000:])


@pytest.fixture
def people(telegram: Telegram, tmp_path: Path) -> Iterator[People]:
    """The people of a story, around a program on the tests' own server."""
    yield from people_of(telegram, tmp_path)
