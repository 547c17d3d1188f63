"""Structured logs: an action key and plain fields; never a token, a phone number or a text.

    log = get_logger("relay")
    log.info("relay.sent", row=12, attempt=1)

Fields are numbers and short codes. Exceptions are logged as their class and the lines they passed,
without their message, which may quote what somebody wrote.
"""

from __future__ import annotations

import json
import logging
import re
import traceback
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Literal

QUIET = ("httpx", "httpcore", "telegram", "apscheduler", "asyncio")
FORBIDDEN = frozenset({"text", "body", "message", "phone", "token", "payload"})
LONGEST = 120

_TOKEN = re.compile(r"\d{6,}:[A-Za-z0-9_-]{20,}")
_PHONE = re.compile(r"(?<![\w-])\+?(?:\d[ -]?){6,14}\d(?![\w-])")

Value = str | int | float | bool | None
Form = Literal["text", "json"]


class Logger:
    """A logger whose every line carries an action key."""

    def __init__(self, name: str) -> None:
        self._logger = logging.getLogger(f"yuanwen.{name}")

    def info(self, action: str, **fields: Value) -> None:
        """Log what happened."""
        self._log(logging.INFO, action, fields)

    def debug(self, action: str, **fields: Value) -> None:
        """Log a detail."""
        self._log(logging.DEBUG, action, fields)

    def warning(self, action: str, **fields: Value) -> None:
        """Log what somebody should look at."""
        self._log(logging.WARNING, action, fields)

    def error(self, action: str, error: BaseException | None = None, **fields: Value) -> None:
        """Log what went wrong."""
        self._log(logging.ERROR, action, fields, error)

    def failure(self, action: str, error: BaseException, **fields: Value) -> None:
        """Log an exception: its class and the way that it took."""
        self._log(logging.ERROR, action, fields, error)

    def _log(self, level: int, action: str, fields: Mapping[str, Value],
             error: BaseException | None = None) -> None:
        wrong = FORBIDDEN & fields.keys()
        if wrong:
            raise ValueError(f"never logged: {sorted(wrong)}")
        self._logger.log(level, action, extra={"fields": dict(fields)}, exc_info=error)


def get_logger(name: str) -> Logger:
    """A logger for one room."""
    return Logger(name)


def set_up(level: str = "INFO", form: Form = "text", hidden: Sequence[str] = ()) -> None:
    """Send every log line of this process to standard error, with the hidden strings masked."""
    handler = logging.StreamHandler()
    handler.setFormatter(Redacted(form, hidden))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)


def redact(text: str) -> str:
    """Mask what looks like a token or a phone number."""
    return _PHONE.sub("[number]", _TOKEN.sub("[token]", text))


class Redacted(logging.Formatter):
    """One line a record: time, level, action, fields; as text or JSON."""

    def __init__(self, form: Form, hidden: Sequence[str] = ()) -> None:
        super().__init__()
        self._json = form == "json"
        self._hidden = tuple(secret for secret in hidden if secret)

    def format(self, record: logging.LogRecord) -> str:
        """Return the record's line."""
        line = self._line(record)
        for secret in self._hidden:
            line = line.replace(secret, "[token]")
        return line

    def _line(self, record: logging.LogRecord) -> str:
        fields = getattr(record, "fields", None)
        if fields is None:  # another library's record: its text may quote anything
            action, fields = record.name, {"said": redact(record.getMessage())[:LONGEST]}
        else:
            action = record.getMessage()
            fields = {name: _plain(value) for name, value in fields.items()}
        if record.exc_info and record.exc_info[1] is not None:
            fields = {**fields, **_failure(record.exc_info[1])}
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        if self._json:
            return json.dumps({"at": at, "level": record.levelname, "action": action, **fields})
        pairs = " ".join(f"{name}={_shown(value)}" for name, value in fields.items())
        return f"{at} {record.levelname} {action} {pairs}".rstrip()


def _plain(value: object) -> Value:
    """A number as it is (ids are numbers), anything else as a short redacted string."""
    if value is None or isinstance(value, bool | int | float):
        return value
    return redact(str(value))[:LONGEST]


def _shown(value: Value) -> str:
    text = str(value)
    return json.dumps(text, ensure_ascii=False) if re.search(r"[\s=\"]", text) else text


def _failure(error: BaseException) -> dict[str, Value]:
    """The class of an exception and the lines that it passed, the innermost last."""
    frames = traceback.extract_tb(error.__traceback__)[-6:]
    way = " > ".join(f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno}" for frame in frames)
    return {"error": type(error).__name__, "way": way}
