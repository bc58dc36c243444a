"""Says to a dossier's page, as long as it is open, who else has it open. Without scripts nothing is asked."""

from __future__ import annotations

from litestar.enums import MediaType
from litestar.response import Response

from motcua.services.dossiers.presence import others_say, who_else
from motcua.web.ids import asked_for
from motcua.web.page import Answer, FromPath, Permission, WebRequest, act, acting, office_of, real_now


@act("/ho-so/{dossier_id:str}/dang-mo", may=Permission.SEE_DOSSIERS, is_quiet=True)
async def say_present(request: WebRequest, dossier_id: FromPath[str]) -> Answer:
    others = await who_else(office_of(request), acting(request), asked_for(dossier_id), real_now())
    # Words only: the page's policy lets no script of ours write markup into it.
    return Response(others_say(others), media_type=MediaType.TEXT)


PAGES = (say_present,)
