"""Enquiries: consent, the card, both ways, closing; what happens when somebody is not there."""

from __future__ import annotations

import pytest

from bot.delivery.outcome import Forbidden, Rejected, Unknown
from bot.enquiries import forms, states
from bot.store import enquiries, outbox, roles, staff
from tests.telegram.desk import START, Office, Person

GROUP = -1009
WISH = "想在**北区**租5000平厂房 <b>&"


@pytest.fixture
def clerk(office: Office) -> Person:
    office.store.run_now(lambda tx: staff.set_chat(tx, GROUP))
    clerk = office.member(30, GROUP)
    clerk.says("/id")
    return clerk


def submitted(office: Office) -> Person:
    anna = office.person(1)
    anna.says("/enquire")
    anna.says(WISH)
    anna.presses("同意并发送")
    return anna


def state_of(office: Office, number: int = 1) -> str:
    found = office.store.run_now(lambda tx: enquiries.get(tx, number))
    assert found is not None
    return found.state


def test_there_and_back_again(office: Office, clerk: Person) -> None:
    anna = submitted(office)
    assert "E1" in anna.text
    [card] = office.relayed()
    assert (card.chat_id, card.text.count("**北区**")) == (GROUP, 0)
    assert "北区" in card.text
    assert "Anna" in card.text
    assert clerk.says("有两处合适", reply_to=office.message_of("enquiry:1:card")) == []
    answer, receipt = office.relayed()
    assert (answer.chat_id, "有两处合适" in answer.text) == (1, True)
    assert (receipt.chat_id, "已送达" in receipt.text) == (GROUP, True)
    assert state_of(office) == "answered"
    anna.says("好的,明早到", reply_to=office.message_of("enquiry:1:out"))
    assert "已转给" in anna.text
    [back] = office.relayed()
    assert (back.chat_id, "好的,明早到" in back.text) == (GROUP, True)
    assert state_of(office) == "open"
    clerk.says("恭候", reply_to=office.message_of("enquiry:1:in"))
    assert "恭候" in office.relayed()[0].text


def test_the_reply_button_and_cancel(office: Office, clerk: Person) -> None:
    anna = submitted(office)
    office.relayed()
    clerk.says("答复", reply_to=office.message_of("enquiry:1:card"))
    anna.said = [office.relayed()[0]]
    answered = list(anna.said)
    anna.presses("回复")
    anna.presses("取消")
    anna.says("济南高新区有多少家高新技术企业")
    assert "2029" in anna.text
    anna.said = answered
    anna.presses("回复")
    anna.says("再问一句")
    assert "再问一句" in office.relayed()[0].text


def test_fields_rewriting_and_the_preview(office: Office, clerk: Person) -> None:
    anna = office.person(1)
    anna.says("/enquire 第一稿")
    assert "第一稿" in anna.text
    anna.presses("公司")
    anna.says("某某 公司")
    assert "公司:某某 公司" in anna.text
    anna.presses("联系方式")
    anna.says("13800138000")
    anna.presses("重写")
    anna.says("第二稿")
    assert "第一稿" not in anna.text
    anna.presses("同意并发送")
    [card] = office.relayed()
    assert all(each in card.text for each in ("第二稿", "某某 公司", "13800138000"))


def test_nothing_is_kept_without_consent(office: Office, clerk: Person) -> None:
    anna = office.person(1)
    anna.says("/enquire")
    anna.says(WISH)
    anna.presses("取消")
    anna.sends_data("v1:send")
    assert anna.said[0].alert
    assert office.relayed() == []
    anna.says("/enquire")
    anna.says("/cancel")
    assert "已取消" in anna.text
    anna.says("/cancel")
    assert "没有正在填写" in anna.text


def test_a_refusal_has_the_button(office: Office, clerk: Person) -> None:
    anna = office.person(1)
    anna.says("济南高新区厂房租金多少")
    assert "400 0123 021" not in anna.text.split("来源")[0] or anna.button("请人答复")
    anna.presses("请人答复")
    anna.says("想租厂房")
    anna.presses("同意并发送")
    assert "想租厂房" in office.relayed()[0].text


def test_closing_by_either_side_and_going_on(office: Office, clerk: Person) -> None:
    anna = submitted(office)
    [card] = office.relayed()
    clerk.said = [card]
    said = clerk.presses("结束")
    assert [each.kind for each in said] == ["callback", "edit"]
    assert "已结束" in said[1].text
    [notice] = office.relayed()
    assert (notice.chat_id, "E1" in notice.text) == (1, True)
    assert state_of(office) == "closed"
    clerk.said = [card]
    clerk.presses("结束")
    assert office.relayed() == []
    anna.says("等一下", reply_to=office.message_of("enquiry:1:closed"))
    assert "等一下" in office.relayed()[0].text
    assert state_of(office) == "open"
    clerk.says("请讲", reply_to=office.message_of("enquiry:1:in"))
    anna.said = [office.relayed()[0]]
    anna.presses("已解决")
    assert state_of(office) == "closed"
    assert "已解决" in office.relayed()[0].text


def test_only_the_staff_chat_answers_and_closes(office: Office, clerk: Person) -> None:
    submitted(office)
    [card] = office.relayed()
    stranger = office.person(9)
    stranger.said = [card]
    stranger.presses("结束")
    assert stranger.said[0].alert
    assert state_of(office) == "open"
    office.store.run_now(lambda tx: staff.set_chat(tx, -5))
    clerk.says("x", reply_to=office.message_of("enquiry:1:card"))
    assert "不是接待群" in clerk.text


def test_edits_and_pictures_are_not_passed_on(office: Office, clerk: Person) -> None:
    submitted(office)
    office.relayed()
    photo = [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}]
    clerk.sends(reply_to=office.message_of("enquiry:1:card"), photo=photo)
    assert "只能转文字" in clerk.text
    assert office.relayed() == []


def test_what_does_not_arrive_is_told(office: Office, clerk: Person) -> None:
    anna = submitted(office)
    office.relayed()
    clerk.says("答复", reply_to=office.message_of("enquiry:1:card"))
    office.relayed(Forbidden("blocked"))
    [receipt] = [each for each in office.relayed() if each.chat_id == GROUP]
    assert "停用" in receipt.text
    anna.says("/start")
    assert any("答复" in each.text for each in office.relayed() if each.chat_id == 1)
    anna = office.person(2)
    anna.says("/enquire 又一件")
    anna.presses("同意并发送")
    office.relayed(Rejected("no_chat"))
    [notice] = office.relayed()
    assert (notice.chat_id, "转不到" in notice.text) == (2, True)


def test_a_time_out_is_told_only_when_it_is_final(office: Office, clerk: Person) -> None:
    submitted(office)
    office.relayed()
    clerk.says("答复", reply_to=office.message_of("enquiry:1:card"))
    office.relayed(Unknown())
    assert office.relayed() == []


def test_nobody_there(office: Office) -> None:
    anna = office.person(1)
    anna.says("/enquire")
    assert "没有接待人员" in anna.text
    assert "400 0123 021" in anna.text
    assert office.store.run_now(outbox.counts) == {}


def test_five_a_day(office: Office, clerk: Person) -> None:
    for _ in range(5):
        anna = submitted(office)
    anna = office.person(1)
    anna.says("/enquire")
    assert "最多5件" in anna.text


def test_forgetting_takes_the_enquiries_along(office: Office, clerk: Person) -> None:
    anna = submitted(office)
    office.relayed()
    card = office.message_of("enquiry:1:card")
    anna.says("/forget")
    anna.presses("确定删除")
    assert "咨询1件" in anna.text
    assert office.store.run_now(lambda tx: enquiries.get(tx, 1)) is None
    assert clerk.says("还在吗", reply_to=card) is not None
    assert office.relayed() == []


def test_here_and_off(office: Office) -> None:
    boss = office.member(7, GROUP)
    boss.says("/here")
    assert "管理者" in boss.text
    office.store.run_now(lambda tx: roles.grant(tx, 7, "owner", None, START))
    boss.says("/here")
    assert office.store.run_now(staff.chat) == GROUP
    boss.says("/here off")
    assert office.store.run_now(staff.chat) is None


def test_every_state_goes_somewhere() -> None:
    for state in ("open", "answered", "closed"):
        assert states.after(state, "asked") == "open"  # type: ignore[arg-type]
        assert states.after(state, "answered") == "answered"  # type: ignore[arg-type]
    assert states.after("closed", "closed") is None


def test_a_draft_is_read_back_and_forgotten_in_time() -> None:
    draft = forms.took(forms.Draft(START), "text")
    assert forms.Draft.read(draft.record(), START) == draft
    assert forms.Draft.read(draft.record(), START + forms.LIVES * 2) is None
    assert forms.asking(draft, "nonsense") is None
    assert forms.replying_to(forms.reply_form(3, START), START) == 3
    assert forms.replying_to(draft.record(), START) is None


def test_a_long_answer_arrives_whole_with_one_receipt(office: Office, clerk: Person) -> None:
    submitted(office)
    office.relayed()
    words = "\u8bdd" * 4090
    clerk.says(words, reply_to=office.message_of("enquiry:1:card"))
    said = office.relayed()
    to_anna = [each for each in said if each.chat_id == 1]
    assert len(to_anna) == 2
    assert sum(each.text.count("\u8bdd") for each in to_anna) == 4090
    assert [bool(each.buttons) for each in to_anna] == [False, True]
    assert len([each for each in said if each.chat_id == GROUP]) == 1
    office.person(1).says("第一段", reply_to=office.message_of("enquiry:1:out-part"))
    assert "第一段" in office.relayed()[0].text


def test_owners_hear_that_the_staff_chat_is_gone(office: Office, clerk: Person) -> None:
    office.store.run_now(lambda tx: roles.grant(tx, 7, "owner", None, START))
    bot = {"id": 777, "is_bot": True, "first_name": "b", "username": "yuanwen_bot"}
    office.handle({"my_chat_member": {
        "chat": {"id": GROUP, "type": "supergroup", "title": "t"}, "date": 1,
        "from": {"id": 30, "is_bot": False, "first_name": "c"},
        "old_chat_member": {"user": bot, "status": "member"},
        "new_chat_member": {"user": bot, "status": "kicked", "until_date": 0}}})
    [notice] = office.relayed()
    assert (notice.chat_id, "接待群" in notice.text) == (7, True)
