"""kill -9 at every point of publishing, composing, sending and answering; then start again."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.store import changes, outbox, releases, state, updates
from bot.store.database import Store
from tests.conftest import Proof
from tests.delivery.crashing import READERS, UPDATES

ROOT = Path(__file__).parents[2]
pytestmark = [pytest.mark.crash]


def run(folder: Path, verb: str, crash_at: str = "") -> int:
    environ = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    if crash_at:
        environ["YUANWEN_CRASH_AT"] = crash_at
    done = subprocess.run([sys.executable, "-m", "tests.delivery.crashing", str(folder), verb],
                          cwd=ROOT, env=environ, check=False, capture_output=True, timeout=60)
    assert done.returncode in (0, -9), done.stderr.decode()[-2000:]
    return done.returncode


def look(folder: Path, read: Callable[..., Any]) -> Any:
    store = Store.open(f"sqlite:///{folder}/a.db", folder / "key", {})
    try:
        return store.run_now(read)
    finally:
        store.close_now()


def arrived(folder: Path) -> Counter[str]:
    path = folder / "arrived"
    return Counter(path.read_text(encoding="utf-8").splitlines() if path.exists() else [])


@pytest.mark.parametrize(("point", "left"), [("publish.before_commit:2", 1),
                                             ("publish.after_commit", 2)])
def test_publishing_is_all_or_nothing(tmp_path: Path, point: str, left: int) -> None:
    assert run(tmp_path, "publish", point) == -9
    newest = look(tmp_path, releases.newest)
    assert isinstance(newest, releases.Release)
    assert newest.number == left
    told = look(tmp_path, lambda tx: len(changes.since(tx, 0)))
    assert told == left - 1
    assert run(tmp_path, "publish") == 0
    assert look(tmp_path, lambda tx: len(changes.since(tx, 0))) == 1


@pytest.mark.parametrize("point", ["digest.before_commit", "digest.after_commit"])
def test_a_digest_that_was_cut_short_is_composed_once(tmp_path: Path, point: str) -> None:
    assert run(tmp_path, "publish,digest", point) == -9
    assert run(tmp_path, "digest,digest") == 0
    assert look(tmp_path, outbox.counts) == {"queued": READERS}


@pytest.mark.proof
def test_whatever_is_killed_under_way_arrives(tmp_path: Path, proof: Proof) -> None:
    """Nothing is lost, and no more comes twice than was under way when the process died."""
    points = ("relay.before_claim", "relay.claimed", "relay.sent")
    twice = kills = 0
    for number in range(proof.count(1, READERS)):
        for point in points:
            folder = tmp_path / f"{point}.{number}"
            folder.mkdir()
            assert run(folder, "publish,digest,relay", f"{point}:{number + 3}") == -9
            kills += 1
            under_way = look(folder, lambda tx: len(outbox.leased(tx)))
            assert run(folder, "relay") == 0
            got = arrived(folder)
            assert len(got) == READERS
            assert look(folder, outbox.counts) == {"sent": READERS}
            doubled = sum(got.values()) - READERS
            assert doubled <= under_way
            twice += doubled
    proof.record("A crash while sending loses nothing; only what was under way may come twice",
                 f"{kills} kills, {kills * READERS} messages, 0 lost, {twice} twice")


@pytest.mark.parametrize("point", ["inbox.accepted:2", "inbox.replying:3", "inbox.sent:2"])
def test_every_update_counts_once_and_is_answered(tmp_path: Path, point: str) -> None:
    assert run(tmp_path, "inbox", point) == -9
    assert run(tmp_path, "inbox") == 0
    got = arrived(tmp_path)
    assert set(got) == {f"5 update {n} is number {n}" for n in range(1, UPDATES + 1)}
    assert sum(got.values()) <= UPDATES + 1
    assert look(tmp_path, lambda tx: state.get(tx, "count")) == UPDATES
    assert look(tmp_path, outbox.counts) == {"queued": UPDATES}
    assert look(tmp_path, updates.counts) == {"done": UPDATES}
