"""What Telegram accepts under a message: inline keyboards, reply keyboards, forced replies."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from tests.botapi.refusal import bad

ACTIONS = {"callback_data", "url", "copy_text", "switch_inline_query", "login_url", "web_app",
           "switch_inline_query_current_chat", "switch_inline_query_chosen_chat", "pay",
           "callback_game"}
LOOKS = {"text", "style", "icon_custom_emoji_id"}
STYLES = {"primary", "success", "danger"}
OTHER_KINDS = ("keyboard", "remove_keyboard", "force_reply")


def check(markup: Any) -> dict[str, Any] | None:
    """Return a keyboard that stands under a message; a 400 in Telegram's words otherwise."""
    if markup in (None, "", {}):
        return None
    if not isinstance(markup, dict):
        raise bad("object expected as reply markup")
    if "inline_keyboard" not in markup:
        if not any(kind in markup for kind in OTHER_KINDS):
            raise bad("can't parse reply keyboard markup JSON object")
        return None
    rows = markup["inline_keyboard"]
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad("can't parse inline keyboard markup JSON object")
    for row in rows:
        if len(row) > 8:
            raise bad("BUTTON_ROW_TOO_LONG")
        for button in row:
            _check_button(button)
    if sum(len(row) for row in rows) > 100:
        raise bad("REPLY_MARKUP_TOO_LONG")
    rows = [row for row in rows if row]
    return {"inline_keyboard": rows} if rows else None


def _check_button(button: Any) -> None:
    if not isinstance(button, dict) or not str(button.get("text", "")).strip():
        raise bad("can't parse inline keyboard button: Button text must be non-empty")
    unknown = button.keys() - ACTIONS - LOOKS
    if unknown:
        raise bad(f"can't parse inline keyboard button: unknown field {min(unknown)}")
    actions = button.keys() & ACTIONS
    if len(actions) != 1:
        raise bad("can't parse inline keyboard button: Text buttons are unallowed in the "
                  "inline keyboard" if not actions else "BUTTON_TYPE_INVALID")
    if button.get("style", "primary") not in STYLES:
        raise bad("can't parse inline keyboard button: invalid button style specified")
    _check_action(actions.pop(), button)


def _check_action(action: str, button: dict[str, Any]) -> None:
    value = button[action]
    if action == "callback_data" and not 1 <= len(str(value).encode()) <= 64:
        raise bad("BUTTON_DATA_INVALID")
    if action == "copy_text" and not 1 <= len(str(value.get("text", ""))) <= 256:
        raise bad("BUTTON_COPY_TEXT_INVALID")
    if action == "url":
        parts = urlsplit(str(value))
        if parts.scheme not in ("http", "https", "tg") or not parts.netloc:
            raise bad(f"inline keyboard button URL '{value}' is invalid: "
                      + ("Wrong HTTP URL" if not parts.scheme else "Unsupported URL protocol"))
