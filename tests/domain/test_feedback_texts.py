"""What looks like somebody's own data in words that are about to be published."""

from __future__ import annotations

import pytest

from motcua.domain.feedback import suspects


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("CMND 125123456 của tôi", "số giấy tờ tùy thân"),
        ("căn cước 027086001234", "số giấy tờ tùy thân"),
        ("gọi 0912 345 678", "số điện thoại"),
        ("gọi +84912345678", "số điện thoại"),
        ("thư lan.nt@example.vn", "thư điện tử"),
        ("hồ sơ 000.00.NN.H05-171108-0001", "mã hồ sơ"),
        ("gặp bà Trần Thị Lan ở quầy", "họ tên người"),
    ],
)
def test_personal_data_is_noticed(text: str, kind: str) -> None:
    assert kind in suspects(text)


@pytest.mark.parametrize(
    "text", ["Phải chờ 2 giờ tại quầy số 5.", "Phí 100000 đồng, ngày 08/11/2017.", "ông bà đều hài lòng"]
)
def test_ordinary_words_are_not(text: str) -> None:
    assert suspects(text) == ()
