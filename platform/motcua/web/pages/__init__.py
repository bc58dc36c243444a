"""One module per audience. Each ends with `PAGES`; here they are put together."""

from __future__ import annotations

from motcua.web.pages import account, catalogue, public, tracking

PAGES = (*public.PAGES, *catalogue.PAGES, *tracking.PAGES, *account.PAGES)
