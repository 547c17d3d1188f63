"""What reaches a log: actions and numbers; never a token, a phone number or somebody's words."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.log import FORBIDDEN, QUIET, Redacted, get_logger, redact, set_up

TOKEN = "7654321098:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"


@pytest.fixture
def lines(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    stream = io.StringIO()
    monkeypatch.setattr("sys.stderr", stream)
    set_up("DEBUG", hidden=["123:short"])
    yield stream
    root.handlers[:] = before
    root.setLevel(level)


def test_a_line_has_its_action_and_fields(lines: io.StringIO) -> None:
    get_logger("relay").info("relay.attempt", row=12, chat=1234567890, state="sent", lane=None)
    assert lines.getvalue().endswith(
        "INFO relay.attempt row=12 chat=1234567890 state=sent lane=None\n")


def test_json_is_one_object_a_line() -> None:
    record = logging.makeLogRecord({"msg": "a.b", "levelname": "INFO", "fields": {"row": 1}})
    line = Redacted("json").format(record)
    assert {"level": "INFO", "action": "a.b", "row": 1}.items() <= json.loads(line).items()


def test_texts_are_refused(lines: io.StringIO) -> None:
    for name in sorted(FORBIDDEN):
        with pytest.raises(ValueError, match="never logged"):
            get_logger("x").info("x.y", **{name: "hello"})
    assert lines.getvalue() == ""


def test_an_exception_shows_its_class_and_way_but_not_its_words(lines: io.StringIO) -> None:
    try:
        raise KeyError("my number is 13800000000")
    except KeyError as error:
        get_logger("x").failure("x.failed", error, update=3)
    assert "error=KeyError" in lines.getvalue()
    assert "test_log.py:" in lines.getvalue()
    assert "13800000000" not in lines.getvalue()
    assert "my number" not in lines.getvalue()


def test_other_libraries_are_redacted_and_quiet(lines: io.StringIO) -> None:
    for name in QUIET:
        logging.getLogger(name).info("GET https://api.telegram.org/bot%s/getMe", TOKEN)
    assert lines.getvalue() == ""
    logging.getLogger("other").warning("bot%s called +86 138 0000 0000, 123:short", TOKEN)
    assert TOKEN not in lines.getvalue()
    assert "0000" not in lines.getvalue()
    assert "123:short" not in lines.getvalue()


@given(st.text(max_size=30), st.from_regex(r"[0-9]{8,10}:[A-Za-z0-9_-]{35}", fullmatch=True),
       st.text(max_size=30))
def test_no_token_passes(before: str, token: str, after: str) -> None:
    assert token not in redact(f"{before}{token}{after}")


@given(st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True))
def test_no_phone_number_passes(number: str) -> None:
    assert number not in redact(f"call {number}.")
    assert number not in redact(f"+86 {number}")
