"""An externally signed PDF on its way in: what is read from it, and what is refused."""

from __future__ import annotations

import os
import ssl
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from motcua.domain.errors import Refused
from motcua.store.blobs import Blobs
from motcua.store.intake_files import FileIntake, openers_pool
from motcua.testing.signing import Issuer, a_pdf, with_more

AT = datetime(2017, 11, 8, 2, tzinfo=UTC)
CA, STRANGER = Issuer("Cơ quan chứng thực thử"), Issuer("Tổ chức lạ")


def der(issuer: Issuer) -> bytes:
    return ssl.PEM_cert_to_DER_cert(issuer.pem.decode())


@pytest.fixture(scope="module")
async def intake(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[FileIntake]:
    folder = tmp_path_factory.mktemp("signed")
    async with openers_pool(1) as pool:
        yield FileIntake(Blobs(folder / "files"), pool, folder / "incoming")


async def take(intake: FileIntake, body: bytes, issuers: tuple[bytes, ...] = (), name: str = "kết quả.pdf") -> Any:
    return await intake.take_file("que-vo", body, name, at=AT, issuers=issuers)


async def test_a_good_signature_tells_who_when_and_that_its_issuer_was_not_checked(intake: FileIntake) -> None:
    signatory = CA.certifies("Phạm Văn Ba")
    draft = a_pdf("Giay chung nhan")
    signed = await signatory.sign(draft, at=AT)
    assert signed.startswith(draft)
    facts = (await take(intake, signed)).signature
    assert facts["name"] == "Phạm Văn Ba"
    assert facts["issuer"] == CA.name
    assert facts["serial"] == f"{signatory.certificate.serial_number:X}"
    assert datetime.fromisoformat(facts["signed_at"]) == AT
    assert facts["trust"] == "unchecked"


async def test_an_issuer_of_the_folder_is_trusted_and_another_s_certificate_refused(intake: FileIntake) -> None:
    signed = await CA.certifies("Phạm Văn Ba").sign(a_pdf(), at=AT)
    assert (await take(intake, signed, (der(STRANGER), der(CA)))).signature["trust"] == "trusted"
    with pytest.raises(Refused, match="không do tổ chức chứng thực"):
        await take(intake, signed, (der(STRANGER),))
    # The same name on another key is another issuer.
    forged = await Issuer(CA.name).certifies("Phạm Văn Ba").sign(a_pdf(), at=AT)
    with pytest.raises(Refused, match="không do tổ chức chứng thực"):
        await take(intake, forged, (der(CA),))


async def test_a_second_signature_on_the_first_is_the_one_that_counts(intake: FileIntake) -> None:
    once = await CA.certifies("Trưởng phòng").sign(a_pdf(), at=AT)
    twice = await CA.certifies("Phó Chủ tịch").sign(once, at=AT, named="Signature2")
    facts = (await take(intake, twice, (der(CA),))).signature
    assert (facts["name"], facts["signatures"]) == ("Phó Chủ tịch", 2)


async def test_what_was_changed_after_signing_is_refused(intake: FileIntake) -> None:
    signed = await CA.certifies("A").sign(a_pdf("Dien tich 100 m2"), at=AT)
    with pytest.raises(Refused, match="không bao trùm toàn bộ tệp"):
        await take(intake, with_more(signed))
    place = signed.index(b"/MediaBox")
    altered = signed[: place + 1] + b"N" + signed[place + 2 :]
    with pytest.raises(Refused, match=r"bị sửa sau khi ký|bị hỏng"):
        await take(intake, altered)
    twice = await CA.certifies("B").sign(with_more(signed), at=AT, named="Signature2")
    with pytest.raises(Refused, match="bị sửa"):
        await take(intake, twice)


async def test_unsigned_encrypted_broken_and_other_kinds_are_refused(intake: FileIntake) -> None:
    signed = await CA.certifies("A").sign(a_pdf(), at=AT)
    for body, sentence in (
        (a_pdf(), "chưa có chữ ký số"),
        (a_pdf(password="x"), "mật khẩu"),
        (signed[:-400], "thiếu phần cuối"),
        (b"%PDF-1.7\n" + bytes(500) + b"\n%%EOF", "bị hỏng"),
    ):
        with pytest.raises(Refused, match=sentence):
            await take(intake, body)
    with pytest.raises(Refused, match="phải là tệp PDF"):
        await take(intake, b"\xff\xd8\xff", name="kết quả.jpg")


async def test_a_certificate_must_be_valid_when_it_signs(intake: FileIntake) -> None:
    gone = CA.certifies("A", until=datetime(2016, 1, 1, tzinfo=UTC))
    with pytest.raises(Refused, match="hiệu lực vào thời điểm ký"):
        await take(intake, await gone.sign(a_pdf(), at=AT))
    # Long out of date by now, but not when it signed.
    assert (await take(intake, await gone.sign(a_pdf(), at=datetime(2015, 6, 1, tzinfo=UTC)))).signature


async def test_a_refused_file_leaves_nothing_and_the_next_one_is_read(intake: FileIntake, tmp_path: Path) -> None:
    async with openers_pool(1) as pool:
        own = FileIntake(Blobs(tmp_path / "files"), pool, tmp_path / "incoming")
        with pytest.raises(Refused):
            await take(own, a_pdf())
        assert not any(files for _, _, files in os.walk(tmp_path))
        assert (await take(own, await CA.certifies("A").sign(a_pdf(), at=AT))).signature
