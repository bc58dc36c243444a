"""Looking a dossier up by its code, slowly for whoever guesses."""

from __future__ import annotations

from motcua.services.citizens import public
from motcua.web.site import WebRequest, asker_of, business_now, office_of

LONGEST = 100
NOT_FOUND = "Không tìm thấy hồ sơ. Kiểm tra lại mã hồ sơ và mã tra cứu in trên giấy tiếp nhận và hẹn trả kết quả."


async def track_slowly(request: WebRequest, code: str, secret: str | None) -> public.Tracked | None:
    """None for whatever is not found; who is wrong too often must wait (TooMany)."""

    async def look_up() -> public.Tracked | None:
        if len(code) > LONGEST or len(secret or "") > LONGEST:
            return None
        return await public.track(office_of(request), code, secret, business_now(request))

    return await asker_of(request).asks(secret, look_up)
