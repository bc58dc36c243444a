"""One dossier taken away whole: asked for with a reason, made beside the requests, told in the dossier's own trail."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from motcua.centers import here
from motcua.domain.errors import Conflict, NotHere, Refused
from motcua.domain.people import Acting
from motcua.jobs.port import enqueue
from motcua.services.dossiers.asked import clean_text
from motcua.services.dossiers.timeline import BUNDLED
from motcua.services.dossiers.visibility import load_seen
from motcua.services.inspection.acts import TOOK, check_inspects, note_act, note_shown
from motcua.services.inspection.filling import Making, fill
from motcua.services.office import Office
from motcua.services.requests import once
from motcua.settings import wall_clock
from motcua.store.engine import transaction
from motcua.store.queries import bundles as stored
from motcua.store.queries.accounts import as_staff, staff_by_id
from motcua.store.queries.dossiers import load_files
from motcua.store.queries.trail import append_event

MADE = "dossier_bundle"
MOST_UNDER_WAY = 3
LONGEST_REASON = 300


@dataclass(frozen=True, slots=True)
class Bundle:
    """A bundle that was asked for. `sha256` of the whole file, in hex, once it is made."""

    id: UUID
    reason: str
    state: str
    total: int
    done: int
    sha256: str
    is_signed: bool
    asked_by: str
    at: datetime

    @property
    def percent(self) -> int:
        return 100 if self.state == "ready" else min(99, 100 * self.done // max(self.total, 1))

    @property
    def is_under_way(self) -> bool:
        return self.state in ("waiting", "making")


@dataclass(frozen=True, slots=True)
class Bundles:
    """What the page of a dossier's bundles shows."""

    code: str
    lines: tuple[Bundle, ...]
    will_be_signed: bool


async def bundles(office: Office, acting: Acting, dossier_id: UUID) -> Bundles:
    check_inspects(acting.staff)
    async with transaction():
        kept = await load_seen(acting.staff, dossier_id)
        found = await stored.bundles_of(dossier_id)
    lines = tuple(
        Bundle(
            row["id"],
            row["reason"],
            row["state"],
            row["total"],
            row["done"],
            bytes(row["digest"]).hex() if row["digest"] else "",
            row["is_signed"],
            row["asked_by_name"],
            row["at"],
        )
        for row in found
    )
    return Bundles(kept.dossier.code or "", lines, office.letters.seals)


async def ask_for(office: Office, acting: Acting, dossier_id: UUID, reason: str, key: UUID) -> None:
    """Has the bundle made by the worker; the dossier's trail says who, and why."""
    check_inspects(acting.staff)
    said = clean_text("Lý do trích xuất", reason, LONGEST_REASON)
    if not said:
        raise Refused("Hãy nêu lý do, căn cứ trích xuất.", {"ly-do": "Hãy nêu lý do, căn cứ trích xuất."})
    async with transaction(), once(key, acting, f"{MADE}:{dossier_id}") as told:
        if told.outcome is not None:
            return
        await load_seen(acting.staff, dossier_id)
        if await stored.under_way(acting.staff.id) >= MOST_UNDER_WAY:
            raise Conflict(f"Đang lập {MOST_UNDER_WAY} gói của bạn; hãy chờ xong một gói rồi lập gói khác.")
        bundle_id = uuid4()
        await append_event(dossier_id, BUNDLED, acting.at, acting.staff, {"reason": said})
        await stored.add_bundle(
            {
                "id": bundle_id,
                "dossier_id": dossier_id,
                "reason": said,
                "total": len(await load_files(dossier_id)) + 1,
                "asked_by": acting.staff.id,
                "asked_by_name": acting.staff.name,
                "at": acting.at,
            }
        )
        await enqueue(MADE, {"bundle": bundle_id})
        told.outcome = str(bundle_id)


async def make_bundle(office: Office, payload: Mapping[str, str]) -> None:
    """The worker's part. Run twice, the second run finds the bundle made."""
    bundle_id = UUID(str(payload["bundle"]))
    async with transaction():
        found = await stored.load_bundle(bundle_id)
        person = await staff_by_id(found["asked_by"]) if found is not None else None
    if found is None or person is None or found["state"] == "ready":
        return

    async def tell(done: int, total: int) -> None:
        async with transaction():
            await stored.note_bundle(bundle_id, "making", done=done, total=total)

    try:
        making = Making(office, Acting(as_staff(person), found["at"]), found["dossier_id"], found["reason"], tell)
        async with fill(making) as (path, sha256):
            key = await office.blobs.put(here().key, path, at=wall_clock(), blob_id=uuid4())
    except Exception:
        async with transaction():
            await stored.note_bundle(bundle_id, "failed", done=0)
        raise
    async with transaction():
        await stored.note_bundle(
            bundle_id, "ready", storage_key=key, digest=bytes.fromhex(sha256), is_signed=office.letters.seals
        )


async def open_bundle(
    office: Office, acting: Acting, dossier_id: UUID, bundle_id: UUID
) -> tuple[str, AsyncIterator[bytes]]:
    """Name and bytes, to inspectors. That it was taken is written down before the first byte goes.

    Nothing keeps the bytes (`intake.stored_keys` leaves them out): the daily sweep takes them away.
    """
    check_inspects(acting.staff)
    async with transaction():
        kept = await load_seen(acting.staff, dossier_id)
        found = await stored.load_bundle(bundle_id)
        if found is None or found["dossier_id"] != dossier_id or found["storage_key"] is None:
            raise NotHere
        pieces = await office.blobs.open_file(here().key, found["storage_key"])
        about = {"dossier": dossier_id, "reason": found["reason"], "sha256": bytes(found["digest"]).hex()}
        await note_act(acting, TOOK, about)
        await note_shown(acting, {dossier_id})
    return f"ho-so-{kept.dossier.code or dossier_id}.zip", pieces
