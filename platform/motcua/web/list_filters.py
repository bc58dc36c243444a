"""A list as its address says it: which view, narrowed to what. Typed search text is never part of an address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from urllib.parse import parse_qsl, urlencode

from motcua.centers import Center
from motcua.domain.calendar import LOCAL
from motcua.domain.errors import NotHere
from motcua.domain.states import STATES, State
from motcua.services.office import Office
from motcua.services.work.worklists import Narrow
from motcua.web.forms import Typed, only

# The address's words for a view; `services.work.worklists` knows it under the other name.
ADDRESSES: Mapping[str, str] = {
    "cua-toi": "mine",
    "tai-quay": "reception",
    "cho-tra": "hand_back",
    "thu-phi": "fee",
    "cho-phan-cong": "unassigned",
    "qua-han": "late",
    "hom-nay": "today",
    "sap-het-han": "soon",
    "de-nghi-hen-lai": "reappoint",
    "tat-ca": "all",
}
SLUG_OF: Mapping[str, str] = {name: slug for slug, name in ADDRESSES.items()}
OPEN_STATES = tuple(state for state in State if not STATES[state].is_final)
#: What a line may say besides its code; the first five where nothing was chosen.
COLUMNS: Mapping[str, str] = {
    "thu-tuc": "Thủ tục",
    "nguoi-nop": "Người nộp",
    "trang-thai": "Trạng thái",
    "ai-xu-ly": "Ai xử lý",
    "han": "Hạn",
    "tiep-nhan": "Tiếp nhận",
    "co-quan": "Cơ quan giải quyết",
    "viec-tiep": "Việc tiếp theo",
}
USUAL = tuple(COLUMNS)[:5]
TURNED = "nguoc"
NOT_A_DAY = "Ngày viết như 8/11/2017."


@dataclass(frozen=True, slots=True)
class Listed:
    """What an address asks for. `errors` by box: a day that is none narrows nothing and is said."""

    view: str
    state: str = ""
    agency: str = ""
    procedure: str = ""
    since: date | None = None
    until: date | None = None
    days: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    columns: tuple[str, ...] = USUAL
    is_turned: bool = False

    @property
    def is_shaped(self) -> bool:
        """Whether it is any other than the view as it comes."""
        return self.is_narrowed or self.is_turned or self.columns != USUAL

    @property
    def is_narrowed(self) -> bool:
        return bool(self.state or self.agency or self.procedure or self.since or self.until)

    @property
    def narrow(self) -> Narrow:
        return Narrow(
            states=(self.state,) if self.state else (),
            agency=self.agency or None,
            procedure=self.procedure or None,
            since=_opening(self.since) if self.since else None,
            until=_opening(self.until + timedelta(days=1)) if self.until else None,
            is_turned=self.is_turned,
        )

    @property
    def query(self) -> str:
        """The address's own words again, in one order, without the page."""
        parts = {
            "xem": self.view,
            "trang-thai": self.state,
            "co-quan": self.agency,
            "thu-tuc": self.procedure,
            "tu-ngay": self.since.isoformat() if self.since else "",
            "den-ngay": self.until.isoformat() if self.until else "",
            "thu-tu": TURNED if self.is_turned else "",
            "cot": ".".join(self.columns) if self.columns != USUAL else "",
        }
        return urlencode({name: text for name, text in parts.items() if text})


def listed_of(query: Typed, office: Office, center: Center, otherwise: str) -> Listed:
    """Reads an address; one that names what isn't there answers as a missing page does."""
    view, state = only(query, "xem") or otherwise, only(query, "trang-thai")
    agency, procedure = only(query, "co-quan"), only(query, "thu-tuc")
    if view not in ADDRESSES or (state and state not in State.__members__.values()):
        raise NotHere
    if (agency and agency not in center.agencies) or (procedure and procedure not in office.catalog.procedures):
        raise NotHere
    days = {name: only(query, name) for name in ("tu-ngay", "den-ngay")}
    read = {name: day_of(text) for name, text in days.items() if text}
    errors = {name: NOT_A_DAY for name, found in read.items() if found is None}
    since, until = read.get("tu-ngay"), read.get("den-ngay")
    order = only(query, "thu-tu")
    if order not in ("", TURNED):
        raise NotHere
    is_turned = order == TURNED
    return Listed(view, state, agency, procedure, since, until, days, errors, _columns(query), is_turned)


def _columns(query: Typed) -> tuple[str, ...]:
    """In the order of `COLUMNS`, however the address names them: `cot=han.thu-tuc`, or a box each."""
    asked = {name for text in query.get("cot", ()) for name in text.split(".") if name}
    if not asked <= COLUMNS.keys():
        raise NotHere
    return tuple(name for name in COLUMNS if name in asked) or USUAL


def list_behind(query: Typed, office: Office, center: Center) -> Listed | None:
    """The list that a dossier was opened from: its own words again in the dossier's address, the view among them."""
    return listed_of(query, office, center, "") if "xem" in query else None


def kept_query(text: str, office: Office, center: Center) -> str:
    """A query that came back from a form, read and written again: nothing but a list's own words gets through."""
    return listed_in(text, office, center).query


def listed_in(text: str, office: Office, center: Center) -> Listed:
    """The list that a query names."""
    typed: Typed = {}
    for name, value in parse_qsl(text[:800]):
        typed.setdefault(name, []).append(value)
    return listed_of(typed, office, center, "cua-toi")


def day_of(text: str) -> date | None:
    """`2017-11-08` from the browser's calendar, `8/11/2017` where it has none; None for what is no day.

    Only years in which a center can have worked: the ends of the calendar have no instant in UTC.
    """
    try:
        found = date.fromisoformat(text)
    except ValueError:
        parts = text.replace("-", "/").replace(".", "/").split("/")
        try:
            day, month, year = (int(part) for part in parts)
            found = date(year, month, day)
        except ValueError:
            return None
    return found if 1900 < found.year < 9000 else None


def _opening(on: date) -> datetime:
    return datetime.combine(on, time(), LOCAL)
