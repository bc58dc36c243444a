"""The minutes of a destruction: a letter of the center with a number of its own book, kept with the list."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date
from itertools import groupby
from uuid import UUID

from motcua.centers import here
from motcua.domain.calendar import local
from motcua.domain.errors import Conflict, NotAllowed, NotHere
from motcua.domain.keeping import FORMULA
from motcua.domain.letter_kinds import DISPOSAL_MINUTES
from motcua.domain.people import Acting, Permission, who_may
from motcua.letters.data import Issue
from motcua.letters.disposal import DisposalLine, DisposalMinutesData
from motcua.services.archive.terms import check_sees
from motcua.services.catalogue import known_here
from motcua.services.dossiers.naming import agency_name
from motcua.services.letters.issuing import Printed, read_issued, store_letter
from motcua.services.letters.statutory import head_on
from motcua.services.office import Office
from motcua.settings import wall_clock
from motcua.store.engine import DB, Row, transaction
from motcua.store.queries import archive as stored
from motcua.store.queries.letters import load_letter
from motcua.store.queries.review import append_events, lock_review

#: As many codes as a worker sets in the time that a letter may take; of more the list stays in the system.
MOST_ON_PAPER = 500
MOST_STAMPS = 400
GONE = (
    "Nội dung tờ khai, thông tin người nộp, người được ủy quyền, người nhận kết quả",
    "Giấy tờ nộp, bản nháp, tệp kết quả, bản điện tử của giấy tờ đã phát hành và danh sách bàn giao có tên",
    "Nội dung ghi trong nhật ký, ghi chú, thông báo, thư và tin nhắn",
    "Chỉ mục tìm kiếm, từ khóa thanh tra đã dùng để tìm những người này",
)
STAYS = (
    "Mã hồ sơ, thủ tục, cơ quan, các mốc thời gian, kết quả, số tiền đã thu: số liệu báo cáo không đổi",
    "Chuỗi mã băm của nhật ký, với dấu tiêu hủy theo biên bản này: chuỗi vẫn kiểm tra được",
    "Sổ theo dõi hồ sơ, sổ chứng thực đã khóa: tài liệu lưu trữ riêng, theo thời hạn của sổ",
)
_KINDS = {"backup": "sao lưu", "export": "xuất trung tâm"}


async def write_minutes(office: Office, acting: Acting, disposal_id: UUID) -> str:
    """Issues the minutes, once; their number. The list is closed with them."""
    if not acting.staff.may(Permission.APPROVE_DISPOSAL):
        raise NotAllowed(f"Việc này do: {who_may(Permission.APPROVE_DISPOSAL)}.")
    async with DB.catalog_transaction():
        # Until now, in real time: what was copied while it was being destroyed still holds part of it.
        copies = await stored.copies_elsewhere(here().key, wall_clock())
        schemas = list(await stored.schemas_kept(here().key))
    async with transaction():
        found = await stored.load_disposal(disposal_id, lock=True)
        if found is None:
            raise NotHere
        if found["state"] == "closed":
            return await _number_of(found)
        if found["state"] != "destroyed":
            raise Conflict("Danh mục chưa tiêu hủy xong nên chưa lập được biên bản.")
        letter = await _letter(office, acting, found, _copies(copies, [f"{local(at):%d/%m/%Y}" for at in schemas]))
        issue = Issue(DISPOSAL_MINUTES.title)
        made = await store_letter(office, acting, DISPOSAL_MINUTES, letter, issue, str(disposal_id), None)
        await stored.change_disposal(disposal_id, state="closed", minutes_id=made.id)
        told = {"disposal": disposal_id, "number": made.number, "sha256": made.sha256, "count": letter.total}
        await lock_review()
        await append_events([("archive", "disposal_closed", told)], acting.staff, acting.at)
    return made.number


async def _number_of(found: Row) -> str:
    letter = await load_letter(found["minutes_id"])
    return str(letter["number"]) if letter else ""


async def read_minutes(office: Office, acting: Acting, disposal_id: UUID) -> Printed:
    """The stored bytes, to whoever keeps the archive or approves."""
    check_sees(acting.staff)
    async with transaction():
        found = await stored.load_disposal(disposal_id)
        if found is None or found["minutes_id"] is None:
            raise NotHere
        return await read_issued(office, found["minutes_id"])


async def _letter(office: Office, acting: Acting, found: Row, copies: Sequence[tuple[str, str]]) -> DisposalMinutesData:
    titles: dict[str, str] = {str(each.key): each.title for each in known_here(office)}
    lines = [
        DisposalLine(
            titles.get(row["procedure_key"]) or str(row["procedure_key"]),
            agency_name(here(), row["agency"]),
            f"{row['years']} năm",
            row["basis"],
            row["n"],
            " – ".join(f"{date.fromisoformat(row[name]):%d/%m/%Y}" for name in ("first", "last")),
        )
        for row in found["sums"]
    ]
    codes = await stored.codes_on(found["id"], "destroyed")
    return DisposalMinutesData(
        letterhead=head_on(here(), acting.at),
        dated_at=acting.at,
        year=found["year"],
        decision=found["decision"],
        decided_by=found["decided_by_name"],
        decided_by_title=found["decided_by_title"],
        attended=[line for line in found["attended"].splitlines() if line.strip()],
        approved_at=found["decided_at"],
        finished_at=found["finished_at"],
        formula=FORMULA,
        lines=lines,
        total=found["done"],
        left_out=found["out_count"],
        destroyed=GONE,
        kept=STAYS,
        copies=copies,
        codes=codes if len(codes) <= MOST_ON_PAPER else (),
        digest=hashlib.sha256("\n".join(codes).encode()).hexdigest(),
    )


def _copies(runs: Sequence[Row], schemas: Sequence[str]) -> list[tuple[str, str]]:
    """Each place with the names of its copies; of very many the first and the last."""
    found: list[tuple[str, str]] = []
    for place, group in groupby(runs, key=lambda run: run["place"]):
        each = [f"{_KINDS[run['kind']]} {run['stamp']}" for run in group]
        named = ", ".join(each) if len(each) <= MOST_STAMPS else f"từ {each[0]} đến {each[-1]}"
        found.append((place, f"{len(each)} bản: {named}"))
    if schemas:
        found.append(("Cơ sở dữ liệu đang chạy", f"dữ liệu giữ lại khi phục hồi ngày {', '.join(schemas)}"))
    return found
