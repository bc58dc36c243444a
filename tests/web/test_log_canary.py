"""What people type never reaches a log: neither ours, nor a library's, nor the database server's."""

from __future__ import annotations

import asyncio
import logging
import os
import sys
import traceback
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

import pytest
import structlog
from structlog.testing import capture_logs
from tests.web.live import BUSINESS, House, Live, without
from tests.web.reading import Page

from motcua.catalog import Catalog
from motcua.catalog.plugins import described
from motcua.centers import entered
from motcua.domain.events import AddNote
from motcua.jobs.worker import WAITS, JobFailed, _inside
from motcua.services.accounts import signing_in as accounts
from motcua.services.codes import tracking_secret
from motcua.services.demo.scans import scan
from motcua.services.dossiers import effects
from motcua.settings import wall_clock
from motcua.store import embedded
from motcua.store.engine import DB
from motcua.web.pages import desk

CCCD = "001199887766"
PHONE = "0987612345"
NAME = "Đỗ Thị Hoàng Yến Chim"
PASSWORD = "chim-hoang-yen-7391"
HOME = "Ngõ Hoàng Yến 7391"
FILE = "chim-hoang-yen.pdf"
CANARIES = (CCCD, PHONE, NAME, PASSWORD, HOME, FILE, "Hoàng Yến")


CLIENT = ("httpx", "httpcore", "hypothesis")  # the test's own browser writes down where it goes


class Ears(logging.Handler):
    """Hears structlog, `logging` at its loudest, both streams and the database server's log."""

    def __init__(self, capfd: pytest.CaptureFixture[str], server_logs: list[Path]) -> None:
        super().__init__(logging.NOTSET)
        self._capfd = capfd
        self._sizes = {path: path.stat().st_size for path in server_logs}
        self._lines: list[str] = []
        self.events: list[Any] = []

    def emit(self, record: logging.LogRecord) -> None:
        if not record.name.startswith(CLIENT):
            error = record.exc_info[1] if record.exc_info else None
            notes = f"{error!r} {error.__cause__!r} {error.__context__!r}" if error else ""
            self._lines.append(f"{record.name} {record.getMessage()} {record.args!r} {notes}")

    @property
    def text(self) -> str:
        self._lines += self._capfd.readouterr()
        server = (path.read_bytes()[size:].decode(errors="replace") for path, size in self._sizes.items())
        return "\n".join([*self._lines, *map(repr, self.events), *server])

    def heard(self, *more: str) -> list[str]:
        text = self.text
        return [canary for canary in (*CANARIES, *more) if canary and canary in text]


@pytest.fixture
def ears(capfd: pytest.CaptureFixture[str], cluster: embedded.Server) -> Iterator[Ears]:
    logs = sorted(cluster.data_dir.rglob("log/*.log"))
    assert logs, "the database server's log was not found"
    found, root = Ears(capfd, logs), logging.getLogger()
    level = root.level
    root.addHandler(found)
    root.setLevel(logging.DEBUG)
    with capture_logs() as found.events:
        yield found
    root.removeHandler(found)
    root.setLevel(level)


@pytest.fixture
def house(live: Live) -> House:
    return live.que_vo


async def test_nothing_of_a_whole_dossier_is_logged(live: Live, house: House, ears: Ears) -> None:
    """From a mistyped password to the tracking page, right and wrong."""
    username = "yen.dt"
    with entered(house.center):
        await accounts.set_password(live.office, username, PASSWORD, must_change=False, now=wall_clock())
    client = await live.new_client(house)
    for name, password in ((CCCD, PASSWORD), (username, PASSWORD + "!"), (PASSWORD, "x")):
        assert (await live.sign_in(client, house, name, password)).status_code == 422
    assert (await live.sign_in(client, house, username, PASSWORD)).status_code == 303
    token = client.cookies[f"mc-{house.center.key}"]
    wrong = {"old": PASSWORD, "new": PASSWORD + "2", "again": PASSWORD + "3"}
    assert (await client.send_form(f"{house.root}/doi-mat-khau", wrong)).status_code == 422

    reception = await live.as_(house, "nga.nt")
    form = live.counter_form(house, BUSINESS, seed="canary") | {
        "applicant.name": NAME,
        "applicant.id_kind": "cccd",
        "applicant.id_number": CCCD,
        "applicant.phone": PHONE,
        "applicant.address": HOME,
    }
    path = f"{house.root}/tiep-nhan/{BUSINESS}"
    scanned = {"_file.request": (FILE, scan(NAME, HOME), "application/pdf")}
    keyed = {"_csrf_token": reception.csrf, "_key": form["_key"]}
    assert (await reception.post(f"{path}/tep", data=keyed, files=scanned)).status_code == 200
    lying = {"_file.request": (FILE, b"<html>" + CCCD.encode(), "application/pdf")}
    assert (await reception.post(f"{path}/tep", data=keyed, files=lying)).status_code == 422
    assert (await reception.send_form(path, form | {"capital": "x", "owner_name": ""})).status_code == 422
    assert (await reception.send_form(path, form | {"_find": CCCD, "_find_now": "1"})).status_code == 200
    accepted = await reception.send_form(path, form)
    assert accepted.status_code == 303, accepted.text
    address = accepted.headers["location"]
    page = await reception.get(address)
    assert NAME in page.text
    for text in (CCCD, NAME, HOME):
        assert (await reception.send_form(f"{house.root}/ho-so", {"text": text})).status_code == 200
    await reception.get(f"{house.root}/tiep-nhan", params={"tim": NAME})
    move = {"_key": str(uuid4()), "_seen": "7", "note": HOME}
    assert (await reception.send_form(f"{address}/chuyen", move)).status_code == 409

    public = await live.anonymous(house)
    with entered(house.center):
        secret = tracking_secret(UUID(address.rpartition("/")[2]))
    code = next(each for each in Page(page.text).says if each.startswith(house.center.unit_code))
    assert (await public.get(f"{house.root}/tra-cuu/{code}/{secret}")).status_code == 200
    assert (await public.get(f"{house.root}/tra-cuu/{code}/{secret}x")).status_code == 404
    assert (await public.send_form(f"{house.root}/tra-cuu", {"code": CCCD, "secret": secret})).status_code == 422
    assert (await public.get(f"{house.root}/{CCCD}?ten={NAME}")).status_code == 404
    assert "request" in ears.text, "no log line at all was heard, so this proves nothing"
    assert ears.heard(token, secret, code, reception.csrf, form["_key"]) == []
    await client.aclose()


@pytest.mark.parametrize("error", [RuntimeError(CCCD, NAME), KeyError(PASSWORD), ValueError(f"{HOME}\n{PHONE}")])
async def test_a_crash_says_where_it_was_and_not_what_was_typed(
    live: Live, house: House, ears: Ears, error: Exception
) -> None:
    async def broken(*_: object, **__: object) -> None:
        try:
            raise LookupError(NAME, CCCD)
        except LookupError as cause:
            raise error from cause

    client = await live.as_(house, "nga.nt")
    with without(desk, "worklist", broken):
        answer = await client.send_form(f"{house.root}/ho-so", {"text": NAME})
    assert answer.status_code == 500
    assert not [canary for canary in CANARIES if canary in answer.text]
    assert type(error).__name__ in ears.text
    assert ears.heard() == []


async def test_a_refusal_by_the_database_quotes_nothing(live: Live, house: House, ears: Ears) -> None:
    """Its message names the key's values ("Key (…)=(…) already exists"), and so would its log if it were let."""
    client = await live.as_(house, "nga.nt")

    async def twice(*_: object, **__: object) -> None:
        for value in ("1", "2"):
            sql = "INSERT INTO setting (key, value, set_at) VALUES ($1, $2, now())"
            await DB.fetch(sql, f"{NAME} {CCCD}", value)

    with without(desk, "worklist", twice):
        answer = await client.send_form(f"{house.root}/ho-so", {"text": NAME})
    assert answer.status_code == 500
    assert "UniqueViolation" in ears.text
    for _ in range(100):  # the server's log is written by a process of its own
        if "duplicate key" in ears.text:
            break
        await asyncio.sleep(0.05)
    assert "duplicate key" in ears.text, "the server's log was not heard"
    assert ears.heard() == []


async def test_a_plugin_that_fails_is_named_and_its_words_are_not(live: Live, house: House, ears: Ears) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError(f"{NAME} {CCCD}")

    try:
        fail()
    except RuntimeError as error:
        live.office.catalog.plugins.record("tu_phap", "check", described(error))
    assert "tu_phap" in ears.text
    assert "RuntimeError" in ears.text
    assert ears.heard() == []


async def test_an_effect_that_fails_is_named_and_its_words_are_not(live: Live, house: House, ears: Ears) -> None:
    made = house.dossiers["with_scan"]
    note = AddNote(f"{NAME} {CCCD}")

    async def broken(*_: object, **told: str) -> None:
        raise RuntimeError(f"Failing row contains ({told['text']})")

    with (
        without(effects, "add_note", broken),
        without(Catalog, "effects", lambda self, changed, on, failed: [("tu_phap", note)]),
        entered(house.center),
    ):
        await effects.dossier_changed(live.office, {"dossier_id": str(made.id), "seq": 1})
    assert "tu_phap" in ears.text
    assert "AddNote" in ears.text
    assert ears.heard() == []


async def test_a_job_that_fails_is_named_and_its_words_are_not(live: Live, house: House, ears: Ears) -> None:
    async def broken(_: object) -> None:
        raise RuntimeError(f"{NAME} {CCCD}")

    job: Any = SimpleNamespace(id=1, headers={"center": house.center.schema}, payload=b"{}")
    with pytest.raises(JobFailed) as failed:
        await _inside(broken, {house.center.key: house.center}, WAITS)(job)
    assert "RuntimeError" in str(failed.value)
    assert CCCD not in "".join(traceback.format_exception(failed.value))
    assert failed.value.__cause__ is None


def test_the_ears_hear(ears: Ears, capfd: pytest.CaptureFixture[str]) -> None:
    """The control: each way in which something could be said is heard."""
    for say in (
        lambda: print(CCCD),
        lambda: print(CCCD, file=sys.stderr),
        lambda: logging.getLogger("asyncpg").debug("row %s", CCCD),
        lambda: structlog.get_logger("motcua.web").info("request", path=CCCD),
        lambda: os.write(2, CCCD.encode()),
    ):
        before = ears.text.count(CCCD)
        say()
        assert ears.text.count(CCCD) > before
