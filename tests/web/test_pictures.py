"""Pictures of numbers: the shapes say what the table says, and nothing in them needs a script or an inline style."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.values import show_number
from motcua.web import pictures
from motcua.web.pictures import Picture, nice_top, short

NUMBERS = st.lists(st.integers(0, 9_999), min_size=2, max_size=2)
ROWS = st.lists(st.tuples(st.text("abcđ ", min_size=1, max_size=60), NUMBERS), min_size=1, max_size=12)


def inside(picture: Picture) -> bool:
    """No shape leaves its picture."""
    return all(
        rect.x >= -0.1 and rect.x + rect.width <= picture.width + 0.3
        and rect.y >= -0.1 and rect.y + rect.height <= picture.height + 0.3
        for rect in picture.rects
    )  # fmt: skip


@given(ROWS)
def test_a_stack_is_as_long_as_its_numbers_and_its_table_has_them_all(rows: list[tuple[str, list[int]]]) -> None:
    found = pictures.stacked("k", "Tên", "Dòng", ("Một", "Hai"), rows)
    assert inside(found)
    assert [row[1:] for row in found.table.rows] == [
        (show_number(one), show_number(other), show_number(one + other)) for _, (one, other) in rows
    ]
    most = max(sum(numbers) for _, numbers in rows)
    widths = [rect.width for rect in found.rects]
    drawn = [n for _, numbers in rows for n in numbers if n]
    assert len(widths) == len(drawn)
    for width, n in zip(widths, drawn, strict=True):
        assert abs(width - (pictures.WIDE - pictures.LABEL - 50) * n / most) < 0.11


@given(ROWS)
def test_a_line_has_a_point_for_each_number_within_its_axis(rows: list[tuple[str, list[int]]]) -> None:
    found = pictures.lines("k", "Tên", "Ngày", ("Một", "Hai"), rows)
    drawn = [line for line in found.lines if line.kind != "grid"]
    assert [len(line.points.split()) for line in drawn] == [len(rows)] * 2
    for line in drawn:
        for point in line.points.split():
            x, y = map(float, point.split(","))
            assert pictures.LEFT <= x <= found.width
            assert 10 <= y <= found.height - pictures.FOOT + 0.1


@given(st.dictionaries(st.tuples(st.integers(0, 4), st.integers(0, 9)), st.integers(1, 500), min_size=1))
def test_the_darkest_cell_is_the_largest_and_every_cell_says_its_number(numbers: dict[tuple[int, int], int]) -> None:
    found = pictures.heat("k", "Tên", list("abcde"), [str(hour) for hour in range(10)], numbers)
    assert inside(found)
    shades = {rect.says: rect.fill for rect in found.rects}
    most = max(numbers, key=lambda each: numbers[each])
    assert shades[f"{'abcde'[most[0]]}, {most[1]}: {numbers[most]}"] == f"h{pictures.SHADES - 1}"
    said = sum(int(cell.replace(".", "")) for row in found.table.rows for cell in row[1:])
    assert said == sum(numbers.values())


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("xyz"), st.integers(1, 900)), max_size=9))
def test_a_flow_keeps_within_its_picture_and_its_table_has_every_way(moved: list[tuple[str, str, int]]) -> None:
    found = pictures.flow("k", "Tên", moved)
    assert len(found.table.rows) == len(moved)
    assert len(found.bands) == min(len(moved), 14)
    assert all(rect.y + rect.height <= found.height + 12 for rect in found.rects)


@pytest.mark.parametrize(("most", "top"), [(1, 1), (3, 5), (7, 10), (11, 20), (21, 50), (51, 100), (1_001, 2_000)])
def test_an_axis_ends_at_a_round_number(most: int, top: int) -> None:
    assert nice_top(most) == top


def test_a_number_that_was_counted_no_further_says_so_in_picture_and_table() -> None:
    rows = [("Tiếp nhận", [1_000]), ("Văn thư", [999])]
    found = pictures.stacked("k", "Tên", "Dòng", ("Đang ở",), rows, most_counted=1_000)
    assert [row[1] for row in found.table.rows] == ["≥ 1.000", "999"]
    assert [words.text for words in found.words if words.kind == "n"] == ["≥ 1.000", "999"]
    exact = pictures.stacked("k", "Tên", "Dòng", ("Đang ở",), rows)
    assert [row[1] for row in exact.table.rows] == ["1.000", "999"]


def test_thousands_of_an_axis_are_parted_and_its_fractions_kept() -> None:
    found = pictures.lines("k", "Tên", "Ngày", ("Một",), [("1/1", [1_400]), ("2/1", [2])])
    assert {"2.000", "1.500", "0"} <= {words.text for words in found.words}
    small = pictures.lines("k", "Tên", "Ngày", ("Một",), [("1/1", [1]), ("2/1", [0])])
    assert "0,25" in {words.text for words in small.words}


def test_a_long_label_is_cut_in_the_picture_and_whole_in_the_table() -> None:
    long = "Chi nhánh Văn phòng Đăng ký đất đai huyện Quế Võ"
    found = pictures.stacked("k", "Tên", "Cơ quan", ("Số",), [(long, [3])])
    assert found.words[0].text == short(long)
    assert found.words[0].text.endswith("…")
    assert found.table.rows[0] == (long, "3")


def test_nothing_to_draw_is_drawn_without_a_mistake() -> None:
    for found in (
        pictures.stacked("k", "T", "D", ("Số",), []),
        pictures.lines("k", "T", "D", ("Số",), []),
        pictures.heat("k", "T", [], [], {}),
        pictures.flow("k", "T", []),
    ):
        assert found.about
        ElementTree.fromstring(f'<svg viewBox="0 0 {found.width} {found.height}"/>')
