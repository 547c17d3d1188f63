"""What docs/operations.md says of a backup: stop, copy the folder, start."""

import shutil

import pytest

from tests.story.program import Program

pytestmark = [pytest.mark.story, pytest.mark.timeout(120)]


def test_a_copied_folder_is_a_backup(telegram, tmp_path):
    first, second = tmp_path / "first", tmp_path / "second"
    for folder in (first, second):
        folder.mkdir()
    program = Program(telegram, first)
    owner = telegram.chat(4001)
    try:
        program.start()
        owner.ask(f"/start {program.owner_code()}", "管理者")
    finally:
        program.close() if program.process is None else program.stop()
    again = Program(telegram, second)
    shutil.copytree(first / "var", second / "var")
    try:
        again.start()
        assert "管理者" in owner.ask("/id", "角色").text
        assert "/start " not in again.printed, "the bot has its owner"
    finally:
        again.close()
