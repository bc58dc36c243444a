"""Fixtures and builders for the platform's own tests and for agencies' plugins (loaded by pytest's entry point)."""

from motcua.testing.selection import (
    chromium_path,
    pytest_addoption,
    pytest_collection_modifyitems,
    pytest_configure,
    pytest_report_header,
)

__all__ = [
    "chromium_path",
    "pytest_addoption",
    "pytest_collection_modifyitems",
    "pytest_configure",
    "pytest_report_header",
]
