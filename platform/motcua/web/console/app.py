"""The province's console as one ASGI application: the same doors, guards and look as a center's pages.

Every request enters the province's own place, whose database role can read no center's schema.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from litestar import Litestar
from litestar.datastructures import State
from litestar.handlers import HTTPRouteHandler

from motcua import paths
from motcua.centers import Center
from motcua.centers.province import province_office
from motcua.services.office import Office
from motcua.settings import Clock
from motcua.web.console.pages import PAGES
from motcua.web.errors import answer_to
from motcua.web.guards import check_access, declared_routes
from motcua.web.middleware.arrival import Arrival
from motcua.web.middleware.center import CenterByPath
from motcua.web.middleware.csrf import Csrf
from motcua.web.middleware.session import SignedInStaff
from motcua.web.middleware.transaction import RequestTransaction
from motcua.web.render import Renderer
from motcua.web.security import derived_secret
from motcua.web.site import Readiness, Site
from motcua.web.static_files import StaticFiles


class Console(CenterByPath):
    """Everything below `/` is the province's; there is no center in an address's first part."""

    def __init__(self, pages: Litestar, site: Site, place: Center) -> None:
        super().__init__(pages, site)
        self.place = place

    async def _dispatch(self, scope: Any, answer: Any, nonce: str) -> dict[str, Any]:
        answered = await self._at_the_door(scope, answer, nonce)
        return answered if answered is not None else await self._enter(scope, answer, nonce, self.place, "")


def create_console(
    office: Office,
    clock: Clock,
    readiness: Readiness | None = None,
    *,
    pages: Sequence[HTTPRouteHandler] = PAGES,
) -> Console:
    """Refuses to be made when a page does not say who may open it. `office` keeps the centers' own address."""
    static = StaticFiles(paths.static())
    settings = replace(office.settings, base_url=office.settings.console_address)
    site = Site(settings, clock, office, static, Renderer(static), readiness)
    csrf = Csrf(derived_secret(settings, "csrf").hex(), secure=settings.secure_cookies)
    inside = Litestar(
        route_handlers=list(pages),
        middleware=[Arrival(), csrf, RequestTransaction(), SignedInStaff()],
        guards=[check_access],
        exception_handlers={Exception: answer_to},
        openapi_config=None,
        logging_config=None,
        request_max_body_size=None,  # Arrival counts, by what the page takes
        state=State({"site": site, "secret": derived_secret(settings, "flash")}),
    )
    declared_routes(inside)
    return Console(inside, site, province_office(office.centers))
