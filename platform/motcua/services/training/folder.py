"""The folder of a training twin, written from the folder of the center it is of: its settings and desks, invented
people, a code of its own. No dossier of the center is looked at."""

from __future__ import annotations

import csv
import json
import re
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from random import Random

from motcua.centers import Center, Centers, StaffRow, read_center
from motcua.centers.new_folder import free_unit_code
from motcua.centers.staff import COLUMNS
from motcua.domain.errors import Conflict, DataError
from motcua.domain.people import Role
from motcua.services.samples import words
from motcua.services.training.twin import twin_key

#: So long before the class begins its procedures are received: exercises begin with dossiers that came earlier.
BEFORE = timedelta(days=120)
TRAINER = StaffRow("giang.vien", "Giảng viên", "Giảng viên tập huấn", "", "own", None, (Role.ADMINISTRATOR.value,))
# What a twin has its own of, or none.
_OWN = re.compile(r"(key|unit_code|ordinal|sealed_as)\s*=")
_HEADING = re.compile(r"\s*\[")
_DROPPED = re.compile(r"\s*\[(publication|training)\]")


def write_twin_folder(tenants: Path, centers: Centers, model: Center, on: date) -> Path:
    """`on`: the business day the class begins. Refused where there is one already, or for a twin of a twin."""
    if model.training is not None:
        raise Conflict(f"{model.key} đã là trung tâm đào tạo: mở cho trung tâm {model.training.of}.")
    key = twin_key(model.key)
    if len(key) > 31:
        raise DataError("tenants", key, "khóa dài quá 31 ký tự.", "đặt khóa trung tâm ngắn hơn.")
    folder = tenants / key
    if folder.exists():
        raise Conflict(
            f"Trung tâm đào tạo {key} đã có. Làm mới: motcua training reset {model.key}; "
            f"đóng: motcua training close {model.key}."
        )
    with tempfile.TemporaryDirectory(dir=tenants, prefix=".tap-huan-") as name:
        # A folder that is there is whole: written aside, moved into its place.
        draft = Path(name) / key
        draft.mkdir()
        # Named files only: an office keeps lists of real people and dossiers beside its settings.
        for each in ("center.toml", *filter(None, [model.emblem])):
            shutil.copy(tenants / model.key / each, draft)
        text = (draft / "center.toml").read_text(encoding="utf-8-sig")
        (draft / "center.toml").write_text(twin_toml(text, key, free_unit_code(centers, key), model, on), "utf-8")
        _write_staff(draft / "staff.csv", tuple(scrambled(model.staff, Random(key))))  # noqa: S311  no secret
        draft.rename(folder)
    try:
        read_center(folder)
    except DataError:
        shutil.rmtree(folder)
        raise
    return folder


def twin_toml(text: str, key: str, unit_code: str, model: Center, on: date) -> str:
    """The model's center.toml with what is the twin's own in the place of what was the model's."""
    head = f"# Trung tâm đào tạo của {model.key}, do motcua training open tạo; xóa bằng motcua training close.\n"
    own = f"key = {json.dumps(key)}\nunit_code = {json.dumps(unit_code)}\n"
    tail = (
        f"\n[training]\nof = {json.dumps(model.key)}\n\n"
        f'[publication]\nnumber = "Quyết định tập huấn"\non = {on - BEFORE}\n'
        f'signed_by = "Giảng viên tập huấn"\nfrom = {on - BEFORE}\n'
    )
    return head + own + "".join(_kept(text)) + tail


def _kept(text: str) -> Iterator[str]:
    is_top, is_dropped = True, False
    for line in text.splitlines(keepends=True):
        if _HEADING.match(line):
            is_top, is_dropped = False, bool(_DROPPED.match(line))
        if not is_dropped and not (is_top and _OWN.match(line)):
            yield line


def scrambled(staff: tuple[StaffRow, ...], rng: Random) -> Iterator[StaffRow]:
    """The same duties and desks under invented names; and who holds the class."""
    taken = {row.name for row in staff}
    for number, row in enumerate(staff, 1):
        name = next(each for each in iter(lambda: _name(rng), "") if each not in taken)
        taken.add(name)
        yield replace(
            row, username=f"hv.{number:02}", name=name, phone="", seconded_from=None, seconded_to=None
        )  # fmt: skip
    yield TRAINER


def _name(rng: Random) -> str:
    return words.full_name(rng, rng.choice(("male", "female")), words.family(rng))


def _write_staff(path: Path, staff: tuple[StaffRow, ...]) -> None:
    with path.open("w", encoding="utf-8", newline="") as out:
        lines = csv.DictWriter(out, COLUMNS)
        lines.writeheader()
        for row in staff:
            lines.writerow(
                {
                    "username": row.username,
                    "name": row.name,
                    "title": row.title,
                    "phone": row.phone,
                    "kind": row.kind,
                    "agency": row.agency or "",
                    "roles": " ".join(row.roles),
                    "desks": " ".join(f"{agency}:{desk}" for agency, desk in row.desks),
                    "receives": " ".join(row.receives),
                    "seconded_from": "",
                    "seconded_to": "",
                }
            )
