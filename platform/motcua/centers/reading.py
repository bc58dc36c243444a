"""Reading `tenants/`: the province, its years of holidays, and every folder that has a center.toml."""

from __future__ import annotations

import re
from pathlib import Path

from motcua.centers.calendars import read_calendar, read_years
from motcua.centers.center import (
    KEY,
    KINDS,
    LEADERSHIP,
    Agency,
    Center,
    Centers,
    Commune,
    FeeReceipts,
    Province,
    UnitName,
)
from motcua.centers.decisions import read_overrides, read_publication
from motcua.centers.hall import read_hall
from motcua.centers.hearing import read_board, read_hearing
from motcua.centers.messages import read_messages, read_not_told
from motcua.centers.payments import read_bank_accounts
from motcua.centers.province import PROVINCE_KEY
from motcua.centers.regimes import read_regimes, read_sector_rules
from motcua.centers.reporting import read_report_rules
from motcua.centers.signposts import read_signposts
from motcua.centers.staff import read_staff
from motcua.centers.tables import Table
from motcua.centers.training import read_training
from motcua.domain.calendar import CalendarYear
from motcua.domain.errors import DataError
from motcua.domain.identity import tax_code_is_valid
from motcua.domain.people import OUTSIDE_AGENCIES
from motcua.domain.regimes import REGIMES
from motcua.domain.terms import Term

_AGENCY_KEY = re.compile(r"[a-z][a-z0-9_]{1,40}")
_AGENCY_KINDS = {"specialised": "phòng chuyên môn", "branch": "đơn vị thuộc sở", "vertical": "ngành dọc"}
#: `000.00.NN.H05` of QCVN 102:2016/BTTTT; two letters stand for a sub-code that is not known yet.
_UNIT_CODE = re.compile(r"[0-9]{3}\.[0-9]{2}\.([0-9]{2}|[A-Z]{2})\.H[0-9]{2}")
_COMMUNE_CODE = re.compile(r"[0-9]{5}")
_PROVINCE_KINDS = {"province": "tỉnh", "city": "thành phố trực thuộc trung ương"}
_PROVINCE_CODE = re.compile(r"H[0-9]{2}")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_PHONE = re.compile(r"0[0-9 .]{8,13}")


def read_centers(folder: Path) -> Centers:
    """Every center found under the folder of tenants. A folder is a center when it holds a center.toml."""
    if not folder.is_dir():
        raise DataError(str(folder), "thư mục", "không tìm thấy thư mục dữ liệu.", "kiểm tra đường dẫn tenants.")
    province = _read_province(folder / "province.toml")
    years = read_years(folder / "calendar")
    found: dict[str, Center] = {}
    for path in sorted(folder.glob("*/center.toml")):
        center = _read_center(path, province, years)
        # Two centers with one code would give two dossiers one number.
        if twin := next((each for each in found.values() if each.unit_code == center.unit_code), None):
            raise DataError(
                str(path),
                "unit_code",
                f"“{center.unit_code}” đã là mã của {twin.key}.",
                "mỗi trung tâm một mã; chưa biết mã thì dùng hai chữ cái riêng.",
            )
        found[center.key] = center
    return Centers(province, found)


def read_center(folder: Path) -> Center:
    """One center by its folder, with the province and the calendar beside it."""
    province = _read_province(folder.parent / "province.toml")
    return _read_center(folder / "center.toml", province, read_years(folder.parent / "calendar"))


def _read_province(path: Path) -> Province:
    table = Table.read(path)
    province = Province(
        name=table.text("name"),
        short_name=table.text("short_name"),
        kind=table.one_of("kind", _PROVINCE_KINDS),
        code=_matching(table, "code", _PROVINCE_CODE, "viết như H05."),
        statistics_code=table.text("statistics_code"),
        unconfirmed=table.table("unconfirmed").all_texts(),
        outside=_read_outside(table),
        overrides=read_overrides(table),
        regimes=read_regimes(table, REGIMES),
        sector_rules=read_sector_rules(table),
        signposts=read_signposts(path.parent),
        reports=read_report_rules(table),
    )
    table.finish()
    return province


def _read_center(path: Path, province: Province, years: tuple[CalendarYear, ...]) -> Center:
    table = Table.read(path)
    key = _matching(table, "key", KEY, "dùng 2 đến 31 chữ thường không dấu, số và gạch nối, bắt đầu bằng chữ.")
    if key == PROVINCE_KEY:
        raise table.wrong("key", f"“{key}” dành cho trang điều hành của tỉnh.", "chọn khóa khác.")
    if key != path.parent.name:
        raise table.wrong("key", f"“{key}” không khớp tên thư mục {path.parent.name}.", "đặt hai tên giống nhau.")
    agencies = _read_agencies(table)
    plugins = _read_plugins(table, agencies)
    center = Center(
        key=key,
        short_name=table.text("short_name"),
        kind=table.one_of("kind", KINDS),
        province=province,
        unit_code=_read_unit_code(table, province),
        names=_read_names(table),
        calendar=read_calendar(table, years),
        ordinal=_read_ordinal(table),
        decision=table.text("decision", ""),
        address=table.text("address", ""),
        phone=_matching(table, "phone", _PHONE, "viết như 0222 3863 000, hoặc để trống.", may_be_empty=True),
        email=_matching(table, "email", _EMAIL, "viết đủ tên@miền, hoặc để trống.", may_be_empty=True),
        mail_from=_matching(table, "mail_from", _EMAIL, "viết đủ tên@miền, hoặc để trống.", may_be_empty=True),
        messages=read_messages(path.parent / "messages"),
        not_told=read_not_told(table),
        agencies=agencies,
        plugins=plugins,
        hall=read_hall(table, {each.key: each.name for each in agencies.values()}, plugins),
        communes=_read_communes(table),
        staff=read_staff(path.parent / "staff.csv", agencies),
        unconfirmed=table.table("unconfirmed").all_texts(),
        emblem=_read_emblem(table, path.parent),
        outside=_read_outside(table),
        regimes=read_regimes(table, province.regimes),
        sector_rules=read_sector_rules(table) + province.sector_rules,
        supplement_for=_read_days(table, "supplement_for"),
        completion_for=_read_days(table, "completion_for"),
        online=table.texts("online", ()),
        answer_online_within=_read_answer_within(table),
        publication=read_publication(table),
        hearing=read_hearing(table),
        board=read_board(table),
        fee_receipts=_read_fee_receipts(table),
        bank_accounts=read_bank_accounts(table),
        pays_before_hand_back=table.has("pays_before_hand_back") and table.yes_no("pays_before_hand_back"),
        training=read_training(table),
        reports=read_report_rules(table, province.reports),
        sealed_as=_matching(table, "sealed_as", KEY, "bỏ dòng này, hoặc ghi mã trung tâm gốc.", may_be_empty=True),
    )
    table.finish()
    return center


def _matching(table: Table, key: str, pattern: re.Pattern[str], remedy: str, *, may_be_empty: bool = False) -> str:
    value = table.text(key, "" if may_be_empty else None)
    if pattern.fullmatch(value) is None and not (may_be_empty and value == ""):
        raise table.wrong(key, f"“{value}” không đúng dạng.", remedy)
    return value


def _read_outside(table: Table) -> dict[str, str]:
    """What the bodies are called to which dossiers go that leave the center: `province`, `commune`."""
    named = table.table("outside").all_texts()
    for key in named:
        if key not in OUTSIDE_AGENCIES:
            raise table.wrong("outside", f"không có cơ quan “{key}”.", "chỉ ghi tên cho province và commune.")
    return named


def _read_unit_code(table: Table, province: Province) -> str:
    code = _matching(table, "unit_code", _UNIT_CODE, "viết như 000.00.NN.H05.")
    if not code.endswith(f".{province.code}"):
        raise table.wrong(
            "unit_code", f"“{code}” không thuộc tỉnh {province.code}.", f"kết thúc bằng .{province.code}."
        )
    return code


def _read_ordinal(table: Table) -> int | None:
    if not table.has("ordinal"):
        return None
    ordinal = table.number("ordinal")
    if ordinal < 1:
        raise table.wrong("ordinal", "số thứ tự bắt đầu từ 1.", "sửa số, hoặc bỏ dòng này nếu chưa biết.")
    return ordinal


def _read_names(table: Table) -> tuple[UnitName, ...]:
    names = []
    for block in table.tables("name"):
        names.append(
            UnitName(block.day("valid_from"), block.text("name"), block.text("parent"), block.text("head_title"))
        )
        block.finish()
    if not names:
        raise table.wrong(
            "name", "chưa có tên đơn vị.", "thêm một khối [[name]] với valid_from, name, parent, head_title."
        )
    if len({name.valid_from for name in names}) != len(names):
        raise table.wrong("name", "hai tên cùng có hiệu lực từ một ngày.", "sửa valid_from.")
    return tuple(sorted(names, key=lambda name: name.valid_from))


def _read_fee_receipts(table: Table) -> tuple[FeeReceipts, ...]:
    found = []
    for block in table.tables("fee_receipt"):
        texts = {key: block.text(key, "") for key in ("unit", "tax_code", "form", "symbol")}
        if texts["tax_code"] and not tax_code_is_valid(texts["tax_code"]):
            raise block.wrong("tax_code", f"“{texts['tax_code']}” không phải mã số thuế.", "sửa mã, hoặc để trống.")
        found.append(FeeReceipts(block.day("valid_from"), **texts))
        block.finish()
    if len({each.valid_from for each in found}) != len(found):
        raise table.wrong("fee_receipt", "hai mẫu biên lai cùng có hiệu lực từ một ngày.", "sửa valid_from.")
    return tuple(sorted(found, key=lambda each: each.valid_from))


def _read_agencies(table: Table) -> dict[str, Agency]:
    agencies: dict[str, Agency] = {}
    for block in table.tables("agency"):
        key = _matching(block, "key", _AGENCY_KEY, "dùng chữ thường không dấu, số và gạch dưới: tu_phap.")
        if key in agencies or key == LEADERSHIP:
            raise block.wrong("key", f"khóa “{key}” đã dùng.", "mỗi cơ quan một khóa; “ubnd” dành cho lãnh đạo UBND.")
        agencies[key] = Agency(key, block.text("name"), block.one_of("kind", _AGENCY_KINDS))
        block.finish()
    if not agencies:
        raise table.wrong("agency", "chưa có cơ quan nào.", "thêm ít nhất một khối [[agency]].")
    return agencies


def _read_plugins(table: Table, agencies: dict[str, Agency]) -> frozenset[str]:
    plugins = table.texts("plugins")
    for plugin in plugins:
        if plugin not in agencies:
            raise table.wrong("plugins", f"không có cơ quan “{plugin}”.", "dùng khóa đã khai trong [[agency]].")
    if len(set(plugins)) != len(plugins):
        raise table.wrong("plugins", "có khóa lặp lại.", "mỗi khóa ghi một lần.")
    return frozenset(plugins)


def _read_communes(table: Table) -> tuple[Commune, ...]:
    communes: dict[str, Commune] = {}
    for block in table.tables("commune"):
        code = _matching(block, "code", _COMMUNE_CODE, "mã gồm 5 chữ số trong ngoặc kép, như “09247”.")
        if code in communes:
            raise block.wrong("code", f"mã “{code}” bị lặp.", "mỗi xã, phường, thị trấn khai một lần.")
        communes[code] = Commune(code, block.text("name"))
        block.finish()
    return tuple(communes.values())


def _read_days(table: Table, key: str) -> str:
    """`30d`, `10wd`, or nothing."""
    text = table.text(key, "")
    try:
        is_usable = not text or Term.parse(text).kind in ("wd", "d")
    except ValueError:
        is_usable = False
    if not is_usable:
        raise table.wrong(key, f"“{text}” không phải số ngày.", 'viết như "30d" hoặc "10wd", hoặc bỏ trống.')
    return text


def _read_answer_within(table: Table) -> str:
    text = table.text("answer_online_within", "8h")
    try:
        is_usable = Term.parse(text).kind in ("wd", "h")
    except ValueError:
        is_usable = False
    if not is_usable:
        raise table.wrong("answer_online_within", f"“{text}” không phải giờ làm việc.", 'viết như "8h" hoặc "1wd".')
    return text


def _read_emblem(table: Table, folder: Path) -> str:
    name = table.text("emblem", "")
    if name and (Path(name).name != name or not (folder / name).is_file()):
        raise table.wrong("emblem", f"không tìm thấy tệp “{name}”.", "đặt tệp cạnh center.toml, chỉ ghi tên tệp.")
    return name
