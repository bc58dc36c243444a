"""What the administrator sees of messages and does about them; what the counter does for one dossier's applicant."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from motcua.centers import here
from motcua.domain.errors import Conflict, NotAllowed, NotHere, Refused
from motcua.domain.messages import CHANNELS, EMAIL, UNTOLD, MessageState, masked_address
from motcua.domain.people import Acting, Permission
from motcua.jobs.port import enqueue
from motcua.services.dossiers import records
from motcua.services.dossiers.visibility import load_seen
from motcua.services.messages.lines import MessageLine, message_line
from motcua.services.messages.outgoing import outgoing
from motcua.services.messages.queue import WAKE
from motcua.services.messages.settings import MOST_PER_MINUTE, Sending, put_paused, put_per_minute, sending_of
from motcua.services.messages.telling import applicant_of
from motcua.services.office import Office
from motcua.services.requests import once
from motcua.settings import wall_clock
from motcua.store.engine import transaction
from motcua.store.queries import messages as stored
from motcua.store.queries import sending

PAGE = 50
EPOCH, MICROSECOND = datetime(1970, 1, 1, tzinfo=UTC), timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Board:
    lines: tuple[MessageLine, ...]
    next_place: str
    counts: dict[MessageState, int]
    rules: Sending
    goes_to_folder: tuple[str, ...]
    """Which ways end in the folder on this machine, because nothing else is set."""
    is_training: bool


async def board(office: Office, state: str, after: str) -> Board:
    """The latest first. `after`: the place where the page before ended; NotHere for what is none."""
    if state and state not in MessageState.__members__.values():
        raise NotHere
    place = _place(after)
    async with transaction():
        found = await stored.messages_from(state or None, place, PAGE)
        counts = await stored.count_unfinished()
        rules = await sending_of(here())
    last = found[-1] if len(found) == PAGE else None
    settings = office.settings
    return Board(
        tuple(message_line(row) for row in found),
        f"{(last['queued_at'] - EPOCH) // MICROSECOND}.{last['id']}" if last else "",
        {MessageState(key): number for key, number in counts.items()},
        rules,
        tuple(name for name, is_set in (("Thư điện tử", settings.mail), ("Tin nhắn", settings.sms)) if is_set is None),
        here().training is not None,
    )


def _place(after: str) -> tuple[datetime, UUID] | None:
    if not after:
        return None
    try:
        count, key = after.split(".")
        return EPOCH + int(count) * MICROSECOND, UUID(key)
    except (ValueError, OverflowError):
        raise NotHere from None


async def try_again(acting: Acting, message_id: UUID) -> None:
    """What failed waits again; sent twice, the second finds nothing to do."""
    _check_keeps(acting)
    async with transaction():
        found = await stored.load_message(message_id, lock=True)
        if found is None:
            raise NotHere
        if await sending.try_again(message_id, wall_clock()):
            await enqueue(WAKE, {}, key=str(message_id), first=True)
        elif found["state"] not in (MessageState.WAITING, MessageState.CLAIMED, MessageState.GIVING, MessageState.SENT):
            raise Conflict("Thư này không gửi lại được: nội dung không còn lưu.")


async def steer(acting: Acting, *, is_paused: bool | None, per_minute: str) -> str:
    """Pauses, goes on, or limits the center's sending; what was done, as a sentence."""
    _check_keeps(acting)
    if here().training is not None:
        raise Refused("Trung tâm đào tạo không gửi gì ra ngoài.")
    async with transaction():
        if is_paused is not None:
            await put_paused(here(), is_paused, by=acting.staff.id, at=acting.at)
            if not is_paused:
                await enqueue(WAKE, {}, key="go on", first=True)
            return "Đã tạm ngừng gửi; thư mới vẫn được lưu và chờ." if is_paused else "Đã cho gửi tiếp."
        if not (per_minute.isascii() and per_minute.isdigit() and 1 <= int(per_minute) <= MOST_PER_MINUTE):
            says = f"Số thư mỗi phút phải từ 1 đến {MOST_PER_MINUTE}."
            raise Refused(says, {"moi-phut": says})
        await put_per_minute(int(per_minute), by=acting.staff.id, at=acting.at)
        return f"Đã đặt nhiều nhất {int(per_minute)} thư mỗi phút."


def _check_keeps(acting: Acting) -> None:
    if not acting.staff.may(Permission.KEEP_MESSAGES):
        raise NotAllowed("Việc này do quản trị Trung tâm thực hiện.")


def may_tell(acting: Acting, kept: records.Kept) -> bool:
    """Who speaks with the applicant: the counter that receives for the dossier's agency."""
    return acting.staff.may(Permission.RECEIVE) and acting.staff.receives_for(kept.dossier.agency)


async def _told_by(acting: Acting, dossier_id: UUID) -> records.Kept:
    kept = await load_seen(acting.staff, dossier_id, lock=True)
    if not may_tell(acting, kept):
        raise NotAllowed("Việc này do quầy tiếp nhận hồ sơ thực hiện.")
    return kept


async def choose(acting: Acting, dossier_id: UUID, channel: str, was: str) -> str:
    """By which way the applicant wants to be told from now on. `was`: what the page showed."""
    async with transaction():
        await _told_by(acting, dossier_id)
        if channel not in CHANNELS:
            raise Refused("Hãy chọn cách nhận tin.", {"cach": "Hãy chọn cách nhận tin."})
        now = await stored.choice_of(dossier_id)
        if (now or "") not in (was, channel):
            raise Conflict("Cách nhận tin vừa được người khác thay đổi. Hãy xem lại rồi chọn.")
        await stored.put_choice(dossier_id, channel, acting.staff.id, acting.at)
    return f"Đã ghi cách nhận tin của người nộp: {CHANNELS[channel].lower()}."


async def told_otherwise(acting: Acting, dossier_id: UUID, message_id: UUID) -> str:
    """Somebody has telephoned, or said it at the counter. Said twice it is said."""
    async with transaction():
        await _told_by(acting, dossier_id)
        found = await stored.load_message(message_id, lock=True)
        if found is None or found["dossier_id"] != dossier_id:
            raise NotHere
        if not await stored.put_told(message_id, UNTOLD, acting.staff.id) and found["state"] != MessageState.TOLD:
            raise Conflict("Tin này không cần báo lại: đã gửi hoặc đang chờ gửi.")
    return "Đã ghi: người nộp đã được báo."


async def resend(acting: Acting, dossier_id: UUID, message_id: UUID, key: UUID) -> str:
    """The same words once more, as a new message to the applicant's present address. `key`: the form's."""
    async with transaction(), once(key, acting, f"resend:{message_id}") as told:
        kept = await _told_by(acting, dossier_id)
        if told.outcome is None:
            told.outcome = await _again(acting, kept, message_id)
        return f"Sẽ gửi lại đến {told.outcome}."


async def _again(acting: Acting, kept: records.Kept, message_id: UUID) -> str:
    found = await stored.load_message(message_id, lock=True)
    if found is None or found["dossier_id"] != kept.dossier.id:
        raise NotHere
    letter = stored.opened(found["sealed"])
    channel, address = applicant_of(kept).way(found["channel"] or await stored.choice_of(kept.dossier.id))
    if not letter:
        raise Conflict("Nội dung thư này không còn lưu nên không gửi lại được.")
    if found["state"] in (MessageState.WAITING, MessageState.CLAIMED, MessageState.GIVING):
        raise Conflict("Thư này đang chờ gửi; chưa cần gửi lại.")
    if not channel:
        raise Refused("Người nộp chưa để lại địa chỉ thư hoặc số điện thoại. Hãy bổ sung bằng Đính chính thông tin.")
    new, now, shown = uuid4(), wall_clock(), masked_address(channel, address)
    await stored.insert_message(
        new,
        letter | {"address": address, "name": kept.applicant_name},
        once_key=f"again/{new}",
        dossier_id=kept.dossier.id,
        occasion=found["occasion"],
        at=acting.at,
        channel=channel,
        address_shown=shown,
        state=outgoing(),
        now=now,
        not_after=None,
        queued_by=acting.staff.id,
    )
    await stored.put_told(message_id, UNTOLD, acting.staff.id)
    await enqueue(WAKE, {}, key=str(new), first=True)
    return f"{'thư' if channel == EMAIL else 'số'} {shown}"
