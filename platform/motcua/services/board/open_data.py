"""The open data of the public board: CSV and JSON under keys that stay, each column described, with its licence line.

`FORMAT` names the shape of the JSON; it changes only when a column is taken away or means something else.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from motcua.centers import here
from motcua.domain.calendar import local, printed
from motcua.domain.errors import NotHere
from motcua.domain.procedures import ProcedureVersion
from motcua.services.board.shown import PublicBoard, public_board
from motcua.services.catalogue import offered
from motcua.services.dossiers.naming import agency_name
from motcua.services.office import Office

FORMAT = "motcua.cong-khai/2"
NO_LICENCE = "Chưa ghi điều kiện sử dụng; liên hệ Trung tâm."
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
Cells = Sequence[Any]


@dataclass(frozen=True, slots=True)
class Dataset:
    """`columns`: key and what it means, in the order of the CSV."""

    key: str
    title: str
    columns: tuple[tuple[str, str], ...]
    read: Callable[[PublicBoard, Sequence[ProcedureVersion]], Iterable[Cells]]


def _months(board: PublicBoard, _: Sequence[ProcedureVersion]) -> Iterable[Cells]:
    for line in board.months:
        counts = (line.received, line.done, line.with_term, line.in_time, line.percent, line.apologised)
        yield (f"{line.month:%Y-%m}", line.agency or "*", line.name, *counts)


def _standing(board: PublicBoard, _: Sequence[ProcedureVersion]) -> Iterable[Cells]:
    on = board.standing_on.isoformat() if board.standing_on is not None else ""
    for line in board.standing:
        yield (on, line.agency or "*", line.name, line.open, line.late, line.apologised)


def _people(board: PublicBoard, _: Sequence[ProcedureVersion]) -> Iterable[Cells]:
    for person in board.people:
        yield (person.name, person.title, person.phone, person.agency)


def _heard(board: PublicBoard, _: Sequence[ProcedureVersion]) -> Iterable[Cells]:
    for line in board.heard:
        yield (f"{line.month:%Y-%m}", line.received, line.answered, line.in_time)


def _procedures(_: PublicBoard, versions: Sequence[ProcedureVersion]) -> Iterable[Cells]:
    for version in versions:
        yield (version.key, version.title, version.agency, agency_name(here(), version.agency), version.sector,
               version.term.says)  # fmt: skip


_AGENCY = (("co-quan", "Khóa của cơ quan giải quyết; * là toàn Trung tâm"), ("ten-co-quan", "Tên cơ quan"))
DATASETS: Mapping[str, Dataset] = {
    each.key: each
    for each in (
        Dataset(
            "ket-qua-thang",
            "Kết quả giải quyết theo tháng và cơ quan",
            (
                ("thang", "Tháng, năm-tháng, từ ngày 01 đến hết tháng; chỉ các tháng đã kết thúc"),
                *_AGENCY,
                ("tiep-nhan", "Số hồ sơ tiếp nhận trong tháng"),
                (
                    "da-tra",
                    "Số hồ sơ đã giải quyết: kết quả đã về đến Trung tâm trong tháng, dù người nộp đã nhận hay chưa "
                    "(ở dạng motcua.cong-khai/1: số hồ sơ đã trả cho người nộp trong tháng)",
                ),
                ("co-thoi-han", "Trong số đã giải quyết: có thời hạn giải quyết"),
                (
                    "dung-han",
                    "Trong số có thời hạn: có kết quả trước hạn hoặc đúng hạn; kịp ngày hẹn lại sau khi xin lỗi không "
                    "tính là đúng hạn",
                ),
                ("ty-le-dung-han", "Tỷ lệ đúng hạn trên số có thời hạn, phần trăm, một chữ số thập phân"),
                ("xin-loi", "Số lần xin lỗi, hẹn lại ngày trả trong tháng"),
            ),
            _months,
        ),
        Dataset(
            "dang-giai-quyet",
            "Hồ sơ đang giải quyết và quá hạn",
            (
                ("ngay", "Ngày; số liệu đầu ngày"),
                *_AGENCY,
                (
                    "dang-giai-quyet",
                    "Số hồ sơ đã tiếp nhận, chưa có kết quả tại Trung tâm, chưa rút, dừng hoặc hủy; kể cả hồ sơ chờ "
                    "người nộp bổ sung và hồ sơ tạm dừng",
                ),
                (
                    "qua-han",
                    "Trong số đang giải quyết: quá hạn đã hứa, dù có xin lỗi, hẹn lại; không kể lúc chờ người nộp bổ "
                    "sung",
                ),
                (
                    "xin-loi",
                    "Trong số quá hạn: đã xin lỗi, hẹn lại và chưa qua ngày hẹn mới (ở dạng motcua.cong-khai/1: trong "
                    "số đang giải quyết)",
                ),
            ),
            _standing,
        ),
        Dataset(
            "can-bo",
            "Cán bộ làm việc tại Trung tâm",
            (
                ("ho-ten", "Họ và tên"),
                ("chuc-danh", "Chức danh"),
                ("dien-thoai", "Số điện thoại; trống là chưa có"),
                ("ten-co-quan", "Cơ quan; trống là biên chế của Trung tâm"),
            ),
            _people,
        ),
        Dataset(
            "phan-anh",
            "Phản ánh, kiến nghị theo tháng",
            (
                ("thang", "Tháng gửi đến, năm-tháng"),
                ("tiep-nhan", "Số phản ánh, kiến nghị nhận được"),
                ("da-tra-loi", "Số đã trả lời"),
                ("dung-han", "Trong đó trả lời đúng hạn"),
            ),
            _heard,
        ),
        Dataset(
            "thu-tuc",
            "Thủ tục hành chính tiếp nhận tại Trung tâm",
            (
                ("khoa", "Khóa của thủ tục"),
                ("ten-thu-tuc", "Tên thủ tục"),
                *_AGENCY,
                ("linh-vuc", "Lĩnh vực"),
                ("thoi-han", "Thời hạn giải quyết, bằng chữ"),
            ),
            _procedures,
        ),
    )
}


@dataclass(frozen=True, slots=True)
class OpenFile:
    content: bytes
    media_type: str
    name: str


def licence() -> str:
    return here().board.licence or NO_LICENCE


async def open_file(office: Office, name: str, at: datetime) -> OpenFile:
    """`ket-qua-thang.csv`, `ket-qua-thang.json`, …; NotHere for what is none of them."""
    key, _, ending = name.rpartition(".")
    if key not in DATASETS or ending not in ("csv", "json"):
        raise NotHere
    dataset = DATASETS[key]
    board = await public_board(at)
    versions = await offered(office, local(at).date()) if key == "thu-tuc" else ()
    rows = [tuple(row) for row in dataset.read(board, versions)]
    full_name = f"{here().key}-{name}"
    if ending == "csv":
        return OpenFile(_csv(dataset, rows), "text/csv; charset=utf-8", full_name)
    return OpenFile(_json(dataset, rows, board, at), "application/json", full_name)


def _csv(dataset: Dataset, rows: Iterable[Cells]) -> bytes:
    """With a byte order mark, for spreadsheets; what is withheld is an empty cell."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([key for key, _ in dataset.columns])
    writer.writerows([_cell(value) for value in row] for row in rows)
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def _cell(value: Any) -> Any:
    """A name that a spreadsheet would run as a formula is text."""
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return "" if value is None else value


def _json(dataset: Dataset, rows: Iterable[Cells], board: PublicBoard, at: datetime) -> bytes:
    """What is withheld is null."""
    keys = [key for key, _ in dataset.columns]
    center = here()
    said = {
        "format": FORMAT,
        "dataset": dataset.key,
        "title": dataset.title,
        "center": {"key": center.key, "name": center.name_on(local(at).date()), "unit_code": center.unit_code},
        "licence": licence(),
        "made_at": printed(at),
        "least": board.least,
        "is_whole": board.is_whole,
        "columns": [{"key": key, "says": says} for key, says in dataset.columns],
        "rows": [dict(zip(keys, row, strict=True)) for row in rows],
    }
    return json.dumps(said, ensure_ascii=False, indent=1).encode()
