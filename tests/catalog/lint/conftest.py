"""A whole plugin on disk, with a mistake planted where the test says so."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import Distribution, EntryPoint
from pathlib import Path
from typing import Any

import pytest

from motcua.catalog.lint.inspection import Inspected, inspect

#: What the tests write to disk and import; a later test writes another.
MADE = frozenset({"motcua_tho", "made_other", "made_bad"})
FACTS = """\
[cap-giay-phep]
title = "Cấp giấy phép hoạt động"
sector = "Văn hóa"
codes = ["1.000001"]
term = "5wd"
fee = 50000
result = "Giấy phép"
legal_basis = ["Nghị định 1/2017/NĐ-CP"]
era = "2017"
name_confidence = "verified"
term_confidence = "verified"
sources = ["Quyết định 1"]
note = ""
"""
GOOD = '''\
"""Cấp giấy phép hoạt động."""

from importlib.resources import files

from motcua.api import Procedure, TermRule, read_facts
from motcua.api.fees import fixed
from motcua.api.forms import Check, Choice, Date, Form, Integer, Paper, Part, Rows, Section, Text, YesNo, filed_on
from motcua.api.letters import Letter
from motcua.api.routes import Desk, Route, Step, otherwise, when, working_days

FACTS = read_facts(files(__package__) / "facts.toml")


class Room(Part):
    """Một phòng."""

    area = Integer("Diện tích phòng", least=20, most=500, unit="m²")
    use = Choice("Phòng dùng để", {"sing": "Hát", "store": "Chứa đồ"})
    door = Text("Loại cửa").shown_if(use.is_("sing"))


class LicenceForm(Form):
    """Đơn đề nghị cấp giấy phép."""

    request = Section("Nội dung đề nghị")
    kind = Choice("Trường hợp cấp phép", {"new": "Cấp mới", "again": "Cấp lại"})
    reason = Text("Lý do cấp lại").shown_if(kind.is_("again"))
    is_lost = YesNo("Giấy phép bị mất").shown_if(kind.is_("again"))
    floors = Integer("Số tầng", least=1, most=9)
    built = Date("Ngày xây dựng xong", not_future=True)
    more = Section("Về việc cấp lại").shown_if(kind.is_("again"))
    number = Text("Số giấy phép đã cấp")
    room = Rows(Room, "Phòng", least=1, most=5)

    papers = Section("Thành phần hồ sơ")
    form = Paper("Đơn đề nghị", originals=1)
    old = Paper("Giấy phép đã cấp", originals=1).shown_if(is_lost.is_(False))

    low = Check("Nhà từ 8 tầng trở lên do tỉnh cấp.", floors < 8, at=floors)
    is_done = Check("Nhà phải xây xong hơn 10 ngày.", built < filed_on() - 10, at=built)


OFFICER = Desk("officer", "Chuyên viên")
HEAD = Desk("head", "Trưởng phòng", signs=True)
examine = Step("Thẩm định", OFFICER, working_days(2))
inspect = Step("Kiểm tra thực địa", OFFICER, working_days(1))
sign = Step("Ký giấy phép", HEAD, working_days(1))

LETTER = Letter(
    "giay-phep-hoat-dong",
    "Giấy phép",
    (files(__package__) / "letters/giay_phep.typ").read_text("utf-8"),
    answers=("kind", "room"),
)
LICENCE = Procedure(
    facts=FACTS["cap-giay-phep"],
    form=LicenceForm,
    route=Route(
        when(LicenceForm.kind.is_("new"), examine, inspect, sign),
        otherwise(examine, sign),
    ),
    term=TermRule(working_days(5), (LicenceForm.floors > 5, working_days(7))),
    fee=fixed(50_000).exempt(LicenceForm.is_lost.is_(True), "giấy phép bị mất do thiên tai"),
    letters=(LETTER,),
)
'''
START = '''\
"""Phòng thử."""

from motcua.api import hookimpl
from motcua_tho.giay_phep import LICENCE

NAME = "Phòng thử"


@hookimpl
def register_procedures():
    return (LICENCE,)
'''
TEMPLATE = """\
#import "_letterhead.typ": *
#let d = json(bytes(sys.inputs.d))
#let a = d.answers
#a.kind
#d.rows.room.len()
"""


class Made(Distribution):
    """What is installed beside the code: a package that requires what the test says."""

    def __init__(self, folder: Path, *requires: str) -> None:
        self.folder = folder
        lines = ["Metadata-Version: 2.1", "Name: motcua-tho", "Version: 1.2.0"]
        self.record = "\n".join([*lines, *(f"Requires-Dist: {each}" for each in requires), ""])

    def read_text(self, filename: str) -> str | None:
        if filename == "METADATA":
            return self.record
        if filename == "direct_url.json":
            return f'{{"url": "{self.folder.as_uri()}", "dir_info": {{"editable": true}}}}'
        return None

    def locate_file(self, path: Any) -> Any:
        return self.folder / path


@dataclass
class Planted:
    """A plugin as it stands on disk, and what the inspection says of it."""

    folder: Path
    seen: Inspected

    def said(self, fact: str = "") -> list[str]:
        """`file:line: sentence` of what this fact found, of everything if none is named."""
        return [
            f"{each.path_from(self.folder)}:{each.place.line}: {each.sentence}"
            for each in self.seen.findings
            if not fact or each.fact == fact
        ]

    def line_of(self, text: str, file: str = "motcua_tho/giay_phep.py") -> str:
        """`file:line` of the only line with this text."""
        lines = (self.folder / file).read_text("utf-8").splitlines()
        found = [number for number, line in enumerate(lines, 1) if text in line]
        assert len(found) == 1, (text, found)
        return f"{file}:{found[0]}"


Plant = Callable[..., Planted]


@pytest.fixture
def plant(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Plant]:
    """`plant(("old", "new"), …)` → the plugin with these texts replaced, wherever in it they stand."""

    def made(
        *replaced: tuple[str, str],
        add: Mapping[str, str] | None = None,
        requires: tuple[str, ...] = ("motcua>=0.1,<0.3",),
        tenants: Path | None = None,
        beside: tuple[EntryPoint, ...] = (),
    ) -> Planted:
        files = {
            "motcua_tho/__init__.py": START,
            "motcua_tho/giay_phep.py": GOOD,
            "motcua_tho/facts.toml": FACTS,
            "motcua_tho/letters/giay_phep.typ": TEMPLATE,
            "pyproject.toml": f"[project]\nname = 'motcua-tho'\ndependencies = {list(requires)}\n",
        }
        for old, new in replaced:
            holders = [name for name, text in files.items() if old in text]
            assert len(holders) == 1, (old, holders)
            files[holders[0]] = files[holders[0]].replace(old, new)
        for name, text in {**files, **(add or {})}.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        monkeypatch.syspath_prepend(str(tmp_path))
        _forget()
        entry = EntryPoint("tho", "motcua_tho", "motcua")
        vars(entry).update(dist=Made(tmp_path, *requires))
        return Planted(tmp_path, inspect([entry, *beside], tenants=tenants))

    _forget()
    yield made
    _forget()


def _forget() -> None:
    for name in [name for name in sys.modules if name.partition(".")[0] in MADE]:
        del sys.modules[name]
    importlib.invalidate_caches()
