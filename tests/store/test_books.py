"""The books' lists at the size of a busy center: fifty lines from an index, however many there are."""

from __future__ import annotations

import contextlib
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from motcua.centers import Center, entered
from motcua.store.engine import DB
from motcua.store.queries import books

Maker = Callable[..., Awaitable[Any]]
MANY = 50_000


@pytest.fixture(scope="module")
async def full(que_vo: Center, make_dossier: Maker, owner: Any) -> None:
    """Five hundred dossiers a day for a hundred days of 2031, each with an entry."""
    with entered(que_vo):
        one = await make_dossier()
    await owner.execute(
        f"""SET search_path = {que_vo.schema};
        INSERT INTO dossier (id, code, procedure_key, version_hash, agency, applicant_id, state, channel, answers,
            received_at, term, folded, receiver_id, created_at, changed_at, at_agency, at_desk, is_open)
        SELECT md5('book' || n)::uuid, '000.00.07.H05-' || to_char(date '2031-01-01' + n / 500, 'YYMMDD') || '-'
            || to_char(n % 500 + 1, 'FM0000'),
            CASE WHEN n % 1000 = 7 THEN 'so-sach-it' ELSE d.procedure_key END, d.version_hash,
            CASE WHEN n % 1000 = 7 THEN 'so_sach_it' ELSE 'so_sach_' || n % 14 END, d.applicant_id,
            'handed_back', 'direct', '{{}}', d.received_at, '3wd', 'x', d.receiver_id, d.created_at, d.changed_at,
            NULL, NULL, false
        FROM dossier d, generate_series(0, {MANY - 1}) n WHERE d.id = '{one}';
        INSERT INTO book_entry (book, year, ordinal, dossier_id, part, signed_by, at)
        SELECT 'SCT/BS', 2031, n + 1, md5('book' || n)::uuid, 0, 'Bà Bình', now() FROM generate_series(0, {MANY - 1}) n;
        INSERT INTO closed_line (book, year, place, dossier_id, agency, procedure_key, cells)
        SELECT 'MAU-06', 2031, right(code, 11), id, agency, procedure_key, 'x' FROM dossier WHERE code LIKE '%H05-31%';
        ANALYZE dossier; ANALYZE book_entry; ANALYZE closed_line; RESET search_path"""
    )
    await owner.execute(f"VACUUM {que_vo.schema}.dossier")


@pytest.mark.parametrize(
    ("ask", "index"),
    [
        (lambda: books.register_lines(2031, books.WHOLE, None), "dossier_line"),
        (lambda: books.register_lines(2031, books.WHOLE, "310308-0400"), "dossier_line"),
        # Of an agency with every fourteenth line the whole year's index does as well.
        (lambda: books.register_lines(2031, books.Part("so_sach_3"), "310308-0400"), "dossier_line"),
        (lambda: books.register_lines(2031, books.Part("so_sach_it"), None), "dossier_line_of_agency"),
        (lambda: books.count_register(2031, books.Part("so_sach_it"), "310308-0400"), "dossier_line_of_agency"),
        (lambda: books.first_register_line(books.Part("so_sach_it")), "dossier_line_of_agency"),
        (lambda: books.first_register_line(), "dossier_line"),
        (lambda: books.book_entries("SCT/BS", 2031, 49_000), "book_entry_number"),
        (lambda: books.register_lines(2031, books.Part(None, ("so-sach-it",)), None), "dossier_line_of_procedure"),
        (lambda: books.closed_lines("MAU-06", 2031, books.WHOLE, "310308-0400"), "closed_line_place"),
        (lambda: books.closed_lines("MAU-06", 2031, books.Part("so_sach_it"), ""), "closed_line_of_agency"),
        (lambda: books.closed_lines("MAU-06", 2031, books.Part(None, ("so-sach-it",)), ""), "closed_line_of_procedure"),
        (lambda: books.count_closed("MAU-06", 2031, books.Part("so_sach_it"), "310308-0400"), "closed_line_of_agency"),
    ],
)
async def test_every_page_of_a_book_comes_from_its_index(
    full: None, que_vo: Center, ask: Callable[[], Awaitable[Any]], index: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, tuple[Any, ...]]] = []

    async def catch(sql: str, *args: Any) -> list[Any]:
        asked.append((sql, args))
        return [[0]]

    with entered(que_vo):
        monkeypatch.setattr(DB, "fetch", catch)
        with contextlib.suppress(Exception):  # the answer is none; only the question counts
            await ask()
        monkeypatch.undo()
        sql, args = asked[0]
        plan = "\n".join(record[0] for record in await DB.fetch(f"EXPLAIN (ANALYZE) {sql}", *args))
    assert index in plan, plan
    assert "Seq Scan on dossier" not in plan, plan
    assert "Seq Scan on book_entry" not in plan, plan
    assert "Seq Scan on closed_line" not in plan, plan


async def test_the_last_page_is_numbered_on_from_all_before(full: None, que_vo: Center) -> None:
    with entered(que_vo):
        assert await books.count_register(2031, books.WHOLE) == MANY
        last = await books.register_lines(2031, books.WHOLE, "310410-0450")
        assert [row["line"] for row in last] == [f"310410-{n:04d}" for n in range(451, 501)]
        assert await books.count_register(2031, books.WHOLE, "310410-0450") == MANY - 50
        assert await books.count_register(2031, books.Part("so_sach_it")) == MANY // 1000
        assert (await books.span_of("SCT/BS", 2031))["last"] == MANY
        assert await books.register_lines(2032, books.WHOLE, None) == []


async def test_a_center_reads_its_own_books_only(full: None, que_vo: Center, other_center: Center) -> None:
    with entered(other_center):
        assert await books.count_register(2031, books.WHOLE) == 0
        assert await books.book_entries("SCT/BS", 2031) == []
    with entered(que_vo):
        assert len(await books.book_entries("SCT/BS", 2031)) == books.PAGE
