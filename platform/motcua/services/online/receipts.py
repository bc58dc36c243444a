"""Giấy tiếp nhận hồ sơ of what was accepted online: issued at once, fetched by the applicant on their own pages."""

from __future__ import annotations

from uuid import UUID

from motcua.domain.errors import NotHere
from motcua.domain.people import Acting
from motcua.services.dossiers import records
from motcua.services.letters.issuing import Printed, issue
from motcua.services.office import Office
from motcua.store.engine import transaction


async def issue_receipt(office: Office, acting: Acting, dossier_id: UUID, key: UUID) -> Printed:
    """Sent twice under one key, it is issued once."""
    async with transaction():
        kept = await records.load(dossier_id)
    if kept is None:
        raise NotHere
    return await issue(office, acting, dossier_id, "giay-tiep-nhan", kept.dossier.version, {}, key)
