"""Certified copies: fee by page, the same day, and what is not certified."""

from __future__ import annotations

from datetime import date

import pytest

from motcua.testing import fill
from motcua_tu_phap.chung_thuc_ban_sao import CERTIFIED_COPY


@pytest.mark.parametrize(
    ("pages", "copies", "fee"),
    [
        (1, 1, 2_000),
        (2, 1, 4_000),
        (3, 1, 5_000),
        (300, 1, 200_000),  # 2 x 2.000 + 298 x 1.000, capped for one copy
        (2, 10, 40_000),
        (3, 4, 20_000),
        (300, 3, 600_000),
    ],
)
def test_the_fee_is_by_page_with_a_cap_for_each_copy(pages: int, copies: int, fee: int) -> None:
    assert fill(CERTIFIED_COPY, pages=pages, copies=copies).fee.amount == fee


def test_the_pages_to_certify_are_counted() -> None:
    assert fill(CERTIFIED_COPY, pages=4, copies=3).answers["certified_pages"] == 12


def test_it_is_done_the_same_day_and_may_be_extended_by_agreement() -> None:
    filling = fill(CERTIFIED_COPY)
    assert filling.term.kind == "same_day"
    assert CERTIFIED_COPY.term_rule.extendable_by is not None
    assert CERTIFIED_COPY.term_rule.extendable_by.says == "2 ngày làm việc"
    assert filling.step_keys == ("doi-chieu", "ky-chung-thuc")


def test_a_spoiled_original_is_refused() -> None:
    assert set(fill(CERTIFIED_COPY, has_defect=True).errors) == {"has_defect"}
    assert fill(CERTIFIED_COPY, has_defect=False).errors == {}


def test_a_foreign_paper_must_be_legalised() -> None:
    refused = fill(CERTIFIED_COPY, kind="business", issuer_kind="foreign", is_legalised=False)
    assert "hợp pháp hóa lãnh sự" in refused.errors["is_legalised"]
    assert fill(CERTIFIED_COPY, kind="business", issuer_kind="foreign", is_legalised=True).errors == {}
    assert "is_legalised" not in fill(CERTIFIED_COPY, issuer_kind="domestic").shown


def test_another_kind_of_paper_is_named() -> None:
    assert set(fill(CERTIFIED_COPY, kind="other", kind_detail=None).errors) == {"kind_detail"}
    assert "kind_detail" not in fill(CERTIFIED_COPY, kind="land").shown


@pytest.mark.parametrize("pages", ["0", "-1", "một", "٣", "2001"])
def test_pages_are_a_whole_number_within_bounds(pages: str) -> None:
    assert set(fill(CERTIFIED_COPY, pages=pages).errors) == {"pages"}


def test_a_paper_of_tomorrow_is_refused() -> None:
    assert set(fill(CERTIFIED_COPY, issued_on=date(2017, 11, 9)).errors) == {"issued_on"}
    assert fill(CERTIFIED_COPY, issued_on=date(2017, 11, 8)).errors == {}


def test_its_numbers_come_from_the_book_of_certified_copies() -> None:
    assert CERTIFIED_COPY.book == "SCT/BS"
    original = next(paper for paper in CERTIFIED_COPY.form.definition.papers if paper.key == "original")
    assert original.is_presented  # looked at and handed back, never kept


@pytest.mark.parametrize("kind", ["diploma", "identity"])
def test_foreign_diplomas_and_passports_are_copied_without_legalisation(kind: str) -> None:
    filling = fill(CERTIFIED_COPY, kind=kind, issuer_kind="foreign")
    assert filling.errors == {}
    assert "is_legalised" not in filling.shown
