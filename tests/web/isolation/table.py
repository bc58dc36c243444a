"""What each cell of the isolation matrix must answer, from the declarations of the routes and the rules of the domain.

Nothing here is written per route but what a path's parameters name: a route with a parameter, or with an act, that no
rule speaks of raises `NoRow`, so that a new page cannot be left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from tests.web.isolation import directed, machines, money, post
from tests.web.live import WEDNESDAY, hand_back_data
from tests.web.live_post import Posted

from motcua.centers import Center, entered
from motcua.domain.citizens import Citizen
from motcua.domain.dossier import Dossier, why_not
from motcua.domain.machines import Machine, Scope
from motcua.domain.moves import MOVES, Move
from motcua.domain.people import EVERY_AGENCY, Permission, Staff
from motcua.domain.results import Kind, Results
from motcua.domain.review import sees_agency
from motcua.domain.states import State
from motcua.services.books import shown as books
from motcua.services.dossiers.hindrances import hindrance
from motcua.services.dossiers.records import Kept
from motcua.services.dossiers.visibility import may_see
from motcua.services.heard.ratings import ENDS
from motcua.services.online import waiting as online_list
from motcua.services.results.files import why_not_attach
from motcua.services.work.handovers import agencies_of
from motcua.web.guards import CITIZENS, DEVICES, MACHINE, PUBLIC, DeclaredRoute
from motcua.web.pages.move_forms import SLUGS

PARAMETER = re.compile(r"{([^}:]+)")
MOVE_OF = {slug: move for move, slug in SLUGS.items()}
TEXTS = (
    "note", "reason", "question", "opinion", "finding", "evidence", "document_number", "posting_number",
)  # fmt: skip
OK = frozenset({200, 303})
HAND_BACK = "/tra-ket-qua/{dossier_id}"
TO_SIGN_IN = "sign-in"
# A day's sheets to print: there may be none for this person.
PRINTED_LISTS = "/ban-giao.pdf"
UNLAWFUL = frozenset({403, 409})

# Every posted page without a parameter is sent empty: it refuses or shows, and does nothing.
EMPTY_ACTS = frozenset(
    {"/dang-nhap", "/dang-xuat", "/doi-mat-khau", "/ho-so", "/tra-cuu", "/tra-ket-qua", "/tiep-nhan", "/quet"}
    | {"/ban-giao", "/khoa", "/mo-khoa", "/vang-mat", "/vang-mat/ket-thuc", "/viec/hang-loat", "/viec/luu", "/viec/bo"}
    | {"/goi-thu-tuc/chay-lai", "/can-bo/dat-lai-mat-khau", "/can-bo/khoa", "/can-bo/mo-khoa"}
    | {"/phieu-du-phong", "/phieu-du-phong/in", "/phieu-du-phong/xac-nhan"}
    | {"/can-bo/moi", "/dang-nhap/ma", "/tai-khoan/dang-xuat", "/tai-khoan/ma", "/tai-khoan/ma/tat"}
    | {"/tai-khoan/ma/du-phong", "/tap-huan/bat-dau", "/tap-huan/lop/dong-ho", "/tap-huan/lop/lam-moi"}
    | {"/phan-anh", "/phan-anh/theo-doi", "/danh-gia/man-hinh", "/danh-gia/y-kien", "/niem-yet"}
    | {"/khoa-api", "/doi-soat"}
    | {"/buu-chinh/chuyen", "/buu-chinh/quay", "/su-co/moi"}
    | {"/thu-gui/cach-gui", "/thu-gui/thu-lai", "/bao-cao/cham-diem", "/bao-cao/tep"}
    | {"/thanh-tra", "/luu-tru/tieu-huy", "/luu-tru/thoi-han"}
    | {"/so/khoa", "/so/tep", "/so/tep/tien-do", "/ra-soat/hang-loat", "/ra-soat/danh-muc", "/chuyen-phien-ban"}
    | money.EMPTY_ACTS
)
EMPTY_ACTS |= {"/don-doc/moi", "/dieu-hanh/cho-duyet"}
EMPTY_ACTS |= {"/viec/hang-loat/lam", "/viec/hang-loat/tien-do", "/viec/da-luu", "/tra-ket-qua/chon"}
EMPTY_ACTS |= {"/tra-ket-qua/cung-luc", "/tai-khoan/thu-buoi-sang"}
EMPTY_ACTS |= {"/kiosk/lay-so", "/kiosk/lich-hen", "/kiosk/tra-cuu", "/thiet-bi", "/thiet-bi/quan-ly"}
EMPTY_ACTS |= {
    "/phat-so",
    "/thiet-bi/quan-ly/sua",
    "/quay",
    "/quay/dang-cho",
    "/dat-lich",
    "/dat-lich/xac-nhan",
    "/dat-lich/huy",
}
# Where no provider of shared accounts is set up there are no pages for it; no code is asked for out of turn.
WITHOUT_PROVIDER = frozenset(
    f"{before}/dang-nhap/{after}" for before in ("", "/cong-dan") for after in ("dung-chung", "tro-ve")
)
TO_THE_BEGINNING = frozenset({"/dang-nhap/ma"})
# What a guest from the province may post: what is about their own session, and nothing else.
OF_THE_SESSION = frozenset({"/khoa", "/mo-khoa"})
# A head whose agency has no certification book finds none to print.
BOOK_FILES = frozenset({"/so/chung-thuc.csv", "/so/chung-thuc.pdf", "/so/chung-thuc.xlsx"})
CERTIFYING = frozenset({"tu_phap"})
NUMBERED = frozenset({State.NUMBERED, State.READY, State.HANDED_BACK})
Calls = Callable[[Dossier], bool]


def _while(*states: State) -> Calls:
    return lambda dossier: dossier.state in states


# What calls for a letter, which is asked for besides sight of the dossier; None: there is no such letter.
LETTERS: Mapping[str, Calls | None] = {
    "giay-tiep-nhan": lambda dossier: dossier.state not in (State.INCOMPLETE, State.REFUSED),
    "phieu-hoan-thien": _while(State.INCOMPLETE),
    "phieu-tu-choi": _while(State.REFUSED),
    "phieu-tu-choi-giai-quyet": lambda dossier: dossier.outcome == "refused" and dossier.state in NUMBERED,
    "phieu-bo-sung": _while(State.SUPPLEMENT_ASKED, State.SUPPLEMENT),
    "thong-bao-dung": _while(State.STOPPED),
    "khong-co-giay-nay": None,
}
# What explains a due date needs one.
EXPLAINED = frozenset(State) - {State.INCOMPLETE, State.REFUSED}


class NoRow(LookupError):
    """A route that the matrix has no rule for."""


@dataclass(frozen=True)
class Thing:
    """What an address may name. `whose`: own, theirs (the other center's), missing, malformed, stray (no file
    of the dossier it is asked for with)."""

    whose: str
    params: Mapping[str, str]
    says: str
    dossier: Kept | None = None
    uploader: str = ""
    in_dossier: bool = True
    agency: str = ""
    colleague: str = ""
    center: Center | None = None
    seen: str = "1"
    citizen: Citizen | None = None
    """Whose it is, of what citizens file."""
    state: str = ""
    paid: Mapping[str, str] = field(default_factory=dict)
    """The payment and the receipt of a dossier that has them."""
    posted: Posted | None = None


@dataclass(frozen=True)
class Visitor:
    """Somebody at the door of one center, with the cookies they send."""

    says: str
    cookie: str
    csrf: str
    staff: Staff | None = None
    must_change: bool = False
    citizen: Citizen | None = None
    device: str = ""
    """Which kind of machine of the hall it is."""
    bearer: str = ""
    machine: Machine | None = None


NOTHING = Thing("nothing", {}, "-")


def parameters(route: DeclaredRoute) -> tuple[str, ...]:
    return tuple(PARAMETER.findall(route.path))


def expected(route: DeclaredRoute, visitor: Visitor, thing: Thing) -> frozenset[int] | str:
    """The statuses this cell may answer, or `TO_SIGN_IN`."""
    stopped = at_the_door(route, visitor)
    if stopped is not None:
        return stopped
    staff = visitor.staff
    if thing.whose in ("theirs", "missing", "malformed"):
        return frozenset({404})
    names = parameters(route)
    if route.access.name == MACHINE:
        return machines.expected(route, visitor.machine, thing)
    if route.path.startswith("/cong-dan/ho-so/"):
        return _mine(route, visitor, thing)
    if names[:1] == ("filing_id",):
        return _filing(route, visitor, thing)
    if names and route.path.startswith(money.UNDER):
        assert staff is not None
        return money.expected(route, staff, thing)
    if set(names[:1]) & post.NAMES:
        return post.expected(route, visitor, thing)
    match names:
        case ():
            return _citizens(route, visitor) or _without_object(route, staff)
        case ("webhook_id",) | ("key_id",) | ("import_id",):
            return frozenset({200 if route.method == "GET" else 303})
        case ("reminder_id",):
            assert staff is not None
            return directed.expected(route.method, staff, thing)
        case ("dossier_id",):
            return _dossier(route, staff, thing)
        case ("dossier_id", "file_id"):
            there = frozenset({404 if thing.whose == "stray" else 200 if route.method == "GET" else 303})
            return there if _sees(staff, thing) else frozenset({403})
        case ("dossier_id", "result_id"):
            there = frozenset({404 if thing.whose == "stray" else 200})
            return there if _sees(staff, thing) else frozenset({403})
        case ("dossier_id", "letter"):
            return _letter(route, staff, thing)
        case ("dossier_id", "letter_id"):
            return _issued(staff, thing)
        case ("staff_id",):
            return frozenset({200 if route.method == "GET" else 303})
        case ("list_id",):
            assert staff is not None
            if route.path.startswith("/ra-soat/"):
                return frozenset({200 if route.method == "GET" else 303})
            sees_all = EVERY_AGENCY in agencies_of(staff)
            return frozenset({200 if sees_all else 403})
        case ("file_id",):
            return _file(staff, thing)
        case ("key",):
            return _procedure(route, staff, thing)
        case ("code", "secret"):
            return frozenset({200 if route.method == "GET" else 303})
        case ("number", "secret") | ("data_file",):
            return frozenset({200})
        case ("code", "rating_key") | ("screen_key",):
            return frozenset({200 if route.method == "GET" else 303})
        case ("feedback_id",):
            return _feedback(route, staff, thing)
        case ("ticket_id",) | ("place",):
            return frozenset({200})
        case ("ticket",):
            return frozenset({200 if route.method == "GET" else 303})
        case ("access_id",):
            return frozenset({303})
        case ("disposal_id",):
            assert staff is not None
            return _disposal(route, staff)
    raise NoRow(f"{route.method} {route.path}: no rule for {names}")


def at_the_door(route: DeclaredRoute, visitor: Visitor) -> frozenset[int] | str | None:
    """What the declaration alone says; None: it lets this visitor in."""
    if route.access == PUBLIC:
        return None
    if route.access == CITIZENS:
        return None if visitor.citizen is not None else TO_SIGN_IN
    if route.access in DEVICES:
        return None if visitor.device == route.access.name else frozenset({403})
    if route.access.name == MACHINE:
        if visitor.machine is None:
            return frozenset({401})
        return None if visitor.machine.may(Scope(route.access.scope)) else frozenset({403})
    if visitor.staff is None:
        return TO_SIGN_IN
    permissions = route.access.permissions
    if visitor.staff.is_guest and route.method == "POST" and route.path not in OF_THE_SESSION:
        return frozenset({403})
    if permissions and not any(visitor.staff.may(each) for each in permissions):
        return frozenset({403})
    return None


def _without_object(route: DeclaredRoute, staff: Staff | None) -> frozenset[int]:
    if route.path in BOOK_FILES:
        assert staff is not None
        is_theirs = books.sees_every_book(staff) or staff.agency in CERTIFYING
        return frozenset({200 if is_theirs else 404})
    if route.path in WITHOUT_PROVIDER:
        return frozenset({404})
    if route.path in TO_THE_BEGINNING:
        return frozenset({303})
    if route.path == PRINTED_LISTS:
        return frozenset({200, 404})
    if route.path in directed.OF_AN_AGENCY and route.method == "GET":
        return directed.OF_AN_AGENCY[route.path]
    if route.path in machines.PUBLIC_ENDS:
        return machines.PUBLIC_ENDS[route.path]
    if route.method == "GET":
        return frozenset({303}) if route.path == "/dang-nhap" and staff is not None else frozenset({200})
    if route.path not in EMPTY_ACTS:
        raise NoRow(f"{route.method} {route.path}: say in EMPTY_ACTS that it does nothing when it is sent empty")
    return frozenset({200, 303, 422})


# Where a citizen's page leads on from, when there is nothing to show.
LEADS_ON = frozenset({"/cong-dan/ma", "/cong-dan/tai-khoan/dia-chi"})
# What a filing's pages show in each state; elsewhere they lead to the page of its state.
OF_A_DRAFT = frozenset({"", "giay-to", "xem-lai"})


def _citizens(route: DeclaredRoute, visitor: Visitor) -> frozenset[int] | None:
    if not route.path.startswith("/cong-dan") or route.path in WITHOUT_PROVIDER:
        return None
    if route.method == "GET":
        is_in = route.path == "/cong-dan/dang-nhap" and visitor.citizen is not None
        return frozenset({303 if is_in or route.path in LEADS_ON else 200})
    return frozenset({303, 422})


def _mine(route: DeclaredRoute, visitor: Visitor, thing: Thing) -> frozenset[int]:
    """A citizen's own dossier: of another citizen, or filed by nobody here, it is as one that is not there."""
    if thing.citizen is None or thing.citizen != visitor.citizen:
        return frozenset({404})
    is_supplement = "/bo-sung" in route.path
    if is_supplement and thing.state != State.SUPPLEMENT:
        return frozenset({409})
    if thing.whose == "stray":
        return frozenset({404})
    if is_supplement:
        return frozenset({200 if route.method == "GET" else 303})
    return frozenset({200}) if route.method == "GET" else frozenset({303})


def _filing(route: DeclaredRoute, visitor: Visitor, thing: Thing) -> frozenset[int]:
    is_file = route.path.endswith("{file_id}")
    last = route.path.rpartition("{filing_id}")[2].strip("/")
    if route.access == CITIZENS:
        if thing.citizen != visitor.citizen or (is_file and thing.whose == "stray"):
            return frozenset({404})
        if is_file:
            return frozenset({200})
        is_draft = thing.state == "draft"
        if route.method == "GET":
            return frozenset({200 if is_draft == (last in OF_A_DRAFT) else 303})
        return {
            "": frozenset({303 if is_draft else 409}),
            "luu": frozenset({200 if is_draft else 409}),
            "giay-to": frozenset({303 if is_draft else 409}),
            "xem-lai": frozenset({422 if is_draft else 303}),
            "rut": frozenset({303}),
        }[last]
    assert visitor.staff is not None
    if thing.state == "draft":
        return frozenset({404})
    if not online_list.may_see(visitor.staff, thing.agency):
        return frozenset({403})
    if is_file:
        return frozenset({404 if thing.whose == "stray" else 200})
    if route.method == "GET":
        return frozenset({200})
    return frozenset({303}) if visitor.staff.receives_for(thing.agency) else frozenset({403})


def _disposal(route: DeclaredRoute, staff: Staff) -> frozenset[int]:
    """One that is being looked through, and for its minutes one that has been: dropped by whoever keeps the archive."""
    if route.method == "GET" or route.path.endswith("/tien-do"):
        return frozenset({200, 303})
    return frozenset({303 if staff.may(Permission.KEEP_ARCHIVE) else 403})


def _sees(staff: Staff | None, thing: Thing) -> bool:
    assert staff is not None
    assert thing.dossier is not None
    return may_see(staff, thing.dossier.dossier)


def _dossier(route: DeclaredRoute, staff: Staff | None, thing: Thing) -> frozenset[int]:
    assert staff is not None
    assert thing.dossier is not None
    last = route.path.rpartition("/")[2]
    dossier = thing.dossier.dossier
    if not may_see(staff, dossier):
        return frozenset({403})
    if route.path == HAND_BACK and route.method == "POST":
        lawful = why_not(Move.HAND_BACK, dossier, staff) is None
        return frozenset({303}) if lawful else frozenset({409}) if dossier.state is not State.READY else UNLAWFUL
    if route.path == post.GIVE:
        return post.gives(staff, thing.dossier)
    if route.path == "/xin-bo-sung/{dossier_id}" and route.method == "POST":
        asks_again = (
            any(pause.kind == "supplement" for pause in dossier.pauses)
            and why_not(Move.ASK_FOR_SUPPLEMENT, dossier, staff) is None
        )
        return frozenset({303}) if asks_again else frozenset({403, 409})
    if last in ("{dossier_id}", "dang-mo"):
        return frozenset({200})
    if last in ("phien-ban", "tien-do"):
        return frozenset({200})
    if last == "danh-gia":
        return frozenset({303 if dossier.state in ENDS else 409})
    if last == "niem-phong":
        return frozenset({200 if route.method == "GET" else 303})
    if last == "bao-tin":
        return frozenset({303 if staff.receives_for(dossier.agency) else 403})
    if last == "thoi-han":
        return frozenset({200}) if dossier.state in EXPLAINED else frozenset({409})
    if last == "ket-qua":
        return frozenset({303}) if why_not_attach(Kind.DRAFT, dossier, Results(), staff) is None else UNLAWFUL
    move = Move.ACCEPT if last == "tiep-nhan" else MOVE_OF.get(last)
    if move is None:
        raise NoRow(f"{route.method} {route.path}: no move")
    if dossier.state not in MOVES[move].sources:
        return frozenset({409})
    assert thing.center is not None
    with entered(thing.center):
        is_hindered = hindrance(move, thing.dossier, WEDNESDAY) is not None
    if is_hindered or why_not(move, dossier, staff) is not None:
        return UNLAWFUL
    return frozenset({200}) if move is Move.ACCEPT else frozenset({303})


def _letter(route: DeclaredRoute, staff: Staff | None, thing: Thing) -> frozenset[int]:
    assert thing.dossier is not None
    assert staff is not None
    if not _sees(staff, thing):
        return frozenset({403})
    calls = LETTERS[thing.params["letter"]]
    if calls is None:
        return frozenset({404})
    dossier = thing.dossier.dossier
    is_theirs = staff.may(Permission.RECEIVE) and staff.receives_for(dossier.agency)
    if route.method == "POST" and not is_theirs:
        return frozenset({403})
    is_issued = route.method == "POST" and thing.says.endswith("issued")
    return frozenset({200}) if calls(dossier) and not is_issued else frozenset({409})


def _issued(staff: Staff | None, thing: Thing) -> frozenset[int]:
    assert thing.dossier is not None
    assert staff is not None
    if not _sees(staff, thing):
        return frozenset({403})
    if thing.whose == "stray":
        return frozenset({404})
    is_theirs = staff.may(Permission.RECEIVE) and staff.receives_for(thing.dossier.dossier.agency)
    return frozenset({200 if is_theirs else 403})


def _feedback(route: DeclaredRoute, staff: Staff | None, thing: Thing) -> frozenset[int]:
    assert staff is not None
    is_theirs = staff.may(Permission.HEAR_PEOPLE) or str(staff.id) == thing.colleague
    return frozenset({403}) if not is_theirs else frozenset({200 if route.method == "GET" else 303})


def _file(staff: Staff | None, thing: Thing) -> frozenset[int]:
    assert staff is not None
    if thing.in_dossier:
        return frozenset({200}) if _sees(staff, thing) else frozenset({403})
    # A scan of somebody's unfinished form is nobody else's business: it does not even exist for them.
    return frozenset({200}) if staff.username == thing.uploader else frozenset({404})


def _procedure(route: DeclaredRoute, staff: Staff | None, thing: Thing) -> frozenset[int]:
    if route.access == PUBLIC:
        return frozenset({200})
    assert staff is not None
    if route.path.startswith("/ra-soat/"):
        if route.path == "/ra-soat/{key}" and route.method == "POST":
            return frozenset({303 if staff.may(Permission.PUBLISH_PROCEDURES) else 403})
        return frozenset({200 if sees_agency(staff, thing.agency) else 403})
    return frozenset({200}) if staff.receives_for(thing.agency) else frozenset({403})


def body(route: DeclaredRoute, thing: Thing) -> dict[str, Any]:
    """What a form sends: for a move everything it could need, so that only rights and the state decide."""
    if parameters(route) and route.path.startswith(money.UNDER):
        return money.body(route, thing)
    if route.path.endswith("/ket-qua"):
        seen = thing.dossier.dossier.version if thing.dossier is not None else 1
        return {"_seen": str(seen), "kind": Kind.DRAFT.value}
    if thing.dossier is not None and (route.path.rpartition("/")[2] in MOVE_OF or route.path == HAND_BACK):
        return {
            "_key": str(uuid4()),
            "_seen": str(thing.dossier.dossier.version),
            "proposal": "grant",
            "how": "paper_only",
            "kind": "dispute",
            "told_by": "hand",
            "field": "applicant/applicant.address",
            "value": "Số 1, phố Kiểm Thử",
            "assignee": thing.colleague,
            "new_due_on": "15/06/2018",
            "is_late_known": "yes",
            **dict.fromkeys((*TEXTS, "missing", "received"), "Nội dung kiểm thử"),
            **hand_back_data(thing.dossier),
        }
    if set(parameters(route)[:1]) & post.NAMES:
        return post.body(route, thing)
    if route.path == post.GIVE and thing.dossier is not None:
        return {"_key": str(uuid4()), "_seen": str(thing.dossier.dossier.version)}
    if parameters(route) == ("dossier_id", "letter") and thing.dossier is not None:
        return {"_key": str(uuid4()), "_seen": str(thing.dossier.dossier.version)}
    if route.path.endswith("/danh-gia") or parameters(route) in (("code", "rating_key"), ("screen_key",)):
        return {"viec": "ghi-ho", "score": "2", "told_how": "spoken", "turn": thing.seen}
    if parameters(route) == ("feedback_id",):
        return {"viec": "tra-loi", "answer": "Đã kiểm tra.", "_seen": thing.seen, "_key": str(uuid4())}
    if route.path.endswith("/bao-tin"):
        return {"viec": "cach", "cach": "none"}
    if route.path == "/ra-soat/{key}":
        day = "08/11/2017"
        decision = {"number": "1/QĐ", "on": day, "signed_by": "Ông A", "from_on": day}
        return {"_key": str(uuid4()), "viec": "fact:online_level", "value": "3", **decision}
    if route.path == "/can-bo/{staff_id}/sua":
        account = {"name": "Nguyễn Văn Khác", "title": "Cán bộ", "kind": "own", "roles": "guide"}
        return {"_seen": thing.seen, **account}
    if route.path.startswith("/cong-dan/") and parameters(route):
        asked = {"reason": "Đổi ý"} if route.path.endswith("/ho-so/{dossier_id}/rut") else {}
        takes_off = {"drop": thing.uploader} if route.path.endswith(("/giay-to", "/bo-sung")) else {}
        return {"_seen": thing.seen, "_later": "1", **asked, **takes_off}
    if parameters(route)[:1] == ("filing_id",):
        seen = {"_seen": thing.seen}
        return {**seen, "answer": "accept", "_delivery": "counter"}
    if route.path.endswith("/niem-phong"):
        return {"_key": str(uuid4()), "ly-do": "Kiểm tra định kỳ"}
    if route.path == "/xin-bo-sung/{dossier_id}":
        return {"_key": str(uuid4()), "reason": "Thiếu bản đồ, lần trước chưa thấy"}
    if parameters(route) == ("reminder_id",):
        return {"_seen": "1", "viec": "da-nhan"}
    if parameters(route) == ("disposal_id",):
        return {"_seen": thing.seen, "viec": "bo"}
    if route.path == "/can-bo/{staff_id}/lien-ket":
        return {"viec": "bo"}
    if parameters(route)[-1:] in (("letter_id",), ("list_id",)):
        return {"_key": str(uuid4()), "reason": "Bản trước bị hỏng"}
    return {"_key": str(uuid4()), "_seen": "1"} if parameters(route) else {}


def is_open(answer: frozenset[int] | str) -> bool:
    return not isinstance(answer, str) and bool(answer & OK)
