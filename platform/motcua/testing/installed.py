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
