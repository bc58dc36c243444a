"""The cells of the pages about money."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from motcua.domain.dossier import why_not
from motcua.domain.moves import Move
from motcua.domain.people import Permission, Staff
from motcua.domain.states import STATES
from motcua.services.dossiers.visibility import may_see
from motcua.web.guards import DeclaredRoute

if TYPE_CHECKING:
    from tests.web.isolation.table import Thing
    from tests.web.live import House

UNDER = "/thu-phi/"
OF_DOSSIER = "/thu-phi/ho-so/"
PARAMETERS = ("shift_id", "refund_id", "statement_id", "book_id")
PAY_BY_TRANSFER = "/tra-cuu/{code}/{secret}/chuyen-khoan"
# Sent empty they refuse, and do nothing.
EMPTY_ACTS = frozenset({"/thu-phi", "/thu-phi/ca", "/thu-phi/sao-ke", "/thu-phi/quyen"})
GOOD, SHUT = frozenset({303}), frozenset({403, 409})


def expected(route: DeclaredRoute, staff: Staff, thing: Thing) -> frozenset[int]:
    """What the door lets through: rights on one dossier, one's own shift, the state of what is named."""
    if route.path.startswith(OF_DOSSIER):
        return _of_dossier(route, staff, thing)
    if "{shift_id}" in route.path:
        if not (thing.uploader == staff.username or staff.may(Permission.APPROVE_REFUND)):
            return frozenset({403})
        return frozenset({200}) if route.method == "GET" else GOOD
    if "{refund_id}" in route.path:
        assert thing.dossier is not None
        return GOOD if may_see(staff, thing.dossier.dossier) else frozenset({403})
    if "{statement_id}" in route.path:
        may_take = staff.may(Permission.COLLECT_FEE)
        return frozenset({200}) if route.method == "GET" else GOOD if may_take else frozenset({403})
    return GOOD


def _of_dossier(route: DeclaredRoute, staff: Staff, thing: Thing) -> frozenset[int]:
    assert thing.dossier is not None
    dossier, last = thing.dossier.dossier, route.path.rpartition("/")[2]
    if not may_see(staff, dossier):
        return frozenset({403})
    if last == "{letter_id}":
        is_theirs = thing.uploader == staff.username
        return frozenset({404}) if thing.whose == "stray" else frozenset({200 if is_theirs else 403})
    if last == "{dossier_id}":
        return frozenset({200})
    if last == "tien-mat":
        can = dossier.owes_fee and why_not(Move.COLLECT_FEE, dossier, staff) is None
        return GOOD if can else SHUT
    if last == "chuyen-khoan":
        owes = dossier.fee_balance is None or dossier.fee_balance > 0
        return GOOD if owes and why_not(Move.COLLECT_FEE, dossier, staff) is None else frozenset({409})
    if last == "mien-giam":
        return frozenset({409}) if STATES[dossier.state].is_final else GOOD
    if not thing.paid:
        return frozenset({404 if last == "hoan" else 422})
    is_pending = last == "hoan" and thing.says in ("to_refund", "to_pay_back")
    return frozenset({409}) if is_pending else GOOD


def body(route: DeclaredRoute, thing: Thing) -> dict[str, Any]:
    seen = thing.seen
    if route.path.startswith(OF_DOSSIER) and thing.dossier is not None:
        seen = str(thing.dossier.dossier.version)
    return {
        "_key": str(uuid4()),
        "_seen": seen,
        "received": "",
        "counted": "0",
        "reason": "Lý do kiểm thử",
        "ground": "Hộ nghèo",
        "paper": "Giấy chứng nhận số 1",
        "kind": "refund",
        "decision": "approved",
        "answer": "",
        "how": "cash",
        "evidence": "PC 1",
        "payment": thing.paid.get("payment", ""),
        "receipt": thing.paid.get("receipt", ""),
        "amount": "0" if route.path.endswith("mien-giam") else "1000",
    }


def things(
    route: DeclaredRoute, here: House, there: House, kept: Mapping[Any, Any], make: type[Thing]
) -> Iterator[Thing]:
    """One of ours, one of theirs, one that is nowhere, one that is none."""
    (name,) = (each for each in PARAMETERS if f"{{{each}}}" in route.path)
    for whose, house in (("own", here), ("theirs", there)):
        yield _thing(route, name, whose, house, kept, make)
    yield make("missing", {name: str(uuid4())}, "missing")
    yield make("malformed", {name: "khong-phai-ma"}, "malformed")


def _thing(
    route: DeclaredRoute, name: str, whose: str, house: House, kept: Mapping[Any, Any], make: type[Thing]
) -> Thing:
    from tests.web.live_money import cashier_of

    money, cashier = house.money, cashier_of(house).username
    assert money is not None
    if name == "shift_id":
        is_minutes = route.path.endswith("bien-ban.pdf")
        which = money.closed_shift if is_minutes else money.open_shift
        return make(whose, {name: str(which)}, f"{whose} shift", uploader=cashier, seen=money.open_seen)
    if name == "refund_id":
        is_paying = route.path.endswith("/chi")
        which, of = (money.approved, "to_pay_back") if is_paying else (money.asked, "to_refund")
        dossier = kept[house.dossiers[of].id]
        return make(whose, {name: str(which)}, f"{whose} refund", dossier, seen="2" if is_paying else "1")
    if name == "statement_id":
        return make(whose, {name: str(money.statement)}, f"{whose} statement")
    return make(whose, {name: str(money.book)}, f"{whose} book", seen=money.book_seen)


def receipts(here: House, there: House, kept: Mapping[Any, Any], make: type[Thing]) -> Iterator[Thing]:
    """The receipt that was just made out: of this dossier, of another, of the other center."""
    from tests.web.live_money import cashier_of

    own, theirs = here.dossiers["paid"], there.dossiers["paid"]
    for whose, dossier_id, letter, house in (
        ("own", own.id, own.paid["letter_id"], here),
        ("theirs", theirs.id, theirs.paid["letter_id"], there),
        ("stray", own.id, theirs.paid["letter_id"], here),
    ):
        params = {"dossier_id": str(dossier_id), "letter_id": letter}
        yield make(whose, params, f"{whose} receipt", kept[dossier_id], uploader=cashier_of(house).username)
    yield make("missing", {"dossier_id": str(uuid4()), "letter_id": str(uuid4())}, "missing")
    yield make("malformed", {"dossier_id": "khong-phai-ma", "letter_id": "khong-phai-giay"}, "malformed")
