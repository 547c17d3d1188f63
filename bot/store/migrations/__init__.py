"""How a store of an earlier version becomes one of this version, a step at a time."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection, inspect, text

from bot.errors import StoreProblem
from bot.messages import say
from bot.store.migrations import m0001_first

STEPS: tuple[Callable[[Connection], None], ...] = (m0001_first.upgrade,)


def upgrade(connection: Connection, where: str, steps: int = len(STEPS)) -> None:
    """Take the steps that this store lacks; all of them or none."""
    version = version_of(connection)
    if version > steps:
        raise StoreProblem(say("store.newer", version=version, known=steps), where)
    for number in range(version, steps):
        STEPS[number](connection)
        connection.execute(text("DELETE FROM schema_version"))
        connection.execute(text("INSERT INTO schema_version (version) VALUES (:version)"),
                           {"version": number + 1})


def version_of(connection: Connection) -> int:
    """The version of a store; 0 for a new one."""
    if not inspect(connection).has_table("schema_version"):
        return 0
    return int(connection.execute(text("SELECT version FROM schema_version")).scalar_one())
