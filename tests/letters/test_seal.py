"""The platform's seal behind an issued letter: valid and whole; a wrong key is told at the start."""

from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID
from pyhanko.keys import load_certs_from_pemder_data
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import async_validate_pdf_signature
from pyhanko_certvalidator import ValidationContext
from tests.letters.letters_of import AT, RECEIPT, issue_of

from motcua import paths
from motcua.centers import entered, read_centers
from motcua.centers.training import Training
from motcua.domain.errors import DataError
from motcua.letters.rendering import Letters, letters_pool
from motcua.letters.seal import PlatformSeal, read_seal
from motcua.settings import Settings

PASSWORD = "mật khẩu thử"
NAME = "Hệ thống Một Cửa tỉnh Bắc Ninh"


def seal_of(until: datetime = datetime(2040, 1, 1, tzinfo=UTC)) -> tuple[bytes, bytes]:
    """A PKCS#12 file and its certificate."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(datetime(2015, 1, 1, tzinfo=UTC))
        .not_valid_after(until)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(
            x509.KeyUsage(True, True, False, False, False, True, False, False, False),
            critical=True,
        )
        .sign(key, hashes.SHA256())
    )
    how = serialization.BestAvailableEncryption(PASSWORD.encode())
    body = pkcs12.serialize_key_and_certificates(b"seal", key, made, None, how)
    return body, made.public_bytes(serialization.Encoding.DER)


@pytest.fixture(scope="module")
def seal() -> tuple[bytes, bytes]:
    return seal_of()


@pytest.fixture
async def sealing(seal: tuple[bytes, bytes]) -> AsyncIterator[Letters]:
    async with letters_pool(size=1) as pool:
        yield Letters(pool, paths.templates() / "letters", seal=PlatformSeal(seal[0], PASSWORD))


async def test_a_sealed_letter_is_valid_and_whole(sealing: Letters, seal: tuple[bytes, bytes]) -> None:
    plain = await sealing.print_letter(RECEIPT, issue_of("receipt"))
    sealed = await sealing.sealed(plain, AT)
    assert sealed.startswith(plain), "the letter's own bytes stay as they are"
    (found,) = PdfFileReader(io.BytesIO(sealed)).embedded_signatures
    roots = list(load_certs_from_pemder_data(seal[1]))
    told = await async_validate_pdf_signature(found, ValidationContext(trust_roots=roots, moment=AT))
    assert told.intact
    assert told.valid
    assert told.trusted
    assert told.coverage.name == "ENTIRE_FILE"
    assert told.signing_cert.subject.native["common_name"] == NAME
    assert told.signer_reported_dt == AT


async def test_a_sealed_letter_that_was_changed_is_not_whole(sealing: Letters, seal: tuple[bytes, bytes]) -> None:
    sealed = bytearray(await sealing.sealed(await sealing.print_letter(RECEIPT, issue_of("receipt")), AT))
    at = sealed.index(b"/Title") + 8
    sealed[at] ^= 1
    (found,) = PdfFileReader(io.BytesIO(bytes(sealed))).embedded_signatures
    roots = list(load_certs_from_pemder_data(seal[1]))
    assert not (await async_validate_pdf_signature(found, ValidationContext(trust_roots=roots, moment=AT))).intact


async def test_no_letter_of_a_training_twin_is_sealed(sealing: Letters) -> None:
    twin = replace(read_centers(paths.tenants())["que-vo"], training=Training("que-vo"))
    for center, is_sealed in ((twin, False), (replace(twin, training=None), True)):
        with entered(center):
            assert sealing.seals is is_sealed
            plain = await sealing.print_letter(RECEIPT, issue_of("receipt"))
            assert (len(await sealing.sealed(plain, AT)) > len(plain)) is is_sealed


async def test_without_a_seal_a_letter_stays_as_it_is() -> None:
    async with letters_pool(size=1) as pool:
        letters = Letters(pool, paths.templates() / "letters")
        assert not letters.seals
        assert await letters.sealed(b"%PDF-", AT) == b"%PDF-"


def settings_with(folder: Path, body: bytes, password: str, mode: int = 0o600) -> Settings:
    seal, words = folder / "seal.p12", folder / "seal.txt"
    seal.write_bytes(body)
    words.write_text(password + "\n", "utf-8")
    seal.chmod(mode)
    words.chmod(0o600)
    return Settings(
        data_dir=folder, tenants_dir=folder, key_file=folder / "k", seal_file=seal, seal_password_file=words
    )


async def test_the_seal_is_read_at_the_start_or_refused_with_a_sentence(
    tmp_path: Path, seal: tuple[bytes, bytes]
) -> None:
    def read(body: bytes, password: str = PASSWORD, mode: int = 0o600) -> PlatformSeal | None:
        return read_seal(settings_with(tmp_path, body, password, mode))

    assert await asyncio.to_thread(read, seal[0]) == PlatformSeal(seal[0], PASSWORD)
    for body, password, mode, sentence in (
        (seal[0], "sai", 0o600, "sai mật khẩu"),
        (b"khong phai", PASSWORD, 0o600, "không phải PKCS#12"),
        (seal[0], PASSWORD, 0o644, "mở cho người khác đọc"),
        (seal_of(datetime.now(UTC) - timedelta(days=1))[0], PASSWORD, 0o600, "đã hết hạn"),
    ):
        with pytest.raises(DataError, match=sentence):
            await asyncio.to_thread(read, body, password, mode)
    assert read_seal(Settings(data_dir=tmp_path, tenants_dir=tmp_path, key_file=tmp_path / "k")) is None
