"""What goes on beside the requests: plugins' effects, late opinions, the daily seal of every trail, virus scans
that were late, and sweeping.

One failing center never stops the others; what failed is tried again at the next round.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from motcua import metrics
from motcua.catalog.plugins import described
from motcua.centers import Center, entered, here
from motcua.centers.business_time import business_now
from motcua.channels import channels_of
from motcua.domain.calendar import local
from motcua.jobs.port import Handler
from motcua.jobs.worker import worker
from motcua.services.archive.collecting import collect
from motcua.services.archive.destroying import destroy
from motcua.services.archive.disposals import COLLECT, DESTROY
from motcua.services.deadlines.calendars import keep_calendar
from motcua.services.deadlines.late_opinions import tell_late_opinions
from motcua.services.deadlines.risks import count_risks_once
from motcua.services.deadlines.watch import watch
from motcua.services.dossiers.effects import CHANGED, dossier_changed
from motcua.services.dossiers.presence import LASTS
from motcua.services.dossiers.records import TELL_MONEY
from motcua.services.dossiers.trail import seal
from motcua.services.files.made import MADE, make_file
from motcua.services.files.scanning import scan_waiting
from motcua.services.files.uploads import sweep_files
from motcua.services.hall.day import keep_hall
from motcua.services.heard.feedback_watch import watch_feedback
from motcua.services.heard.rating_invitations import invite_to_rate
from motcua.services.inspection.bundle import MADE as BUNDLE_MADE
from motcua.services.inspection.bundle import make_bundle
from motcua.services.inspection.indexing import index_events
from motcua.services.machines.delivering import LOG_KEPT, TELL, tell_webhook, wake_webhooks
from motcua.services.machines.told import keep_feed
from motcua.services.messages.queue import WAKE
from motcua.services.messages.sending import Sender
from motcua.services.messages.telling import tell_applicant
from motcua.services.messages.telling_money import tell_of_money
from motcua.services.office import Office
from motcua.services.oversight.forecasting import keep_forecast
from motcua.services.oversight.keeping import keep_sums
from motcua.services.plugins.life import keep_quarantine
from motcua.services.plugins.switches import follow_switches
from motcua.services.province.holidays import Carrying
from motcua.services.province.publishing import ROUND_FAILED, say_numbers
from motcua.services.training.clock import keep_time
from motcua.services.work.bulk import WORK
from motcua.services.work.bulk_work import bulk_work
from motcua.services.work.morning import write_mornings
from motcua.settings import Clock, wall_clock
from motcua.store.engine import transaction
from motcua.store.queries.accounts import sweep_sessions
from motcua.store.queries.bulk import sweep_batches
from motcua.store.queries.counters import sweep_request_keys
from motcua.store.queries.presence import forget_presence
from motcua.store.queries.ratings import sweep_screens
from motcua.store.queries.webhooks import sweep_deliveries

LOG = logging.getLogger("motcua.background")
EVERY = timedelta(minutes=5)
# So long another process may go on running the code of a plugin that was put into quarantine, released or switched off.
DECISIONS_EVERY = timedelta(seconds=15)
# A form is posted again within minutes or not at all; a month covers a draft left open over Tết.
KEYS_KEPT = timedelta(days=30)
HALF_TAKEN_KEPT = timedelta(days=1)


@contextlib.asynccontextmanager
async def running(office: Office, clock: Clock, *, every: timedelta = EVERY) -> AsyncIterator[None]:
    """Background work for the length of a block; what is in hand is finished before the block ends."""
    stop = asyncio.Event()
    sender = Sender(channels_of(office.settings), office.centers)
    handlers: dict[str, Handler] = {
        CHANGED: partial(_run_dossier_changed, office, clock),
        MADE: partial(make_file, office),
        TELL_MONEY: partial(_tell_of_money, office, clock),
        BUNDLE_MADE: partial(make_bundle, office),
        COLLECT: partial(collect, office),
        DESTROY: partial(destroy, office, clock),
        WAKE: sender.wake,
        WORK: partial(bulk_work, office, clock),
        TELL: partial(tell_webhook, office, clock=wall_clock),
    }
    tasks = [
        asyncio.create_task(worker(handlers, stop, centers=office.centers), name="jobs worker"),
        asyncio.create_task(_rounds(office, clock, every, stop), name="daily rounds"),
        asyncio.create_task(_decisions(office, clock, stop), name="what others decided"),
        asyncio.create_task(sender.run(stop), name="sending of messages"),
    ]
    try:
        yield
    finally:
        stop.set()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _run_dossier_changed(office: Office, clock: Clock, payload: Mapping[str, Any]) -> None:
    await dossier_changed(office, payload)
    await tell_applicant(office, payload, business_now(here(), clock))
    await _tell_of_money(office, clock, payload)
    await invite_to_rate(office, payload, business_now(here(), clock))


async def _tell_of_money(office: Office, clock: Clock, payload: Mapping[str, Any]) -> None:
    await tell_of_money(office, payload, business_now(here(), clock))


async def _rounds(office: Office, clock: Clock, every: timedelta, stop: asyncio.Event) -> None:
    while not stop.is_set():
        for center in list(office.centers.values()):
            try:
                center = await keep_time(office.centers, center.key)
                await one_round(office, center, business_now(center, clock), wall_clock())
                problem = ""
            except Exception as error:
                metrics.ROUND_FAILURES.labels(center.key).inc()
                LOG.error("background round of %s failed: %s", center.key, described(error))
                problem = ROUND_FAILED
            try:
                center = office.centers[center.key]
                await say_numbers(office, center, business_now(center, clock), wall_clock(), problem)
            except Exception as error:
                LOG.error("numbers of %s could not be said: %s", center.key, described(error))
        try:
            await office.files.sweep_incoming(wall_clock() - HALF_TAKEN_KEPT)
        except Exception as error:
            LOG.error("sweeping half-taken files failed: %s", described(error))
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), every.total_seconds())


async def _decisions(office: Office, clock: Clock, stop: asyncio.Event) -> None:
    """Plugins put into quarantine or released, switched by the province; days that the province decided."""
    carrying = Carrying(office)
    while not stop.is_set():
        try:
            await carrying.look()
        except Exception as error:
            LOG.error("the province's calendar could not be read: %s", described(error))
        for center in list(office.centers.values()):
            try:
                at = business_now(center, clock)
                await follow_switches(office, center.key)
                with entered(office.centers[center.key]):
                    await keep_quarantine(office, at)
                await carrying.to(center.key, at)
            except Exception as error:
                if center.key in office.centers:  # one that leaves meanwhile is no failure
                    LOG.error("what others decided at %s could not be followed: %s", center.key, described(error))
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), DECISIONS_EVERY.total_seconds())


async def one_round(office: Office, center: Center, at: datetime, now: datetime) -> None:
    """Yesterday is sealed once (business time `at`); what has expired by `now` (real time) is swept."""
    await keep_calendar(office.centers, center.key, at)
    with entered(office.centers[center.key]):
        await count_risks_once(at)
        await watch(at)
        await watch_feedback(at)
        await write_mornings(office, at)
        await keep_sums()
        await keep_forecast(at)
        await tell_late_opinions(at)
        await keep_hall(at)
        await keep_feed()
        await wake_webhooks(now, "round")  # what was put off, and events that are no move's
        is_new_day = await seal(office, local(at).date() - timedelta(days=1))
        async with transaction():
            await sweep_sessions(now)
            await forget_presence(now - LASTS)  # what pages left behind that were closed
            await sweep_screens(now)
        if is_new_day:
            async with transaction():
                await sweep_request_keys(now - KEYS_KEPT)
                await sweep_deliveries(now - LOG_KEPT)
                await sweep_batches(at - KEYS_KEPT)
            await sweep_files(office, at, now)
        await scan_waiting(office, at)
        await index_events(at)
