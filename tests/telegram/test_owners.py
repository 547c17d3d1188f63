"""Those who run the bot: the code, roles, reload, releases, what was not answered."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.curating.curator import Published, Refused, Staged
from bot.knowledge.changes import Change
from bot.knowledge.problems import Problem
from bot.settings import Settings, Telegram
from bot.store import missed, releases, roles, staff
from tests.telegram.desk import START, Office, office, shipped

GROUP = -1009


def owner(office: Office, role: str = "owner") -> None:
    office.store.run_now(
        lambda tx: roles.grant(tx, 7, role, None, START))  # type: ignore[arg-type]


def a_change() -> Change:
    fact = next(fact for fact in shipped()[1].knowledge.facts.values() if fact.quantity)
    return Change("changed", fact.entity, fact.series, fact, replace(fact, value="2310 家"))


def test_the_code_makes_the_owner_once(office: Office) -> None:
    code = office.store.run_now(roles.new_code)
    stranger = office.person(3)
    stranger.says("/start wrong")
    assert "直接打字提问,例如" in stranger.text
    boss = office.person(7)
    boss.says(f"/start {code}")
    assert "管理者" in boss.text
    stranger.says(f"/start {code}")
    assert "管理者" not in stranger.text
    boss.says("/id")
    assert "用户号:7" in boss.text
    assert "管理者" in boss.text


def test_a_code_in_a_group_is_not_taken(office: Office) -> None:
    code = office.store.run_now(roles.new_code)
    boss = office.member(7, GROUP)
    boss.says(f"/start {code}")
    assert "管理者" not in boss.text


def test_reload_shows_and_publishes(office: Office) -> None:
    owner(office)
    boss = office.person(7)
    office.curator.staged = Staged("abcdef0123", (), (a_change(),), ("seeds/facts/a.yaml",),
                                   same=False, publishable=True)
    office.curator.result = Published(2, ())
    boss.says("/reload")
    assert "2310 家" in boss.text
    assert boss.button("发布").data == "v1:publish:abcdef0123"
    boss.presses("发布")
    assert "第2版" in boss.text
    assert office.curator.asked == [("stage", None), ("publish", "abcdef0123")]


def test_reload_names_file_and_line_and_has_no_button(office: Office) -> None:
    owner(office, "editor")
    boss = office.person(7)
    wrong = Problem("error", "seeds/facts/a.yaml", 12, "not_yaml", {"detail": "x"})
    old = Problem("warning", "seeds/facts/b.yaml", 3, "not_yaml", {"detail": "y"})
    office.curator.staged = Staged("abcdef0123", (wrong, old), (), ("seeds/facts/a.yaml",),
                                   same=False, publishable=False)
    boss.says("/reload")
    assert "seeds/facts/a.yaml 第12行" in boss.text
    assert "提醒1处" in boss.text
    assert boss.said[-1].buttons == ()


def test_reload_of_the_same_and_of_much(office: Office) -> None:
    owner(office)
    boss = office.person(7)
    boss.says("/reload")
    assert "没有变化" in boss.text
    office.curator.staged = Staged("abcdef0123", (), (a_change(),) * 45, (), same=False,
                                   publishable=True)
    boss.says("/reload")
    assert "另有25项" in boss.text
    office.curator.staged = Staged("abcdef0123", (), (), ("seeds/entities/a.yaml",), same=False,
                                   publishable=True)
    boss.says("/reload")
    assert "seeds/entities/a.yaml" in boss.text
    boss.presses("不发布")
    assert "没有发布" in boss.text


@pytest.mark.parametrize("reason", ["stale", "problems", "missing"])
def test_a_refused_publishing_is_told(office: Office, reason: str) -> None:
    owner(office)
    boss = office.person(7)
    office.curator.result = Refused(reason)  # type: ignore[arg-type]
    boss.sends_data("v1:publish:abcdef0123")
    assert "没有" in boss.text


def test_nobody_else_may(office: Office) -> None:
    stranger = office.person(3)
    for command in ("reload", "releases", "unanswered", "here"):
        stranger.says(f"/{command}")
        assert "只给管理者" in stranger.text
    for data in ("v1:publish:abcdef0123", "v1:back:1", "v1:back:1:yes", "v1:settle:1", "v1:leave"):
        stranger.sends_data(data)
        assert stranger.said[0].alert
    owner(office, "editor")
    office.person(7).sends_data("v1:back:1:yes")
    assert office.curator.asked == []


def test_administrators_act_in_private_and_in_the_staff_chat_only(office: Office) -> None:
    owner(office)
    boss = office.member(7, GROUP)
    boss.says("/reload")
    assert "只给管理者" in boss.text
    boss.sends_data("v1:publish:abcdef0123")
    assert office.curator.asked == []
    boss.says("/here")
    assert office.store.run_now(staff.chat) == GROUP
    boss.says("/reload")
    assert office.curator.asked == [("stage", None)]


def test_releases_and_the_way_back(office: Office) -> None:
    owner(office)
    boss = office.person(7)
    files = shipped()[0]
    office.store.run_now(lambda tx: releases.add(
        tx, "publish", {**files, "seeds/x.yaml": b""}, 7, START, None))
    boss.says("/releases")
    assert "第2版" in boss.text
    boss.presses("退回第2版")
    assert "确定吗" in boss.text
    assert office.curator.asked == []
    office.curator.result = Published(3, ())
    boss.presses("确定退回")
    assert ("rollback", 2) in office.curator.asked
    assert "第3版" in boss.text
    assert "seeds/facts/a.yaml" in boss.text


def test_what_was_not_answered_is_listed_and_settled(office: Office) -> None:
    owner(office, "editor")
    boss = office.person(7)
    boss.says("/unanswered")
    assert "没有待处理" in boss.text
    office.store.run_now(lambda tx: missed.record(tx, 1, "容积率**?", "unknown", "zh-Hans", START))
    boss.says("/unanswered")
    assert "1. 容积率" in boss.text
    boss.presses("1")
    assert "没有待处理" in boss.text


def test_the_settings_make_owners_and_editors(tmp_path: Path) -> None:
    chosen = Settings(telegram=Telegram(owners=(7,), editors=(8,), staff_chat=GROUP))
    with office(tmp_path, chosen) as made:
        made.person(7).says("/reload")
        made.person(8).says("/reload")
        assert len(made.curator.asked) == 2
        anna = made.person(1)
        anna.says("/enquire")
        assert "请用一段话" in anna.text


def test_owners_see_their_commands_in_help(office: Office) -> None:
    owner(office)
    boss = office.person(7)
    boss.says("/help")
    assert "/reload" in boss.text
    group = office.member(7, GROUP)
    group.says("/help")
    assert "/reload" not in group.text
