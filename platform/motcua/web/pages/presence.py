"""Says to a dossier's page, as long as it is open, who else has it open. Without scripts nothing is asked."""

from __future__ import annotations

from motcua.services.presence import who_else
from motcua.web.page import Answer, FromPath, Permission, WebRequest, act, acting, office_of, real_now, shown
from motcua.web.pages.dossier import asked_for


@act("/ho-so/{dossier_id:str}/dang-mo", may=Permission.SEE_DOSSIERS, is_quiet=True)
async def say_present(request: WebRequest, dossier_id: FromPath[str]) -> Answer:
    others = await who_else(office_of(request), acting(request), asked_for(dossier_id), real_now())
    return shown(request, "dossier/_others.html", others=others)


PAGES = (say_present,)
