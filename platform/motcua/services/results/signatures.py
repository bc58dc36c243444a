"""Signing a result: on paper, by whom and when; or as a PDF signed outside, which is bound to its dossier."""

from __future__ import annotations

import asyncio
import binascii
import ssl
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from motcua.domain.calendar import local
from motcua.domain.dossier import StepRecord
from motcua.domain.errors import Conflict, Refused, Unavailable
from motcua.domain.people import Acting, Staff
from motcua.domain.results import TRUST_NAMES, How, ResultFile, Results, Signature
from motcua.services.codes import local_date
from motcua.services.dossiers.asked import Signing
from motcua.services.dossiers.records import Kept
from motcua.services.office import Office
from motcua.store.queries import results as stored

ELSEWHERE = "Tệp này đã là kết quả của một hồ sơ khác tại Trung tâm. Hãy tải lên đúng tệp của hồ sơ này."
_ENDINGS = (".pem", ".crt", ".cer", ".der")


async def trusted_issuers(office: Office) -> tuple[bytes, ...]:
    """The certificates of the folder in the settings, as they are now; none given, none."""
    folder = office.settings.signing_roots
    return await asyncio.to_thread(_read_folder, folder) if folder is not None else ()


def _read_folder(folder: Path) -> tuple[bytes, ...]:
    """An empty or unreadable folder must not mean that everybody is believed."""
    try:
        paths = sorted(path for path in folder.iterdir() if path.suffix.lower() in _ENDINGS)
        found = tuple(_as_der(path.read_bytes()) for path in paths)
    except (OSError, ValueError, binascii.Error) as problem:
        raise Unavailable(
            "Chưa đọc được danh sách chứng thư gốc của hệ thống; vui lòng báo quản trị hệ thống."
        ) from problem
    if not found:
        raise Unavailable("Thư mục chứng thư gốc của hệ thống không có chứng thư nào; vui lòng báo quản trị hệ thống.")
    return found


def _as_der(raw: bytes) -> bytes:
    return ssl.PEM_cert_to_DER_cert(raw.decode("ascii")) if raw.lstrip().startswith(b"-----") else raw


def candidate(results: Results, step: StepRecord | None) -> ResultFile | None:
    """The signed PDF that a signature at this step would take."""
    return results.signed_at_step(step) if step is not None else None


def is_other_than_draft(results: Results, file: ResultFile) -> bool:
    """The signed file does not begin with the exact bytes of the PDF that was to be signed."""
    draft = results.to_be_signed
    return draft is not None and draft.id != file.id and file.extends != draft.id


def signing_of(kept: Kept, staff: Staff, at: datetime) -> Signing:
    """What the questions of a signature depend on, for the step that has the dossier."""
    dossier, step = kept.dossier, kept.dossier.current_step
    file = candidate(kept.results, step)
    return Signing(
        signer=staff.name,
        today=f"{local_date(at):%d/%m/%Y}",
        file=file.name if file is not None else "",
        is_other=file is not None and is_other_than_draft(kept.results, file),
        is_last=step is None or all(other.ordinal <= step.ordinal for other in dossier.route),
    )


async def signed(kept: Kept, acting: Acting, given: Mapping[str, Any]) -> tuple[Signature, dict[str, Any]]:
    """Writes the signature of the step that has the dossier; what its event tells."""
    step = kept.dossier.current_step
    assert step is not None
    if How(given["how"]) is How.FILE:
        signature, told = await _signed_file(kept, acting, step, given)
    else:
        signature, told = _signed_on_paper(kept, acting, step, given)
    await stored.insert_signature(kept.dossier.id, signature, acting.staff.id)
    return signature, told


def _signed_on_paper(
    kept: Kept, acting: Acting, step: StepRecord, given: Mapping[str, Any]
) -> tuple[Signature, dict[str, Any]]:
    signer = given.get("signed_by") or acting.staff.name
    on = given.get("signed_on") or local_date(acting.at)
    if sentence := wrong_day(on, kept, acting):
        raise Refused(sentence, {"signed_on": sentence})
    signature = Signature(step.id, How(given["how"]), signer, on, acting.at)
    return signature, {"signed_by": signer, "signed_on": on}


def wrong_day(on: date, kept: Kept, acting: Acting) -> str | None:
    if on > local_date(acting.at):
        return "Ngày ký không được sau hôm nay."
    if on < local_date(kept.row["received_at"]):
        return f"Ngày ký không được trước ngày tiếp nhận hồ sơ ({local(kept.row['received_at']):%d/%m/%Y})."
    return None


async def _signed_file(
    kept: Kept, acting: Acting, step: StepRecord, given: Mapping[str, Any]
) -> tuple[Signature, dict[str, Any]]:
    file = candidate(kept.results, step)
    if file is None or file.certified is None:
        sentence = "Chưa có bản PDF ký số nào của bước này: hãy tải lên ở mục Kết quả trước khi ký."
        raise Refused(sentence, {"how": sentence})
    is_other = is_other_than_draft(kept.results, file)
    if is_other and not given.get("other_than_draft"):
        sentence = "Bản ký số không phải là dự thảo được ký nguyên vẹn: hãy xác nhận nội dung, hoặc ký lại dự thảo."
        raise Refused(sentence, {"other_than_draft": sentence})
    if not await stored.bind_result(file.sha256, kept.dossier.id):
        raise Conflict(ELSEWHERE)
    certified = file.certified
    on = local_date(certified.signed_at)
    signature = Signature(step.id, How.FILE, certified.name, on, acting.at, file.id, is_other)
    told: dict[str, Any] = {
        "signed_by": certified.name,
        "signed_on": on,
        "file": file.name,
        "sha256": file.sha256,
        "certificate": f"{certified.subject}; số sê-ri {certified.serial}",
        "certified_by": certified.issuer,
        "trust": TRUST_NAMES[certified.trust],
    }
    if is_other:
        told["other_than_draft"] = "Người ký xác nhận ký nội dung khác dự thảo"
    return signature, told


async def bound_for_numbering(kept: Kept) -> dict[str, Any]:
    """The file that becomes the result with its number; told by its event. Nothing for a result on paper alone."""
    final = kept.results.final
    if final is None:
        return {}
    if not await stored.bind_result(final.sha256, kept.dossier.id):
        raise Conflict(ELSEWHERE)
    return {"file": final.name, "sha256": final.sha256}


# A computer that signs may be a little fast.
LEEWAY = timedelta(minutes=15)
