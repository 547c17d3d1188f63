"""The bot as one process: wires the rooms, serves until it is told to stop."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable
from contextlib import AsyncExitStack
from datetime import UTC, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger

from bot.clock import Clock
from bot.curating.curator import Curator
from bot.curating.current import Current
from bot.curating.loading import ThreadLoader
from bot.delivery.gate import Gate
from bot.delivery.inbox import Inbox
from bot.delivery.limiter import Limiter, Rates
from bot.delivery.relay import Options, Relay
from bot.digests.tick import Digests
from bot.errors import StoreProblem
from bot.log import get_logger
from bot.messages import say
from bot.settings import DeliverySettings, Settings
from bot.store import outbox, roles, updates
from bot.store.database import Store
from bot.store.tx import Tx
from bot.telegram.face import TelegramFace

MINUTE = 60
KEEP_UPDATES = timedelta(days=7)  # long enough to know one that Telegram sends again
KEEP_SENT = timedelta(days=90)
HOURS_BETWEEN_PURGES = 6

log = get_logger("run")


async def serve(settings: Settings, store: Store, clock: Clock,
                announce: Callable[[str], None]) -> None:
    """Serve until SIGINT or SIGTERM. `announce` shows the console's one line, the owner's code."""
    stopping = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopping.set)
    async with AsyncExitStack() as stack:
        starting = asyncio.create_task(_start(settings, store, clock, announce, stack))
        stopped = asyncio.create_task(stopping.wait())
        await asyncio.wait((starting, stopped), return_when=asyncio.FIRST_COMPLETED)
        if starting.done():
            starting.result()
            log.info("run.ready")
            await stopped
        else:  # told to stop before Telegram could be reached
            starting.cancel()
            await asyncio.gather(starting, return_exceptions=True)
        log.info("run.stopping")


async def _start(settings: Settings, store: Store, clock: Clock,
                 announce: Callable[[str], None], stack: AsyncExitStack) -> None:
    """Start every room, from the lowest floor up; the stack stops them from the highest down."""
    current = Current()
    loader = ThreadLoader(settings.knowledge, settings.conversation.context_minutes)
    curator = Curator(store, loader, current, clock, settings.digests.timezone)
    await curator.start()

    face = TelegramFace(settings=settings, store=store, clock=clock, current=current,
                        curator=curator)
    delivery = settings.delivery
    gate = Gate(Limiter(rates_of(delivery)))
    relay = Relay(store, gate, face.sender, clock, listeners=face.listeners,
                  options=Options(delivery.workers, timedelta(seconds=delivery.lease_seconds)))
    inbox = Inbox(store, face.handle, gate, face.sender, clock, failed=face.failed,
                  committed=relay.wake, sent=face.sent)
    await inbox.recover()
    await _show_code(settings, store, announce)
    stack.push_async_callback(face.close)
    stack.push_async_callback(relay.stop, delivery.shutdown_seconds)
    stack.push_async_callback(inbox.stop, delivery.shutdown_seconds)
    stack.push_async_callback(face.stop)
    await face.start(inbox, relay)
    inbox.begin()
    await relay.start()

    scheduler = schedule(settings, store, clock, Digests(store, lambda: current.engine), relay)
    stack.callback(scheduler.shutdown, wait=False)


def schedule(settings: Settings, store: Store, clock: Clock, digests: Digests,
             relay: Relay) -> AsyncIOScheduler:
    """Begin to tick: once a minute, late rather than never, and never twice at once."""
    async def tick() -> None:
        try:
            if await digests.tick(clock.now()):
                relay.wake()
        except StoreProblem as error:
            log.failure("run.tick_failed", error)

    async def purge() -> None:
        await store.run(lambda tx: _purge(tx, clock))

    seconds = settings.digests.tick_seconds
    every = CronTrigger(minute="*", timezone=UTC) if seconds == MINUTE else IntervalTrigger(
        seconds=seconds, timezone=UTC)
    scheduler = AsyncIOScheduler(timezone=UTC, job_defaults={
        "misfire_grace_time": None, "coalesce": True, "max_instances": 1})
    scheduler.add_job(tick, every, id="tick")
    scheduler.add_job(purge, IntervalTrigger(hours=HOURS_BETWEEN_PURGES, timezone=UTC), id="purge")
    for job in (tick, purge):
        scheduler.add_job(job, id=f"first {job.__name__}")
    scheduler.start()
    return scheduler


def rates_of(settings: DeliverySettings) -> Rates:
    """The limits that the settings ask for."""
    return Rates(settings.per_second, settings.bulk_per_second, settings.chat_per_second,
                 settings.chat_burst, settings.group_per_minute)


async def _show_code(settings: Settings, store: Store, announce: Callable[[str], None]) -> None:
    """Where nobody owns the bot yet, show the code that makes an owner."""
    if settings.telegram.owners:
        return
    code = await store.run(roles.new_code)
    if code is not None:
        announce(say("run.owner_code", code=code))


def _purge(tx: Tx, clock: Clock) -> None:
    now = clock.now()
    log.info("run.purged", updates=updates.purge(tx, now - KEEP_UPDATES),
             messages=outbox.purge(tx, now - KEEP_SENT))
