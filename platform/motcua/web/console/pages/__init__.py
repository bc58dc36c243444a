"""The console's pages. Signing in with its second step, one's own account and the locked screen are the
centers' own; accounts shared by a provider are a center's only."""

from __future__ import annotations

from motcua.web.console.pages import (
    access,
    adding,
    announcements,
    catalogue,
    officers,
    overview,
    reports,
    switching,
    trail,
    years,
)
from motcua.web.pages import account, lock, my_account, second_step

PAGES = (
    *overview.PAGES,
    *reports.PAGES,
    *catalogue.PAGES,
    *switching.PAGES,
    *years.PAGES,
    *announcements.PAGES,
    *access.PAGES,
    *adding.PAGES,
    *officers.PAGES,
    *trail.PAGES,
    *account.PAGES,
    *lock.PAGES,
    *my_account.PAGES,
    *second_step.PAGES,
)
