"""What stops a center for want of people: roles, chairs, desks that nobody holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from motcua.centers import Center, here
from motcua.domain.people import OUTSIDE_AGENCIES, ROLE_NAMES, ROLE_PERMISSIONS, Permission, Role, Staff
from motcua.domain.procedures import ProcedureVersion
from motcua.services.dossiers.naming import agency_name, desk_labels, desk_name, desks_of
from motcua.services.setup.findings import Finding, stop, warn
from motcua.services.setup.onboard_plan import is_behind

MOST_NAMED = 5


def _named(names: Sequence[str]) -> str:
    shown = ", ".join(names[:MOST_NAMED])
    return f"{shown} và {len(names) - MOST_NAMED} người khác" if len(names) > MOST_NAMED else shown


def people_findings(people: Sequence[Staff], received: Sequence[ProcedureVersion]) -> Iterator[Finding]:
    if not people:
        yield stop("people", "Chưa có tài khoản nào.", "điền staff.csv, hoặc chạy motcua staff import.")
        return
    without = [f"{person.name} ({person.username})" for person in people if not person.roles]
    if without:
        yield stop("people", f"Chưa có vai trò: {_named(without)}.", "ghi vai trò ở cột roles của staff.csv.")
    seatless = [
        f"{person.name} ({person.username})"
        for person in people
        if person.roles & {Role.OFFICER, Role.HEAD, Role.LEADER} and not person.desks
    ]
    if seatless:
        yield warn(
            "people",
            f"Chưa được giao vị trí xử lý: {_named(seatless)}.",
            "ghi vị trí ở cột Vị trí (desks) của danh sách cán bộ.",
        )
    needed = {Role.DIRECTOR: {Role.DIRECTOR, Role.DEPUTY_DIRECTOR}, Role.CLERK: {Role.CLERK}}
    for role, doing in needed.items():
        if not any(person.roles & doing for person in people):
            yield stop("people", f"Chưa có ai là {ROLE_NAMES[role]}.", f"thêm một người có vai trò {role.value}.")
    if not any(person.may(Permission.MANAGE_ACCOUNTS) for person in people):
        yield warn("people", "Chưa có quản trị Trung tâm.", "thêm một người có vai trò administrator.")
    receivers = [person for person in people if person.may(Permission.RECEIVE)]
    for agency in sorted({version.agency for version in received}):
        if not any(person.receives_for(agency) for person in receivers):
            says = f"Không ai tiếp nhận hồ sơ của {agency_name(here(), agency)}."
            yield stop("people", says, f"ghi {agency} hoặc * ở cột receives của một cán bộ tiếp nhận.")


def list_findings(center: Center, rows: Sequence[Any], taken_over: Mapping[str, str | None]) -> Iterator[Finding]:
    """`taken_over`: by username, the digest of the list's row that the account was last taken from."""
    known = {row["username"]: row for row in rows}
    behind = [
        row.username
        for row in center.staff
        if row.username not in known or is_behind(row, known[row.username], taken_over[row.username])
    ]
    if behind:
        says = f"staff.csv có thay đổi chưa áp dụng: {_named(behind)}."
        yield warn("people", says, f"chạy motcua tenant onboard {center.key}.")


def desk_findings(center: Center, people: Sequence[Staff], received: Sequence[ProcedureVersion]) -> Iterator[Finding]:
    """By desk: at every one of them a dossier would lie with nobody."""
    titles: dict[tuple[str, str], list[str]] = {}
    labels: dict[tuple[str, str], str] = {}
    signing: set[tuple[str, str]] = set()
    for version in received:
        labels |= desk_labels(version)
        for desk in desks_of(version):
            place = (desk.agency, desk.key)
            is_here = desk.agency not in OUTSIDE_AGENCIES and _is_on(center, version, place)
            if is_here and version.title not in titles.setdefault(place, []):
                titles[place].append(version.title)
            if desk.signs:
                signing.add(place)
    for place, needing in sorted(titles.items()):
        holders = [person for person in people if person.holds(*place)]
        able = Permission.SIGN if place in signing else Permission.PROCESS
        says = desk_name(center, labels, *place)
        if not holders:
            says = f"Không ai giữ vị trí {says} ({len(needing)} thủ tục, như “{needing[0]}”)."
            yield stop("desks", says, f"ghi {place[0]}:{place[1]} ở cột Vị trí (desks) của một người.")
        elif not any(person.may(able) for person in holders):
            roles = ", ".join(role.value for role in Role if able in ROLE_PERMISSIONS[role])
            says = f"Người giữ vị trí {says} chưa có vai trò {'ký' if place in signing else 'xử lý'} ở vị trí này."
            yield stop("desks", says, f"ghi một trong các vai trò {roles}.")


def _is_on(center: Center, version: ProcedureVersion, place: tuple[str, str]) -> bool:
    """A rule of an agency that is not switched on here adds no step."""
    own = {(desk.agency, desk.key) for lane in version.route.lanes for step in lane.steps for desk in _step_desks(step)}
    return place in own or place[0] in center.plugins or place[0] not in center.agencies


def _step_desks(step: Any) -> Iterator[Any]:
    yield step.desk
    for asked in step.consults:
        yield asked.desk
