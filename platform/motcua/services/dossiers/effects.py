"""What plugins ask for after a move: notes on the dossier and notices, run as jobs, each of them once."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from motcua import metrics
from motcua.catalog.plugins import Problem, described
from motcua.centers import here
from motcua.domain.calendar import local
from motcua.domain.events import AddNote, DossierChanged, Effect, Notify
from motcua.domain.moves import Move
from motcua.domain.states import State
from motcua.services.dossiers.records import CHANGED
from motcua.services.machines.delivering import wake_webhooks
from motcua.services.messages.outgoing import outgoing
from motcua.services.office import Office
from motcua.services.plugins.life import keep_quarantine
from motcua.settings import wall_clock
from motcua.store.engine import savepoint, transaction
from motcua.store.queries.dossiers import lock_dossier
from motcua.store.queries.effects import add_note, add_notice
from motcua.store.queries.trail import load_events

log = logging.getLogger("motcua.effects")

__all__ = ["CHANGED", "dossier_changed"]


async def dossier_changed(office: Office, payload: Mapping[str, Any]) -> None:
    """The handler of job `dossier_changed`, inside the center that the job is stamped with.

    A plugin in quarantine is not asked; one that fails once too often is put there when everything else is done.
    """
    dossier_id, seq = UUID(payload["dossier_id"]), int(payload["seq"])
    center, failed = here(), list[Problem]()
    async with transaction():
        row = await lock_dossier(dossier_id)
        event = next((each for each in await load_events(dossier_id) if each["seq"] == seq), None)
        if row is None or event is None:
            log.warning("dossier_changed: no event %s/%s", dossier_id, seq)
            return
        changed = _changed(row, event)
        asked = center.plugins - office.quarantine.held(center.key)
        # Numbered by plugin: whether another one fails or is asked at all must not rename an effect that has run.
        numbers: Counter[str] = Counter()
        for plugin, effect in office.catalog.effects(changed, asked, failed):
            source_key = f"{dossier_id}/{seq}/{plugin}/{numbers[plugin]}"
            numbers[plugin] += 1
            try:
                async with savepoint():
                    await _run(changed, plugin, effect, source_key, dossier_id)
            except Exception as error:
                # One agency's effect must not keep back another's; the log names whose it was, and never quotes it.
                kind = type(effect).__name__
                metrics.plugin_failed(plugin, kind)
                log.error("plugin %s: %s of %s/%s failed: %s", plugin, kind, dossier_id, seq, described(error))
                failed.append(Problem(plugin, "dossier_changed", f"{kind} gây lỗi {described(error)}"))
        await wake_webhooks(wall_clock(), f"{dossier_id}/{seq}")
    office.quarantine.note(center.key, failed, dossier_id, changed.at)
    if office.quarantine.crossed(center.key):
        await keep_quarantine(office, changed.at)


def _changed(row: Mapping[str, Any], event: Mapping[str, Any]) -> DossierChanged:
    data = event["data"]
    at_agency, at_desk = data["at"] or ("", "")
    return DossierChanged(
        event=f"{row['id']}/{event['seq']}",
        dossier=str(row["id"]),
        code=row["code"],
        procedure=row["procedure_key"],
        agency=row["agency"],
        move=Move(event["kind"]),
        from_state=State(data["from"]) if data["from"] else None,
        to_state=State(data["to"]),
        at=event["at"],
        filed_on=_filed_on(row),
        due_at=row["due_at"],
        step=data["step"] or "",
        at_agency=at_agency,
        at_desk=at_desk,
    )


def _filed_on(row: Mapping[str, Any]) -> date:
    return local(row["received_at"]).date()


async def _run(changed: DossierChanged, plugin: str, effect: Effect, source_key: str, dossier_id: UUID) -> None:
    if isinstance(effect, AddNote):
        await add_note(dossier_id, at=changed.at, plugin=plugin, text=effect.sentence, source_key=source_key)
    elif isinstance(effect, Notify):
        to = f"{effect.to}:{effect.agency or changed.agency}" if effect.to == "agency" else effect.to
        await add_notice(
            dossier_id,
            at=changed.at,
            event=changed.move.value,
            channel=to,
            text=effect.sentence,
            state=outgoing(),
            source_key=source_key,
        )
