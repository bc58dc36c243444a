"""What a scanner reads, wherever the cursor is: a code opens its dossier."""

from __future__ import annotations

from litestar.enums import MediaType
from litestar.response import Response

from motcua.services.counter.visits import dossier_of_code
from motcua.web.forms import only
from motcua.web.page import (
    Answer,
    Permission,
    WebRequest,
    act,
    acting,
    form_of,
    go,
    office_of,
    url_of,
)
from motcua.web.pages.desk import searched


@act("/quet", may=Permission.SEE_DOSSIERS)
async def look_up(request: WebRequest) -> Answer:
    """The box on every page: a code, typed or read from a receipt, opens its dossier; anything else is searched for."""
    text = searched(only(await form_of(request), "text"))
    if not text:
        return go(request, "/ho-so")
    found = await dossier_of_code(office_of(request), acting(request), text)
    if found is not None:
        return go(request, f"/ho-so/{found}")
    # The same form again, to the list: what was typed must not stand in an address.
    return Response(b"", status_code=307, media_type=MediaType.TEXT, headers={"Location": url_of(request, "/ho-so")})


PAGES = (look_up,)
