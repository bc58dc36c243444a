"""Every mistake in the data of a center names its file, its key and the remedy."""

from __future__ import annotations

import shutil
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from motcua.centers import read_center, read_centers
from motcua.domain.errors import DataError

PROVINCE = """
name = "Tỉnh Thử"
short_name = "Thử"
kind = "province"
code = "H05"
statistics_code = "27"
"""
YEAR = """
year = 2026
status = "official"
checked_against = ["thử"]

[[holiday]]
on = 2026-09-02
name = "Quốc khánh"
document = "luật"
"""
CENTER = """
key = "thu"
short_name = "Thử"
kind = "district"
ordinal = 1
unit_code = "000.00.NN.H05"
phone = ""
plugins = ["tu_phap"]

[[name]]
valid_from = 2017-01-01
name = "Trung tâm Thử"
parent = "UBND huyện Thử"
head_title = "Giám đốc"

[[hours]]
days = ["mon", "tue", "wed", "thu", "fri"]
spans = ["07:30-11:30", "13:00-17:00"]

[[agency]]
key = "tu_phap"
name = "Phòng Tư pháp"
kind = "specialised"

[[commune]]
code = "09247"
name = "Thị trấn Phố Mới"
"""
STAFF = """username,name,title,phone,kind,agency,roles,desks,receives,seconded_from,seconded_to
nga.nt,Nguyễn Thị Nga,Cán bộ,,own,,reception,,*,,
khoa.nd,Nguyễn Đình Khoa,Chuyên viên,,seconded,tu_phap,reception,,tu_phap,2017-11-06,2018-11-05
nam.td,Trần Đình Nam,Trưởng phòng,,agency,tu_phap,head,tu_phap:head,,,
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in {
        "province.toml": PROVINCE,
        "calendar/2026.toml": YEAR,
        "thu/center.toml": CENTER,
        "thu/staff.csv": STAFF,
    }.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def test_two_centers_with_one_unit_code_are_refused(folder: Path) -> None:
    shutil.copytree(folder / "thu", folder / "thu-hai")
    second = folder / "thu-hai" / "center.toml"
    second.write_text(second.read_text("utf-8").replace('key = "thu"', 'key = "thu-hai"'), "utf-8")
    with pytest.raises(DataError) as error:
        read_centers(folder)
    assert error.value.key == "unit_code"
    second.write_text(second.read_text("utf-8").replace(".NN.", ".TH."), "utf-8")
    assert set(read_centers(folder)) == {"thu", "thu-hai"}


def test_the_sound_data_of_these_tests_is_read(folder: Path) -> None:
    centers = read_centers(folder)
    assert list(centers) == ["thu"]
    assert centers["thu"].schema == "c_thu"
    assert centers.province.code == "H05"
    assert read_center(folder / "thu") == centers["thu"]


def test_a_centers_own_messages_are_read_and_a_name_of_no_occasion_is_refused(folder: Path) -> None:
    own = folder / "thu" / "messages"
    own.mkdir()
    (own / "ready.txt").write_text("{% block subject %}Mời nhận kết quả{% endblock %}", "utf-8")
    assert list(read_centers(folder)["thu"].messages) == ["ready"]
    (own / "redy.txt").write_text("x", "utf-8")
    with pytest.raises(DataError, match=r"redy.*receipt"):
        read_centers(folder)


def test_a_center_switches_off_what_is_not_owed(folder: Path) -> None:
    file = folder / "thu" / "center.toml"
    assert read_centers(folder)["thu"].not_told == frozenset()
    file.write_text(replaced('phone = ""', 'not_told = ["fee", "rating"]')(file.read_text("utf-8")), "utf-8")
    assert read_centers(folder)["thu"].not_told == {"fee", "rating"}


def replaced(old: str, new: str) -> Callable[[str], str]:
    def change(text: str) -> str:
        assert old in text, old
        return text.replace(old, new, 1)

    return change


def added(more: str) -> Callable[[str], str]:
    return lambda text: text + more


HOURS = '\n[[hours]]\ndays = ["fri", "sat"]\nspans = ["08:00-12:00"]\n'

MISTAKES = {
    "not TOML": ("thu/center.toml", added("\nkey"), "cú pháp", "TOML"),
    "unknown key": ("thu/center.toml", replaced("ordinal", "ordinel"), "ordinel", "không có khóa này"),
    "unknown key in a block": ("thu/center.toml", added('zip = "1"\n'), "commune[1].zip", "không có khóa này"),
    "missing key": ("thu/center.toml", replaced('kind = "district"', ""), "kind", "thiếu khóa"),
    "empty text": ("thu/center.toml", replaced('"Trung tâm Thử"', '" "'), "name[1].name", "để trống"),
    "wrong type": ("thu/center.toml", replaced("ordinal = 1", 'ordinal = "1"'), "ordinal", "sai kiểu"),
    "a boolean is no number": ("thu/center.toml", replaced("ordinal = 1", "ordinal = true"), "ordinal", "sai kiểu"),
    "an ordinal below one": ("thu/center.toml", replaced("ordinal = 1", "ordinal = 0"), "ordinal", "bắt đầu từ 1"),
    "a list of numbers": ("thu/center.toml", replaced('["tu_phap"]', "[1]"), "plugins", "không phải chữ"),
    "a block that is a value": ("thu/center.toml", replaced("[[commune]]", "[commune]"), "commune", "các khối"),
    "a table that is a value": ("thu/center.toml", replaced("ordinal = 1", "working_time = 1"), "working_time", "bảng"),
    "another folder's key": ("thu/center.toml", replaced('key = "thu"', 'key = "khac"'), "key", "tên thư mục"),
    "a key with capitals": ("thu/center.toml", replaced('key = "thu"', 'key = "Thu"'), "key", "không đúng dạng"),
    "unknown kind": ("thu/center.toml", replaced('"district"', '"huyen"'), "kind", "không có giá trị"),
    "bad unit code": ("thu/center.toml", replaced("000.00.NN.H05", "0.0.H05"), "unit_code", "không đúng dạng"),
    "unit of another province": ("thu/center.toml", replaced(".NN.H05", ".NN.H49"), "unit_code", "không thuộc tỉnh"),
    "bad phone": ("thu/center.toml", replaced('phone = ""', 'phone = "gọi cửa"'), "phone", "không đúng dạng"),
    "bad email": ("thu/center.toml", replaced('phone = ""', 'email = "a@b"'), "email", "không đúng dạng"),
    "bad sender of mail": (
        "thu/center.toml",
        replaced('phone = ""', 'mail_from = "a@b"'),
        "mail_from",
        "không đúng dạng",
    ),
    "an occasion that is owed can't be switched off": (
        "thu/center.toml",
        replaced('phone = ""', 'not_told = ["fee", "supplement"]'),
        "not_told",
        "“supplement” không tắt được",
    ),
    "plugin of no agency": ("thu/center.toml", replaced('["tu_phap"]', '["y_te"]'), "plugins", "không có cơ quan"),
    "plugin twice": ("thu/center.toml", replaced('["tu_phap"]', '["tu_phap", "tu_phap"]'), "plugins", "lặp lại"),
    "agency twice": (
        "thu/center.toml",
        added('[[agency]]\nkey = "tu_phap"\nname = "Phòng"\nkind = "branch"\n'),
        "agency[2].key",
        "đã dùng",
    ),
    "agency kind": ("thu/center.toml", replaced("specialised", "phong"), "agency[1].kind", "không có giá trị"),
    "commune code": ("thu/center.toml", replaced('"09247"', '"9247"'), "commune[1].code", "không đúng dạng"),
    "commune code unquoted": ("thu/center.toml", replaced('"09247"', "9247"), "commune[1].code", "sai kiểu"),
    "commune twice": (
        "thu/center.toml",
        added('[[commune]]\ncode = "09247"\nname = "Xã"\n'),
        "commune[2].code",
        "bị lặp",
    ),
    "date in quotes": (
        "thu/center.toml",
        replaced("2017-01-01", '"2017-01-01"'),
        "name[1].valid_from",
        "không phải ngày",
    ),
    "date that does not exist": ("thu/center.toml", replaced("2017-01-01", "2017-02-30"), "cú pháp", "TOML"),
    "no name": ("thu/center.toml", replaced("[[name]]", "[[named]]"), "name", "chưa có tên"),
    "two names of one day": (
        "thu/center.toml",
        added('[[name]]\nvalid_from = 2017-01-01\nname = "A"\nparent = "B"\nhead_title = "C"\n'),
        "name",
        "cùng có hiệu lực",
    ),
    "no hours": ("thu/center.toml", replaced("[[hours]]", "[[reception]]"), "hours", "chưa khai giờ"),
    "bad span": ("thu/center.toml", replaced("07:30-11:30", "7h30-11h30"), "hours[1].spans", "khoảng giờ"),
    "a span that closes first": (
        "thu/center.toml",
        replaced("13:00-17:00", "17:00-13:00"),
        "hours[1].spans",
        "không hợp lệ",
    ),
    "overlapping spans": (
        "thu/center.toml",
        replaced("13:00-17:00", "11:00-17:00"),
        "hours[1].spans",
        "chồng lên nhau",
    ),
    "no spans": ("thu/center.toml", replaced('["07:30-11:30", "13:00-17:00"]', "[]"), "hours[1].spans", "chưa có"),
    "unknown weekday": ("thu/center.toml", replaced('"mon"', '"thứ hai"'), "hours[1].days", "không có thứ"),
    "two blocks for one day": ("thu/center.toml", added(HOURS), "hours", "cùng áp dụng"),
    "two seasons that meet": (
        "thu/center.toml",
        lambda text: (
            text.replace("[[agency]]", 'season_from = "01-01"\nseason_to = "06-30"\n\n[[agency]]', 1)
            + HOURS
            + 'season_from = "06-30"\nseason_to = "12-31"\n'
        ),
        "hours",
        "30/06/",
    ),
    "bad season": (
        "thu/center.toml",
        replaced("[[agency]]", 'season_from = "31-12"\n[[agency]]'),
        "hours[1].season_from",
        "tháng-ngày",
    ),
    "half a season": (
        "thu/center.toml",
        replaced("[[agency]]", 'season_from = "04-16"\n[[agency]]'),
        "hours[1].season_to",
        "thiếu khóa",
    ),
    "hours that end before they begin": (
        "thu/center.toml",
        replaced("[[agency]]", "valid_from = 2018-01-01\nvalid_to = 2017-01-01\n[[agency]]"),
        "hours[1].valid_to",
        "trước ngày bắt đầu",
    ),
    "unknown start": (
        "thu/center.toml",
        added('[working_time]\nstart = "later"\n'),
        "working_time.start",
        "không có giá trị",
    ),
    "closure without reason": (
        "thu/center.toml",
        added("[[closure]]\non = 2026-07-01\n"),
        "closure[1].reason",
        "thiếu khóa",
    ),
    "closure that ends first": (
        "thu/center.toml",
        added("[[closure]]\nfirst_on = 2026-07-02\nlast_on = 2026-07-01\n"),
        "closure[1].last_on",
        "trước ngày đầu",
    ),
    "missing emblem": ("thu/center.toml", replaced('phone = ""', 'emblem = "huy.svg"'), "emblem", "không tìm thấy"),
    "emblem outside": (
        "thu/center.toml",
        replaced('phone = ""', 'emblem = "../province.toml"'),
        "emblem",
        "không tìm thấy",
    ),
    "tax code of a fee receipt": (
        "thu/center.toml",
        added('[[fee_receipt]]\nvalid_from = 2017-01-01\ntax_code = "12"\n'),
        "fee_receipt[1].tax_code",
        "không phải mã số thuế",
    ),
    "two fee receipts of one day": (
        "thu/center.toml",
        added("[[fee_receipt]]\nvalid_from = 2017-01-01\n[[fee_receipt]]\nvalid_from = 2017-01-01\n"),
        "fee_receipt",
        "cùng có hiệu lực",
    ),
    "unconfirmed that is no sentence": (
        "thu/center.toml",
        added("[unconfirmed]\nhours = 1\n"),
        "unconfirmed.hours",
        "sai kiểu",
    ),
    "province kind": ("province.toml", replaced('"province"', '"tỉnh"'), "kind", "không có giá trị"),
    "province code": ("province.toml", replaced("H05", "05"), "code", "không đúng dạng"),
    "year of another file": (
        "calendar/2026.toml",
        replaced("year = 2026", "year = 2025"),
        "year",
        "không khớp tên tệp",
    ),
    "day of another year": ("calendar/2026.toml", replaced("2026-09-02", "2025-09-02"), "holiday", "không thuộc năm"),
    "a day off and worked": (
        "calendar/2026.toml",
        added('[[working_day]]\non = 2026-09-02\nname = "làm bù"\ndocument = "x"\n'),
        "holiday",
        "hai lần",
    ),
    "a day without document": (
        "calendar/2026.toml",
        replaced('document = "luật"', ""),
        "holiday[1].document",
        "thiếu khóa",
    ),
    "unknown status": ("calendar/2026.toml", replaced('"official"', '"chính thức"'), "status", "không có giá trị"),
    "a date with a time": (
        "calendar/2026.toml",
        replaced("2026-09-02", "2026-09-02T00:00:00"),
        "holiday[1].on",
        "không phải ngày",
    ),
    "staff columns": ("thu/staff.csv", replaced("username,", "user,"), "dòng đầu", "các cột"),
    "too many cells": ("thu/staff.csv", added("a.b,A,B,,own,,guide,,,,,,x\n"), "dòng 5", "thừa ô"),
    "control letter": ("thu/center.toml", replaced("UBND huyện Thử", "UBND\\u0000"), "name[1].parent", "điều khiển"),
    "line break in a cell": ("thu/staff.csv", replaced("Cán bộ", '"Cán\nbộ"'), "dòng 3, title", "xuống dòng"),
    "open quote": ("thu/staff.csv", added('a.b,"A'), "dòng 5", "CSV"),
    "username twice": ("thu/staff.csv", replaced("khoa.nd", "nga.nt"), "dòng 3, username", "đã dùng ở dòng 2"),
    "username with accents": ("thu/staff.csv", replaced("nga.nt", "ngà.nt"), "dòng 2, username", "không dùng được"),
    "username with capitals": ("thu/staff.csv", replaced("nga.nt", "Nga.nt"), "dòng 2, username", "không dùng được"),
    "no name in a row": ("thu/staff.csv", replaced("Nguyễn Thị Nga", ""), "dòng 2, name", "để trống"),
    "unknown staff kind": ("thu/staff.csv", replaced(",own,", ",hợp đồng,"), "dòng 2, kind", "không có giá trị"),
    "unknown role": ("thu/staff.csv", replaced(",head,", ",boss,"), "dòng 4, roles", "không có vai trò"),
    "a post officer of the center": (
        "thu/staff.csv",
        added("buu.nv,Nguyễn Văn Bưu,Nhân viên,,own,,post_officer,,,,\n"),
        "dòng 5, roles",
        "chỉ người của bưu chính",
    ),
    "the post at the counter": (
        "thu/staff.csv",
        added("buu.nv,Nguyễn Văn Bưu,Nhân viên,,post,,reception,,*,,\n"),
        "dòng 5, roles",
        "chỉ có nhiệm vụ",
    ),
    "no role": ("thu/staff.csv", replaced(",head,", ",,"), "dòng 4, roles", "để trống"),
    "agency unknown": (
        "thu/staff.csv",
        replaced("seconded,tu_phap", "seconded,y_te"),
        "dòng 3, agency",
        "không có cơ quan",
    ),
    "agency missing": (
        "thu/staff.csv",
        replaced("seconded,tu_phap", "seconded,"),
        "dòng 3, agency",
        "phải ghi cơ quan",
    ),
    "desk of an unknown agency": (
        "thu/staff.csv",
        replaced("tu_phap:head", "y_te:head"),
        "dòng 4, desks",
        "không có cơ quan",
    ),
    "desk without a colon": ("thu/staff.csv", replaced("tu_phap:head", "head"), "dòng 4, desks", "không hiểu vị trí"),
    "receives for an unknown agency": (
        "thu/staff.csv",
        replaced(",*,", ",y_te,"),
        "dòng 2, receives",
        "không có cơ quan",
    ),
    "receives all and more": ("thu/staff.csv", replaced(",*,", ",* tu_phap,"), "dòng 2, receives", "mọi cơ quan"),
    "bad secondment date": (
        "thu/staff.csv",
        replaced("2017-11-06", "6/11/2017"),
        "dòng 3, seconded_from",
        "không phải ngày",
    ),
    "secondment that ends first": (
        "thu/staff.csv",
        replaced("2018-11-05", "2016-11-05"),
        "dòng 3, seconded_to",
        "trước ngày bắt đầu",
    ),
    "secondment of own staff": (
        "thu/staff.csv",
        replaced(",*,,", ",*,2017-11-06,"),
        "dòng 2, seconded_from",
        "được cử đến",
    ),
}


@pytest.mark.parametrize(("file", "change", "key", "sentence"), MISTAKES.values(), ids=MISTAKES.keys())
def test_a_mistake_names_file_key_and_remedy(
    folder: Path, file: str, change: Callable[[str], str], key: str, sentence: str
) -> None:
    path = folder / file
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")
    with pytest.raises(DataError) as caught:
        read_centers(folder)
    error = caught.value
    assert error.file.endswith(file)
    assert error.key == key
    assert sentence in error.sentence
    assert error.remedy.endswith(".")


@pytest.mark.parametrize("file", ["province.toml", "thu/staff.csv"])
def test_a_missing_file_is_named(folder: Path, file: str) -> None:
    (folder / file).unlink()
    with pytest.raises(DataError, match=file.rsplit("/", maxsplit=1)[-1]):
        read_centers(folder)


def test_a_missing_folder_and_a_file_in_another_encoding_are_named(folder: Path) -> None:
    with pytest.raises(DataError, match="không tìm thấy thư mục"):
        read_centers(folder / "khong-co")
    (folder / "thu" / "staff.csv").write_bytes(STAFF.encode("utf-16"))
    with pytest.raises(DataError, match="UTF-8"):
        read_centers(folder)


def test_a_folder_without_a_center_file_is_no_center(folder: Path) -> None:
    (folder / "nhap").mkdir()
    assert list(read_centers(folder)) == ["thu"]


def test_a_byte_order_mark_and_decomposed_letters_are_forgiven(folder: Path) -> None:
    for name in ("center.toml", "staff.csv"):
        path = folder / "thu" / name
        path.write_text("\ufeff" + unicodedata.normalize("NFD", path.read_text(encoding="utf-8")), encoding="utf-8")
    center = read_centers(folder)["thu"]
    assert center.name == "Trung tâm Thử"
    assert center.staff[0].name == "Nguyễn Thị Nga"
