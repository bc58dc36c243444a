"""Which versions of the core a plugin says it works with: `motcua>=0.1,<0.3` among its package's dependencies.

Names of `motcua.api` leave only after one minor version in which they are deprecated, so a plugin that works with 0.1
works with 0.2. What it says of 0.3 it can't know.
"""

from __future__ import annotations

import functools
import json
import re
from importlib.metadata import Distribution, version
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

from packaging.requirements import InvalidRequirement, Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

from motcua.catalog.places import Place

CORE = "motcua"
_STATED = re.compile(r"""["']motcua\s*["'<>=!~]|^Requires-Dist: motcua\b(?!-)""")


@functools.cache
def running() -> str:
    """The version of the core that is installed here: one for the life of a process."""
    return version(CORE)


def range_of(dist: Distribution) -> SpecifierSet | None:
    """What the package requires of the core: None where it does not name it, empty where any version will do."""
    for line in dist.requires or ():
        try:
            requirement = Requirement(line)
        except InvalidRequirement:
            continue
        if canonicalize_name(requirement.name) == CORE:
            return requirement.specifier
    return None


def is_bounded(stated: SpecifierSet | None) -> bool:
    """Whether it says from which version on, and below which."""
    signs = {each.operator for each in stated or ()}
    return bool(signs & {"==", "===", "~="}) or (bool(signs & {">=", ">"}) and bool(signs & {"<", "<="}))


def written(stated: SpecifierSet) -> str:
    """As people write it, from which version on first: `motcua>=0.1,<0.3`."""
    return CORE + ",".join(sorted(map(str, stated), key=lambda each: (not each.startswith((">", "=", "~")), each)))


def stated_at(dist: Distribution) -> Place | None:
    """The line of pyproject.toml, for a package installed from its folder; else that of the package's own record."""
    for file in (_pyproject(dist), _record(dist)):
        if file is not None and file.is_file():
            lines = file.read_text("utf-8").splitlines()
            return Place(file, next((number for number, line in enumerate(lines, 1) if _STATED.search(line)), 1))
    return None


def _pyproject(dist: Distribution) -> Path | None:
    origin = json.loads(dist.read_text("direct_url.json") or "{}")
    address = urlsplit(origin.get("url", ""))
    if address.scheme != "file" or "dir_info" not in origin:
        return None
    return Path(url2pathname(address.path)) / "pyproject.toml"


def _record(dist: Distribution) -> Path | None:
    files = (file for file in dist.files or () if file.name == "METADATA")
    return next((Path(str(file.locate())) for file in files), None)


def suggested(core: str) -> str:
    """The range of a plugin written for this core: `>=0.1,<0.3`."""
    major, minor, *_ = core.split(".")
    return f">={major}.{minor},<{major}.{int(minor) + 2}"


def refusal(dist: Distribution, core: str) -> str | None:
    """Why a plugin is not loaded under this core, with the line to change; None where it may be."""
    stated = range_of(dist)
    if stated is None or stated.contains(core, prereleases=True):
        return None
    return (
        f"không dùng được với {CORE} {core} đang chạy: sửa dòng “{written(stated)}” ở dependencies trong "
        f"pyproject.toml của gói {dist.name} rồi cài lại, hoặc cài bản {CORE} trong khoảng đó."
    )
