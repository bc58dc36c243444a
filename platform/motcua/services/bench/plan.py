"""What the bench asks for: addresses of pages, dossiers whose step to complete, forms to take in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from random import Random
from secrets import token_hex
from typing import Any
from uuid import UUID

from motcua.centers import Center, entered
from motcua.domain.errors import Conflict
from motcua.domain.people import Role
from motcua.services.codes import local_date, tracking_secret
from motcua.services.demo.people import PASSWORD, Crew
from motcua.services.office import Office
from motcua.services.sample_answers import Asking, sample
from motcua.services.sample_fields import Scene
from motcua.services.sample_people import Place, applicant_answers, draw_person
from motcua.store.engine import transaction
from motcua.store.rows import rows

PROCEDURE = "dang-ky-ho-kinh-doanh"
PAGES = 20


@dataclass(frozen=True, slots=True)
class Movable:
    """A dossier whose step can be completed. `ids`: its own and its steps', in the order that all of a group share."""

    group: str
    ids: tuple[str, ...]
    seen: int


@dataclass(frozen=True, slots=True)
class Plan:
    """One center's work for the bench, as JSON between the server and the driver."""

    center: str
    dossiers: int
    password: str
    receiver: str
    officer: str
    pages: tuple[str, ...]
    tracked: tuple[str, ...]
    movable: tuple[Movable, ...]
    intake: tuple[Mapping[str, Any], ...]

    def to_data(self) -> dict[str, Any]:
        return asdict(self)


async def plan(office: Office, center: Center, at: datetime, most: int) -> Plan:
    """Looks through the center; refuses where nothing is loaded."""
    with entered(center):
        async with transaction():
            total = await rows("SELECT count(*) AS found FROM dossier")
            spread = await rows("SELECT id, code FROM dossier WHERE code IS NOT NULL ORDER BY id LIMIT $1", PAGES)
            crowd = await rows(
                """SELECT d.agency, s.desk FROM dossier d JOIN step s ON s.id = d.current_step
                WHERE d.state = 'processing' AND NOT s.signs AND s.kind = 'step' AND s.agency = d.agency
                GROUP BY 1, 2 ORDER BY count(*) DESC LIMIT 1"""
            )
            if not spread or not crowd:
                raise Conflict(f"{center.name} chưa có hồ sơ để đo. Chạy: motcua bench load 10000")
            desk = (crowd[0]["agency"], crowd[0]["desk"])
            movable = await _movable(desk, most)
        crew = await Crew.of(center)
    receiver = next(staff for staff in crew.by_name.values() if Role.RECEPTION in staff.roles and "*" in staff.receives)
    return Plan(
        center.key,
        int(total[0]["found"]),
        PASSWORD,
        receiver.username,
        crew.at(desk, desk[0]).username,
        tuple(f"/ho-so/{each['id']}" for each in spread),
        tuple(f"/tra-cuu/{each['code']}/{_secret(center, each['id'])}" for each in spread),
        movable,
        tuple(_intakes(office, center, at, most)),
    )


def _secret(center: Center, dossier_id: UUID) -> str:
    with entered(center):
        return tracking_secret(dossier_id)


async def _movable(desk: tuple[str, str], most: int) -> tuple[Movable, ...]:
    found = await rows(
        """SELECT d.id, d.version, d.procedure_key || '/' || s.key || '/' || d.event_seq AS kind,
            array(SELECT t.id FROM step t WHERE t.dossier_id = d.id ORDER BY t.kind DESC, t.ordinal, t.label) AS ids
        FROM dossier d JOIN step s ON s.id = d.current_step
        WHERE d.state = 'processing' AND NOT s.signs AND s.kind = 'step' AND s.agency = $1 AND s.desk = $2
        ORDER BY d.procedure_key, s.key, d.event_seq, d.version, d.id LIMIT $3""",
        *desk,
        most,
    )
    return tuple(
        Movable(
            f"{each['kind']}/{each['version']}/{len(each['ids'])}",
            (str(each["id"]), *(str(step) for step in each["ids"])),
            each["version"],
        )
        for each in found
    )


def _intakes(office: Office, center: Center, at: datetime, count: int) -> Iterator[dict[str, Any]]:
    """The counter's form as a browser would post it, for somebody new each time."""
    version = office.catalog.procedures[PROCEDURE]
    rng = Random(f"bench/{center.key}/{at}/{token_hex(8)}")  # noqa: S311
    place, on = Place.of(center), local_date(at)
    scene = Scene(rng, place, on)
    made = sample(Asking.of(office.catalog, version, scene, center.plugins), scene)
    form: dict[str, Any] = {name: list(values) for name, values in made.raw.items()}
    for key, counts in made.papers.items():
        for column, number in zip(("originals", "certified_copies", "copies"), counts, strict=True):
            form[f"_paper.{key}.{column}"] = [str(number)]
    form |= {"_version": [version.hash], "_channel": ["direct"], "_delivery": ["counter"], "_decision": ["accept"]}
    for _ in range(count):
        yield form | applicant_answers(draw_person(rng, place, on))
