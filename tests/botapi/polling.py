"""How updates reach the bot: long polling with one poller, or a webhook."""

from __future__ import annotations

import asyncio
import time
from typing import Any

import aiohttp

from tests.botapi.refusal import Refusal, bad
from tests.botapi.world import Json, World

CONFLICT = ("Conflict: terminated by other getUpdates request; make sure that only one bot "
            "instance is running")
LONGEST_POLL = 50.0


async def get_updates(world: World, fields: Json) -> list[Json]:
    """Answer with what waits, or when something comes, or with nothing after the timeout.

    A second poller ends the first one's call with 409. What is not acknowledged by a higher
    offset comes again.
    """
    if world.webhook:
        raise Refusal(409, "Conflict: can't use getUpdates method while webhook is active; "
                           "use deleteWebhook to delete the webhook first")
    world.poller += 1
    mine = world.poller
    world.note("poll", number=mine)
    if "allowed_updates" in fields:
        world.allowed = list(fields["allowed_updates"] or []) or None
    world.acknowledge(int(fields.get("offset") or 0))
    limit = min(max(int(fields.get("limit") or 100), 1), 100)
    until = time.monotonic() + min(float(fields.get("timeout") or 0), LONGEST_POLL)
    while True:
        if world.poller != mine:
            raise Refusal(409, CONFLICT)
        if world.queue or world.again:
            again, world.again = world.again, []
            return again + world.queue[:limit]
        left = until - time.monotonic()
        if left <= 0:
            return []
        await world.wait(left)


def set_webhook(world: World, fields: Json) -> bool:
    """Send updates to an address from now on; an empty one ends that."""
    url = str(fields.get("url") or "")
    if not url:
        return delete_webhook(world, fields)
    secret = str(fields.get("secret_token") or "")
    if secret and not secret.replace("_", "a").replace("-", "a").isalnum():
        raise bad("secret token contains unallowed characters")
    world.allowed = list(fields.get("allowed_updates") or []) or None
    if fields.get("drop_pending_updates"):
        world.queue.clear()
    world.webhook = {"url": url, "secret": secret, "errors": 0, "last_error": ""}
    world.note("webhook", url=url)
    return True


def delete_webhook(world: World, fields: Json) -> bool:
    """Back to polling."""
    world.webhook = None
    if fields.get("drop_pending_updates"):
        world.queue.clear()
    world.note("webhook", url="")
    return True


def webhook_info(world: World) -> Json:
    """What getWebhookInfo shows."""
    hook: dict[str, Any] = world.webhook or {"url": "", "last_error": ""}
    info = {"url": hook["url"], "has_custom_certificate": False,
            "pending_update_count": len(world.queue)}
    if hook["last_error"]:
        info |= {"last_error_date": int(time.time()), "last_error_message": hook["last_error"]}
    return info


async def deliver(world: World, session: aiohttp.ClientSession) -> None:
    """Post updates to the webhook, in order, each until it is answered with 2xx."""
    while True:
        hook = world.webhook
        if hook is None or not (world.queue or world.again):
            await world.wait(5.0)
            continue
        update = (world.again or world.queue)[0]
        headers = {"X-Telegram-Bot-Api-Secret-Token": hook["secret"]} if hook["secret"] else {}
        try:
            async with session.post(hook["url"], json=update, headers=headers,
                                    timeout=aiohttp.ClientTimeout(total=10)) as answer:
                status = answer.status
        except (aiohttp.ClientError, TimeoutError, OSError) as problem:
            status, hook["last_error"] = 0, type(problem).__name__
        world.note("delivered", update_id=update["update_id"], status=status)
        if 200 <= status < 300:
            (world.again if update in world.again else world.queue).remove(update)
        else:
            hook["errors"] += 1
            # Telegram waits longer and longer; a test has no time for that.
            await asyncio.sleep(min(0.05 * 2 ** min(hook["errors"], 5), 1.0))
