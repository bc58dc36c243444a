"""Telling: signed, in order, again after a failure, once more on demand, and never into our own network."""

from __future__ import annotations

import asyncio
import base64
import hmac
import ssl
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from tests.web.api.conftest import Asker, MakeAsker
from tests.web.api.receiving import Receiver, receiving
from tests.web.live import COPIES, House, Live

from motcua.centers import entered
from motcua.centers.training import Training
from motcua.domain.errors import Refused
from motcua.services.machines import delivering, hooks
from motcua.services.office import Office
from motcua.store.engine import DB, transaction
from motcua.store.queries import webhooks as stored

START = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)


class Hands:
    """A subscription of a key with every desk, and a clock to turn."""

    def __init__(self, live: Live, house: House, asker: Asker, office: Office, hook: hooks.Hook) -> None:
        self.live, self.house, self.asker, self.office, self.hook = live, house, asker, office, hook
        self.now = START

    async def deliver(self) -> int:
        with entered(self.house.center):
            return await delivering.deliver(self.office, self.hook.id, lambda: self.now)

    async def happen(self, times: int = 1) -> None:
        for _ in range(times):
            await self.live.take_in(self.house, COPIES, seed=uuid4().hex)

    async def stands(self) -> dict[str, Any]:
        with entered(self.house.center):
            async with transaction():
                found = await stored.find_webhook(self.hook.id)
        assert found is not None
        return found


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    async with receiving() as found:
        yield found


def opened(live: Live, networks: str = "127.0.0.0/8") -> Office:
    return replace(live.office, settings=replace(live.settings, webhook_networks=networks))


async def subscribed(live: Live, ask_as: MakeAsker, url: str, office: Office | None = None) -> Hands:
    house, office = live.que_vo, office or opened(live)
    asker = await ask_as(house, "read act")
    with entered(house.center):
        hook = await hooks.subscribe(office, asker.machine, url, uuid4(), live.now[0], START)
    return Hands(live, house, asker, office, hook)


@pytest.fixture
async def hands(live: Live, ask_as: MakeAsker, receiver: Receiver) -> Hands:
    return await subscribed(live, ask_as, receiver.url)


async def test_what_happened_is_told_signed_and_in_order(hands: Hands, receiver: Receiver) -> None:
    await hands.happen(3)
    taken = await hands.deliver()
    assert taken == len(receiver.got) >= 3
    positions = [got.event["position"] for got in receiver.got]
    assert positions == sorted(set(positions))
    assert hands.hook.secret is not None
    for got in receiver.got:
        signed = f"{got.headers['webhook-id']}.{got.headers['webhook-timestamp']}.".encode() + got.body
        key = base64.b64decode(hands.hook.secret.removeprefix("whsec_"))
        ours = base64.b64encode(hmac.new(key, signed, sha256).digest()).decode()
        assert got.headers["webhook-signature"] == f"v1,{ours}"
        assert got.headers["webhook-id"] == got.event["id"]
        assert int(got.headers["webhook-timestamp"]) == START.timestamp()
    assert await hands.deliver() == 0


async def test_nobodys_name_is_told(hands: Hands, receiver: Receiver) -> None:
    made = await hands.live.take_in(hands.house, COPIES, seed="ten-rieng")
    name = (await hands.live.load(hands.house, made.id)).applicant_name
    await hands.deliver()
    assert receiver.got
    assert all(name.encode() not in got.body for got in receiver.got)
    assert {"move", "to_state", "dossier_id"} <= receiver.got[-1].event.keys()


async def test_a_receiver_that_was_down_gets_everything_in_order_each_once(hands: Hands, receiver: Receiver) -> None:
    receiver.answers = [500]
    await hands.happen(2)
    assert await hands.deliver() == 0
    assert len(receiver.got) == 1, "what comes after is not sent before it"
    assert await hands.deliver() == 0, "not before its time"
    stands = await hands.stands()
    assert (stands["failures"], stands["next_at"]) == (1, START + timedelta(minutes=1))
    await hands.happen()
    hands.now = START + timedelta(hours=1)
    receiver.drops = True
    assert await hands.deliver() == 0
    receiver.drops = False
    hands.now += timedelta(hours=1)
    taken = await hands.deliver()
    told = [got.event["id"] for got in receiver.got[-taken:]]
    assert len(told) == len(set(told)) >= 3
    assert receiver.got[0].event["id"] == receiver.got[1].event["id"] == told[0]
    assert receiver.got[0].body == receiver.got[1].body
    assert (await hands.stands())["failures"] == 0
    lines = (await hands.asker.read(f"/webhooks/{hands.hook.id}/deliveries")).json()["deliveries"]
    assert [line["status"] for line in lines[::-1]][:2] == [500, None]
    assert lines[-2]["attempt"] == 2


def test_the_pauses_grow_to_an_hour() -> None:
    minutes = [delivering.pause_after(failures).total_seconds() / 60 for failures in (1, 2, 3, 4, 5, 6, 70)]
    assert minutes == [1, 5, 15, 30, 60, 60, 60]


async def test_after_days_of_failure_somebody_must_look_and_can_start_it_again(
    hands: Hands, receiver: Receiver
) -> None:
    receiver.answers = [503] * delivering.MOST_FAILURES
    await hands.happen()
    for _ in range(delivering.MOST_FAILURES):
        assert await hands.deliver() == 0
        hands.now += timedelta(hours=1)
    assert (await hands.stands())["state"] == "held"
    assert await hands.deliver() == 0
    again = await hands.asker.tell(f"/webhooks/{hands.hook.id}/replay", {"after": str(hands.hook.after)})
    assert (again.status_code, again.json()["state"]) == (200, "on")
    hands.now = datetime(2100, 1, 1, tzinfo=UTC)
    with entered(hands.house.center):
        async with transaction():
            await DB.fetch("UPDATE api_key SET expires_at = '2101-01-01' WHERE id = $1", hands.asker.machine.id)
    assert await hands.deliver() >= 1


async def test_what_was_told_is_told_again_on_demand_with_the_same_ids(hands: Hands, receiver: Receiver) -> None:
    await hands.happen(2)
    taken = await hands.deliver()
    first = [got.event["id"] for got in receiver.got]
    answer = await hands.asker.tell(f"/webhooks/{hands.hook.id}/replay", {"after": str(hands.hook.after)})
    assert answer.status_code == 200
    hands.now = datetime.now(UTC) + timedelta(minutes=1)
    assert await hands.deliver() == taken
    assert [got.event["id"] for got in receiver.got[taken:]] == first
    too_far = await hands.asker.tell(f"/webhooks/{hands.hook.id}/replay", {"after": "9" * 18})
    assert too_far.status_code == 422


async def test_two_workers_tell_each_event_once(hands: Hands, receiver: Receiver) -> None:
    await hands.happen(3)
    taken = await asyncio.gather(hands.deliver(), hands.deliver(), hands.deliver())
    told = [got.event["id"] for got in receiver.got]
    assert sum(taken) == len(told) == len(set(told))


async def test_a_worker_that_was_killed_keeps_nobody_away_for_long(hands: Hands, receiver: Receiver) -> None:
    await hands.happen()
    with entered(hands.house.center):
        async with transaction():
            assert await stored.lease_webhook(hands.hook.id, START, START + delivering.LEASE)
    assert await hands.deliver() == 0
    hands.now = START + delivering.LEASE + timedelta(seconds=1)
    assert await hands.deliver() >= 1


async def test_a_revoked_key_is_told_nothing_more(hands: Hands, receiver: Receiver) -> None:
    await hands.happen()
    with entered(hands.house.center):
        async with transaction():
            await DB.fetch(
                "UPDATE api_key SET revoked_at = $2, revoked_by = created_by WHERE id = $1",
                hands.asker.machine.id,
                START,
            )
    assert await hands.deliver() == 0
    assert receiver.got == []


async def test_a_redirect_is_not_followed(hands: Hands, receiver: Receiver) -> None:
    receiver.answers, receiver.headers = [307], (f"location: http://127.0.0.1:{receiver.port}/noi-khac",)
    await hands.happen()
    assert await hands.deliver() == 0
    assert [got.path for got in receiver.got] == ["/su-kien"]


async def test_into_our_own_network_nothing_is_sent_when_the_setting_does_not_open_it(
    live: Live, ask_as: MakeAsker, receiver: Receiver
) -> None:
    """The control of the guard: the same subscription, the same receiver, the setting taken away."""
    hands = await subscribed(live, ask_as, receiver.url)
    await hands.happen()
    hands.office = opened(live, "")
    assert await hands.deliver() == 0
    assert receiver.got == []
    hands.office, hands.now = opened(live), START + timedelta(hours=1)
    assert await hands.deliver() >= 1
    with entered(live.que_vo.center), pytest.raises(Refused):
        await hooks.subscribe(opened(live, ""), hands.asker.machine, receiver.url, uuid4(), live.now[0], START)


async def test_a_training_twin_tells_nobody(hands: Hands, receiver: Receiver) -> None:
    await hands.happen()
    twin = replace(hands.house.center, training=Training(of="que-vo"))
    with entered(twin):
        assert await delivering.deliver(hands.office, hands.hook.id, lambda: START) == 0
        assert await delivering.wake_webhooks(START, "thu") == 0
    assert receiver.got == []
    assert await hands.deliver() >= 1, "the control: outside the twin it is told"


async def test_a_server_with_a_certificate_of_its_own_making_is_not_believed(
    live: Live, ask_as: MakeAsker, tmp_path: Path
) -> None:
    context, names = homemade(tmp_path)
    async with receiving(context) as receiver:
        hands = await subscribed(live, ask_as, f"https://localhost:{receiver.port}/su-kien")
        await hands.happen()
        assert await hands.deliver() == 0
        assert receiver.got == []
    assert names == ["localhost"], "asked for by its name, though called at its address"
    lines = (await hands.asker.read(f"/webhooks/{hands.hook.id}/deliveries")).json()["deliveries"]
    assert lines[0]["outcome"] == "Không kết nối được nơi nhận."


def homemade(folder: Path) -> tuple[ssl.SSLContext, list[str | None]]:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    (folder / "c.pem").write_bytes(
        made.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "c.pem")
    names: list[str | None] = []
    context.sni_callback = lambda _, server, __: names.append(server)  # type: ignore[assignment, return-value]
    return context, names


async def test_a_subscription_is_made_once_however_often_it_is_sent(live: Live, ask_as: MakeAsker) -> None:
    asker = await ask_as(live.que_vo, "read")
    once, body = str(uuid4()), {"url": "https://nhan.example/a"}
    first, second = [await asker.tell("/webhooks", body, once=once) for _ in range(2)]
    assert first.status_code == second.status_code == 201
    assert first.json() == second.json()
    listed = (await asker.read("/webhooks")).json()["webhooks"]
    assert [each["id"] for each in listed] == [first.json()["id"]]
    assert listed[0]["secret"] is None
    for number in range(hooks.MOST - 1):
        assert (await asker.tell("/webhooks", {"url": f"https://nhan.example/{number}"})).status_code == 201
    assert (await asker.tell("/webhooks", body)).status_code == 409
    ended = await asker.tell(f"/webhooks/{first.json()['id']}/end", {})
    assert ended.status_code == 200
    assert (await asker.tell(f"/webhooks/{first.json()['id']}/end", {})).status_code == 404
    assert (await asker.tell("/webhooks", {"url": "https://10.0.0.1/"})).status_code == 422


async def test_a_move_wakes_whoever_wants_to_be_told(hands: Hands, receiver: Receiver) -> None:
    with entered(hands.house.center):
        async with transaction():
            woken = await delivering.wake_webhooks(START + timedelta(days=1), f"{uuid4()}/1")
    assert woken >= 1


async def test_another_keys_subscription_is_not_there(live: Live, ask_as: MakeAsker, hands: Hands) -> None:
    other = await ask_as(live.que_vo, "read")
    for path in ("replay", "end"):
        body = {"after": "0"} if path == "replay" else {}
        assert (await other.tell(f"/webhooks/{hands.hook.id}/{path}", body)).status_code == 404
    assert (await other.read(f"/webhooks/{hands.hook.id}/deliveries")).status_code == 404
    assert (await other.read(f"/webhooks/{UUID(int=1)}/deliveries")).status_code == 404
