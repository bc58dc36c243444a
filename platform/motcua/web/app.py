"""The application: an outer wrapper that finds the center, and Litestar with the pages inside."""

from __future__ import annotations

from collections.abc import Sequence

from litestar import Litestar
from litestar.datastructures import State
from litestar.handlers import HTTPRouteHandler

from motcua import paths
from motcua.centers.business_time import by_center
from motcua.services.office import Office
from motcua.settings import Clock
from motcua.web.errors import answer_to
from motcua.web.guards import check_access, declared_routes
from motcua.web.middleware.arrival import Arrival
from motcua.web.middleware.center import CenterByPath
from motcua.web.middleware.citizen import SignedInCitizen
from motcua.web.middleware.csrf import Csrf
from motcua.web.middleware.device import PairedDevice
from motcua.web.middleware.machine import SignedInMachine
from motcua.web.middleware.session import SignedInStaff
from motcua.web.middleware.transaction import RequestTransaction
from motcua.web.pages import PAGES
from motcua.web.render import Renderer
from motcua.web.security import derived_secret
from motcua.web.site import Readiness, Site
from motcua.web.static_files import StaticFiles


def create_app(
    office: Office,
    clock: Clock,
    readiness: Readiness | None = None,
    *,
    pages: Sequence[HTTPRouteHandler] = PAGES,
) -> CenterByPath:
    """The whole as one ASGI application. Refuses to be made when a page does not say who may open it."""
    static = StaticFiles(paths.static())
    settings = office.settings
    site = Site(settings, by_center(clock), office, static, Renderer(static), readiness)
    csrf = Csrf(derived_secret(settings, "csrf").hex(), secure=settings.secure_cookies)
    inside = Litestar(
        route_handlers=list(pages),
        middleware=[
            Arrival(),
            csrf,
            RequestTransaction(),
            SignedInStaff(),
            SignedInCitizen(),
            PairedDevice(),
            SignedInMachine(),
        ],
        guards=[check_access],
        exception_handlers={Exception: answer_to},
        openapi_config=None,
        logging_config=None,
        request_max_body_size=None,  # Arrival counts, by what the page takes
        state=State({"site": site, "secret": derived_secret(settings, "flash")}),
    )
    declared_routes(inside)
    return CenterByPath(inside, site)
