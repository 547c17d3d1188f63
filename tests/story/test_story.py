"""The whole loop: ask, subscribe, reload, digest, enquire; with a restart in the middle.

The real program in its own process, in polling, against the tests' own Bot API server and against
one that nobody here wrote.
"""

import json

import pytest

from tests.story.conftest import people_of
from tests.story.people import (
    BEFORE,
    BROKEN,
    FACTS,
    HOTLINE,
    HOW_MANY,
    NINE,
    PASSER_BY,
    RENT,
    STRANGER,
)

pytestmark = [pytest.mark.story, pytest.mark.timeout(300)]
PHONE = "13800138000"
WISH = f"我们想在北区租五千平米厂房,请回电{PHONE}"
REPLY = "有两处合适,明天上午可以看"
THANKS = "好的,明早十点到"


@pytest.fixture(params=["botapi", "emulator"])
def people(request, tmp_path):
    server = request.getfixturevalue(request.param)
    yield from people_of(server.telegram(), tmp_path, real_rates=request.param == "botapi")


def test_the_whole_loop(people):
    program, stranger = people.program, people.stranger
    program.start()

    somebody_becomes_the_owner(people)
    a_stranger_asks_and_is_refused_what_is_not_known(people)
    assert "09:00" in people.subscribe().text
    the_owner_breaks_a_file_and_mends_it(people)

    people.settle()
    program.kill()
    before = len(program.telegram.sent())
    program.start()
    assert "2310" in stranger.ask(HOW_MANY, "济南高新区").text
    assert len(program.telegram.sent()) == before + 1, "a restart says nothing by itself"

    the_digest_comes_once(people)
    an_enquiry_reaches_a_person_and_the_answer_comes_back(people)
    program.stop()
    what_people_wrote_is_in_no_log(people)
    what_people_wrote_lies_sealed_in_the_store(people)
    everything_sent_was_taken_as_it_was(people)


def somebody_becomes_the_owner(people):
    code = people.program.owner_code()
    people.claim()
    other = people.program.telegram.chat(PASSER_BY)
    assert "管理者" not in other.ask(f"/start {code}").text, "the code works once"
    assert "已发布" not in other.ask("/reload").text


def a_stranger_asks_and_is_refused_what_is_not_known(people):
    stranger = people.stranger
    hello = stranger.ask("/start")
    assert len(hello.labels) >= 3
    stranger.press("有多少家高新技术企业")
    assert "2029" in stranger.wait_for("来源").text
    answer = stranger.ask(HOW_MANY, "2029")
    assert "2023-01-30" in answer.text
    assert "2029" in " ".join(answer.bold)
    refusal = stranger.ask(RENT, "租金")
    assert "资料没有" in refusal.text
    assert HOTLINE in refusal.text
    assert not refusal.button("请人答复"), "nobody is there to take an enquiry"


def the_owner_breaks_a_file_and_mends_it(people):
    program, owner = people.program, people.owner
    program.edit(FACTS, BEFORE, BROKEN)
    said = owner.ask("/reload")
    text = (program.seeds / FACTS).read_text(encoding="utf-8")
    line = text.split("value 2310")[0].count("\n") + 1
    assert FACTS in said.text
    assert str(line) in said.text or str(line + 1) in said.text
    assert not said.button("发布")
    assert "2029" in people.stranger.ask(HOW_MANY, "济南高新区").text, "the old facts serve on"
    program.edit(FACTS, BROKEN, BEFORE)
    people.change_the_figure()
    said = people.reload()
    assert "2029" in said.text
    assert "2310" in said.text
    owner.press("发布")
    owner.wait_for("已发布")
    answer = people.stranger.ask(HOW_MANY, "2310")
    assert "2026-10-31" in answer.text


def the_digest_comes_once(people):
    program, stranger = people.program, people.stranger
    assert people.digests() == []
    stranger.mark = program.telegram.position
    people.pass_an_occasion(NINE)
    digest = stranger.wait_for("2310")
    assert "→" in digest.text
    assert "公报" in digest.text, "the source is told"
    program.stop()
    program.start()
    people.pass_an_occasion(people.tomorrow())
    people.pass_an_occasion(people.tomorrow(2))
    stranger.ask(HOW_MANY, "2310")
    assert len(people.digests()) == 1


def an_enquiry_reaches_a_person_and_the_answer_comes_back(people):
    stranger, clerk = people.stranger, people.clerk
    people.open_the_staff_chat()
    stranger.ask(RENT, lambda m: m.button("请人答复") is not None)
    stranger.press("请人答复")
    stranger.wait_for()
    preview = stranger.ask(WISH, lambda m: m.button("同意并发送") is not None)
    assert WISH in preview.text
    clerk.mark = program_position(people)
    stranger.press("同意并发送")
    stranger.wait_for("E1")
    card = clerk.wait_for(WISH)
    assert "E1" in card.text
    stranger.mark = program_position(people)
    clerk.say(REPLY, reply_to=card)
    answer = stranger.wait_for(REPLY)
    clerk.mark = program_position(people)
    stranger.say(THANKS, reply_to=answer)
    assert "E1" in clerk.wait_for(THANKS).text


def program_position(people):
    return people.program.telegram.position


def what_people_wrote_is_in_no_log(people):
    log = people.program.log
    assert log
    for secret in (people.program.telegram.token, people.program.telegram.token.split(":")[1],
                   PHONE, WISH, REPLY, THANKS, HOW_MANY, RENT):
        assert secret not in log
    assert people.program.telegram.token not in people.program.printed


def what_people_wrote_lies_sealed_in_the_store(people):
    files = [file for file in (people.program.folder / "var").iterdir() if file.is_file()]
    assert files
    for file in files:
        content = file.read_bytes()
        for secret in (WISH, REPLY, THANKS, PHONE, people.program.telegram.token):
            assert secret.encode() not in content, file.name
            assert json.dumps(secret).encode() not in content, file.name


def everything_sent_was_taken_as_it_was(people):
    telegram = people.program.telegram
    refused = [(call["method"], call["status"], call["error"]) for call in telegram.calls()
               if call["status"] != 200]
    assert refused == []
    assert [e for e in telegram.journal() if e["kind"] == "bad_html"] == []
    assert len([m for m in telegram.sent(STRANGER) if m.text]) == len(telegram.sent(STRANGER))
