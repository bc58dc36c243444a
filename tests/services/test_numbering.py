"""Numbers of results: whose book, how many at once, of which year, and under whose name."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest

from motcua.centers import Center, entered
from motcua.domain.errors import Conflict
from motcua.services.codes import local_date, secret_hash, tracking_secret
from motcua.services.dossiers import records
from motcua.services.results.numbering import Numbered, _how_many, book_of, result_numbers
from motcua.store.engine import transaction
from motcua.store.queries import books, counters
from motcua.store.rows import rows
from motcua.store.secrets import fingerprint

YEAR_OF_ITS_OWN = datetime(2041, 3, 5, 2, 0, tzinfo=UTC)


async def _kept(dossier_id: UUID, outcome: str = "granted") -> records.Kept:
    kept = await records.load(dossier_id)
    assert kept is not None
    return replace(kept, dossier=replace(kept.dossier, outcome=outcome))  # type: ignore[arg-type]


async def _number(desk: Any, dossier_id: UUID, at: datetime, outcome: str = "granted", signer: Any = None) -> Numbered:
    async with transaction():
        return await result_numbers(desk.office, await _kept(dossier_id, outcome), at, signer)


async def _lines(dossier_id: UUID) -> list[tuple[Any, ...]]:
    async with transaction():
        found = await rows("SELECT * FROM book_entry WHERE dossier_id = $1 ORDER BY ordinal", dossier_id)
    return [
        (each["book"], each["year"], each["ordinal"], each["part"], each["signed_by"], each["at"]) for each in found
    ]


def test_a_tracking_secret_has_128_bits_and_is_the_same_for_a_reprint(desk: Any, other_center: Center) -> None:
    one, other = uuid4(), uuid4()
    secret = tracking_secret(one)
    assert secret == tracking_secret(one) != tracking_secret(other)
    with entered(other_center):
        assert tracking_secret(one) != secret, "another center's secrets are others"
    assert len(secret) == 22
    assert len(base64.urlsafe_b64decode(f"{secret}==")) == 16
    assert "=" not in secret
    assert secret_hash(secret) == hashlib.sha256(secret.encode("utf-8")).digest()


def test_what_a_tracking_secret_is_made_of_stays_as_printed_receipts_have_it(desk: Any) -> None:
    one = uuid4()
    assert base64.urlsafe_b64decode(f"{tracking_secret(one)}==") == fingerprint(str(one), "dossier.tracking")[:16]


def test_the_day_of_an_instant_is_the_day_here() -> None:
    assert local_date(datetime(2017, 11, 7, 16, 59, tzinfo=UTC)) == date(2017, 11, 7)
    assert local_date(datetime(2017, 11, 7, 17, 0, tzinfo=UTC)) == date(2017, 11, 8)


def test_a_result_goes_into_its_own_book_and_a_refusal_never_does(office: Any) -> None:
    """NĐ 61/2018, Điều 19 khoản 8: a refusal is a result with a number, but certifies nothing."""
    business, copies = office.catalog.procedures["thu-kinh-doanh"], office.catalog.procedures["thu-chung-thuc"]
    assert book_of(copies) == book_of(copies, "granted") == "SCT/BS"
    assert book_of(copies, "refused") == "KQ/TP"
    assert book_of(business) == book_of(business, "granted") == book_of(business, "refused") == "KQ/TCKH"
    assert book_of(replace(business, agency="_so__y_te")) == "KQ/SYT"


async def test_results_of_an_agency_are_numbered_one_by_one_in_the_year(desk: Any) -> None:
    made = [(await desk.accept("thu-kinh-doanh")).id for _ in range(3)]
    assert [await _number(desk, each, YEAR_OF_ITS_OWN) for each in made[:2]] == [
        Numbered("1/KQ/TCKH", "KQ/TCKH-2041"),
        Numbered("2/KQ/TCKH", "KQ/TCKH-2041"),
    ]
    new_year = datetime(2041, 12, 31, 17, 0, tzinfo=UTC)
    assert await _number(desk, made[2], new_year) == Numbered("1/KQ/TCKH", "KQ/TCKH-2042")
    async with transaction():
        assert await counters.last_number("result/tai_chinh_ke_hoach/KQ/TCKH/2041") == 2
        assert await counters.last_number("result/KQ/TCKH/2041") == 0


async def test_each_paper_certified_takes_a_number_and_a_line_with_its_signer(desk: Any) -> None:
    """TT 20/2015/TT-BTP: one number for each type of paper certified."""
    made = (await desk.accept("thu-chung-thuc", fee_collected=True)).id
    assert await _number(desk, made, YEAR_OF_ITS_OWN, signer=desk.crew.head.id) == Numbered("1–2/SCT/BS", "SCT/BS-2041")
    assert await _lines(made) == [
        ("SCT/BS", 2041, 1, 0, "Bà head, Cán bộ", YEAR_OF_ITS_OWN),
        ("SCT/BS", 2041, 2, 1, "Bà head, Cán bộ", YEAR_OF_ITS_OWN),
    ]
    async with transaction():
        assert await counters.last_number("result/SCT/BS/2041") == 2


async def test_rows_that_the_procedure_does_not_name_take_no_numbers(desk: Any) -> None:
    """The parties of a contract are rows too: the contract has one number whoever they are."""
    made = (await desk.accept("thu-chung-thuc", fee_collected=True)).id
    kept = await _kept(made)
    version = desk.office.catalog.procedures["thu-chung-thuc"]
    assert _how_many(version, kept, "SCT/BS") == 2
    assert _how_many(replace(version, numbered_rows=None), kept, "SCT/BS") == 1
    assert _how_many(version, kept, "KQ/TP") == 1, "a refusal"


async def test_where_no_step_says_who_signed_the_line_has_no_name(desk: Any) -> None:
    made = (await desk.accept("thu-chung-thuc", fee_collected=True)).id
    at = YEAR_OF_ITS_OWN.replace(year=2043)
    assert (await _number(desk, made, at)).says == "1–2/SCT/BS"
    assert [line[4] for line in await _lines(made)] == ["", ""]


async def test_a_refusal_takes_one_number_and_no_line(desk: Any) -> None:
    made = (await desk.accept("thu-chung-thuc", fee_collected=True)).id
    at = YEAR_OF_ITS_OWN.replace(year=2044)
    assert await _number(desk, made, at, "refused") == Numbered("1/KQ/TP", "KQ/TP-2044")
    assert await _lines(made) == []


async def test_a_closed_book_gives_no_number_and_keeps_its_last(desk: Any) -> None:
    """Closed at the end of its year (NĐ 23/2015/NĐ-CP, Điều 13): what comes later stands in the next one."""
    first, second = [(await desk.accept("thu-chung-thuc", fee_collected=True)).id for _ in range(2)]
    at, director = YEAR_OF_ITS_OWN.replace(year=2045), desk.crew.director
    await _number(desk, first, at)
    closing = {
        "book": "SCT/BS",
        "year": 2045,
        "entries": 2,
        "first": 1,
        "last": 2,
        "at": at,
        "unfinished": 0,
        "sha256": bytes(32),
    }
    async with transaction():
        await books.add_closing(
            closing | {"closed_by": director.id, "closed_by_name": director.name, "closed_by_title": director.title}
        )
    with pytest.raises(Conflict) as refused:
        await _number(desk, second, at)
    assert str(refused.value) == "Sổ SCT/BS năm 2045 đã khóa, không cho số của năm 2045 được nữa."
    async with transaction():
        assert await counters.last_number("result/SCT/BS/2045") == 2
    assert (await _number(desk, second, at.replace(year=2047))).says == "1–2/SCT/BS", "another year is open"


async def test_a_paper_without_rows_takes_one_number(desk: Any) -> None:
    """A form whose groups are empty still certifies one paper."""
    made = (await desk.accept("thu-chung-thuc", fee_collected=True)).id
    async with transaction():
        kept = await _kept(made)
        form = dict(kept.row["answers"]["form"])
        bare = {key: answer for key, answer in form.items() if not isinstance(answer, list)}
        emptied = replace(kept, row={**kept.row, "answers": {**kept.row["answers"], "form": bare}})
        at = YEAR_OF_ITS_OWN.replace(year=2046)
        assert (await result_numbers(desk.office, emptied, at)).says == "1/SCT/BS"


async def test_of_many_papers_the_first_and_the_last_number_are_said(desk: Any) -> None:
    made = (await desk.accept("thu-chung-thuc", fee_collected=True)).id
    async with transaction():
        kept = await _kept(made)
        form = dict(kept.row["answers"]["form"])
        more = {key: answer * 2 if isinstance(answer, list) else answer for key, answer in form.items()}
        doubled = replace(kept, row={**kept.row, "answers": {**kept.row["answers"], "form": more}})
        at = YEAR_OF_ITS_OWN.replace(year=2048)
        assert (await result_numbers(desk.office, doubled, at)).says == "1–4/SCT/BS"
