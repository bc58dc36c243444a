import pytest

from motcua.store.folding import code_prefix, fold, like_prefix, name_key, prefix_query


def test_folding_drops_accents_case_and_signs() -> None:
    assert fold("Đặng Thị Ước", None, "000.00.07.H05-171108-0001") == "dang thi uoc 000 00 07 h05 171108 0001"
    assert fold("ĐẶNG  thị\tƯỚC") == fold("Đặng Thị Ước")


def test_names_sort_by_given_name_then_alphabet_then_tone() -> None:
    given = ["An", "Ánh", "Ăn", "Ân", "Ấn", "Âu", "Dũng", "Dương", "Đạt", "Đặng", "Hoa", "Hòa", "Họa", "Uyên", "Ước"]
    shuffled = sorted(given, key=len)
    assert shuffled != given
    assert sorted(shuffled, key=name_key) == given
    assert name_key("Trần Văn An") < name_key("Lê Thị Bình")
    assert name_key("Lê Văn An") < name_key("Trần Văn An")
    assert name_key("Nguyễn Văn An") == name_key("  Nguyễn  Văn  AN ")
    assert name_key("") == ""


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("Đặng Ước", "dang:* & uoc:*"),
        ("a nguyen", "nguyen:*"),
        ("a", None),
        ("", None),
        ("'; drop table --", "drop:* & table:*"),
        ("& | ! :*", None),
    ],
)
def test_what_is_typed_becomes_word_beginnings(typed: str, asked: str | None) -> None:
    assert prefix_query(typed) == asked


@pytest.mark.parametrize(
    ("typed", "prefix"),
    [
        ("000.00.07.h05-1711", "000.00.07.H05-1711"),
        (" 000.00 ", "000.00"),
        ("H05-171108-0001", "H05-171108-0001"),
        ("Đặng", None),
        ("nguyen van", None),
        ("12", None),
        ("a-b", None),
    ],
)
def test_a_code_is_told_from_a_name(typed: str, prefix: str | None) -> None:
    assert code_prefix(typed) == prefix


def test_wildcards_in_a_prefix_mean_themselves() -> None:
    assert like_prefix("50%_\\") == "50\\%\\_\\\\%"
