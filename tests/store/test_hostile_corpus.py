"""Hundreds of files that somebody would rather not have sent: each refused with a sentence, and nothing is left."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

import pytest
from tests.store import hostile_files, hostile_kinds, hostile_pdfs, hostile_pictures

from motcua.domain.errors import Refused
from motcua.sandbox.pool import Pool
from motcua.store.blobs import Blobs
from motcua.store.intake_files import FileIntake, openers_pool

AT = datetime(2017, 11, 6, 1, 15, tzinfo=UTC)
MODULES: tuple[ModuleType, ...] = (hostile_files, hostile_kinds, hostile_pdfs, hostile_pictures)
CORPUS: Mapping[str, tuple[str, bytes]] = {
    f"{module.__name__.rpartition('_')[2]}: {says}": case for module in MODULES for says, case in module.BAD.items()
}


@pytest.fixture(scope="module")
async def openers() -> AsyncIterator[Pool]:
    async with openers_pool(size=2) as pool:
        yield pool


@pytest.fixture
def intake(openers: Pool, tmp_path: Path) -> FileIntake:
    return FileIntake(Blobs(tmp_path / "files"), openers, tmp_path / "incoming")


def left_behind(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.mark.parametrize("case", sorted(CORPUS))
async def test_it_is_refused_with_what_to_do_and_leaves_nothing(intake: FileIntake, tmp_path: Path, case: str) -> None:
    name, body = CORPUS[case]
    with pytest.raises(Refused) as refused:
        await intake.take_file("que-vo", body, name, at=AT)
    sentence = refused.value.sentence
    assert sentence.endswith(".")
    assert "Hãy" in sentence
    assert not left_behind(tmp_path)


def test_the_corpus_is_as_wide_as_was_asked() -> None:
    assert len(CORPUS) == sum(len(module.BAD) for module in MODULES), "two cases of one name"
    assert len({(name, body) for name, body in CORPUS.values()}) >= 200
    assert len({body for _, body in CORPUS.values()}) >= 200


@pytest.mark.parametrize("case", sorted(hostile_files.GOOD))
async def test_honest_files_pass_among_them(intake: FileIntake, case: str) -> None:
    name, body, media_type = hostile_files.GOOD[case]
    assert (await intake.take_file("que-vo", body, name, at=AT)).media_type == media_type


async def test_without_the_openers_every_one_of_the_pdfs_and_pictures_would_come_in(tmp_path: Path) -> None:
    """The negative control: names and sizes alone refuse none of them."""
    believing = tmp_path / "believing.py"
    believing.write_text("def handle(request, body):\n    return {'media_type': 'x/y', 'pages': None}, b''\n")
    async with Pool(str(believing), size=1) as pool:
        intake = FileIntake(Blobs(tmp_path / "files"), pool, tmp_path / "incoming")
        for module in (hostile_pdfs, hostile_pictures):
            for name, body in module.BAD.values():
                assert (await intake.take_file("que-vo", body, name, at=AT)).media_type == "x/y"
