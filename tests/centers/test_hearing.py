"""What a center sets of how it listens and what it posts: read, with a sentence where it can't be used."""

from __future__ import annotations

from typing import Any

import pytest

from motcua.centers.hearing import Board, Hearing, read_board, read_hearing
from motcua.centers.tables import Table
from motcua.domain.errors import DataError


def table(**values: Any) -> Table:
    return Table("que-vo/center.toml", values)


def test_without_a_setting_nothing_is_promised_and_nobody_frames() -> None:
    assert read_hearing(table()) == Hearing("", "", "30d")
    assert read_board(table()) == Board(5, "", ())


def test_what_is_set_is_read() -> None:
    hearing = {"answer_within": "5wd", "answer_basis": "Quyết định 1/QĐ-UBND", "rating_for": "10d"}
    assert read_hearing(table(hearing=hearing)) == Hearing("5wd", "Quyết định 1/QĐ-UBND", "10d")
    board = {"least": 3, "licence": "CC BY 4.0", "embedded_by": ["https://bacninh.gov.vn"]}
    assert read_board(table(board=board)) == Board(3, "CC BY 4.0", ("https://bacninh.gov.vn",))


@pytest.mark.parametrize("term", ["năm ngày", "5", "none", "unknown"])
def test_a_term_that_never_ends_is_refused(term: str) -> None:
    with pytest.raises(DataError, match="answer_within"):
        read_hearing(table(hearing={"answer_within": term}))


def test_a_basis_without_a_term_is_refused() -> None:
    with pytest.raises(DataError, match="answer_basis"):
        read_hearing(table(hearing={"answer_basis": "Quyết định 1"}))


@pytest.mark.parametrize(
    "origin", ["*", "https://*", "http://tinh.gov.vn", "https://tinh.gov.vn/trang", "https://tinh.gov.vn; script-src *"]
)
def test_what_would_let_anybody_frame_it_is_refused(origin: str) -> None:
    with pytest.raises(DataError, match="embedded_by"):
        read_board(table(board={"embedded_by": [origin]}))


def test_fewer_than_three_are_nobody_to_hide_among() -> None:
    with pytest.raises(DataError, match="least"):
        read_board(table(board={"least": 2}))


def test_an_unknown_key_is_named() -> None:
    with pytest.raises(DataError, match="answer_in"):
        read_hearing(table(hearing={"answer_in": "5wd"}))
