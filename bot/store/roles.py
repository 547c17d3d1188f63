"""Who may do what, and the one-time code that makes the first owner."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import delete, insert, select

from bot.store import state
from bot.store.tables import roles
from bot.store.tx import Tx

Role = Literal["owner", "editor"]
OWNER: Role = "owner"
EDITOR: Role = "editor"
CODE = "owner_code"
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"  # nothing that is taken for something else
CODE_LENGTH = 12


@dataclass(frozen=True, slots=True)
class RoleRow:
    """A role and who gave it."""

    user_id: int
    role: Role
    given_by: int | None
    given_at: datetime


def new_code(tx: Tx) -> str | None:
    """Make a code for the first owner and keep its hash; None where an owner exists."""
    if tx.execute(select(roles).where(roles.c.role == OWNER)).first() is not None:
        state.put(tx, CODE, None)
        return None
    code = "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))
    state.put(tx, CODE, tx.fingerprint(code))
    return code


def claim(tx: Tx, code: str, user_id: int, now: datetime) -> bool:
    """Make this user the owner if the code is the one that was shown; it serves once."""
    kept = state.get(tx, CODE)
    if kept is None or not secrets.compare_digest(str(kept), tx.fingerprint(code.strip())):
        return False
    state.put(tx, CODE, None)
    grant(tx, user_id, OWNER, None, now)
    return True


def role(tx: Tx, user_id: int) -> Role | None:
    """The role of a user, or None for a reader."""
    found: Role | None = tx.execute(
        select(roles.c.role).where(roles.c.user_id == user_id)).scalar_one_or_none()
    return found


def grant(tx: Tx, user_id: int, given: Role, by: int | None, now: datetime) -> None:
    """Give a user a role, in place of any other."""
    revoke(tx, user_id)
    tx.execute(insert(roles).values(user_id=user_id, role=given, given_by=by, given_at=now))


def revoke(tx: Tx, user_id: int) -> None:
    """Make a user a reader."""
    tx.execute(delete(roles).where(roles.c.user_id == user_id))


def everyone(tx: Tx) -> list[RoleRow]:
    """Every role that was given."""
    rows = tx.execute(select(roles).order_by(roles.c.given_at))
    return [RoleRow(row.user_id, row.role, row.given_by, row.given_at) for row in rows]
