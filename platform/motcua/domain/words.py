"""Two small spellings: a key made from a Vietnamese label, and money as people read it."""

from __future__ import annotations

from motcua.domain.text import fold
from motcua.domain.values import show_number


def slug(text: str) -> str:
    """`Thẩm định` → `tham-dinh`: a key that may be seen in an address."""
    return fold(text).replace(" ", "-")


def dong(amount: int) -> str:
    """`200000` → `200.000 đồng`."""
    return f"{show_number(amount)} đồng"
