"""`/metrics`: where the time goes by template of the route, and nothing about a person."""

from __future__ import annotations

import re
import socket
import urllib.request
from uuid import uuid4

import pytest
from prometheus_client import generate_latest
from prometheus_client.parser import text_string_to_metric_families
from structlog.testing import capture_logs
from tests.web.live import BUSINESS, House, Live

from motcua import metrics
from motcua.catalog.plugins import load_plugins
from motcua.domain.errors import Unavailable

NAME, CCCD = "Đỗ Thị Hoàng Yến Chim", "001199887766"


def exposed() -> str:
    return generate_latest(metrics.REGISTRY).decode()


def answered(route: str, method: str = "GET", status: str = "2xx") -> float:
    labels = {"method": method, "route": route, "status": status}
    return metrics.REGISTRY.get_sample_value("motcua_request_seconds_count", labels) or 0


@pytest.fixture
def house(live: Live) -> House:
    return live.que_vo


async def test_a_request_is_counted_under_the_template_of_its_route(live: Live, house: House) -> None:
    client = await live.as_(house, "nga.nt")
    made = house.dossiers["copies"]
    before = answered("/ho-so/{dossier_id}"), answered("-", status="4xx"), answered("/health")
    assert (await client.get(f"{house.root}/ho-so/{made.id}")).status_code == 200
    assert (await client.get(f"{house.root}/khong-co-trang-nay")).status_code == 404
    assert (await client.get("/health")).status_code == 200
    assert answered("/ho-so/{dossier_id}") == before[0] + 1
    assert answered("-", status="4xx") == before[1] + 1
    assert answered("/health") == before[2] + 1


async def test_nothing_of_a_person_or_a_dossier_is_exposed(live: Live, house: House) -> None:
    client = await live.as_(house, "nga.nt")
    form = live.counter_form(house, BUSINESS, seed="metrics canary")
    form |= {"applicant.name": NAME, "applicant.id_kind": "cccd", "applicant.id_number": CCCD}
    accepted = await client.send_form(f"{house.root}/tiep-nhan/{BUSINESS}", form)
    assert accepted.status_code == 303, accepted.text
    dossier = accepted.headers["location"].rpartition("/")[2]
    await client.send_form(f"{house.root}/ho-so", {"text": NAME})
    await client.get(f"{house.root}/{CCCD}?ten={NAME}")
    await client.get(f"/{CCCD}")
    await client.request("X" * 12 + CCCD, f"{house.root}/ho-so")
    text = exposed()
    assert "/tiep-nhan/{key}" in text, "the page just asked for is not there, so this proves nothing"
    for canary in (NAME, "Hoàng", CCCD, dossier, str(house.dossiers["copies"].code), "nga.nt", BUSINESS):
        assert canary not in text, canary


def labels(name: str) -> set[str]:
    families = text_string_to_metric_families(exposed())
    return {sample.labels[name] for family in families for sample in family.samples if name in sample.labels}


async def test_labels_come_from_lists_of_ours(live: Live, house: House) -> None:
    client = await live.as_(house, "nga.nt")
    before = labels("route")
    for _ in range(3):
        await client.get(f"{house.root}/{uuid4()}")
    await client.get(f"{house.root}/viec")
    own = {f"/{part}" for part in ("", "health", "health/live", "health/ready")} | {"-", "starting"}
    routes = {re.sub(r":\w+}", "}", route.path) for route in live.app.pages.routes} | own
    assert labels("route") - before <= routes
    assert "/viec" in labels("route")
    assert labels("method") <= {"GET", "HEAD", "POST", "other"}


def test_a_plugin_that_fails_is_counted_by_name() -> None:
    plugins = load_plugins([])
    labels = {"plugin": "tu_phap", "what": "dossier_changed"}
    before = metrics.REGISTRY.get_sample_value("motcua_plugin_failures_total", labels) or 0
    plugins.record("tu_phap", "dossier_changed", "gây lỗi RuntimeError")
    plugins.record("tu_phap", "dossier_changed", "gây lỗi RuntimeError")
    assert metrics.REGISTRY.get_sample_value("motcua_plugin_failures_total", labels) == before + 2


def test_it_answers_on_a_port_of_its_own_on_this_machine_only() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    metrics.listen(port)
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=10) as answer:
        assert b"motcua_build{" in answer.read()
    with pytest.raises(Unavailable, match="MOTCUA_METRICS"):
        metrics.listen(port)


async def test_the_pages_own_port_does_not_serve_it(live: Live, house: House) -> None:
    client = await live.anonymous(house)
    answer = await client.get("/metrics")
    assert answer.status_code == 404
    assert "motcua_" not in answer.text


async def test_a_monitor_that_asks_is_counted_and_not_written_down(live: Live, house: House) -> None:
    client = await live.anonymous(house)
    with capture_logs() as lines:
        before = answered("/health/ready")
        await client.get("/health/ready")
        await client.get(f"{house.root}/thu-tuc")
    assert answered("/health/ready") == before + 1
    assert [(line["log_level"], line["route"]) for line in lines] == [("debug", "/health/ready"), ("info", "/thu-tuc")]
