"""What people said of a demo's center: ratings of what was handed back, phản ánh at every point of their way; and who
is posted on the public board.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from random import Random
from uuid import NAMESPACE_URL, UUID, uuid5

from motcua.domain.people import Acting, Role
from motcua.domain.ratings import Rating
from motcua.domain.states import State
from motcua.services.accounts.crew import Crew
from motcua.services.board import shown as board
from motcua.services.dossiers import records
from motcua.services.heard import feedback, feedback_desk
from motcua.services.heard.ratings import Voice, keep
from motcua.services.office import Office
from motcua.store.engine import transaction
from motcua.store.queries.feedback import find_by_number
from motcua.store.queries.ratings import is_rated

POSTED = frozenset({Role.DIRECTOR, Role.DEPUTY_DIRECTOR, Role.RECEPTION, Role.GUIDE})
RATED_OF_TEN = 7
# How people rate: mostly well, and with a reason where not.
_SCORES = (2, 2, 2, 1, 1, 1, 1, 0)
_REMARKS = ("Cán bộ hướng dẫn nhiệt tình.", "Nên có thêm ghế chờ.", "Lần sau mong được báo trước giờ trả.")
# kind, what was written, how many days before the business date, what became of it.
_SAID = (
    ("conduct", "Quầy số 3 hay vắng người đầu giờ chiều, phải chờ lâu.", 9, "assigned"),
    ("proposal", "Đề nghị đặt thêm máy lấy số cho người cao tuổi.", 6, "published"),
    ("rules", "Bản sao giấy tờ phải nộp hai lần cho hai thủ tục cùng ngày.", 1, "sent"),
)
_ANSWER = "Trung tâm đã ghi nhận và sẽ đặt thêm một máy có chữ lớn trước ngày 01/12."


async def hear_people(office: Office, crew: Crew, dossiers: Iterable[UUID], at: datetime) -> None:
    """Told once at the end of the filling; `at` is its last moment."""
    director = next((staff for staff in crew.by_name.values() if Role.DIRECTOR in staff.roles), None)
    if director is None:
        return
    acting = Acting(director, at)
    for staff in crew.by_name.values():
        if staff.roles & POSTED:
            await board.post(acting, staff.id, is_public=True)
    rng = Random(f"{crew.center.key}/{at.date()}")  # noqa: S311  the same ratings for the same date
    for dossier_id in dossiers:
        await _rate(dossier_id, rng, at)
    for number, (kind, text, days, until) in enumerate(_SAID):
        key = uuid5(NAMESPACE_URL, f"motcua-demo/{crew.center.key}/{at.date()}/feedback/{number}")
        await _say(office, crew, acting, kind, text, at - timedelta(days=days), until, key)


async def _rate(dossier_id: UUID, rng: Random, at: datetime) -> None:
    score, speaks, part = rng.choice(_SCORES), rng.random() < 0.2, rng.choice(_SCORES)
    remark, rates = rng.choice(_REMARKS), rng.randrange(10) < RATED_OF_TEN
    async with transaction():
        kept = await records.locked(dossier_id)
        if kept is None or not rates or kept.dossier.state is not State.HANDED_BACK or await is_rated(dossier_id):
            return
        reasons: Sequence[str] = ("waiting",) if score == 0 else ()
        rating = Rating(score, {"reception": part, "processing": score}, tuple(reasons), remark if speaks else "")
        await keep(kept, rating, Voice("link"), at)


async def _say(
    office: Office, crew: Crew, acting: Acting, kind: str, text: str, at: datetime, until: str, key: UUID
) -> None:
    given = dict.fromkeys(feedback.BOXES, "") | {"kind": kind, "text": text}
    receipt, is_new = await feedback.send_feedback(given, key, at)
    if not is_new or until == "sent":
        return
    async with transaction():
        row = await find_by_number(receipt.number)
    assert row is not None
    counter = next(staff for staff in crew.by_name.values() if Role.RECEPTION in staff.roles)
    await feedback_desk.assign(acting, row["id"], row["version"], counter.id)
    if until != "published":
        return
    seen = row["version"] + 1
    await feedback_desk.answer(office, acting, row["id"], seen, _ANSWER, declines=False, key=uuid5(key, "answer"))
    await feedback_desk.publish(acting, row["id"], seen + 1, text, _ANSWER, is_sure=False)
