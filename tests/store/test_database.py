"""The store itself: key, lock, transactions, versions, and what lies on the disk."""

from __future__ import annotations

import asyncio
import sqlite3
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import create_engine, inspect, text

from bot.errors import CipherProblem, StoreLocked, StoreProblem
from bot.store import chats, enquiries, migrations, outbox, state, tables, updates
from bot.store.database import Store, sqlite_path
from bot.store.tx import Tx

NOW = datetime(2026, 11, 22, 1, tzinfo=UTC)
OPEN = """
import os, pathlib, signal, sys
from bot.store import state
from bot.store.database import Store
folder = pathlib.Path(sys.argv[1])
store = Store.open(f"sqlite:///{folder}/var/a.db", folder / "var" / "key", {})
"""
HOLD = f"""{OPEN}
print("open", flush=True)
sys.stdin.read()
"""
DIE = f"""{OPEN}
for number in range(20):
    store.run_now(lambda tx: state.put(tx, "n", number))
def die(tx):
    state.put(tx, "n", "half")
    os.kill(os.getpid(), signal.SIGKILL)
store.run_now(die)
"""


def opened(folder: Path, **environ: str) -> Store:
    return Store.open(f"sqlite:///{folder}/var/a.db", folder / "var" / "key", environ)


def test_the_key_is_made_once_and_only_for_its_owner(tmp_path: Path) -> None:
    opened(tmp_path).close_now()
    key = tmp_path / "var" / "key"
    assert key.stat().st_mode & 0o777 == 0o600
    made = key.read_bytes()
    opened(tmp_path).close_now()
    assert key.read_bytes() == made


def test_the_files_are_only_for_their_owner(tmp_path: Path) -> None:
    store = opened(tmp_path)
    store.run_now(lambda tx: state.put(tx, "a", 1))
    modes = {file.name: file.stat().st_mode & 0o077 for file in (tmp_path / "var").iterdir()}
    assert modes.keys() >= {"a.db", "a.db-wal", "a.db.lock", "key"}
    assert set(modes.values()) == {0}
    store.close_now()


def test_another_key_is_refused_before_anything_is_sealed(tmp_path: Path) -> None:
    opened(tmp_path).close_now()
    with pytest.raises(CipherProblem):
        opened(tmp_path, YUANWEN_STORE_KEY=Fernet.generate_key().decode())
    with pytest.raises(CipherProblem, match="YUANWEN_STORE_KEY"):
        opened(tmp_path, YUANWEN_STORE_KEY="too short")
    (tmp_path / "var" / "key").unlink()
    with pytest.raises(CipherProblem):
        opened(tmp_path)


def test_a_key_from_the_environment_makes_no_file(tmp_path: Path) -> None:
    opened(tmp_path, YUANWEN_STORE_KEY=Fernet.generate_key().decode()).close_now()
    assert not (tmp_path / "var" / "key").exists()


def test_a_second_process_is_refused_and_the_lock_ends_with_its_process(tmp_path: Path) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    with holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"open\n"
        with pytest.raises(StoreLocked):
            opened(tmp_path)
        holder.kill()
        holder.wait()
        opened(tmp_path).close_now()


def test_a_step_that_raises_changes_nothing(tmp_path: Path) -> None:
    store = opened(tmp_path)

    def step(tx: Tx) -> None:
        state.put(tx, "a", 1)
        raise RuntimeError("no")

    with pytest.raises(RuntimeError):
        store.run_now(step)
    assert store.run_now(lambda tx: state.get(tx, "a")) is None
    store.close_now()


def test_steps_run_one_after_the_other_on_one_thread(tmp_path: Path) -> None:
    store = opened(tmp_path)
    threads = set()

    def count(tx: Tx) -> None:
        threads.add(threading.current_thread().name)
        state.put(tx, "n", (state.get(tx, "n") or 0) + 1)

    async def many() -> None:
        await asyncio.gather(*(store.run(count) for _ in range(50)))
        await store.close()

    asyncio.run(many())
    assert len(threads) == 1
    store = opened(tmp_path)
    assert store.run_now(lambda tx: state.get(tx, "n")) == 50
    store.close_now()


@pytest.mark.parametrize("url", [
    "postgresql://localhost/a", "sqlite://", "sqlite:///:memory:", "mysql+pymysql://a/b", "nothing",
])
def test_another_address_is_a_clear_error(url: str) -> None:
    with pytest.raises(StoreProblem, match=r"^store\.url: "):
        sqlite_path(url)


def test_what_is_no_store_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "var").mkdir()
    (tmp_path / "var" / "a.db").write_bytes(b"not a database" * 100)
    with pytest.raises(StoreProblem, match=r"a\.db"):
        opened(tmp_path)
    (tmp_path / "var" / "a.db").unlink()
    opened(tmp_path).close_now()  # the lock was let go


def test_a_store_of_a_newer_program_is_refused(tmp_path: Path) -> None:
    store = opened(tmp_path)
    store.run_now(lambda tx: tx.execute(text("UPDATE schema_version SET version = 99")))
    store.close_now()
    with pytest.raises(StoreProblem, match="99"):
        opened(tmp_path)


def test_the_migrations_make_what_the_tables_say() -> None:
    engines = [create_engine("sqlite://"), create_engine("sqlite://")]
    with engines[0].begin() as connection:
        migrations.upgrade(connection, "")
        assert migrations.version_of(connection) == len(migrations.STEPS)
        migrations.upgrade(connection, "")
    tables.metadata.create_all(engines[1])
    shapes = []
    for engine in engines:
        found = inspect(engine)
        shapes.append({name: (
            [(column["name"], str(column["type"]), column["nullable"], column["primary_key"])
             for column in found.get_columns(name)],
            sorted((index["name"], index["column_names"]) for index in found.get_indexes(name)),
            sorted((one["name"], one["column_names"])
                   for one in found.get_unique_constraints(name)),
        ) for name in found.get_table_names()})
        engine.dispose()
    assert shapes[0] == shapes[1]


def test_nothing_that_people_wrote_lies_on_the_disk_in_plain(tmp_path: Path) -> None:
    store = opened(tmp_path)
    words = "quite-unmistakable"

    def write(tx: Tx) -> None:
        updates.accept(tx, 1, 5, {"said": words}, NOW)
        updates.replying(tx, 1, [{"said": words}])
        outbox.enqueue(tx, "k", "digest", 5, {"said": words}, NOW)
        chats.touch(tx, 5, "private", NOW)
        chats.set_context(tx, 5, {"said": words})
        chats.set_form(tx, 5, {"said": words})
        enquiry = enquiries.create(tx, 5, 5, {"said": words}, NOW, language="en")
        enquiries.add_message(tx, enquiry.id, "in", words, NOW)

    store.run_now(write)
    store.close_now()
    for file in (tmp_path / "var").iterdir():
        assert words.encode() not in file.read_bytes(), file.name


def test_the_file_is_in_wal_mode_and_deletes_for_good(tmp_path: Path) -> None:
    store = opened(tmp_path)

    def pragma(name: str) -> object:
        return store.run_now(lambda tx: tx.execute(text(f"PRAGMA {name}")).scalar())

    assert (pragma("journal_mode"), pragma("secure_delete"), pragma("synchronous")) == ("wal", 1, 2)
    store.close_now()


def test_times_come_back_as_they_were(tmp_path: Path) -> None:
    store = opened(tmp_path)
    odd = NOW + timedelta(milliseconds=123)
    store.run_now(lambda tx: chats.touch(tx, 5, "private", odd))
    found = store.run_now(lambda tx: chats.get(tx, 5))
    assert found is not None
    assert found.seen_at == odd
    store.close_now()


def test_a_full_disk_is_a_store_problem_and_changes_nothing(tmp_path: Path) -> None:
    store = opened(tmp_path)
    pages = store.run_now(lambda tx: tx.execute(text("PRAGMA page_count")).scalar())
    store.run_now(lambda tx: tx.execute(text(f"PRAGMA max_page_count = {pages}")))
    with pytest.raises(StoreProblem):
        store.run_now(lambda tx: updates.accept(tx, 1, 5, {"a": "b" * 50_000}, NOW))
    assert store.run_now(updates.counts) == {}
    store.close_now()


def test_the_store_of_a_killed_process_is_whole(tmp_path: Path) -> None:
    writer = subprocess.run(
        [sys.executable, "-c", DIE, str(tmp_path)], check=False)
    assert writer.returncode == -9
    store = opened(tmp_path)
    assert store.run_now(lambda tx: state.get(tx, "n")) == 19
    store.close_now()
    with sqlite3.connect(tmp_path / "var" / "a.db") as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()
