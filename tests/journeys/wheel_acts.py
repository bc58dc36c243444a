"""What is done at the center in a process of its own: `wheel_acts.py <data> <act> [dossier …]`, answered in JSON.

Run by the environment into which the wheel is installed, beside its server, through the services that a click calls.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from motcua.centers import Center, entered
from motcua.cli.administering import run, settings_for
from motcua.domain.errors import Spoken
from motcua.domain.people import Acting, Role
from motcua.domain.review import ReviewMove
from motcua.services import catalogue
from motcua.services.accounts.crew import Crew
from motcua.services.counter.intake import Intake, accept
from motcua.services.dossiers.shown import open_dossier
from motcua.services.office import Office
from motcua.services.review.deciding import Picked, change
from motcua.store.engine import DB, transaction
from motcua.store.queries import review as reviews
from motcua.testing import Case, at, walk

PROCEDURE, NOW = "cap-the-ban-doc", at("2017-11-08 09:00")
APPLICANT = {
    "applicant.kind": ["person"],
    "applicant.name": ["Nguyễn Văn An"],
    "applicant.id_kind": ["cmnd"],
    "applicant.id_number": ["125123456"],
    "applicant.address": ["Thị trấn Phố Mới"],
    "applicant.phone": ["0912345678"],
    "proxy.is_used": ["no"],
}


async def receive(office: Office, center: Center, crew: Crew, **answers: str) -> dict[str, Any]:
    """Under the version that the center takes in today; refused as the counter is refused."""
    version = await catalogue.current(office, PROCEDURE, NOW.date())
    if version is None:
        why = {each.key: sentence for each, sentence in await catalogue.not_offered(office, NOW.date())}
        return {"refused": why.get(PROCEDURE, "")}
    typed = {"school": ["Trường Phố Mới"], "cards": ["2"], **{name: [text] for name, text in answers.items()}}
    intake = Intake(version_hash=version.hash, applicant=APPLICANT, answers=typed, papers={"request": (1, 0, 0)})
    try:
        made = await accept(office, Acting(crew.receiving(version.agency)[0], NOW), intake, uuid4())
    except Spoken as refusal:
        return {"refused": refusal.sentence, "errors": sorted(getattr(refusal, "errors", {}))}
    return {"id": str(made.id), "code": made.code, **await seen(office, crew, str(made.id))}


async def seen(office: Office, crew: Crew, dossier_id: str) -> dict[str, Any]:
    """What its page says: under which version it is, what was asked, what it costs, where it stands."""
    director = next(staff for staff in crew.by_name.values() if Role.DIRECTOR in staff.roles)
    page = await open_dossier(office, Acting(director, NOW), UUID(dossier_id))
    return {
        "plugin_version": page.version.plugin_version,
        "asked": [line[0] for _, lines in page.sections for line in lines],
        "fee": page.fee_text,
        "state": page.dossier.state.value,
        "notes": [note.text for note in page.notes],
    }


async def walked(office: Office, center: Center, crew: Crew, dossier_id: str) -> dict[str, Any]:
    """From the counter through both desks and back into the applicant's hand."""
    async with transaction():
        row = (await DB.fetch("SELECT version_hash FROM dossier WHERE id = $1", UUID(dossier_id)))[0]
        version = await catalogue.version_of(office, row["version_hash"])
    nobody: Any = None
    case = Case(office, center, crew, version, nobody, UUID(dossier_id))
    made = await walk(case, starting_at=NOW)
    return {"moves": len(made), **await seen(office, crew, dossier_id)}


async def publish(office: Office, crew: Crew) -> dict[str, Any]:
    """Today's version of the plugin, looked through and published."""
    director = next(staff for staff in crew.by_name.values() if Role.DIRECTOR in staff.roles)
    version_hash = office.catalog.procedures[PROCEDURE].hash
    async with transaction():
        stands = await reviews.publication_of(version_hash)
    assert stands is not None
    typed = {"number": "19/QĐ", "on": "8/11/2017", "signed_by": "Ông A", "from_on": "8/11/2017"}
    for seq, move in enumerate((ReviewMove.START_REVIEW, ReviewMove.PUBLISH), stands.seq):
        await change(office, Acting(director, NOW), Picked(version_hash, seq), move, typed, uuid4())
    return {"state_before": stands.state.value}


Act = Callable[[Office, Center, Crew], Awaitable[dict[str, Any]]]


def act_of(name: str, given: list[str]) -> Act:
    async def act(office: Office, center: Center, crew: Crew) -> dict[str, Any]:
        match name:
            case "receive":
                return await receive(office, center, crew, **dict(each.split("=") for each in given))
            case "see":
                return await seen(office, crew, given[0])
            case "walk":
                return await walked(office, center, crew, given[0])
            case "publish":
                return await publish(office, crew)
        raise LookupError(name)

    return act


def main(data: str, center_key: str, *acts: str) -> None:
    """Several acts in one process, each `name:argument,…`; the answers in their order."""

    async def work(office: Office) -> list[dict[str, Any]]:
        center = office.centers[center_key]
        await DB.open_for(center)
        answers = []
        with entered(center):
            crew = await Crew.of(center)
            for each in acts:
                name, _, given = each.partition(":")
                answers.append(await act_of(name, [text for text in given.split(",") if text])(office, center, crew))
        return answers

    answers = run(settings_for(Path(data)), work)
    print(json.dumps(answers, ensure_ascii=False))


if __name__ == "__main__":
    main(*sys.argv[1:])
