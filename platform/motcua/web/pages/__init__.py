"""One module per audience. Each ends with `PAGES`; here they are put together."""

from __future__ import annotations

from motcua.web.pages import (
    absence,
    account,
    bulk,
    catalogue,
    counter,
    desk,
    dossier,
    drafts,
    handback,
    handovers,
    lock,
    moves,
    presence,
    public,
    results,
    rights,
    staff,
    tracking,
    uploads,
    visit,
)

PAGES = (
    *public.PAGES,
    *catalogue.PAGES,
    *tracking.PAGES,
    *account.PAGES,
    *desk.PAGES,
    *bulk.PAGES,
    *handovers.PAGES,
    *counter.PAGES,
    *uploads.PAGES,
    *drafts.PAGES,
    *visit.PAGES,
    *dossier.PAGES,
    *moves.PAGES,
    *results.PAGES,
    *handback.PAGES,
    *staff.PAGES,
    *absence.PAGES,
    *presence.PAGES,
    *lock.PAGES,
    *rights.PAGES,
)
