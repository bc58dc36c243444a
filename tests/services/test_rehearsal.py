"""Chạy thử: a version nobody has published goes its whole way, by the real services, and nothing is left of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from tests.services.conftest import AT, BUSINESS, LAND, Desk_
from tests.services.test_review import director, newer

from motcua.centers import entered, here
from motcua.domain.errors import NotHere, Refused
from motcua.services.counter.reading import Intake
from motcua.services.office import Office
from motcua.services.review import deciding as review
from motcua.services.review import rehearsal
from motcua.services.review.rehearsal import MARK, Ending, rehearse, rehearsed_letter, sampled
from motcua.services.setup.onboarding import sync_catalog
from motcua.store.engine import transaction
from motcua.store.rows import rows

TABLES = "SELECT relname FROM pg_class WHERE relnamespace = current_schema::regnamespace AND relkind IN ('r', 'p')"


async def everything() -> dict[str, str]:
    """A fingerprint of every row of the center and of every job that waits."""
    async with transaction():
        names = [each["relname"] for each in await rows(TABLES)]
        told = {}
        for name in sorted(names):
            found = await rows(f"SELECT md5(string_agg(t::text, '|' ORDER BY t::text)) AS sum FROM {name} t")
            told[name] = str(found[0]["sum"])
    return told


async def proposed(desk: Desk_, key: str = BUSINESS.key) -> tuple[Office, str]:
    """An office after an upgrade that changed the procedure: its new version is proposed, and published nowhere."""
    office = newer(desk.office, key, unconfirmed=("Một điều chưa ai xác nhận.",))
    await sync_catalog(office, AT)
    await review.propose(office, AT)
    return office, office.catalog.procedures[key].hash


def taken(office: Office, version_hash: str, size: str, **changes: Any) -> Intake:
    version = next(each for each in office.catalog.procedures.values() if each.hash == version_hash)
    typed, papers = sampled(office, version, AT, size)
    names = set(version.form.by_key)
    applicant = {name: texts for name, texts in typed.items() if name.startswith(("applicant.", "proxy."))}
    answers = {name: texts for name, texts in typed.items() if name not in applicant}
    assert names
    values: dict[str, Any] = {"applicant": applicant, "answers": answers, "papers": papers}
    return Intake(version_hash=version_hash, **(values | changes))


@pytest.mark.parametrize("ending", list(Ending))
@pytest.mark.parametrize("size", ["shortest", "fullest"])
@pytest.mark.parametrize("key", [BUSINESS.key, LAND.key])
async def test_it_goes_to_its_end_and_leaves_nothing(desk: Desk_, key: str, size: str, ending: Ending) -> None:
    office, version_hash = await proposed(desk, key)
    before = await everything()
    played = await rehearse(office, director(desk), version_hash, taken(office, version_hash, size), ending)
    assert played.stopped == ""
    assert played.code.startswith(MARK)
    assert played.moves[-1].state == "Đã trả kết quả"
    assert played.result_number
    assert ("giay-tiep-nhan", "Giấy tiếp nhận hồ sơ và hẹn trả kết quả") in played.letters
    assert any(slug == "phieu-bo-sung" for slug, _ in played.letters) == (ending is Ending.SUPPLEMENTED)
    assert await everything() == before


async def test_without_undoing_it_would_leave_a_dossier(desk: Desk_, monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control: the fingerprint sees what a rehearsal does."""
    office, version_hash = await proposed(desk)
    before = await everything()

    async def kept(run: Any, ending: Ending) -> None:
        with entered(replace(here(), unit_code=MARK)):
            async with transaction():
                await run._play(ending)

    monkeypatch.setattr(rehearsal._Run, "undone", kept)
    await rehearse(office, director(desk), version_hash, taken(office, version_hash, "shortest"), Ending.GRANTED)
    after = await everything()
    assert {"dossier", "event", "counter", "publication"} <= {name for name in after if after[name] != before[name]}


async def test_wrong_answers_are_refused_in_the_counters_words(desk: Desk_) -> None:
    office, version_hash = await proposed(desk)
    with pytest.raises(Refused) as refused:
        await rehearse(
            office, director(desk), version_hash, taken(office, version_hash, "shortest", papers={}), Ending.GRANTED
        )
    assert any(name.startswith("paper.") for name in refused.value.errors)


async def test_a_desk_that_nobody_holds_is_named(desk: Desk_, monkeypatch: pytest.MonkeyPatch) -> None:
    office, version_hash = await proposed(desk)
    able = rehearsal.Crew.able
    monkeypatch.setattr(
        rehearsal.Crew, "able", lambda crew, at, agency: () if at[1] == "head" else able(crew, at, agency)
    )
    played = await rehearse(
        office, director(desk), version_hash, taken(office, version_hash, "shortest"), Ending.GRANTED
    )
    assert "Chưa có ai giữ vị trí Trưởng phòng – Phòng Tài chính - Kế hoạch" in played.stopped
    assert played.moves


async def test_a_letter_prints_as_a_preview(desk: Desk_) -> None:
    office, version_hash = await proposed(desk)
    before = await everything()
    told = taken(office, version_hash, "shortest")
    printed = await rehearsed_letter(office, director(desk), version_hash, told, Ending.GRANTED, "giay-tiep-nhan")
    assert printed.content.startswith(b"%PDF")
    assert printed.name.startswith("xem-truoc-")
    assert await everything() == before
    with pytest.raises(Refused):
        await rehearsed_letter(office, director(desk), version_hash, told, Ending.GRANTED, "phieu-xin-loi")


async def test_what_was_never_proposed_here_is_not_here(desk: Desk_) -> None:
    with pytest.raises(NotHere):
        await rehearse(desk.office, director(desk), "0" * 64, taken(*await proposed(desk), "shortest"), Ending.GRANTED)
