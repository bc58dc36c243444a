from datetime import date

import pytest

from motcua.domain import identity
from motcua.domain.conditions import Env
from motcua.domain.errors import Refused
from motcua.domain.fields import Asked, Choice, IdNumber, Phone, TaxCode

BEFORE, AFTER = Asked(date(2018, 9, 14)), Asked(date(2018, 9, 15))


@pytest.mark.parametrize("raw", ["125123456", "125 123 456", "027090123456", "027.090.123.456", "B1234567", "b1234567"])
def test_cmnd_cccd_and_passports_are_taken(raw):
    assert IdNumber("Số giấy tờ").parse(raw) == raw.replace(" ", "").replace(".", "").upper()


@pytest.mark.parametrize("raw", ["12345678", "1234567890", "12345678901", "1234567890123", "ABCDEFG", "12512345x6?"])
def test_other_lengths_are_refused(raw):
    with pytest.raises(Refused, match="9 chữ số"):
        IdNumber("Số giấy tờ").parse(raw)


@pytest.mark.parametrize(
    ("kind", "right", "wrong"),
    [
        ("cmnd", "125123456", "B1234567"),
        ("cccd", "027090123456", "125123456"),
        ("passport", "M12345678", "1234"),
        ("other", "12/2010", "#"),
    ],
)
def test_the_kind_of_paper_decides_the_shape(kind, right, wrong):
    kinds = Choice("Loại", {"cmnd": "CMND", "cccd": "CCCD", "passport": "Hộ chiếu", "other": "Khác"})
    kinds.key = "kind"
    field = IdNumber("Số giấy tờ", kind_of=kinds)
    asked = Asked(env=Env({"kind": kind}, date(2017, 11, 8)))
    assert field.parse(right, asked) == right
    with pytest.raises(Refused, match="Số giấy tờ phải"):
        field.parse(wrong, asked)


@pytest.mark.parametrize(
    ("number", "born", "gender", "odd"),
    [
        ("027090123456", date(1990, 9, 2), "male", None),
        ("027190123456", date(1990, 9, 2), "female", None),
        ("027205123456", date(2005, 1, 1), "male", None),
        ("027090123456", None, None, None),
        ("027090123456", date(1990, 9, 2), "female", "giới tính"),
        ("027090123456", date(1991, 9, 2), "male", "năm sinh"),
        ("027090123456", date(2090, 9, 2), None, "năm sinh"),
        ("999090123456", None, None, "mã tỉnh"),
        ("125123456", date(1990, 9, 2), "male", None),
    ],
)
def test_an_odd_cccd_only_warns(number, born, gender, odd):
    found = identity.cccd_oddity(number, born, gender)
    assert (found is None) if odd is None else odd in found


@pytest.mark.parametrize(
    ("raw", "number"),
    [
        ("0912 345 678", "0912345678"),
        ("+84 912-345-678", "0912345678"),
        ("+84 (0) 912345678", "0912345678"),
        ("0084912345678", "0912345678"),
        ("0222 3821 123", "02223821123"),
        ("024 38213821", "02438213821"),
        ("01681234567", "01681234567"),
        ("1900 1234", "19001234"),
        ("+82 10 1234 5678", "+821012345678"),
    ],
)
def test_phone_numbers_are_cleaned(raw, number):
    assert Phone("Số điện thoại").parse(raw, BEFORE) == number


def test_eleven_digits_end_on_the_day_of_the_change():
    assert Phone("Số điện thoại").parse("01681234567", BEFORE) == "01681234567"
    with pytest.raises(Refused) as caught:
        Phone("Số điện thoại").parse("01681234567", AFTER)
    assert caught.value.sentence == "Số điện thoại phải đổi sang đầu số mới: 0381234567"


@pytest.mark.parametrize("raw", ["912345678", "0212", "01781234567", "+84", "09123456789", "٠٩١٢٣٤٥٦٧٨", "số nhà"])
def test_what_can_not_be_dialled_is_refused(raw):
    with pytest.raises(Refused, match="10 chữ số"):
        Phone("Số điện thoại").parse(raw, BEFORE)


def test_tax_codes_are_held_to_their_shape_and_to_the_installed_rule(monkeypatch):
    monkeypatch.setattr(identity, "_tax_code_rule", None)
    assert TaxCode("Mã số thuế").parse("0100109106001") == "0100109106-001"
    assert TaxCode("Mã số thuế").parse("0100109107") == "0100109107"  # without the rule a wrong digit passes
    identity.use_tax_code_rule(lambda code: code.startswith("0100109106"))
    assert TaxCode("Mã số thuế").parse("0100109106") == "0100109106"
    with pytest.raises(Refused, match="sai một chữ số"):
        TaxCode("Mã số thuế").parse("0100109107")
    for raw in ("010010910", "0100109106-01", "01001091060", "٠١٠٠١٠٩١٠٦"):
        with pytest.raises(Refused, match="phải có 10 chữ số"):
            TaxCode("Mã số thuế").parse(raw)


def test_the_library_knows_the_check_digit():
    mst = pytest.importorskip("stdnum.vn.mst")
    assert mst.is_valid("0100109106")
    assert not mst.is_valid("0100109107")
