"""Telling the systems that asked to be told: in the feed's order, signed, again until it is taken.

One event at a time: the next is sent when the one before was taken (2xx), so that a receiver that was down gets all of
them in order. At least once: each event has one id, by which a receiver knows what it has already. No transaction is
open while somebody else's server is waited for; a lease keeps a second worker away instead.
"""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import httpx2

from motcua.centers import here
from motcua.domain.errors import Refused, Unavailable
from motcua.jobs.port import enqueue
from motcua.services.machines.addresses import networks_of, target_of
from motcua.services.machines.signing import signature
from motcua.services.machines.told import ToldEvent, events_after
from motcua.services.messages.outgoing import WAITING, outgoing
from motcua.services.office import Office
from motcua.settings import Clock
from motcua.store.engine import transaction
from motcua.store.queries import feed
from motcua.store.queries import webhooks as stored
from motcua.store.secrets import SealBroken, unseal

LOG = logging.getLogger("motcua.webhooks")
TELL = "tell_webhook"
SECRET = "webhook.secret"  # noqa: S105  what it is sealed for
ANSWERS_WITHIN = 10.0
AT_ONCE = 20
LEASE = timedelta(seconds=ANSWERS_WITHIN * (AT_ONCE + 4))
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 30, 60))
# An hour each: after about three days somebody must look.
MOST_FAILURES = 75
LOG_KEPT = timedelta(days=90)


def pause_after(failures: int) -> timedelta:
    """How long to wait after so many failures in a row, from 1."""
    return PAUSES[min(failures, len(PAUSES)) - 1]


async def wake_webhooks(now: datetime, key: str) -> int:
    """A job for every subscription that may have something to be told; `key` says of what, so that none is dropped
    because an older job is still running. How many."""
    if outgoing() != WAITING:
        return 0
    async with transaction():
        due = await stored.due_webhooks(now)
        for webhook_id in due:
            await enqueue(TELL, {"webhook": webhook_id}, key=f"{webhook_id}/{key}")
    return len(due)


async def tell_webhook(office: Office, payload: Mapping[str, Any], clock: Clock) -> None:
    """The handler of job `tell_webhook`, inside the center that the job is stamped with."""
    await deliver(office, UUID(payload["webhook"]), clock)


async def deliver(office: Office, webhook_id: UUID, clock: Clock) -> int:
    """Sends what there is to be told until nothing is left or a receiver fails; how many were taken.

    Looked at once more after the lease is given back: whoever came meanwhile found it taken and went away.
    """
    taken = 0
    while outgoing() == WAITING:
        async with transaction():
            hook = await stored.lease_webhook(webhook_id, clock(), clock() + LEASE)
        if hook is None:
            return taken
        try:
            sent, is_through = await _page(office, hook, clock)
        finally:
            async with transaction():
                await stored.release_webhook(webhook_id)
        taken += sent
        if not is_through or not await _has_more(webhook_id):
            return taken
    return taken


async def _has_more(webhook_id: UUID) -> bool:
    async with transaction():
        await feed.give_positions()
        hook = await stored.find_webhook(webhook_id)
        return hook is not None and hook["after"] < await feed.last_position()


async def _page(office: Office, hook: Mapping[str, Any], clock: Clock) -> tuple[int, bool]:
    """A page of events; how many were taken, and whether all of them."""
    async with transaction():
        await feed.give_positions()
        page = await events_after(hook["after"], tuple(hook["desks"]), AT_ONCE)
    after: int = hook["after"]
    for number, event in enumerate(page.events):
        if not await _told(office, hook, event, after, clock):
            return number, False
        after = event.position
    if page.cursor > after:
        async with transaction():
            await stored.move_on(hook["id"], after, page.cursor)
    return len(page.events), True


async def _told(office: Office, hook: Mapping[str, Any], event: ToldEvent, after: int, clock: Clock) -> bool:
    """One event sent once; whether it was taken. Written down either way."""
    attempt = hook["failures"] + 1 if after == hook["after"] else 1
    at, began = clock(), time.monotonic()
    status, outcome = await _sent(office, hook, event, at)
    took_ms = round((time.monotonic() - began) * 1000)
    is_taken = status is not None and 200 <= status < 300
    async with transaction():
        await stored.note_delivery(
            hook["id"],
            position=event.position,
            event_id=event.id,
            attempt=attempt,
            at=at,
            status=status,
            outcome=outcome,
            took_ms=took_ms,
        )
        if is_taken:
            await stored.move_on(hook["id"], after, event.position)
        else:
            next_at, is_held = clock() + pause_after(attempt), attempt >= MOST_FAILURES
            await stored.put_off(hook["id"], failures=attempt, next_at=next_at, is_held=is_held)
    if not is_taken:
        LOG.warning("webhook %s of %s: attempt %s failed", hook["id"], here().key, attempt)
    return is_taken


async def _sent(office: Office, hook: Mapping[str, Any], event: ToldEvent, at: datetime) -> tuple[int | None, str]:
    """The receiver's status, if it answered at all, and what happened in words."""
    try:
        target = await target_of(hook["url"], networks_of(office.settings.webhook_networks))
        secret = unseal(hook["secret_sealed"], SECRET)
    except (Refused, Unavailable) as fault:
        return None, fault.sentence
    except SealBroken:
        return None, "Không mở được bí mật của nơi nhận: tệp khóa của hệ thống đã khác."
    body, stamp = body_of(event), int(at.timestamp())
    host = f"[{target.address}]" if ":" in target.address else target.address
    asked = f"[{target.host}]" if ":" in target.host else target.host
    headers = {
        "host": asked if target.port in (80, 443) else f"{asked}:{target.port}",
        "content-type": "application/json",
        "user-agent": "motcua-webhook/1",
        "webhook-id": event.id,
        "webhook-timestamp": str(stamp),
        "webhook-signature": signature(secret, event.id, stamp, body),
    }
    address = f"{target.scheme}://{host}:{target.port}{target.path}"
    try:
        # `trust_env`: a proxy of the environment would look the name up again, behind the judgment's back.
        async with httpx2.AsyncClient(timeout=ANSWERS_WITHIN, follow_redirects=False, trust_env=False) as client:
            extensions = {"sni_hostname": target.host} if target.scheme == "https" else {}
            async with client.stream("POST", address, content=body, headers=headers, extensions=extensions) as answer:
                status = answer.status_code
    except httpx2.TimeoutException:
        return None, "Nơi nhận không trả lời kịp."
    except (httpx2.HTTPError, httpx2.InvalidURL, ValueError):
        return None, "Không kết nối được nơi nhận."
    return status, "Đã nhận." if 200 <= status < 300 else f"Nơi nhận trả lời mã {status}."


def body_of(event: ToldEvent) -> bytes:
    """The same for every attempt: what is signed and sent."""
    told = {"type": "dossier.moved", "data": {**asdict(event), "at": event.at.isoformat()}}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
