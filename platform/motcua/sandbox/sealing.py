"""The sealing worker: the platform's own seal behind an issued letter (PAdES). Its key never signs for a person."""

from __future__ import annotations

import asyncio
import io
import logging
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import SigSeedSubFilter

FIELD = "MotCua"


class _AtTime(signers.PdfSigner):
    """Tells the instant of issuing, which a simulated business clock may set."""

    at: datetime | None = None

    def init_signing_session(self, *args: Any, **more: Any) -> Any:
        session = super().init_signing_session(*args, **more)
        if self.at is not None:
            session.system_time = self.at
        return session


def prepare() -> None:
    logging.disable(logging.CRITICAL)


def handle(request: Mapping[str, Any], body: bytes) -> tuple[Any, bytes]:
    """`body` with the seal behind it: its own bytes stay as they are."""
    return None, asyncio.run(_sealed(request, body))


async def _sealed(request: Mapping[str, Any], body: bytes) -> bytes:
    meta = signers.PdfSignatureMetadata(
        field_name=FIELD, reason="Văn bản do hệ thống Một Cửa phát hành", subfilter=SigSeedSubFilter.PADES
    )
    signer = _AtTime(meta, signer=_signer(request["pkcs12"], request["password"]))
    signer.at = datetime.fromisoformat(request["at"]).astimezone(UTC)
    out = io.BytesIO()
    await signer.async_sign_pdf(IncrementalPdfFileWriter(io.BytesIO(body)), output=out)
    return out.getvalue()


@lru_cache(maxsize=1)
def _signer(pkcs12: str, password: str) -> signers.SimpleSigner:
    made: signers.SimpleSigner | None = signers.SimpleSigner.load_pkcs12_data(
        bytes.fromhex(pkcs12), other_certs=[], passphrase=password.encode()
    )
    if made is None:
        raise ValueError("the seal's file does not open")
    return made
