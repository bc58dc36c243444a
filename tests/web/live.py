"""Two whole centers behind one application: their people signed in, dossiers in every state made by the services."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID, uuid4

import httpx
from tests.web.isolation.directed import remind
from tests.web.isolation.heard import hear
from tests.web.live_money import ACCOUNT, Money, fill_money
from tests.web.live_post import Posted, posted

from motcua import paths
from motcua.catalog import Catalog
from motcua.centers import Center, Centers, entered
from motcua.domain.citizens import Applying, Citizen, Contact
from motcua.domain.decisions import Decision
from motcua.domain.hall import DeviceKind
from motcua.domain.machines import Machine
from motcua.domain.moves import Move
from motcua.domain.people import RECEPTION_DESK, Acting, Role, Staff
from motcua.domain.procedures import ProcedureVersion
from motcua.domain.results import Kind
from motcua.domain.states import State
from motcua.letters.data import Issue, Printable
from motcua.letters.rendering import Letters, letters_pool
from motcua.services.accounts.crew import Crew
from motcua.services.accounts.lock import seat_of
from motcua.services.accounts.sign_ins import Door
from motcua.services.accounts.signing_in import ABSOLUTE, token_hash
from motcua.services.archive import disposals
from motcua.services.archive.collecting import collect
from motcua.services.archive.minutes import write_minutes
from motcua.services.citizens.signing_in import open_session
from motcua.services.codes import tracking_secret
from motcua.services.counter import intake as counter
from motcua.services.demo.people import PASSWORD, accounts, give_passwords
from motcua.services.demo.scans import scan
from motcua.services.dossiers import moves, records
from motcua.services.dossiers.offered import OfferedMove, colleagues_of, offered_moves
from motcua.services.files import uploads
from motcua.services.hall.devices import make_device, new_code, pair
from motcua.services.hall.numbers import take_number
from motcua.services.letters.issuing import issue
from motcua.services.machines import hooks, keys, national
from motcua.services.office import Office
from motcua.services.online import desk as online_desk
from motcua.services.online import files as filing_files
from motcua.services.online import filings
from motcua.services.online import reading as filing_reading
from motcua.services.online import supplements as online_supplements
from motcua.services.online.receipts import issue_receipt
from motcua.services.province import guests
from motcua.services.results import files as results
from motcua.services.review.list_import import keep_list
from motcua.services.samples.answers import Asking, Sample, sample
from motcua.services.samples.fields import Scene
from motcua.services.samples.people import Place, applicant_answers, draw_person
from motcua.services.samples.scripts import Course, script
from motcua.services.setup.onboarding import onboard
from motcua.services.work.handovers import half_of, issue_list, lists_of
from motcua.settings import Settings, wall_clock
from motcua.store.blobs import Blobs
from motcua.store.engine import DB, transaction
from motcua.store.intake_files import FileIntake, openers_pool
from motcua.store.queries import citizens, province_access
from motcua.store.queries.accounts import staff_by_id
from motcua.store.queries.archive import change_disposal, load_disposal
from motcua.store.queries.letters import letters_of_dossier
from motcua.store.queries.sign_ins import insert_code_generator, insert_link
from motcua.store.secrets import seal, the_sealer
from motcua.web.app import create_app
from motcua.web.middleware.center import CenterByPath
from motcua.web.papers import COLUMNS, paper_name

WEDNESDAY = datetime(2017, 11, 8, 1, 0, tzinfo=UTC)
CSRF_COOKIE = "mc-csrf"
BUSINESS, LAND, PERMIT = "dang-ky-ho-kinh-doanh", "dang-ky-bien-dong-dat-dai", "giay-phep-xay-dung-nha-o-rieng-le"
COPIES = "chung-thuc-ban-sao-tu-ban-chinh"


class QuickLetters(Letters):
    """Prints for real only when asked to: a matrix asks who may print, not what it looks like."""

    prints = False
    printed: Printable | None = None

    async def print_letter(self, letter: Printable, issue: Issue, *, emblem: bytes = b"") -> bytes:
        self.printed = letter
        if self.prints:
            return await super().print_letter(letter, issue, emblem=emblem)
        return b"%PDF-1.7 " + letter.template.encode()


class Client(httpx.AsyncClient):
    """A browser: keeps cookies and sends its token along."""

    @property
    def csrf(self) -> str:
        return self.cookies.get(CSRF_COOKIE) or ""

    async def send_form(self, path: str, form: Mapping[str, Any] | None = None, **more: Any) -> httpx.Response:
        return await self.post(path, data={"_csrf_token": self.csrf, **(form or {})}, **more)


def client_of(app: Any, base_url: str = "http://127.0.0.1:8000", address: str = "127.0.0.1") -> Client:
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False, client=(address, 50000))
    return Client(transport=transport, base_url=base_url)


@dataclass(frozen=True)
class Made:
    """One dossier, and what its address needs."""

    id: UUID
    state: State
    code: str
    secret: str
    file_id: UUID | None = None
    letter_id: UUID | None = None
    result_id: UUID | None = None
    paid: Mapping[str, str] = field(default_factory=dict)
    """Its payment and receipt, where it has them."""


@dataclass(frozen=True)
class Filed:
    """What a citizen files online, with one of its papers."""

    id: UUID
    citizen: Citizen
    state: str
    agency: str
    seen: int
    file_id: UUID


@dataclass(frozen=True)
class Mine:
    """A dossier that a citizen filed online. `uploaded`: a file of its supplement, not sent yet."""

    id: UUID
    citizen: Citizen
    state: str
    seen: int
    file_id: UUID
    letter_id: UUID
    uploaded: UUID | None = None


@dataclass
class Hall:
    """A number taken today, with its page's secret, and machines' tokens by their kind."""

    ticket_id: UUID | None = None
    place: str = ""
    tokens: dict[str, str] = field(default_factory=dict)


@dataclass
class House:
    """One center with its people and its dossiers."""

    center: Center
    crew: Crew
    dossiers: dict[str, Made] = field(default_factory=dict)
    drafts: dict[str, UUID] = field(default_factory=dict)
    """Scans of forms not accepted yet, by whose they are."""
    issued_list: UUID | None = None
    """A hand-over list of all agencies that was issued."""
    account: UUID | None = None
    """Of somebody who is no visitor of the matrix, with a second step and a shared account."""
    account_seen: str = ""
    official_list: UUID | None = None
    """An official list of procedures that was uploaded."""
    disposal_id: UUID | None = None
    """A list of dossiers to be destroyed that is looked through, with its version; and one that has its minutes."""
    disposal_seen: str = ""
    ended_disposal_id: UUID | None = None
    access_id: UUID | None = None
    """An access of the province that is open; `ticket` leads in once more, `guest` is in with `guest_token`."""
    hall: Hall = field(default_factory=Hall)
    ticket: str = ""
    guest: Staff | None = None
    guest_token: str = ""
    citizens: list[tuple[Citizen, str]] = field(default_factory=list)
    """Citizens of the center with the token of their session."""
    filings: list[Filed] = field(default_factory=list)
    mine: list[Mine] = field(default_factory=list)
    """Dossiers of citizens."""
    money: Money | None = None
    heard: dict[str, str] = field(default_factory=dict)
    """What people say of the center: the secrets of a rating, of a screen and of a feedback (`isolation.heard`)."""
    reminder: UUID | None = None
    """A reminder to `isolation.directed.AGENCY`."""
    machines: dict[str, tuple[str, Machine | None]] = field(default_factory=dict)
    """By what they are: whole (every desk), elsewhere (a desk that no dossier comes to), revoked (None: no machine)."""
    webhook: UUID | None = None
    """Where the whole key wants to be told."""
    portal_list: UUID | None = None
    posted: Posted | None = None

    @property
    def root(self) -> str:
        return f"/{self.center.key}"


@dataclass
class Live:
    """The open installation."""

    app: CenterByPath
    office: Office
    houses: dict[str, House]
    settings: Settings
    now: list[datetime]
    letters: QuickLetters
    _clients: dict[tuple[str, str], Client] = field(default_factory=dict)

    def house(self, key: str) -> House:
        return self.houses[key]

    @property
    def que_vo(self) -> House:
        return next(house for key, house in self.houses.items() if key.startswith("que-vo"))

    @property
    def gia_binh(self) -> House:
        return next(house for key, house in self.houses.items() if key.startswith("gia-binh"))

    async def anonymous(self, house: House) -> Client:
        return await self._client(house, "")

    async def as_(self, house: House, username: str) -> Client:
        """The client of somebody signed in, made once; a password check costs tens of milliseconds."""
        return await self._client(house, username)

    async def _client(self, house: House, username: str) -> Client:
        found = self._clients.get((house.center.key, username))
        if found is None:
            found = self._clients[house.center.key, username] = await self.new_client(house, username)
        return found

    async def new_client(self, house: House, username: str = "", *, address: str = "127.0.0.1") -> Client:
        client = client_of(self.app, address=address)
        await client.get(f"{house.root}/dang-nhap")
        if username:
            answer = await self.sign_in(client, house, username)
            assert answer.status_code == 303, (username, answer.status_code)
        return client

    async def sign_in(self, client: Client, house: House, username: str, password: str = PASSWORD) -> httpx.Response:
        return await client.send_form(f"{house.root}/dang-nhap", {"username": username, "password": password})

    def staff(self, house: House, username: str) -> Staff:
        return house.crew.by_name[username]

    async def load(self, house: House, dossier_id: UUID) -> records.Kept:
        with entered(house.center):
            async with transaction():
                kept = await records.load(dossier_id)
        assert kept is not None
        return kept

    def version(self, key: str) -> ProcedureVersion:
        return self.office.catalog.procedures[key]

    def asking(self, house: House, key: str, seed: str, size: str = "shortest") -> tuple[Asking, Scene]:
        scene = Scene(Random(seed), Place.of(house.center), self.now[0].date(), size)
        return Asking.of(self.office.catalog, self.version(key), scene, house.center.plugins), scene

    def sample(self, house: House, key: str, seed: str, size: str = "shortest") -> tuple[Sample, dict[str, list[str]]]:
        """Valid answers and an applicant, as they would be posted."""
        asking, scene = self.asking(house, key, seed, size)
        made = sample(asking, scene)
        assert not made.filled.errors, made.filled.errors
        return made, applicant_answers(draw_person(scene.rng, scene.place, scene.filed_on))

    def counter_form(self, house: House, key: str, seed: str = "form", size: str = "fullest") -> dict[str, Any]:
        """Everything the counter posts for an acceptable dossier, with a key of its own."""
        made, applicant = self.sample(house, key, seed, size)
        form: dict[str, Any] = {name: list(texts) for name, texts in {**applicant, **made.raw}.items()}
        for paper, counts in made.papers.items():
            form |= {paper_name(paper, what): str(count) for what, count in zip(COLUMNS, counts, strict=True)}
        decision = {"_decision": "accept", "_fee_collected": "yes", "_key": str(uuid4())}
        decision |= {"_note": "Ghi chú", "_second": "yes"}
        return form | {"_version": self.version(key).hash, "_channel": "direct", "_delivery": "counter"} | decision

    def receiver(self, house: House, key: str) -> str:
        return house.crew.receiving(self.version(key).agency)[0].username

    async def take_in(
        self, house: House, key: str, *, how: str = "accept", seed: str = "", scans: int = 0, paid: bool = True,
        delivery: str = "counter",
    ) -> Made:  # fmt: skip
        """A dossier at the counter, by the person who receives for its agency."""
        version = self.version(key)
        made, applicant = self.sample(house, key, seed or f"{house.center.key} {key} {len(house.dossiers)}")
        with entered(house.center):
            acting = Acting(house.crew.receiving(version.agency)[0], self.now[0])
            draft = uuid4()
            files = [await self._scan(acting, draft, paper) for paper in tuple(made.papers)[:scans]]
            intake = counter.Intake(
                version_hash=version.hash,
                applicant=applicant,
                answers=made.raw,
                papers=made.papers,
                draft_key=draft,
                fee_collected=paid,
                delivery=delivery,
            )
            if how == "accept":
                accepted = await counter.accept(self.office, acting, intake, uuid4())
            elif how == "complete":
                accepted = await counter.ask_to_complete(
                    self.office, acting, intake, "Thiếu giấy tờ.", ["Giấy đề nghị"], uuid4()
                )
            else:
                accepted = await counter.refuse(self.office, acting, intake, "Không thuộc thẩm quyền.", uuid4())
        states = {"accept": State.ACCEPTED, "complete": State.INCOMPLETE, "refuse": State.REFUSED}
        with entered(house.center):
            secret = tracking_secret(accepted.id)
        return Made(accepted.id, states[how], accepted.code, secret, files[0] if files else None)

    async def upload_list(self, house: House) -> None:
        director = next(staff for staff in house.crew.by_name.values() if Role.DIRECTOR in staff.roles)
        on = self.now[0].date()
        decision = Decision(number="1/QĐ", on=on, signed_by="Ông A", from_on=on)
        rows = [["Tên thủ tục", "Thời hạn"], [self.version(BUSINESS).title, "2 ngày làm việc"]]
        with entered(house.center):
            made = await keep_list(Acting(director, self.now[0]), "danh-muc.csv", rows, decision, "", uuid4())
        house.official_list = made

    async def propose_a_disposal(self, house: House) -> None:
        clerk = next(staff for staff in house.crew.by_name.values() if Role.CLERK in staff.roles)
        with entered(house.center):
            acting = Acting(clerk, self.now[0])
            for _ in range(2):
                house.disposal_id = await disposals.propose(acting, uuid4())
                await collect(self.office, {"disposal": str(house.disposal_id)})
                async with transaction():
                    found = await load_disposal(house.disposal_id)
                    assert found is not None
                    house.disposal_seen = str(found["version"])
                    if house.ended_disposal_id is None:  # nobody's time is over in these days: an empty list
                        ends = dict.fromkeys(("submitted_at", "decided_at", "finished_at"), acting.at)
                        await change_disposal(house.disposal_id, state="destroyed", **ends)
                if house.ended_disposal_id is None:
                    director = next(staff for staff in house.crew.by_name.values() if Role.DIRECTOR in staff.roles)
                    await write_minutes(self.office, Acting(director, acting.at), house.disposal_id)
                    house.ended_disposal_id = house.disposal_id

    async def complete_an_account(self, house: House) -> None:
        """Everything that an administrator can take away again."""
        visitors = {account.username for account in accounts(house.center)} | house.drafts.keys()
        visitors |= {house.crew.receiving("tu_phap")[0].username}
        staff = next(each for name, each in house.crew.by_name.items() if name not in visitors)
        with entered(house.center):
            async with transaction():
                sealed = seal("JBSWY3DPEHPK3PXP", "not for signing in")
                await insert_code_generator(staff.id, sealed, step=0, at=self.now[0])
                await insert_link("https://issuer", f"of {staff.id}", staff.id, by=staff.id, at=self.now[0])
                found = await staff_by_id(staff.id)
        assert found is not None
        house.account, house.account_seen = staff.id, str(found["version"])

    async def _scan(self, acting: Acting, draft: UUID, paper: str) -> UUID:
        content = scan("Giay to", "Nguoi nop")
        line = await uploads.add_file(
            self.office, acting, paper_key=paper, stream=content, name="giay-to.pdf", draft_key=draft,
            declared="application/pdf",
        )  # fmt: skip
        return line.id

    async def draft_scan(self, house: House, username: str) -> UUID:
        """A scan of a form that is not a dossier yet."""
        with entered(house.center):
            return await self._scan(Acting(self.staff(house, username), self.now[0]), uuid4(), "request")

    async def walk(self, house: House, made: Made, until: State | Move, *, is_granted: bool = True) -> Made:
        """Walks a dossier through its desks until it stands in the state asked for, or just before a move."""
        kept = await self.load(house, made.id)
        acts = script(kept.dossier.steps, Course(is_granted), Random(1))
        at = self.now[0]
        for act in acts:
            if until in (kept.dossier.state, act.move):
                break
            at += timedelta(minutes=1)
            data = hand_back_data(kept) if act.move is Move.HAND_BACK else act.data
            with entered(house.center):
                by = Acting(house.crew.at(act.desk, kept.dossier.agency), at)
                await moves.make(self.office, by, act.move, made.id, kept.dossier.version, data, uuid4())
            kept = await self.load(house, made.id)
        assert isinstance(until, Move) or kept.dossier.state is until, (kept.dossier.state, until)
        return replace(made, state=kept.dossier.state)

    async def with_draft(self, house: House, made: Made) -> Made:
        """With a draft of its result, by who works on it."""
        kept = await self.load(house, made.id)
        step = kept.dossier.current_step
        assert step is not None
        with entered(house.center):
            by = Acting(house.crew.at((step.agency, step.desk), kept.dossier.agency), self.now[0])
            sent = results.Sent(scan("Du thao", "Ket qua"), "du-thao.pdf", "application/pdf")
            seen = kept.dossier.version
            file = await results.attach(self.office, by, made.id, Kind.DRAFT, sent, seen=seen, now=self.now[0])
        house.dossiers["with_draft"] = replace(made, result_id=file.id)
        return house.dossiers["with_draft"]

    async def aside(
        self, house: House, name: str, until: State | Move, *made: tuple[Move, str, dict[str, str]]
    ) -> Made:
        """A dossier that left the straight way: each move by its own desk, its agency's head or the counter."""
        return await self.go_on(house, name, await self.new(house, name, BUSINESS, until), *made)

    async def go_on(self, house: House, name: str, dossier: Made, *made: tuple[Move, str, dict[str, str]]) -> Made:
        for move, desk, data in made:
            kept = await self.load(house, dossier.id)
            step = kept.dossier.current_step
            assert step is not None
            places = {"reception": RECEPTION_DESK, "head": (step.agency, "head"), "own": (step.agency, step.desk)}
            with entered(house.center):
                by = Acting(house.crew.at(places[desk], kept.dossier.agency), self.now[0] + timedelta(hours=1))
                await moves.make(self.office, by, move, dossier.id, kept.dossier.version, data, uuid4())
        state = (await self.load(house, dossier.id)).dossier.state
        house.dossiers[name] = dossier = replace(dossier, state=state)
        return dossier

    async def issue_letters(self, house: House) -> None:
        """The receipt of the dossier with a scan, and the hand-over list of the half-day."""
        made = house.dossiers["with_scan"]
        director = next(each for each in house.crew.by_name.values() if Role.DIRECTOR in each.roles)
        on, half = half_of(self.now[0])
        with entered(house.center):
            by = Acting(house.crew.receiving("tai_chinh_ke_hoach")[0], self.now[0])
            await issue(self.office, by, made.id, "giay-tiep-nhan", 1, {}, uuid4())
            asked = Acting(director, self.now[0])
            await issue_list(self.office, asked, uuid4(), way="giao", on=on, half=half)
            (line,) = await lists_of(asked, way="giao", on=on, half=half)
            async with transaction():
                (letter,) = [each for each in await letters_of_dossier(made.id) if each["kind"] == "receipt"]
        house.dossiers["with_scan"], house.issued_list = replace(made, letter_id=letter["id"]), line.id

    async def take_filings(self, house: House) -> None:
        """Two citizens, each with a draft and with something handed in."""
        now = wall_clock()
        for name in ("Nguyễn Thị Dân", "Trần Văn Dân"):
            with entered(house.center):
                address = f"{uuid4().hex}@vidu.vn"
                async with transaction():
                    citizen_id = await citizens.insert_citizen(now, name)
                    await citizens.insert_contact("email", address, citizen_id, now)
                    token = await open_session(citizen_id, Door(), now)
                citizen = Citizen(citizen_id, name, (Contact("email", address),))
                house.citizens.append((citizen, token))
                who = Applying(citizen, self.now[0])
                for is_whole in (False, True):
                    house.filings.append(await self._filed(house, who, is_whole))
                await self._accept_online(house, who, await self._filed(house, who, is_whole=True))

    async def _filed(self, house: House, who: Applying, is_whole: bool) -> Filed:
        made, applicant = self.sample(house, BUSINESS, f"{who.citizen.name} {is_whole}")
        typed = {**applicant, **made.raw, "_delivery": ["counter"]}
        filing_id = await filings.begin(self.office, who, BUSINESS, uuid4())
        if is_whole:
            await filings.save(who, filing_id, typed, 1)
        content, keys = scan("Giay to", "Nguoi nop"), tuple(made.papers) if is_whole else ("request",)
        for key in keys:
            file = await filing_files.add_paper(
                self.office, who, filing_id, paper_key=key, stream=content, name="giay-to.pdf"
            )
        if is_whole:
            await filing_reading.submit(self.office, who, filing_id, 2, True, "https://vidu.vn/x")
        found = await filings.own_filing(self.office, who, filing_id)
        return Filed(filing_id, who.citizen, found.state, found.version.agency, found.seen, file.id)

    async def _accept_online(self, house: House, who: Applying, filed: Filed) -> None:
        """The first citizen's stands as it was accepted, the second's waits for a supplement."""
        by = Acting(house.crew.receiving(filed.agency)[0], self.now[0])
        made = await online_desk.accept(self.office, by, filed.id, filed.seen, "{code}{secret}")
        await issue_receipt(self.office, by, made.id, uuid4())
        async with transaction():
            (letter,) = await letters_of_dossier(made.id)
        mine = Mine(made.id, who.citizen, State.ACCEPTED, 2, filed.file_id, letter["id"])
        if house.mine:
            dossier = await self.walk(house, Made(made.id, State.ACCEPTED, made.code, made.secret), State.PROCESSING)
            ask = (Move.ASK_FOR_SUPPLEMENT, "own", {"missing": "Bản đồ", "reason": "Thiếu"})
            await self.go_on(house, "citizens", dossier, ask, (Move.ISSUE_SUPPLEMENT, "reception", {"told_by": "mail"}))
            del house.dossiers["citizens"]
            filing = await online_supplements.supplement_of(self.office, who, made.id)
            content = scan("Giay to", "Nguoi nop")
            file = await filing_files.add_paper(
                self.office, who, filing.id, paper_key="other", stream=content, name="ban-do.pdf"
            )
            seen = (await self.load(house, made.id)).dossier.version
            mine = replace(mine, state=State.SUPPLEMENT, seen=seen, uploaded=file.id)
        house.mine.append(mine)

    async def open_hall(self, house: House) -> None:
        """Somebody waits, a kiosk and a display are paired."""
        admin = next(each for each in house.crew.by_name.values() if Role.ADMINISTRATOR in each.roles)
        with entered(house.center):
            group = house.center.hall.groups[0].key
            made = await take_number(group, "", self.now[0], uuid4(), by="Kiosk")
            house.hall.ticket_id, house.hall.place = made.id, made.place
            for kind in DeviceKind:
                code = new_code()
                await make_device(Acting(admin, self.now[0]), kind, f"Máy {kind}", uuid4(), code, wall_clock())
                paired = await pair(code, wall_clock())
                assert paired is not None
                house.hall.tokens[kind.value] = paired[1]

    async def let_in_guest(self, house: House) -> None:
        """Somebody of the province, in this center for four hours."""
        now, house.access_id = wall_clock(), uuid4()
        ends_at = now + timedelta(hours=4)
        asked = {"id": house.access_id, "officer_id": uuid4(), "officer_name": "Nguyễn Văn Minh", "minutes": 240}
        with entered(house.center):
            told = {"by": "Trần Thị Hòa", "business_at": self.now[0], "now": now, "ends_at": ends_at}
            await guests.let_in(asked | {"reason": "Kiểm tra phản ánh trả kết quả chậm."}, **told)
            for _ in range(2):
                house.ticket = uuid4().hex
                async with transaction():
                    assert await province_access.put_ticket(house.access_id, token_hash(house.ticket), ends_at, now)
                if not house.guest_token:
                    came = {"address": "", "agent": "", "business_at": self.now[0], "now": now}
                    house.guest_token = await guests.come_in(house.ticket, **came)
            seat = await seat_of(self.office, house.guest_token, now)
        assert seat is not None
        house.guest = seat.staff

    async def give_keys(self, house: House) -> None:
        """Keys of agencies' systems, where one wants to be told, and a list of the national portal."""
        now, people = wall_clock(), house.crew.by_name.values()
        keeper = next(Acting(each, self.now[0]) for each in people if Role.ADMINISTRATOR in each.roles)
        director = next(Acting(each, self.now[0]) for each in people if Role.DIRECTOR in each.roles)
        with entered(house.center):
            desks = [each.value for each in keys.desk_choices(self.office)]
            used = {(step.agency, step.desk) for made in house.dossiers.values()
                    for step in (await self.load(house, made.id)).dossier.steps}  # fmt: skip
            free = next(each for each in desks if tuple(each.split("/")) not in used)
            typed = {"scopes": ["read", "act", "report"], "expires_on": [f"{now + timedelta(days=30):%d/%m/%Y}"]}
            for name, given in (("whole", desks), ("elsewhere", [free]), ("revoked", desks)):
                asked = {**typed, "name": [name], "desks": given}
                made = await keys.make_key(self.office, keeper, asked, uuid4(), now)
                assert made.secret is not None
                machine = await keys.machine_of(made.secret, now)
                assert machine is not None
                house.machines[name] = (made.secret, machine)
            revoked = house.machines["revoked"]
            assert revoked[1] is not None
            await keys.revoke(keeper, revoked[1].id, now)
            house.machines["revoked"] = (revoked[0], None)
            whole = house.machines["whole"][1]
            assert whole is not None
            url = "https://nhan.example/su-kien"
            house.webhook = (await hooks.subscribe(self.office, whole, url, uuid4(), self.now[0], now)).id
            content = f"{house.dossiers['copies'].code};9".encode()
            house.portal_list = await national.take_portal_list(
                director, "cong.csv", content, "01/11/2017", "30/11/2017", uuid4()
            )

    async def offered(self, house: House, staff: Staff, kept: records.Kept) -> tuple[OfferedMove, ...]:
        """What the dossier's page offers this person."""
        version = self.version(kept.row["procedure_key"])
        with entered(house.center):
            async with transaction():
                colleagues = await colleagues_of(kept.dossier, Acting(staff, self.now[0]))
            return offered_moves(kept, version, staff, self.now[0], colleagues)

    async def put_outside(self, house: House, made: Made) -> None:
        """No shipped procedure has a step at the province yet: the one that waits is made such a step."""
        with entered(house.center):
            async with transaction():
                await DB.fetch(
                    "UPDATE step SET agency = 'province', desk = 'so' WHERE dossier_id = $1 AND state = 'in_transit'",
                    made.id,
                )
                await DB.fetch("UPDATE dossier SET at_agency = 'center', at_desk = 'reception' WHERE id = $1", made.id)

    async def let_opinions_run_out(self, house: House, made: Made) -> None:
        with entered(house.center):
            async with transaction():
                await DB.fetch(
                    "UPDATE step SET due_at = $2 WHERE dossier_id = $1 AND kind = 'opinion' AND state = 'active'",
                    made.id,
                    self.now[0] - timedelta(days=1),
                )

    async def new(self, house: House, name: str, key: str, until: State | Move, **more: Any) -> Made:
        how = "complete" if until is State.INCOMPLETE else "refuse" if until is State.REFUSED else "accept"
        made = await self.take_in(house, key, how=how, **more)
        if how == "accept" and until is not State.ACCEPTED:
            made = await self.walk(house, made, until)
        house.dossiers[name] = made
        return made


def move_data(offered: OfferedMove, text: str) -> dict[str, str]:
    """The questions of a move answered lawfully, with this text wherever one may be typed."""
    by_kind = {"tick": "yes", "money": "1000", "date": "08/11/2017"}
    data = {field.name: next(iter(dict(field.options)), by_kind.get(field.kind, text)) for field in offered.fields}
    if offered.move is Move.SIGN:
        data["how"] = "paper_only"
    if offered.move is Move.ASK_TO_REAPPOINT:
        data["new_due_on"] = "15/06/2018"
    return data | ({"field": "applicant/applicant.name", "value": text} if offered.move is Move.CORRECT else {})


def hand_back_data(kept: records.Kept) -> dict[str, str]:
    data = {"received_by": "Nguyễn Văn Nhận", "receiver": "applicant", "fee_collected": "yes", "fee_amount": "1000"}
    return data | {f"original.{paper.key}": "yes" for paper in kept.originals_to_return}


@contextlib.asynccontextmanager
async def open_live(
    centers: Centers, catalog: Catalog, folder: Path, app_url: str, owner_url: str
) -> AsyncIterator[Live]:
    """Both shipped centers under keys of their own, so that no other test's dossiers are in them."""
    settings = Settings(
        data_dir=folder,
        tenants_dir=paths.tenants(),
        key_file=folder / "keys.json",
        database_url=app_url,
        owner_url=owner_url,
        demo_clock=WEDNESDAY,
        locks_after=ABSOLUTE,  # on a busy machine minutes pass between two tests that share a session
    )
    (folder / "keys.json").write_bytes(b"a secret of this run alone")
    ours = Centers(
        centers.province,
        {f"{key}-web": replace(each, key=f"{key}-web", bank_accounts=(ACCOUNT,)) for key, each in centers.items()},
    )
    now = [WEDNESDAY]
    async with letters_pool(1) as printers, openers_pool(1) as openers:
        letters = QuickLetters(printers, paths.templates() / "letters")
        files = FileIntake(Blobs(settings.files_dir), openers, folder / "incoming")
        office = Office(settings, ours, catalog, the_sealer(), letters, Blobs(settings.files_dir), files)
        live = Live(create_app(office, lambda: now[0]), office, {}, settings, now, letters)
        for center in ours.values():
            await onboard(live.office, center, now=WEDNESDAY, first_passwords=lambda _: PASSWORD)
            with entered(center):
                await give_passwords(center, WEDNESDAY)
                live.houses[center.key] = House(center, await Crew.of(center))
        yield live
        for client in live._clients.values():
            await client.aclose()


async def fill(live: Live) -> None:
    """Dossiers in every state at both centers, one with a scan, and a scan of a form still open."""
    for house in live.houses.values():
        await live.new(house, "with_scan", BUSINESS, State.ACCEPTED, scans=1)
        await live.new(house, "copies", COPIES, State.ACCEPTED)
        await live.new(house, "owing", BUSINESS, State.ACCEPTED, paid=False)
        for state in (State.INCOMPLETE, State.REFUSED, State.IN_TRANSIT, State.PROCESSING):
            await live.new(house, state.value, BUSINESS, state)
        await live.with_draft(house, await live.new(house, "with_draft", BUSINESS, State.PROCESSING))
        await live.new(house, "to_sign", BUSINESS, Move.SIGN)
        for state in (State.SIGNED, State.NUMBERED, State.READY, State.HANDED_BACK):
            await live.new(house, state.value, COPIES, state)
        declined = await live.take_in(house, COPIES)
        house.dossiers["declined"] = await live.walk(house, declined, State.NUMBERED, is_granted=False)
        await live.new(house, "by_post", COPIES, State.READY, delivery="post")
        ask = (Move.ASK_FOR_SUPPLEMENT, "own", {"missing": "Bản đồ", "reason": "Thiếu"})
        issue = (Move.ISSUE_SUPPLEMENT, "reception", {"told_by": "hand"})
        await live.aside(house, "supplement_asked", State.PROCESSING, ask)
        await live.aside(house, "supplement", State.PROCESSING, ask, issue)
        back = (Move.RECEIVE_SUPPLEMENT, "reception", {"received": "Bản đồ"})
        await live.aside(house, "supplemented", State.PROCESSING, ask, issue, back, (Move.CONFIRM_RECEIPT, "own", {}))
        reappoint = {"reason": "Chờ xác minh", "new_due_on": "15/06/2018", "is_late_known": "yes"}
        await live.aside(house, "to_reappoint", State.PROCESSING, (Move.ASK_TO_REAPPOINT, "own", reappoint))
        stop = (Move.STOP, "head", {"document_number": "1/TB", "reason": "Có đơn tranh chấp"})
        await live.aside(house, "stopped", State.PROCESSING, stop)
        send = (Move.SEND_OUTSIDE, "reception", {"document_number": "2/TTHCC"})
        await live.put_outside(house, await live.new(house, "to_send_outside", BUSINESS, State.IN_TRANSIT))
        outside = await live.new(house, "outside", BUSINESS, State.IN_TRANSIT)
        await live.put_outside(house, outside)
        await live.go_on(house, "outside", outside, send)
        if PERMIT in {version.key for version in offered_at(live, house)}:
            await live.new(house, "to_consult", PERMIT, Move.CONSULT)
            await live.new(house, "consulting", PERMIT, State.CONSULTING)
            await live.let_opinions_run_out(house, await live.new(house, "unanswered", PERMIT, State.CONSULTING))
        if "chi_cuc_thue" in house.center.plugins:
            await live.new(house, "to_suspend", LAND, Move.SUSPEND)
            await live.new(house, "suspended", LAND, State.SUSPENDED)
        await live.issue_letters(house)
        await live.upload_list(house)
        await live.propose_a_disposal(house)
        await live.let_in_guest(house)
        await live.take_filings(house)
        house.posted = await posted(live, house)
        receiver = house.crew.receiving("tai_chinh_ke_hoach")[0].username
        house.drafts[receiver] = await live.draft_scan(house, receiver)
        await live.complete_an_account(house)
        await fill_money(live, house)
        await hear(live, house)
        await remind(live, house)
        await live.open_hall(house)
        await live.give_keys(house)
    live.now[0] = WEDNESDAY + timedelta(hours=2)


async def everything_in(owner: Any, house: House) -> dict[str, str]:
    """A digest of every table of a center but those that a look at a page may touch."""
    schema = house.center.schema
    found = await owner.fetch("SELECT tablename FROM pg_tables WHERE schemaname = $1", schema)
    digests = {}
    for name in sorted(
        {row["tablename"] for row in found} - {"session", "sign_in_failure", "sign_in", "viewed", "citizen_session"}
    ):
        sql = f"SELECT count(*) || md5(coalesce(string_agg(t::text, '' ORDER BY t::text), '')) FROM {schema}.{name} t"
        digests[name] = await owner.fetchval(sql)
    return digests


def offered_at(live: Live, house: House) -> tuple[ProcedureVersion, ...]:
    return tuple(live.office.catalog.for_center(house.center).procedures.values())


@contextlib.contextmanager
def without(target: Any, name: str, instead: Any) -> Iterator[None]:
    """A guard taken out, for the length of a negative control."""
    before = target.__dict__[name]
    setattr(target, name, instead)
    try:
        yield
    finally:
        setattr(target, name, before)
