"""chat as a program: piped input, a terminal, and how it ends."""

from __future__ import annotations

import os
import re
import select
import subprocess
import sys
import time
from contextlib import contextmanager

import pytest

from bot.cli.chat import look_of
from bot.terminal import COLOURED, PLAIN
from tests.answers.shipped import ROOT

pty = pytest.importorskip("pty")
COMMAND = [sys.executable, "-m", "bot", "chat", "--now", "2026-11-22T09:00:00+08:00"]
# Makes the pty the terminal that Ctrl-C comes from, and Ctrl-C what it is by default.
LAUNCHER = """
import fcntl, os, signal, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
signal.signal(signal.SIGINT, signal.SIG_DFL)
os.execv(sys.argv[1], sys.argv[1:])
"""
PATIENCE = 60
AREA = "\u6d4e\u5357\u9ad8\u65b0\u533a\u9762\u79ef"


def test_piped_input_gets_an_answer_a_line() -> None:
    lines = [AREA.encode(), b"", b"\xff\xfe\x00\x1b[31m", b"/help", b"1",
             "\u5b83\u5728\u54ea".encode()]
    done = subprocess.run(COMMAND, cwd=ROOT, input=b"\n".join(lines), capture_output=True,
                          check=False, timeout=PATIENCE)
    assert (done.returncode, done.stderr) == (0, b"")
    said = done.stdout.decode("utf-8").rstrip("\n").split("\n\n")
    assert len(said) == len([line for line in lines if line])
    assert "291" in said[0]
    assert b"\x1b" not in done.stdout
    assert b"> " not in done.stdout


def test_no_input_is_no_error() -> None:
    done = subprocess.run(COMMAND, cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True,
                          check=False, timeout=PATIENCE)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


SETTLED = 1.0  # seconds


class Screen:
    """A program on a terminal of its own."""

    def __init__(self, process, master) -> None:
        self.process, self.master, self.text = process, master, ""

    def wait_for(self, pattern: str) -> str:
        """Read until the pattern has come since the last wait; return what came."""
        until, fresh = time.monotonic() + PATIENCE, ""
        while not re.search(pattern, fresh):
            assert time.monotonic() < until, (pattern, fresh)
            if select.select([self.master], [], [], 0.2)[0]:
                try:
                    fresh += os.read(self.master, 65_536).decode("utf-8", "replace")
                except OSError:
                    assert re.search(pattern, fresh), (pattern, fresh)
        self.text += fresh
        return fresh

    def type(self, text: str) -> None:
        os.write(self.master, text.encode())


@contextmanager
def terminal(**environ: str):
    master, slave = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", LAUNCHER, *COMMAND], cwd=ROOT, start_new_session=True,
        stdin=slave, stdout=slave, stderr=slave,
        env={**os.environ, "TERM": "xterm", "YUANWEN_LANGUAGE": "en", **environ})
    os.close(slave)
    try:
        yield Screen(process, master)
    finally:
        process.kill()
        process.wait()
        os.close(master)


def test_a_conversation_on_a_terminal() -> None:
    with terminal() as screen:
        welcome = screen.wait_for(r"> ")
        assert "\x1b[1mYuanwen\x1b" in welcome
        assert welcome.count("[") >= 3
        screen.type("1\r")
        assert "2,029" in screen.wait_for(r"Source:[\s\S]*> ")
        screen.type("\x1b[A\r")  # the line before
        assert "2,029" in screen.wait_for(r"Source:[\s\S]*> ")
        screen.type("/quit\r")
        screen.wait_for(r"Goodbye\.")
        assert screen.process.wait(PATIENCE) == 0
        assert "Traceback" not in screen.text


@pytest.mark.parametrize("end", ["\x04", "\x03"], ids=["Ctrl-D", "Ctrl-C"])
def test_it_ends_cleanly(end: str) -> None:
    with terminal(NO_COLOR="1") as screen:
        assert "\x1b[1m" not in screen.wait_for(r"> ")
        if end == "\x03":
            screen.type("half a line")
            screen.wait_for("half a line")
            # Python's readline loses a signal that comes between a key and its next wait.
            time.sleep(SETTLED)
        screen.type(end)
        screen.wait_for(r"Goodbye\.")
        assert screen.process.wait(PATIENCE) == 0
        assert "Traceback" not in screen.text


@pytest.mark.parametrize(("environ", "look"), [
    ({"TERM": "xterm"}, COLOURED), ({"TERM": "dumb"}, PLAIN), ({}, PLAIN),
    ({"TERM": "xterm", "NO_COLOR": "1"}, PLAIN), ({"TERM": "xterm", "NO_COLOR": ""}, COLOURED)])
def test_colours_where_they_can_be_seen(environ, look) -> None:
    assert look_of(environ) == look
