"""What the bench asks for: addresses of pages, dossiers whose step to complete, forms to take in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from random import Random
from secrets import token_hex
from typing import Any

from motcua.centers import Center, entered
from motcua.domain.errors import Conflict
from motcua.domain.people import Permission, Role
from motcua.services.accounts.crew import Crew
from motcua.services.codes import local_date, secret_hash, tracking_secret
from motcua.services.demo.people import PASSWORD
from motcua.services.demo.province import OFFICERS
from motcua.services.office import Office
from motcua.services.samples.answers import Asking, sample
from motcua.services.samples.fields import Scene
from motcua.services.samples.people import Person, Place, applicant_answers, draw_person
from motcua.store.engine import Row, transaction
from motcua.store.queries.applicants import NUMBER
from motcua.store.rows import rows
from motcua.store.secrets import fingerprint

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
    director: str
    overseer: str
    pages: tuple[str, ...]
    tracked: tuple[str, ...]
    movable: tuple[Movable, ...]
    intake: tuple[Mapping[str, Any], ...]

    def to_data(self) -> dict[str, Any]:
        return asdict(self)


async def plan(office: Office, center: Center, at: datetime, most: int) -> Plan:
    """Looks through the center; refuses where nothing is loaded."""
    rng = Random(f"bench/{center.key}/{at}/{token_hex(8)}")  # noqa: S311
    with entered(center):
        async with transaction():
            total = await rows("SELECT count(*) AS found FROM dossier")
            spread = await _spread()
            crowd = await rows(
                """SELECT d.agency, s.desk FROM dossier d JOIN step s ON s.id = d.current_step
                WHERE d.state = 'processing' AND NOT s.signs AND s.kind = 'step' AND s.agency = d.agency
                GROUP BY 1, 2 ORDER BY count(*) DESC LIMIT 1"""
            )
            if not spread or not crowd:
                raise Conflict(f"{center.name} chưa có hồ sơ để đo. Chạy: motcua bench load 10000")
            desk = (crowd[0]["agency"], crowd[0]["desk"])
            movable = await _movable(desk, most)
            strangers = await _strangers(center, local_date(at), rng, most)
        crew = await Crew.of(center)
    receiver = next(staff for staff in crew.by_name.values() if Role.RECEPTION in staff.roles and "*" in staff.receives)
    return Plan(
        center.key,
        int(total[0]["found"]),
        PASSWORD,
        receiver.username,
        crew.at(desk, desk[0]).username,
        next(staff.username for staff in crew.by_name.values() if staff.may(Permission.DIRECT)),
        OFFICERS[0].username,
        tuple(f"/ho-so/{each['id']}" for each in spread),
        tuple(f"/tra-cuu/{each['code']}/{each['secret']}" for each in spread),
        movable,
        tuple(_intakes(office, center, at, rng, strangers)),
    )


async def _spread() -> list[Row]:
    """Some of all dossiers. Those that an earlier run's floor wrote are left out: their receipt opens nothing, since
    the floor repeats the hash of another's secret."""
    found = await rows(
        "SELECT id, code, secret_hash FROM dossier WHERE code IS NOT NULL ORDER BY id LIMIT $1", PAGES * 50
    )
    made = [{**each, "secret": tracking_secret(each["id"])} for each in found]
    return [each for each in made if secret_hash(each["secret"]) == each["secret_hash"]][:PAGES]


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


def _intakes(
    office: Office, center: Center, at: datetime, rng: Random, people: Sequence[Person]
) -> list[dict[str, Any]]:
    """The counter's form as a browser would post it, once for each of these people."""
    version = office.catalog.procedures[PROCEDURE]
    scene = Scene(rng, Place.of(center), local_date(at))
    made = sample(Asking.of(office.catalog, version, scene, center.plugins), scene)
    form: dict[str, Any] = {name: list(values) for name, values in made.raw.items()}
    for key, counts in made.papers.items():
        for column, number in zip(("originals", "certified_copies", "copies"), counts, strict=True):
            form[f"_paper.{key}.{column}"] = [str(number)]
    form |= {"_version": [version.hash], "_channel": ["direct"], "_delivery": ["counter"], "_decision": ["accept"]}
    return [form | applicant_answers(person) for person in people]


async def _strangers(center: Center, on: date, rng: Random, count: int) -> list[Person]:
    """People that the center doesn't know yet: of somebody who has a dossier of the same procedure on its way the
    counter first asks whether one more is meant (a number of nine digits is soon met again in a full center)."""
    place = Place.of(center)
    found: dict[bytes, Person] = {}
    while len(found) < count:
        drawn = [draw_person(rng, place, on) for _ in range(count)]
        new = {fingerprint(person.id_number, NUMBER): person for person in drawn}
        known = await rows(
            "SELECT id_number_mac AS mac FROM applicant WHERE id_number_mac = ANY($1::bytea[])", list(new)
        )
        found |= {mac: person for mac, person in new.items() if mac not in {each["mac"] for each in known}}
    return list(found.values())[:count]
