"""What one running installation hands to its pages, and how a page reaches it from a request."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Protocol, cast

from litestar import Request
from litestar.datastructures import State

from motcua.centers import Center, Centers
from motcua.domain.citizens import Applying, Citizen
from motcua.domain.people import Acting, Staff
from motcua.services.office import Office
from motcua.settings import Clock, Settings, wall_clock
from motcua.web.tries import Asker, FailedTries, Guesses

if TYPE_CHECKING:
    from motcua.web.render import Renderer
    from motcua.web.static_files import StaticFiles

CITIZEN = "citizen"
WebRequest = Request[Staff | None, Any, State]


class Readiness(Protocol):
    """Whether every center found can serve its pages, and what to say meanwhile (`motcua.readiness`)."""

    @property
    def is_ready(self) -> bool: ...

    @property
    def is_healthy(self) -> bool: ...

    def report(self) -> Mapping[str, Any]: ...

    def why_closed(self, center: str) -> str | None: ...

    def has_left(self, center: str) -> bool: ...


@dataclass(frozen=True, slots=True)
class Site:
    """One installation: everything a page may need that is not in the request."""

    settings: Settings
    clock: Clock
    office: Office
    static: StaticFiles
    renderer: Renderer
    readiness: Readiness | None = None
    failed_lookups: Guesses = field(default_factory=lambda: Guesses(30, 600, timedelta(minutes=5)))

    sent_feedback: FailedTries = field(
        default_factory=lambda: FailedTries(10, timedelta(hours=1), "Đã có nhiều nội dung gửi từ nơi này.")
    )

    held_places: FailedTries = field(
        default_factory=lambda: FailedTries(10, timedelta(minutes=15), "Đã có nhiều lượt đặt lịch từ nơi này.")
    )
    """Places of appointments that were asked for: each costs a message, and most that are not meant come in rows."""

    @property
    def centers(self) -> Centers:
        return self.office.centers

    @property
    def is_demo(self) -> bool:
        return self.settings.demo_clock is not None


def site_of(request: WebRequest) -> Site:
    return cast(Site, request.app.state.site)


def office_of(request: WebRequest) -> Office:
    """The first argument of every service."""
    return site_of(request).office


def center_of(request: WebRequest) -> Center:
    """The center in whose pages we are; the outer wrapper has put it there before anything else ran."""
    return cast(Center, request.scope["state"]["center"])


def business_now(request: WebRequest) -> datetime:
    """The instant the law counts from. One value per request, so that a page and its act never disagree by a second."""
    state = request.scope["state"]
    if "at" not in state:
        state["at"] = site_of(request).clock()
    return cast(datetime, state["at"])


def real_now() -> datetime:
    """The present, for sessions and rate limits: the demo's business clock must not keep a session alive."""
    return wall_clock()


def staff_of(request: WebRequest) -> Staff | None:
    """Who is signed in, if anybody. Safe where authentication never ran (an unknown address)."""
    return cast("Staff | None", request.scope.get("user"))


def acting(request: WebRequest) -> Acting:
    """Who acts and when, for services that change something. Only for pages that a signed-in person alone can open."""
    staff = staff_of(request)
    if staff is None:
        raise RuntimeError("acting() on a page that the public may open")
    return Acting(staff, business_now(request))


def signed_in_citizen(request: WebRequest) -> Citizen | None:
    """The citizen whose session it is, on citizens' pages."""
    return cast("Citizen | None", request.scope["state"].get(CITIZEN))


def applying(request: WebRequest) -> Applying:
    """Which citizen acts and when. Only for pages that a citizen alone can open."""
    citizen = signed_in_citizen(request)
    if citizen is None:
        raise RuntimeError("applying() on a page that no citizen has signed in for")
    return Applying(citizen, business_now(request))


def keep(request: WebRequest) -> None:
    """Commit what the request wrote although its answer is an error (a counted failed sign-in)."""
    request.scope["state"]["keeps_writes"] = True


def address_of(request: WebRequest) -> str:
    """The client's address as the server saw it; a proxy's header counts only if uvicorn was told to trust it."""
    return request.client.host if request.client else ""


def asker_of(request: WebRequest) -> Asker:
    """Who asks for something by its secret, within the limits of this center and this address."""
    return Asker(site_of(request).failed_lookups, center_of(request).key, address_of(request), real_now())
