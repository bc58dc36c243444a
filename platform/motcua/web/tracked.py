"""Looking a dossier up by its code, slowly for whoever guesses."""

from __future__ import annotations

from motcua.services import public
from motcua.web.site import WebRequest, address_of, business_now, office_of, real_now, site_of

LONGEST = 100
NOT_FOUND = "Không tìm thấy hồ sơ. Kiểm tra lại mã hồ sơ và mã tra cứu in trên giấy tiếp nhận và hẹn trả kết quả."


async def track_slowly(request: WebRequest, code: str, secret: str | None) -> public.Tracked | None:
    """None for whatever is not found; who is wrong too often must wait (TooMany)."""
    address, now = address_of(request), real_now()
    tries = site_of(request).failed_lookups
    tries.check(address, now)
    found = None
    if len(code) <= LONGEST and len(secret or "") <= LONGEST:
        found = await public.track(office_of(request), code, secret, business_now(request))
    if found is None:
        tries.count(address, now)
    return found
