"""What is told to people outside: written down once, sealed, by the way they gave, in words of their own language."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from motcua.centers import Center, entered
from motcua.centers.training import Training
from motcua.domain.messages import OCCASIONS, masked_address
from motcua.paths import templates
from motcua.services.messages.queue import Recipient, queue_message
from motcua.services.messages.texts import template_problem, written
from motcua.services.office import Office
from motcua.store.engine import DB, transaction
from motcua.store.queries.messages import load_message, message_of_key, opened

HA = Recipient("Nguyễn Thị Hà", "thiha@example.vn", "0912345678")
CODE = {"secret": "481 207", "minutes": "10"}


async def one(center: Center, once: str) -> dict:
    with entered(center):
        async with transaction():
            message_id = await message_of_key(once)
            assert message_id is not None
            found = await load_message(message_id)
            assert found is not None
            return found | opened(found["sealed"])


async def test_a_message_is_written_once_and_sealed(office: Office, center: Center) -> None:
    once = f"test/{uuid4()}"
    with entered(center):
        async with transaction():
            assert await queue_message(HA, "one_time_code", CODE, once=once)
            assert not await queue_message(HA, "one_time_code", CODE, once=once)
            raw = await DB.fetch("SELECT * FROM message WHERE once_key = $1", once)
    assert len(raw) == 1
    stored = " ".join(str(value) for value in dict(raw[0]).values())
    assert "481 207" not in stored
    assert "thiha@example.vn" not in stored
    assert "Hà" not in stored
    found = await one(center, once)
    assert found["address"] == "thiha@example.vn"
    assert "481 207" in found["text"]
    assert found["state"] == "waiting"
    assert raw[0]["not_after"] - raw[0]["queued_at"] == timedelta(minutes=10)


async def test_a_rolled_back_act_tells_nobody(office: Office, center: Center) -> None:
    once = f"test/{uuid4()}"
    with entered(center):
        with contextlib.suppress(ZeroDivisionError):
            async with transaction():
                await queue_message(HA, "test", {}, once=once)
                assert await message_of_key(once) is not None
                raise ZeroDivisionError
        async with transaction():
            assert await message_of_key(once) is None


async def test_whoever_left_no_address_is_not_forgotten(office: Office, center: Center) -> None:
    once = f"test/{uuid4()}"
    with entered(center):
        async with transaction():
            await queue_message(Recipient("Trần Văn Nam"), "test", {}, once=once)
    found = await one(center, once)
    assert (found["state"], found["channel"]) == ("no_address", "")


async def test_a_telephone_alone_gets_an_sms(office: Office, center: Center) -> None:
    once = f"test/{uuid4()}"
    with entered(center):
        async with transaction():
            await queue_message(Recipient("Trần Văn Nam", phone="0912345678"), "test", {}, once=once)
    found = await one(center, once)
    assert (found["state"], found["channel"], found["address"]) == ("waiting", "sms", "0912345678")


async def test_a_message_without_its_values_is_the_callers_mistake(office: Office, center: Center) -> None:
    with entered(center):
        async with transaction():
            with pytest.raises(TypeError, match="minutes"):
                await queue_message(HA, "one_time_code", {"secret": "1"}, once="x")


def test_every_occasion_has_its_template_and_no_template_is_left_over() -> None:
    assert {path.stem for path in (templates() / "messages").glob("[!_]*.txt")} == set(OCCASIONS)


@pytest.mark.parametrize("event", OCCASIONS)
def test_a_template_says_every_value_of_its_occasion(center: Center, event: str) -> None:
    says = {name: f"«{name}»" for name in OCCASIONS[event].says}
    text = written(center, event, {**says, "name": "Bà Hà"})
    assert text.subject
    assert text.short
    assert text.text.startswith("Kính gửi Bà Hà,\n\n")
    assert center.name in text.text
    for value in says.values():
        assert value in text.text + text.subject
    assert "\n\n\n" not in text.text


@pytest.mark.parametrize("event", OCCASIONS)
def test_the_shipped_templates_pass_their_own_examination(event: str) -> None:
    assert template_problem(event, (templates() / "messages" / f"{event}.txt").read_text("utf-8")) is None


def test_a_line_break_in_a_value_makes_no_header(center: Center) -> None:
    text = written(center, "notice", {"code": "1\r\nBcc: x@y.vn", "text": "a", "name": ""})
    assert "\n" not in text.subject
    assert "\r" not in text.subject


def test_a_center_says_it_in_its_own_words(center: Center) -> None:
    own = (
        "{% block subject %}Thử {{ center }}{% endblock %}{% block text %}Lời riêng.{% endblock %}"
        "{% block short %}x{% endblock %}"
    )
    assert template_problem("test", own) is None
    assert "Lời riêng." in written(replace(center, messages={"test": own}), "test", {"name": ""}).text


@pytest.mark.parametrize(
    "own",
    [
        "{% block subject %}{{ nothing }}{% endblock %}{% block text %}a{% endblock %}{% block short %}x{% endblock %}",
        "{% block subject %}a{% endblock %}",
        "{{ ().__class__.__mro__ }}{% block subject %}{{ ''.__class__ }}{% endblock %}"
        "{% block text %}a{% endblock %}{% block short %}x{% endblock %}",
        "{% block subject",
    ],
)
def test_own_words_that_fail_give_way_to_the_shipped_ones(
    center: Center, own: str, caplog: pytest.LogCaptureFixture
) -> None:
    assert template_problem("test", own) is not None
    text = written(replace(center, messages={"test": own}), "test", {"name": "Hà"})
    assert text == written(center, "test", {"name": "Hà"})
    assert "Hà" not in caplog.text


def test_an_address_is_shown_so_that_only_its_owner_knows_it() -> None:
    assert masked_address("email", "thiha@example.vn") == "th•••@example.vn"
    assert masked_address("email", "ha@x.vn") == "h•••@x.vn"
    assert masked_address("sms", "0912345678") == "•••••••678"


async def test_a_training_twin_keeps_every_message(office: Office, center: Center) -> None:
    twin = replace(center, training=Training(of=center.key))
    states = {}
    for name, place in (("twin", twin), ("center", center)):
        once = f"test/{uuid4()}"
        with entered(place):
            async with transaction():
                await queue_message(HA, "test", {}, once=once)
        states[name] = (await one(center, once))["state"]
    assert states == {"twin": "kept", "center": "waiting"}
