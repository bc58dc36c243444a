import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.domain.errors import Refused
from motcua.domain.text import fold, lower_first, name_key, normalise, one_line, several_lines, sort_key


def test_text_becomes_nfc():
    assert normalise(unicodedata.normalize("NFD", "Nguyễn Thị Hương")) == "Nguyễn Thị Hương"


@pytest.mark.parametrize("bad", ["a\x00b", "\x1b[31m", "\x07", "a\x7f", "\x85", "\ud800", "\ufffe"])
def test_what_can_not_be_stored_is_refused(bad):
    with pytest.raises(Refused, match="ký tự không đọc được"):
        normalise(bad)


def test_text_that_lost_its_letters_is_refused():
    with pytest.raises(Refused, match="phông chữ"):
        normalise("Nguy\ufffdn")


def test_line_ends_and_tabs_are_kept():
    assert normalise("a\tb\r\nc\rd") == "a\tb\nc\nd"


def test_invisible_marks_and_overrides_are_dropped():
    assert normalise("\ufeffAn\u200b\u202egnp.exe") == "Angnp.exe"


def test_spaces_collapse():
    assert one_line("  Nguyễn\u00a0 Văn\n An ") == "Nguyễn Văn An"
    assert several_lines(" a  b \n\n\n\n c ") == "a b\n\nc"


@pytest.mark.parametrize(
    ("text", "folded"),
    [("ĐỖ Thị Hoà", "do thi hoa"), ("Quế Võ", "que vo"), ("  số 12/3-a ", "so 12 3 a"), ("ươ ƯƠ", "uo uo"), ("٣", "")],
)
def test_folding_is_what_a_search_compares(text, folded):
    assert fold(text) == folded


def test_folding_does_not_see_the_normal_form():
    assert fold(unicodedata.normalize("NFD", "Đặng Hữu Ước")) == fold("Đặng Hữu Ước")


def test_words_sort_by_the_vietnamese_alphabet():
    words = ["Đỗ", "Dũng", "Ân", "An", "Ăn", "Bàn", "Bản", "Ban", "Đa", "Uy", "Ưng", "Ô", "Ơ", "O"]
    right = ["An", "Ăn", "Ân", "Ban", "Bàn", "Bản", "Dũng", "Đa", "Đỗ", "O", "Ô", "Ơ", "Uy", "Ưng"]
    assert sorted(words, key=sort_key) == right
    assert sorted(words) != right  # code points would put Đ, Ă and Ơ after Z


def test_names_sort_by_the_given_name():
    names = ["Trần Văn Bình", "Nguyễn Thị Ánh", "Lê Văn An", "Đỗ Văn An"]
    assert sorted(names, key=name_key) == ["Đỗ Văn An", "Lê Văn An", "Nguyễn Thị Ánh", "Trần Văn Bình"]


def test_labels_keep_their_abbreviations_inside_a_sentence():
    assert [lower_first(label) for label in ("Họ và tên", "CMND", "A")] == ["họ và tên", "CMND", "A"]


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=30))
def test_any_text_can_be_folded_and_sorted(text):
    assert all(each in "0123456789abcdefghijklmnopqrstuvwxyz " for each in fold(text))
    sort_key(text)
    name_key(text)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=30))
def test_normalising_twice_changes_nothing(text):
    try:
        once = normalise(text)
    except Refused:
        return
    assert normalise(once) == once
