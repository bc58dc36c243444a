"""What the pages of a tryout share: the plugin as its files are now, a center made up for it, how a page is drawn."""

from __future__ import annotations

import asyncio
import secrets
from dataclasses import replace
from typing import Any
from uuid import uuid4

from litestar import Request, Response
from litestar.datastructures import State
from litestar.enums import MediaType

from motcua import paths
from motcua.catalog.reloading import Broken, Loaded, Reloading
from motcua.centers import Center
from motcua.centers.calendars import read_years
from motcua.domain.people import Acting, Role, Staff
from motcua.services.office import Office
from motcua.services.samples.workshop import workshop
from motcua.settings import Clock
from motcua.web.forms import Typed
from motcua.web.render import Renderer, hx_attributes
from motcua.web.static_files import StaticFiles

STAMP, WATCH, PREVIEW, TOKEN = "_stamp", "_watch", "_preview", "_csrf_token"
PAGES_OWN = (STAMP, WATCH, PREVIEW)
Page = Response[Any]
TryRequest = Request[Any, Any, State]


def is_partial(request: TryRequest) -> bool:
    return request.headers.get("hx-request") == "true"


class Bench:
    """What every page needs. `office` lends the counter its catalogue; its database is never asked."""

    def __init__(self, office: Office, plugin: Reloading, clock: Clock) -> None:
        self.office, self.plugin, self.clock = office, plugin, clock
        self.static = StaticFiles(paths.static())
        self.renderer = Renderer(self.static)
        self.years = read_years(paths.tenants() / "calendar")
        self.token = secrets.token_urlsafe(18)

    async def loaded(self) -> Loaded:
        return await asyncio.to_thread(self.plugin.current)

    def at_work(self, loaded: Loaded) -> tuple[Office, Center]:
        assert loaded.catalog is not None
        center = next(iter(workshop(loaded.catalog, self.years).values()))
        return replace(self.office, catalog=loaded.catalog), center

    def acting(self) -> Acting:
        """Whoever stands at the counter: nobody's rights are asked here."""
        return Acting(Staff(uuid4(), "tiep.nhan", "Cán bộ tiếp nhận", "", frozenset({Role.RECEPTION})), self.clock())

    def shown(self, request: TryRequest, template: str, *, status: int = 200, **values: Any) -> Page:
        nonce = request.scope["state"]["nonce"]
        common = {
            "nonce": nonce,
            "hx": lambda **verbs: hx_attributes(nonce, verbs),
            "url": lambda path: path,
            "csrf_token": self.token,
            "folder": str(self.plugin.folder),
            "here": request.scope["path"],
            "errors": (),
        }
        html = self.renderer.environment.get_template(template).render(common | values)
        return Response(html, media_type=MediaType.HTML, status_code=status)

    def shown_broken(self, request: TryRequest, broken: Broken, stamp: str, typed: Typed | None = None) -> Page:
        """Kept on the page: what was typed, for when the file is mended."""
        template = "tryout/_broken.html" if is_partial(request) else "tryout/broken.html"
        kept = [(name, text) for name, texts in (typed or {}).items() if name not in PAGES_OWN for text in texts]
        page = self.shown(request, template, broken=broken, stamp=stamp, kept=kept)
        if is_partial(request):
            page.headers.update({"HX-Retarget": "#trang", "HX-Reswap": "innerHTML"})
        return page
