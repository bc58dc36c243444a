"""`needs.toml`: a mistake in it names the place and the remedy; a province without it simply has none."""

from __future__ import annotations

from pathlib import Path

import pytest

from motcua.centers.signposts import read_signposts
from motcua.domain.errors import DataError
from motcua.domain.needs import NO_SIGNPOSTS

NEED = '[[need]]\nkey = "sinh-con"\nsays = "Sinh con"\nprocedures = ["khai-sinh"]\n'
AUDIENCE = '[[audience]]\nkey = "nguoi-dan"\nsays = "Người dân"\nsectors = ["Hộ tịch"]\nprocedures = ["cap-phep"]\n'


def write(folder: Path, text: str) -> Path:
    (folder / "needs.toml").write_text(text, "utf-8")
    return folder


def test_needs_and_audiences_are_read(tmp_path: Path) -> None:
    found = read_signposts(write(tmp_path, NEED + AUDIENCE))
    need, audience = found.need("sinh-con"), found.audience("nguoi-dan")
    assert need is not None
    assert audience is not None
    assert need.procedures == ("khai-sinh",)
    assert audience.takes("bat-ky", "Hộ tịch")
    assert audience.takes("cap-phep", "Khác")
    assert not audience.takes("bat-ky", "Khác")
    assert found.need("khong-co") is None


def test_a_province_without_the_file_has_no_signposts(tmp_path: Path) -> None:
    assert read_signposts(tmp_path) == NO_SIGNPOSTS


@pytest.mark.parametrize(
    ("text", "where", "says"),
    [
        (NEED.replace('["khai-sinh"]', "[]"), "need[1].procedures", "chưa nêu thủ tục nào"),
        (NEED.replace("sinh-con", "Sinh con"), "need[1].key", "không đúng dạng"),
        (NEED + NEED, "need", "lặp lại"),
        (NEED.replace('"khai-sinh"', '"khai-sinh", "khai-sinh"'), "need[1].procedures", "ghi hai lần"),
        (NEED + 'color = "red"\n', "need[1].color", "không có khóa này"),
        (AUDIENCE + AUDIENCE, "audience", "lặp lại"),
        (AUDIENCE.replace('says = "Người dân"\n', ""), "audience[1].says", "thiếu khóa"),
        ("[[nhu_cau]]\n", "nhu_cau", "không có khóa này"),
    ],
)
def test_a_mistake_names_its_place_and_what_is_wrong(tmp_path: Path, text: str, where: str, says: str) -> None:
    with pytest.raises(DataError) as why:
        read_signposts(write(tmp_path, text))
    assert where in str(why.value)
    assert says in str(why.value)


def test_a_key_that_no_procedure_has_is_told(tmp_path: Path) -> None:
    found = read_signposts(write(tmp_path, NEED + AUDIENCE))
    assert found.strange({"khai-sinh"}) == (("Người dân", "cap-phep"),)
    assert found.strange({"khai-sinh", "cap-phep"}) == ()
