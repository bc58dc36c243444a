"""A signature that lies beside what it signs (CMS): what it proves of these very bytes. Nothing is fetched."""

from __future__ import annotations

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from asn1crypto import cms  # type: ignore[import-untyped]
from pyhanko.sign.validation import async_validate_detached_cms
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko_certvalidator import ValidationContext

# Whose certificate it is, is told by its fingerprint, and compared by people: any key may have signed.
_ANY = KeyUsageConstraints(key_usage=set(), match_all_key_usages=False)


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signed, by their certificate; `fingerprint` is its SHA-256, in hex. `is_sound`: these bytes, this key."""

    name: str
    issuer: str
    fingerprint: str
    signed_at: datetime | None
    is_sound: bool


def check_detached(body: bytes, signature: bytes) -> Signer | None:
    """None: what lies there is no signature at all."""
    was = logging.root.manager.disable
    logging.disable(logging.CRITICAL)  # the library tells of a certificate that nobody vouches for; we say it ourselves
    try:
        content: Any = cms.ContentInfo.load(signature)
        if content["content_type"].native != "signed_data":
            return None
        with ThreadPoolExecutor(1) as beside:  # whoever asks may have a loop of their own running
            return beside.submit(lambda: asyncio.run(_checked(body, content["content"]))).result()
    except Exception:  # the library has no common root for what it finds wrong in hostile bytes
        return None
    finally:
        logging.disable(was)


async def _checked(body: bytes, signed: Any) -> Signer:
    context = ValidationContext(trust_roots=[], allow_fetching=False, revocation_mode="soft-fail")
    status: Any = await async_validate_detached_cms(
        body, signed, signer_validation_context=context, key_usage_settings=_ANY
    )
    certificate: Any = status.signing_cert
    subject, issuer = certificate.subject.native, certificate.issuer.native
    return Signer(
        name=str(subject.get("common_name", certificate.subject.human_friendly)),
        issuer=str(issuer.get("common_name", certificate.issuer.human_friendly)),
        fingerprint=certificate.sha256.hex(),
        signed_at=status.signer_reported_dt,
        is_sound=bool(status.intact and status.valid),
    )
