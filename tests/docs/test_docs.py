"""The documents say what the program is: settings, commands, logs, conversations, dependencies.

Where what the program says has changed for the better: python -m tests.docs.refresh
"""

import ast
import re
import tomllib
from pathlib import Path

import pytest
import yaml

from bot.configuration import KEY_VARIABLE, NO_SETTINGS
from bot.telegram.registry import COMMANDS
from tests.docs.shown import (
    CONFIG,
    REFRESH,
    ROOT,
    conversation,
    documents,
    kept,
    offered,
    refreshed,
    replayed,
    setting_names,
    wanting,
)

README, ENGLISH = ROOT / "README.md", ROOT / "README.en.md"
OPERATIONS, DELIVERY = ROOT / "docs/operations.md", ROOT / "docs/delivery.md"
FIRST_THREE = ("old-figure", "company", "premise")
LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)\)")
VERB = re.compile(r"-m bot ([a-z]+)(?: (check|diff|import|export|publish|releases|show|checkout"
                  r"|rollback)\b)?")
LEVELS = {"info", "debug", "warning", "error", "failure"}


def text_of(path):
    return path.read_text(encoding="utf-8")


def everything():
    return "\n".join(map(text_of, documents()))


# ---- what the program says ---------------------------------------------------------------------

def test_the_demonstrations_are_what_the_program_says():
    found = replayed()
    assert found == kept(), f"look at the difference, then: {REFRESH}"
    assert [line for each in found for line in wanting(each)] == []


def test_the_readme_shows_the_demonstrations():
    chinese, english = text_of(README), text_of(ENGLISH)
    for name in FIRST_THREE:
        shown = next(each for each in kept() if each["name"] == name)
        assert conversation(shown) in chinese, f"then: {REFRESH}"
    assert all(conversation(each) in chinese + english for each in kept())


@pytest.mark.parametrize("path", documents(), ids=lambda path: path.name)
def test_commands_and_tables_are_what_the_program_says(path):
    assert text_of(path) == refreshed(text_of(path)), f"look at the difference, then: {REFRESH}"


def test_the_first_screen_says_what_a_newcomer_needs():
    screen = "\n".join(text_of(README).splitlines()[:45])
    for needed in ("README.en.md", "不是官方服务", "五篇", "2019年8月至2023年1月", "make run",
                   "make test", "export TELEGRAM_BOT_TOKEN="):
        assert needed in screen


# ---- what there is to say ----------------------------------------------------------------------

def test_every_setting_is_documented():
    told = text_of(OPERATIONS)
    config = yaml.safe_load(text_of(CONFIG))
    keys = {f"{section}.{name}" for section, names in config.items() for name in names}
    assert keys == set(setting_names()), "config.yaml holds every setting"
    assert [key for key in sorted(keys) if f"`{key}`" not in told] == []


def test_every_variable_that_is_named_exists():
    known = {f"YUANWEN_{name.replace('.', '__').upper()}" for name in setting_names()}
    known |= {*NO_SETTINGS, KEY_VARIABLE, "YUANWEN_SECTION__NAME", "YUANWEN_"}
    wrong = "YUANWEN_TELEGRAM__MOD"  # shown as an error
    named = set(re.findall(r"YUANWEN_[A-Z_]*", everything()))
    assert named - known == {wrong}


def test_every_verb_is_documented_and_no_other():
    told = {verb for verb, _ in VERB.findall(everything())}
    facts = {below for verb, below in VERB.findall(everything()) if verb == "facts" and below}
    assert told == set(offered()), f"if a verb is new: {REFRESH}"
    assert facts == set(offered("facts")), f"if a verb is new: {REFRESH}"


def test_every_command_is_in_both_readmes():
    for path in (README, ENGLISH):
        assert [name for name in COMMANDS if f"`/{name}`" not in text_of(path)] == []


def strings_of(method):
    """The first arguments of calls like log.info("…") or crash.point("…") in the program."""
    found = set()
    for path in sorted((ROOT / "bot").rglob("*.py")):
        for node in ast.walk(ast.parse(text_of(path))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) \
                    and method(node.func) and node.args:
                found |= {part.value for part in ast.walk(node.args[0])
                          if isinstance(part, ast.Constant) and isinstance(part.value, str)}
    return found


def test_every_log_action_is_documented():
    actions = strings_of(lambda called: called.attr in LEVELS and isinstance(called.value, ast.Name)
                         and called.value.id == "log")
    assert "inbox.reply" in actions
    told = text_of(OPERATIONS)
    assert [one for one in sorted(actions) if f"`{one}`" not in told] == [], "docs/operations.md"


def test_every_crash_point_is_documented():
    points = strings_of(lambda called: called.attr == "point" and isinstance(called.value, ast.Name)
                        and called.value.id == "crash")
    assert points
    assert set(re.findall(r"`((?:inbox|publish|digest|relay)\.[a-z_]+)`",
                          text_of(DELIVERY))) == points


def test_every_promise_has_its_test():
    named = set(re.findall(r"`(test_[a-z_]+)`", text_of(DELIVERY)))
    there = {name for path in (ROOT / "tests").rglob("test_*.py")
             for name in re.findall(r"def (test_[a-z_]+)", text_of(path))}
    assert named
    assert named - there == set()


def test_every_dependency_has_its_reason_and_licence():
    told = text_of(ROOT / "docs/dependencies.md")
    project = tomllib.loads(text_of(ROOT / "pyproject.toml"))["project"]
    groups = [project["dependencies"], *project["optional-dependencies"].values()]
    names = {re.split(r"[<>=!~\[; ]", line)[0] for group in groups for line in group}
    rows = {cells[1].strip(): cells[2:-1] for line in told.splitlines()
            if len(cells := line.split("|")) == 5}
    assert set(rows) - {"package", "---"} == names
    assert all(cell.strip() for name in names for cell in rows[name])
    assert "LGPL-3.0" in told


def test_every_file_that_is_linked_is_there():
    missing = [(path.name, target) for path in documents()
               for target in LINK.findall(text_of(path))
               if "://" not in target and not (path.parent / target).exists()]
    assert missing == []


def test_the_licence_is_named():
    assert "MIT License" in text_of(ROOT / "LICENSE")
    assert "Yuanwen contributors" in text_of(ROOT / "LICENSE")
    assert Path("LICENSE").name in text_of(README)
