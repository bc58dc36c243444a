"""A center made up around a plugin, so that its procedures can be tried and tested without any real center's data.

Everything a dossier of them needs is there: every agency that a route names, somebody at every desk, a reception that
takes all of it, and a decision by which all of it is received. Hours are those of most offices; holidays are those of
the years that are given.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from motcua.catalog import Catalog
from motcua.centers import LEADERSHIP, Agency, Center, Centers, Commune, Province, StaffRow, UnitName
from motcua.domain.calendar import Calendar, CalendarYear, OpeningHours, Span
from motcua.domain.decisions import Decision
from motcua.domain.people import CLERK_DESK, EVERY_AGENCY, OUTSIDE_AGENCIES, RECEPTION_DESK, Role
from motcua.domain.procedures import ProcedureVersion
from motcua.services.dossiers.naming import CENTER_DESKS, desk_labels

KEY = "thu-nghiem"
SINCE = date(2015, 1, 1)
HOURS = OpeningHours(frozenset(range(5)), (Span.parse("07:30-11:30"), Span.parse("13:00-17:00")))
PROVINCE = Province("Tỉnh Thử Nghiệm", "Thử Nghiệm", "province", "H00", "00")
COMMUNES = (Commune("00001", "Thị trấn Hòa Bình"), Commune("00002", "Xã An Bình"), Commune("00003", "Xã Tân Lập"))
NAMES = (
    "Nguyễn Văn An", "Trần Thị Bích", "Lê Quang Cường", "Phạm Thị Dung", "Hoàng Văn Giang", "Vũ Thị Hạnh",
    "Đặng Văn Khoa", "Bùi Thị Lan", "Đỗ Minh Nam", "Hồ Thị Oanh", "Ngô Văn Phúc", "Dương Thị Quyên",
)  # fmt: skip
DECISION = Decision(number="Quyết định thử nghiệm", on=SINCE, signed_by="Giám đốc Trung tâm thử nghiệm", from_on=SINCE)


def workshop(catalog: Catalog, years: Iterable[CalendarYear] = ()) -> Centers:
    """The one center, with every plugin of the catalogue switched on. No plugin, no center of theirs."""
    versions = tuple(catalog.procedures.values())
    labels = {desk: label for version in versions for desk, label in desk_labels(version).items()}
    agencies = {agency.key: agency for agency in _agencies(catalog, {agency for agency, _ in labels})}
    center = Center(
        key=KEY,
        short_name="Thử nghiệm",
        kind="district",
        province=PROVINCE,
        unit_code="000.00.TN.H00",
        names=(UnitName(SINCE, "Trung tâm thử nghiệm thủ tục", "UBND huyện Thử Nghiệm", "Giám đốc"),),
        calendar=Calendar((HOURS,), tuple(years)),
        agencies=agencies,
        plugins=frozenset(catalog.plugins.by_key),
        communes=COMMUNES,
        staff=tuple(_staff(versions, labels)),
        publication=DECISION,
    )
    return Centers(PROVINCE, {KEY: center})


def _agencies(catalog: Catalog, named: set[str]) -> Iterator[Agency]:
    for key in sorted((named | set(catalog.plugins.by_key)) - {LEADERSHIP, "center", *OUTSIDE_AGENCIES}):
        plugin = catalog.plugins.by_key.get(key)
        yield Agency(key, plugin.name if plugin else f"Cơ quan phối hợp ({key})", "specialised")


def _staff(versions: Iterable[ProcedureVersion], labels: dict[tuple[str, str], str]) -> Iterator[StaffRow]:
    """The center's own people, and one at each desk; whoever signs there may sign."""
    signing = {
        (step.desk.agency, step.desk.key)
        for version in versions
        for lane in version.route.lanes
        for step in lane.steps
        if step.is_signing
    }
    own: tuple[tuple[str, Role, str, tuple[str, ...]], ...] = (
        ("giam.doc", Role.DIRECTOR, "Giám đốc", ()),
        ("van.thu", Role.CLERK, CENTER_DESKS[CLERK_DESK], ()),
        ("tiep.nhan", Role.RECEPTION, CENTER_DESKS[RECEPTION_DESK], (EVERY_AGENCY,)),
    )
    names = _people()
    for username, role, title, receives in own:
        yield StaffRow(username, next(names), title, "", "own", None, (role.value,), (), receives)
    inside = sorted(desk for desk in labels if desk[0] not in OUTSIDE_AGENCIES)
    for number, desk in enumerate(inside, 1):
        leads = Role.LEADER if desk[0] == LEADERSHIP else Role.HEAD
        role = leads if desk in signing else Role.OFFICER
        yield StaffRow(f"can.bo{number}", next(names), labels[desk], "", "agency", desk[0], (role.value,), (desk,), ())


def _people() -> Iterator[str]:
    """Invented names, however many are needed."""
    while True:
        yield from NAMES
