"""The signatures' worker: what an externally signed PDF proves, read where its reader can hurt nobody.

Nothing is fetched: no revocation list, no certificate of an issuer. What can't be known without asking somebody is told
as not checked; what can be known and is wrong is refused with a sentence.
"""

from __future__ import annotations

import asyncio
import base64
import io
import logging
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from pyhanko.keys import load_certs_from_pemder_data, load_private_key_from_pemder_data
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfReadError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import signers
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import EmbeddedPdfSignature, SignatureCoverageLevel, async_validate_pdf_signature
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

from motcua.domain.errors import Refused
from motcua.sandbox import open_pdf

MOST_SIGNATURES = 20
TRUSTED, UNCHECKED = "trusted", "unchecked"
_AGAIN = "Hãy ký lại bằng phần mềm ký số rồi tải lên."
# Either says "this person signs"; issuers in Vietnam set one or both.
_USAGE = KeyUsageConstraints(key_usage={"digital_signature", "non_repudiation"}, match_all_key_usages=False)


def prepare() -> None:
    """Sign and read one PDF, so that nothing is left to import once the uid is dropped."""
    logging.disable(logging.CRITICAL)  # a library must not write down what stands in somebody's file
    handle({"roots": []}, _sample())


def handle(request: Mapping[str, Any], body: bytes) -> tuple[Any, bytes]:
    """The facts of the last signature of a PDF. `roots`: trusted issuers, DER in base64; none, nothing is trusted."""
    roots = [each for root in request["roots"] for each in load_certs_from_pemder_data(base64.b64decode(root))]
    open_pdf.look_through("pdf", body)
    try:
        reader = PdfFileReader(io.BytesIO(body), strict=True)
        if reader.encrypted:
            raise Refused("Tệp PDF đặt mật khẩu hoặc bị khóa. Hãy bỏ mật khẩu, ký lại rồi tải lên.")
        everything = list(reader.embedded_signatures)
        found = list(reader.embedded_regular_signatures)
        if not found:
            raise Refused(f"Tệp PDF chưa có chữ ký số nào. {_AGAIN}")
        if len(everything) > MOST_SIGNATURES:
            raise Refused(f"Tệp PDF có quá nhiều chữ ký số ({len(everything)}). {_AGAIN}")
        last = everything[-1]
        last.compute_integrity_info()
        if last.evaluate_signature_coverage() is not SignatureCoverageLevel.ENTIRE_FILE:
            raise Refused(f"Chữ ký số không bao trùm toàn bộ tệp: có nội dung được thêm vào sau khi ký. {_AGAIN}")
        facts = [asyncio.run(_facts(each, roots)) for each in found]
    except Refused:
        raise
    except PdfReadError:
        raise Refused(f"Tệp PDF bị hỏng nên không đọc được chữ ký số. {_AGAIN}") from None
    except Exception as problem:  # the library has no common root for what it finds wrong in a signature
        raise Refused(f"Không đọc được chữ ký số trong tệp ({type(problem).__name__}). {_AGAIN}") from None
    return {**facts[-1], "signatures": len(found)}, b""


def _in_words(name: Any) -> str:
    """A name of a certificate by its values: the names of its parts are not for the people who read it here."""
    parts: list[str] = []
    for part in name.native.values():
        parts += [str(each) for each in part] if isinstance(part, list) else [str(part)]
    return ", ".join(dict.fromkeys(parts))


async def _facts(found: EmbeddedPdfSignature, roots: Sequence[Any]) -> dict[str, Any]:
    certificate: Any = found.signer_cert
    claimed = found.self_reported_timestamp
    context = ValidationContext(
        trust_roots=list(roots), allow_fetching=False, revocation_mode="soft-fail", moment=claimed or None
    )
    status = await async_validate_pdf_signature(
        found, signer_validation_context=context, ts_validation_context=context, key_usage_settings=_USAGE
    )
    if not status.intact or not status.valid:
        raise Refused(f"Nội dung tệp đã bị sửa sau khi ký, chữ ký số không còn hợp lệ. {_AGAIN}")
    level = status.modification_level
    if level is None or level > ModificationLevel.FORM_FILLING or not status.docmdp_ok:
        raise Refused(f"Nội dung tệp đã bị sửa giữa các lần ký. {_AGAIN}")
    timestamp = status.timestamp_validity
    signed_at = timestamp.timestamp if timestamp is not None else claimed
    if signed_at is None:
        raise Refused(f"Chữ ký số không ghi thời điểm ký. {_AGAIN}")
    if signed_at.tzinfo is None:
        signed_at = signed_at.replace(tzinfo=UTC)
    if not certificate.not_valid_before <= signed_at <= certificate.not_valid_after:
        raise Refused("Chứng thư số của người ký không còn (hoặc chưa có) hiệu lực vào thời điểm ký. " + _AGAIN)
    if roots and not status.trusted:
        raise Refused(
            "Chứng thư số của người ký không do tổ chức chứng thực mà Trung tâm tin cậy cấp, hoặc không dùng để ký. "
            "Hãy ký bằng chứng thư được cấp cho cơ quan, hoặc báo quản trị hệ thống."
        )
    return {
        "subject": _in_words(certificate.subject),
        "name": str(certificate.subject.native.get("common_name", _in_words(certificate.subject))),
        "issuer": str(certificate.issuer.native.get("common_name", _in_words(certificate.issuer))),
        "serial": f"{certificate.serial_number:X}",
        "signed_at": signed_at.astimezone(UTC).isoformat(),
        "has_timestamp": timestamp is not None,
        "trust": TRUSTED if roots else UNCHECKED,
    }


def _sample() -> bytes:
    """A PDF signed by nobody in particular."""
    key = ec.generate_private_key(ec.SECP256R1())
    now = datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "x")])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    raw = key.private_bytes(serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    signer = signers.SimpleSigner(
        signing_cert=next(iter(load_certs_from_pemder_data(certificate.public_bytes(serialization.Encoding.DER)))),
        signing_key=load_private_key_from_pemder_data(raw, None),
        cert_registry=SimpleCertificateStore(),  # type: ignore[no-untyped-call]
    )
    out = io.BytesIO()
    signers.sign_pdf(
        IncrementalPdfFileWriter(io.BytesIO(open_pdf.sample())),
        signers.PdfSignatureMetadata(field_name="Signature1"),
        signer=signer,
        output=out,
    )
    return out.getvalue()
