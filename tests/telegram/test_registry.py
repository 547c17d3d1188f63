"""What is registered, said, listed and drawn agrees: commands, help, menus, verbs, sentences."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
import yaml

from bot.enquiries import forms
from bot.replies import Replies
from bot.store.subscriptions import FREQUENCIES
from bot.telegram import menus
from bot.telegram.features import settings
from bot.telegram.registry import COMMANDS, FEATURES, PRESSES
from tests.telegram.desk import ROOT, Office, shipped

LANGUAGES = ("zh-Hans", "en")
ROOMS = {"telegram": ROOT / "bot" / "telegram", "enquiries": ROOT / "bot" / "enquiries"}
# Keys that are put together at run time: every value that the middle can take.
MADE = {
    "telegram": [
        *(f"command.{name}" for name, command in COMMANDS.items() if command.shown),
        *(f"frequency.{each}" for each in FREQUENCIES), *(f"when.{each}" for each in FREQUENCIES),
        *(f"weekday.{day}" for day in range(7)),
        *(f"language.{each}" for each in (settings.AUTOMATIC, *settings.LANGUAGES)),
        *(f"role.{each}" for each in ("reader", "editor", "owner")),
        *(f"enquire.{what}.{each}" for what in ("add", "ask") for each in forms.FIELDS),
        *(f"reload.refused.{each}" for each in ("stale", "problems", "missing")),
        *(f"change.{each}" for each in ("new", "changed", "corrected", "removed")),
        "enquire.write", "enquire.only_text", "enquire.no_edits", "enquire.passed_on",
        "enquire.nobody_now", "dropped", "cancel.nothing", "settings.be_loud",
        "settings.be_silent", "settings.on", "settings.off",
    ],
    "enquiries": [*(f"field.{each}" for each in ("about", "name", *forms.FIELDS)),
                  "receipt.sent", "receipt.dead", "receipt.unknown", "receipt.held",
                  "closed_by_staff", "closed_by_reader", "not_passed_on"],
}


def replies() -> Replies:
    return Replies(shipped()[0])


def said_in(folder: Path) -> set[str]:
    """The keys that a room's code says outright."""
    found: set[str] = set()
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (isinstance(node, ast.Call) and node.args
                    and isinstance(node.args[0], ast.Constant)
                    and isinstance(node.args[0].value, str)):
                name = (node.func.attr if isinstance(node.func, ast.Attribute)
                        else node.func.id if isinstance(node.func, ast.Name) else "")
                module_say = isinstance(node.func, ast.Name) and name == "say"
                if name in ("say", "_staff") and not (module_say and folder.name == "telegram"):
                    found.add(node.args[0].value)
    return found


@pytest.mark.parametrize("room", sorted(ROOMS))
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_that_is_said_exists_in_both_languages(room: str, language: str) -> None:
    known = {key.removeprefix(f"{room}.") for key in replies().keys(language)
             if key.startswith(f"{room}.")}
    wanted = said_in(ROOMS[room]) | set(MADE[room])
    assert wanted - known == set()


@pytest.mark.parametrize("room", sorted(ROOMS))
def test_no_sentence_is_left_over(room: str) -> None:
    every = replies().keys("zh-Hans")
    known = {key.removeprefix(f"{room}.") for key in every if key.startswith(f"{room}.")}
    assert known - said_in(ROOMS[room]) - set(MADE[room]) == set()


@pytest.mark.parametrize("room", sorted(ROOMS))
def test_both_languages_fill_in_the_same(room: str) -> None:
    texts = [yaml.safe_load((ROOT / f"intents/replies/{room}.{language}.yaml").read_text("utf-8"))
             for language in LANGUAGES]
    assert texts[0].keys() == texts[1].keys()
    differ = [key for key in texts[0]
              if set(re.findall(r"{(\w+)}", texts[0][key]))
              != set(re.findall(r"{(\w+)}", texts[1][key]))]
    # A Chinese hour needs no day where the English does; nothing else differs.
    assert differ == []


def test_no_chinese_in_python() -> None:
    folders = (*ROOMS.values(),)
    chinese = re.compile(r"[\u2e80-\u9fff\uff00-\uffef\u3000-\u303f]")
    assert [str(path) for folder in folders for path in folder.rglob("*.py")
            if chinese.search(path.read_text(encoding="utf-8"))] == []


def test_no_two_features_clash() -> None:
    commands = [command.name for feature in FEATURES for command in feature.commands]
    verbs = [press.verb for feature in FEATURES for press in feature.presses]
    assert len(commands) == len(set(commands))
    assert len(verbs) == len(set(verbs))
    everything = [*COMMANDS.values(), *PRESSES.values()]
    assert all((each.work is None) != (each.plan is None) for each in everything)


@pytest.mark.parametrize("language", ["zh-hans", "zh-hant", "en"])
def test_help_lists_every_command_that_one_may_use(office: Office, language: str) -> None:
    reader = office.person(5, language)
    reader.says("/help")
    listed = set(re.findall(r"^/([a-z]+)", reader.text, re.MULTILINE))
    assert listed == {name for name, command in COMMANDS.items()
                      if command.shown and command.role == "reader"}


def test_menus_list_what_help_lists() -> None:
    made = {menu.name: menu for menu in menus.menus(
        tuple(COMMANDS.values()), replies(), [(1, "owner"), (2, "editor")])}
    shown = {name for name, command in COMMANDS.items() if command.shown}
    readers = {name for name in shown if COMMANDS[name].role == "reader"}
    for code in ("zh", ""):
        assert {name for name, _ in made[f"private:0:{code}"].commands} == readers
        assert {name for name, _ in made[f"chat:1:{code}"].commands} == shown
        assert {name for name, _ in made[f"chat:2:{code}"].commands} == {
            name for name in shown if COMMANDS[name].role != "owner"}
        assert {name for name, _ in made[f"groups:0:{code}"].commands} == {
            name for name in readers if COMMANDS[name].groups}
    for menu in made.values():
        assert len(menu.commands) <= 100
        assert all(re.fullmatch(r"[a-z0-9_]{1,32}", name) and 0 < len(text) <= 256
                   for name, text in menu.commands)


def test_every_template_fits_its_place() -> None:
    said = replies()
    for language in LANGUAGES:
        for key in said.keys(language):
            text = said.template(key, language)
            if key.startswith("telegram.button.expired") or key == "telegram.error.apology":
                assert len(text) <= 200
