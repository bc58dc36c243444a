"""The links at the top: the one that leads to where somebody is stands out, wherever the page's own address lies."""

from __future__ import annotations

from uuid import UUID

import pytest

from motcua.domain.people import Role, Staff
from motcua.web.navigation import navigation_of

DIRECTOR = Staff(UUID(int=1), "thanh.nv", "Nguyễn Văn Thành", "Giám đốc", frozenset({Role.DIRECTOR}))


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("/dieu-hanh", "Điều hành"),
        ("/dieu-hanh/cho-duyet", "Điều hành"),
        ("/don-doc", "Điều hành"),
        ("/don-doc/moi", "Điều hành"),
        ("/bao-cao", "Báo cáo"),
        ("/don-doc-khac", None),
        ("/bao-cao-khac", None),
    ],
)
def test_one_link_stands_out(path: str, text: str | None) -> None:
    found = [link.text for link in navigation_of(DIRECTOR, path) if link.is_here]
    assert found == ([text] if text else [])
