"""The facts that the agencies ship: how many, and that nobody changed one unseen."""

from __future__ import annotations

import hashlib
import importlib
from collections import Counter

from motcua.domain.facts import FactFile
from motcua.testing import catalog

FILES: dict[str, FactFile] = {
    key: importlib.import_module(f"{plugin.module.__name__}.facts").FACTS
    for key, plugin in catalog().plugins.by_key.items()
}
ROWS = [row for file in FILES.values() for row in file.values()]

#: Over key, title, codes, term and fee of every row: whoever changes a fact sees this, and writes the new sum here.
CHECKSUM = "51156713a1f3a90c0a10d167d4e10f2a641cfb60ba9e8e1fa0d52bcdc5fc3649"


def test_fourteen_agencies_know_of_217_procedures() -> None:
    assert {key: len(file) for key, file in FILES.items()} == {
        "tu_phap": 29,
        "lao_dong_tbxh": 27,
        "kinh_te_ha_tang": 26,
        "giao_duc_dao_tao": 26,
        "noi_vu": 22,
        "tai_chinh_ke_hoach": 21,
        "van_hoa_thong_tin": 17,
        "chi_nhanh_vpdkdd": 16,
        "tai_nguyen_moi_truong": 10,
        "thanh_tra": 7,
        "nong_nghiep_ptnt": 6,
        "chi_cuc_thue": 4,
        "y_te": 3,
        "bao_hiem_xa_hoi": 3,
    }
    assert len(ROWS) == 217


def test_keys_titles_and_codes_are_each_of_one_procedure() -> None:
    for values in ([row.key for row in ROWS], [row.title for row in ROWS]):
        assert [value for value, times in Counter(values).items() if times > 1] == []
    codes = [code.code for row in ROWS for code in row.codes]
    assert len(codes) == len(set(codes)) == 104


def test_terms_keep_their_unit() -> None:
    kinds = Counter(row.term.kind if row.term else "unknown" for row in ROWS)
    assert kinds["wd"] + kinds["same_day"] == 165
    assert kinds["d"] == 28
    assert kinds["unknown"] + kinds["none"] == 24


def test_the_confidence_of_names_and_terms_is_kept() -> None:
    assert Counter(row.provenance.name for row in ROWS) == {"verified": 109, "knowledge": 108}
    assert Counter(row.provenance.term for row in ROWS) == {"verified": 49, "knowledge": 144, "none": 24}


def test_no_fact_was_changed_unseen() -> None:
    lines = sorted(
        f"{row.key}|{row.title}|{','.join(code.code for code in row.codes)}|{row.term or ''}|{row.fee}" for row in ROWS
    )
    assert hashlib.sha256("\n".join(lines).encode()).hexdigest() == CHECKSUM


def test_every_procedure_stands_on_its_row() -> None:
    for key, version in catalog().procedures.items():
        row = FILES[version.agency][key]
        said = (version.title, version.sector, version.result, str(version.term.default))
        told = (row.title, row.sector, row.result, str(row.term_or_unknown))
        departed = {name for name, _ in version.provenance.departures}
        names = ("title", "sector", "result", "term")
        assert [n for n, a, b in zip(names, said, told, strict=True) if a != b and n not in departed] == [], key
        assert set(row.codes) <= set(version.codes)
        assert version.provenance.sources == row.provenance.sources
