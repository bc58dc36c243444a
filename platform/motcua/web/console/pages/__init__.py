"""The console's pages. Signing in, one's own password and the locked screen are the centers' own."""

from __future__ import annotations

from motcua.web.console.pages import access, adding, announcements, catalogue, officers, overview, trail
from motcua.web.pages import account, lock

PAGES = (
    *overview.PAGES,
    *catalogue.PAGES,
    *announcements.PAGES,
    *access.PAGES,
    *adding.PAGES,
    *officers.PAGES,
    *trail.PAGES,
    *account.PAGES,
    *lock.PAGES,
)
