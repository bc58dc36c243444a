"""What a migration may not do to a table that centers are working on: rewrite it, scan it or lock it for long, or take
away what the release before still uses. Read from the migration's own statements; nothing is run.

Held for every migration after the first release (`FIRST`): until then no center had any rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from types import ModuleType

from motcua.store import migrate

FIRST = "m0044"
_NEW = re.compile(r"^CREATE TABLE (?:IF NOT EXISTS )?(\w+)", re.IGNORECASE)
_INDEX = re.compile(
    r"^CREATE (?:UNIQUE )?INDEX (?:CONCURRENTLY )?(?:IF NOT EXISTS )?\w+ ON (?:ONLY )?(\w+)", re.IGNORECASE
)
_ALTER = re.compile(r"^ALTER TABLE (?:IF EXISTS )?(?:ONLY )?(\w+) (.*)$", re.IGNORECASE)
_WRITES = re.compile(r"^(?:WITH .*)?\b(INSERT INTO|UPDATE|DELETE FROM) (?:ONLY )?(\w+)", re.IGNORECASE)
_HEAVY = re.compile(r"^(TRUNCATE|LOCK|CLUSTER|REINDEX|VACUUM|REFRESH)\b", re.IGNORECASE)
_TAKES_AWAY = re.compile(r"^DROP (TABLE|INDEX|FUNCTION|TRIGGER|VIEW|SEQUENCE)\b", re.IGNORECASE)

_COLUMN = r"^ADD (?:COLUMN )?(?:IF NOT EXISTS )?(?!CONSTRAINT\b|CHECK\b|FOREIGN\b|UNIQUE\b|PRIMARY\b)\w+ "
_CONSTRAINT = r"^ADD (?:CONSTRAINT \w+ )?"
_SCANS, _BUILDS, _REWRITES = (
    "scans the table under a full lock",
    "builds an index under a full lock",
    "rewrites the table",
)
# What one action of ALTER TABLE costs; the first that fits speaks.
_COSTS = (
    (r"^RENAME\b", "the release before calls it by its old name: add, copy in the background, drop a release later"),
    (r"^ALTER (?:COLUMN )?\w+ (?:SET DATA )?TYPE\b", f"{_REWRITES}: add a column of the new type instead"),
    (r"^ALTER (?:COLUMN )?\w+ SET NOT NULL", f"{_SCANS}: ADD CONSTRAINT … CHECK … NOT VALID"),
    (r"^SET (?:TABLESPACE|LOGGED|UNLOGGED|ACCESS METHOD)\b", _REWRITES),
    (
        _CONSTRAINT + r"(?:UNIQUE|PRIMARY KEY|EXCLUDE)(?!.*\bUSING INDEX\b)",
        f"{_BUILDS}: INDEXES, then ADD CONSTRAINT … USING INDEX",
    ),
    (
        _CONSTRAINT + r"(?:CHECK|FOREIGN KEY)(?!.*\bNOT VALID\b)",
        f"{_SCANS}: NOT VALID, and VALIDATE CONSTRAINT in a migration of its own",
    ),
    (_COLUMN + r".*\b(?:GENERATED|BIGSERIAL|SERIAL)\b", f"{_REWRITES}: fill it in the background"),
    (_COLUMN + r".*\bDEFAULT\s+\(?\w+\s*\(", f"a default that is computed {_REWRITES}"),
    (_COLUMN + r".*\b(?:UNIQUE|PRIMARY KEY)\b", f"{_BUILDS}: INDEXES"),
    (_COLUMN + r".*\b(?:CHECK|REFERENCES)\b", f"{_SCANS}: ADD CONSTRAINT … NOT VALID after it"),
    (
        _COLUMN + r"(?=.*\bNOT NULL\b)(?!.*\bDEFAULT\b)",
        "the release before does not know the column and could not insert: give it a DEFAULT",
    ),
)
_ACTIONS = tuple((re.compile(pattern, re.IGNORECASE), says) for pattern, says in _COSTS)
_LEVEL = re.compile(r"^m\d{4}")
_DROPS = re.compile(r"^DROP (?:COLUMN )?(?!CONSTRAINT\b)\w+", re.IGNORECASE)
_VALIDATES = re.compile(r"^VALIDATE CONSTRAINT\b", re.IGNORECASE)


def faults_of(module: ModuleType) -> tuple[str, ...]:
    """What breaks the rules, each with its statement.

    A migration has `SQL`, the statements of one transaction, or `INDEXES`, built beside the writers. `FILLS` names
    existing tables that rows are put into, `CONTRACTS` the newest migration of the release that stopped using what is
    taken away: a release that knows it can do without, an earlier one is told not to serve the center. Where that
    release brought no migration, it brings an empty one."""
    sql, indexes = getattr(module, "SQL", None), getattr(module, "INDEXES", None)
    contracts = getattr(module, "CONTRACTS", "")
    if contracts and not (_LEVEL.match(contracts) and contracts[:5] < module.__name__.rpartition(".")[2][:5]):
        return (f"{module.__name__}: CONTRACTS names an earlier migration",)
    if (sql is None) == (indexes is None):
        return (f"{module.__name__}: one of SQL and INDEXES, or it can't be read here",)
    statements = [" ".join(re.sub(r"--[^\n]*", "", each).split()) for each in sql or ()]
    made = {found[1] for each in statements if (found := _NEW.match(each))}
    return tuple(
        f"{module.__name__}: {each[:70]}: {says}"
        for each in statements
        for says in _statement(each, made, module, is_alone=len(statements) == 1)
    )


def _statement(sql: str, made: set[str], module: ModuleType, *, is_alone: bool) -> Iterator[str]:
    if (found := _INDEX.match(sql)) and found[1] not in made:
        yield "keeps writers out while it is built: index_migration (INDEXES), or only on a table made here"
    if (found := _WRITES.match(sql)) and found[2] not in made:
        is_told = found[1].upper() == "INSERT INTO" and found[2] in getattr(module, "FILLS", ())
        if not is_told:
            yield "holds its rows until the end: fill in the background, or name a small table in FILLS"
    if found := _HEAVY.match(sql):
        yield f"{found[1].upper()} locks the whole table"
    if _TAKES_AWAY.match(sql) and not getattr(module, "CONTRACTS", ""):
        yield "takes away: say in CONTRACTS with which migration its use ended"
    if (found := _ALTER.match(sql)) and found[1] not in made:
        for action in _actions(found[2]):
            yield from _action(action, module, is_alone=is_alone)


def _action(action: str, module: ModuleType, *, is_alone: bool) -> Iterator[str]:
    yield from [says for pattern, says in _ACTIONS if pattern.match(action)][:1]
    if _DROPS.match(action) and not getattr(module, "CONTRACTS", ""):
        yield "takes away: say in CONTRACTS with which migration its use ended"
    if _VALIDATES.match(action) and not is_alone:
        yield "scans the table while the locks of the other statements are held: a migration of its own"


def _actions(text: str) -> Iterator[str]:
    """The actions of one ALTER TABLE, split at commas that stand in no bracket and no quotes."""
    depth, quoted, piece = 0, False, ""
    for sign in text:
        quoted ^= sign == "'"
        depth += (sign == "(") - (sign == ")") if not quoted else 0
        if sign == "," and depth == 0 and not quoted:
            yield piece.strip()
            piece = ""
        else:
            piece += sign
    yield piece.strip()


def all_faults() -> tuple[str, ...]:
    """Of every migration of centers since the first release."""
    found = (migrate.center_module(name) for name in migrate.levels("center") if name >= FIRST)
    return tuple(fault for module in found for fault in faults_of(module))
