"""One module per audience. Each ends with `PAGES`; here they are put together."""

from __future__ import annotations

from motcua.web.pages import (
    account,
    catalogue,
    counter,
    desk,
    dossier,
    handback,
    moves,
    public,
    staff,
    tracking,
    uploads,
)

PAGES = (
    *public.PAGES,
    *catalogue.PAGES,
    *tracking.PAGES,
    *account.PAGES,
    *desk.PAGES,
    *counter.PAGES,
    *uploads.PAGES,
    *dossier.PAGES,
    *moves.PAGES,
    *handback.PAGES,
    *staff.PAGES,
)
