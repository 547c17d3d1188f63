"""The store: opened once, by one process, and changed by one thread, a transaction at a time.

After `store = Store.open(url, key_file, os.environ)` comes `await store.run(step)`, where a step
is a function of a transaction: `lambda tx: chats.get(tx, 7)`. What it raises undoes it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Self, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from bot.errors import StoreProblem
from bot.messages import say
from bot.store import migrations, state
from bot.store.cipher import Cipher, read_key
from bot.store.lock import Lock
from bot.store.tx import Tx

__all__ = ["Store", "Tx"]

T = TypeVar("T")

PRAGMAS = ("journal_mode = WAL", "synchronous = FULL", "secure_delete = ON", "foreign_keys = ON",
           "busy_timeout = 5000")


class Store:
    """What is remembered. `run` is the only way to it."""

    def __init__(self, engine: Engine, cipher: Cipher, lock: Lock) -> None:
        """Use `open`."""
        self._engine = engine
        self._cipher = cipher
        self._lock = lock
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="store")

    @classmethod
    def open(cls, url: str, key_file: Path, environ: Mapping[str, str]) -> Self:
        """Lock the store, read or make its key, and bring its tables up to date."""
        path = sqlite_path(url)
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = Lock(path.with_name(f"{path.name}.lock"))
        path.touch(mode=0o600)  # who writes to the bot is nobody else's business
        try:
            store = cls(_engine(url), read_key(key_file, environ), lock)
            store.run_now(lambda tx: migrations.upgrade(tx.connection, str(path)))
            store.run_now(_check_key)
        except BaseException:
            lock.release()
            raise
        return store

    async def run(self, step: Callable[[Tx], T]) -> T:
        """Run `step` in one transaction on the writer thread; what it raises undoes it."""
        return await asyncio.get_running_loop().run_in_executor(
            self._thread, self._transact, step)

    def run_now(self, step: Callable[[Tx], T]) -> T:
        """The same for callers without an event loop; it blocks."""
        return self._thread.submit(self._transact, step).result()

    def _transact(self, step: Callable[[Tx], T]) -> T:
        try:
            with self._engine.begin() as connection:
                return step(Tx(connection, self._cipher))
        except DBAPIError as error:
            raise StoreProblem(say("store.failed", reason=type(error.orig).__name__),
                               str(self._engine.url.database)) from error

    async def close(self) -> None:
        """Finish what is running, then let go of the file and the lock."""
        await asyncio.to_thread(self.close_now)

    def close_now(self) -> None:
        """The same for callers without an event loop."""
        self._thread.shutdown(wait=True)
        self._engine.dispose()
        self._lock.release()


def sqlite_path(url: str) -> Path:
    """Return the file of an SQLite address; StoreProblem for any other."""
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise StoreProblem(say("store.bad_url"), "store.url") from error
    if parsed.get_backend_name() != "sqlite" or parsed.database in (None, "", ":memory:"):
        raise StoreProblem(say("store.only_sqlite", scheme=parsed.get_backend_name()), "store.url")
    return Path(str(parsed.database))


def _engine(url: str) -> Engine:
    engine = create_engine(url, hide_parameters=True, pool_size=1, max_overflow=0)

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # this module begins transactions, not the driver
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def _check_key(tx: Tx) -> None:
    """Refuse a key that did not seal this store, before anything is sealed with it."""
    sealed = state.get(tx, "key_check")
    if sealed is None:
        state.put(tx, "key_check", tx.seal("fits").decode())
    else:
        tx.unseal(str(sealed).encode())
