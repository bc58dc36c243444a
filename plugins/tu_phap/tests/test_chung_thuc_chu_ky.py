"""Signatures and translators' signatures: a fee for each paper, who may translate what, and what is not certified."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from motcua.testing import fill
from motcua_tu_phap.chung_thuc_chu_ky import COLLABORATOR, OWN_TRANSLATION, SIGNATURE

PAPER: dict[str, Any] = {
    "title": "Giấy cam đoan", "sort": "own", "signers": 1, "copies": 1, "way": "sign", "is_foreign": False,
    "is_banned": False,
}  # fmt: skip
PROXY = PAPER | {"sort": "proxy", "is_simple_proxy": True}
WORK: dict[str, Any] = {
    "title": "Hộ chiếu", "direction": "to_vn", "language": "Tiếng Anh", "pages": 2, "copies": 1, "has_defect": False,
}  # fmt: skip


# Thông tư 226/2016/TT-BTC, Điều 4: a case is one paper, however many sign it
@pytest.mark.parametrize("papers", [1, 3])
def test_each_paper_costs_ten_thousand(papers: int) -> None:
    assert fill(SIGNATURE, document=[PAPER | {"signers": 5}] * papers).fee.amount == papers * 10_000
    for procedure in (COLLABORATOR, OWN_TRANSLATION):
        assert fill(procedure, translation=[WORK] * papers).fee.amount == papers * 10_000


@pytest.mark.parametrize(
    ("procedure", "book", "first"),
    [
        (SIGNATURE, "SCT/CK,ĐC", "kiem-tra"),
        (COLLABORATOR, "SCT/CKND", "doi-chieu"),
        (OWN_TRANSLATION, "SCT/CKND", "kiem-tra"),
    ],
)
def test_it_is_certified_the_same_day_in_its_own_book(procedure: Any, book: str, first: str) -> None:
    filling = fill(procedure)
    assert (filling.term.says, filling.step_keys) == ("trong ngày", (first, "ky-chung-thuc"))
    assert (procedure.book, procedure.channels) == (book, ("direct",))


# Nghị định 23/2015/NĐ-CP, Điều 24 và Điều 25
@pytest.mark.parametrize(
    ("wrong", "right", "at"),
    [
        (PROXY | {"is_simple_proxy": False}, PROXY, "document.0.is_simple_proxy"),
        (PAPER | {"sort": "contract"}, PAPER | {"sort": "cv"}, "document.0.sort"),
        (PAPER | {"is_banned": True}, PAPER, "document.0.is_banned"),
    ],
)
def test_what_signatures_are_not_certified_on(wrong: dict[str, Any], right: dict[str, Any], at: str) -> None:
    assert set(fill(SIGNATURE, document=[wrong]).errors) == {at}
    assert fill(SIGNATURE, document=[right]).errors == {}


@pytest.mark.parametrize(
    ("procedure", "wrong", "right", "at"),
    [
        # Nghị định 23/2015/NĐ-CP, Điều 24 và Điều 25
        (SIGNATURE, {"is_sound": False}, {"is_sound": True}, "is_sound"),
        (SIGNATURE, {"paper_until": date(2017, 11, 7)}, {"paper_until": date(2017, 11, 8)}, "paper_until"),
        (SIGNATURE, {"signs_here": False}, {"signs_here": True}, "signs_here"),
        # Điều 27 đến Điều 31
        (COLLABORATOR, {"speaks_it": False}, {"speaks_it": True}, "speaks_it"),
        (COLLABORATOR, {"matches": "differs"}, {"matches": "again"}, "matches"),
        (
            COLLABORATOR,
            {"listed_on": date(2016, 3, 2), "sample_on": date(2016, 3, 1)},
            {"listed_on": date(2016, 3, 2), "sample_on": date(2016, 3, 2)},
            "sample_on",
        ),
        (OWN_TRANSLATION, {"is_capable": False}, {"is_capable": True}, "is_capable"),
        (OWN_TRANSLATION, {"is_own": False}, {"is_own": True}, "is_own"),
        (
            OWN_TRANSLATION,
            {"degree": "fluent", "is_rare": False},
            {"degree": "fluent", "is_rare": True},
            "degree",
        ),
        (OWN_TRANSLATION, {"signs_here": False}, {"signs_here": True}, "signs_here"),
        # Điều 32
        (
            COLLABORATOR,
            {"translation": [WORK | {"has_defect": True}]},
            {"translation": [WORK]},
            "translation.0.has_defect",
        ),
    ],
)
def test_who_may_sign_and_translate(procedure: Any, wrong: dict[str, Any], right: dict[str, Any], at: str) -> None:
    assert set(fill(procedure, **wrong).errors) == {at}
    assert fill(procedure, **right).errors == {}


@pytest.mark.parametrize(
    ("degree", "papers"),
    [("language", {"degree_paper"}), ("taught", {"degree_paper", "transcript"}), ("fluent", {"pledge"})],
)
def test_each_schooling_has_its_papers(degree: str, papers: set[str]) -> None:
    assert {"degree_paper", "transcript", "pledge"} & set(fill(OWN_TRANSLATION, degree=degree).papers) == papers


def test_a_foreign_paper_comes_with_its_meaning_and_takes_longer() -> None:
    foreign = fill(SIGNATURE, document=[PAPER, PAPER | {"is_foreign": True}])
    plain = fill(SIGNATURE, document=[PAPER])
    assert "translation" in foreign.papers
    assert "bản dịch" in foreign.steps[0].label
    assert "translation" not in plain.papers
    assert "bản dịch" not in plain.steps[0].label


def test_a_doubtful_signature_is_written_again() -> None:
    assert "ký lại" in fill(COLLABORATOR, matches="again").steps[0].label
    assert "chữ ký mẫu" in fill(COLLABORATOR, matches="same").steps[0].label
