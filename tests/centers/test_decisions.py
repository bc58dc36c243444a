"""What center.toml publishes with, and what the province decided over procedures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from tests.domain.test_review import version_of

from motcua.centers.decisions import read_overrides, read_publication
from motcua.centers.tables import Table
from motcua.domain.errors import DataError
from motcua.domain.overrides import Fact
from motcua.services.review.overrides import check_province

DECISION = 'number = "1/QĐ"\non = 2017-06-26\nsigned_by = "Ông A"\nfrom = 2017-07-01\n'
Made = Callable[[str], Table]


@pytest.fixture
def table(tmp_path: Path) -> Made:
    def read(text: str) -> Table:
        path = tmp_path / "province.toml"
        path.write_text(text, encoding="utf-8")
        return Table.read(path)

    return read


def test_a_publication_is_a_decision_with_its_days(table: Made) -> None:
    found = read_publication(table(f"[publication]\n{DECISION}"))
    assert found is not None
    assert (found.says, found.from_on, found.to_on) == (
        "1/QĐ ngày 26/06/2017, Ông A ký", date(2017, 7, 1), None,
    )  # fmt: skip
    assert read_publication(table("")) is None
    with pytest.raises(DataError, match=r"publication\.to: Ngày hết hiệu lực"):
        read_publication(table(f"[publication]\n{DECISION}to = 2017-06-30\n"))


def override(fact: str, value: str, more: str = "") -> str:
    return f'[[override]]\nprocedure = "thu"\nfact = "{fact}"\nvalue = "{value}"\n{DECISION}{more}'


def test_an_override_of_the_province_is_read_strictly(table: Made) -> None:
    (found,) = read_overrides(table(override("fee", "8000")))
    assert (found.procedure, found.fact, found.value, found.layer) == ("thu", Fact.FEE, "8000", "province")
    for fact, value in (("fee", "tám nghìn"), ("term", "5 tuần"), ("gia", "1")):
        with pytest.raises(DataError, match=r"override\[1\]"):
            read_overrides(table(override(fact, value)))


def test_what_does_not_fit_an_installed_procedure_stops_the_start(table: Made) -> None:
    def office(text: str, key: str = "thu") -> Any:
        version = replace(version_of(), key=key)
        province = SimpleNamespace(overrides=read_overrides(table(text)))
        catalog = SimpleNamespace(procedures={key: version})
        return SimpleNamespace(centers=SimpleNamespace(province=province), catalog=catalog)

    with pytest.raises(DataError, match="dài hơn"):
        check_province(office(override("term", "9wd")))
    check_province(office(override("term", "9wd", 'grounds = "Điều 3"\n')))
    check_province(office(override("term", "4wd")))
    check_province(office(override("term", "9wd"), key="khac"))
