"""How a center listens and what it posts in public: the tables `[hearing]` and `[board]` of center.toml."""

from __future__ import annotations

import re
from dataclasses import dataclass

from motcua.centers.tables import Table
from motcua.domain.small_numbers import FLOOR, LEAST
from motcua.domain.terms import Term

#: An origin, as `frame-ancestors` takes it: no path, no wildcard for everything.
_ORIGIN = re.compile(r"https://(?:\*\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::[0-9]{1,5})?")


RATING_FOR = "30d"


@dataclass(frozen=True, slots=True)
class Hearing:
    """`answer_within`: the term of an answer, "" where nobody has set it; `answer_basis`: by which text.

    `rating_for`: how long after its end a dossier may be rated.
    """

    answer_within: str = ""
    answer_basis: str = ""
    rating_for: str = RATING_FOR


@dataclass(frozen=True, slots=True)
class Board:
    """`least`: what counts fewer is not published. `licence`: the line under the open data. `embedded_by`: the origins
    that may show the small board in a frame of their own; none: nobody.
    """

    least: int = LEAST
    licence: str = ""
    embedded_by: tuple[str, ...] = ()


def read_hearing(table: Table) -> Hearing:
    block = table.table("hearing")
    found = Hearing(
        answer_within=_term(block, "answer_within", ""),
        answer_basis=block.text("answer_basis", ""),
        rating_for=_term(block, "rating_for", RATING_FOR),
    )
    block.finish()
    if found.answer_basis and not found.answer_within:
        raise block.wrong("answer_basis", "có căn cứ mà chưa có thời hạn.", "ghi thêm answer_within.")
    return found


def _term(block: Table, key: str, default: str) -> str:
    text = block.text(key, default)
    try:
        is_usable = not text or not Term.parse(text).has_no_end
    except ValueError:
        is_usable = False
    if not is_usable:
        raise block.wrong(key, f"“{text}” không phải thời hạn.", 'viết như "5wd" hoặc "20d", hoặc bỏ trống.')
    return text


def read_board(table: Table) -> Board:
    block = table.table("board")
    found = Board(
        least=block.number("least", LEAST),
        licence=block.text("licence", ""),
        embedded_by=block.texts("embedded_by", ()),
    )
    block.finish()
    if found.least < FLOOR:
        raise block.wrong("least", f"{found.least} là quá ít để không nhận ra ai.", f"ghi số từ {FLOOR} trở lên.")
    for origin in found.embedded_by:
        if _ORIGIN.fullmatch(origin) is None:
            raise block.wrong("embedded_by", f"“{origin}” không phải địa chỉ trang.", "viết như https://tinh.gov.vn.")
    return found
