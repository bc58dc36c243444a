"""The way of a message from the queue to the provider, against servers that run."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from tests.channels.mail_server import Taken, mail_server
from tests.channels.test_outbox_and_sms import Gateway
from tests.channels.test_smtp import server_at

from motcua.centers import Center, Centers, entered
from motcua.channels.outbox import Outbox
from motcua.channels.sms import HttpSms
from motcua.channels.smtp import Smtp
from motcua.jobs import worker
from motcua.providers import SmsGateway
from motcua.services.messages import sending
from motcua.services.messages.queue import WAKE, Recipient, queue_message
from motcua.services.messages.sending import BACKOFF, LEASE, MOST, Sender, send_due
from motcua.services.messages.settings import put_paused, put_per_minute, sending_of
from motcua.settings import wall_clock
from motcua.store.engine import DB, transaction
from motcua.store.queries import sending as stored
from motcua.store.queries.messages import load_message, message_of_key

HA = Recipient("Nguyễn Thị Hà", "thiha@example.vn", "0912345678")
BY_PHONE = Recipient("Trần Văn Nam", phone="0912345678")


@dataclass
class Post:
    """The center, its mail server, and a clock that the test sets."""

    center: Center
    taken: Taken
    channels: dict[str, Any]
    now: datetime

    async def queue(self, to: Recipient = HA, event: str = "test", **values: str) -> UUID:
        once = f"t/{uuid4()}"
        async with transaction():
            await queue_message(to, event, values, once=once)
            found = await message_of_key(once)
        assert found is not None
        return found

    async def send(self) -> int:
        return await send_due(self.channels, self.center, clock=lambda: self.now)

    async def seen(self, message_id: UUID) -> dict[str, Any]:
        async with transaction():
            found = await load_message(message_id)
        assert found is not None
        return found

    async def state(self, message_id: UUID) -> str:
        return str((await self.seen(message_id))["state"])

    def later(self, by: timedelta) -> None:
        self.now += by


@pytest.fixture
async def post(in_que_vo: Center, tmp_path: Path) -> AsyncIterator[Post]:
    async with transaction():
        await DB.fetch("UPDATE message SET state = 'failed' WHERE state IN ('waiting', 'claimed', 'giving')")
        await DB.fetch("UPDATE message SET sent_at = sent_at - interval '1 day'")
    taken = Taken()
    async with mail_server(taken) as port:
        channels = {"email": Smtp(server_at(port), timeout=3), "sms": Outbox("sms", tmp_path)}
        yield Post(in_que_vo, taken, channels, wall_clock() + timedelta(seconds=1))


async def test_what_waits_is_sent_once(post: Post) -> None:
    ids = [await post.queue() for _ in range(3)]
    assert await post.send() == 3
    assert await post.send() == 0
    assert set(post.taken.ids.values()) == {1}
    assert sorted(post.taken.ids) == sorted(f"<{each}@{post.center.key}.motcua>" for each in ids)
    seen = await post.seen(ids[0])
    assert (seen["state"], seen["attempts"], seen["sent_at"]) == ("sent", 1, post.now)
    assert "queued as" in seen["provider_says"]


async def test_a_one_time_code_is_forgotten_when_it_is_on_its_way(post: Post) -> None:
    code, other = await post.queue(event="one_time_code", secret="481 207", minutes="10"), await post.queue()
    await post.send()
    assert "481 207" in post.taken.mails[0].get_content()  # before what can wait
    assert (await post.seen(code))["sealed"] == ""
    assert (await post.seen(other))["sealed"] != ""


async def test_what_comes_too_late_is_not_sent(post: Post) -> None:
    code = await post.queue(event="one_time_code", secret="481 207", minutes="10")
    post.later(timedelta(minutes=11))
    assert await post.send() == 0
    seen = await post.seen(code)
    assert (seen["state"], seen["sealed"], post.taken.mails) == ("expired", "", [])


async def test_an_attempt_put_off_is_made_again_later_and_later(post: Post) -> None:
    post.taken.answers["RCPT"] = ["450 Greylisted"] * len(BACKOFF)
    message = await post.queue()
    for number, pause in enumerate(BACKOFF, 1):
        assert await post.send() == 0
        seen = await post.seen(message)
        assert (seen["state"], seen["attempts"], seen["next_at"]) == ("waiting", number, post.now + pause)
        assert await post.send() == 0
        post.later(pause)
    assert await post.send() == 1
    assert post.taken.ids.total() == 1
    assert not (await post.seen(message))["is_again"]


async def test_after_the_last_attempt_a_person_is_needed(post: Post) -> None:
    post.taken.answers["RCPT"] = ["450 Greylisted"] * MOST
    message = await post.queue()
    for _ in range(MOST):
        await post.send()
        post.later(max(BACKOFF))
    assert await post.state(message) == "failed"
    async with transaction():
        assert await stored.try_again(message, post.now)
    assert await post.send() == 1
    assert await post.state(message) == "sent"


async def test_an_address_refused_for_good_is_not_asked_again(post: Post) -> None:
    post.taken.answers["RCPT"] = ["550 No such user <thiha@example.vn>"]
    message = await post.queue()
    await post.send()
    seen = await post.seen(message)
    assert (seen["state"], seen["problem"]) == ("failed", "Máy chủ thư từ chối địa chỉ nhận (550).")


async def test_a_letter_without_an_answer_is_given_again_under_the_same_name(post: Post) -> None:
    post.taken.drops = 1
    message = await post.queue()
    await post.send()
    assert await post.state(message) == "waiting"
    post.later(BACKOFF[0])
    await post.send()
    seen = await post.seen(message)
    assert (seen["state"], seen["is_again"]) == ("sent", True)
    assert list(post.taken.ids.values()) == [2]
    assert post.taken.raw[0] == post.taken.raw[1]


async def test_an_sms_without_an_answer_is_for_a_person_to_judge(post: Post) -> None:
    gateway = Gateway(status=None)
    with gateway.running() as url:
        post.channels["sms"] = HttpSms(SmsGateway(url=url), timeout=3)
        message = await post.queue(BY_PHONE)
        await post.send()
        post.later(max(BACKOFF))
        await post.send()
    assert await post.state(message) == "unknown"
    assert len(gateway.asked) == 1


async def test_a_gateway_that_drops_repetitions_is_asked_again(post: Post) -> None:
    gateway = Gateway(status=None)
    with gateway.running() as url:
        post.channels["sms"] = HttpSms(SmsGateway(url=url, repeats_safely=True), timeout=3)
        message = await post.queue(BY_PHONE)
        await post.send()
        gateway.status = 200
        post.later(max(BACKOFF))
        assert await post.send() == 1
    assert await post.state(message) == "sent"
    assert len({headers["Idempotency-Key"] for headers, _ in gateway.asked}) == 1


async def left_lying(post: Post, message: UUID, state: str) -> None:
    async with transaction():
        claimed = await stored.claim(post.now, post.now + LEASE)
        assert claimed is not None
        assert claimed["id"] == message
        if state == "giving":
            assert await stored.giving(message, 1, post.now + LEASE)


@pytest.mark.parametrize(("state", "is_again"), [("claimed", False), ("giving", True)])
async def test_what_a_dead_sender_left_is_taken_back_when_its_lease_is_over(
    post: Post, state: str, is_again: bool
) -> None:
    message = await post.queue()
    await left_lying(post, message, state)
    assert await post.send() == 0
    assert post.taken.mails == []
    post.later(LEASE + timedelta(seconds=1))
    assert await post.send() == 1
    seen = await post.seen(message)
    assert (seen["state"], seen["is_again"]) == ("sent", is_again)


async def test_an_sms_that_was_being_given_by_a_dead_sender_is_not_given_again(post: Post) -> None:
    with Gateway().running() as url:
        post.channels["sms"] = HttpSms(SmsGateway(url=url), timeout=3)
        message = await post.queue(BY_PHONE)
        await left_lying(post, message, "giving")
        post.later(LEASE + timedelta(seconds=1))
        assert await post.send() == 0
    assert await post.state(message) == "unknown"


async def test_a_sender_that_lost_its_claim_gives_and_writes_nothing(post: Post) -> None:
    message = await post.queue()
    async with transaction():
        assert await stored.claim(post.now, post.now + LEASE)
        await DB.fetch("UPDATE message SET attempts = 2 WHERE id = $1", message)
        assert not await stored.giving(message, 1, post.now)
        assert not await stored.sent(message, 1, post.now, "", forgets=False)
        assert not await stored.not_sent(message, 1, "failed", "", next_at=post.now, is_unknown=False)
        assert await stored.giving(message, 2, post.now)


async def test_senders_side_by_side_give_each_message_once(post: Post) -> None:
    ids = [await post.queue() for _ in range(12)]
    given = await asyncio.gather(*(post.send() for _ in range(4)))
    assert sum(given) == 12
    assert set(post.taken.ids.values()) == {1}
    assert len(post.taken.ids) == len(ids)


async def test_a_database_that_is_away_for_a_moment_after_the_answer(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "WRITE_AGAIN", (0.01, 0.01))
    sent, failures = stored.sent, iter([True, True])

    async def sometimes(*args: Any, **kwargs: Any) -> bool:
        if next(failures, False):
            raise ConnectionError
        return await sent(*args, **kwargs)

    monkeypatch.setattr(stored, "sent", sometimes)
    message = await post.queue()
    assert await post.send() == 1
    assert await post.state(message) == "sent"


async def test_a_pause_keeps_everything_and_loses_nothing(post: Post) -> None:
    message = await post.queue()
    async with transaction():
        await put_paused(post.center, True, by=None, at=post.now)
    assert await post.send() == 0
    assert await post.state(message) == "waiting"
    async with transaction():
        await put_paused(post.center, False, by=None, at=post.now)
    assert await post.send() == 1


async def test_no_more_in_a_minute_than_the_center_may(post: Post) -> None:
    async with transaction():
        await put_per_minute(2, by=None, at=post.now)
    try:
        for _ in range(5):
            await post.queue()
        assert [await post.send(), await post.send()] == [2, 0]
        post.later(timedelta(seconds=61))
        assert await post.send() == 2
    finally:
        async with transaction():
            await put_per_minute(60, by=None, at=post.now)


async def test_a_copy_under_another_name_sends_nothing_until_somebody_says_so(post: Post) -> None:
    async with transaction():
        await put_paused(post.center, False, by=None, at=post.now)
        copy = replace(post.center, sealed_as="ten-cu")
        assert not (await sending_of(copy)).is_paused  # somebody said so, here
        await DB.fetch("DELETE FROM setting WHERE key = 'messages.paused'")
        assert (await sending_of(copy)).is_paused
        assert not (await sending_of(post.center)).is_paused


async def test_a_log_names_no_one(post: Post, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(0)
    post.taken.answers["RCPT"] = ["550 No such user <thiha@example.vn>"]
    await post.queue()
    await post.queue()
    await post.send()
    said = " ".join(record.getMessage() for record in caplog.records if record.name.startswith("motcua"))
    assert "failed after 1 attempts" in said
    assert "thiha" not in said
    assert "Hà" not in said


async def test_a_job_wakes_the_sender_of_the_right_center(post: Post, two_centers: Centers, tmp_path: Path) -> None:
    """Through the queue, as it runs: nobody looks for what waits here."""
    channels = {"email": Outbox("email", tmp_path / "outbox"), "sms": Outbox("sms", tmp_path / "outbox")}
    sender = Sender(channels, two_centers, every=timedelta(hours=1))
    stop = asyncio.Event()
    tasks = [
        asyncio.create_task(sender.run(stop)),
        asyncio.create_task(worker({WAKE: sender.wake}, stop, centers=two_centers, poll=timedelta(seconds=0.3))),
    ]
    await asyncio.sleep(0.5)  # the first look around is over
    other = next(center for key, center in two_centers.items() if key != "que-vo")
    try:
        with entered(other):
            message = await post.queue()
            async with asyncio.timeout(20):
                while await post.state(message) != "sent":  # noqa: ASYNC110
                    await asyncio.sleep(0.05)
    finally:
        stop.set()
        await asyncio.gather(*tasks)
    (path,) = (tmp_path / "outbox" / other.key).iterdir()
    assert str(message) in path.name
