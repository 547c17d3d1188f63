"""A kept engine answers as a built one does, and is never trusted when it is not its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.cli.keeping import MOST_KEPT, keep, kept, key_of
from tests.answers.shipped import NOW, engine

QUESTION = "济南高新区有多少家高企"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    keep(tmp_path / "cache", "key", engine())
    return tmp_path / "cache"


def test_it_answers_the_same(folder: Path) -> None:
    again = kept(folder, "key")
    assert again is not None
    assert again.answer(QUESTION, NOW) == engine().answer(QUESTION, NOW)


@pytest.mark.parametrize("damage", [b"", b"nothing of the kind", b"\x80\x05."])
def test_a_damaged_one_is_none(folder: Path, damage: bytes) -> None:
    (folder / "key.engine").write_bytes(damage)
    assert kept(folder, "key") is None


def test_one_that_others_may_write_is_none(folder: Path) -> None:
    (folder / "key.engine").chmod(0o666)
    assert kept(folder, "key") is None


def test_there_is_none_under_another_key(folder: Path) -> None:
    assert kept(folder, "other") is None


def test_nothing_is_lost_where_nothing_can_be_kept(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where the folder should be", encoding="utf-8")
    keep(tmp_path / "cache", "key", engine())
    assert kept(tmp_path / "cache", "key") is None


def test_only_the_last_few_are_kept(tmp_path: Path) -> None:
    for at in range(MOST_KEPT + 2):
        keep(tmp_path, str(at), engine())
    assert len(list(tmp_path.glob("*.engine"))) == MOST_KEPT
    assert kept(tmp_path, str(MOST_KEPT + 1)) is not None


def test_a_key_is_of_the_files_and_the_settings() -> None:
    files = {"seeds/a.yaml": b"one"}
    assert key_of(files, 30) == key_of(dict(files), 30)
    assert len({key_of(files, 30), key_of(files, 31), key_of({"seeds/a.yaml": b"two"}, 30),
                key_of({"seeds/b.yaml": b"one"}, 30)}) == 4
