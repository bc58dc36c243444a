"""A lost server: what was backed up comes back on a new one, from the depot and the key file alone."""

from __future__ import annotations

import asyncio
import contextlib
import shutil
import signal
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from tests.cli.test_moving import Server

from motcua.paths import tenants
from motcua.store import embedded
from motcua.store.bootstrap import DATABASE, with_database

QUESTIONS = {
    "people of the province": "SELECT username FROM c_province.staff ORDER BY 1",
    "what was done to accounts": "SELECT count(*)::text FROM c_province.account_act",
    "announcements": "SELECT title || body FROM catalog.announcement ORDER BY 1",
    "unfinished centers": "SELECT data::text FROM catalog.center_draft ORDER BY 1",
    "accesses": "SELECT reason || state FROM catalog.province_access ORDER BY 1",
    "people of Quế Võ": "SELECT username FROM c_que_vo.staff ORDER BY 1",
    "people of Gia Bình": "SELECT username FROM c_gia_binh.staff ORDER BY 1",
    "versions": "SELECT hash FROM catalog.procedure_version ORDER BY 1",
    "jobs": "SELECT entrypoint || convert_from(payload, 'UTF8') FROM jobs.pgqueuer ORDER BY 1",
}


@contextlib.asynccontextmanager
async def owner_of(server: Server) -> AsyncIterator[Any]:
    async with embedded.running(server.data, durable=False) as running:
        connection = await asyncpg.connect(with_database(running.superuser_dsn, DATABASE))
        try:
            yield connection
        finally:
            await connection.close()


async def answers(connection: Any) -> dict[str, list[str]]:
    return {what: [each[0] for each in await connection.fetch(asked)] for what, asked in QUESTIONS.items()}


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {str(each.relative_to(folder)): each.read_bytes() for each in sorted(folder.rglob("*")) if each.is_file()}


@pytest.mark.slow
async def test_a_lost_province_comes_back_whole_also_after_a_kill(tmp_path: Path) -> None:
    folder = tmp_path / "máy cũ"
    shutil.copytree(tenants(), folder / "tenants")
    old = Server(folder / "data", folder / "tenants")
    for key in ("que-vo", "gia-binh"):
        await asyncio.to_thread(old.done, "tenant", "onboard", str(old.tenants / key))
    await asyncio.to_thread(
        old.done, "officer", "add", "minh.nv", "--name", "Nguyễn Văn Minh", "--role", "officer"
    )  # fmt: skip
    depot = str(tmp_path / "bản sao")
    async with owner_of(old) as owner:
        await owner.execute(
            """INSERT INTO catalog.announcement (id, title, body, audience, from_on, made_by, made_at)
            VALUES (gen_random_uuid(), 'Nghỉ Tết', 'Từ 14/02', 'everyone', '2018-02-14', 'Hòa', now());
            INSERT INTO catalog.center_draft (id, data, made_by, made_at, changed_at)
            VALUES (gen_random_uuid(), '{"key": "luong-tai"}', 'Minh', now(), now());
            INSERT INTO catalog.province_access
            (id, center_key, officer_id, officer_name, reason, minutes, state, asked_at)
            VALUES (gen_random_uuid(), 'que-vo', gen_random_uuid(), 'Minh', 'Kiểm tra', 30, 'asked', now());
            SET ROLE c_que_vo; SELECT jobs.enqueue('book_file', '{"export": "x", "key": "x"}'); RESET ROLE"""
        )
        before = await answers(owner)
        said = await asyncio.to_thread(old.done, "backup", "--to", depot)
    assert "Điều hành một cửa toàn tỉnh" in said
    assert [what for what in before if not before[what] and what != "what was done to accounts"] == []
    folders = bytes_of(old.tenants / "que-vo") | bytes_of(old.tenants / "calendar")
    keys = tmp_path / "keys.json"
    shutil.copy(old.data / "secrets" / "keys.json", keys)
    shutil.rmtree(folder)

    new = Server(tmp_path / "máy mới" / "data", tmp_path / "máy mới" / "tenants")
    new.tenants.parent.mkdir()
    refused = await asyncio.to_thread(new.run, "restore", "--from", depot)
    assert (refused.returncode, "Không có tệp khóa" in refused.stderr) == (1, True)
    assert not (new.data / "secrets" / "keys.json").exists()  # one made now would be the wrong one

    first = await asyncio.to_thread(killed_after_one, new, "restore", "--from", depot, "--keys", str(keys))
    assert first == -signal.SIGKILL
    (left,) = new.data.glob(".motcua-tenants-*")
    said = await asyncio.to_thread(new.done, "restore", "--from", depot)
    assert f"để lại: {left}." in said
    assert list(new.data.glob(".motcua-tenants-*")) == []
    assert "Đã xong từ lần chạy trước" in said  # Gia Bình, before the kill
    assert "Đã dựng lại 3 nơi" in said
    async with owner_of(new) as owner:
        assert await answers(owner) == before
        trail = await asyncio.to_thread(new.done, "trail", "verify", "que-vo")
    assert "Nhật ký nguyên vẹn" in trail
    assert bytes_of(new.tenants / "que-vo") | bytes_of(new.tenants / "calendar") == folders
    again = await asyncio.to_thread(new.done, "restore", "--from", depot)
    assert again.count("Đã xong từ lần chạy trước") == 3
    async with owner_of(new) as owner:
        assert await answers(owner) == before  # nothing twice


def killed_after_one(server: Server, *words: str) -> int:
    """Runs a command and kills it when the first center is through."""
    process = server.start(*words)
    assert process.stderr is not None
    for line in process.stderr:
        if "Quế Võ" in line:
            break
    process.kill()
    process.communicate(timeout=60)
    return process.returncode
