"""One transaction, as the functions of the store take it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, CursorResult, Executable

from bot.store.cipher import Cipher


@dataclass(frozen=True, slots=True)
class Tx:
    """One transaction: statements, and the cipher for what they seal."""

    connection: Connection
    cipher: Cipher

    def execute(self, statement: Executable) -> CursorResult[Any]:
        """Run one statement."""
        return self.connection.execute(statement)

    def seal(self, value: object) -> bytes:
        """Encrypt a JSON value."""
        return self.cipher.seal(value)

    def unseal(self, sealed: bytes) -> Any:
        """Decrypt a JSON value."""
        return self.cipher.unseal(sealed)

    def fingerprint(self, text: str) -> str:
        """A keyed hash, to find equal texts."""
        return self.cipher.fingerprint(text)
