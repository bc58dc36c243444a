"""The files that a center is set up by, and since when each value of them holds.

Files have no author: what is known of them is who applied them (onboarding, or the start of the server) and when a
value was first seen. That is kept in a setting of the center, `settings.applied`.
"""

from __future__ import annotations

import asyncio
import getpass
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from motcua.centers import Center
from motcua.centers.toml_places import TomlPlace, read_places
from motcua.services.office import Office
from motcua.store.engine import transaction
from motcua.store.queries.effects import get_setting, put_setting

SETTINGS_APPLIED = "settings.applied"
WHOLE = "files"
PLUGIN, PROVINCE, CENTER, DECIDED = "plugin", "province", "center", "decided"
SOURCES = {
    PLUGIN: "Mặc định của phần mềm",
    PROVINCE: "Tỉnh",
    CENTER: "Trung tâm",
    DECIDED: "Quyết định ghi trong phần mềm",
}
Places = Mapping[str, TomlPlace]


@dataclass(frozen=True, slots=True)
class Files:
    """What the two files say, each value with its line."""

    center: Places
    province: Places
    key: str
    applied: Mapping[str, Any] = field(default_factory=dict)

    def line(self, path: str, layer: str) -> str:
        place = (self.center if layer == CENTER else self.province).get(path)
        if place is None:
            return ""
        name = f"{self.key}/center.toml" if layer == CENTER else "province.toml"
        return f"{name}, dòng {place.line}"

    def seen(self, path: str, layer: str) -> tuple[str, datetime | None]:
        """By whom the value was applied, and when it was first seen."""
        told = self.applied.get(f"{layer}:{path}")
        return (told["by"], datetime.fromisoformat(told["at"])) if told else ("", None)


async def files_of(office: Office, center: Center) -> Files:
    own, provinces = _paths(office, center)
    return await asyncio.to_thread(lambda: Files(read_places(own), read_places(provinces), center.key))


def operator() -> str:
    """The account of the server that runs the command or the service."""
    try:
        return f"tài khoản máy chủ {getpass.getuser()}"
    except (KeyError, OSError):
        return "máy chủ"


async def keep_applied(office: Office, center: Center, at: datetime) -> None:
    """Writes down since when each value of the files holds, at the center entered; nothing where nothing changed."""
    digest = await asyncio.to_thread(_digest, _paths(office, center))
    async with transaction():
        before: dict[str, Any] = await get_setting(SETTINGS_APPLIED) or {}
        if before.get(WHOLE) == digest:
            return
        files, by = await files_of(office, center), operator()
        after: dict[str, Any] = {WHOLE: digest}
        for layer, places in ((CENTER, files.center), (PROVINCE, files.province)):
            for path, place in places.items():
                said, key = str(place.value), f"{layer}:{path}"
                known = before.get(key)
                is_same = known is not None and known["value"] == said
                after[key] = known if is_same else {"value": said, "at": at.isoformat(), "by": by}
        await put_setting(SETTINGS_APPLIED, after, set_by=None, at=at)


def _paths(office: Office, center: Center) -> tuple[Path, Path]:
    folder = office.settings.tenants_dir
    return folder / center.key / "center.toml", folder / "province.toml"


def _digest(paths: tuple[Path, ...]) -> str:
    """Of both files as they are: a start with nothing new parses nothing."""
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.read_bytes() if path.is_file() else b"")
    return digest.hexdigest()
