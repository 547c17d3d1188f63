"""`python -m bot run`: what it says when it cannot, and that it ends when it is told to."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bot.store.database import Store
from tests.curating.knowledge import INTENTS, write_seeds

ROOT = Path(__file__).parents[2]
TOKEN = "1234567:abcdefghijklmnopqrstuvwxyzABCDEFGHI"


@pytest.fixture
def config(tmp_path: Path) -> Path:
    write_seeds(tmp_path / "seeds")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    path = tmp_path / "config.yaml"
    path.write_text(f"telegram:\n  base_url: http://127.0.0.1:{port}/bot\n"
                    f"knowledge:\n  intents: {INTENTS}\n", encoding="utf-8")
    return path


def start(config: Path, **environ: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "bot", "run", "--config", str(config)], cwd=ROOT, text=True,
        env={**os.environ, **environ}, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


@pytest.mark.parametrize(("environ", "said"), [
    ({}, "TELEGRAM_BOT_TOKEN"),
    ({"TELEGRAM_BOT_TOKEN": TOKEN, "YUANWEN_STORE__URL": "postgresql://h/d"}, "store.url"),
    ({"TELEGRAM_BOT_TOKEN": TOKEN, "YUANWEN_TELEGRAM__OWNER": "1"}, "YUANWEN_TELEGRAM__OWNERS"),
    ({"TELEGRAM_BOT_TOKEN": TOKEN, "YUANWEN_KNOWLEDGE__SEEDS": "nowhere"}, "nowhere"),
])
def test_what_is_wrong_is_one_line_and_status_2(config: Path, environ: dict[str, str],
                                                said: str) -> None:
    with start(config, **environ) as program:
        out, error = program.communicate(timeout=60)
    assert (program.returncode, out) == (2, "")
    assert said in error
    assert len(error.splitlines()) == 1
    assert TOKEN not in error


def test_a_second_process_is_refused(config: Path) -> None:
    folder = config.parent / "var"
    store = Store.open(f"sqlite:///{folder}/yuanwen.db", folder / "key", {})
    with start(config, TELEGRAM_BOT_TOKEN=TOKEN) as program:
        _, error = program.communicate(timeout=60)
    store.close_now()
    assert program.returncode == 2
    assert error.startswith(f"{folder}/yuanwen.db.lock: ")


def test_it_ends_when_told_although_telegram_cannot_be_reached(config: Path) -> None:
    with start(config, TELEGRAM_BOT_TOKEN=TOKEN) as program:
        assert program.stdout is not None
        assert "/start " in program.stdout.readline()
        time.sleep(0.5)
        program.send_signal(signal.SIGTERM)
        out, error = program.communicate(timeout=20)
    assert program.returncode == 0, error
    assert TOKEN not in out + error
