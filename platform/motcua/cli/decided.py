"""Centers as a command of the clock needs them: from the files alone, or with what a database has decided since."""

from __future__ import annotations

import asyncio
import os
from dataclasses import replace
from functools import partial
from pathlib import Path

import click

from motcua.centers import Center, Centers, entered, read_centers
from motcua.cli.opening import open_database
from motcua.domain.errors import DataError, NotHere
from motcua.readiness import Readiness
from motcua.services.deadlines.calendars import decided_calendar
from motcua.settings import Settings, read_settings
from motcua.store.engine import DB, transaction
from motcua.store.queries.catalog import known_centers
from motcua.store.secrets import load_sealer, use_sealer


def clock_settings(data: Path | None) -> Settings:
    return read_settings(os.environ, data_dir=data.expanduser().absolute() if data else None)


def has_database(data: Path | None) -> bool:
    """Whether the person named a database; the clock alone needs none."""
    return data is not None or bool(os.environ.get("MOTCUA_DATABASE_URL") or os.environ.get("MOTCUA_DATA"))


def center_in(centers: Centers, key: str) -> Center:
    if key not in centers:
        known = ", ".join(centers) or "chưa có trung tâm nào"
        raise NotHere(f"Không có trung tâm “{key}”. Các trung tâm: {known}.")
    return centers[key]


def centers_decided(data: Path | None) -> Centers:
    """Every center, its calendar as decided, those at work first. No database is made where there is none."""
    settings = clock_settings(data)
    centers = read_centers(settings.tenants_dir)
    if not has_database(data):
        return centers
    if settings.is_embedded and not (settings.data_dir / "pgdata").exists():
        raise DataError(
            str(settings.data_dir),
            "--data",
            "chưa có cơ sở dữ liệu trong thư mục này.",
            "sửa hoặc bỏ --data.",
        )
    return asyncio.run(_with_decisions(settings, centers))


async def _with_decisions(settings: Settings, centers: Centers) -> Centers:
    sealer = load_sealer(settings.key_file)
    use_sealer(sealer)
    say = partial(click.echo, err=True)
    async with open_database(settings, sealer.name, Readiness(), say=say, may_join=True):
        async with DB.catalog_transaction():
            there = await known_centers()
        at_work: dict[str, Center] = {}
        for key, center in centers.items():
            if key in there and there[key][1] >= "m0012":
                await DB.open_for(center)
                with entered(center):
                    async with transaction():
                        at_work[key] = replace(center, calendar=await decided_calendar(center.calendar))
    return Centers(centers.province, at_work | {key: each for key, each in centers.items() if key not in at_work})
