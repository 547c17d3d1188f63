"""The key that seals what people write, and what is done with it.

The key is a Fernet key: YUANWEN_STORE_KEY, or the key file, made at the first start (mode 0600).
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from cryptography.fernet import Fernet, InvalidToken

from bot.errors import CipherProblem
from bot.messages import say

KEY_VARIABLE = "YUANWEN_STORE_KEY"


class Cipher:
    """Seals JSON values, and makes keyed hashes by which equal texts are found."""

    def __init__(self, key: bytes) -> None:
        self._fernet = Fernet(key)
        self._hash_key = hashlib.sha256(b"fingerprint" + key).digest()

    def seal(self, value: object) -> bytes:
        """Return the value, as JSON, encrypted and authenticated."""
        return self._fernet.encrypt(json.dumps(value, ensure_ascii=False).encode())

    def unseal(self, sealed: bytes) -> Any:
        """Return what was sealed; CipherProblem where another key sealed it."""
        try:
            return json.loads(self._fernet.decrypt(sealed))
        except InvalidToken as error:
            raise CipherProblem(say("store.wrong_key")) from error

    def fingerprint(self, text: str) -> str:
        """Return a hash of the text that nobody without the key can guess from."""
        return hmac.new(self._hash_key, text.encode(), hashlib.sha256).hexdigest()


def read_key(key_file: Path, environ: Mapping[str, str]) -> Cipher:
    """Return the cipher of this store, making the key at the first start."""
    given = environ.get(KEY_VARIABLE, "").strip()
    if given:
        return _cipher(given.encode(), KEY_VARIABLE)
    try:
        return _cipher(key_file.read_bytes().strip(), str(key_file))
    except FileNotFoundError:
        return _cipher(_new_key(key_file), str(key_file))


def _new_key(key_file: Path) -> bytes:
    key_file.parent.mkdir(parents=True, exist_ok=True)
    key = Fernet.generate_key()
    handle = os.open(key_file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(key + b"\n")
        file.flush()
        os.fsync(file.fileno())
    return key


def _cipher(key: bytes, where: str) -> Cipher:
    try:
        return Cipher(key)
    except ValueError as error:
        raise CipherProblem(say("store.bad_key"), where) from error
