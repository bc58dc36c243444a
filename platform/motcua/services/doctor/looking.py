"""Every examination in its order, each on its own."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping
from datetime import datetime

from motcua.catalog import build_catalog
from motcua.centers import Center, read_centers
from motcua.domain.calendar import local
from motcua.domain.errors import MotCuaError
from motcua.services.doctor import data, files, machine
from motcua.services.doctor.finding import Finding, Report, bad, examined, warn, well
from motcua.services.upgrade.gate import mistakes_of
from motcua.settings import Settings
from motcua.store import embedded
from motcua.store.bootstrap import DATABASE, at_place, with_database, with_login
from motcua.store.inspection import Seen, limit_behind, look
from motcua.store.roles import APP
from motcua.store.secrets import load_sealer


async def examine(settings: Settings, now: datetime) -> Report:
    """`settings` were read; `now` is the present. Nothing is changed, made or started."""
    found: list[Finding] = []

    async def add(area: str, look_at: Callable[[], Awaitable[Iterable[Finding]]]) -> None:
        found.extend(await examined(area, look_at))

    for area, look_at in (
        (machine.SETTINGS, machine.settings),
        (machine.SECRETS, machine.secrets),
        (machine.DISK, machine.disk),
        (machine.SERVING, machine.serving),
        (machine.CERTIFICATE, machine.certificate),
    ):
        await add(area, lambda look_at=look_at: asyncio.to_thread(lambda: list(look_at(settings))))  # type: ignore[misc]
    await add(files.STORE, lambda: files.store(settings))
    await add(files.SCANNER, lambda: files.scanner(settings, now))
    centers = await _centers(settings, found)
    seen = await _database(settings, found)
    if seen is not None:
        key_name = _key_name(settings)
        for area, lines in (
            (data.VERSIONS, lambda: data.levels(seen, centers)),
            (data.DATABASE, lambda: data.database(seen, key_name)),
            (data.CLOCK, lambda: data.clock(seen)),
            (data.JOBS, lambda: data.jobs(seen)),
            (data.SUMS, lambda: data.sums(seen)),
            (data.MAIL, lambda: data.mail(seen, settings)),
            (files.SCANNER, lambda: files.waiting(seen, now)),
            (data.BACKUP, lambda: data.backups(seen, now, [key for key, each in centers.items() if each.training])),
        ):
            await add(area, _later(lines))
    await add(data.CALENDAR, _later(lambda: data.calendars(centers, seen, local(now).date())))
    return Report(tuple(found))


def _later(lines: Callable[[], Iterable[Finding]]) -> Callable[[], Awaitable[Iterable[Finding]]]:
    async def look_at() -> Iterable[Finding]:
        return list(lines())

    return look_at


async def _centers(settings: Settings, found: list[Finding]) -> Mapping[str, Center]:
    """The centers and what is installed for them; an empty table where the folder can't be read."""
    try:
        centers = read_centers(settings.tenants_dir)
    except (MotCuaError, OSError) as error:
        found.append(bad(data.CENTERS, str(error), "sửa tệp đó rồi chạy lại motcua doctor."))
        return {}
    found.append(
        well(data.CENTERS, f"{len(centers)} trung tâm trong {settings.tenants_dir}.")
        if centers
        else bad(data.CENTERS, f"Không có trung tâm nào trong {settings.tenants_dir}.", "xem tenants/README.md.")
    )

    async def installed() -> Iterable[Finding]:
        catalog = await asyncio.to_thread(build_catalog)
        used = {plugin for center in centers.values() for plugin in center.plugins}
        # What could not be loaded is told as it stands.
        loaded = [plugin.entry for key, plugin in catalog.plugins.by_key.items() if key in used]
        entries = [entry for entry in loaded if entry is not None]
        return [*data.plugins(catalog, centers), *data.mistakes(await mistakes_of(entries))]

    found.extend(await examined(data.VERSIONS, installed))
    return centers


async def _database(settings: Settings, found: list[Finding]) -> Seen | None:
    url = settings.owner_url
    if settings.is_embedded:
        superuser = embedded.superuser_dsn_of(settings.data_dir)
        if superuser is None:
            do = "chạy: systemctl start motcua (hoặc motcua serve), rồi chạy lại motcua doctor."
            says = f"PostgreSQL đi kèm không chạy trên {settings.data_dir}; chưa xem được bên trong."
            found.append(warn(data.DATABASE, says, do))
            return None
        url = with_database(superuser, DATABASE)
    assert url is not None
    try:
        seen = await look(url)
    except MotCuaError as error:
        found.append(bad(data.DATABASE, str(error), "xem docs/runbook.md, mục cơ sở dữ liệu ngừng."))
        return None
    except Exception as error:
        found.extend(await examined(data.DATABASE, _raising(error)))
        return None
    found.extend(await examined(data.DATABASE, lambda: _pgbouncer(settings, url)))
    return seen


async def _pgbouncer(settings: Settings, owner_url: str) -> list[Finding]:
    if settings.pgbouncer_at is None:
        return []
    host, port = settings.pgbouncer_at
    direct = settings.database_url
    if direct is None:
        password = settings.secrets_dir / "app_password"
        if not password.exists():
            return [
                warn(data.DATABASE, "Chưa có mật khẩu của motcua_app để thử PgBouncer.", "chạy motcua serve một lần.")
            ]
        direct = with_login(owner_url, APP, password.read_text(encoding="ascii").strip())
    limit = await limit_behind(at_place(direct, host, port))
    if limit is None:
        do = "systemctl status pgbouncer; kiểm tra userlist.txt; tạm bỏ MOTCUA_PGBOUNCER để nối thẳng."
        return [bad(data.DATABASE, f"PgBouncer không trả lời ở {host}:{port}.", do)]
    if limit == "0":
        do = "thêm connect_query như infra/pgbouncer/pgbouncer.ini rồi systemctl reload pgbouncer."
        return [bad(data.DATABASE, "PgBouncer cho câu lệnh chạy mãi không giới hạn.", do)]
    return [well(data.DATABASE, f"PgBouncer trả lời ở {host}:{port}; câu lệnh dài nhất {limit}.")]


def _raising(error: Exception) -> Callable[[], Awaitable[Iterable[Finding]]]:
    async def look_at() -> Iterable[Finding]:
        raise error

    return look_at


def _key_name(settings: Settings) -> str | None:
    try:
        return load_sealer(settings.key_file).name if settings.key_file.exists() else None
    except MotCuaError:
        return None  # said under the secrets
