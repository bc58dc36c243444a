"""Files of a result: taken in through the capped openers, every version kept, each attachment in the trail.

Opening a file takes seconds, so none of it happens inside a transaction: whether it may be attached is asked before
and, the dossier locked, once more after.
"""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterable, AsyncIterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from motcua.centers import here
from motcua.domain.dossier import Dossier, why_not
from motcua.domain.errors import Conflict, NotAllowed, NotHere, Refused
from motcua.domain.moves import MOVES, Move
from motcua.domain.people import Acting, Permission, Staff
from motcua.domain.results import ATTACHED_WITH, KIND_NAMES, Certified, How, Kind, ResultFile, Results
from motcua.domain.states import State
from motcua.services.codes import local_date
from motcua.services.dossiers import records
from motcua.services.dossiers.stale import check_seen
from motcua.services.dossiers.visibility import check_may_see, load_seen
from motcua.services.files.keeping import name_bytes
from motcua.services.office import Office
from motcua.services.results import signatures
from motcua.store.engine import transaction
from motcua.store.file_names import FileLimits
from motcua.store.intake_files import TakenFile
from motcua.store.queries import results as stored

ATTACH_RESULT = "attach_result"
MOST_FILES = 40
SIGNED_OR_SCANNED = FileLimits(endings=frozenset({"pdf", "jpg", "png"}))


@dataclass(frozen=True, slots=True)
class Sent:
    """A file as it comes in. `declared`: what the browser calls it."""

    stream: bytes | AsyncIterable[bytes]
    name: str
    declared: str = ""


def move_for(kind: Kind, dossier: Dossier) -> Move:
    """The move whose maker may attach a file of this kind where the dossier stands."""
    moves = ATTACHED_WITH[kind]
    return next((move for move in moves if dossier.state in MOVES[move].sources), moves[0])


def why_not_attach(kind: Kind, dossier: Dossier, results: Results, staff: Staff) -> str | None:
    """None when this person may attach a file of this kind to the result now.

    What was signed on paper may be scanned by the desk that signed it as well, until it has its number.
    """
    last = results.last
    if kind is Kind.SCAN and last is not None and dossier.state is State.SIGNED:
        if last.how is How.FILE:
            return "Kết quả đã ký số trên tệp PDF, không cần bản quét."
        step = next((each for each in dossier.route if each.id == last.step_id), None)
        if step is not None and staff.may(Permission.SIGN) and staff.holds(step.agency, step.desk):
            return None
    return why_not(move_for(kind, dossier), dossier, staff)


async def attach(
    office: Office, acting: Acting, dossier_id: UUID, kind: Kind, sent: Sent, *, seen: int, now: datetime
) -> ResultFile:
    """Stores one version. A file that can't be taken leaves nothing behind. `now`: real time, which signatures tell."""
    async with transaction():
        kept = await records.load(dossier_id)
        await _check(kept, acting, kind, seen)
    file_id = uuid4()
    issuers = await signatures.trusted_issuers(office) if kind is Kind.SIGNED else None
    limits = FileLimits() if kind is Kind.DRAFT else SIGNED_OR_SCANNED
    taken = await office.files.take_file(
        here().key, sent.stream, sent.name, sent.declared, at=acting.at, limits=limits, issuers=issuers, may_wait=False
    )
    # Whatever refuses it from here on leaves bytes that no row names: the sweep takes them.
    async with transaction():
        kept = await records.locked(dossier_id)
        kept = await _check(kept, acting, kind, seen)
        certified = Certified.from_data(taken.signature) if taken.signature is not None else None
        if certified is not None:
            _check_time(certified, kept, acting, now)
        if kind is not Kind.DRAFT and await stored.bound_elsewhere(taken.sha256, dossier_id):
            raise Conflict(signatures.ELSEWHERE)
        await name_bytes(office, taken)
        file = await _as_file(office, kept, acting, kind, file_id, taken, certified)
        await stored.insert_result_file(dossier_id, file, acting.staff.id, taken.signature)
        told = {"file_kind": KIND_NAMES[kind], "file": file.name, "sha256": file.sha256}
        await records.record_beside(kept, acting, move_for(kind, kept.dossier), ATTACH_RESULT, told)
    return file


async def _check(kept: records.Kept | None, acting: Acting, kind: Kind, seen: int) -> records.Kept:
    if kept is None:
        raise NotHere
    check_may_see(acting.staff, kept.dossier)
    await check_seen(kept, seen)
    if sentence := why_not_attach(kind, kept.dossier, kept.results, acting.staff):
        raise NotAllowed(sentence)
    if len(kept.results.files) >= MOST_FILES:
        raise Refused(f"Hồ sơ đã có {MOST_FILES} tệp kết quả, không thêm được nữa.")
    return kept


def _check_time(certified: Certified, kept: records.Kept, acting: Acting, now: datetime) -> None:
    """A simulated business clock does not move the clock of who signed: the later of the two is the present."""
    if certified.signed_at > max(now, acting.at) + signatures.LEEWAY:
        raise Refused("Thời điểm ký trong tệp ở tương lai. Hãy kiểm tra đồng hồ của máy ký rồi ký lại.")
    if local_date(certified.signed_at) < local_date(kept.row["received_at"]):
        raise Refused("Tệp được ký trước ngày tiếp nhận hồ sơ nên không thể là kết quả của hồ sơ này.")


async def _as_file(
    office: Office,
    kept: records.Kept,
    acting: Acting,
    kind: Kind,
    file_id: UUID,
    taken: TakenFile,
    certified: Certified | None,
) -> ResultFile:
    step = kept.dossier.current_step
    draft = kept.results.to_be_signed
    extends = None
    if kind is Kind.SIGNED and draft is not None and await _begins_with(office, taken, draft):
        extends = draft.id
    return ResultFile(
        id=file_id,
        kind=kind,
        name=taken.name,
        media_type=taken.media_type,
        size=taken.size,
        sha256=taken.sha256,
        storage_key=taken.storage_key,
        by=acting.staff.name,
        at=_after_all(kept, acting.at),
        step_id=step.id if step is not None else None,
        certified=certified,
        extends=extends,
    )


def _after_all(kept: records.Kept, at: datetime) -> datetime:
    """Versions keep their order also where the clock stands still or was set back between them."""
    last = max((file.at for file in kept.results.files), default=None)
    return at if last is None or at > last else last + timedelta(microseconds=1)


async def _begins_with(office: Office, taken: TakenFile, draft: ResultFile) -> bool:
    if taken.size < draft.size:
        return False
    whole = await office.blobs.read(here().key, taken.storage_key)
    return hashlib.sha256(whole[: draft.size]).hexdigest() == draft.sha256


@dataclass(frozen=True, slots=True)
class OpenResult:
    """A file to send: its facts, and its bytes piece by piece."""

    file: ResultFile
    pieces: AsyncIterator[bytes]


async def open_result(office: Office, acting: Acting, dossier_id: UUID, file_id: UUID) -> OpenResult:
    """A file of the result, to who may see the dossier."""
    async with transaction():
        kept = await load_seen(acting.staff, dossier_id)
    file = next((each for each in kept.results.files if each.id == file_id), None)
    if file is None:
        raise NotHere
    return OpenResult(file, await office.blobs.open_file(here().key, file.storage_key))


__all__ = ["ATTACH_RESULT", "OpenResult", "Sent", "attach", "move_for", "open_result", "why_not_attach"]
