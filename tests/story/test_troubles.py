"""What Telegram does to a bot: floods, blocks, groups that move, a second poller, silence."""

import urllib.error
import urllib.request
from datetime import timedelta

import pytest

from tests.story.people import CLERK, HOW_MANY, NINE, OWNER, RENT, STRANGER

pytestmark = [pytest.mark.story, pytest.mark.timeout(180)]
MOVED = -100777
WISH = "我们想在北区租五千平米厂房"


@pytest.fixture
def running(people):
    people.program.start()
    return people


def sends(people, chat):
    return [call for call in people.program.telegram.calls("sendMessage")
            if int(call["fields"]["chat_id"]) == chat]


def test_a_flood_is_waited_out_and_the_answer_comes_once(running):
    running.program.telegram.fault("sendMessage", "refuse", status=429, chat=STRANGER,
                                   description="Too Many Requests: retry after 1",
                                   parameters={"retry_after": 1})
    running.stranger.ask(HOW_MANY, "2029")
    first, second = sends(running, STRANGER)
    assert (first["status"], second["status"]) == (429, 200)
    assert second["at"] - first["at"] >= 1


def test_an_answer_that_may_have_arrived_is_not_sent_again(running):
    running.program.telegram.fault("sendMessage", "drop", chat=STRANGER)
    running.stranger.ask(HOW_MANY, "2029")
    running.stranger.ask("/help", "/parks")
    assert [call["fault"] for call in sends(running, STRANGER)] == ["drop", ""]


def test_what_surely_did_not_leave_is_sent_again(running):
    running.program.telegram.fault("sendMessage", "refuse", status=502, chat=STRANGER,
                                   description="Bad Gateway")
    running.stranger.ask(HOW_MANY, "2029")
    assert len(running.program.telegram.sent(STRANGER)) == 1


def test_whoever_blocks_the_bot_costs_one_request_and_loses_nothing(running):
    program, telegram = running.program, running.program.telegram
    running.claim()
    running.subscribe()
    running.change_the_figure()
    running.publish()
    telegram.chats[STRANGER, STRANGER].mark = telegram.position
    telegram.fault("sendMessage", "refuse", status=403, chat=STRANGER, times=50,
                   description="Forbidden: bot was blocked by the user")
    before = len(sends(running, STRANGER))
    running.pass_an_occasion(NINE)
    running.wait_until(lambda: len(sends(running, STRANGER)) == before + 1)
    program.set_clock(program.now + timedelta(hours=2))
    running.owner.ask("/help", "/reload")
    assert len(sends(running, STRANGER)) == before + 1
    telegram.control("options", heal=True)
    telegram.control("unblock", user=STRANGER)
    running.wait_until(lambda: len(running.digests()) == 1)


def test_a_staff_chat_that_moves_stays_the_staff_chat(running):
    telegram = running.program.telegram
    running.claim()
    running.open_the_staff_chat()
    telegram.control("migrate", chat=running.clerk.id, to=MOVED, by=OWNER)
    running.stranger.ask(RENT, lambda m: m.button("请人答复") is not None)
    running.stranger.press("请人答复")
    running.stranger.wait_for()
    running.stranger.ask(WISH, lambda m: m.button("同意并发送") is not None)
    clerk = telegram.chat(CLERK, MOVED)
    clerk.mark = telegram.position
    running.stranger.press("同意并发送")
    card = clerk.wait_for(WISH)
    running.stranger.mark = telegram.position
    clerk.say("明天可以看", reply_to=card)
    running.stranger.wait_for("明天可以看")


def test_a_second_poller_does_not_end_the_bot(running):
    telegram = running.program.telegram
    url = f"http://127.0.0.1:{telegram.port}/bot{telegram.token}/getUpdates?timeout=20"
    # This ends the bot's poll; the bot tries again and so ends this one.
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(url, timeout=30).close()
    with refused.value:
        assert refused.value.code == 409
    running.stranger.ask(HOW_MANY, "2029")


def test_telegram_may_be_away_at_the_start(people):
    telegram = people.program.telegram
    telegram.fault("getMe", "refuse", status=502, description="Bad Gateway", times=2)
    people.stranger.say(HOW_MANY)
    people.program.start()
    people.stranger.wait_for("2029")


def test_a_token_that_telegram_does_not_know_is_said_in_one_line(people):
    program, telegram = people.program, people.program.telegram
    good, telegram.token = telegram.token, telegram.token[:-1] + "x"
    program.start(wait=False)
    telegram.token = good
    assert program.process.wait(30) == 2
    assert "TELEGRAM_BOT_TOKEN" in program.everything_said()
    assert telegram.token[:-1] not in program.everything_said()
    assert "Traceback" not in program.everything_said()
