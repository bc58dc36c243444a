"""What stands in the way of a move beyond the table: the law of the day, the papers, the way of delivery."""

from __future__ import annotations

from datetime import datetime

from motcua.centers import here
from motcua.domain import reappointments
from motcua.domain.dossier import Dossier
from motcua.domain.moves import Move
from motcua.domain.regimes import Regime
from motcua.domain.supplements import asked_before, why_not_allow, why_not_ask
from motcua.domain.words import dong
from motcua.services.codes import local_date
from motcua.services.dossiers.records import Kept


def hindrance(move: Move, kept: Kept, at: datetime) -> str | None:
    """None when nothing but the table decides; else the sentence that says why the move can't be made now."""
    dossier = kept.dossier
    if move is Move.ASK_FOR_SUPPLEMENT:
        sector = here().sector_rule(dossier.procedure_key)
        return why_not_ask(dossier, _regime(dossier), here().calendar, at, sector)
    if move is Move.ALLOW_SUPPLEMENT:
        return why_not_allow(dossier, _regime(dossier))
    if move is Move.ASK_TO_REAPPOINT:
        return reappointments.why_not_ask(dossier, _regime(dossier), at)
    if move is Move.DECLINE_TO_REAPPOINT and dossier.reappointment_asked is None:
        return "Không có đề nghị hẹn lại nào đang chờ trả lời."
    if move is Move.CANCEL_ACCEPTANCE and not _is_the_same_day(dossier, at):
        return "Chỉ được hủy tiếp nhận trong chính ngày tiếp nhận."
    if move is Move.GO_ON_WITHOUT and not has_late_opinions(dossier, at):
        return "Vẫn còn ý kiến trong thời hạn trả lời: hãy chờ đến hết hạn."
    if move is Move.RETURN_PAPERS and not kept.originals_to_return:
        return "Không còn bản chính nào phải trả lại."
    if move is Move.NUMBER and kept.results.lacks_scan:
        return "Kết quả ký trên giấy chưa có bản quét: hãy tải bản quét lên ở mục Kết quả trước khi vào số."
    if move in (Move.HAND_BACK, Move.SEND_BY_POST) and kept.row["with_post"]:
        return "Kết quả đang ở bưu chính: quầy nhận lại từ bưu chính rồi mới trả được."
    if move is Move.SEND_BY_POST and not kept.goes_by_post:
        return "Người nộp đăng ký nhận kết quả tại Trung tâm, không phải qua bưu chính."
    if move in (Move.HAND_BACK, Move.SEND_BY_POST) and here().pays_before_hand_back and dossier.fee_balance:
        return f"Chưa nộp đủ phí, lệ phí: còn {dong(dossier.fee_balance)}. Thu ở bàn thu phí trước khi trả kết quả."
    if move is Move.RESOLVE_AT_ONCE and needs_others(dossier):
        return "Hồ sơ này phải qua cơ quan khác, lấy ý kiến hoặc chờ người nộp: không giải quyết ngay tại quầy được."
    return None


def needs_others(dossier: Dossier) -> bool:
    """More than the counter and one signature: another body, an opinion, something that is awaited."""
    signing = [step for step in dossier.route if step.signs]
    return len(signing) > 1 or any(
        step.kind == "opinion" or step.awaits is not None or step.is_outside for step in dossier.steps
    )


def is_beside_the_point(move: Move, kept: Kept) -> bool:
    """A move that nobody could mean on this dossier: not worth a line, not even with the reason why not."""
    step = kept.dossier.current_step
    is_outside = step is not None and step.is_outside
    match move:
        case Move.SEND_OUTSIDE:
            return not is_outside
        case Move.CONFIRM_RECEIPT:
            return is_outside
        case Move.RETURN_PAPERS:
            return not kept.originals_to_return
        case Move.ALLOW_SUPPLEMENT:
            return why_not_allow(kept.dossier, _regime(kept.dossier)) is not None
        case Move.ASK_TO_REAPPOINT:
            return kept.dossier.due_at is None
        case Move.DECLINE_TO_REAPPOINT:
            return kept.dossier.reappointment_asked is None
        case Move.COLLECT_FEE:
            return not kept.dossier.owes_fee
        case Move.SEND_BY_POST:
            return not kept.goes_by_post
        case _:
            return False


def has_late_opinions(dossier: Dossier, at: datetime) -> bool:
    """Every opinion that is still out is past its due date (NĐ 61/2018, Điều 19.5)."""
    still_out = dossier.open_opinions
    return bool(still_out) and all(each.due_at is not None and each.due_at < at for each in still_out)


def ground_to_ask(dossier: Dossier) -> str:
    """By what the agency asks for a supplement, as the trail keeps it."""
    sector = here().sector_rule(dossier.procedure_key)
    return _regime(dossier).ground_to_ask(asked_before=asked_before(dossier), sector=sector)


def late_to_reappoint(dossier: Dossier, at: datetime) -> str:
    """What whoever asks for a new date must know, where they ask late; empty when in time."""
    return reappointments.warning(dossier, _regime(dossier), at) if dossier.due_at is not None else ""


def why_not_approve(dossier: Dossier, at: datetime) -> str | None:
    return reappointments.why_not_approve(dossier, _regime(dossier), at)


def _regime(dossier: Dossier) -> Regime:
    assert dossier.received_at is not None  # these moves come long after the acceptance
    return here().regime_on(local_date(dossier.received_at))


def _is_the_same_day(dossier: Dossier, at: datetime) -> bool:
    return dossier.received_at is not None and local_date(dossier.received_at) == local_date(at)
