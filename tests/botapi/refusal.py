"""How the Bot API says no: a status, a description in its own words, parameters."""

from __future__ import annotations

from typing import Any


class Refusal(Exception):
    """An answer `{"ok": false, "error_code", "description", "parameters"}`."""

    def __init__(self, status: int, description: str, parameters: dict[str, Any] | None = None):
        super().__init__(f"{status} {description}")
        self.status = status
        self.description = description
        self.parameters = parameters or {}


def bad(text: str, **parameters: Any) -> Refusal:
    """A 400 in Telegram's words."""
    return Refusal(400, f"Bad Request: {text}", parameters)


def forbidden(text: str) -> Refusal:
    """A 403 in Telegram's words."""
    return Refusal(403, f"Forbidden: {text}")
