"""Drafts of the counter's form: saved while somebody types, listed where they start, kept for 30 days.

A draft is one person's. It is saved over the version its page has seen and no other: of two windows with one draft the
second to save is told, and loses nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from motcua.domain.errors import Conflict, NotHere, Refused
from motcua.domain.people import Acting
from motcua.domain.procedures import ProcedureVersion
from motcua.services.catalogue import offered
from motcua.services.codes import local_date
from motcua.services.counter.reading import check_receives
from motcua.services.dossiers.timeline import at_says
from motcua.services.files.uploads import DRAFTS_KEPT
from motcua.services.office import Office
from motcua.store.engine import transaction
from motcua.store.queries import drafts as stored

MOST_LISTED = 50
LONGEST = 200_000  # characters of everything typed; a form of 200 rows has a tenth of it


class SavedElsewhere(Conflict):
    """Another window with the same draft saved it after this one had read it."""


@dataclass(frozen=True, slots=True)
class DraftLine:
    """A draft in the list where somebody starts."""

    id: UUID
    procedure_key: str
    title: str
    name: str
    changed_at: datetime
    dossier_id: UUID | None


@dataclass(frozen=True, slots=True)
class OpenDraft:
    """`typed` fills the counter's form as if it had been posted; `seen` goes back with the next save."""

    id: UUID
    procedure_key: str
    typed: Mapping[str, Sequence[str]]
    seen: int
    changed_at: datetime
    dossier_id: UUID | None


async def save_draft(
    office: Office,
    acting: Acting,
    version: ProcedureVersion,
    draft_id: UUID,
    typed: Mapping[str, Sequence[str]],
    seen: int | None,
    dossier_id: UUID | None = None,
) -> int:
    """The version now kept. `seen` is the page's (0: never saved); None writes over whatever is there."""
    check_receives(acting, version)
    if sum(len(name) + sum(map(len, texts)) for name, texts in typed.items()) > LONGEST:
        raise Refused("Nội dung quá dài nên chưa lưu nháp được.")
    async with transaction():
        if await stored.is_decided(draft_id):
            raise Conflict("Hồ sơ này đã được tiếp nhận hoặc đã lập phiếu; không còn gì để lưu nháp.")
        saved = await stored.save_draft(
            draft_id,
            acting.staff.id,
            procedure_key=version.key,
            dossier_id=dossier_id,
            typed=typed,
            seen=seen,
            at=acting.at,
        )
        if saved is not None:
            return saved
        kept = await stored.load_draft(draft_id, acting.staff.id)
    if kept is None or kept["procedure_key"] != version.key:
        raise NotHere
    raise SavedElsewhere(f"Bản nháp này đã được lưu ở cửa sổ khác lúc {at_says(kept['changed_at'])}.")


async def open_draft(office: Office, acting: Acting, draft_id: UUID) -> OpenDraft:
    async with transaction():
        row = await stored.load_draft(draft_id, acting.staff.id)
    if row is None or _is_old(row, acting.at):
        raise NotHere("Không tìm thấy bản nháp này. Có thể nó đã được tiếp nhận, đã bỏ hoặc quá 30 ngày.")
    return OpenDraft(
        row["id"], row["procedure_key"], row["typed"], row["version"], row["changed_at"], row["dossier_id"]
    )


async def drafts_of(office: Office, acting: Acting) -> tuple[DraftLine, ...]:
    """What this person has begun and not decided, the latest first; of procedures still taken in here."""
    async with transaction():
        rows = await stored.drafts_of(acting.staff.id, MOST_LISTED)
        versions = {version.key: version for version in await offered(office, local_date(acting.at))} if rows else {}
    found = []
    for row in rows:
        version = versions.get(row["procedure_key"])
        if version is None or _is_old(row, acting.at) or not acting.staff.receives_for(version.agency):
            continue
        name = _first(row["typed"], "applicant.name") or _first(row["typed"], "applicant.organisation")
        line = DraftLine(row["id"], version.key, version.title, name, row["changed_at"], row["dossier_id"])
        found.append(line)
    return tuple(found)


def _is_old(row: Mapping[str, Any], at: datetime) -> bool:
    return bool(row["changed_at"] < at - DRAFTS_KEPT)


def _first(typed: Mapping[str, Sequence[str]], name: str) -> str:
    texts = typed.get(name) or ("",)
    return " ".join(texts[-1].split())


async def discard_draft(office: Office, acting: Acting, draft_id: UUID) -> None:
    """Gone with its scans. One that is gone already is gone."""
    async with transaction():
        if await stored.delete_draft(draft_id, acting.staff.id):
            await stored.delete_scans(draft_id, acting.staff.id)
