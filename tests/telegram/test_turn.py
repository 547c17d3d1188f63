"""What an update says: commands, mentions, replies, buttons, membership."""

from __future__ import annotations

from typing import Any

import pytest

from bot.telegram.turn import Me, chat_of, read

ME = Me(777, "yuanwen_bot")
PRIVATE = {"id": 5, "type": "private"}
GROUP = {"id": -100, "type": "supergroup"}
ANNA = {"id": 5, "is_bot": False, "first_name": "Anna", "language_code": "zh-hans"}
BOT = {"id": 777, "is_bot": True, "first_name": "b", "username": "yuanwen_bot"}


def message(chat: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"update_id": 1, "message": {"message_id": 9, "date": 1, "chat": chat, "from": ANNA,
                                        **more}}


def mention(text: str, name: str) -> list[dict[str, Any]]:
    return [{"type": "mention", "offset": text.index(name), "length": len(name)}]


def test_a_command_with_its_argument() -> None:
    turn = read(message(PRIVATE, text="/Start f_abc  d\ne"), ME)
    assert (turn.kind, turn.command, turn.argument) == ("text", "start", "f_abc  d\ne")
    assert turn.addressed


@pytest.mark.parametrize(("text", "command", "kind"), [
    ("/help@Yuanwen_bot", "help", "text"), ("/help@other_bot", None, "other"),
    ("/", None, "text"), ("a /help", None, "text"), ("/\u5e2e\u52a9", None, "text")])
def test_whose_command_it_is(text: str, command: str | None, kind: str) -> None:
    turn = read(message(GROUP, text=text), ME)
    assert (turn.command, turn.kind) == (command, kind)


def test_in_a_group_only_what_is_meant_for_the_bot() -> None:
    assert not read(message(GROUP, text="hello"), ME).addressed
    said = "@Yuanwen_Bot  how many?"
    turn = read(message(GROUP, text=said, entities=mention(said, "@Yuanwen_Bot")), ME)
    assert (turn.addressed, turn.text) == (True, "how many?")
    said = "@somebody how many?"
    assert not read(message(GROUP, text=said, entities=mention(said, "@somebody")), ME).addressed
    reply = {"message_id": 3, "date": 1, "chat": GROUP, "from": BOT, "text": "x"}
    turn = read(message(GROUP, text="yes", reply_to_message=reply), ME)
    assert (turn.addressed, turn.reply_to) == (True, 3)
    reply["from"] = ANNA
    assert not read(message(GROUP, text="yes", reply_to_message=reply), ME).addressed


def test_an_edited_message() -> None:
    update = message(PRIVATE, text="better")
    update["edited_message"] = update.pop("message")
    assert read(update, ME).kind == "edited"


def test_a_picture_and_a_caption() -> None:
    photo = [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}]
    assert read(message(PRIVATE, photo=photo), ME).kind == "media"
    assert read(message(PRIVATE, photo=photo, caption="how many?"), ME).text == "how many?"


def test_service_messages_and_other_bots_are_nothing() -> None:
    assert read(message(GROUP, new_chat_title="x"), ME).kind == "other"
    update = message(PRIVATE, text="hi")
    update["message"]["from"] = {**BOT, "id": 3}
    assert read(update, ME).kind == "other"
    assert read({"update_id": 4}, ME).kind == "other"


def test_a_group_that_moved() -> None:
    turn = read(message({"id": -7, "type": "group"}, migrate_to_chat_id=-1007), ME)
    assert (turn.kind, turn.chat_id, turn.new_chat_id) == ("migrated", -7, -1007)


@pytest.mark.parametrize("gone", [True, False])
def test_a_button_also_under_a_message_that_is_gone(gone: bool) -> None:
    under = {"message_id": 8, "chat": PRIVATE, "date": 0 if gone else 1}
    turn = read({"update_id": 1, "callback_query": {
        "id": "q", "from": ANNA, "chat_instance": "c", "data": "v1:sub:abc", "message": under}}, ME)
    assert turn.callback is not None
    assert (turn.kind, turn.callback.verb, turn.chat_id, turn.message_id) == ("button", "sub", 5, 8)


@pytest.mark.parametrize(("status", "inside"), [("member", True), ("kicked", False)])
def test_blocked_and_back(status: str, inside: bool) -> None:
    old: dict[str, Any] = {"user": BOT, "status": "left"}
    new: dict[str, Any] = {"user": BOT, "status": status, "until_date": 0}
    turn = read({"update_id": 1, "my_chat_member": {
        "chat": PRIVATE, "from": ANNA, "date": 1, "old_chat_member": old,
        "new_chat_member": new}}, ME)
    assert (turn.kind, turn.inside) == ("member", inside)


def test_a_message_of_more_than_telegram_allows_is_cut() -> None:
    assert len(read(message(PRIVATE, text="x" * 9000), ME).text) == 4096


@pytest.mark.parametrize(("payload", "chat"), [
    (message(PRIVATE, text="x"), 5),
    ({"update_id": 1, "callback_query": {"from": ANNA, "message": {"chat": GROUP}}}, -100),
    ({"update_id": 1, "callback_query": {"id": "q", "from": ANNA}}, 5),
    ({"update_id": 1, "my_chat_member": {"chat": PRIVATE, "from": ANNA}}, 5),
    ({"update_id": 1, "inline_query": {"id": "q", "from": ANNA}}, 5),
    ({"update_id": 1}, 0), ({"update_id": 1, "poll": {"id": "1"}}, 0)])
def test_whose_order_an_update_is_part_of(payload: dict[str, Any], chat: int) -> None:
    assert chat_of(payload) == chat
