"""`motcua recount` as an administrator runs it, in a process of its own: what differs is named, mended, and equal."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from motcua import paths
from motcua.centers import Center, entered
from motcua.services.office import Office
from motcua.services.oversight.keeping import keep_sums
from motcua.services.setup.onboarding import owner_of
from motcua.testing import accept_dossier, at, walk

pytestmark = pytest.mark.slow
MOTCUA = str(Path(sys.executable).with_name("motcua"))
NOON = at("2017-11-08 10:00")
Run = Callable[..., subprocess.CompletedProcess[str]]
EQUAL = "Số tổng hợp khớp với hồ sơ."


@pytest.fixture(scope="module")
async def counted(office: Office, center: Center) -> Any:
    """Two dossiers in the sums, one of them at its end. Gives a connection past the application's back."""
    await walk(await accept_dossier(office, center, "dang-ky-ho-kinh-doanh", at=NOON))
    await accept_dossier(office, center, "dang-ky-ho-kinh-doanh", at=NOON)
    with entered(center):
        await keep_sums()
    connection = await owner_of(office)
    yield connection
    await connection.close()


@pytest.fixture(scope="module")
def motcua(office: Office, secrets_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Run:
    data = tmp_path_factory.mktemp("recount") / "data"
    shutil.copytree(secrets_folder, data / "secrets")

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("MOTCUA_")} | {
            "MOTCUA_DATA": str(data),
            "MOTCUA_TENANTS": str(paths.tenants()),
            "MOTCUA_DATABASE_URL": office.settings.owner_url or "",
        }
        return subprocess.run([MOTCUA, *words], env=environment, capture_output=True, text=True, check=False)

    return run


def test_sums_that_are_what_the_dossiers_come_to_are_said_to_be(counted: Any, motcua: Run) -> None:
    done = motcua("recount", "que-vo")
    assert (done.returncode, done.stderr.count("số tổng hợp")) == (0, 0), done.stderr
    assert "Đã đếm lại 2 hồ sơ" in done.stdout
    assert EQUAL in done.stdout


async def test_what_differs_is_named_and_mended_and_then_equal(counted: Any, center: Center, motcua: Run) -> None:
    """A sum that was changed, and a dossier that was taken out of what is kept of each."""
    where = f"FROM {center.schema}.day_sum WHERE measure = 'received' AND n"
    assert await counted.fetchval(f"SELECT count(*) {where} = 2") == 1
    await counted.execute(
        f"UPDATE {center.schema}.day_sum SET n = 7 WHERE (measure, on_date, agency) IN "
        f"(SELECT measure, on_date, agency {where} = 2)"
    )
    lost = await counted.fetchval(
        f"DELETE FROM {center.schema}.dossier_count WHERE dossier_id = (SELECT dossier_id FROM "
        f"{center.schema}.dossier_count WHERE measure = 'handed_back') RETURNING dossier_id"
    )
    cell = "ngày 08/11/2017, Tiếp nhận, Phòng Tài chính - Kế hoạch, thủ tục dang-ky-ho-kinh-doanh, kênh direct, cán bộ "
    seen = motcua("recount", "que-vo")
    assert seen.returncode == 1
    (named,) = (line.strip() for line in seen.stderr.splitlines() if cell in line)
    assert named.endswith(": số tổng hợp 7, đếm lại 2.")
    assert "tháng 11/2017, Tiếp nhận" in seen.stderr, "the sum by month is no longer that of its days"
    assert f"hồ sơ {lost}: phần đã tính vào số tổng hợp không khớp với hồ sơ." in seen.stderr
    assert "Thêm --mend để sửa." in seen.stderr
    assert EQUAL not in seen.stdout
    assert await counted.fetchval(f"SELECT count(*) {where} = 7") == 1, "looking changes nothing"
    mended = motcua("recount", "que-vo", "--mend")
    assert (mended.returncode, EQUAL in mended.stdout) == (0, True), mended.stderr
    assert await counted.fetchval(f"SELECT count(*) {where} = 2") == 1
    again = motcua("recount", "que-vo")
    assert (again.returncode, EQUAL in again.stdout) == (0, True), again.stderr


def test_a_center_that_is_none_is_a_sentence(counted: Any, motcua: Run) -> None:
    done = motcua("recount", "khong-co")
    assert done.returncode != 0
    assert "Không có trung tâm “khong-co”" in done.stderr
    assert "Traceback" not in done.stderr
