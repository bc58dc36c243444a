"""Replaying a real dossier's way from a case file, which `motcua trail case` wrote without anything about a person.

await replay(office, center, read_case(Path(__file__).with_name("ho-so-cham.json")))
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from motcua.centers import Center, entered
from motcua.domain.moves import Move
from motcua.domain.people import Staff
from motcua.services.dossiers.asked import MoveField, fields_of
from motcua.services.dossiers.cases import ReplayedAct, TrailCase, spelled
from motcua.services.dossiers.hindrances import late_to_reappoint
from motcua.services.dossiers.offered import signers_of, situation_of
from motcua.services.office import Office
from motcua.services.results.signatures import signing_of
from motcua.store.engine import transaction
from motcua.testing.cases import Case
from motcua.testing.walking import accept_dossier, prepare

WORDS = "Nội dung thay thế khi chạy lại"


def read_case(file: Path) -> TrailCase:
    """A case file; Refused when it is none."""
    return TrailCase.from_data(json.loads(file.read_text("utf-8")))


async def replay(office: Office, center: Center, told: TrailCase) -> Case:
    """Receives the dossier and makes every move at the hour it was made; AssertionError at the first difference.

    The procedure is today's: a difference says that a dossier like this one goes another way now.
    """
    case = await prepare(office, center, told.procedure, at=told.received_at)
    changes = {"answers": told.answers, "papers": told.papers, "channel": told.channel}
    if told.channel == "post":
        changes |= {"arrival_number": "RB000000000VN", "arrival_posted_on": f"{told.received_at:%d/%m/%Y}"}
    case = await accept_dossier(
        office, center, told.procedure, at=told.received_at, filling=case.filling, intake_changes=changes
    )
    _same("tiếp nhận", "hẹn trả", spelled((await case.dossier()).due_at), told.due_at)
    for act in told.acts:
        await _replayed(case, act)
    return case


async def _replayed(case: Case, act: ReplayedAct) -> None:
    by = await case.who_may(act.move)
    made = await case.make(act.move, act.at, by, await _data(case, act, by))
    dossier = await case.dossier()
    _same(act.move.value, "trạng thái", made.state.value, act.after)
    _same(act.move.value, "hẹn trả", spelled(dossier.due_at), act.due_at)


def _same(move: str, what: str, now: str, then: str) -> None:
    assert now == then, f"{move}: {what} bây giờ là {now or 'không có'}, trong ca là {then or 'không có'}"


async def _data(case: Case, act: ReplayedAct, by: Staff) -> Mapping[str, str]:
    """What the case chose, and words of our own for whatever else must be said."""
    kept = await case.kept()
    with entered(case.center):
        async with transaction():
            signers = await signers_of(kept.dossier, act.at)
        situation = situation_of(kept, case.version, (), signers)
        if act.move is Move.SIGN:
            situation = replace(situation, signing=signing_of(kept, by, act.at))
        if act.move is Move.ASK_TO_REAPPOINT:
            situation = replace(situation, late_to_reappoint=late_to_reappoint(kept.dossier, act.at))
    given = dict(act.chosen)
    for asked in fields_of(act.move, situation):
        is_refusal = asked.name == "reason" and given.get("proposal") == "refuse"
        if asked.name not in given and (asked.required or is_refusal):
            given[asked.name] = _answered(asked)
    return given | ({"how": "paper_only"} if act.move is Move.SIGN else {})


def _answered(asked: MoveField) -> str:
    if asked.kind == "tick":
        return "yes"
    if asked.name == "receiver":
        return "applicant"
    return asked.options[0][0] if asked.options else WORDS
