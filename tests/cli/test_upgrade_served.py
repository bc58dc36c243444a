"""One province through an upgrade that fails at one center, and back to the release before: the real server and the
real command, each in a process of its own, while people work at both centers."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from motcua import paths
from motcua.centers import schema_of
from motcua.cli.administering import installation
from motcua.cli.bench_client import Browser
from motcua.domain.moves import Move
from motcua.domain.states import State
from motcua.services.setup.onboarding import onboard, owner_of
from motcua.settings import read_settings, wall_clock
from motcua.store import embedded
from motcua.store.bootstrap import DATABASE, connect_owner, with_database
from motcua.testing import accept_dossier
from motcua.web.pages.move_forms import SLUGS

pytestmark = pytest.mark.slow

KEYS = ("gia-binh", "que-vo")
PEOPLE = {"gia-binh": "loan.tt", "que-vo": "nga.nt"}
FAILING, OTHER = KEYS
PASSWORD = "Sông Cầu nước chảy lơ thơ 17"
PROCEDURE = "dang-ky-ho-kinh-doanh"
LONGEST = 120
PROGRAM = """
import sys
from motcua.store.migrations import center
center.__path__.append(sys.argv.pop(1))
from motcua.cli import main
main()
"""
HEAD = "from motcua.store.migrations.raw import index_migration, raw_migration\n"
RAW = "\nasync def forwards():\n    return raw_migration({name!r}, 'center', '', SQL)\n"
INDEX = "\nasync def forwards():\n    return index_migration({name!r}, '', INDEXES)\n"
LATER = {
    "m9001_columns": "SQL = (\"ALTER TABLE dossier ADD COLUMN planted text NOT NULL DEFAULT ''\","
    " \"ALTER TABLE staff ADD COLUMN planted text NOT NULL DEFAULT ''\")" + RAW,
    "m9002_table": "SQL = ('CREATE TABLE planted (id bigint PRIMARY KEY, kind text NOT NULL)',)" + RAW,
    "m9003_index": "INDEXES = (('dossier_planted', 'ON dossier (planted)'),)" + INDEX,
}
CONTRACT = {"m9004_takes_away": "CONTRACTS = 'm9003'\nSQL = ('ALTER TABLE dossier DROP COLUMN planted',)" + RAW}


@dataclass
class Works:
    """Somebody at work at a center: the window, its form token, and what waits there by its version."""

    center: str
    browser: Browser
    token: str
    dossiers: list[UUID]
    schema: str = field(init=False)

    def __post_init__(self) -> None:
        self.schema = schema_of(self.center)

    async def looks_around(self) -> None:
        pages = ("", "viec", "ho-so", f"ho-so/{self.dossiers[0]}", "tiep-nhan", "thu-tuc")
        for page in pages:
            answer = await self.browser.get(f"/{self.center}/{page}")
            assert answer.status in (200, 303), (self.center, page, answer.status)

    async def hands_over(self, owner: Any) -> None:
        """The next dossier goes from the counter to the officer; what is to be done after it is done."""
        made = self.dossiers.pop(0)
        where = f"/{self.center}/ho-so/{made}"
        seen = await owner.fetchval(f"SELECT version FROM {self.schema}.dossier WHERE id = $1", made)
        form = {"_csrf_token": [self.token], "_key": [str(uuid4())], "_seen": [str(seen)]}
        answer = await self.browser.post(f"{where}/{SLUGS[Move.HAND_OVER]}", form)
        assert answer.status == 303, (self.center, answer.status, answer.body[-2000:])
        state = await owner.fetchval(f"SELECT state FROM {self.schema}.dossier WHERE id = $1", made)
        assert state != State.ACCEPTED, self.center


@dataclass
class Site:
    """The folder of an installation, and the two releases that are run on it: `planted` has the later one's files."""

    folder: Path

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def environment(self) -> dict[str, str]:
        ours = {name: value for name, value in os.environ.items() if not name.startswith("MOTCUA_")}
        tenants = str(self.folder / "tenants")
        return ours | {"MOTCUA_DATA": str(self.data), "MOTCUA_TENANTS": tenants, "MOTCUA_REQUIRE_CODES": "0"}

    def argv(self, release: str, *words: str) -> list[str]:
        return [sys.executable, "-c", PROGRAM, str(self.folder / release), *words]

    def plant(self, bodies: dict[str, str]) -> None:
        for name, body in bodies.items():
            (self.folder / "later" / f"{name}.py").write_text(HEAD + body.format(name=name), "utf-8")

    def start(self, release: str, *words: str) -> subprocess.Popen[bytes]:
        with (self.folder / "log").open("ab") as log:
            return subprocess.Popen(self.argv(release, *words), env=self.environment(), stdout=log, stderr=log)

    async def upgrade(self) -> tuple[int, str]:
        done = await asyncio.to_thread(
            subprocess.run,
            self.argv("later", "upgrade", "--canary", OTHER),
            env=self.environment(),
            capture_output=True,
            text=True,
            check=False,
        )
        return done.returncode, done.stdout + done.stderr

    def log(self) -> str:
        return (self.folder / "log").read_text("utf-8")

    @contextlib.asynccontextmanager
    async def serving(self, release: str) -> AsyncIterator[tuple[str, dict[str, Any]]]:
        """The address and what /health says when it is ready."""
        ports = []
        for _ in range(2):
            with socket.socket() as probe:
                probe.bind(("127.0.0.1", 0))
                ports.append(str(probe.getsockname()[1]))
        words = ("serve", "--port", ports[0], "--console-port", ports[1])
        (self.folder / "log").write_text("", "utf-8")
        child = self.start(release, *words)
        try:
            base = f"http://127.0.0.1:{ports[0]}"
            async with asyncio.timeout(LONGEST):
                while (told := await asyncio.to_thread(health, base)) is None:
                    assert child.poll() is None, self.log()
                    await asyncio.sleep(0.1)
            yield base, told
        finally:
            child.send_signal(signal.SIGTERM)
            await asyncio.to_thread(child.wait, 60)

    @contextlib.asynccontextmanager
    async def owner(self) -> AsyncIterator[Any]:
        url = embedded.superuser_dsn_of(self.data)
        assert url is not None
        connection = await connect_owner(with_database(url, DATABASE))
        try:
            yield connection
        finally:
            await connection.close()


def health(base: str) -> dict[str, Any] | None:
    try:
        with urllib.request.urlopen(f"{base}/health", timeout=10) as answer:
            told: dict[str, Any] = json.load(answer)
            return told if told["ready"] else None
    except (urllib.error.HTTPError, OSError):
        return None


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    folder = tmp_path_factory.mktemp("served")
    for name in ("later", "before"):
        (folder / name).mkdir()
    (folder / "tenants").symlink_to(paths.tenants())
    return Site(folder)


async def filled(site: Site) -> dict[str, list[UUID]]:
    """Both centers onboarded by the release before, with dossiers that wait at the counter."""
    settings = read_settings({}, data_dir=site.data, tenants_dir=site.folder / "tenants")
    made: dict[str, list[UUID]] = {}
    async with installation(settings) as office:
        connection = await owner_of(office)
        for key in KEYS:
            center = office.centers[key]
            await onboard(office, center, now=wall_clock(), first_passwords=lambda _: PASSWORD)
            await connection.execute(f"UPDATE {center.schema}.staff SET must_change = false")
            cases = [await accept_dossier(office, center, PROCEDURE, at=wall_clock(), seed=n) for n in range(8)]
            made[key] = [case.id for case in cases]
        await connection.execute("DELETE FROM jobs.pgqueuer")
        await connection.close()
    return made


async def people(base: str, waiting: dict[str, list[UUID]], *, but: str = "") -> list[Works]:
    found = []
    for key in KEYS:
        if key != but:
            browser = Browser(base)
            token = await browser.sign_in(key, PEOPLE[key], PASSWORD)
            found.append(Works(key, browser, token, waiting[key]))
    return found


async def work(someone: Works, owner: Any) -> None:
    await someone.looks_around()
    await someone.hands_over(owner)
    await someone.browser.close()
    # done, neither held nor put off
    left = "SELECT count(*) FROM jobs.pgqueuer WHERE headers->>'center' = $1"
    async with asyncio.timeout(30):
        while await owner.fetchval(left, someone.schema):  # noqa: ASYNC110
            await asyncio.sleep(0.1)  # another process does it


async def levels(owner: Any) -> dict[str, str]:
    return dict(await owner.fetch("SELECT key, migration_level FROM catalog.center WHERE schema <> 'c_province'"))


async def test_a_center_that_fails_is_served_on_its_old_level_and_the_others_by_the_release_before(site: Site) -> None:
    waiting = await filled(site)
    async with site.serving("before") as (base, told), site.owner() as owner:
        assert "closed" not in told
        before = await levels(owner)
        crowd = await people(base, waiting)
        for someone in crowd:
            await work(someone, owner)
        await owner.execute(f"ALTER TABLE {crowd[0].schema}.staff ADD COLUMN planted bigint")  # somebody's own hand
        site.plant(LATER)
        code, said = await site.upgrade()
        assert code == 1, said
        assert f"{FAILING}: chưa nâng được, vẫn làm việc ở mức cũ: m9001_columns" in said
        assert await levels(owner) == {FAILING: before[FAILING], OTHER: "m9003_index"}
        for someone in crowd:  # the server of the release before has not been stopped
            await work(someone, owner)
        assert "round of" not in site.log()

    for release in ("later", "before"):  # the new release, and back
        async with site.serving(release) as (base, told), site.owner() as owner:
            assert "closed" not in told, site.log()
            for someone in await people(base, waiting):
                await work(someone, owner)
            assert await levels(owner) == {FAILING: before[FAILING], OTHER: "m9003_index"}
            assert "failed" not in site.log()

    async with site.serving("later") as (base, _), site.owner() as owner:
        await owner.execute(f"ALTER TABLE {crowd[0].schema}.staff DROP COLUMN planted")
        code, said = await site.upgrade()
        assert code == 0, said
        for someone in await people(base, waiting):
            await work(someone, owner)
        assert set((await levels(owner)).values()) == {"m9003_index"}

        # What takes something away that the release before uses: that one must not open the center any more.
        site.plant(CONTRACT)
        await owner.execute(f"CREATE VIEW {crowd[0].schema}.held AS SELECT planted FROM {crowd[0].schema}.dossier")
        code, said = await site.upgrade()
        assert (code, f"{FAILING}: chưa nâng được" in said) == (1, True), said
    async with site.serving("before") as (base, told), site.owner() as owner:
        assert set(told["closed"]) == {OTHER}
        assert "mới hơn bản đang chạy" in told["closed"][OTHER]
        for someone in await people(base, waiting, but=OTHER):
            await work(someone, owner)
        visitor = Browser(base)
        assert (await visitor.get(f"/{OTHER}/")).status == 503
        await visitor.close()
