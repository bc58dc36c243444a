from typing import Any

from motcua.centers import Center, Centers
from motcua.domain.dossier import State
from motcua.store.roles import COLUMN_GRANTS, GRANTS, column_grants
from motcua.store.tables import ALL
from motcua.store.upgrading import columns_not_granted

TYPES = {
    "UUID": "uuid",
    "Text": "text",
    "BigInt": "bigint",
    "BigSerial": "bigint",
    "Timestamptz": "timestamp with time zone",
    "JSONB": "jsonb",
    "Bytea": "bytea",
    "Boolean": "boolean",
    "Date": "date",
    "Array": "ARRAY",
}


async def test_every_column_is_known_to_piccolo_as_the_database_has_it(two_centers: Centers, owner: Any) -> None:
    for center in two_centers.values():
        found = await owner.fetch(
            """SELECT table_name, column_name, data_type, is_nullable = 'YES' AS is_null FROM information_schema.columns
            WHERE table_schema = $1 AND is_generated = 'NEVER'""",
            center.schema,
        )
        have = {(r["table_name"], r["column_name"], r["data_type"], r["is_null"]) for r in found}
        said = {
            (table._meta.tablename, column._meta.name, TYPES[type(column).__name__], column._meta.null)
            for table in ALL
            for column in table._meta.columns
        }
        assert have == said


async def test_every_table_has_its_grants_and_no_table_has_more(two_centers: Centers, owner: Any) -> None:
    for center in two_centers.values():
        tables = await owner.fetch("SELECT tablename FROM pg_tables WHERE schemaname = $1", center.schema)
        assert {r["tablename"] for r in tables} == set(GRANTS)
        for table, rights in GRANTS.items():
            for right in ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER"):
                may = await owner.fetchval(
                    "SELECT has_table_privilege($1, $2, $3)", center.schema, f"{center.schema}.{table}", right
                )
                assert may == (right in rights), (table, right)


async def test_of_what_is_never_changed_a_center_may_empty_single_columns_and_no_hash(
    two_centers: Centers, owner: Any
) -> None:
    for center in two_centers.values():
        found = await owner.fetch(
            """SELECT table_name, column_name, has_column_privilege($1, table_schema || '.' || table_name, column_name,
                'UPDATE') AS may FROM information_schema.columns WHERE table_schema = $1""",
            center.schema,
        )
        single = {
            (row["table_name"], row["column_name"])
            for row in found
            if row["may"] and "UPDATE" not in GRANTS[row["table_name"]]
        }
        assert single == {(table, column) for table, columns in COLUMN_GRANTS.items() for column in columns}
    assert not {"hash", "prev_hash", "kind", "at", "seq"} & set(COLUMN_GRANTS["event"])


async def test_a_center_that_is_raised_gets_its_rights_on_single_columns(owner: Any, que_vo: Center) -> None:
    undo = owner.transaction()
    await undo.start()
    try:
        await owner.execute(f"REVOKE UPDATE (data, salt) ON {que_vo.schema}.event FROM {que_vo.schema}")
        assert await columns_not_granted(owner, que_vo.schema) == {"event": ["data", "salt"]}
        await owner.execute("; ".join(column_grants(que_vo.schema, {"event": ["data", "salt"]})))
        assert await columns_not_granted(owner, que_vo.schema) == {}
    finally:
        await undo.rollback()


async def test_the_schema_can_move_to_another_machine(two_centers: Centers, owner: Any) -> None:
    """No triggers, enums, domains, missing or narrow keys; foreign keys leave the schema for the catalog only."""
    for center in two_centers.values():
        schema = center.schema
        assert not await owner.fetch(
            "SELECT 1 FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
            "WHERE NOT t.tgisinternal AND c.relnamespace = $1::regnamespace",
            schema,
        )
        assert not await owner.fetch(
            "SELECT 1 FROM pg_type WHERE typnamespace = $1::regnamespace AND typtype IN ('e', 'd', 'r')", schema
        )
        keyless = await owner.fetch(
            """SELECT c.relname FROM pg_class c WHERE c.relnamespace = $1::regnamespace AND c.relkind = 'r'
            AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype = 'p')""",
            schema,
        )
        assert not keyless
        outside = await owner.fetch(
            """SELECT k.conname FROM pg_constraint k JOIN pg_class t ON t.oid = k.confrelid
            WHERE k.contype = 'f' AND k.connamespace = $1::regnamespace
            AND t.relnamespace NOT IN ($1::regnamespace, 'catalog'::regnamespace)""",
            schema,
        )
        assert not outside
        narrow = await owner.fetch(
            """SELECT table_name, column_name FROM information_schema.columns
            WHERE table_schema = $1 AND data_type IN ('integer', 'smallint')""",
            schema,
        )
        assert not narrow


async def test_the_database_knows_every_state(two_centers: Centers, owner: Any) -> None:
    for center in two_centers.values():
        check = await owner.fetchval(
            "SELECT pg_get_constraintdef(oid) FROM pg_constraint "
            "WHERE conname = 'dossier_state' AND connamespace = $1::regnamespace",
            center.schema,
        )
        assert set(check.split("'")[1::2]) == {state.value for state in State}


async def test_both_centers_have_the_same_shape(two_centers: Centers, owner: Any) -> None:
    shapes = []
    for center in two_centers.values():
        found = await owner.fetch(
            "SELECT indexname, replace(indexdef, schemaname || '.', '') AS def FROM pg_indexes WHERE schemaname = $1",
            center.schema,
        )
        shapes.append({(r["indexname"], r["def"]) for r in found})
    assert shapes[0] == shapes[1]
