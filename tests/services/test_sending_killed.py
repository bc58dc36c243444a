"""A sender killed at each point of its way, against a mail server that runs: nothing is lost, nobody reads twice.

A mail system drops the second copy of a Message-ID; what must never happen is one message under two of them.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from tests.channels.mail_server import Taken, mail_server

from motcua.centers import Center, entered
from motcua.services.messages.queue import Recipient, queue_message
from motcua.services.messages.sending import LEASE
from motcua.store.engine import DB, transaction
from motcua.store.queries.messages import message_of_key
from motcua.store.rows import rows

pytestmark = pytest.mark.slow

CHILD = """
import asyncio, json, os, signal, sys
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import aiosmtplib

from motcua import paths
from motcua.centers import read_centers
from motcua.channels import port
from motcua.channels.outbox import Outbox
from motcua.channels.smtp import Smtp
from motcua.providers import MailServer
from motcua.services.messages import sending
from motcua.settings import wall_clock
from motcua.store.engine import DB
from motcua.store.queries import sending as stored
from motcua.store.secrets import load_sealer, use_sealer

asked = json.loads(sys.argv[1])


def die(*_, how=signal.SIGKILL):
    os.kill(os.getpid(), how)


def before(owner, name, how=signal.SIGKILL):
    real = getattr(owner, name)

    async def dying(*args, **kwargs):
        die(how=how)
        return await real(*args, **kwargs)

    setattr(owner, name, dying)


class Dying(Smtp):
    async def give(self, letter, about_to):
        async def then():
            if asked["die"] == "stopped":
                die(how=signal.SIGSTOP)
            await about_to()
            if asked["die"] == "giving":
                die()

        return await super().give(letter, then)


async def half(self, message, /, **_):
    await self.execute_command(b"DATA")
    self.transport.write(message[: len(message) // 2])
    await asyncio.sleep(0.2)
    die()


match asked["die"]:
    case "claimed":
        before(Dying, "give")
    case "connected":
        before(stored, "giving")
    case "half":
        aiosmtplib.SMTP.data = half
    case "answered":
        before(stored, "sent")
    case "told":
        claim, times = stored.claim, iter([True])

        async def second(*args):
            return await claim(*args) if next(times, False) else die()

        stored.claim = second
match asked["without"]:
    case "one name":
        port.Letter.message_id = property(lambda self: f"<{uuid4()}@que-vo.motcua>")
    case "taking back":

        async def nothing(*_):
            pass

        stored.recover = nothing
    case "asking":

        async def always(*_):
            return True

        stored.giving = always


async def main():
    use_sealer(load_sealer(Path(asked["keys"])))
    center = read_centers(paths.tenants())["que-vo"]
    server = MailServer(host="127.0.0.1", port=asked["port"], security="smtp", sender="motcua@bacninh.example.vn")
    # Longer than a sender sleeps here, on however slow a machine: one that gave up by itself would show nothing.
    channels = {"email": Dying(server, timeout=300), "sms": Outbox("sms", Path(asked["folder"]))}
    later = timedelta(seconds=asked["later"])
    print("ready", flush=True)
    sys.stdin.readline()
    async with DB.opened(asked["app_url"], pool_size=3):
        await sending.send_due(channels, center, clock=lambda: wall_clock() + later)


asyncio.run(main())
"""


@dataclass
class Killing(Taken):
    """Kills the sender when it has taken a letter and before it answers."""

    kills: list[int] = field(default_factory=list)

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        says = await super().handle_DATA(server, session, envelope)
        if self.kills:
            os.kill(self.kills.pop(), signal.SIGKILL)
        return says


@dataclass
class Post:
    taken: Killing
    asked: dict[str, Any]
    ids: list[UUID]

    async def start(
        self, die: str = "", later: timedelta = timedelta(), without: str = ""
    ) -> asyncio.subprocess.Process:
        asked = self.asked | {"die": die, "later": later.total_seconds(), "without": without}
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-c",
            CHILD,
            json.dumps(asked),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
        )
        assert process.stdout is not None
        assert process.stdin is not None
        assert await process.stdout.readline() == b"ready\n"
        if die == "taken":
            self.taken.kills.append(process.pid)
        process.stdin.write(b"\n")
        return process

    async def killed(self, die: str, without: str = "") -> None:
        """A sender that got as far as `die`; otherwise the test shows nothing."""
        process = await self.start(die, without=without)
        assert await process.wait() == -signal.SIGKILL

    async def recovered(self, without: str = "") -> None:
        """Another sender, when the lease of the dead one is over."""
        process = await self.start(later=LEASE + timedelta(seconds=5), without=without)
        assert await process.wait() == 0

    async def states(self) -> dict[UUID, tuple[str, bool]]:
        found = await rows("SELECT id, state, is_again FROM message WHERE id = ANY($1)", self.ids)
        return {row["id"]: (row["state"], row["is_again"]) for row in found}


@pytest.fixture
async def post(two_centers: Any, database: Any, tmp_path: Path) -> AsyncIterator[Post]:
    center: Center = two_centers["que-vo"]
    taken, ids = Killing(), []
    with entered(center):
        async with transaction():
            await DB.fetch("UPDATE message SET state = 'failed' WHERE state IN ('waiting', 'claimed', 'giving')")
            # What tests before sent with their clocks ahead would fill the center's minute.
            await DB.fetch("UPDATE message SET sent_at = now() - interval '1 day' WHERE sent_at IS NOT NULL")
        for number in range(3):
            once = f"t/{uuid4()}"
            async with transaction():
                await queue_message(Recipient("Hà", f"ha{number}@example.vn"), "test", {}, once=once)
                found = await message_of_key(once)
                assert found is not None
                ids.append(found)
        async with mail_server(taken) as port:
            asked = {
                "app_url": database.ready.app_url,
                "keys": str(database.folder / "secrets" / "keys.json"),
                "folder": str(tmp_path),
                "port": port,
            }
            yield Post(taken, asked, ids)


# How far it came, how many letters had arrived by then, and whether nobody could know afterwards.
POINTS = [
    ("claimed", 0, False),
    ("connected", 0, False),
    ("giving", 0, True),
    ("half", 0, True),
    ("taken", 1, True),
    ("answered", 1, True),
    ("told", 1, False),
]


@pytest.mark.parametrize(("die", "arrived", "is_unknown"), POINTS)
async def test_a_killed_sender_loses_nothing_and_nobody_reads_twice(
    post: Post, die: str, arrived: int, is_unknown: bool
) -> None:
    await post.killed(die)
    assert post.taken.ids.total() == arrived
    await post.recovered()
    assert len(post.taken.ids) == len(post.ids)
    # A second copy is given only where nobody could know, and is the same letter to the byte.
    copies = post.taken.ids.total() - len(post.ids)
    assert copies == (1 if arrived and is_unknown else 0)
    assert len(set(post.taken.raw)) == len(post.ids)
    states = await post.states()
    assert {state for state, _ in states.values()} == {"sent"}
    assert sum(is_again for _, is_again in states.values()) == (1 if is_unknown else 0)


async def test_with_a_new_name_for_each_attempt_somebody_reads_twice(post: Post) -> None:
    """Negative control: the Message-ID is what makes the second copy harmless."""
    await post.killed("answered", without="one name")
    await post.recovered(without="one name")
    assert len(post.taken.ids) == len(post.ids) + 1


@pytest.mark.parametrize("die", ["claimed", "answered"])
async def test_without_taking_back_a_message_is_never_told(post: Post, die: str) -> None:
    """Negative control: the lease is what brings back what a dead sender held."""
    await post.killed(die)
    await post.recovered(without="taking back")
    assert {state for state, _ in (await post.states()).values()} == {
        "sent",
        "claimed" if die == "claimed" else "giving",
    }


async def stopped_and_overtaken(post: Post, without: str) -> None:
    """One sender stands still (a machine that sleeps) past its lease; another sends everything; the first goes on."""
    sleeper = await post.start("stopped", without=without)
    async with asyncio.timeout(60):
        while "T" not in Path(f"/proc/{sleeper.pid}/stat").read_text().rpartition(")")[2].split()[0]:  # noqa: ASYNC110, ASYNC240
            await asyncio.sleep(0.05)
    await post.recovered()
    os.kill(sleeper.pid, signal.SIGCONT)
    await asyncio.sleep(0)
    assert await asyncio.wait_for(sleeper.wait(), 60) == 0


async def test_a_sender_that_slept_past_its_lease_gives_nothing(post: Post) -> None:
    await stopped_and_overtaken(post, "")
    assert set(post.taken.ids.values()) == {1}
    assert len(post.taken.ids) == len(post.ids)


async def test_without_asking_for_the_claim_it_would_give_a_second_copy(post: Post) -> None:
    """Negative control: the last look before giving is what stops it."""
    await stopped_and_overtaken(post, "asking")
    assert sorted(post.taken.ids.values()) == [1, 1, 2]


async def test_senders_in_several_processes_give_each_message_once(post: Post) -> None:
    processes = await asyncio.gather(*(post.start() for _ in range(3)))
    assert [await process.wait() for process in processes] == [0, 0, 0]
    assert set(post.taken.ids.values()) == {1}
    assert len(post.taken.ids) == len(post.ids)
