"""The score card of QĐ 766 of a period: each share from the sums, or as somebody told it. No dossier is looked at."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, time

from motcua.centers import here
from motcua.domain.calendar import LOCAL
from motcua.domain.measures import Measure
from motcua.domain.ratings import ALL_PARTS
from motcua.domain.reports.periods import DAY, Period
from motcua.domain.reports.score_card import (
    ALL_POINTS,
    ITEMS_SETTING,
    Counted,
    Figure,
    Reckoned,
    ScoreCard,
    Scored,
    items_set,
    number,
    percent_says,
    points_say,
    score_card,
)
from motcua.domain.reports.table import Line, Mark, Table
from motcua.services.oversight.forms import Asked
from motcua.services.oversight.told_shares import load_told
from motcua.store.queries import feedback, payments, ratings
from motcua.store.queries.sums import Of, sums

#: The list of what was taken; see the settlement of fees.
MONEY = "quyet-toan"
NO_MONTHS = "đánh giá cộng theo tháng: chỉ tính được kỳ gồm trọn các tháng"
_MARKS = (
    Mark("Điểm tối đa", "Trọng số của nhóm theo Quyết định 766/QĐ-TTg; điểm của từng mục do tỉnh đặt"),
    Mark("Tỷ lệ đạt", "Tính từ số liệu của kỳ, hoặc do người có trách nhiệm nhập kèm nguồn; xem từng mục dưới đây"),
    Mark("Điểm", "Điểm tối đa của mục × tỷ lệ đạt, làm tròn đến một chữ số thập phân; điểm nhóm là tổng các mục"),
    Mark("Cách có", "Tính từ số liệu, người nhập, hoặc vì sao chưa có điểm"),
)


async def card_of(asked: Asked, table: Table) -> tuple[ScoreCard, int]:
    """The card and how often its shares were told; inside a transaction. `table`: progress, of the days that are
    over. Only what the province's items ask for is counted."""
    items = here().reports.score_items
    wanted = {item.reckoned for item in items_set(items)}
    counted = {each: await count(asked, table.period) for each, count in _COUNTS.items() if each in wanted}
    if Reckoned.PROGRESS in wanted:
        counted[Reckoned.PROGRESS] = _progress(table)
    told, version = await load_told(asked.period, asked.agency)
    return score_card(items, counted, told, here().province.unconfirmed.get(ITEMS_SETTING, "")), version


def _progress(table: Table) -> Counted:
    numbers: Mapping[str, int] = table.total.numbers if table.total is not None else {}
    done, in_time = numbers.get("da-giai-quyet", 0), numbers.get("kip-han", 0)
    still, not_late = numbers.get("dang-giai-quyet", 0), numbers.get("dang-trong-han", 0)
    return Counted(
        (
            Figure("giải quyết đúng hạn, trước hạn", in_time, "766", "kip-han"),
            Figure("đang giải quyết, còn trong hạn", not_late, "766", "dang-trong-han"),
        ),
        (
            Figure("giải quyết quá hạn", done - in_time, "06a", "qua-han"),
            Figure("đang giải quyết, quá hạn", still - not_late, "06a", "dang-qua-han"),
        ),
    )


async def _online(asked: Asked, period: Period) -> Counted:
    of = Of((asked.agency,) if asked.agency is not None else None)
    found = await sums([Measure.RECEIVED], period.since, period.before, ("channel",), of)
    by = {each["channel"]: each["n"] for each in found}
    return Counted(
        (Figure("nộp trực tuyến", by.get("online", 0), "06a", "truc-tuyen"),),
        (Figure("nộp tại quầy, qua bưu chính", by.get("direct", 0) + by.get("post", 0), "06a", "truc-tiep"),),
    )


async def _paid(asked: Asked, period: Period) -> Counted:
    found = await payments.settled(*_span(period))
    theirs = [each for each in found if asked.agency is None or each["agency"] == asked.agency]
    transfer, cash = (sum(each[how] for each in theirs) for how in ("transfer", "cash"))
    return Counted(
        (Figure("thu bằng chuyển khoản (đồng)", transfer, MONEY, "chuyen-khoan"),),
        (Figure("thu bằng tiền mặt (đồng)", cash, MONEY, "tien-mat"),),
    )


async def _answered(asked: Asked, period: Period) -> Counted:
    found = await feedback.answers_due(asked.agency, *_span(period))
    late = found["due"] - found["in_time"]
    return Counted((Figure("trả lời đúng hạn", found["in_time"]),), (Figure("trả lời quá hạn, chưa trả lời", late),))


async def _satisfied(asked: Asked, period: Period) -> Counted:
    """By calendar months, as ratings are added up; of the month that is not over, all that came until now."""
    whole = asked.period
    if whole.since.day != 1 or (whole.last + DAY).day != 1:
        return Counted(missing=NO_MONTHS)
    kind, subjects = ("center", [""]) if asked.agency is None else ("agency", [asked.agency])
    found = await ratings.load_sums(kind, subjects, period.since, period.last)
    scores = [sum(row[f"score_{n}"] for row in found if row["part"] == ALL_PARTS) for n in (0, 1, 2)]
    return Counted(
        (Figure("rất hài lòng", scores[2]), Figure("hài lòng", scores[1])), (Figure("chưa hài lòng", scores[0]),)
    )


_COUNTS: Mapping[Reckoned, Callable[[Asked, Period], Awaitable[Counted]]] = {
    Reckoned.FILED_ONLINE: _online,
    Reckoned.PAID_BY_TRANSFER: _paid,
    Reckoned.ANSWERED_IN_TIME: _answered,
    Reckoned.RATED_SATISFIED: _satisfied,
}


def _span(period: Period) -> tuple[datetime, datetime]:
    return datetime.combine(period.since, time(), LOCAL), datetime.combine(period.before, time(), LOCAL)


# --- the card as a table, for files


def card_table(card: ScoreCard, period: Period) -> Table:
    """Groups and their items as rows; under them how each item was come by."""
    lines: list[Line] = []
    notes: list[str] = []
    for n, group in enumerate(card.groups, 1):
        unset = f"chưa đặt cách tính: {number(group.unset)} điểm" if group.unset else ""
        lines.append(
            Line(group.key, f"{n}. {group.name}", {}, (str(group.weight), "", points_say(group.points), unset))
        )
        for each in group.items:
            marks = (number(each.item.points), percent_says(each.percent), points_say(each.points), came_by(each))
            lines.append(Line(each.item.key, f"   {each.item.label}", {}, marks))
            notes.append(f"{each.item.label}: {each.item.formula}. {figures_say(each)}")
    total = Line("", "Cộng phần tính được", {}, (number(card.reckonable), "", points_say(card.points), ""))
    says = f"{card.says}. Tổng của bộ chỉ số là {ALL_POINTS} điểm."
    return Table(
        "QĐ 766",
        "Phiếu chấm điểm",
        "Nhóm, mục chấm điểm",
        period,
        (),
        tuple(lines),
        total,
        tuple(filter(None, (says, card.doubt, *notes))),
        _MARKS,
    )


def came_by(scored: Scored) -> str:
    """`tính từ số liệu`, `Lê Văn A nhập ngày 01/10/2022`, or why there are no points."""
    if scored.told is not None:
        return f"{scored.told.by} nhập ngày {scored.told.on:%d/%m/%Y}"
    return scored.missing or "tính từ số liệu"


def figures_say(scored: Scored) -> str:
    if scored.told is not None:
        return f"Nguồn: {scored.told.source}."
    if scored.percent is None or scored.counted is None:
        return f"Chưa tính được: {scored.missing}."
    said = "; ".join(f"{each.label}: {_grouped(each.n)}" for each in (*scored.counted.reached, *scored.counted.others))
    return f"Số liệu: {said}."


def _grouped(n: int) -> str:
    return f"{n:,}".replace(",", ".")
