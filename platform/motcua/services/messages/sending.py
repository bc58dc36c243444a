"""Sending what waits: at least once to the provider, not twice to the person (docs/adr/0016).

Each message is claimed on a lease in a transaction of its own, marked as being given at the last moment at which it
certainly has not been taken, given, and told. Whoever is killed on the way leaves the row saying how far it came.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from motcua import metrics
from motcua.catalog.plugins import described
from motcua.centers import Center, entered, here
from motcua.channels import Channel, Channels, Letter, NotTaken, Rejected, Unanswered
from motcua.domain.messages import OCCASIONS, MessageState
from motcua.services.messages.settings import Sending, sending_of
from motcua.settings import Clock, wall_clock
from motcua.store.engine import transaction
from motcua.store.queries import sending as stored
from motcua.store.queries.messages import opened
from motcua.store.secrets import SealBroken

LOG = logging.getLogger("motcua.messages")
#: Longer than a channel may take for one message: a lease that has run out means that its holder is gone.
LEASE = timedelta(minutes=5)
#: Pauses between attempts, about a day in all; after the last one the message has failed and waits for a person.
BACKOFF = tuple(timedelta(minutes=minutes) for minutes in (1, 3, 10, 30, 120, 360, 720))
MOST = len(BACKOFF) + 1
#: What no job woke for (a pause, a limit, an attempt put off, a killed sender) is found after so long.
EVERY = timedelta(seconds=30)
#: So many centers at once in one process.
LINES = 4
#: A database that is away after the provider has taken the message: the answer is worth waiting for.
WRITE_AGAIN = (0.2, 1.0, 3.0, 10.0, 30.0)


class ClaimLost(Exception):
    """Another sender has taken the message over: this one must not give it."""


async def send_due(
    channels: Channels,
    center: Center,
    *,
    clock: Clock = wall_clock,
    lease: timedelta = LEASE,
    stop: Callable[[], bool] = lambda: False,
) -> int:
    """Everything of this center that is due now, one after the other; how many providers took. Real time."""
    taken = 0
    with entered(center):
        async with transaction():
            if not await stored.is_anything_due(clock()):
                return 0
            rules = await sending_of(center)
        if rules.is_paused:
            return 0
        repeatable = [name for name, channel in channels.items() if channel.repeats_safely]
        async with transaction():
            await stored.recover(clock(), repeatable, MOST)
            await stored.expire(clock())
        while not stop():
            async with transaction():
                claimed = None if await _is_full(rules, clock()) else await stored.claim(clock(), clock() + lease)
            if claimed is None:
                break
            taken += await _send(channels[claimed["channel"]], rules, claimed, clock, lease)
    return taken


async def _is_full(rules: Sending, now: datetime) -> bool:
    """This center's minute is used up; the rest goes out in the next round."""
    most = rules.per_minute
    return await stored.sent_since(now - timedelta(minutes=1), most) >= most


async def _send(channel: Channel, rules: Sending, claimed: Mapping[str, Any], clock: Clock, lease: timedelta) -> bool:
    message_id, attempt = claimed["id"], claimed["attempts"]

    async def about_to() -> None:
        async with transaction():
            if not await stored.giving(message_id, attempt, clock() + lease):
                raise ClaimLost

    try:
        says = await channel.give(_letter(rules, claimed), about_to)
    except ClaimLost:
        LOG.warning("message %s was taken over by another sender", message_id)
        return False
    except SealBroken:
        await _failed(message_id, attempt, "Không mở được nội dung: tệp khóa không đúng.", clock())
        return False
    except NotTaken as failure:
        await _not_taken(channel, message_id, attempt, failure, clock())
        return False
    except Exception as error:
        # A channel's own mistake says nothing of where the message is.
        LOG.error("channel %s failed: %s", channel.name, described(error))
        metrics.MESSAGES.labels(channel.name, "error").inc()
        unknown = Unanswered("Phần mềm gửi gặp lỗi; xem nhật ký máy chủ.")
        await _not_taken(channel, message_id, attempt, unknown, clock())
        return False
    forgets = OCCASIONS[claimed["occasion"]].is_secret
    metrics.MESSAGES.labels(channel.name, "sent").inc()
    return await _written(lambda: stored.sent(message_id, attempt, clock(), says, forgets=forgets))


def _letter(rules: Sending, claimed: Mapping[str, Any]) -> Letter:
    center, said = here(), opened(claimed["sealed"])
    return Letter(
        id=claimed["id"],
        # The name its data are sealed under: a center that was renamed sends the same Message-ID as before.
        center=center.sealed_as or center.key,
        written_at=claimed["queued_at"],
        sender_name=center.name,
        sender=center.mail_from,
        reply_to=center.email,
        **said,
    )


async def _not_taken(channel: Channel, message_id: UUID, attempt: int, failure: NotTaken, now: datetime) -> None:
    is_unknown = isinstance(failure, Unanswered)
    is_last = attempt >= MOST or isinstance(failure, Rejected) or (is_unknown and not channel.repeats_safely)
    state, next_at = MessageState.WAITING, now + BACKOFF[min(attempt, len(BACKOFF)) - 1]
    if is_last:
        state = MessageState.UNKNOWN if is_unknown else MessageState.FAILED
        metrics.MESSAGES.labels(channel.name, state.value).inc()
        LOG.warning("message %s: %s after %s attempts", message_id, state.value, attempt)
    await _written(
        lambda: stored.not_sent(message_id, attempt, state.value, str(failure), next_at=next_at, is_unknown=is_unknown)
    )


async def _failed(message_id: UUID, attempt: int, problem: str, now: datetime) -> None:
    state = MessageState.FAILED.value
    await _written(lambda: stored.not_sent(message_id, attempt, state, problem, next_at=now, is_unknown=False))


async def _written(write: Callable[[], Awaitable[bool]]) -> bool:
    """What is known of a message is written down though the database is away for a moment. Where it stays away the
    lease runs out, and the next sender does not know what we knew."""
    for pause in (*WRITE_AGAIN, None):
        try:
            async with transaction():
                return await write()
        except Exception as error:
            if pause is None:
                raise
            LOG.warning("a message's state could not be written: %s", described(error))
            await asyncio.sleep(pause)
    raise AssertionError("unreachable")


class Sender:
    """One process's part in sending: woken by jobs, and looking by itself for what was left over. Centers are served
    beside each other, so that one whose server answers slowly keeps nobody waiting."""

    def __init__(self, channels: Channels, centers: Mapping[str, Center], *, every: timedelta = EVERY) -> None:
        self.channels, self.centers, self.every = channels, centers, every
        self._woken: set[str] = set()
        self._busy: dict[str, asyncio.Task[None]] = {}
        self._bell = asyncio.Event()
        self._lines = asyncio.Semaphore(LINES)

    async def wake(self, _: Mapping[str, Any]) -> None:
        """The handler of job `send_messages`, inside the center that queued: the row says the rest."""
        self._woken.add(here().key)
        self._bell.set()

    async def run(self, stop: asyncio.Event) -> None:
        """Until `stop`: what is in hand is finished first."""
        stopping = asyncio.create_task(self._ring_at(stop))
        look_at = wall_clock()
        try:
            while not stop.is_set():
                if wall_clock() >= look_at:
                    self._woken.update(self.centers)
                    look_at = wall_clock() + self.every
                self._bell.clear()
                for key in self._woken - self._busy.keys():
                    self._woken.discard(key)
                    self._busy[key] = asyncio.create_task(self._one(key, stop), name=f"messages of {key}")
                with contextlib.suppress(TimeoutError):
                    pause = (look_at - wall_clock()).total_seconds()
                    await asyncio.wait_for(self._bell.wait(), max(pause, 0.01))
        finally:
            stopping.cancel()
            await asyncio.gather(*self._busy.values(), return_exceptions=True)

    async def _ring_at(self, stop: asyncio.Event) -> None:
        await stop.wait()
        self._bell.set()

    async def _one(self, key: str, stop: asyncio.Event) -> None:
        try:
            async with self._lines:
                center = self.centers.get(key)
                if center is not None and not stop.is_set():
                    await send_due(self.channels, center, stop=stop.is_set)
        except Exception as error:
            LOG.error("sending for %s failed: %s", key, described(error))
        finally:
            del self._busy[key]
            self._bell.set()  # it may have been woken again meanwhile
