"""Numbers that name a person, an organisation or a telephone: their shape, and what looks odd about them.

Shapes block; oddities only warn. Whether a tax code's check digit is right is computed by a library that the domain may
not import: the catalog installs the rule (`use_tax_code_rule`) when the application starts.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

CMND = re.compile(r"[0-9]{9}")
CCCD = re.compile(r"[0-9]{12}")
PASSPORT = re.compile(r"(?=[A-Z0-9]*[A-Z])(?=[A-Z0-9]*[0-9])[A-Z0-9]{6,12}")
TAX_CODE = re.compile(r"[0-9]{10}(?:-[0-9]{3})?")

_MOBILE = re.compile(r"0[35789][0-9]{8}")
_FIXED = re.compile(r"02[0-9]{8,9}")
_OLD_MOBILE = re.compile(r"01[0-9]{9}")
_SERVICE = re.compile(r"1[89]00[0-9]{4,6}")
_FOREIGN = re.compile(r"\+(?!84)[1-9][0-9]{6,14}")

# The Ministry's plan of 2018: from 15-9-2018 eleven-digit mobile numbers became ten-digit ones.
OLD_MOBILES_END_ON = date(2018, 9, 15)
_NEW_PREFIXES = {
    "0120": "070", "0121": "079", "0122": "077", "0126": "076", "0128": "078",
    "0123": "083", "0124": "084", "0125": "085", "0127": "081", "0129": "082",
    "0162": "032", "0163": "033", "0164": "034", "0165": "035", "0166": "036",
    "0167": "037", "0168": "038", "0169": "039",
    "0186": "056", "0188": "058", "0199": "059",
}  # fmt: skip

_tax_code_rule: Callable[[str], bool] | None = None


def use_tax_code_rule(rule: Callable[[str], bool]) -> None:
    """Called once, by the catalog, with the check of the tax code's last digit."""
    global _tax_code_rule
    _tax_code_rule = rule


def tax_code_is_valid(code: str) -> bool:
    return bool(TAX_CODE.fullmatch(code)) and (_tax_code_rule is None or _tax_code_rule(code))


def clean_id_number(text: str) -> str:
    return re.sub(r"[ .\-]", "", text).upper()


def id_number_problem(number: str, kind: str | None = None) -> str | None:
    """None if the number can be one of that kind of paper (of any, when the kind isn't known)."""
    shapes = {
        # Some provinces numbered their last CMND with 12 digits.
        "cmnd": (re.compile(r"[0-9]{9}|[0-9]{12}"), "phải có 9 chữ số (hoặc 12 chữ số với loại mới)"),
        "cccd": (CCCD, "phải có đúng 12 chữ số"),
        # Some countries number passports with digits only.
        "passport": (re.compile(r"[A-Z0-9]{6,12}"), "phải có từ 6 đến 12 chữ cái và chữ số, ví dụ B1234567"),
        "other": (re.compile(r"[0-9A-ZĐ][0-9A-ZĐ /.\-]{1,29}"), "phải là số ghi trên giấy tờ, tối đa 30 ký tự"),
    }
    if kind in shapes:
        shape, problem = shapes[kind]
        return None if shape.fullmatch(number) else problem
    if any(shape.fullmatch(number) for shape in (CMND, CCCD, PASSPORT)):
        return None
    return "phải có 9 chữ số (CMND), 12 chữ số (CCCD) hoặc là số hộ chiếu, ví dụ B1234567"


def cccd_oddity(number: str, born: date | None = None, gender: str | None = None) -> str | None:
    """What doesn't fit in a 12-digit number. Only ever a warning: some provinces issued 12-digit CMND without the
    pattern, and there is no check digit (Thông tư 07/2016/TT-BCA)."""
    if not CCCD.fullmatch(number):
        return None
    if not 1 <= int(number[:3]) <= 96:
        return "ba số đầu không phải mã tỉnh"
    century, is_woman = 1900 + int(number[3]) // 2 * 100, int(number[3]) % 2 == 1
    if gender in ("male", "female") and is_woman != (gender == "female"):
        return "số thứ tư không khớp giới tính"
    if born is not None and born.year != century + int(number[4:6]):
        return "số thứ tư đến thứ sáu không khớp năm sinh"
    return None


def clean_phone(text: str) -> str:
    digits = re.sub(r"[ .\-()]", "", text)
    if digits.startswith("0084"):
        digits = "+84" + digits[4:]
    if digits.startswith("+84"):
        digits = "0" + digits[3:].removeprefix("0")
    return digits


def phone_problem(number: str, on: date | None = None) -> str | None:
    """None for a number that could be dialled on that day; otherwise what to do."""
    if any(shape.fullmatch(number) for shape in (_MOBILE, _FIXED, _SERVICE, _FOREIGN)):
        return None
    if _OLD_MOBILE.fullmatch(number) and number[:4] in _NEW_PREFIXES:
        if on is None or on < OLD_MOBILES_END_ON:
            return None
        return f"phải đổi sang đầu số mới: {_NEW_PREFIXES[number[:4]]}{number[4:]}"
    return "phải có 10 chữ số và bắt đầu bằng số 0, ví dụ 0912345678"


def show_phone(number: str) -> str:
    return f"{number[:4]} {number[4:7]} {number[7:]}" if len(number) == 10 and number.startswith("0") else number


EMAIL = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,}"
)
