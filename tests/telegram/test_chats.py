"""Groups, membership, moves, deletion, and what happens when something goes wrong."""

from __future__ import annotations

from bot.store import chats, staff, subscribers
from bot.store.updates import Received
from bot.telegram.face import TelegramFace
from tests.telegram.desk import START, Office

GROUP = -1009
ANNA = {"id": 1, "is_bot": False, "first_name": "Anna", "language_code": "zh-hans"}
BOT = {"id": 777, "is_bot": True, "first_name": "b", "username": "yuanwen_bot"}
HOW_MANY = "济南高新区有多少家高新技术企业"


def membership(office: Office, chat: dict[str, object], status: str) -> list[str]:
    update = {"my_chat_member": {
        "chat": chat, "from": ANNA, "date": 1,
        "old_chat_member": {"user": BOT, "status": "left"},
        "new_chat_member": {"user": BOT, "status": status, "until_date": 0}}}
    return [each.text for each in office.handle(update)]


def paused(office: Office, chat: int) -> str | None:
    found = office.store.run_now(lambda tx: chats.get(tx, chat))
    assert found is not None
    return found.paused


def test_in_a_group_only_what_is_meant_for_the_bot(office: Office) -> None:
    anna = office.member(1, GROUP)
    assert anna.says("大家好") == []
    said = f"@yuanwen_bot {HOW_MANY}"
    anna.says(said, entities=[{"type": "mention", "offset": 0, "length": 12}])
    assert "2029" in anna.text
    assert anna.said[0].reply_to == anna.number
    assert "订阅" not in str(anna.said[0].buttons)
    anna.says("那济宁高新区呢", reply_to=4242)
    assert "济宁" in anna.text
    anna.says("/subscribe")
    assert "私聊" in anna.text
    anna.says("/nonsense")
    assert anna.said == []


def test_blocked_and_back(office: Office) -> None:
    office.person(1).says("/start")
    private = {"id": 1, "type": "private"}
    assert membership(office, private, "kicked") == []
    assert paused(office, 1) == "blocked"
    membership(office, private, "member")
    assert paused(office, 1) is None
    membership(office, private, "kicked")
    office.person(1).says("谢谢")
    assert paused(office, 1) is None


def test_added_to_a_group_and_removed(office: Office) -> None:
    group = {"id": GROUP, "type": "supergroup", "title": "t"}
    [hello] = membership(office, group, "member")
    assert "@yuanwen_bot" in hello
    office.store.run_now(lambda tx: staff.set_chat(tx, GROUP))
    membership(office, group, "kicked")
    assert paused(office, GROUP) == "left"
    assert office.store.run_now(staff.chat) is None


def test_a_group_that_moved_keeps_everything(office: Office) -> None:
    old, new = -7, -1007
    office.store.run_now(lambda tx: staff.set_chat(tx, old))
    office.handle({"message": {"message_id": 1, "date": 1, "from": ANNA,
                               "chat": {"id": old, "type": "group", "title": "t"},
                               "migrate_to_chat_id": new}})
    assert office.store.run_now(staff.chat) == new


def test_forget_deletes_and_says_how_much(office: Office) -> None:
    anna = office.person(1)
    anna.says("/start s_4ivfzhc6")
    anna.presses("每天")
    anna.presses("9:00")
    anna.says("/privacy")
    anna.presses("删除我的全部数据")
    anna.presses("取消")
    assert office.store.run_now(lambda tx: subscribers.find(tx, 1)) is not None
    anna.says("/forget")
    anna.presses("确定删除")
    assert "订阅1项" in anna.text
    assert office.store.run_now(lambda tx: subscribers.find(tx, 1)) is None
    assert office.store.run_now(lambda tx: chats.get(tx, 1)) is None


def test_an_apology_for_what_could_not_be_handled(office: Office) -> None:
    face: TelegramFace = office.face
    message = {"message_id": 1, "date": 1, "chat": {"id": 1, "type": "private"}, "from": ANNA,
               "text": "hi"}
    step = face.failed(Received(1, 1, {"update_id": 1, "message": message}, START))
    [said] = office.store.run_now(step)
    assert "出了点问题" in said.text
    query = {"id": "q", "from": ANNA, "chat_instance": "x", "data": "v1:subs",
             "message": {**message, "from": BOT}}
    step = face.failed(Received(2, 1, {"update_id": 2, "callback_query": query}, START))
    [said] = office.store.run_now(step)
    assert (said.kind, said.alert) == ("callback", True)
    group = {**message, "chat": {"id": GROUP, "type": "supergroup", "title": "t"}}
    step = face.failed(Received(3, GROUP, {"update_id": 3, "message": group}, START))
    assert office.store.run_now(step) == ()


def test_updates_that_are_none_of_ours(office: Office) -> None:
    channel = {"id": -5, "type": "channel", "title": "t"}
    assert office.handle({"channel_post": {"message_id": 1, "date": 1, "chat": channel,
                                           "text": "/start"}}) == []


def test_an_update_that_the_library_cannot_read_is_given_up(office: Office) -> None:
    broken = {"update_id": 9, "message": {"message_id": 1}}
    assert office.store.run_now(office.face.failed(Received(9, 0, broken, START))) == ()


def test_long_answers_are_split_with_buttons_under_the_last(office: Office) -> None:
    anna = office.person(1)
    anna.says("/enquire")
    from bot.delivery.message import Button, Outgoing
    from bot.telegram.rendering import fitting

    long = Outgoing("edit", 1, text="**" + "字" * 9000 + "**", message_id=5, reply_to=None,
                    buttons=((Button("a", data="v1:subs"),),))
    first, second, third = fitting(long)
    assert [each.kind for each in (first, second, third)] == ["edit", "send", "send"]
    assert (first.buttons, second.buttons) == ((), ())
    assert third.buttons
    assert third.message_id is None
