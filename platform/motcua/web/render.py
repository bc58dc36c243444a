"""From a template and its values to HTML. One strict environment for the whole process."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from html import escape
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from motcua import paths
from motcua.centers import KINDS
from motcua.centers.province import PROVINCE_KEY
from motcua.centers.training import MARK
from motcua.domain.conditions import CHANNELS
from motcua.domain.doubts import doubts_of
from motcua.domain.people import Permission
from motcua.domain.province import ProvincePermission
from motcua.domain.values import show_date, show_number
from motcua.domain.words import dong
from motcua.settings import HANOI
from motcua.web.components import Components
from motcua.web.flash import take_flash
from motcua.web.middleware.csrf import csrf_token_of
from motcua.web.navigation import navigation_of
from motcua.web.site import Site, WebRequest, signed_in_citizen, staff_of
from motcua.web.widgets import text_box

if TYPE_CHECKING:
    from motcua.domain.people import Staff
    from motcua.web.static_files import StaticFiles


def show_moment(at: datetime) -> str:
    """09:05 08/11/2017, in Vietnam's time."""
    local = at.astimezone(HANOI)
    return f"{local:%H:%M} {show_date(local.date())}"


def show_day(at: datetime) -> str:
    return show_date(at.astimezone(HANOI).date())


WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")


def show_weekday(at: datetime) -> str:
    return WEEKDAYS[at.astimezone(HANOI).weekday()]


def hx_attributes(nonce: str, verbs: Mapping[str, Any]) -> Markup:
    """`hx(post=…, target=…)` → the attributes with the page's nonce, without which hx-csp makes them inert.

    `hx_headers__inherited` style modifiers: two underscores become a colon, one becomes a hyphen.
    """
    written = [
        f'hx-{name.replace("__", ":").replace("_", "-")}="{escape(str(value))}"'
        for name, value in verbs.items()
        if value is not None and value is not False
    ]
    return Markup(" ".join([*written, f'hx-nonce="{escape(nonce)}"']))  # noqa: S704  every value is escaped above


class Renderer:
    """Draws pages. Templates see the page's values and what `_common` adds; a missing name is an error, not a gap."""

    def __init__(self, static: StaticFiles) -> None:
        environment = Environment(
            loader=FileSystemLoader(paths.templates()),
            undefined=StrictUndefined,
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            cache_size=400,
        )
        environment.filters |= {
            "capital": lambda text: text[:1].upper() + text[1:],
            "channel_names": lambda keys: ", ".join(CHANNELS.get(key, key) for key in keys),
            "date": show_date,
            "day": show_day,
            "dong": dong,
            "kind_name": lambda kind: KINDS.get(kind, ""),
            "moment": show_moment,
            "number": show_number,
            "unsure_of": lambda version, fact: any(doubt.fact == fact for doubt in doubts_of(version)),
            "weekday": show_weekday,
        }
        environment.globals |= {
            "govuk": Components(),
            "static": static.url,
            "Permission": Permission,
            "ProvincePermission": ProvincePermission,
            "text_box": text_box,
            "training_mark": MARK,
        }
        self.environment = environment

    def page(self, request: WebRequest, template: str, values: Mapping[str, Any]) -> str:
        return self.environment.get_template(template).render({**self._common(request), **values})

    def outside(self, template: str, site: Site, *, nonce: str, **values: Any) -> str:
        """A page that belongs to no center: the list of centers, an unknown one, a system that is starting."""
        common = {"site": site, "nonce": nonce, "hx": lambda **verbs: hx_attributes(nonce, verbs)}
        return self.environment.get_template(template).render({**common, **values})

    def _common(self, request: WebRequest) -> dict[str, Any]:
        site: Site = request.app.state.site
        state = request.scope["state"]
        nonce: str = state["nonce"]
        prefix: str = request.scope["root_path"]
        user: Staff | None = staff_of(request)
        is_console: bool = state["center"].key == PROVINCE_KEY
        if "at" not in state:
            state["at"] = site.clock()
        return {
            "site": site,
            "center": state["center"],
            "user": user,
            "citizen": signed_in_citizen(request),
            "now": state["at"],
            "is_demo": site.is_demo,
            "nonce": nonce,
            "is_partial": request.headers.get("hx-request") == "true",
            "knows_user": "user" in request.scope,
            "csrf_token": csrf_token_of(request.scope),
            "flash": take_flash(request),
            "path": request.scope["path"],
            "nav": navigation_of(
                user,
                request.scope["path"],
                is_console=is_console,
                is_training=state["center"].training is not None,
                is_citizen=signed_in_citizen(request) is not None,
            ),
            "is_console": is_console,
            "url": lambda path: f"{prefix}{path}",
            "hx": lambda **verbs: hx_attributes(nonce, verbs),
        }
