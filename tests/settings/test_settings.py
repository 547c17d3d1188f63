"""config.yaml, the environment, and what is said when either is wrong."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest
import yaml

from bot.configuration import SECTIONS, load
from bot.errors import SettingsProblem
from bot.settings import Secret, Settings

ROOT = Path(__file__).parents[2]


def written(folder: Path, text: str) -> Path:
    path = folder / "config.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def problem(folder: Path, text: str = "", **environ: str) -> str:
    with pytest.raises(SettingsProblem) as caught:
        load(written(folder, text), environ)
    return str(caught.value)


def test_the_file_that_is_shipped_names_every_setting_with_its_default(tmp_path: Path) -> None:
    text = (ROOT / "config.yaml").read_text(encoding="utf-8")
    given = yaml.safe_load(text)
    assert {section: set(names) for section, names in given.items()} == {
        section: {field.name for field in fields(kind)} for section, kind in SECTIONS.items()}
    shipped = load(written(tmp_path, text), {})
    assert shipped == load(written(tmp_path, ""), {})


def test_every_setting_has_a_comment_or_a_section_that_says_it() -> None:
    lines = (ROOT / "config.yaml").read_text(encoding="utf-8").splitlines()
    named = [line for line in lines if line.startswith("  ") and ":" in line]
    silent = [line for line in named if "#" not in line]
    assert silent == ["  port: 8443"]


def test_relative_paths_start_at_the_file(tmp_path: Path) -> None:
    settings = load(written(tmp_path, "store:\n  url: sqlite:///var/a.db\n"), {})
    assert settings.store.url == f"sqlite:///{tmp_path}/var/a.db"
    assert settings.knowledge.seeds == tmp_path / "seeds"
    assert settings.clock.file is None


def test_absolute_paths_stay(tmp_path: Path) -> None:
    settings = load(written(tmp_path, "knowledge:\n  seeds: /srv/seeds\n"),
                    {"YUANWEN_STORE__URL": "sqlite:////srv/a.db"})
    assert settings.knowledge.seeds == Path("/srv/seeds")
    assert settings.store.url == "sqlite:////srv/a.db"


def test_the_environment_outranks_the_file(tmp_path: Path) -> None:
    path = written(tmp_path, "telegram:\n  owners: [3]\n  mode: webhook\n  staff_chat: 7\n")
    settings = load(path, {
        "YUANWEN_TELEGRAM__OWNERS": "[1, 2]", "YUANWEN_TELEGRAM__MODE": "polling",
        "YUANWEN_TELEGRAM__STAFF_CHAT": "-100123", "YUANWEN_TELEGRAM__PROXY": "null",
        "YUANWEN_DELIVERY__CHAT_PER_SECOND": "0.5", "YUANWEN_DELIVERY__CHAT_BURST": "1",
        "YUANWEN_STORE_KEY": "not read here", "PATH": "/bin"} | {})
    assert settings.telegram.owners == (1, 2)
    assert settings.telegram.mode == "polling"
    assert settings.telegram.staff_chat == -100123
    assert settings.telegram.proxy is None


def test_the_token_comes_from_the_environment_or_a_file(tmp_path: Path) -> None:
    path = written(tmp_path, "")
    (tmp_path / "token").write_text("1:from-file\n", encoding="ascii")
    from_file = {"TELEGRAM_BOT_TOKEN_FILE": str(tmp_path / "token")}
    token = load(path, from_file).token
    assert token is not None
    assert token.reveal() == "1:from-file"
    both = load(path, {**from_file, "TELEGRAM_BOT_TOKEN": "2:given"}).token
    assert both is not None
    assert both.reveal() == "2:given"
    assert load(path, {}).token is None
    assert "missing" in problem(tmp_path, TELEGRAM_BOT_TOKEN_FILE="/missing")


def test_the_token_does_not_show_itself() -> None:
    assert "123" not in f"{Secret('123:abc')} {Settings(token=Secret('123:abc'))!r}"


@pytest.mark.parametrize(("text", "line", "nearest"), [
    ("telegram:\n  owner: [1]\n", 2, "telegram.owners"),
    ("telegram:\n  token: x\n", 2, "telegram."),
    ("telegramm:\n  owners: [1]\n", 1, "telegram"),
    ("# a comment\ndigest:\n  hour: 3\n", 2, "digests"),
])
def test_an_unknown_setting_names_the_nearest(tmp_path: Path, text: str, line: int,
                                              nearest: str) -> None:
    said = problem(tmp_path, text)
    assert said.startswith(f"{tmp_path}/config.yaml:{line}: ")
    assert nearest in said


@pytest.mark.parametrize(("variable", "nearest"), [
    ("YUANWEN_TELEGRAM__OWNER", "YUANWEN_TELEGRAM__OWNERS"),
    ("YUANWEN_STOREKEY", "YUANWEN_STORE_KEY"),
    ("YUANWEN_DIGESTS_HOUR", "YUANWEN_DIGESTS__HOUR"),
])
def test_an_unknown_variable_names_the_nearest(tmp_path: Path, variable: str,
                                               nearest: str) -> None:
    said = problem(tmp_path, **{variable: "1"})
    assert said.startswith(f"{variable}: ")
    assert nearest in said


@pytest.mark.parametrize("text", [
    "telegram:\n  owners: 1\n", "telegram:\n  owners: [a]\n", "telegram:\n  mode: pull\n",
    "digests:\n  hour: nine\n", "digests:\n  hour: 24\n", "digests:\n  hour: true\n",
    "digests:\n  tick_seconds: 0\n", "digests:\n  timezone: Asia/Peking\n",
    "delivery:\n  workers: -1\n", "delivery:\n  chat_per_second: fast\n",
    "store: sqlite\n", "- a\n", "telegram:\n\tmode: polling\n", "telegram:\n  mode: a\n  mode: b\n",
    "knowledge:\n  seeds: 3\n",
])
def test_a_wrong_value_is_one_line_with_its_place(tmp_path: Path, text: str) -> None:
    said = problem(tmp_path, text)
    assert said.startswith(str(tmp_path))
    assert "\n" not in said


def test_a_file_that_is_asked_for_must_exist(tmp_path: Path) -> None:
    with pytest.raises(SettingsProblem, match=r"nowhere\.yaml"):
        load(tmp_path / "nowhere.yaml", {})


def test_without_a_file_the_defaults_hold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert load(None, {}).knowledge.seeds == tmp_path / "seeds"
