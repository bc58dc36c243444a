"""A workshop outside the repository: plugins built as wheels, and an environment of its own to install them into."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sysconfig
import time
import urllib.error
import urllib.request
import venv
from pathlib import Path
from typing import Any

from motcua import paths

AGENCY, DISTRIBUTION = "thu_vien", "motcua-thu-vien"
PROCEDURE = "cap-the-ban-doc"
PROJECT = """[build-system]
requires = ["hatchling>=1.27"]
build-backend = "hatchling.build"

[project]
name = "motcua-thu-vien"
version = "{version}"
requires-python = ">=3.11"
dependencies = ["motcua"]

[project.entry-points.motcua]
thu_vien = "motcua_thu_vien"

[tool.hatch.build.targets.wheel]
packages = ["motcua_thu_vien"]
"""
PACKAGE = '''"""Thư viện huyện."""

from motcua.api import Procedure, hookimpl
from motcua.api.events import AddNote
from motcua.api.fees import fixed
from motcua.api.forms import Form, Integer, Paper, Section, Text, check
from motcua.api.routes import Desk, Route, Step, otherwise, working_days

NAME = "Thư viện huyện"
OFFICER, HEAD = Desk("officer", "Thủ thư"), Desk("head", "Giám đốc Thư viện", signs=True)


class TheForm(Form):
    """Đơn đề nghị cấp thẻ bạn đọc."""

    reader = Section("Bạn đọc")
    school = Text("{label}")
    cards = Integer("Số thẻ đề nghị", least=1, most=9)
    {more}
    papers = Section("Thành phần hồ sơ")
    request = Paper("Đơn đề nghị", originals=1)

    @check("Thư viện không cấp thẻ cho trường đã giải thể.", school, code_version={code_version})
    def is_open(self) -> bool:
        return self.school != "Trường cũ"


@hookimpl
def register_procedures():
    steps = (Step("Kiểm tra", OFFICER, working_days(1)), Step("Ký thẻ", HEAD, working_days(0.5)))
    return [
        Procedure(
            key="cap-the-ban-doc",
            title="Cấp thẻ bạn đọc",
            sector="Thư viện",
            form=TheForm,
            route=Route(otherwise(*steps)),
            term=working_days(3),
            fee=fixed({fee}),
            result="Thẻ bạn đọc",
            legal_basis=("Văn bản minh họa",),
        )
    ]


@hookimpl
def dossier_changed(event):
    {hook}
'''
FIRST: dict[str, Any] = {
    "version": "1.0.0",
    "label": "Tên trường",
    "more": "",
    "fee": 12_000,
    "code_version": 1,
    "hook": "raise RuntimeError(event.code)",
}
SECOND: dict[str, Any] = {
    "version": "2.0.0",
    "label": "Tên trường, cơ quan",
    "more": 'class_name = Text("Tên lớp")',
    "fee": 20_000,
    "code_version": 2,
    "hook": 'return [AddNote("Thư viện đã biết.")]',
}
BLOCK = """
[[agency]]
key = "thu_vien"
name = "Thư viện huyện Quế Võ"
kind = "branch"

[[commune]]"""
STAFF = """thu.thu,Trần Thị Thư,Thủ thư,,agency,thu_vien,officer,thu_vien:officer,,,
giam.doc.tv,Lê Văn Sách,Giám đốc Thư viện,,agency,thu_vien,head,thu_vien:head,,,
"""


class Workshop:
    """One installation: a virtual environment that sees the platform, centers of its own, and a data folder."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.data, self.tenants = folder, folder / "data", folder / "tenants"
        self.python = folder / "venv" / "bin" / "python"
        venv.create(folder / "venv", symlinks=True, with_pip=False)
        # What the developer's environment has is there as well; what is installed here stays here.
        packages = sysconfig.get_path("purelib", vars={"base": str(folder / "venv")})
        outer = sysconfig.get_path("purelib")
        Path(packages, "environment.pth").write_text(f"import site; site.addsitedir({outer!r})\n")
        shutil.copytree(paths.tenants(), self.tenants)
        center = self.tenants / "que-vo" / "center.toml"
        center.write_text(center.read_text("utf-8").replace("\n[[commune]]", BLOCK, 1), "utf-8")
        with (center.parent / "staff.csv").open("a", encoding="utf-8") as out:
            out.write(STAFF)
        clean = {name: value for name, value in os.environ.items() if not name.startswith(("MOTCUA_", "VIRTUAL_ENV"))}
        self.environment = clean | {
            "MOTCUA_TENANTS": str(self.tenants),
            "MOTCUA_DATA": str(self.data),
            "MOTCUA_CLOCK": "2017-11-08T08:00:00",
            "MOTCUA_PLUGIN_FAILURES": "2",
            "PYTHONDONTWRITEBYTECODE": "1",
        }

    def build(self, values: dict[str, Any]) -> Path:
        """A real wheel, built from sources that lie outside the repository."""
        project = self.folder / f"sources-{values['version']}"
        (project / "motcua_thu_vien").mkdir(parents=True)
        (project / "pyproject.toml").write_text(PROJECT.format(**values), "utf-8")
        (project / "motcua_thu_vien" / "__init__.py").write_text(PACKAGE.format(**values), "utf-8")
        self._uv("build", "--wheel", "--offline", "--out-dir", str(self.folder / "wheels"), str(project))
        (wheel,) = (self.folder / "wheels").glob(f"*-{values['version']}-*.whl")
        return wheel

    def install(self, wheel: Path) -> None:
        self._uv("pip", "install", "--offline", "--no-deps", "--python", str(self.python), str(wheel))

    def uninstall(self) -> None:
        self._uv("pip", "uninstall", "--python", str(self.python), DISTRIBUTION)

    def _uv(self, *words: str) -> None:
        done = subprocess.run(
            ["uv", *words], env=self.environment, cwd=self.folder, capture_output=True, text=True, timeout=120
        )
        assert done.returncode == 0, done.stderr

    def motcua(self, *words: str) -> subprocess.CompletedProcess[str]:
        """The command line, as the installation's own environment runs it."""
        return self.run("-c", "from motcua.cli import main; main()", *words)

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        command = [str(self.python), *words]
        return subprocess.run(
            command, env=self.environment, cwd=self.folder, capture_output=True, text=True, timeout=180, check=False
        )


class Server:
    """`motcua serve` of a workshop, from its start to its end."""

    def __init__(self, shop: Workshop) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        self.log = shop.folder / f"said-{self.port}"
        argv = [str(shop.python), "-c", "from motcua.cli import main; main()", "serve", "--port", str(self.port)]
        with self.log.open("w") as log:
            self.child = subprocess.Popen(argv, stdout=log, stderr=log, env=shop.environment, cwd=shop.folder)

    def __enter__(self) -> Server:
        deadline = time.monotonic() + 150
        while self.get("/health")[0] != 200:
            assert self.child.poll() is None, self.said
            assert time.monotonic() < deadline, self.said
            time.sleep(0.1)
        return self

    def __exit__(self, *_: object) -> None:
        self.child.send_signal(signal.SIGTERM)
        try:
            self.child.wait(60)
        except subprocess.TimeoutExpired:
            self.child.kill()
            raise
        assert "Traceback" not in self.said, self.said

    @property
    def said(self) -> str:
        return re.sub(r"\s+", " ", self.log.read_text("utf-8"))

    def get(self, path: str) -> tuple[int, str]:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=20) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode()
        except OSError:
            return 0, ""
