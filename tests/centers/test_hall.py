"""The hall of a center as its files say it, and without them."""

from __future__ import annotations

from typing import Any

import pytest

from motcua.centers.hall import default_groups, read_hall
from motcua.centers.tables import Table
from motcua.domain.errors import DataError
from motcua.domain.hall import HallRules, estimate, estimate_says, giving_span, slots_of
from motcua.domain.opening import Span

AGENCIES = {"tu_phap": "Phòng Tư pháp", "noi_vu": "Phòng Nội vụ", "y_te": "Phòng Y tế"}
GROUP = {"key": "chung", "name": "Một nhóm", "letter": "A", "agencies": ["tu_phap"]}
DAY = (Span(450, 690), Span(780, 1020))


def read(**values: Any) -> Any:
    return read_hall(Table("x/center.toml", values), AGENCIES, ["tu_phap", "y_te"])


def test_without_a_word_each_agency_that_takes_dossiers_is_a_group() -> None:
    hall = read()
    assert [(each.key, each.letter, each.agencies) for each in hall.groups] == [
        ("tu-phap", "A", ("tu_phap",)),
        ("y-te", "B", ("y_te",)),
    ]
    assert hall.rules == HallRules()
    assert hall.group_of_agency("noi_vu") is None


def test_thirty_agencies_still_have_a_letter_each() -> None:
    many = {f"co_quan_{number}": f"Cơ quan {number}" for number in range(30)}
    letters = [each.letter for each in default_groups(many, set(many))]
    assert len(set(letters)) == 30
    assert letters[25:28] == ["Z", "AA", "AB"]


def test_what_the_file_says_counts() -> None:
    hall = read(hall={"counters": 12, "ticket_mm": 58}, hall_group=[GROUP | {"places": 3}])
    assert (hall.rules.counters, hall.rules.ticket_mm, hall.rules.priority_run) == (12, 58, 2)
    assert [(each.key, each.places) for each in hall.groups] == [("chung", 3)]


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"hall": {"counters": 0}}, "counters"),
        ({"hall": {"ticket_mm": 70}}, "58 hoặc 80"),
        ({"hall": {"so_quay": 3}}, "không có khóa này"),
        ({"hall_group": [GROUP | {"letter": "a"}]}, "letter"),
        ({"hall_group": [GROUP | {"agencies": ["khong_co"]}]}, "không có cơ quan"),
        ({"hall_group": [GROUP | {"agencies": []}]}, "phải có cơ quan"),
        ({"hall_group": [GROUP, GROUP | {"letter": "B"}]}, "đã dùng"),
        ({"hall_group": [GROUP, GROUP | {"key": "hai"}]}, "đã dùng"),
        ({"hall_group": [GROUP, GROUP | {"key": "hai", "letter": "B"}]}, "nhóm khác"),
    ],
)
def test_a_mistake_names_its_place(values: dict[str, Any], says: str) -> None:
    with pytest.raises(DataError, match=says):
        read(**values)


def test_numbers_are_given_over_noon_and_slots_end_with_the_counter() -> None:
    rules = HallRules(opens_before=20, closes_before=10, slot_minutes=60)
    assert giving_span(DAY, rules) == Span(430, 1010)
    assert giving_span((), rules) is None
    assert slots_of(DAY, rules) == (450, 510, 570, 630, 780, 840, 900, 960)
    assert slots_of((Span(450, 500),), rules) == ()


def test_an_estimate_is_a_range_in_fives_and_never_a_promise() -> None:
    assert estimate(6, 2, 600) == (30, 40)
    assert estimate_says(1, 4, 60) == "dưới 5 phút"
    assert estimate_says(0, 1, 600) == "gọi ngay khi có quầy trống"
    assert "chưa có quầy mở" in estimate_says(3, 0, 600)
    for ahead in range(1, 60):
        low, high = estimate(ahead, 3, 480)
        assert low <= ahead * 480 / 60 / 3 <= high
