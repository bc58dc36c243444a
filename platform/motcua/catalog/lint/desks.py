"""Desks that a route goes over and nobody holds, at the centers where the plugin is on: read from `tenants/` alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from motcua.catalog.catalog import Catalog
from motcua.catalog.places import Place
from motcua.centers import LEADERSHIP, Center
from motcua.domain.errors import DataError
from motcua.domain.people import OUTSIDE_AGENCIES, ROLE_PERMISSIONS, Permission, Role
from motcua.domain.plans import steps_of
from motcua.domain.procedures import ProcedureVersion
from motcua.domain.routes import CENTER, Desk

#: A desk of one agency: (agency, desk).
At = tuple[str, str]


@dataclass(slots=True)
class Need:
    """Who needs a desk at a center, and whether to sign there."""

    desk: Desk
    versions: dict[str, ProcedureVersion] = field(default_factory=dict)
    signs: bool = False

    @property
    def says(self) -> str:
        first = next(iter(self.versions.values()))
        return f"{len(self.versions)} thủ tục cần, như “{first.title}”"


Missing = Iterator[tuple[ProcedureVersion, Place, str]]


def has_somebody_at_every_desk(catalog: Catalog, center: Center, folder: Path) -> Missing:
    """`folder` is the center's own. One sentence for a desk, however many procedures need it."""
    for (agency, key), need in sorted(needs_at(catalog, center).items()):
        version = next(iter(need.versions.values()))
        where = f"{center.key}: "
        if agency not in center.agencies and agency != LEADERSHIP:
            place = _line(folder / "center.toml", "plugins")
            sentence = (
                f"chưa khai cơ quan “{agency}” có vị trí “{need.desk.label}” ({need.says}): thêm khối [[agency]] "
            )
            yield version, place, f"{where}{sentence}với key = “{agency}” vào center.toml."
            continue
        # Somebody with another desk of the agency, else anybody of it.
        place = _line(folder / "staff.csv", f"{agency}:", f",{agency},")
        holders = center.holders(agency, key)
        if not holders:
            sentence = f"không ai giữ vị trí {agency}:{key} “{need.desk.label}” ({need.says}): "
            yield version, place, f"{where}{sentence}ghi “{agency}:{key}” vào cột desks của một dòng trong staff.csv."
            continue
        wanted = Permission.SIGN if need.signs else Permission.PROCESS
        if not any(wanted in ROLE_PERMISSIONS[Role(role)] for row in holders for role in row.roles):
            place = _line(folder / "staff.csv", holders[0].username + ",")
            roles = " hoặc ".join(role.value for role in Role if wanted in ROLE_PERMISSIONS[role])
            does = "ký kết quả" if need.signs else "thụ lý hồ sơ"
            sentence = (
                f"người giữ vị trí {agency}:{key} “{need.desk.label}” không có vai trò được {does} ({need.says}): "
            )
            yield version, place, f"{where}{sentence}ghi {roles} vào cột roles của {holders[0].username}."


def needs_at(catalog: Catalog, center: Center) -> dict[At, Need]:
    """Every desk that a dossier of this center may come to, by its own lanes and by what the plugins on add."""
    found: dict[At, Need] = {}
    for version in catalog.for_center(center).procedures.values():
        rules = [rule for rule in version.routing_rules if rule.plugin in center.plugins]
        for lane in version.route.lanes:
            for step, _ in steps_of(lane, rules):
                for desk, signs in ((step.desk, step.is_signing), *((asked.desk, False) for asked in step.consults)):
                    if desk.agency in OUTSIDE_AGENCIES or desk.agency == CENTER:
                        continue
                    need = found.setdefault((desk.agency, desk.key), Need(desk))
                    need.versions.setdefault(version.key, version)
                    need.signs = need.signs or signs
    return found


def place_of_data(folder: Path, why: DataError) -> Place:
    """Where a file of `tenants/` can't be read. The error names the end of the path, and a row by its number."""
    path = next((each for each in (folder / why.file, folder.parent / why.file) if each.exists()), folder)
    row = re.match(r"dòng (\d+)", why.key)
    if row is not None or path.is_dir():
        return Place(path, int(row[1]) if row else 1)
    return _line(path, why.key.rpartition(".")[2])


def _line(path: Path, *texts: str) -> Place:
    """The first line with the first of these texts that the file has; else its first line."""
    lines = path.read_text("utf-8-sig").splitlines()
    return Place(path, next((number for text in texts for number, line in enumerate(lines, 1) if text in line), 1))
