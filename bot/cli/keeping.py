"""A built engine kept on disk, so that a command that only asks starts in a second.

It is a copy of what `load` makes of the same files with the same code, never a source: whatever
is wrong with it (another version, damaged, somebody else's, no room), the files are read instead.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import sys
from collections.abc import Mapping
from pathlib import Path

import numpy as np

import bot
from bot.answers.engine import Engine

FORMAT = b"1"
ROOMS = ("answers", "knowledge", "language")
SUFFIXES = (".py", ".npz", ".tsv")
MOST_KEPT = 4
OTHERS_MAY_WRITE = 0o022


def key_of(files: Mapping[str, bytes], context_minutes: int) -> str:
    """Return what an engine depends on: the files, the code, the libraries, in one digest."""
    digest = hashlib.blake2s(FORMAT)
    digest.update(f"{sys.version} {np.__version__} {context_minutes}".encode())
    code = Path(str(bot.__file__)).parent
    for path in (path for room in ROOMS for path in sorted((code / room).rglob("*"))
                 if path.suffix in SUFFIXES):
        digest.update(path.name.encode() + path.read_bytes())
    for name, data in files.items():
        digest.update(f"{name} {len(data)} ".encode())
        digest.update(data)
    return digest.hexdigest()


def kept(folder: Path, key: str) -> Engine | None:
    """Return the engine that was kept under a key, or None."""
    path = folder / f"{key}.engine"
    try:
        stat = path.stat()
        if stat.st_uid != os.getuid() or stat.st_mode & OTHERS_MAY_WRITE:
            return None
        with path.open("rb") as file:
            found = pickle.load(file)  # noqa: S301  (only what this user wrote)
        os.utime(path)
    except Exception:  # noqa: BLE001  (a copy that cannot be used is no copy)
        return None
    return found if isinstance(found, Engine) else None


def keep(folder: Path, key: str, engine: Engine) -> None:
    """Keep an engine for the next start; where that is not possible, nothing is kept."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        new = folder / f"{key}.{os.getpid()}.new"
        handle = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as file:
            pickle.dump(engine, file, protocol=pickle.HIGHEST_PROTOCOL)
        new.replace(folder / f"{key}.engine")
        old = sorted(folder.glob("*.engine"), key=lambda path: -path.stat().st_mtime)
        for path in old[MOST_KEPT:]:
            path.unlink()
    except (OSError, pickle.PicklingError, RecursionError):
        return
