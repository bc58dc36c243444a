"""The links at the top: the one that leads to where somebody is stands out, wherever the page's own address lies."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest

from motcua.domain.people import Role, Staff
from motcua.web.navigation import MOST_IN_LINE, SHELVES, STAFF_LINKS, navigation_of

DIRECTOR = Staff(UUID(int=1), "thanh.nv", "Nguyễn Văn Thành", "Giám đốc", frozenset({Role.DIRECTOR}))


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("/dieu-hanh", "Điều hành"),
        ("/dieu-hanh/cho-duyet", "Điều hành"),
        ("/don-doc", "Điều hành"),
        ("/don-doc/moi", "Điều hành"),
        ("/bao-cao", "Báo cáo"),
        ("/so/tep", "Sổ"),
        ("/don-doc-khac", None),
        ("/bao-cao-khac", None),
    ],
)
def test_one_link_stands_out(path: str, text: str | None) -> None:
    shown = [link for each in navigation_of(DIRECTOR, path) for link in (each.links or (each,))]
    found = [link.text for link in shown if link.is_here]
    assert found == ([text] if text else [])


@pytest.mark.parametrize("role", Role)
def test_no_link_is_lost_in_a_shelf_and_few_links_have_none(role: Role) -> None:
    person = replace(DIRECTOR, roles=frozenset({role}))
    found = navigation_of(person, "/so")
    every = [link for each in found for link in (each.links or (each,))]
    wanted = [at for _, at, may in STAFF_LINKS if may is None or may & person.permissions]
    assert sorted(link.path for link in every) == sorted(wanted)
    shelves = [each for each in found if each.links]
    assert bool(shelves) == (len(wanted) > MOST_IN_LINE)
    assert len(found) <= MOST_IN_LINE + 2
    for shelf in shelves:
        assert len(shelf.links) > 1
        assert shelf.is_here == ("/so" in {link.path for link in shelf.links})


def test_shelves_hold_only_links_of_the_menu() -> None:
    paths = [path for held in SHELVES.values() for path in held]
    assert len(paths) == len(set(paths))
    assert set(paths) < {at for _, at, _ in STAFF_LINKS}
