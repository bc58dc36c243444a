"""What is installed here, read once per run: the catalog of every plugin."""

from __future__ import annotations

from functools import lru_cache

from motcua.catalog import Catalog, build_catalog


@lru_cache(maxsize=1)
def catalog() -> Catalog:
    """The catalog of all installed plugins; a plugin with a problem fails the test that asks for it."""
    built = build_catalog()
    if built.problems:
        raise AssertionError("; ".join(str(problem) for problem in built.problems))
    return built


@lru_cache(maxsize=1)
def a_few() -> tuple[str, ...]:
    """The longest form of every agency, for tests that take too long to be run over every procedure."""
    longest: dict[str, tuple[int, str]] = {}
    for key, version in sorted(catalog().procedures.items()):
        asked = len(version.form.items)
        if asked > longest.get(version.agency, (0, ""))[0]:
            longest[version.agency] = (asked, key)
    return tuple(sorted(key for _, key in longest.values()))
