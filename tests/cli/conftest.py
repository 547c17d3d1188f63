from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from bot.cli.main import main
from tests.answers.shipped import engine

NOW = "2026-11-22T09:00:00+08:00"


@pytest.fixture
def bot(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
        ) -> Callable[..., tuple[int, str, str]]:
    """Run a verb over the shipped knowledge, which is built once: (status, out, err)."""
    monkeypatch.setenv("YUANWEN_LANGUAGE", "en")

    def run(*words: str) -> tuple[int, str, str]:
        for module in ("evaluate", "bench"):
            monkeypatch.setattr(f"bot.cli.{module}.engine_of", lambda *_: engine())
        status = main([*words, "--now", NOW])
        said = capsys.readouterr()
        return status, said.out, said.err

    return run


def lines(text: str) -> Sequence[str]:
    return [line for line in text.splitlines() if line.strip()]
