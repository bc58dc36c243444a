"""An installation as a provincial officer has it: folders of its own, the real commands, the real server, a browser."""

from __future__ import annotations

import asyncio
import csv
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import pyotp
from tests.browser.chromium import Chromium
from tests.browser.people import Person
from tests.browser.work import follow

from motcua import paths

NEW_PASSWORD = "Sáng thứ Tư ở Một Cửa 2018"
MAIN = "from motcua.cli import main; main()"
PROGRAM = """
import sys
from motcua.store.migrations import center
center.__path__.append(sys.argv.pop(1))
from motcua.cli import main
main()
"""
FAILING = """
from motcua.store.migrations.raw import raw_migration
SQL = ("DO $$ BEGIN IF current_schema() = 'c_gia_binh' THEN RAISE EXCEPTION 'planted'; END IF; END $$",)
async def forwards():
    return raw_migration("m9001_planted", "center", "", SQL)
"""
PUBLICATION = """
[publication]
number = "Quyết định 01/QĐ-TTHCC"
on = 2018-01-02
signed_by = "Giám đốc Trung tâm"
from = 2018-01-08
"""
HEADER = ("Họ và tên", "Chức vụ", "Loại", "Cơ quan", "Vai trò", "Vị trí", "Tiếp nhận")
OWN = (
    ("Nguyễn Văn An", "Giám đốc", "biên chế", "", "Giám đốc Trung tâm", "", ""),
    ("Trần Thị Bình", "Cán bộ tiếp nhận", "biên chế", "", "Cán bộ tiếp nhận và trả kết quả", "", "*"),
    ("Lê Văn Cúc", "Quản trị", "biên chế", "", "Quản trị Trung tâm", "", ""),
    ("Phạm Thị Dung", "Văn thư", "cơ quan", "ubnd", "Văn thư", "", ""),
    ("Đỗ Thị Giang", "Phó Chủ tịch UBND huyện", "cơ quan", "ubnd", "leader", "ubnd:leader", ""),
)
AGENCIES = (
    "bao_hiem_xa_hoi", "chi_cuc_thue", "chi_nhanh_vpdkdd", "giao_duc_dao_tao", "kinh_te_ha_tang", "lao_dong_tbxh",
    "noi_vu", "nong_nghiep_ptnt", "tai_chinh_ke_hoach", "tai_nguyen_moi_truong", "thanh_tra", "tu_phap",
    "van_hoa_thong_tin", "y_te",
)  # fmt: skip
MORE_DESKS = {"chi_nhanh_vpdkdd": "cadastre", "tai_chinh_ke_hoach": "registrar"}


def people() -> list[tuple[str, ...]]:
    """A whole center, as its list comes from the office: one head and one officer for each agency."""
    rows = list(OWN)
    for number, agency in enumerate(AGENCIES, 1):
        desks = f"{agency}:officer" + (f" {agency}:{MORE_DESKS[agency]}" if agency in MORE_DESKS else "")
        rows.append((f"Vũ Thị Xuân {number}", "Trưởng phòng", "cơ quan", agency, "head", f"{agency}:head", ""))
        rows.append((f"Hoàng Văn Ước {number}", "Chuyên viên", "cơ quan", agency, "officer", desks, ""))
    # Names have no numbers: the accounts get them instead, as the command gives them to people of one name.
    return [HEADER, *((row[0].rstrip(" 0123456789"), *row[1:]) for row in rows)]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Installation:
    """Quế Võ's folder, the province's and its calendars; everything else is made in the course of the day."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.data, self.tenants = folder, folder / "dữ liệu", folder / "tenants"
        for name in ("que-vo", "calendar"):
            shutil.copytree(paths.tenants() / name, self.tenants / name)
        shutil.copy(paths.tenants() / "province.toml", self.tenants)
        self.port, self.console_port = _free_port(), _free_port()
        self.base, self.console = f"http://127.0.0.1:{self.port}", f"http://127.0.0.1:{self.console_port}"
        self.log, self.child = folder / "serve.log", None
        self.environment = {name: value for name, value in os.environ.items() if not name.startswith("MOTCUA_")} | {
            "MOTCUA_DATA": str(self.data),
            "MOTCUA_TENANTS": str(self.tenants),
            "MOTCUA_PORT": str(self.port),
            "MOTCUA_CONSOLE_PORT": str(self.console_port),
            "MOTCUA_BACKUP_TO": str(folder / "sao lưu"),
            "MOTCUA_CLOCK": "2018-01-10T08:00",
            "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
        }
        self.child: subprocess.Popen[bytes] | None

    async def says(self, *words: str, code: int = 0, planted: Path | None = None) -> str:
        """What a command says; it ends with `code`. `planted` is a folder of migrations of a release to come."""
        program = ["-c", PROGRAM, str(planted)] if planted else ["-c", MAIN]
        argv = [sys.executable, *program, *words]
        done = await asyncio.to_thread(
            subprocess.run, argv, cwd=self.folder, env=self.environment, capture_output=True, text=True, timeout=180
        )
        assert done.returncode == code, f"{words}\n{done.stdout}\n{done.stderr}"
        return done.stdout + done.stderr

    def _serve(self) -> subprocess.Popen[bytes]:
        with self.log.open("ab") as log:
            argv = [sys.executable, "-c", MAIN, "serve"]
            return subprocess.Popen(argv, cwd=self.folder, env=self.environment, stdout=log, stderr=log)

    async def start(self) -> None:
        self.child = self._serve()
        deadline = time.monotonic() + 180
        while self.status("/health") != 200:
            assert self.child.poll() is None, self.log.read_text("utf-8")
            assert time.monotonic() < deadline, self.log.read_text("utf-8")
            await asyncio.sleep(0.1)

    def stop(self) -> None:
        if self.child is not None and self.child.poll() is None:
            self.child.send_signal(signal.SIGTERM)
            self.child.wait(60)

    def status(self, path: str) -> int:
        try:
            with urllib.request.urlopen(f"{self.base}{path}", timeout=10) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            with error:
                return error.code
        except OSError:
            return 0

    def first_passwords(self, center: str) -> dict[str, str]:
        path = self.data / "secrets" / f"mat-khau-lan-dau-{center}.csv"
        assert path.stat().st_mode & 0o077 == 0, "others could read it"
        rows = csv.DictReader(path.read_text("utf-8-sig").splitlines())
        return {row["Tài khoản"]: row["Mật khẩu lần đầu"] for row in rows}

    def accounts(self, center: str) -> dict[str, str]:
        """Desk (or role) → account, from the center's list."""
        with (self.tenants / center / "staff.csv").open(encoding="utf-8") as lines:
            rows = list(csv.DictReader(lines))
        found = {role: row["username"] for row in rows for role in row["roles"].split()}
        return found | {desk: row["username"] for row in rows for desk in row["desks"].split()}


class Officer(Person):
    """Somebody of the province: no center stands in the addresses of the console."""

    @property
    def path(self) -> str:
        return str(self.page.url).removeprefix(self.base)

    async def open(self, path: str) -> int:
        answer = await self.page.goto(f"{self.base}{path}")
        return int(answer.status)


async def browse(chromium: Chromium, base: str, center: str, folder: Path) -> Any:
    context = await chromium.new_context(viewport={"width": 1366, "height": 768}, locale="vi-VN")
    context.set_default_timeout(30_000)
    return await (Person if center else Officer).at(context, base, center, folder)


async def first_sign_in(person: Person, username: str, password: str) -> bool:
    """With the password handed out, then one of their own; whether they had to set up a second step as well."""
    await person.sign_in(username, password)
    assert "/doi-mat-khau" in person.path, await person.text()
    for name, text in (("old", password), ("new", NEW_PASSWORD), ("again", NEW_PASSWORD)):
        await person.page.fill(f"main [name={name}]", text)
    assert await person.send("Đổi mật khẩu") == 200, await person.text()
    if "/tai-khoan/ma" not in person.path:
        return False
    # Nobody goes on before the code is set up.
    asked = person.path
    await person.open("/viec" if person.center else "/")
    assert "/tai-khoan/ma" in person.path, f"{asked} could be left for {person.path}"
    secret = (await person.page.locator("main code").first.inner_text()).replace(" ", "")
    await person.page.fill("main [name=code]", pyotp.TOTP(secret).now())
    assert await person.send("Bật xác thực hai bước") == 200, await person.text()
    assert "Mã dự phòng" in await person.text("h1")
    await follow(person, "Đã cất mã, tiếp tục")
    return True
