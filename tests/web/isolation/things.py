"""What an address of the matrix may name: own things, the other center's, missing, malformed and stray ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar
from uuid import UUID, uuid4

from tests.web.isolation import directed, heard, money, post
from tests.web.isolation.table import LETTERS, NOTHING, NoRow, Thing, Visitor, expected, is_open, parameters
from tests.web.live import Filed, House, Live, Mine, offered_at

from motcua.services.dossiers.records import Kept
from motcua.web.guards import DeclaredRoute

T = TypeVar("T")


class Things:
    """The things of two centers, as each route needs them."""

    def __init__(self, live: Live, kept: Mapping[UUID, Kept]) -> None:
        self.live, self.kept = live, kept

    def for_route(self, route: DeclaredRoute, here: House, there: House) -> Iterator[Thing]:
        names = parameters(route)
        if not names:
            yield NOTHING
            return
        if route.path.startswith("/cong-dan/ho-so/"):
            yield from self._mine(route, here, there)
            return
        if names[0] in money.PARAMETERS:
            yield from money.things(route, here, there, self.kept, Thing)
            return
        if set(names[:1]) & post.NAMES:
            assert here.posted is not None
            assert there.posted is not None
            yield from post.things(route, Thing, here.posted, there.posted)
            return
        match names:
            case ("dossier_id",):
                yield from self._dossiers(route, here, there)
            case ("dossier_id", "file_id"):
                yield from self._dossier_files(here, there)
            case ("dossier_id", "letter"):
                yield from self._letters(here, there)
            case ("dossier_id", "letter_id"):
                is_receipt = route.path.startswith(money.UNDER)
                yield from money.receipts(here, there, self.kept, Thing) if is_receipt else self._issued(here, there)
            case ("list_id",):
                own, theirs = (
                    house.official_list if route.path.startswith("/ra-soat/") else house.issued_list
                    for house in (here, there)
                )
                yield Thing("own", {"list_id": str(own)}, "own list")
                yield Thing("theirs", {"list_id": str(theirs)}, "their list")
                yield Thing("missing", {"list_id": str(uuid4())}, "missing")
                yield Thing("malformed", {"list_id": "khong-phai-ma"}, "malformed")
            case ("filing_id",):
                yield from self._filings(route, here, there)
            case ("filing_id", "file_id"):
                yield from self._papers(route, here, there)
            case ("staff_id",):
                yield Thing("own", {"staff_id": str(here.account)}, "own account", seen=here.account_seen)
                yield Thing("theirs", {"staff_id": str(there.account)}, "their account", seen=there.account_seen)
                yield Thing("missing", {"staff_id": str(uuid4())}, "missing")
                yield Thing("malformed", {"staff_id": "khong-phai-ma"}, "malformed")
            case ("dossier_id", "result_id"):
                yield from self._results(here, there)
            case ("file_id",):
                yield from self._files(here, there)
            case ("key",):
                yield from _of_each_agency(self._procedures(here, there))
            case ("code", "secret"):
                yield from self._tracked(here, there, "to_collect" if route.method == "POST" else "copies")
            case ("code", "rating_key") | ("number", "secret") | ("screen_key",) | ("feedback_id",) | ("data_file",):
                yield from heard.things(names, here, there)
            case ("ticket_id",):
                yield from _named("ticket_id", str(here.hall.ticket_id), str(there.hall.ticket_id))
            case ("place",):
                yield from _named("place", here.hall.place, there.hall.place)
            case ("ticket",):
                yield from _named("ticket", here.ticket, there.ticket)
            case ("reminder_id",):
                yield from directed.things(here, there)
            case ("webhook_id",):
                yield from _named("webhook_id", str(here.webhook), str(there.webhook), whose_key="whole")
            case ("key_id",):
                yield from _named("key_id", _key_id(here), _key_id(there))
            case ("import_id",):
                yield from _named("import_id", str(here.portal_list), str(there.portal_list))
            case ("disposal_id",):
                if route.path.endswith("/bien-ban.pdf"):
                    yield from _named("disposal_id", str(here.ended_disposal_id), str(there.ended_disposal_id))
                else:
                    own, theirs = ((str(house.disposal_id), house.disposal_seen) for house in (here, there))
                    for thing in _named("disposal_id", own[0], theirs[0]):
                        yield replace(thing, seen=theirs[1] if thing.whose == "theirs" else own[1])
            case ("access_id",):
                yield from _named("access_id", str(here.access_id), str(there.access_id))
            case _:
                raise NoRow(f"{route.method} {route.path}: no things for {names}")

    def _dossiers(self, route: DeclaredRoute, here: House, there: House) -> Iterator[Thing]:
        for name, made in here.dossiers.items():
            kept = self.kept[made.id]
            colleague = _at_the_step(here, kept)
            yield Thing(
                "own", {"dossier_id": str(made.id)}, name, kept, colleague=colleague, center=here.center, paid=made.paid
            )
        theirs = self._rightful(route, there)
        yield Thing("theirs", {"dossier_id": str(theirs)}, "theirs", self.kept[theirs])
        yield Thing("missing", {"dossier_id": str(uuid4())}, "missing")
        own = str(here.dossiers["copies"].id)
        for text in ("khong-phai-ma", own.upper(), f"{{{own}}}", own.replace("-", ""), "a" * 4000):
            yield Thing("malformed", {"dossier_id": text}, f"malformed {text[:12]}")

    def _rightful(self, route: DeclaredRoute, there: House) -> UUID:
        """A dossier of the other center that somebody there gets through this very address, if there is one."""
        for made in there.dossiers.values():
            thing = Thing("own", {}, "", self.kept[made.id], center=there.center, paid=made.paid)
            people = [Visitor("", "", "", staff) for staff in there.crew.by_name.values()]
            people += [Visitor("", "", "", machine=machine) for _, machine in there.machines.values()]
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
            says, dossier = f"{name} issued" if name == "with_scan" else name, self.kept[made.id].dossier
            for slug in ("giay-tiep-nhan", *(slug for slug, of in LETTERS.items() if of and of(dossier))):
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

    def _mine(self, route: DeclaredRoute, here: House, there: House) -> Iterator[Thing]:
        """`uploaded` is the file of a supplement under way, `file_id` one that is in the dossier."""
        is_sent = "/bo-sung/tep/" in route.path
        has_file = route.path.endswith("{file_id}")
        for mine in here.mine:
            params = {"dossier_id": str(mine.id)}
            if has_file:
                params["file_id"] = str(mine.uploaded if is_sent else mine.file_id)
                yield _of_mine("stray", mine, {**params, "file_id": str(here.dossiers["with_scan"].file_id)})
            if route.path.endswith("{letter_id}"):
                params["letter_id"] = str(mine.letter_id)
                yield _of_mine("stray", mine, {**params, "letter_id": str(here.dossiers["with_scan"].letter_id)})
            if not is_sent or mine.state == "supplement":
                yield _of_mine("own", mine, params)
        for dossier_id in (here.dossiers["with_scan"].id, uuid4()):
            params = {"dossier_id": str(dossier_id), "file_id": str(uuid4()), "letter_id": str(uuid4())}
            yield Thing("missing", params, "of no citizen")
        theirs = self._open_to_somebody(route, there, [(mine, _of_mine("own", mine, {})) for mine in there.mine])
        file_id = theirs.uploaded if is_sent else theirs.file_id
        params = {"dossier_id": str(theirs.id), "file_id": str(file_id), "letter_id": str(theirs.letter_id)}
        yield Thing("theirs", params, "their citizen's")
        params = {"dossier_id": "khong-phai-ma", "file_id": "khong-phai-tep", "letter_id": "khong-phai-giay"}
        yield Thing("malformed", params, "malformed")

    def _open_to_somebody(self, route: DeclaredRoute, there: House, mades: Sequence[tuple[T, Thing]]) -> T:
        """What a citizen or somebody of the staff there gets through this very address; else the first of all."""
        people = [Visitor("", "", "", citizen=citizen) for citizen, _ in there.citizens]
        people += [Visitor("", "", "", staff) for staff in there.crew.by_name.values()]
        for made, thing in mades:
            if any(is_open(expected(route, person, thing)) for person in people):
                return made
        return mades[0][0]

    def _filings(self, route: DeclaredRoute, here: House, there: House) -> Iterator[Thing]:
        for filed in here.filings:
            yield _filed("own", filed, {"filing_id": str(filed.id)})
        theirs = self._open_to_somebody(route, there, [(each, _filed("own", each, {})) for each in there.filings])
        yield Thing("theirs", {"filing_id": str(theirs.id)}, "their filing")
        yield Thing("missing", {"filing_id": str(uuid4())}, "missing")
        yield Thing("malformed", {"filing_id": "khong-phai-ma"}, "malformed")

    def _papers(self, route: DeclaredRoute, here: House, there: House) -> Iterator[Thing]:
        for filed in here.filings:
            yield _filed("own", filed, {"filing_id": str(filed.id), "file_id": str(filed.file_id)})
        own, other, *_ = here.filings
        theirs = self._open_to_somebody(route, there, [(each, _filed("own", each, {})) for each in there.filings])
        for stray in (other.file_id, theirs.file_id, here.dossiers["with_scan"].file_id):
            yield _filed("stray", own, {"filing_id": str(own.id), "file_id": str(stray)})
        yield Thing("theirs", {"filing_id": str(theirs.id), "file_id": str(theirs.file_id)}, "their paper")
        yield Thing("missing", {"filing_id": str(uuid4()), "file_id": str(uuid4())}, "missing")
        yield Thing("malformed", {"filing_id": "khong-phai-ma", "file_id": "khong-phai-tep"}, "malformed")

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

    def _tracked(self, here: House, there: House, name: str) -> Iterator[Thing]:
        own, theirs = here.dossiers[name], there.dossiers[name]
        yield Thing("own", {"code": own.code, "secret": own.secret}, "own")
        yield Thing("theirs", {"code": theirs.code, "secret": theirs.secret}, "theirs")
        yield Thing("missing", {"code": own.code, "secret": theirs.secret}, "wrong secret")
        yield Thing("missing", {"code": own.code[:-4] + "9999", "secret": own.secret}, "missing")
        yield Thing("malformed", {"code": "x" * 300, "secret": "y" * 300}, "malformed")


def _filed(whose: str, filed: Filed, params: dict[str, str]) -> Thing:
    return Thing(
        whose,
        params,
        f"{whose} {filed.state} of {filed.citizen.name}",
        uploader=str(filed.file_id),
        agency=filed.agency,
        seen=str(filed.seen),
        citizen=filed.citizen,
        state=filed.state,
    )


def _of_mine(whose: str, mine: Mine, params: dict[str, str]) -> Thing:
    says = f"{whose} {mine.state} of {mine.citizen.name}"
    return Thing(
        whose, params, says, uploader=str(mine.uploaded), seen=str(mine.seen), citizen=mine.citizen, state=mine.state
    )


def _key_id(house: House) -> str:
    machine = house.machines["whole"][1]
    assert machine is not None
    return str(machine.id)


def _named(name: str, own: str, theirs: str, *, whose_key: str = "") -> Iterator[Thing]:
    yield Thing("own", {name: own}, f"own {name}", agency=whose_key)
    yield Thing("theirs", {name: theirs}, f"their {name}")
    yield Thing("missing", {name: str(uuid4())}, "missing")
    yield Thing("malformed", {name: "khong-phai-ma"}, "malformed")


def _of_each_agency(things: Iterator[Thing]) -> Iterator[Thing]:
    """Rights go by agency, and pages of procedures are long: one of each is enough."""
    seen = set()
    for thing in things:
        if (thing.whose, thing.agency) not in seen:
            yield thing
        seen.add((thing.whose, thing.agency))


def _at_the_step(house: House, kept: Kept) -> str:
    step = kept.dossier.current_step
    people = house.crew.by_name.values()
    return next((str(each.id) for each in people if step is not None and each.holds(step.agency, step.desk)), "")


def _of_letter(whose: str, dossier_id: object, letter_id: object, kept: Kept | None = None) -> Thing:
    params = {"dossier_id": str(dossier_id), "letter_id": str(letter_id)}
    return Thing(whose, params, f"{whose} letter", kept)


def _scan(whose: str, dossier_id: object, file_id: object, kept: Kept | None = None) -> Thing:
    params = {"dossier_id": str(dossier_id), "file_id": str(file_id)}
    return Thing(whose, params, f"{whose} {params['dossier_id'][:4]}/{params['file_id'][:4]}", kept)


def _result(whose: str, dossier_id: object, result_id: object, kept: Kept | None = None) -> Thing:
    params = {"dossier_id": str(dossier_id), "result_id": str(result_id)}
    return Thing(whose, params, f"{whose} {params['dossier_id'][:4]}/{params['result_id'][:4]}", kept)
