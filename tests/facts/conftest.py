"""The command line of `facts`, in this process."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from bot.cli.main import main


@dataclass(frozen=True)
class Done:
    status: int
    out: str
    err: str


@pytest.fixture
def facts(capsys):
    """Run `facts …` and return what it printed and its status."""
    def run(*words):
        capsys.readouterr()
        status = main(["facts", *map(str, words)])
        said = capsys.readouterr()
        return Done(status, said.out, said.err)
    return run
