"""Statements as banks write them, held against what was asked for."""

from __future__ import annotations

import pytest

from motcua.domain.bank_statement import Asked, Outcome, judge, read_amount, read_statement

A, B = "MCABCDEFGHIJ22", "MCZZZZZZZZZZ77"
ASKED = {A: Asked(A, 100_000, is_paid=False), B: Asked(B, 50_000, is_paid=True)}
HEAD = ["Ngày giao dịch", "Số bút toán", "Ghi nợ", "Ghi có", "Nội dung"]


def outcomes(rows: list[list[str]], seen: frozenset[bytes] = frozenset()) -> list[Outcome]:
    read = read_statement([["Ngân hàng"], [], HEAD, *rows])
    assert read is not None
    return [each.outcome for each in judge(read.lines, ASKED, seen)]


def test_each_line_is_what_it_is() -> None:
    rows = [
        ["08/11/2017", "FT1", "", "100.000", f"NGUYEN VAN AN chuyen tien {A}"],
        ["08/11/2017", "FT2", "", "100.000", f"{A} lan hai"],
        ["08/11/2017", "FT3", "", "40.000", f"{B}"],
        ["08/11/2017", "FT4", "", "70.000", "ung ho"],
        ["08/11/2017", "FT5", "20.000", "", "phi ngan hang"],
        ["08/11/2017", "FT1", "", "100.000", f"NGUYEN VAN AN chuyen tien {A}"],
        ["", "", "", "380.000", ""],
    ]
    assert outcomes(rows) == [Outcome.MATCHED, Outcome.TWICE, Outcome.TWICE, Outcome.UNKNOWN, Outcome.SEEN]


def test_another_amount_is_said_and_a_reference_is_found_however_a_bank_breaks_it() -> None:
    rows = [["1", "FT1", "", "90,000.00", f"IBFT MBVCB.12.{A[:6].lower()} {A[6:].lower()}.CT tu 0123"]]
    assert outcomes(rows) == [Outcome.WRONG_AMOUNT]


def test_what_was_taken_from_another_file_is_known_again() -> None:
    rows = [["08/11/2017", "FT1", "", "100.000", A]]
    read = read_statement([HEAD, *rows])
    assert read is not None
    assert outcomes(rows, frozenset({read.lines[0].mark})) == [Outcome.SEEN]


def test_without_a_banks_number_equal_lines_are_two_and_stay_the_same_two() -> None:
    head = ["Ngày", "Số tiền", "Diễn giải"]
    body = [head, ["1", "5.000", "tien"], ["1", "5.000", "tien"]]
    one, two = (read_statement(body), read_statement([["Sao kê"], *body]))
    assert one is not None
    assert two is not None
    assert len({line.mark for line in one.lines}) == 2
    assert [line.mark for line in one.lines] == [line.mark for line in two.lines]


def test_a_file_without_amounts_is_no_statement_and_an_unreadable_amount_is_named_by_its_line() -> None:
    assert read_statement([["Tên", "Địa chỉ"], ["a", "b"]]) is None
    read = read_statement([HEAD, ["1", "F", "", "mười đồng", "x"], ["1", "F", "", "10", "x"]])
    assert read is not None
    assert read.unreadable == (2,)
    assert [line.place for line in read.lines] == [3]


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1.200.000", 1_200_000),
        ("1,200,000.00", 1_200_000),
        ("+180000 VND", 180_000),
        ("180000", 180_000),
        ("-5.000", -5_000),
        ("5.000 đ", 5_000),
        ("12.5", None),
        ("1.20.000", None),
        ("", None),
        ("abc", None),
    ],
)
def test_an_amount_is_whole_dong_or_nothing(text: str, amount: int | None) -> None:
    assert read_amount(text) == amount
