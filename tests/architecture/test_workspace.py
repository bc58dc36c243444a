"""The workspace says what it holds: plugins by folder, by dependency group and by source are the same list."""

from __future__ import annotations

import subprocess
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ALLOWED_TOP = {
    "pyproject.toml", "README.md", "CHANGELOG.md", "uv.lock",
    "platform", "plugins", "tenants", "templates", "tests", "infra", "docs",
}  # fmt: skip


def tracked() -> list[str]:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    return listed.stdout.splitlines() or [str(p.relative_to(ROOT)) for p in ROOT.iterdir()]


def test_the_plugins_folder_and_the_workspace_agree() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    folders = {p.name for p in (ROOT / "plugins").iterdir() if (p / "pyproject.toml").exists()}
    names = {f"motcua-{name.replace('_', '-')}" for name in folders}
    grouped = {d for d in settings["dependency-groups"]["plugins"] if isinstance(d, str)}
    sources = {name for name, source in settings["tool"]["uv"]["sources"].items() if source.get("workspace")}
    assert grouped == names
    assert sources == names


def test_the_top_level_holds_what_the_readme_promises() -> None:
    top = {name.partition("/")[0] for name in tracked()}
    assert {name for name in top if not name.startswith(".")} <= ALLOWED_TOP


def test_no_file_is_left_unfinished() -> None:
    words = ("TO" + "DO", "FIX" + "ME", "NotImplemented" + "Error", "pytest.ski" + "p(", "mark.xfa" + "il")
    found = []
    for name in tracked():
        if name.endswith((".py", ".html", ".typ", ".toml")) and (ROOT / name).is_file() and "/vendor/" not in name:
            text = (ROOT / name).read_text(encoding="utf-8")
            found += [f"{name}: {word}" for word in words if word in text]
    assert found == []
