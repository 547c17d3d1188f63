"""The Bot API server of the tests: what it grants, and what it refuses as Telegram would."""

import http.client
import json
import threading
import urllib.error
import urllib.request

import pytest

from tests.botapi.rates import Rates
from tests.botapi.refusal import Refusal


def call(telegram, method, **fields):
    """Call a method as a bot does; returns the whole answer."""
    request = urllib.request.Request(
        f"http://127.0.0.1:{telegram.port}/bot{telegram.token}/{method}",
        data=json.dumps(fields).encode(), headers={"Content-Type": "application/json"})
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as refused:
        with refused:
            return json.load(refused)


def send(telegram, chat, text, **more):
    return call(telegram, "sendMessage", chat_id=chat, text=text, **more)


def updates(telegram, **fields):
    return call(telegram, "getUpdates", **fields)["result"]


@pytest.fixture
def anna(telegram):
    """Someone who has written to the bot."""
    chat = telegram.chat(1001)
    chat.say("/start")
    return chat


def test_the_token_must_be_known(telegram):
    assert call(telegram, "getMe")["result"]["is_bot"]
    telegram.token = telegram.token[:-1] + "x"
    assert call(telegram, "getMe")["error_code"] == 401


def test_updates_come_again_until_they_are_acknowledged(telegram, anna):
    anna.say("高新区")
    first = updates(telegram)
    assert [u["message"]["text"] for u in first] == ["/start", "高新区"]
    assert first[0]["message"]["entities"][0]["type"] == "bot_command"
    assert updates(telegram) == first
    assert updates(telegram, offset=first[0]["update_id"] + 1) == first[1:]
    assert updates(telegram, offset=first[1]["update_id"] + 1) == []


def test_an_update_can_come_twice(telegram, anna):
    first = updates(telegram)
    assert updates(telegram, offset=first[-1]["update_id"] + 1) == []
    telegram.control("redeliver", update_id=first[0]["update_id"])
    assert updates(telegram, offset=first[-1]["update_id"] + 1) == first


def test_a_long_poll_answers_when_something_comes(telegram):
    answers = []
    poll = threading.Thread(target=lambda: answers.extend(updates(telegram, timeout=20)))
    poll.start()
    telegram.wait(lambda e: e["kind"] == "poll")
    telegram.chat(5).say("你好")
    poll.join(10)
    assert [u["message"]["text"] for u in answers] == ["你好"]


def test_a_second_poller_ends_the_first(telegram):
    answers = []
    poll = threading.Thread(
        target=lambda: answers.append(call(telegram, "getUpdates", timeout=20)))
    poll.start()
    telegram.wait(lambda e: e["kind"] == "poll")
    assert updates(telegram, timeout=0) == []
    poll.join(10)
    assert answers[0]["error_code"] == 409
    assert "terminated by other getUpdates" in answers[0]["description"]


def test_only_the_asked_for_kinds_of_update_come(telegram, anna):
    updates(telegram, allowed_updates=["callback_query"])
    anna.say("this one is lost")
    assert [list(u)[1] for u in updates(telegram)] == ["message"]
    assert len(updates(telegram)) == 1


def test_a_message_a_press_and_an_edit(telegram, anna):
    keyboard = {"inline_keyboard": [[{"text": "订阅", "callback_data": "v1:sub:1"}]]}
    sent = send(telegram, anna.id, "<b>2029</b> 家", parse_mode="HTML", reply_markup=keyboard)
    assert anna.wait_for("2029").bold == ("2029",)
    anna.press("订阅")
    press = updates(telegram)[-1]["callback_query"]
    assert press["data"] == "v1:sub:1"
    assert press["message"]["message_id"] == sent["result"]["message_id"]
    assert call(telegram, "answerCallbackQuery", callback_query_id=press["id"], text="好")["ok"]
    assert anna.wait_for_toast() == "好"
    again = call(telegram, "answerCallbackQuery", callback_query_id=press["id"])
    assert "query is too old" in again["description"]
    edited = {"chat_id": anna.id, "message_id": sent["result"]["message_id"], "text": "已订阅"}
    assert call(telegram, "editMessageText", **edited)["ok"]
    assert anna.wait_for("已订阅").buttons == ()
    assert "message is not modified" in call(telegram, "editMessageText", **edited)["description"]


def test_messages_that_are_not_there_cannot_be_changed(telegram, anna):
    gone = call(telegram, "editMessageText", chat_id=anna.id, message_id=9, text="x")
    assert gone["description"] == "Bad Request: message to edit not found"
    foreign = call(telegram, "editMessageText", chat_id=anna.id, message_id=101, text="x")
    assert "can't be edited" in foreign["description"]
    gone = call(telegram, "deleteMessage", chat_id=anna.id, message_id=9)
    assert "message to delete not found" in gone["description"]


@pytest.mark.parametrize(("text", "complaint"), [
    ("", "message text is empty"),
    (" \n", "text must be non-empty"),
    ("高" * 4097, "message is too long"),
    ("😀" * 2049, "message is too long"),
])
def test_texts_that_telegram_does_not_take(telegram, anna, text, complaint):
    assert complaint in send(telegram, anna.id, text)["description"]


def test_the_limit_counts_utf16_units_after_parsing(telegram, anna):
    assert send(telegram, anna.id, "<b>" + "😀" * 2048 + "</b>", parse_mode="HTML")["ok"]


@pytest.mark.parametrize(("button", "complaint"), [
    ({"text": "", "callback_data": "x"}, "Button text must be non-empty"),
    ({"text": "订", "callback_data": "济" * 22}, "BUTTON_DATA_INVALID"),
    ({"text": "订", "callback_data": ""}, "BUTTON_DATA_INVALID"),
    ({"text": "订"}, "Text buttons are unallowed"),
    ({"text": "电话", "url": "tel:4000123021"}, "Unsupported URL protocol"),
    ({"text": "电话", "copy_text": {"text": ""}}, "BUTTON_COPY_TEXT_INVALID"),
    ({"text": "x", "callback_data": "x", "url": "https://a.example"}, "BUTTON_TYPE_INVALID"),
    ({"text": "x", "callback_data": "x", "style": "red"}, "invalid button style"),
])
def test_buttons_that_telegram_does_not_take(telegram, anna, button, complaint):
    answer = send(telegram, anna.id, "x", reply_markup={"inline_keyboard": [[button]]})
    assert complaint in answer["description"]


def test_callback_data_may_have_64_bytes(telegram, anna):
    button = {"text": "订", "callback_data": "a" + "济" * 21, "style": "danger"}
    assert send(telegram, anna.id, "x", reply_markup={"inline_keyboard": [[button]]})["ok"]


def test_whoever_never_wrote_or_blocked_cannot_be_reached(telegram, anna):
    assert send(telegram, 999, "x")["description"] == "Bad Request: chat not found"
    telegram.control("block", user=anna.id)
    assert send(telegram, anna.id, "x")["error_code"] == 403
    change = updates(telegram)[-1]["my_chat_member"]
    assert change["new_chat_member"]["status"] == "kicked"
    telegram.control("unblock", user=anna.id)
    assert send(telegram, anna.id, "x")["ok"]


def test_in_a_group_the_bot_gets_what_is_meant_for_it(telegram):
    telegram.group(-100500, owner=1, members=[2])
    ben = telegram.chat(2, -100500)
    updates(telegram, offset=telegram.control("options")["seq"] + 10_000)
    ben.say("nobody asked the bot")
    ben.say("/here@another_bot")
    ben.say("/here")
    card = send(telegram, -100500, "card")["result"]
    ben.say("the answer", reply_to=card["message_id"])
    ben.say("@yuanwen_test_bot 高新区")
    got = [u["message"] for u in updates(telegram) if "message" in u]
    assert [m["text"] for m in got] == ["/here", "the answer", "@yuanwen_test_bot 高新区"]
    assert got[1]["reply_to_message"]["text"] == "card"
    assert got[1]["chat"]["type"] == "supergroup"


def test_an_answer_to_a_message_that_is_gone_is_refused(telegram, anna):
    lost = {"message_id": 77}
    assert "replied not found" in send(telegram, anna.id, "x", reply_parameters=lost)["description"]
    lost["allow_sending_without_reply"] = True
    assert send(telegram, anna.id, "x", reply_parameters=lost)["ok"]


def test_a_group_that_moved_names_its_new_id(telegram):
    telegram.group(-500, owner=1, type="group")
    telegram.control("migrate", chat=-500, to=-100777, by=1)
    answer = send(telegram, -500, "x")
    assert answer["parameters"] == {"migrate_to_chat_id": -100777}
    assert send(telegram, -100777, "x")["ok"]
    news = [u["message"] for u in updates(telegram) if "message" in u]
    assert news[0]["migrate_to_chat_id"] == -100777
    assert news[1]["migrate_from_chat_id"] == -500


def test_topics_of_a_forum(telegram):
    telegram.group(-100600, owner=1, topics=[7])
    assert send(telegram, -100600, "x", message_thread_id=7)["ok"]
    answer = send(telegram, -100600, "x", message_thread_id=8)
    assert "message thread not found" in answer["description"]


def test_one_chat_takes_three_at_once_and_then_one_a_second(telegram, anna):
    answers = [send(telegram, anna.id, f"{n}") for n in range(4)]
    assert [a["ok"] for a in answers] == [True, True, True, False]
    assert answers[3]["error_code"] == 429
    assert answers[3]["parameters"] == {"retry_after": 1}
    assert telegram.control("state")["refused_for_rate"] == 1


def test_rates_over_all_chats_and_in_groups():
    rates = Rates(slack=0)
    for chat in range(1, 31):
        rates.check(chat, 10.0, send=True)
    with pytest.raises(Refusal):
        rates.check(31, 10.99, send=True)
    rates.check(31, 11.0, send=True)
    group = Rates(slack=0)
    for second in range(18):
        group.check(-5, float(second), send=True)
    with pytest.raises(Refusal) as refused:
        group.check(-5, 20.0, send=True)
    assert refused.value.parameters == {"retry_after": 40}
    group.check(-5, 20.0, send=False)


def test_faults_on_order(telegram, anna):
    telegram.fault("sendMessage", "refuse", status=429, description="Too Many Requests: x",
                   parameters={"retry_after": 7}, chat=anna.id)
    assert send(telegram, anna.id, "one")["parameters"] == {"retry_after": 7}
    telegram.fault("sendMessage", "drop")
    with pytest.raises((http.client.RemoteDisconnected, ConnectionResetError)):
        send(telegram, anna.id, "two")
    telegram.fault("sendMessage", "cut")
    with pytest.raises((http.client.RemoteDisconnected, ConnectionResetError)):
        send(telegram, anna.id, "three")
    assert send(telegram, anna.id, "four")["ok"]
    assert [m.text for m in telegram.sent(anna.id)] == ["two", "four"]
    assert [c["fault"] for c in telegram.calls("sendMessage")] == ["refuse", "drop", "cut", ""]


def test_menus_are_kept_by_scope_and_language(telegram):
    menu = [{"command": "parks", "description": "园区"}]
    scope = {"type": "all_private_chats"}
    assert call(telegram, "setMyCommands", commands=menu, scope=scope, language_code="zh")["ok"]
    got = call(telegram, "getMyCommands", scope=scope, language_code="zh")["result"]
    assert got == menu
    assert call(telegram, "getMyCommands")["result"] == []
    assert "language" in call(telegram, "setMyCommands", commands=menu,
                              language_code="zh-hans")["description"]
    assert not call(telegram, "setMyCommands", commands=[{"command": "Parks", "description": "x"}],
                    )["ok"]


def test_profile_texts(telegram):
    assert call(telegram, "setMyDescription", description="x" * 512)["ok"]
    assert call(telegram, "getMyDescription")["result"] == {"description": "x" * 512}
    assert not call(telegram, "setMyShortDescription", short_description="x" * 121)["ok"]


def test_a_method_that_is_not_there(telegram):
    assert call(telegram, "sendRichMessage")["error_code"] == 404
