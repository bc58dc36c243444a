"""An official list of procedures held against those of a center: what matches, what differs, what is missing.

A row is found by its code, else by its title without diacritics. Only term, fee, online level and code can be taken
over by decision; what else differs is for the agency's plugin.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from motcua.domain.effective import with_amount
from motcua.domain.overrides import ONLINE_LEVELS, Fact, says_of
from motcua.domain.parsing import parse_money
from motcua.domain.procedures import ProcedureVersion
from motcua.domain.terms import Term
from motcua.domain.text import fold, normalise

# What the columns are called in the lists that provinces publish, without diacritics.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "code": ("ma", "ma so", "ma thu tuc", "ma tthc", "ma so tthc"),
    "title": ("ten", "ten thu tuc", "ten thu tuc hanh chinh", "ten tthc", "thu tuc", "thu tuc hanh chinh"),
    "agency": ("co quan", "co quan thuc hien", "co quan giai quyet", "don vi"),
    "sector": ("linh vuc",),
    "term": ("thoi han", "thoi han giai quyet", "thoi gian giai quyet"),
    "fee": ("phi", "le phi", "phi le phi", "muc thu", "phi le phi dong"),
    "level": ("muc do", "muc do dvc", "muc do truc tuyen", "dich vu cong muc do"),
    "basis": ("can cu", "can cu phap ly", "van ban quy dinh"),
}
LOOKED_AT = 15
_NUMBER = re.compile(r"([0-9]+(?:[.,][0-9]+)?) ?(ngày làm việc|giờ làm việc|ngày|giờ)")
_WORD = re.compile(r"[^0-9a-z]+")


@dataclass(frozen=True, slots=True)
class ListRow:
    """One line of the list; `number` as the file counts. A fact whose column is missing or empty is ""."""

    number: int
    cells: Mapping[str, str]

    def get(self, column: str) -> str:
        return self.cells.get(column, "")


@dataclass(frozen=True, slots=True)
class ListDifference:
    """One fact that the list says otherwise. `fact` and `value` where a decision can take it over."""

    name: str
    here: str
    listed: str
    fact: Fact | None = None
    value: str = ""
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    row: ListRow
    version: ProcedureVersion
    by: str
    differences: tuple[ListDifference, ...]


@dataclass(frozen=True, slots=True)
class ListReport:
    """`unknown` are rows without a procedure, each with the reason; `missing` are procedures without a row."""

    matches: tuple[Match, ...]
    unknown: tuple[tuple[ListRow, str], ...]
    missing: tuple[ProcedureVersion, ...]


def read_rows(texts: Sequence[Sequence[str]]) -> tuple[ListRow, ...] | None:
    """The lines under the heading, which is the first with a column for the title; None: there is none."""
    for at, cells in enumerate(texts[:LOOKED_AT]):
        columns = dict(_columns(cells))
        if "title" in columns.values():
            return tuple(_rows(texts[at + 1 :], columns, at + 2))
    return None


def _columns(cells: Sequence[str]) -> Iterator[tuple[int, str]]:
    taken = set()
    for place, text in enumerate(cells):
        words = " ".join(_WORD.sub(" ", fold(text)).split())
        name = next((name for name, known in COLUMNS.items() if words in known and name not in taken), None)
        if name is not None:
            taken.add(name)
            yield place, name


def _rows(texts: Iterable[Sequence[str]], columns: Mapping[int, str], first: int) -> Iterator[ListRow]:
    for number, cells in enumerate(texts, first):
        found = {name: cells[place].strip() for place, name in columns.items() if place < len(cells)}
        if found.get("title") or found.get("code"):
            yield ListRow(number, found)


def matched(rows: Iterable[ListRow], versions: Sequence[ProcedureVersion], agencies: Mapping[str, str]) -> ListReport:
    """`versions` as they hold at the center, `agencies` by key what they are called."""
    by_code = {code.code: version for version in versions for code in version.codes}
    by_title: dict[str, list[ProcedureVersion]] = {}
    for version in versions:
        by_title.setdefault(_folded(version.title), []).append(version)
    matches: list[Match] = []
    unknown: list[tuple[ListRow, str]] = []
    seen: dict[str, int] = {}
    for row in rows:
        found, by = by_code.get(row.get("code")), "mã"
        if found is None:
            same = by_title.get(_folded(row.get("title")), [])
            found, by = (same[0], "tên") if len(same) == 1 else (None, "")
        if found is None:
            unknown.append((row, "không có thủ tục nào cùng mã hoặc cùng tên"))
        elif found.key in seen:
            unknown.append((row, f"trùng thủ tục với dòng {seen[found.key]}"))
        else:
            seen[found.key] = row.number
            matches.append(Match(row, found, by, tuple(_differences(row, found, agencies))))
    return ListReport(tuple(matches), tuple(unknown), tuple(v for v in versions if v.key not in seen))


def _folded(title: str) -> str:
    return " ".join(_WORD.sub(" ", fold(title)).split())


def _differences(row: ListRow, version: ProcedureVersion, agencies: Mapping[str, str]) -> Iterator[ListDifference]:
    code, title = row.get("code"), row.get("title")
    if code and code not in {each.code for each in version.codes}:
        yield ListDifference("Mã thủ tục", ", ".join(each.code for each in version.codes), code, Fact.CODE, code)
    if title and _folded(title) != _folded(version.title):
        yield _for_the_plugin("Tên thủ tục", version.title, title)
    if row.get("sector") and _folded(row.get("sector")) != _folded(version.sector):
        yield _for_the_plugin("Lĩnh vực", version.sector, row.get("sector"))
    name = agencies.get(version.agency, version.agency)
    if row.get("agency") and _folded(row.get("agency")) != _folded(name):
        yield _for_the_plugin("Cơ quan", name, row.get("agency"))
    yield from _term(row.get("term"), version)
    yield from _fee(row.get("fee"), version)
    level = "".join(letter for letter in row.get("level") if letter.isdigit())
    if level in ONLINE_LEVELS and level != version.online_level:
        here = f"mức độ {version.online_level}" if version.online_level else "chưa xác nhận"
        yield ListDifference("Mức độ trực tuyến", here, f"mức độ {level}", Fact.ONLINE_LEVEL, level)
    basis = row.get("basis")
    if basis and not all(_folded(each) in _folded("; ".join(version.legal_basis)) for each in basis.split(";")):
        yield _for_the_plugin("Căn cứ pháp lý", "; ".join(version.legal_basis), basis)


def _for_the_plugin(name: str, here: str, listed: str) -> ListDifference:
    return ListDifference(name, here, listed, why_not="phải sửa trong phần mềm của cơ quan")


def _term(text: str, version: ProcedureVersion) -> Iterator[ListDifference]:
    if not text:
        return
    term, here = term_of(text), version.term.default
    if term is None:
        yield ListDifference("Thời hạn", here.says, text, why_not="không đọc được thành một thời hạn")
    elif term != here:
        yield ListDifference("Thời hạn", here.says, term.says, Fact.TERM, str(term))


def term_of(text: str) -> Term | None:
    """`3 ngày làm việc`, `15 ngày`, `4 giờ`, `trong ngày`; None where it says more than one term."""
    words = " ".join(normalise(text).casefold().split())
    if words.strip(" .") in ("trong ngày", "ngay trong ngày", "trong ngày làm việc"):
        return Term("same_day")
    found = _NUMBER.findall(words)
    if len(found) != 1:
        return None
    amount, unit = found[0]
    kinds = {"ngày làm việc": "wd", "ngày": "d", "giờ": "h", "giờ làm việc": "h"}
    try:
        return Term.parse(f"{amount.replace(',', '.')}{kinds[unit]}")
    except ValueError:
        return None


def _fee(text: str, version: ProcedureVersion) -> Iterator[ListDifference]:
    if not text:
        return
    here = version.fee.says
    amount = 0 if fold(text).strip(" .") in ("khong", "khong thu", "mien phi") else parse_money(text)
    if amount is None or amount < 0:
        yield ListDifference("Phí, lệ phí", here, text, why_not="không đọc được thành một số tiền")
        return
    after = with_amount(version.fee, amount)
    if after is None:
        yield ListDifference("Phí, lệ phí", here, text, why_not="mức thu là quy tắc nhiều mức của phần mềm")
    elif after.says != here:
        yield ListDifference("Phí, lệ phí", here, says_of(Fact.FEE, str(amount)), Fact.FEE, str(amount))
