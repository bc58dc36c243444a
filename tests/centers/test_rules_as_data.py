"""The rules of the one-stop mechanism as data of the province and of a center: read, laid over each other, refused."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from motcua import paths
from motcua.centers import Center, read_center, read_centers
from motcua.domain.errors import DataError
from motcua.domain.regimes import PAUSE, REGIMES, RESET, RULES
from motcua.domain.terms import working_days

README = (paths.tenants() / "README.md").read_text(encoding="utf-8")
IN_2017, IN_2019 = date(2017, 11, 8), date(2019, 3, 4)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(paths.tenants(), tmp_path / "tenants")
    return tmp_path / "tenants"


def with_lines(folder: Path, file: str, text: str) -> Center:
    """The center with these lines at the end of a file; a table's end is the start of the next, so that they fit."""
    path = folder / file
    path.write_text(f"{path.read_text('utf-8')}\n{text}\n", "utf-8")
    return read_center(folder / "que-vo")


def test_every_rule_may_be_set_where_nobody_has_read_the_text(folder: Path) -> None:
    center = with_lines(
        folder,
        "que-vo/center.toml",
        """[regime.qd09_2015]
        supplement_clock = "reset"
        supplement_within = "5wd"
        supplements = 2
        transfer_until = "14:30"
        apology_days_before = 2
        reappointments = 3
        refusal_is_result = false""",
    )
    found = center.regime_on(IN_2017)
    assert (found.supplement_clock, found.supplement_within, found.supplements) == (RESET, working_days(5), 2)
    assert (found.transfer_until, found.apology_days_before, found.reappointments) == (14 * 60 + 30, 2, 3)
    assert not found.refusal_is_result
    for rule in RULES:
        assert found.article(rule) == "Quyết định 09/2015/QĐ-TTg (theo thiết lập, chưa đối chiếu văn bản)"
    assert center.regime_on(IN_2019) == REGIMES[1], "negative control: the others are as shipped"


def test_the_center_lies_over_the_province_and_the_province_over_what_is_shipped(folder: Path) -> None:
    province = '[regime.qd09_2015]\ndocument = "Quyết định A"\nsupplements = 2\nreappointments = 2'
    assert with_lines(folder, "province.toml", province).regime_on(IN_2017).supplements == 2
    assert read_center(folder / "gia-binh").regime_on(IN_2017).supplements == 2
    center = with_lines(folder, "que-vo/center.toml", '[regime.qd09_2015]\ndocument = "Quyết định B"\nsupplements = 3')
    found = center.regime_on(IN_2017)
    assert (found.supplements, found.reappointments) == (3, 2)
    assert (found.article("supplements"), found.article("reappointments")) == ("Quyết định B", "Quyết định A")
    assert read_centers(folder)["gia-binh"].regime_on(IN_2017).supplements == 2


def test_a_rule_of_a_text_we_have_read_gives_way_to_a_document_only(folder: Path) -> None:
    with pytest.raises(DataError, match="phải có văn bản") as refusal:
        with_lines(folder, "que-vo/center.toml", '[regime.nd61_2018]\nsupplement_clock = "pause"')
    assert "Điều 19 khoản 4" in refusal.value.sentence
    assert refusal.value.key == "regime.nd61_2018.supplement_clock"
    found = with_lines(folder, "que-vo/center.toml", 'document = "Quyết định 9/QĐ-UBND, Điều 2"').regime_on(IN_2019)
    assert found.supplement_clock == PAUSE
    assert found.article("supplement_clock") == "Quyết định 9/QĐ-UBND, Điều 2"
    assert found.article("supplements") == REGIMES[1].article("supplements")


def test_the_law_of_a_sector_is_the_centers_before_the_provinces(folder: Path) -> None:
    block = '[[sector_supplement]]\nprocedures = ["a", "b"]\nwithin = "10wd"\nbasis = "Văn bản tỉnh"'
    center = with_lines(folder, "province.toml", block)
    rule = center.sector_rule("a")
    assert rule is not None
    assert (rule.within, rule.basis) == (working_days(10), "Văn bản tỉnh")
    assert center.sector_rule("c") is None
    own = '[[sector_supplement]]\nprocedures = ["a"]\nwithin = ""\nbasis = "Văn bản riêng"'
    center = with_lines(folder, "que-vo/center.toml", own)
    rule = center.sector_rule("a")
    assert rule is not None
    assert (rule.within, rule.basis) == (None, "Văn bản riêng")
    assert center.sector_rule("b") is not None


@pytest.mark.parametrize(
    ("text", "key", "sentence"),
    [
        ("[regime.nd99]\nsupplements = 1", "regime.nd99", "không có khóa này"),
        ("[regime.qd09_2015]\nsupplement = 1", "regime.qd09_2015.supplement", "không có khóa này"),
        ("[regime.qd09_2015]\nsupplements = 10", "regime.qd09_2015.supplements", "không hợp lệ"),
        ("[regime.qd09_2015]\nreappointments = -1", "regime.qd09_2015.reappointments", "không hợp lệ"),
        ('[regime.qd09_2015]\napology_days_before = "1"', "regime.qd09_2015.apology_days_before", "sai kiểu"),
        ('[regime.qd09_2015]\nsupplement_clock = "stop"', "regime.qd09_2015.supplement_clock", "không có giá trị"),
        ('[regime.qd09_2015]\nsupplement_within = "3"', "regime.qd09_2015.supplement_within", "Không hiểu thời hạn"),
        ('[regime.qd09_2015]\nsupplement_within = "none"', "regime.qd09_2015.supplement_within", "khoảng thời gian"),
        ('[regime.qd09_2015]\ntransfer_until = "25:00"', "regime.qd09_2015.transfer_until", "giờ trong ngày"),
        ('[regime.qd09_2015]\ntransfer_until = "3 giờ"', "regime.qd09_2015.transfer_until", "giờ trong ngày"),
        ('[regime.qd09_2015]\nrefusal_is_result = "no"', "regime.qd09_2015.refusal_is_result", "sai kiểu"),
        ('[regime.qd09_2015]\ndocument = "QĐ 1"', "regime.qd09_2015.document", "không kèm quy tắc"),
        (
            '[[sector_supplement]]\nprocedures = []\nwithin = "1wd"\nbasis = "x"',
            "sector_supplement[1].procedures",
            "chưa có thủ tục",
        ),
        (
            '[[sector_supplement]]\nprocedures = ["a"]\nwithin = "1"\nbasis = "x"',
            "sector_supplement[1].within",
            "Không hiểu thời hạn",
        ),
        ('[[sector_supplement]]\nprocedures = ["a"]\nwithin = ""', "sector_supplement[1].basis", "thiếu khóa"),
        (
            '[[sector_supplement]]\nprocedures = ["a"]\nwithin = ""\nbasis = "x"\n' * 2,
            "sector_supplement[2].procedures",
            "đã khai",
        ),
        ('[[sector_supplement]]\nprocedures = ["a"]\nbasis = "x"', "sector_supplement[1].within", "thiếu khóa"),
    ],
)
@pytest.mark.parametrize("file", ["que-vo/center.toml", "province.toml"])
def test_a_mistake_is_said_where_it_stands(folder: Path, file: str, text: str, key: str, sentence: str) -> None:
    with pytest.raises(DataError) as refusal:
        with_lines(folder, file, text)
    assert refusal.value.file == file if "/" in file else refusal.value.file.endswith(file)
    assert refusal.value.key == key
    assert sentence in refusal.value.sentence


def test_the_readme_shows_every_rule_that_may_be_set() -> None:
    """A rule that nobody can find is no setting."""
    (center,) = [block for block in re.findall(r"```toml\n(.*?)```", README, re.S) if block.startswith("key =")]
    shown = center.split("[regime.")[1].split("[[")[0]
    assert {rule for rule in RULES if re.search(rf"^{rule} = ", shown, re.M)} == set(RULES)
    assert all(each.key in README for each in REGIMES)
    assert "[[sector_supplement]]" in center
