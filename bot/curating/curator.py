"""From edited files to the release that is served: stage, publish, roll back.

A release is its files' bytes; it and what it changed are written in one transaction, and only then
the new engine takes over. What does not load is never served.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Literal
from zoneinfo import ZoneInfo

from bot import crash
from bot.answers.engine import Engine
from bot.answers.loading import Loaded, Problem
from bot.clock import Clock
from bot.curating.current import Current, Served
from bot.curating.loading import Loader
from bot.curating.recording import records
from bot.curating.retiring import Retirement
from bot.errors import UsageProblem
from bot.knowledge.changes import Change, changes
from bot.log import get_logger
from bot.store import audit, releases
from bot.store import changes as kept_changes
from bot.store.changes import ChangeRecord
from bot.store.database import Store
from bot.store.releases import Kind, Release
from bot.store.tx import Tx

ID_LENGTH = 10  # of a digest: fits a button, and names the files that were shown

log = get_logger("curating")


@dataclass(frozen=True, slots=True)
class Staged:
    """What publishing the files would do. `same`: it is what is served; `files`: what differs."""

    id: str
    problems: tuple[Problem, ...]
    changes: tuple[Change, ...]
    files: tuple[str, ...]
    same: bool
    publishable: bool


@dataclass(frozen=True, slots=True)
class Published:
    """The release that is served now, and what it changed."""

    release: int
    changes: tuple[ChangeRecord, ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """Nothing was published: the files changed since, do not load, or there is no such release."""

    reason: Literal["stale", "problems", "missing"]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class _Candidate:
    """Files, their name, and what came of loading them."""

    files: Mapping[str, bytes]
    digest: str
    loaded: Loaded


class Curator:
    """Publishes, one thing at a time. `current` is what it swaps."""

    def __init__(self, store: Store, loader: Loader, current: Current, clock: Clock,
                 zone: str) -> None:
        """`zone` is where the facts' dates are read: it decides what day it is."""
        self._store = store
        self._loader = loader
        self._current = current
        self._clock = clock
        self._zone = ZoneInfo(zone)
        self._one_at_a_time = asyncio.Lock()
        self._candidate: _Candidate | None = None
        self._retirement = Retirement()

    async def start(self) -> None:
        """Serve the newest release; the first start makes the files one, which is no news."""
        newest = await self._store.run(releases.newest)
        if newest is not None:
            files = await self._store.run(partial(releases.files, number=newest.number))
            loaded = await self._load(files)
            if loaded.engine is not None:
                self._serve(newest.number, loaded.engine)
                return
            log.error("curating.release_does_not_load", release=newest.number)
        candidate = await self._read()
        engine = candidate.loaded.engine
        if engine is None:
            first = candidate.loaded.errors[0]
            raise UsageProblem(first.text, f"{first.path}:{first.line}")
        release = await self._store.run(
            partial(self._keep, "baseline", candidate.files, (), by=None))
        self._serve(release.number, engine)

    async def stage(self) -> Staged:
        """Read and check the files; nothing is changed."""
        async with self._one_at_a_time:
            self._drop_candidate()
            candidate = self._candidate = await self._read()
            engine, served = candidate.loaded.engine, self._current.engine
            newest = await self._store.run(releases.newest)
            same = newest is not None and newest.digest == candidate.digest
            return Staged(
                candidate.digest[:ID_LENGTH], candidate.loaded.problems,
                changes(served.knowledge, engine.knowledge) if engine else (),
                await self._differing(candidate.files), same,
                publishable=engine is not None and not same)

    async def publish(self, staged_id: str, by: int | None) -> Published | Refused:
        """Publish the files that were staged under this id; a second time changes nothing."""
        async with self._one_at_a_time:
            newest = await self._store.run(releases.newest)
            if newest is not None and newest.digest[:ID_LENGTH] == staged_id:
                return await self._again(newest)
            candidate = self._candidate
            files = await self._loader.read()
            if releases.digest_of(files)[:ID_LENGTH] != staged_id:
                return Refused("stale")
            if candidate is None or candidate.digest[:ID_LENGTH] != staged_id:
                self._drop_candidate()
                candidate = await self._read()
            self._candidate = None
            return await self._publish("publish", candidate.files, candidate.loaded, by)

    async def rollback(self, number: int, by: int | None) -> Published | Refused:
        """Publish an earlier release's files as a new release."""
        async with self._one_at_a_time:
            release = await self._store.run(partial(releases.get, number=number))
            if release is None:
                return Refused("missing")
            newest = await self._store.run(releases.newest)
            if newest is not None and newest.digest == release.digest:
                return await self._again(newest)
            files = await self._store.run(partial(releases.files, number=number))
            return await self._publish("rollback", files, await self._load(files), by, number)

    async def differing(self) -> tuple[str, ...]:
        """The files that are not what is served: changed, new or gone."""
        return await self._differing(await self._loader.read())

    async def _read(self) -> _Candidate:
        files = await self._loader.read()
        loaded = await self._load(files, with_cases=True)
        return _Candidate(files, releases.digest_of(files), loaded)

    async def _load(self, files: Mapping[str, bytes], *, with_cases: bool = False) -> Loaded:
        try:
            return await self._loader.load(
                files, self._clock.now().astimezone(self._zone), with_cases=with_cases)
        except UsageProblem as problem:
            path, _, line = problem.where.rpartition(":")
            place = (path, int(line)) if line.isdecimal() else (problem.where, 1)
            return Loaded(None, (Problem("error", *place, "as_said", {"words": problem.what}),))

    async def _differing(self, files: Mapping[str, bytes]) -> tuple[str, ...]:
        served = await self._store.run(
            partial(releases.files, number=self._current.release))
        return tuple(sorted(name for name in files.keys() | served.keys()
                            if files.get(name) != served.get(name)))

    async def _publish(self, kind: Kind, files: Mapping[str, bytes], loaded: Loaded,
                       by: int | None, of_release: int | None = None) -> Published | Refused:
        if loaded.engine is None:
            return Refused("problems", loaded.problems)
        served, engine = self._current.engine, loaded.engine
        today = self._clock.now().astimezone(self._zone).date()
        found = records(changes(served.knowledge, engine.knowledge), served, engine, today)
        release = await self._store.run(
            partial(self._keep, kind, files, found, by=by, of_release=of_release))
        crash.point("publish.after_commit")
        self._serve(release.number, engine)
        return Published(release.number, found)

    def _keep(self, kind: Kind, files: Mapping[str, bytes], found: tuple[ChangeRecord, ...],
              tx: Tx, *, by: int | None, of_release: int | None = None) -> Release:
        """The release, what it changed and who did it: one transaction."""
        now = self._clock.now()
        release = releases.add(tx, kind, files, by, now, of_release)
        kept_changes.add(tx, release.number, found)
        audit.record(tx, by, f"release.{kind}", now, release=release.number,
                     changes=len(found), of_release=of_release)
        crash.point("publish.before_commit")
        return release

    async def _again(self, newest: Release) -> Published:
        """What is asked for is served already (a button pressed twice, a crash in between)."""
        rows = await self._store.run(partial(kept_changes.of, release=newest.number))
        return Published(newest.number, tuple(row.change for row in rows))

    def _drop_candidate(self) -> None:
        """Let go of what was staged and will not be published."""
        if self._candidate is not None:
            self._retirement.take(self._candidate.loaded)
            self._candidate = None

    def _serve(self, number: int, engine: Engine) -> None:
        before = self._current.swap(Served(number, engine))
        if before is not None:
            self._retirement.take(before)
        log.info("curating.served", release=number, facts=len(engine.knowledge.facts))


