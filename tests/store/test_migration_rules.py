"""No migration after the first release may lock or rewrite what centers work on, or take away what is still used."""

from __future__ import annotations

from types import ModuleType
from typing import Any

import pytest

from motcua.store import migrate
from motcua.store.migration_rules import all_faults, faults_of


def planted(*sql: str, **said: Any) -> ModuleType:
    module = ModuleType("m9001_planted")
    vars(module).update({"SQL": sql} if sql else {}, **said)
    return module


def test_every_migration_since_the_first_release_keeps_the_rules() -> None:
    assert all_faults() == ()


@pytest.mark.parametrize(
    ("sql", "says"),
    [
        ("CREATE INDEX dossier_x ON dossier (state)", "INDEXES"),
        ("CREATE UNIQUE INDEX IF NOT EXISTS dossier_x ON dossier (code)", "INDEXES"),
        ("CREATE INDEX CONCURRENTLY dossier_x ON dossier (state)", "INDEXES"),
        ("ALTER TABLE dossier ALTER COLUMN term TYPE varchar(9)", "rewrites"),
        ("ALTER TABLE dossier ADD COLUMN seen_at timestamptz DEFAULT clock_timestamp()", "computed"),
        ("ALTER TABLE dossier ADD COLUMN number bigint GENERATED ALWAYS AS IDENTITY", "rewrites"),
        ("ALTER TABLE dossier ADD COLUMN a text, ADD COLUMN b text NOT NULL", "DEFAULT"),
        ("ALTER TABLE dossier ADD COLUMN a numeric(9, 2) DEFAULT 0 CHECK (a >= 0)", "NOT VALID"),
        ("ALTER TABLE dossier ADD COLUMN by uuid REFERENCES staff (id)", "NOT VALID"),
        ("ALTER TABLE dossier ADD CONSTRAINT known CHECK (term <> 'a, b')", "NOT VALID"),
        ("ALTER TABLE dossier ADD CONSTRAINT twice UNIQUE (code)", "USING INDEX"),
        ("ALTER TABLE dossier ALTER COLUMN code SET NOT NULL", "scans"),
        ("ALTER TABLE dossier RENAME COLUMN code TO number", "old name"),
        ("ALTER TABLE dossier DROP COLUMN folded", "CONTRACTS"),
        ("DROP TABLE note", "CONTRACTS"),
        ("UPDATE dossier SET term = '3wd'", "background"),
        ("INSERT INTO event SELECT * FROM event", "FILLS"),
        ("LOCK TABLE dossier", "locks"),
    ],
)
def test_a_planted_violation_is_named_with_the_way_around_it(sql: str, says: str) -> None:
    (fault,) = faults_of(planted(sql))
    assert says in fault
    assert sql[:30] in fault


@pytest.mark.parametrize(
    "module",
    [
        planted("CREATE TABLE fresh (id uuid PRIMARY KEY, n bigint NOT NULL)", "CREATE INDEX fresh_n ON fresh (n)"),
        planted("ALTER TABLE dossier ADD COLUMN a text, ADD COLUMN b numeric(9, 2) NOT NULL DEFAULT 0"),
        planted("ALTER TABLE dossier ADD CONSTRAINT known CHECK (term <> '') NOT VALID"),
        planted("ALTER TABLE dossier VALIDATE CONSTRAINT known"),
        planted("ALTER TABLE dossier ADD CONSTRAINT one UNIQUE USING INDEX dossier_one"),
        planted("ALTER TABLE dossier DROP COLUMN folded", CONTRACTS="m9000"),
        planted("INSERT INTO setting (key) VALUES ('x')", FILLS=("setting",)),
        planted(INDEXES=(("dossier_x", "ON dossier (state)"),)),
    ],
)
def test_what_nobody_has_to_wait_for_is_let_through(module: ModuleType) -> None:
    assert faults_of(module) == ()


def test_a_check_of_all_rows_stands_alone() -> None:
    (fault,) = faults_of(planted("ALTER TABLE dossier VALIDATE CONSTRAINT known", "ALTER TABLE note ADD COLUMN a text"))
    assert "a migration of its own" in fault


@pytest.mark.parametrize("contracts", ["0.2 no longer reads it", "m9001", "m9002_later"])
def test_what_is_taken_away_is_bound_to_an_earlier_migration(contracts: str) -> None:
    (fault,) = faults_of(planted("DROP TABLE note", CONTRACTS=contracts))
    assert "an earlier migration" in fault


def test_what_cant_be_read_is_no_migration() -> None:
    assert "SQL and INDEXES" in faults_of(planted())[0]
    assert "SQL and INDEXES" in faults_of(planted("SELECT 1", INDEXES=()))[0]


def test_the_rules_would_have_spoken_of_what_the_first_release_did_to_empty_tables() -> None:
    """The control: real migrations, written before there were rows to lock."""
    found = [fault for name in migrate.levels("center") for fault in faults_of(migrate.center_module(name))]
    assert any("m0016_risk" in fault and "UPDATE dossier" in fault for fault in found)
    assert any("m0011_by_state" in fault for fault in found)
