"""The page of operations names every setting and metric there is, and none that there is not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from motcua import metrics
from motcua.settings import READERS

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")


def settings_in(text: str) -> set[str]:
    return set(re.findall(r"\bMOTCUA_[A-Z_]+\b", text))


def test_the_table_has_every_setting_and_no_other() -> None:
    rows = "\n".join(line.split("|")[1] for line in PAGE.splitlines() if line.startswith("| `MOTCUA_"))
    assert settings_in(rows) == set(READERS)
    assert settings_in(PAGE) <= set(READERS)


def test_every_metric_of_ours_is_explained_and_no_other() -> None:
    ours = {metric.name for metric in metrics.REGISTRY.collect() if metric.name.startswith("motcua_")}
    told = {name.removesuffix("_total") for name in re.findall(r"\bmotcua_[a-z_]+\b", PAGE)} - {
        "motcua_owner",
        "motcua_app",
    }
    assert told == ours


@pytest.mark.parametrize("path", sorted(set(re.findall(r"\binfra/[\w./-]+\w", PAGE)) - {"infra/docker/.env"}))
def test_every_file_named_is_there(path: str) -> None:
    assert (ROOT / path).exists()
