"""The console, the readiness report and the doctor judge the age of a backup alike."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from motcua.centers import Center, entered
from motcua.services.backup import age
from motcua.services.backup.making import owner_connection
from motcua.services.doctor import data
from motcua.services.doctor.finding import Level
from motcua.services.office import Office
from motcua.services.province.opening import open_province
from motcua.services.province.overview import overview
from motcua.services.setup.tenant_check import check_tenant
from motcua.store import inspection
from motcua.store.queries.backup_runs import Run, record_run

NOW = datetime(2026, 5, 4, 3, 0, tzinfo=UTC)


@pytest.fixture
async def province(office: Office) -> Any:
    return await open_province(office)


@pytest.mark.parametrize(("hours", "is_well"), [(None, False), (2, True), (27, False), (80, False)])
async def test_a_center_without_a_fresh_backup_is_flagged_everywhere_and_one_with_it_nowhere(
    office: Office, center: Center, province: Center, hours: int | None, is_well: bool
) -> None:

    async with owner_connection(office) as owner:
        await owner.execute("DELETE FROM catalog.backup_run")
        if hours is not None:
            at = NOW - timedelta(hours=hours)
            for key in (*office.centers, "province"):
                await record_run(owner, Run(key, "backup", at, at, True, "", "", ""))
    try:
        with entered(province):
            (line,) = [each for each in (await overview(office, NOW)).lines if each.key == center.key]
        checked = [each for each in (await check_tenant(office, center, NOW)).findings if each.topic == "backup"]
        seen = await inspection.look(str(office.settings.owner_url))
        told = list(data.backups(seen, NOW))
        assert (not {age.NEVER, "Sao lưu đã cũ"} & set(line.troubles)) is is_well
        assert (not [each for each in checked if "ao lưu" in each.says]) is is_well
        assert all(each.level is Level.OK for each in told) is is_well
        if hours is None:
            assert age.NEVER in line.troubles
            assert f"{age.NEVER}." in [each.says for each in checked]
            assert [each.says for each in told] == [f"{age.NEVER}: gia-binh, province, que-vo."]
    finally:
        async with owner_connection(office) as owner:
            await owner.execute("DELETE FROM catalog.backup_run")
