"""What each cell of the isolation matrix must answer, from the declarations of the routes and the rules of the domain.

Nothing here is written per route but what a path's parameters name: a route with a parameter, or with an act, that no
rule speaks of raises `NoRow`, so that a new page cannot be left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from tests.web.live import WEDNESDAY, House, Live, hand_back_data, offered_at

from motcua.domain.books import CERTIFICATIONS
from motcua.domain.dossier import why_not
from motcua.domain.moves import MOVES, Move
from motcua.domain.people import EVERY_AGENCY, Permission, Staff
from motcua.domain.results import Kind, Results
from motcua.domain.review import sees_agency
from motcua.domain.states import State
from motcua.services import books
from motcua.services.handovers import agencies_of
from motcua.services.hindrances import hindrance
from motcua.services.records import Kept
from motcua.services.results import why_not_attach
from motcua.services.visibility import may_see
from motcua.web.guards import PUBLIC, DeclaredRoute
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
    | {"/can-bo/dat-lai-mat-khau", "/can-bo/khoa", "/can-bo/mo-khoa"}
    | {"/so/khoa", "/so/tep", "/so/tep/tien-do", "/ra-soat/hang-loat", "/ra-soat/danh-muc", "/chuyen-phien-ban"}
)
# A head whose agency has no certification book finds none to print.
BOOK_FILES = frozenset({"/so/chung-thuc.pdf", "/so/chung-thuc.xlsx"})
CERTIFYING = frozenset({"tu_phap"})
# What a letter needs besides sight of the dossier: the state that calls for it.
LETTERS = {
    "giay-tiep-nhan": frozenset(State) - {State.INCOMPLETE, State.REFUSED},
    "phieu-hoan-thien": frozenset({State.INCOMPLETE}),
    "phieu-tu-choi": frozenset({State.REFUSED}),
    "phieu-bo-sung": frozenset({State.SUPPLEMENT_ASKED, State.SUPPLEMENT}),
    "thong-bao-dung": frozenset({State.STOPPED}),
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


@dataclass(frozen=True)
class Visitor:
    """Somebody at the door of one center, with the cookies they send."""

    says: str
    cookie: str
    csrf: str
    staff: Staff | None = None
    must_change: bool = False


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
    match names:
        case ():
            return _without_object(route, staff)
        case ("dossier_id",):
            return _dossier(route, staff, thing)
        case ("dossier_id", "file_id"):
            there = frozenset({404 if thing.whose == "stray" else 200})
            return there if _sees(staff, thing) else frozenset({403})
        case ("dossier_id", "result_id"):
            there = frozenset({404 if thing.whose == "stray" else 200})
            return there if _sees(staff, thing) else frozenset({403})
        case ("dossier_id", "letter"):
            return _letter(route, staff, thing)
        case ("dossier_id", "letter_id"):
            return _issued(staff, thing)
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
            return frozenset({200})
    raise NoRow(f"{route.method} {route.path}: no rule for {names}")


def at_the_door(route: DeclaredRoute, visitor: Visitor) -> frozenset[int] | str | None:
    """What the declaration alone says; None: it lets this visitor in."""
    if route.access == PUBLIC:
        return None
    if visitor.staff is None:
        return TO_SIGN_IN
    permissions = route.access.permissions
    if permissions and not any(visitor.staff.may(each) for each in permissions):
        return frozenset({403})
    return None


def _without_object(route: DeclaredRoute, staff: Staff | None) -> frozenset[int]:
    if route.path in BOOK_FILES:
        assert staff is not None
        is_theirs = books.sees_every_book(staff) or staff.agency in CERTIFYING
        return frozenset({200 if is_theirs else 404})
    if route.path == PRINTED_LISTS:
        return frozenset({200, 404})
    if route.method == "GET":
        return frozenset({303}) if route.path == "/dang-nhap" and staff is not None else frozenset({200})
    if route.path not in EMPTY_ACTS:
        raise NoRow(f"{route.method} {route.path}: say in EMPTY_ACTS that it does nothing when it is sent empty")
    return frozenset({200, 303, 422})


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
    if last in ("{dossier_id}", "dang-mo"):
        return frozenset({200})
    if last == "trich-so.pdf":
        is_in_a_book = str(thing.dossier.row["result_book"] or "").startswith(CERTIFICATIONS)
        return frozenset({200 if is_in_a_book else 409})
    if last == "phien-ban":
        return frozenset({200})
    if last == "thoi-han":
        return frozenset({200}) if dossier.state in EXPLAINED else frozenset({409})
    if last == "ket-qua":
        return frozenset({303}) if why_not_attach(Kind.DRAFT, dossier, Results(), staff) is None else UNLAWFUL
    move = Move.ACCEPT if last == "tiep-nhan" else MOVE_OF.get(last)
    if move is None:
        raise NoRow(f"{route.method} {route.path}: no move")
    if dossier.state not in MOVES[move].sources:
        return frozenset({409})
    if why_not(move, dossier, staff) is not None or hindrance(move, thing.dossier, WEDNESDAY) is not None:
        return UNLAWFUL
    return frozenset({200}) if move is Move.ACCEPT else frozenset({303})


def _letter(route: DeclaredRoute, staff: Staff | None, thing: Thing) -> frozenset[int]:
    assert thing.dossier is not None
    assert staff is not None
    if not _sees(staff, thing):
        return frozenset({403})
    states = LETTERS[thing.params["letter"]]
    if states is None:
        return frozenset({404})
    dossier = thing.dossier.dossier
    is_theirs = staff.may(Permission.RECEIVE) and staff.receives_for(dossier.agency)
    if route.method == "POST" and not is_theirs:
        return frozenset({403})
    is_issued = route.method == "POST" and thing.says.endswith("issued")
    return frozenset({200}) if dossier.state in states and not is_issued else frozenset({409})


def _issued(staff: Staff | None, thing: Thing) -> frozenset[int]:
    assert thing.dossier is not None
    assert staff is not None
    if not _sees(staff, thing):
        return frozenset({403})
    if thing.whose == "stray":
        return frozenset({404})
    is_theirs = staff.may(Permission.RECEIVE) and staff.receives_for(thing.dossier.dossier.agency)
    return frozenset({200 if is_theirs else 403})


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
        if route.method == "POST":
            return frozenset({303 if staff.may(Permission.PUBLISH_PROCEDURES) else 403})
        return frozenset({200 if sees_agency(staff, thing.agency) else 403})
    return frozenset({200}) if staff.receives_for(thing.agency) else frozenset({403})


def body(route: DeclaredRoute, thing: Thing) -> dict[str, Any]:
    """What a form sends: for a move everything it could need, so that only rights and the state decide."""
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
            **dict.fromkeys((*TEXTS, "missing", "basis", "received"), "Nội dung kiểm thử"),
            **hand_back_data(thing.dossier),
        }
    if parameters(route) == ("dossier_id", "letter") and thing.dossier is not None:
        return {"_key": str(uuid4()), "_seen": str(thing.dossier.dossier.version)}
    if route.path == "/ra-soat/{key}":
        day = "08/11/2017"
        decision = {"number": "1/QĐ", "on": day, "signed_by": "Ông A", "from_on": day}
        return {"_key": str(uuid4()), "viec": "fact:online_level", "value": "3", **decision}
    if parameters(route)[-1:] in (("letter_id",), ("list_id",)):
        return {"_key": str(uuid4()), "reason": "Bản trước bị hỏng"}
    return {"_key": str(uuid4()), "_seen": "1"} if parameters(route) else {}


class Things:
    """The things of two centers, as each route needs them."""

    def __init__(self, live: Live, kept: Mapping[UUID, Kept]) -> None:
        self.live, self.kept = live, kept

    def for_route(self, route: DeclaredRoute, here: House, there: House) -> Iterator[Thing]:
        names = parameters(route)
        if not names:
            yield NOTHING
            return
        match names:
            case ("dossier_id",):
                yield from self._dossiers(route, here, there)
            case ("dossier_id", "file_id"):
                yield from self._dossier_files(here, there)
            case ("dossier_id", "letter"):
                yield from self._letters(here, there)
            case ("dossier_id", "letter_id"):
                yield from self._issued(here, there)
            case ("list_id",):
                own, theirs = (
                    house.official_list if route.path.startswith("/ra-soat/") else house.issued_list
                    for house in (here, there)
                )
                yield Thing("own", {"list_id": str(own)}, "own list")
                yield Thing("theirs", {"list_id": str(theirs)}, "their list")
                yield Thing("missing", {"list_id": str(uuid4())}, "missing")
                yield Thing("malformed", {"list_id": "khong-phai-ma"}, "malformed")
            case ("dossier_id", "result_id"):
                yield from self._results(here, there)
            case ("file_id",):
                yield from self._files(here, there)
            case ("key",):
                things = self._procedures(here, there)
                yield from _of_each_agency(things) if route.path.startswith("/ra-soat/") else things
            case ("code", "secret"):
                yield from self._tracked(here, there)
            case _:
                raise NoRow(f"{route.method} {route.path}: no things for {names}")

    def _dossiers(self, route: DeclaredRoute, here: House, there: House) -> Iterator[Thing]:
        for name, made in here.dossiers.items():
            kept = self.kept[made.id]
            yield Thing("own", {"dossier_id": str(made.id)}, name, kept, colleague=_at_the_step(here, kept))
        theirs = self._rightful(route, there)
        yield Thing("theirs", {"dossier_id": str(theirs)}, "theirs", self.kept[theirs])
        yield Thing("missing", {"dossier_id": str(uuid4())}, "missing")
        own = str(here.dossiers["copies"].id)
        for text in ("khong-phai-ma", own.upper(), f"{{{own}}}", own.replace("-", ""), "a" * 4000):
            yield Thing("malformed", {"dossier_id": text}, f"malformed {text[:12]}")

    def _rightful(self, route: DeclaredRoute, there: House) -> UUID:
        """A dossier of the other center that somebody there gets through this very address, if there is one."""
        for made in there.dossiers.values():
            thing = Thing("own", {}, "", self.kept[made.id])
            people = (Visitor("", "", "", staff) for staff in there.crew.by_name.values())
            if any(is_open(expected(route, person, thing)) for person in people):
                return made.id
        return there.dossiers["copies"].id

    def _dossier_files(self, here: House, there: House) -> Iterator[Thing]:
        own, theirs = here.dossiers["with_scan"], there.dossiers["with_scan"]
        yield _scan("own", own.id, own.file_id, self.kept[own.id])
        yield _scan("theirs", theirs.id, theirs.file_id, self.kept[theirs.id])
        yield _scan("stray", own.id, theirs.file_id, self.kept[own.id])
        yield _scan("stray", own.id, next(iter(here.drafts.values())), self.kept[own.id])
        yield _scan("missing", theirs.id, own.file_id)
        yield _scan("missing", uuid4(), uuid4())
        yield _scan("malformed", "khong-phai-ma", "khong-phai-tep")

    def _letters(self, here: House, there: House) -> Iterator[Thing]:
        for name, made in here.dossiers.items():
            says = f"{name} issued" if name == "with_scan" else name
            for slug in ("giay-tiep-nhan", *(slug for slug, of in LETTERS.items() if of and made.state in of)):
                yield Thing("own", {"dossier_id": str(made.id), "letter": slug}, says, self.kept[made.id])
        own, theirs = here.dossiers["copies"].id, there.dossiers["copies"].id
        yield Thing("own", {"dossier_id": str(own), "letter": "khong-co-giay-nay"}, "no letter", self.kept[own])
        yield Thing("theirs", {"dossier_id": str(theirs), "letter": "giay-tiep-nhan"}, "theirs", self.kept[theirs])
        yield Thing("missing", {"dossier_id": str(uuid4()), "letter": "giay-tiep-nhan"}, "missing")
        yield Thing("malformed", {"dossier_id": "khong-phai-ma", "letter": "giay-tiep-nhan"}, "malformed")

    def _issued(self, here: House, there: House) -> Iterator[Thing]:
        own, theirs = here.dossiers["with_scan"], there.dossiers["with_scan"]
        yield _of_letter("own", own.id, own.letter_id, self.kept[own.id])
        yield _of_letter("theirs", theirs.id, theirs.letter_id, self.kept[theirs.id])
        yield _of_letter("stray", own.id, theirs.letter_id, self.kept[own.id])
        yield _of_letter("missing", uuid4(), uuid4())
        yield _of_letter("malformed", "khong-phai-ma", "khong-phai-giay")

    def _results(self, here: House, there: House) -> Iterator[Thing]:
        own, theirs = here.dossiers["with_draft"], there.dossiers["with_draft"]
        scanned = here.dossiers["with_scan"]
        yield _result("own", own.id, own.result_id, self.kept[own.id])
        yield _result("theirs", theirs.id, theirs.result_id, self.kept[theirs.id])
        yield _result("stray", own.id, theirs.result_id, self.kept[own.id])
        yield _result("stray", scanned.id, own.result_id, self.kept[scanned.id])
        yield _result("stray", scanned.id, scanned.file_id, self.kept[scanned.id])
        yield _result("missing", theirs.id, own.result_id)
        yield _result("missing", uuid4(), uuid4())
        yield _result("malformed", "khong-phai-ma", "khong-phai-tep")

    def _files(self, here: House, there: House) -> Iterator[Thing]:
        own, theirs = here.dossiers["with_scan"], there.dossiers["with_scan"]
        yield Thing("own", {"file_id": str(own.file_id)}, "bound scan", self.kept[own.id])
        for uploader, file_id in here.drafts.items():
            yield Thing("own", {"file_id": str(file_id)}, "draft scan", None, uploader, in_dossier=False)
        yield Thing("theirs", {"file_id": str(theirs.file_id)}, "theirs", self.kept[theirs.id])
        for file_id in there.drafts.values():
            yield Thing("theirs", {"file_id": str(file_id)}, "their draft", in_dossier=False)
        yield Thing("missing", {"file_id": str(uuid4())}, "missing")
        yield Thing("malformed", {"file_id": "khong-phai-ma"}, "malformed")

    def _procedures(self, here: House, there: House) -> Iterator[Thing]:
        ours = offered_at(self.live, here)
        for version in ours:
            yield Thing("own", {"key": version.key}, version.key, agency=version.agency)
        for version in offered_at(self.live, there):
            if version.key not in {each.key for each in ours}:
                yield Thing("theirs", {"key": version.key}, version.key)
        yield Thing("missing", {"key": "khong-co-thu-tuc-nay"}, "missing")
        yield Thing("malformed", {"key": "DANG-KY-HO-KINH-DOANH"}, "malformed")

    def _tracked(self, here: House, there: House) -> Iterator[Thing]:
        own, theirs = here.dossiers["copies"], there.dossiers["copies"]
        yield Thing("own", {"code": own.code, "secret": own.secret}, "own")
        yield Thing("theirs", {"code": theirs.code, "secret": theirs.secret}, "theirs")
        yield Thing("missing", {"code": own.code, "secret": theirs.secret}, "wrong secret")
        yield Thing("missing", {"code": own.code[:-4] + "9999", "secret": own.secret}, "missing")
        yield Thing("malformed", {"code": "x" * 300, "secret": "y" * 300}, "malformed")


def _of_each_agency(things: Iterator[Thing]) -> Iterator[Thing]:
    """In the review rights go by agency, and its pages are long: one procedure of each is enough."""
    seen = set()
    for thing in things:
        if (thing.whose, thing.agency) not in seen:
            yield thing
        seen.add((thing.whose, thing.agency))


def _at_the_step(house: House, kept: Kept) -> str:
    step = kept.dossier.current_step
    people = house.crew.by_name.values()
    return next((str(each.id) for each in people if step is not None and each.holds(step.agency, step.desk)), "")


def is_open(answer: frozenset[int] | str) -> bool:
    return not isinstance(answer, str) and bool(answer & OK)


def _of_letter(whose: str, dossier_id: object, letter_id: object, kept: Kept | None = None) -> Thing:
    params = {"dossier_id": str(dossier_id), "letter_id": str(letter_id)}
    return Thing(whose, params, f"{whose} letter", kept)


def _scan(whose: str, dossier_id: object, file_id: object, kept: Kept | None = None) -> Thing:
    params = {"dossier_id": str(dossier_id), "file_id": str(file_id)}
    return Thing(whose, params, f"{whose} {params['dossier_id'][:4]}/{params['file_id'][:4]}", kept)


def _result(whose: str, dossier_id: object, result_id: object, kept: Kept | None = None) -> Thing:
    params = {"dossier_id": str(dossier_id), "result_id": str(result_id)}
    return Thing(whose, params, f"{whose} {params['dossier_id'][:4]}/{params['result_id'][:4]}", kept)
