"""A template that will not end, or eats memory, loses its worker; the next letter prints."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from motcua.domain.errors import Unavailable
from motcua.letters.rendering import FONTS, LetterError, Letters
from motcua.sandbox.caps import Caps
from motcua.sandbox.pool import Pool

HOSTILE = {
    "memory": "#let x = range(100000000).map(i => str(i) * 100)\n#x.len()",
    "endless": "#for i in range(9000) { for j in range(9000) { for k in range(9000) { let x = i + j } } }",
    "slow": "#for i in range(3000000) { [a ] }",
}
BROKEN = {
    "outside": '#read("/../../../../../../etc/passwd")',
    "package": '#import "@preview/cetz:0.3.0": canvas',
    "syntax": "#let = 1",
}


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def hostile(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[tuple[Letters, Pool]]:
    folder = tmp_path_factory.mktemp("letters")
    (folder / "good.typ").write_text('#set page(paper: "a5")\n#set document(title: [T])\nĐã in #sys.inputs.d', "utf-8")
    for name, source in (HOSTILE | BROKEN).items():
        (folder / f"{name}.typ").write_text("#set document(title: [T])\n" + source, "utf-8")
    async with Pool("motcua.sandbox.typesetting", size=1, caps=Caps(seconds=2.0)) as pool:
        yield Letters(pool, folder, FONTS), pool


@pytest.mark.parametrize("name", sorted(HOSTILE))
async def test_a_bomb_takes_only_its_worker_and_the_next_letter_prints(
    hostile: tuple[Letters, Pool], name: str
) -> None:
    letters, pool = hostile
    await letters.render("good", {})
    before = pool.pids
    with pytest.raises(Unavailable, match="in lại"):
        await letters.render(name, {})
    started = time.monotonic()
    assert (await letters.render("good", {"a": 1})).startswith(b"%PDF-")
    assert time.monotonic() - started < 10
    assert pool.pids != before


@pytest.mark.parametrize("name", sorted(HOSTILE | BROKEN))
async def test_an_agencys_template_is_held_to_the_same_limits(hostile: tuple[Letters, Pool], name: str) -> None:
    letters, _ = hostile
    with pytest.raises((Unavailable, LetterError)):
        await letters.render("result", {}, source="#set document(title: [T])\n" + (HOSTILE | BROKEN)[name])
    own = '#set page(paper: "a5")\n#set document(title: [T])\nCủa cơ quan'
    assert (await letters.render("result", {}, source=own)).startswith(b"%PDF-")
    with pytest.raises(LetterError):
        await letters.render("result", {}, source='#read("../good.typ")')


@pytest.mark.parametrize("name", sorted(BROKEN))
async def test_a_template_that_reaches_out_or_is_wrong_is_an_error_for_the_log(
    hostile: tuple[Letters, Pool], name: str
) -> None:
    letters, pool = hostile
    await letters.render("good", {})
    before = pool.pids
    with pytest.raises(LetterError, match=name):
        await letters.render(name, {})
    assert pool.pids == before


@pytest.mark.parametrize("name", ["../good", "good.typ", "", "GOOD", "no_such", "/etc/passwd"])
async def test_only_a_template_of_the_folder_is_a_template(hostile: tuple[Letters, Pool], name: str) -> None:
    letters, _ = hostile
    with pytest.raises(LetterError):
        await letters.render(name, {})
