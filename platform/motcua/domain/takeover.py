"""A list of dossiers in flight from another software: its columns by the words lists use, its cells read, all mistakes
of a row at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from motcua.domain.calendar import LOCAL
from motcua.domain.identity import tax_code_is_valid
from motcua.domain.parsing import parse_money
from motcua.domain.states import State
from motcua.domain.text import fold

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "old_number": ("so ho so", "ma ho so", "so cu", "ma cu", "so bien nhan", "so tiep nhan"),
    "procedure": ("thu tuc", "ten thu tuc", "ma thu tuc", "thu tuc hanh chinh", "khoa thu tuc"),
    "applicant": ("nguoi nop", "ho va ten", "ten nguoi nop", "nguoi nop ho so", "to chuc ca nhan"),
    "number": ("so giay to", "so cmnd", "so cccd", "so dinh danh", "ma so thue"),
    "phone": ("dien thoai", "so dien thoai"),
    "address": ("dia chi",),
    "received_at": ("ngay nhan", "ngay tiep nhan", "tiep nhan luc", "ngay gio tiep nhan"),
    "due_at": ("hen tra", "ngay hen tra", "han tra", "ngay hen tra ket qua"),
    "agency": ("co quan", "co quan dang giu", "co quan dang xu ly", "don vi dang xu ly"),
    "desk": ("vi tri", "vi tri xu ly", "vi tri dang xu ly"),
    "step": ("buoc", "buoc dang xu ly", "buoc hien tai"),
    "state": ("trang thai", "tinh trang"),
    "result_number": ("so ket qua", "so van ban ket qua"),
    "fee": ("phi con phai thu", "con phai thu", "le phi con phai thu"),
    "note": ("ghi chu", "ly do"),
}
NEEDED = ("old_number", "procedure", "applicant", "received_at", "state")
STATES: Mapping[str, State] = {
    "da tiep nhan": State.ACCEPTED,
    "tiep nhan": State.ACCEPTED,
    "dang chuyen": State.IN_TRANSIT,
    "da chuyen": State.IN_TRANSIT,
    "dang xu ly": State.PROCESSING,
    "dang giai quyet": State.PROCESSING,
    "cho bo sung": State.SUPPLEMENT,
    "cho bo sung ho so": State.SUPPLEMENT,
    "tam dung": State.SUSPENDED,
    "da ky": State.SIGNED,
    "da ky cho vao so": State.SIGNED,
    "cho tra ket qua": State.READY,
    "cho tra": State.READY,
    "da co ket qua": State.READY,
}
STATES_OFFERED = "Đã tiếp nhận, Đang chuyển, Đang xử lý, Chờ bổ sung, Tạm dừng, Đã ký, Chờ trả kết quả"
AT_A_STEP = frozenset({State.IN_TRANSIT, State.PROCESSING, State.SUPPLEMENT, State.SUSPENDED})
LONGEST_NUMBER = 60
LOOKED_AT = 15
_WORD = re.compile(r"[^0-9a-z]+")
_WHEN = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:\s+(\d{1,2})[:h](\d{2})(?::\d{2})?)?")


@dataclass(frozen=True, slots=True)
class OldDossier:
    """One row as read. `problems` are sentences; with any of them the rest may be missing.

    `due_has_hour`: the list gave the hour too; a day alone means until the office closes.
    """

    line: int
    old_number: str
    cells: Mapping[str, str]
    state: State | None
    received_at: datetime | None
    due_at: datetime | None
    due_has_hour: bool
    fee: int | None
    problems: tuple[str, ...]

    def get(self, column: str) -> str:
        return self.cells.get(column, "")


def words_of(text: str) -> str:
    return " ".join(_WORD.sub(" ", fold(text)).split())


def read_old_dossiers(texts: Sequence[Sequence[str]]) -> tuple[OldDossier, ...] | None:
    """Every row under the heading; None where no row is a heading with all that is needed."""
    for at, cells in enumerate(texts[:LOOKED_AT]):
        columns = dict(_columns(cells))
        if set(NEEDED) <= set(columns.values()):
            return tuple(_rows(texts[at + 1 :], columns, at + 2))
    return None


def _columns(cells: Sequence[str]) -> Iterator[tuple[int, str]]:
    taken: set[str] = set()
    for place, text in enumerate(cells):
        name = next((key for key, known in COLUMNS.items() if words_of(text) in known), None)
        if name is not None and name not in taken:
            taken.add(name)
            yield place, name


def _rows(texts: Iterable[Sequence[str]], columns: Mapping[int, str], first: int) -> Iterator[OldDossier]:
    seen: dict[str, int] = {}
    for line, cells in enumerate(texts, first):
        found = {name: " ".join(cells[place].split()) for place, name in columns.items() if place < len(cells)}
        if not any(found.values()):
            continue
        read = _read(line, found)
        key = read.old_number.upper()
        if key and key in seen:
            twice = f"số hồ sơ “{read.old_number}” đã có ở dòng {seen[key]}"
            read = OldDossier(line, read.old_number, found, None, None, None, False, None, (twice,))
        seen.setdefault(key, line)
        yield read


def _read(line: int, cells: Mapping[str, str]) -> OldDossier:
    problems = [f"thiếu {_NAMES[key]}" for key in NEEDED if not cells.get(key)]
    number = cells.get("old_number", "")
    if len(number) > LONGEST_NUMBER:
        problems.append("số hồ sơ quá dài")
    state = STATES.get(words_of(cells.get("state", "")))
    if cells.get("state") and state is None:
        problems.append(f"không hiểu trạng thái “{cells['state']}” (dùng: {STATES_OFFERED})")
    received_at, _ = _when(cells.get("received_at", ""), "ngày tiếp nhận", problems)
    due_at, has_hour = _when(cells.get("due_at", ""), "ngày hẹn trả", problems)
    if received_at is not None and due_at is not None and due_at.date() < received_at.date():
        problems.append("ngày hẹn trả trước ngày tiếp nhận")
    fee = 0
    if cells.get("fee"):
        amount = parse_money(cells["fee"])
        if amount is None or amount < 0:
            problems.append(f"không hiểu số tiền “{cells['fee']}”")
        else:
            fee = amount
    if state is State.READY and not cells.get("result_number"):
        problems.append("hồ sơ chờ trả kết quả phải có số kết quả")
    if state in (State.SUSPENDED, State.SUPPLEMENT) and not cells.get("note"):
        problems.append("hồ sơ tạm dừng hoặc chờ bổ sung phải có lý do ở cột Ghi chú")
    return OldDossier(line, number, cells, state, received_at, due_at, has_hour, fee, tuple(problems))


_NAMES = {
    "old_number": "số hồ sơ",
    "procedure": "thủ tục",
    "applicant": "người nộp",
    "received_at": "ngày tiếp nhận",
    "state": "trạng thái",
}


def _when(text: str, says: str, problems: list[str]) -> tuple[datetime | None, bool]:
    """`6/11/2017` or `6/11/2017 08:30`; whether the hour was given."""
    if not text:
        return None, False
    match = _WHEN.fullmatch(text)
    try:
        if match is None:
            raise ValueError(text)
        day, month, year, hour, minute = (int(part) if part else 0 for part in match.groups())
        return datetime(year, month, day, hour, minute, tzinfo=LOCAL), match.group(4) is not None
    except ValueError:
        problems.append(f"không hiểu {says} “{text}” (viết như 6/11/2017 08:30)")
        return None, False


_ID_KINDS = {9: "cmnd", 12: "cccd", 8: "passport"}


def applicant_answers(row: OldDossier) -> dict[str, str]:
    """The platform's own questions, as far as the list answers them: a tax code stands for an organisation."""
    number = "".join(row.get("number").split())
    is_organisation = len(number) in (10, 13, 14) and tax_code_is_valid(number)
    name, kind = ("organisation", "organisation") if is_organisation else ("name", "person")
    answers = {"applicant.kind": kind, f"applicant.{name}": row.get("applicant")}
    if number:
        answers["applicant.tax_code" if is_organisation else "applicant.id_number"] = number
    if number and not is_organisation:
        answers["applicant.id_kind"] = _ID_KINDS.get(len(number), "other")
    answers |= {f"applicant.{key}": row.get(key) for key in ("address", "phone") if row.get(key)}
    return answers
