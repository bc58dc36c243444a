"""`motcua plugin new`: a package for one agency that passes its own tests at once."""

from __future__ import annotations

import difflib
import json
import os
import re
import unicodedata
from collections.abc import Iterator
from importlib.metadata import distribution
from pathlib import Path
from urllib.parse import unquote, urlsplit

import click

from motcua.catalog import Catalog, build_catalog
from motcua.centers import LEADERSHIP
from motcua.cli.plugin.draft import Draft
from motcua.domain.errors import Refused
from motcua.domain.facts import Facts, Provenance
from motcua.domain.fees import Fee
from motcua.domain.people import OUTSIDE_AGENCIES
from motcua.domain.procedures import Procedure
from motcua.domain.routes import CENTER
from motcua.domain.terms import same_day

AGENCY = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
LONGEST_AGENCY = 40
LONGEST_NAME = 70
UNNAMED = "Cơ quan chuyên môn"
TAKEN = frozenset({CENTER, LEADERSHIP, *OUTSIDE_AGENCIES})


@click.command("new")
@click.argument("agency", metavar="CƠ_QUAN")
@click.option("--procedure", "key", metavar="KHÓA", help="Bắt đầu từ một thủ tục đã có: motcua plugin list --json.")
@click.option("--name", metavar="TÊN", help="Tên cơ quan, ví dụ “Phòng Y tế”.")
@click.option(
    "--into",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(),
    metavar="THƯ_MỤC",
    help="Nơi đặt thư mục của gói [mặc định: thư mục hiện tại].",
)
def command(agency: str, key: str | None, name: str | None, into: Path) -> None:
    """Tạo gói thủ tục mới cho một cơ quan, chạy được ngay.

    CƠ_QUAN là khóa của cơ quan: chữ thường không dấu, số và gạch dưới, ví dụ y_te. Gói nằm trong thư mục cùng tên.
    """
    _check_agency(agency)
    folder = into / agency
    if folder.exists():
        raise Refused(f"Đã có {folder}. Chọn khóa khác, hoặc nơi khác bằng --into.")
    catalog = build_catalog() if key else None
    known = catalog.plugins.by_key.get(agency) if catalog else None
    said = _name(name) if name is not None else known.name if known else UNNAMED
    facts = _row(catalog, key) if catalog and key else example(agency)
    draft = Draft(agency, said, facts, core_source(folder))
    write(draft, folder)
    click.echo(f"Đã tạo gói {draft.project} trong {folder}, với thủ tục {facts.key}.")
    if name is None and known is None:
        click.echo(
            f"Chưa có --name nên tên cơ quan ghi tạm là “{UNNAMED}”: sửa NAME trong {draft.package}/__init__.py."
        )
    click.echo(f"Xem tờ khai: motcua plugin try {folder}")
    click.echo(f"Chạy kiểm thử: cd {folder} && pytest")


def core_source(folder: Path) -> str:
    """Where the core that is running came from, for `uv run` in the new folder: a checkout, a wheel, or a registry."""
    told = distribution("motcua").read_text("direct_url.json")
    place = urlsplit(json.loads(told)["url"]) if told else None
    if place is None or place.scheme != "file":
        return ""
    found, new = Path(unquote(place.path)), folder.resolve()
    path = json.dumps(os.path.relpath(found, new), ensure_ascii=False)
    if not found.is_dir():
        return f"{{ path = {path} }}" if found.is_file() else ""
    return "{ workspace = true }" if new.parent == found / "plugins" else f"{{ path = {path}, editable = true }}"


def write(draft: Draft, folder: Path) -> None:
    """All or nothing: everything is rendered before the folder is made."""
    files = draft.files()
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")


def _check_agency(agency: str) -> None:
    if AGENCY.fullmatch(agency) is None or len(agency) > LONGEST_AGENCY or len(agency) < 2:
        raise Refused(
            f"“{agency}” không dùng làm khóa cơ quan được: 2 đến {LONGEST_AGENCY} chữ thường không dấu, số và gạch "
            "dưới, bắt đầu bằng chữ, ví dụ y_te."
        )
    if agency in TAKEN:
        raise Refused(f"“{agency}” là khóa của hệ thống. Chọn khóa khác cho cơ quan.")


def _name(text: str) -> str:
    said = " ".join(unicodedata.normalize("NFC", text).split())
    if not said or len(said) > LONGEST_NAME or any(mark in said for mark in '"\\{}'):
        raise Refused(f'Tên cơ quan phải có từ 1 đến {LONGEST_NAME} ký tự, không có dấu " hoặc \\.')
    return said


def _row(catalog: Catalog, key: str) -> Facts:
    """The procedure's row as its agency keeps it; one that keeps none is read from what it says in code."""
    for _, procedure in catalog.plugins.call("register_procedures"):
        if procedure.key == key:
            return procedure.facts or _said_in_code(procedure)
    raise Refused(f"Không có thủ tục “{key}” trong các gói đã cài. {_nearest(catalog, key)}")


def _nearest(catalog: Catalog, key: str) -> str:
    near = difflib.get_close_matches(key, catalog.procedures, 3, 0.4)
    if near:
        return f"Gần giống: {', '.join(near)}."
    return "Xem các khóa bằng: motcua plugin list --json."


def _said_in_code(procedure: Procedure) -> Facts:
    term = procedure.term_rule.default
    return Facts(
        key=procedure.key,
        title=procedure.title,
        sector=procedure.sector,
        codes=tuple(code for code in procedure.codes if code.scheme == "national"),
        term=None if term.kind == "unknown" else term,
        fee=next(_whole_fee(procedure.fee_rule), None),
        fee_reference=None,
        result=procedure.result or "",
        legal_basis=procedure.legal_basis,
        provenance=Provenance(name="knowledge", term="none" if term.kind == "unknown" else "knowledge"),
    )


def _whole_fee(fee: Fee) -> Iterator[int]:
    """The amount of a fee that is the same for every dossier."""
    amount = getattr(fee, "amount", None)
    if isinstance(amount, int):
        yield amount


def example(agency: str) -> Facts:
    """A small procedure that every office with registers of its own has: copies from them.

    Nghị định 23/2015/NĐ-CP, Điều 7: the same working day, or the next where it is asked for after 15:00.
    """
    return Facts(
        key=f"ban-sao-so-goc-{agency.replace('_', '-')}",
        title="Cấp bản sao từ sổ gốc",
        sector="Chứng thực",
        codes=(),
        term=same_day(),
        fee=None,
        fee_reference=None,
        result="Bản sao từ sổ gốc",
        legal_basis=("Nghị định 23/2015/NĐ-CP",),
        provenance=Provenance(name="knowledge", term="knowledge", era="2017"),
    )
