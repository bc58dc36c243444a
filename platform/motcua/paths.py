"""Where the shipped folders are: inside an installed wheel, or beside `platform/` in a checkout.

Editable installs get no force-included folders, so the package is asked first and the checkout second.
"""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
STATIC = PACKAGE / "web" / "static"


def _checkout() -> Path | None:
    root = PACKAGE.parent.parent
    return root if (root / "pyproject.toml").is_file() and PACKAGE.parent.name == "platform" else None


def repo_root_or_package() -> Path:
    """The checkout's root, or the installed package where there is no checkout."""
    return _checkout() or PACKAGE


def _shipped(name: str) -> Path:
    inside = PACKAGE / name
    if inside.is_dir():
        return inside
    return repo_root_or_package() / name


def templates() -> Path:
    """The Jinja and Typst templates."""
    return _shipped("templates")


def tenants() -> Path:
    """The folder of centers, unless the settings name another one."""
    return _shipped("tenants")


def static() -> Path:
    """Style sheet, script and vendored assets."""
    return STATIC
