"""Releases of the knowledge: the files' bytes, numbered, never changed."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Row, func, insert, select

from bot.store.tables import releases
from bot.store.tx import Tx

FORMAT = 1  # of the files' own rows, so that a later program knows how to read them
EPOCH = (1980, 1, 1, 0, 0, 0)
Kind = Literal["baseline", "publish", "rollback"]


@dataclass(frozen=True, slots=True)
class Release:
    """A release without its files; `of_release` is the one that a rollback brought back."""

    number: int
    kind: Kind
    digest: str
    format: int
    published_by: int | None
    published_at: datetime
    of_release: int | None


def digest_of(files: Mapping[str, bytes]) -> str:
    """Name these files by their content: paths and bytes, in the order of the paths."""
    found = hashlib.sha256()
    for path in sorted(files):
        for part in (path.encode(), files[path]):
            found.update(len(part).to_bytes(8, "big") + part)
    return found.hexdigest()


def add(tx: Tx, kind: Kind, files: Mapping[str, bytes], by: int | None, now: datetime,
        of_release: int | None = None) -> Release:
    """Keep these files as the next release."""
    number = (tx.execute(select(func.max(releases.c.number))).scalar_one() or 0) + 1
    release = Release(number, kind, digest_of(files), FORMAT, by, now, of_release)
    tx.execute(insert(releases).values(
        number=number, kind=kind, digest=release.digest, format=FORMAT, files=packed(files),
        published_by=by, published_at=now, of_release=of_release))
    return release


def newest(tx: Tx) -> Release | None:
    """The release that is served."""
    row = tx.execute(_heads().order_by(releases.c.number.desc()).limit(1)).first()
    return None if row is None else _release(row)


def get(tx: Tx, number: int) -> Release | None:
    """One release, or None."""
    row = tx.execute(_heads().where(releases.c.number == number)).first()
    return None if row is None else _release(row)


def all_of(tx: Tx, limit: int = 20) -> list[Release]:
    """The last releases, the newest first."""
    rows = tx.execute(_heads().order_by(releases.c.number.desc()).limit(limit))
    return [_release(row) for row in rows]


def files(tx: Tx, number: int) -> dict[str, bytes]:
    """The files of a release: path to bytes."""
    return unpacked(tx.execute(
        select(releases.c.files).where(releases.c.number == number)).scalar_one())


def packed(content: Mapping[str, bytes]) -> bytes:
    """Return the files as one zip archive, the same for the same files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(content):
            archive.writestr(zipfile.ZipInfo(path, EPOCH), content[path], zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def unpacked(archived: bytes) -> dict[str, bytes]:
    """Return what `packed` was given."""
    with zipfile.ZipFile(io.BytesIO(archived)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _heads() -> Any:
    return select(*(column for column in releases.c if column.name != "files"))


def _release(row: Row[Any]) -> Release:
    return Release(row.number, row.kind, row.digest, row.format, row.published_by,
                   row.published_at, row.of_release)
