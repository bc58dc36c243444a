"""The province's own center is a center like the others; one that changes its name keeps what it did under the old."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pypdfium2
import pytest
from tests.services.conftest import AT, BUSINESS, Desk_, Office, crew_of

from motcua import paths
from motcua.centers import Center, UnitName, entered, read_centers
from motcua.centers.new_folder import NewCenter, write_new_folder
from motcua.domain.calendar import add_working_minutes
from motcua.services.dossiers.shown import open_dossier
from motcua.services.letters.issuing import issue
from motcua.services.setup.onboarding import onboard
from motcua.services.setup.tenant_check import check_tenant
from motcua.store.engine import DB
from motcua.testing import publish

RENAMED = date(2018, 6, 21)  # Nghị định 61/2018 renamed the pilot centers
LATER = datetime(2018, 7, 4, 2, 0, tzinfo=UTC)
DECISION = """
[publication]
number = "01/QĐ-TTHCC"
on = 2017-06-26
signed_by = "Giám đốc"
from = 2017-07-01
"""
OLD, NEW = "Trung tâm Hành chính công huyện Quế Võ", "Bộ phận Tiếp nhận và Trả kết quả huyện Quế Võ"


async def at_work(office: Office, center: Center, make_staff: Any, at: datetime = AT) -> Desk_:
    """The center onboarded, its procedures received, a crew in its chairs; to be used inside `entered`."""
    await onboard(office, center, now=at, business_at=at)
    await publish(office, center, at)
    return Desk_(office, await crew_of(make_staff), at)


@pytest.fixture
async def provincial(
    office: Office, make_staff: Any, tmp_path: Path, cleared: None
) -> AsyncIterator[tuple[Desk_, Center]]:
    """Made as an officer makes it: a folder from another center's, with another kind."""
    shutil.copytree(paths.tenants(), tmp_path / "tenants")
    centers = read_centers(tmp_path / "tenants")
    name = "Trung tâm Hành chính công tỉnh Bắc Ninh"
    new = NewCenter("tinh-bac-ninh", date(2017, 1, 1), "Bắc Ninh", name, "UBND tỉnh Bắc Ninh", "province")
    folder = write_new_folder(tmp_path / "tenants", centers, centers["que-vo"], new)
    text = (folder / "center.toml").read_text("utf-8")
    (folder / "center.toml").write_text(text + DECISION, "utf-8")
    center = read_centers(tmp_path / "tenants")["tinh-bac-ninh"]
    await DB.open_for(center)
    with entered(center):
        yield await at_work(office, center, make_staff), center


async def test_the_provincial_center_receives_and_hands_back_like_any_other(
    provincial: tuple[Desk_, Center],
) -> None:
    desk, center = provincial
    assert center.kind == "province"
    made = await desk.accept(BUSINESS.key)
    assert made.code.startswith(center.unit_code)
    await desk.make("reception", "hand_over", made.id)
    await desk.make("officer", "confirm_receipt", made.id)
    await desk.make("officer", "submit", made.id, proposal="grant", finding="Đủ")
    await desk.make("head", "sign", made.id, how="paper_only")
    await desk.make("clerk", "number", made.id)
    await desk.make("reception", "take_back", made.id)
    back = {"received_by": "Nguyễn Văn An", "receiver": "applicant", "fee_collected": "yes"}
    assert (await desk.make("reception", "hand_back", made.id, **back)).state == "handed_back"
    checked = await check_tenant(desk.office, center, desk.at)
    assert {each.topic for each in checked.findings} >= {"mail", "backup"}


@pytest.fixture
async def renamed(office: Office, que_vo: Center, make_staff: Any) -> AsyncIterator[Desk_]:
    """A center with one name until 21-6-2018 and another from then on."""
    names = (
        UnitName(date(2017, 6, 22), OLD, "UBND huyện Quế Võ", "Giám đốc"),
        UnitName(RENAMED, NEW, "Văn phòng HĐND và UBND huyện Quế Võ", "Trưởng bộ phận"),
    )
    center = replace(que_vo, key="doi-ten", names=names, staff=())
    with entered(center):
        yield await at_work(office, center, make_staff)


async def receipt_of(desk: Desk_, dossier_id: Any, at: datetime) -> str:
    seen = (await desk.seen(dossier_id)).value.version
    printed = await issue(desk.office, desk.by("reception", at), dossier_id, "giay-tiep-nhan", seen, {}, uuid4())
    text = pypdfium2.PdfDocument(printed.content)[0].get_textpage().get_text_range()
    return " ".join(text.split()).upper()


async def test_a_dossier_and_its_receipt_keep_the_name_of_their_day(renamed: Desk_) -> None:
    old = await renamed.accept(BUSINESS.key)
    after = replace(renamed, at=LATER)
    new = await after.accept(BUSINESS.key)
    # Both are printed after the renaming: the receipt of 2017 says who received it then.
    assert OLD.upper() in await receipt_of(renamed, old.id, LATER)
    said = await receipt_of(after, new.id, add_working_minutes_later(LATER))
    assert NEW.upper() in said
    assert OLD.upper() not in said
    assert (await open_dossier(renamed.office, after.by("director"), old.id)).code == old.code


def add_working_minutes_later(at: datetime) -> datetime:
    return add_working_minutes(read_centers(paths.tenants())["que-vo"].calendar, at, 30)


async def test_a_name_that_was_written_over_would_change_the_old_receipt(renamed: Desk_, que_vo: Center) -> None:
    old = await renamed.accept(BUSINESS.key)
    only_new = UnitName(date(2017, 6, 22), NEW, "UBND huyện Quế Võ", "Trưởng bộ phận")
    with entered(replace(que_vo, key="doi-ten", names=(only_new,), staff=())):
        assert OLD.upper() not in await receipt_of(renamed, old.id, LATER)
