"""Which agencies have every procedure of their `facts.toml`, and what the others still lack."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

import pytest

from motcua.domain.facts import FactFile
from motcua.testing import catalog

AGENCIES = sorted(catalog().plugins.by_key)
#: Every procedure of the file is installed. An agency that becomes whole is to be written here.
WHOLE = frozenset(
    {
        "bao_hiem_xa_hoi",
        "chi_cuc_thue",
        "chi_nhanh_vpdkdd",
        "giao_duc_dao_tao",
        "kinh_te_ha_tang",
        "lao_dong_tbxh",
        "noi_vu",
        "nong_nghiep_ptnt",
        "tai_chinh_ke_hoach",
        "tai_nguyen_moi_truong",
        "thanh_tra",
        "tu_phap",
        "van_hoa_thong_tin",
        "y_te",
    }
)


def facts_of(agency: str) -> FactFile:
    facts = import_module(f"motcua_{agency}.facts").FACTS
    assert isinstance(facts, FactFile)
    return facts


def procedures_of(agency: str) -> set[str]:
    return {version.key for version in catalog().procedures.values() if version.agency == agency}


def test_the_files_of_fourteen_agencies_hold_the_217_procedures() -> None:
    assert len(AGENCIES) == 14
    assert sum(len(facts_of(agency)) for agency in AGENCIES) == 217


@pytest.mark.parametrize("agency", AGENCIES)
def test_an_agency_is_whole_or_known_to_lack_something(
    agency: str, record_property: Callable[[str, object], None]
) -> None:
    stated, installed = set(facts_of(agency)), procedures_of(agency)
    missing = sorted(stated - installed)
    record_property("missing", missing)
    assert installed <= stated
    if agency in WHOLE:
        assert missing == []
    else:
        assert missing, f"{agency} is whole now: add it to WHOLE"
