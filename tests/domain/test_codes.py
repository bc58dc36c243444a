"""The codes of a procedure in the lists of the nation and the province, as data and with their mistakes named."""

from __future__ import annotations

import json
from datetime import date

import pytest

from motcua.domain.books import BOOKS, CERTIFICATIONS, COPIES, REGISTER, Volume, book_by_slug
from motcua.domain.codes import ProcedureCode, local, national

FROM, TO = date(2018, 1, 1), date(2020, 12, 31)


def test_a_code_belongs_to_a_list_and_may_have_dates() -> None:
    assert national("1.001612", FROM, TO) == ProcedureCode("national", "1.001612", FROM, TO)
    assert national("1.001612") == ProcedureCode("national", "1.001612", None, None)
    assert local("BNI-275123", FROM, TO) == ProcedureCode("local", "BNI-275123", FROM, TO)
    assert local("BNI-275123") == ProcedureCode("local", "BNI-275123")


@pytest.mark.parametrize("code", ["1.001612", "2.000720"])
def test_a_code_of_the_national_database_has_its_shape(code: str) -> None:
    assert [*national(code).problems()] == []


@pytest.mark.parametrize(
    "code", ["1001612", "1.00161", "1.0016123", "11.001612", "x.001612", "1-001612", "", "1.001612 "]
)
def test_what_has_not_is_told_to_the_author(code: str) -> None:
    assert [*national(code).problems()] == [f"mã quốc gia “{code}” không đúng dạng 1.001612."]
    assert [*local(code).problems()] == [], "the province's own list has no shape of its own"


def test_a_code_does_not_end_before_it_begins() -> None:
    assert [*local("X", TO, FROM).problems()] == ["mã “X” hết hiệu lực trước khi có hiệu lực."]
    for dates in ((FROM, TO), (FROM, FROM), (FROM, None), (None, FROM), (None, None)):
        assert [*local("X", *dates).problems()] == []


@pytest.mark.parametrize("dates", [(FROM, TO), (FROM, None), (None, TO), (None, None)])
def test_a_code_survives_as_data(dates: tuple[date | None, date | None]) -> None:
    code = national("1.001612", *dates)
    data = json.loads(json.dumps(code.to_data()))
    assert data == {
        "scheme": "national",
        "code": "1.001612",
        "valid_from": dates[0].isoformat() if dates[0] else None,
        "valid_to": dates[1].isoformat() if dates[1] else None,
    }
    assert ProcedureCode.from_data(data) == code


def test_every_book_is_found_by_its_address_and_only_one_is_the_register() -> None:
    """NĐ 23/2015/NĐ-CP, Điều 13: a book for each kind of certification, beside the register of TT 01/2018 (Mẫu 06)."""
    for book in BOOKS.values():
        assert book_by_slug(book.slug) is book
        assert book.is_register == (book is REGISTER) == (not book.key.startswith(CERTIFICATIONS))
    assert book_by_slug("so-khac") is None
    assert len(BOOKS) == 5


def test_a_register_is_kept_by_the_form_of_its_year() -> None:
    """TT 01/2018/TT-VPCP, Mẫu 06; TT 03/2025/TT-VPCP, Mẫu 07: as in force at the end of the year, or today."""
    today = date(2026, 11, 1)
    assert Volume(REGISTER, 2020).form_on(today) == "Mẫu số 06, Thông tư 01/2018/TT-VPCP"
    assert Volume(REGISTER, 2025).form_on(today) == "Mẫu số 07, Thông tư 03/2025/TT-VPCP"
    assert Volume(REGISTER, 2025).form_on(date(2025, 3, 1)) == "Mẫu số 06, Thông tư 01/2018/TT-VPCP"
    assert Volume(REGISTER, 2017).form_on(today) == "", "no text is known to be in force"
    assert Volume(COPIES, 2020).form_on(today) == "", "nobody has compared its columns"


def test_a_volume_is_whole_without_an_agency_and_a_sector() -> None:
    assert Volume(REGISTER, 2020).is_whole
    assert not Volume(REGISTER, 2020, agency="tu_phap").is_whole
    assert not Volume(REGISTER, 2020, sector="Hộ tịch").is_whole
