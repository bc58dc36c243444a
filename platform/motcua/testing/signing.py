"""People who sign PDFs in tests: an issuer, the certificates it gives, and signatures made with them at any time.

ca = Issuer("Cơ quan chứng thực thử")
signed = await ca.certifies("Phạm Văn Ba").sign(a_pdf("Giấy chứng nhận"))
"""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pikepdf
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pyhanko.keys import load_certs_from_pemder_data, load_private_key_from_pemder_data
from pyhanko.pdf_utils.generic import pdf_string
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko_certvalidator.registry import SimpleCertificateStore

_LONG = timedelta(days=20 * 365)


def a_pdf(text: str = "", *, password: str = "") -> bytes:
    """One page with a little ASCII text on it; encrypted, if there is a password."""
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(420, 595))
        name = pikepdf.Name
        face = pikepdf.Dictionary(Type=name.Font, Subtype=name.Type1, BaseFont=name.Helvetica)
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=face))
        page.Contents = pdf.make_stream(f"BT /F 14 Tf 40 520 Td ({text}) Tj ET".encode("ascii", "replace"))
        locked = pikepdf.Encryption(owner=password, user=password) if password else False
        pdf.save(out, encryption=locked, deterministic_id=not password)
    return out.getvalue()


def with_more(signed: bytes) -> bytes:
    """The file with something added behind its last signature."""
    writer = IncrementalPdfFileWriter(io.BytesIO(signed))
    writer.root["/Lang"] = pdf_string("vi")
    writer.update_root()  # type: ignore[no-untyped-call]
    out = io.BytesIO()
    writer.write(out)  # type: ignore[no-untyped-call]
    return out.getvalue()


class _AtTime(signers.PdfSigner):
    at: datetime | None = None

    def init_signing_session(self, *args: Any, **more: Any) -> Any:
        session = super().init_signing_session(*args, **more)
        if self.at is not None:
            session.system_time = self.at
        return session


@dataclass(frozen=True)
class Signatory:
    """Somebody with a key and a certificate."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey

    async def sign(self, pdf: bytes, *, at: datetime | None = None, named: str = "Signature1") -> bytes:
        """`pdf` with a signature added behind it: its own bytes stay as they are."""
        raw = self.key.private_bytes(
            serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        der = self.certificate.public_bytes(serialization.Encoding.DER)
        by = signers.SimpleSigner(
            signing_cert=next(iter(load_certs_from_pemder_data(der))),
            signing_key=load_private_key_from_pemder_data(raw, None),
            cert_registry=SimpleCertificateStore(),  # type: ignore[no-untyped-call]
        )
        signer = _AtTime(signers.PdfSignatureMetadata(field_name=named), signer=by)
        signer.at = at
        out = io.BytesIO()
        await signer.async_sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf)), output=out)
        return out.getvalue()


@dataclass(frozen=True)
class Issuer:
    """A certification authority of a test."""

    name: str
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    since: datetime = datetime(2015, 1, 1, tzinfo=UTC)

    @property
    def pem(self) -> bytes:
        """Its own certificate, as an administrator puts it into the folder of the trusted ones."""
        made = self._certificate(self.name, self.key, self.since, self.since + 2 * _LONG, is_issuer=True)
        return made.public_bytes(serialization.Encoding.PEM)

    def certifies(self, name: str, *, since: datetime | None = None, until: datetime | None = None) -> Signatory:
        key = ec.generate_private_key(ec.SECP256R1())
        since = since or self.since
        return Signatory(self._certificate(name, key, since, until or since + _LONG), key)

    def _certificate(
        self, name: str, key: ec.EllipticCurvePrivateKey, since: datetime, until: datetime, *, is_issuer: bool = False
    ) -> x509.Certificate:
        usage = dict.fromkeys(
            ("content_commitment", "key_encipherment", "data_encipherment", "key_agreement", "crl_sign",
             "encipher_only", "decipher_only"),
            False,
        )  # fmt: skip
        return (
            x509.CertificateBuilder()
            .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]))
            .issuer_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, self.name)]))
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(since)
            .not_valid_after(until)
            .add_extension(x509.BasicConstraints(ca=is_issuer, path_length=None), critical=True)
            .add_extension(
                x509.KeyUsage(digital_signature=not is_issuer, key_cert_sign=is_issuer, **usage), critical=True
            )
            .sign(self.key, hashes.SHA256())
        )
