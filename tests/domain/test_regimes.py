"""The three texts rule by rule; `test_rules_of_law.py` is the table of them all."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from motcua.domain.calendar import Calendar, OpeningHours, Pause, Span, parse_instant, printed, reckon
from motcua.domain.form_sets import PURPOSES, forms_on
from motcua.domain.regimes import PAUSE, REGIMES, RESET, RULES, Regime, SectorRule, regime_named, regime_on
from motcua.domain.terms import working_days

HOURS = (OpeningHours(frozenset(range(5)), (Span.parse("07:30-11:30"), Span.parse("13:00-17:00"))),)
CALENDAR = Calendar(HOURS)
QD09, ND61, ND118 = (regime_named(key) for key in ("qd09_2015", "nd61_2018", "nd118_2025"))


def at(text: str) -> datetime:
    return parse_instant(text)


def due_of(regime: Regime, *pauses: Pause, term: int = 10) -> str:
    found = reckon(at("2018-07-02T08:00"), working_days(term), CALENDAR, pauses, regime=regime)
    assert found.at is not None
    return printed(found.at)[:16]


@pytest.mark.parametrize(
    ("on", "key"),
    [
        (date(2014, 1, 1), "qd09_2015"),
        (date(2017, 11, 8), "qd09_2015"),
        (date(2018, 6, 20), "qd09_2015"),
        (date(2018, 6, 21), "nd61_2018"),
        (date(2025, 6, 30), "nd61_2018"),
        (date(2025, 7, 1), "nd118_2025"),
        (date(2027, 1, 1), "nd118_2025"),
    ],
)
def test_the_day_of_reception_chooses_the_rules(on: date, key: str) -> None:
    """NĐ 61/2018, Điều 40: QĐ 09/2015 is repealed with it, on 21-6-2018; NĐ 118/2025 replaces it on 1-7-2025."""
    assert regime_on(on).key == key


def test_without_a_date_of_its_own_a_later_text_would_rule_an_earlier_dossier() -> None:
    moved = (QD09, replace(ND61, from_on=date(2017, 1, 1)), ND118)
    assert regime_on(date(2017, 11, 8), moved) is not QD09


SUPPLEMENT = Pause("supplement", at("2018-07-03T10:00"), at("2018-07-10T09:00"))


def test_a_supplement_starts_the_term_anew_under_decree_61() -> None:
    """NĐ 61/2018, Điều 19 khoản 4: “Thời hạn giải quyết được tính lại từ đầu sau khi nhận đủ hồ sơ”."""
    assert due_of(ND61, SUPPLEMENT) == "2018-07-24T09:00"
    assert due_of(replace(ND61, supplement_clock=PAUSE), SUPPLEMENT) == "2018-07-20T16:30"


def test_a_supplement_pauses_the_term_under_decision_09() -> None:
    """QĐ 09/2015: the time of the first examination counts (known by hearsay, so a setting)."""
    assert due_of(QD09, SUPPLEMENT) == "2018-07-20T16:30"
    assert due_of(replace(QD09, supplement_clock=RESET), SUPPLEMENT) == "2018-07-24T09:00"


def test_only_a_supplement_starts_the_term_anew() -> None:
    """Điều 19 khoản 4 speaks of completing the dossier, not of a tax that is paid."""
    tax = replace(SUPPLEMENT, kind="financial_obligation")
    assert due_of(ND61, tax) == due_of(QD09, tax) == "2018-07-20T16:30"


def test_what_was_late_is_not_made_in_time_by_a_supplement() -> None:
    late = Pause("supplement", at("2018-07-18T08:00"), at("2018-07-20T08:00"))
    assert due_of(ND61, late) == due_of(ND61) == "2018-07-16T08:00"
    early = replace(late, from_at=at("2018-07-13T08:00"))
    assert due_of(ND61, early) == "2018-08-03T08:00", "negative control: asked in time, it does start anew"


def test_of_supplements_that_overlap_the_last_to_be_complete_starts_the_term() -> None:
    within = Pause("supplement", at("2018-07-04T08:00"), at("2018-07-05T08:00"))
    assert due_of(ND61, SUPPLEMENT, within) == due_of(ND61, within, SUPPLEMENT) == due_of(ND61, SUPPLEMENT)
    after = Pause("supplement", at("2018-07-11T08:00"), at("2018-07-12T08:00"))
    assert due_of(ND61, SUPPLEMENT, after) == "2018-07-26T08:00", "negative control"


def test_a_tax_paid_before_does_not_keep_a_supplement_from_starting_the_term() -> None:
    tax = Pause("financial_obligation", at("2018-07-02T09:00"), at("2018-07-02T10:00"))
    assert due_of(ND61, tax, SUPPLEMENT) == due_of(ND61, SUPPLEMENT)


def test_what_was_complete_at_reception_starts_nothing_anew() -> None:
    received = at("2018-07-02T08:00")
    for from_at in (received, at("2018-07-01T08:00")):
        found = reckon(received, working_days(10), CALENDAR, [Pause("supplement", from_at, received)], regime=ND61)
        assert found.clock_from is None


def test_an_open_supplement_counts_as_if_it_were_complete_now() -> None:
    asked = Pause("supplement", at("2018-07-03T10:00"))
    found = reckon(at("2018-07-02T08:00"), working_days(10), CALENDAR, [asked], regime=ND61, now=at("2018-07-10T09:00"))
    assert found.at is not None
    assert printed(found.at)[:16] == "2018-07-24T09:00"
    assert any("chưa kết thúc" in line.says for line in found.lines)


RECEIVED = at("2018-07-02T08:00")


def test_an_agency_asks_within_three_working_days() -> None:
    """NĐ 61/2018, Điều 19 khoản 4: within 3 working days of reception, unless the law of the sector says otherwise."""
    in_time, too_late = at("2018-07-05T08:00"), at("2018-07-05T08:01")
    assert ND61.why_not_ask(RECEIVED, in_time, CALENDAR) is None
    refused = ND61.why_not_ask(RECEIVED, too_late, CALENDAR)
    assert refused is not None
    assert "Điều 19 khoản 4" in refused
    land = SectorRule(frozenset({"x"}), working_days(10), "Luật Đất đai, Điều 1")
    assert ND61.why_not_ask(RECEIVED, too_late, CALENDAR, sector=land) is None
    later = ND61.why_not_ask(RECEIVED, at("2018-07-16T08:01"), CALENDAR, sector=land)
    assert later is not None
    assert "Luật Đất đai, Điều 1" in later
    assert ND61.why_not_ask(RECEIVED, at("2019-01-02T08:00"), CALENDAR, sector=replace(land, within=None)) is None
    assert replace(ND61, supplement_within=None).why_not_ask(RECEIVED, too_late, CALENDAR) is None


def test_a_supplement_is_asked_for_once_and_again_only_with_the_directors_reason() -> None:
    """NĐ 61/2018, Điều 11 khoản 2: “chỉ được yêu cầu sửa đổi, bổ sung một lần”."""
    refused = ND61.why_not_ask(RECEIVED, RECEIVED, CALENDAR, asked_before=1)
    assert refused is not None
    assert "Điều 11 khoản 2" in refused
    assert "Giám đốc" in refused
    months_later = at("2018-09-03T08:00")
    assert ND61.why_not_ask(RECEIVED, months_later, CALENDAR, asked_before=1, allowed=1) is None
    assert ND61.why_not_ask(RECEIVED, months_later, CALENDAR, asked_before=2, allowed=1) is not None, "once again, once"
    assert "Giám đốc" in ND61.ground_to_ask(asked_before=1)
    assert ND61.ground_to_ask() == "Nghị định 61/2018/NĐ-CP, Điều 19 khoản 4"
    assert replace(ND61, supplements=2).why_not_ask(RECEIVED, RECEIVED, CALENDAR, asked_before=1) is None


@pytest.mark.parametrize(
    ("received", "transferred"),
    [
        ("2018-07-02T08:00", "2018-07-02T17:00"),
        ("2018-07-02T15:00", "2018-07-02T17:00"),
        ("2018-07-02T15:01", "2018-07-03T08:30"),
        ("2018-07-06T16:00", "2018-07-09T08:30"),
        ("2018-07-07T09:00", "2018-07-09T08:30"),
    ],
)
def test_a_dossier_is_transferred_the_same_day_or_the_next_morning(received: str, transferred: str) -> None:
    """NĐ 61/2018, Điều 18 khoản 2: the same working day, or its start the next day if received after 15:00."""
    assert printed(ND61.transfer_due(at(received), CALENDAR))[:16] == transferred
    without = replace(ND61, transfer_until=24 * 60)
    if transferred.endswith("08:30") and received[8:10] == "02":
        assert printed(without.transfer_due(at(received), CALENDAR))[:16] == "2018-07-02T17:00"


def test_an_apology_is_sent_a_day_before_and_another_date_is_set_once() -> None:
    """NĐ 61/2018, Điều 19 khoản 9: at least one day before expiry; “không quá một lần”."""
    due_at = at("2018-07-16T08:00")
    assert ND61.last_day_to_apologise(due_at) == date(2018, 7, 15)
    assert ND61.why_not_reappoint(due_at, at("2018-07-15T16:00")) is None
    for moment, made in (("2018-07-16T08:01", 0), ("2018-07-10T08:00", 1)):
        refused = ND61.why_not_reappoint(due_at, at(moment), made_before=made)
        assert refused is not None
        assert "Điều 19 khoản 9" in refused
    last_morning = at("2018-07-16T07:30")
    assert ND61.why_not_reappoint(due_at, last_morning) is None, "later than the law has it, but before expiry"
    warning = ND61.late_to_apologise(due_at, last_morning)
    assert warning is not None
    assert "15/07/2018" in warning
    assert "Điều 19 khoản 9" in warning
    assert ND61.late_to_apologise(due_at, at("2018-07-15T16:00")) is None
    assert replace(ND61, apology_days_before=0).late_to_apologise(due_at, last_morning) is None
    assert replace(ND61, reappointments=2).why_not_reappoint(due_at, at("2018-07-10T08:00"), made_before=1) is None


def test_a_refusal_after_examination_is_a_result() -> None:
    """NĐ 61/2018, Điều 19 khoản 8: entered as a result, within the original term."""
    assert ND61.refusal_is_result
    assert ND61.article("refusal_is_result") == "Nghị định 61/2018/NĐ-CP, Điều 19 khoản 8"


def test_every_rule_names_its_article_or_says_that_nobody_read_it() -> None:
    for regime in REGIMES:
        for rule in RULES:
            assert hasattr(regime, rule)
            said = regime.article(rule)
            assert said.startswith(regime.name)
            assert ("chưa đối chiếu văn bản" in said) == (rule in regime.unread)
    assert not ND61.unread
    assert QD09.unread == ND118.unread == frozenset(RULES), "domain.md marks both as not re-read"
    assert "Điều" not in QD09.article("supplements")


def test_an_agency_reads_why_it_may_not_ask_and_by_what_it_may() -> None:
    """The sentences that staff read, with the article of each."""
    late = at("2018-07-05T08:01")
    assert ND61.why_not_ask(RECEIVED, late, CALENDAR) == (
        "Đã quá 3 ngày làm việc kể từ khi tiếp nhận (hết 08:00 thứ Năm 05/07/2018): không được yêu cầu bổ sung nữa, "
        "theo Nghị định 61/2018/NĐ-CP, Điều 19 khoản 4."
    )
    assert ND61.why_not_ask(RECEIVED, RECEIVED, CALENDAR, asked_before=2, allowed=1) == (
        "Đã yêu cầu bổ sung 2 lần; chỉ được yêu cầu bổ sung 1 lần, theo Nghị định 61/2018/NĐ-CP, Điều 11 khoản 2. "
        "Lần tiếp theo cần lý do bằng văn bản của Giám đốc Trung tâm."
    )
    assert ND61.why_not_ask(RECEIVED, late, CALENDAR, asked_before=1, allowed=1) is None, "bound to no day"
    assert QD09.why_not_ask(RECEIVED, at("2019-01-01T08:00"), CALENDAR) is None, "no limit of days is known"
    land = SectorRule(frozenset({"dat-dai"}), working_days(1), "Luật Đất đai 2013, Điều 195")
    assert ND61.why_not_ask(RECEIVED, late, CALENDAR, sector=land) == (
        "Đã quá 1 ngày làm việc kể từ khi tiếp nhận (hết 08:00 thứ Ba 03/07/2018): không được yêu cầu bổ sung nữa, "
        "theo Luật Đất đai 2013, Điều 195."
    )
    assert ND61.why_not_ask(RECEIVED, late, CALENDAR, sector=replace(land, within=None)) is None, "at any time"
    assert ND61.ground_to_ask() == "Nghị định 61/2018/NĐ-CP, Điều 19 khoản 4"
    assert ND61.ground_to_ask(sector=land) == "Luật Đất đai 2013, Điều 195"
    assert ND61.ground_to_ask(asked_before=1, sector=land) == (
        "Giám đốc Trung tâm cho phép yêu cầu thêm một lần; Nghị định 61/2018/NĐ-CP, Điều 11 khoản 2"
    )


def test_who_sets_another_date_reads_why_not_and_when_it_is_late() -> None:
    """NĐ 61/2018, Điều 19 khoản 9."""
    due_at = at("2018-07-16T08:00")
    assert ND61.why_not_reappoint(due_at, due_at) is None
    assert ND61.why_not_reappoint(due_at, at("2018-07-16T08:01")) == (
        "Đã quá hạn trả (08:00 thứ Hai 16/07/2018): chỉ được xin lỗi, hẹn lại trước khi hết hạn, "
        "theo Nghị định 61/2018/NĐ-CP, Điều 19 khoản 9."
    )
    assert ND61.why_not_reappoint(due_at, RECEIVED, made_before=1) == (
        "Đã hẹn lại 1 lần: không được hẹn lại nữa, theo Nghị định 61/2018/NĐ-CP, Điều 19 khoản 9."
    )
    assert ND61.late_to_apologise(due_at, at("2018-07-15T23:59")) is None
    assert ND61.late_to_apologise(due_at, at("2018-07-16T00:00")) == (
        "Văn bản xin lỗi và hẹn lại phải gửi trước ngày hết hạn ít nhất 1 ngày, chậm nhất Chủ nhật 15/07/2018, "
        "theo Nghị định 61/2018/NĐ-CP, Điều 19 khoản 9."
    )


def test_a_regime_says_every_rule_with_its_article() -> None:
    assert ND61.says == (
        ("Thời hạn giải quyết được tính lại từ đầu sau khi nhận đủ hồ sơ.", ND61.article("supplement_clock")),
        ("Chỉ yêu cầu bổ sung trong 3 ngày làm việc kể từ khi tiếp nhận.", ND61.article("supplement_within")),
        ("Được yêu cầu bổ sung 1 lần.", ND61.article("supplements")),
        (
            "Chuyển hồ sơ trong ngày tiếp nhận; nhận sau 15:00 thì chuyển đầu giờ ngày làm việc tiếp theo.",
            ND61.article("transfer_until"),
        ),
        ("Xin lỗi, hẹn lại trước ngày hết hạn ít nhất 1 ngày.", ND61.article("apology_days_before")),
        ("Hẹn lại nhiều nhất 1 lần.", ND61.article("reappointments")),
        ("Từ chối sau thẩm định được ghi là một kết quả trong thời hạn.", ND61.article("refusal_is_result")),
    )
    assert ND61.article("transfer_until") == "Nghị định 61/2018/NĐ-CP, Điều 18 khoản 2"
    assert ND118.article("supplements") == "Nghị định 118/2025/NĐ-CP (chưa đối chiếu văn bản)"
    other = replace(QD09, refusal_is_result=False).says
    assert other[0][0] == "Thời gian chờ bổ sung không tính vào thời hạn giải quyết."
    assert other[1][0] == "Không biết giới hạn số ngày được yêu cầu bổ sung."
    assert other[6][0] == "Từ chối sau thẩm định không tính là một kết quả."


def test_a_transfer_the_next_morning_counts_from_the_opening_of_a_working_day() -> None:
    """Negative control of the hour: where 15:00 is moved, a dossier of 15:01 is handed over the same day."""
    late = at("2018-07-02T15:01")
    assert printed(replace(ND61, transfer_until=15 * 60 + 1).transfer_due(late, CALENDAR))[:16] == "2018-07-02T17:00"
    assert printed(ND61.transfer_due(late, CALENDAR))[:16] == "2018-07-03T08:30"


def test_the_settings_of_a_center_change_only_the_rules_they_name_and_say_by_what() -> None:
    changed = ND61.with_settings({"supplements": 2}, "QĐ 7/QĐ-UBND").with_settings({"apology_days_before": 3})
    assert (changed.supplements, changed.apology_days_before, changed.reappointments) == (2, 3, 1)
    assert changed.article("supplements") == "QĐ 7/QĐ-UBND"
    assert changed.article("apology_days_before") == (
        "Nghị định 61/2018/NĐ-CP (theo thiết lập, chưa đối chiếu văn bản)"
    )
    assert changed.article("reappointments") == ND61.article("reappointments")
    assert ND61.with_settings({}) == ND61


def test_the_rules_of_each_text_as_far_as_they_are_known() -> None:
    """NĐ 118/2025 has not been read: the rules before it hold until a center sets them. QĐ 09/2015 by hearsay."""
    kept = {rule: getattr(ND61, rule) for rule in RULES}
    assert kept == {
        "supplement_clock": RESET,
        "supplement_within": working_days(3),
        "supplements": 1,
        "transfer_until": 15 * 60,
        "apology_days_before": 1,
        "reappointments": 1,
        "refusal_is_result": True,
    }
    assert {rule: getattr(ND118, rule) for rule in RULES} == kept
    assert {rule: getattr(QD09, rule) for rule in RULES} == kept | {
        "supplement_clock": PAUSE,
        "supplement_within": None,
    }


def test_a_rule_that_does_not_exist_is_a_mistake_and_an_unknown_regime_a_sentence() -> None:
    with pytest.raises(KeyError, match="colour"):
        ND61.article("colour")
    with pytest.raises(KeyError, match="'a, colour'"):
        ND61.with_settings({"colour": 1, "supplements": 1, "a": 2})
    with pytest.raises(ValueError, match="nd99") as refused:
        regime_named("nd99")
    assert str(refused.value) == ("Không có bộ quy tắc “nd99”. Chọn một trong: qd09_2015, nd61_2018, nd118_2025.")


@pytest.mark.parametrize(
    ("on", "purpose", "number", "is_known"),
    [
        (date(2020, 1, 1), "receipt", "01", True),
        (date(2020, 1, 1), "control_slip", "05", True),
        (date(2020, 1, 1), "register", "06", True),
        (date(2026, 1, 1), "stopping", "05", True),
        (date(2026, 1, 1), "control_slip", "06", True),
        (date(2026, 1, 1), "register", "07", True),
        # The pilot of 2017 printed forms whose numbers nobody has seen: the nearest set, marked so.
        (date(2017, 11, 8), "apology", "04", False),
        (date(2018, 12, 1), "receipt", "01", False),
        (date(2025, 8, 1), "control_slip", "05", False),
    ],
)
def test_which_forms_exist_and_their_numbers(on: date, purpose: str, number: str, is_known: bool) -> None:
    """TT 01/2018/TT-VPCP (six forms, from 6-1-2019); TT 03/2025/TT-VPCP (seven, from 15-9-2025)."""
    found, known = forms_on(on)
    form = found.form(purpose)
    assert form is not None
    assert (form.number, known) == (number, is_known)
    assert form.says.startswith(f"Mẫu số {number} – ")


def test_a_notice_of_stopping_is_new_in_2025() -> None:
    assert forms_on(date(2020, 1, 1))[0].form("stopping") is None
    assert forms_on(date(2026, 1, 1))[0].form("stopping") is not None
    assert len(forms_on(date(2026, 1, 1))[0].forms) == len(PURPOSES) == 7
