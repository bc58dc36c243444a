"""What browsers get is in the repository, with its origin, and nothing comes from anywhere else."""

from __future__ import annotations

import re
import tomllib
from hashlib import sha256

from motcua import paths
from motcua.web.static_files import TYPES, StaticFiles

VENDOR = paths.static() / "vendor"


def test_every_vendored_file_has_the_checksum_and_licence_on_record() -> None:
    recorded = {row["name"]: row for row in tomllib.loads((VENDOR / "SOURCES.toml").read_text())["file"]}
    present = {path.name for path in VENDOR.iterdir() if path.name != "SOURCES.toml"}
    assert present == set(recorded)
    for name, row in recorded.items():
        assert sha256((VENDOR / name).read_bytes()).hexdigest() == row["sha256"], name
        assert row["licence"] in ("MIT", "0BSD", "OFL-1.1")
        assert row["origin"].startswith("https://registry.npmjs.org/")
        assert row["version"] in name


def test_nothing_that_is_licensed_to_govuk_only_is_served() -> None:
    css = (VENDOR / "govuk-frontend-6.3.0.css").read_text()
    assert not re.search("GDS Transport|crest|crown", css)
    assert "Be Vietnam Pro" in css


def test_style_sheets_fetch_nothing_from_elsewhere() -> None:
    for path in paths.static().rglob("*.css"):
        for target in re.findall(r"url\(([^)]*)\)", path.read_text()):
            assert not target.startswith(("http", "//", "/")), path
            assert (path.parent / target).is_file(), target


def test_every_font_covers_its_weights_in_three_subsets() -> None:
    names = {path.name for path in VENDOR.glob("*.woff2")}
    assert len(names) == 9
    assert any("vietnamese-700" in name for name in names)


def test_a_files_address_changes_with_its_content() -> None:
    files = StaticFiles(paths.static())
    mark = sha256((paths.static() / "motcua.css").read_bytes()).hexdigest()[:16]
    assert files.url("motcua.css") == f"/static/motcua.css?v={mark}"
    assert set(TYPES) >= {".css", ".js", ".woff2"}
