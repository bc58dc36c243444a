"""One module per audience. Each ends with `PAGES`; here they are put together."""

from __future__ import annotations

from motcua.web.pages import (
    absence,
    account,
    bulk,
    catalogue,
    clock,
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
    *handback.PAGES,
    *clock.PAGES,
    *staff.PAGES,
    *absence.PAGES,
    *presence.PAGES,
    *lock.PAGES,
    *rights.PAGES,
)
