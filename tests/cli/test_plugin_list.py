"""`motcua plugin list`: what each agency ships, equal to its facts, without a database."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

import pytest

from motcua.catalog import build_catalog, load_plugins
from motcua.cli.plugin.list import described, shown
from motcua.cli.terminal import printed
from motcua.domain.facts import Facts
from motcua.testing import catalog

MOTCUA = str(Path(sys.executable).with_name("motcua"))
PLUGIN_KEYS = {"key", "agency", "version", "status", "procedures"}
PROCEDURE_KEYS = {"key", "title", "codes", "sector", "term", "fee", "confidence"}


def listed() -> list[dict[str, Any]]:
    return list(described(catalog()))


def differences(row: Facts, said: dict[str, Any]) -> list[str]:
    """What the list says otherwise than the row of `facts.toml`."""
    known = [code.code for code in row.codes]
    told = {
        "title": row.title,
        "sector": row.sector,
        "term": str(row.term) if row.term is not None else None,
        "fee": row.fee,
        "confidence": {"name": row.provenance.name, "term": row.provenance.term, "fee": row.provenance.fee},
    }
    found = [name for name, value in told.items() if said[name] != value]
    # A code beside the row's is one that the row's own note names.
    if said["codes"][: len(known)] != known or any(
        code not in row.provenance.note for code in said["codes"][len(known) :]
    ):
        found.append("codes")
    return found


def test_every_procedure_is_listed_as_its_facts_have_it() -> None:
    facts = catalog().collected.facts
    said = {procedure["key"]: procedure for plugin in listed() for procedure in plugin["procedures"]}
    assert set(said) == set(catalog().procedures) == set(facts)
    assert {key: found for key, row in facts.items() if (found := differences(row, said[key]))} == {}


@pytest.mark.parametrize(
    ("name", "value"),
    [("title", "Khác"), ("term", "99wd"), ("fee", 1), ("codes", ["9.999999"]), ("confidence", {"name": "none"})],
)
def test_a_list_that_says_otherwise_is_found_out(name: str, value: Any) -> None:
    said = dict(listed()[-1 if listed()[-1]["procedures"] else 2]["procedures"][0])
    row = catalog().collected.facts[said["key"]]
    assert differences(row, said) == []
    assert differences(row, said | {name: value}) == [name]


def test_terms_are_spelled_and_what_is_unknown_is_null() -> None:
    terms = {procedure["term"] for plugin in listed() for procedure in plugin["procedures"]}
    assert {"3wd", "15d", "same_day", None} <= terms
    assert "unknown" not in terms
    fees = [procedure["fee"] for plugin in listed() for procedure in plugin["procedures"]]
    assert {0, 2_000, 600_000, None} <= set(fees)
    assert all(fee is None or type(fee) is int for fee in fees)


def test_every_entry_has_what_is_asked_of_it() -> None:
    for plugin in listed():
        assert set(plugin) >= PLUGIN_KEYS
        assert plugin["status"] == "loaded"
        for procedure in plugin["procedures"]:
            assert set(procedure) >= PROCEDURE_KEYS
            assert set(procedure["confidence"]) == {"name", "term", "fee"}


def test_it_works_in_an_empty_folder_without_a_database_and_leaves_nothing_there(tmp_path: Path) -> None:
    env = {name: value for name, value in os.environ.items() if not name.startswith("MOTCUA_")} | {
        "HOME": str(tmp_path)
    }
    told = subprocess.run(
        [MOTCUA, "plugin", "list", "--json"], capture_output=True, text=True, check=True, cwd=tmp_path, env=env
    )
    assert json.loads(told.stdout) == json.loads(json.dumps(listed()))
    assert told.stderr == ""
    assert list(tmp_path.iterdir()) == []


def test_a_plugin_that_cannot_be_used_is_listed_with_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    made = build_catalog(load_plugins([EntryPoint("co_quan_hong", "motcua_khong_co", "motcua")]))
    (only,) = described(made)
    assert (only["status"], only["procedures"]) == ("broken", [])
    printed(lambda out: shown([only], out))
    text = " ".join(capsys.readouterr().out.split())
    assert "không dùng được" in text
    assert "ModuleNotFoundError" in text
    assert "Cài lại bản đã dùng được trước đó" in text


def test_the_table_counts_procedures_and_what_is_unconfirmed(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "140")
    printed(lambda out: shown(listed(), out))
    lines = {line.split()[0]: line for line in capsys.readouterr().out.splitlines() if line.strip()}
    justice = next(plugin for plugin in listed() if plugin["key"] == "tu_phap")
    unsure = sum(1 for procedure in justice["procedures"] if procedure["unconfirmed"])
    assert lines["tu_phap"].split()[1:] == [
        "Phòng", "Tư", "pháp", justice["version"], "dùng", "được", str(len(justice["procedures"])), str(unsure),
    ]  # fmt: skip
    assert "Còn vướng" not in lines
