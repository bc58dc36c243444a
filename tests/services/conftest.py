"""An office with three small agencies, made on the spot, at both centers; and the people who work a dossier."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from importlib.metadata import EntryPoint
from types import ModuleType
from typing import Any
from uuid import UUID, uuid4

import pytest

from motcua.api import Procedure, RoutingRule, hookimpl
from motcua.api.events import AddNote, Notify
from motcua.api.fees import fixed, per_page, unconfirmed
from motcua.api.forms import Choice, Form, IdNumber, Integer, Paper, Part, Rows, Section, Text, check
from motcua.api.letters import Letter
from motcua.api.routes import (
    Desk,
    Route,
    Step,
    at_agency,
    calendar_days,
    consult,
    desk_of,
    financial_obligation,
    hours,
    otherwise,
    same_day,
    unknown_term,
    working_days,
)
from motcua.catalog import build_catalog, load_plugins
from motcua.centers import Center, Centers, entered
from motcua.domain.people import Acting, Staff
from motcua.letters.rendering import Letters, letters_pool
from motcua.paths import templates
from motcua.sandbox.pool import Pool
from motcua.services.counter.intake import Accepted, Intake, accept
from motcua.services.dossiers import moves
from motcua.services.dossiers.moves import Made
from motcua.services.office import Office
from motcua.services.plugins.quarantine import Quarantine
from motcua.services.setup.onboarding import sync_catalog
from motcua.settings import Settings
from motcua.store.blobs import Blobs
from motcua.store.engine import transaction
from motcua.store.intake_files import FileIntake, openers_pool
from motcua.store.migrate import migrate_center
from motcua.store.queries.dossiers import load_dossier_bundle
from motcua.store.secrets import the_sealer
from motcua.testing import publish

AT = datetime(2017, 11, 8, 1, 0, tzinfo=UTC)  # Wednesday, 08:00
OFFICER, HEAD = Desk("officer", "Chuyên viên"), Desk("head", "Trưởng phòng", signs=True)
LEADER = at_agency("ubnd", "leader", "Lãnh đạo UBND huyện", signs=True)


class BusinessForm(Form):
    """Giấy đề nghị thử."""

    owner = Section("Chủ hộ")
    owner_name = Text("Họ và tên chủ hộ")
    owner_id = IdNumber("Số giấy tờ chủ hộ")
    trade = Choice("Ngành nghề", {"retail": "Bán lẻ", "food": "Ăn uống"})

    papers = Section("Thành phần hồ sơ")
    request = Paper("Giấy đề nghị", originals=1)
    id_copy = Paper("Bản sao giấy tờ tùy thân", copies=1)
    household = Paper("Sổ hộ khẩu", presented=True)
    hygiene = Paper("Giấy an toàn thực phẩm", originals=1).shown_if(trade.is_("food"))

    @check("Tên chủ hộ không được là Cấm.", owner_name)
    def is_allowed(self) -> bool:
        if self.owner_name == "Hỏng":
            raise RuntimeError("a plugin's mistake")
        return self.owner_name != "Cấm"


BUSINESS = Procedure(
    key="thu-kinh-doanh",
    title="Đăng ký kinh doanh thử",
    sector="Thử",
    form=BusinessForm,
    route=Route(otherwise(Step("Thẩm định", OFFICER, working_days(1.5)), Step("Ký", HEAD, working_days(1)))),
    term=working_days(3),
    fee=fixed(100_000),
    result="Giấy chứng nhận thử",
)


UNKNOWN = replace(BUSINESS, key="thu-chua-ro-thoi-han", title="Đăng ký chưa rõ thời hạn", term=unknown_term())


class Party(Part):
    """Bên tham gia."""

    name = Text("Họ và tên")
    id_number = IdNumber("Số giấy tờ")


class LandForm(Form):
    """Đơn thử."""

    parties = Rows(Party, "Bên", least=1, most=5)
    parcel = Text("Thửa đất")
    deed = Paper("Giấy chứng nhận", originals=1)


LAND = Procedure(
    key="thu-dat-dai",
    title="Biến động đất đai thử",
    sector="Thử",
    form=LandForm,
    route=Route(
        otherwise(
            Step(
                "Kiểm tra",
                OFFICER,
                working_days(4),
                consults=(
                    consult("Ý kiến quy hoạch", desk_of("kinh_te_ha_tang", "officer"), working_days(2)),
                    consult("Ý kiến văn hóa", desk_of("van_hoa_thong_tin", "officer"), working_days(1)),
                ),
            ),
            Step("Ký tờ trình", HEAD, working_days(1)),
            Step("Ký giấy chứng nhận", LEADER, working_days(2)),
        )
    ),
    term=calendar_days(15),
    fee=unconfirmed("HĐND tỉnh quy định"),
    result="Giấy chứng nhận",
)
TAX = RoutingRule(
    procedure=LAND.key,
    step=Step("Xác định nghĩa vụ tài chính", OFFICER, working_days(3), awaits=financial_obligation()),
    after="kiem-tra",
)


OUTSIDE = Procedure(
    key="thu-ra-ngoai",
    title="Thủ tục có bước ở cấp xã",
    sector="Thử",
    form=BusinessForm,
    route=Route(
        otherwise(
            Step("Xác nhận", at_agency("commune", "ubnd", "UBND xã"), working_days(1)),
            Step("Ký", HEAD, working_days(1)),
        )
    ),
    term=working_days(3),
    fee=fixed(100_000),
    result="Giấy chứng nhận thử",
)


ATTESTATION = """#import "_letterhead.typ": *
#let d = json(bytes(sys.inputs.d))
#show: letter.with(d)
Chứng thực số #d.number, #d.answers.pages trang: #d.rows.documents.map(each => each.title).join("; ").
#metadata("end") <end>
"""


class Document(Part):
    """Giấy tờ cần chứng thực."""

    title = Text("Loại giấy tờ")


class CopyForm(Form):
    """Yêu cầu chứng thực."""

    documents = Rows(Document, "Giấy tờ", least=1, most=9)
    pages = Integer("Số trang", least=1)
    original = Paper("Bản chính", presented=True)


COPIES = Procedure(
    key="thu-chung-thuc",
    title="Chứng thực thử",
    sector="Chứng thực thử",
    form=CopyForm,
    route=Route(otherwise(Step("Kiểm tra", OFFICER, hours(2)), Step("Ký", HEAD, hours(2)))),
    term=same_day(),
    fee=per_page(2_000, up_to=2, then=1_000, cap=200_000, pages=CopyForm.pages),
    result="Bản sao chứng thực",
    book="SCT/BS",
    numbered_rows="documents",
    letters=(Letter("loi-chung", "Lời chứng", ATTESTATION, ("pages", "documents")),),
)


def _plugin(key: str, name: str, **hooks: Any) -> EntryPoint:
    module = ModuleType(f"made_for_services_{key}")
    module.NAME = name  # type: ignore[attr-defined]
    for hook, function in hooks.items():
        setattr(module, hook, hookimpl(function))
    sys.modules[module.__name__] = module
    return EntryPoint(key, module.__name__, "motcua")


def plugins_made() -> list[EntryPoint]:
    def business() -> list[Procedure]:
        return [BUSINESS, OUTSIDE, UNKNOWN]

    def land() -> list[Procedure]:
        return [LAND]

    def copies() -> list[Procedure]:
        return [COPIES]

    def rules() -> list[RoutingRule]:
        return [TAX]

    def follow(event: Any) -> list[Any]:
        return [AddNote(f"Đã biết: {event.move}"), Notify("Hồ sơ của ông/bà đã chuyển.")]

    def fail(event: Any) -> list[Any]:
        raise RuntimeError("a plugin's mistake")

    return [
        _plugin("tai_chinh_ke_hoach", "Phòng TCKH", register_procedures=business, dossier_changed=fail),
        _plugin("chi_nhanh_vpdkdd", "Chi nhánh VPĐKĐĐ", register_procedures=land, dossier_changed=follow),
        _plugin("tu_phap", "Phòng Tư pháp", register_procedures=copies),
        _plugin("chi_cuc_thue", "Chi cục Thuế", register_routing_rules=rules),
    ]


@pytest.fixture(scope="session")
async def opened_office(
    database: Any, two_centers: Centers, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Office]:
    folder = tmp_path_factory.mktemp("office")
    settings = Settings(
        data_dir=folder,
        tenants_dir=folder,
        key_file=folder / "keys.json",
        database_url=database.ready.app_url,
        owner_url=database.ready.owner_url,
    )
    blobs = Blobs(folder / "files")
    printers: Pool
    openers: Pool
    async with letters_pool(1) as printers, openers_pool(1) as openers:
        catalog = build_catalog(load_plugins(plugins_made()))
        assert catalog.problems == ()
        files = FileIntake(blobs, openers, folder / "incoming")
        made = Office(
            settings, two_centers, catalog, the_sealer(), Letters(printers, templates() / "letters"), blobs, files
        )
        await sync_catalog(made)
        yield made


@pytest.fixture(scope="module")
def office(opened_office: Office) -> Office:
    """As a process that has just started: a module's center is taken away after it, and what was remembered of that
    center (whose plugin failed too often there, and is not run) must not be taken for the next one's."""
    return replace(opened_office, former={}, quarantine=Quarantine())


@pytest.fixture(scope="module")
async def cleared(owner: Any) -> AsyncIterator[None]:
    """Takes away what these tests add to the catalog: other tests count its centers and versions."""
    known = {row[0] for row in await owner.fetch("SELECT hash FROM catalog.procedure_version")}
    before = {row[0] for row in await owner.fetch("SELECT key FROM catalog.center")}
    yield
    for key, schema in await owner.fetch("SELECT key, schema FROM catalog.center"):
        if key not in before:
            await owner.execute(f"DROP SCHEMA {schema} CASCADE; DROP OWNED BY {schema}; DROP ROLE {schema}")
            await owner.execute("DELETE FROM catalog.center WHERE key = $1", key)
    await owner.execute("DELETE FROM catalog.procedure_version WHERE NOT hash = ANY($1::text[])", list(known))


@pytest.fixture(scope="module")
async def que_vo(two_centers: Centers, owner: Any, cleared: None) -> Center:
    """Quế Võ in a schema of its own: the store's tests leave dossiers of procedures that never were."""
    center = replace(two_centers["que-vo"], key="que-vo-quay")
    await migrate_center(owner, center)
    return center


@dataclass(frozen=True)
class Crew:
    """Everybody a dossier passes at one center."""

    reception: Staff
    officer: Staff
    head: Staff
    leader: Staff
    tax: Staff
    roads: Staff
    culture: Staff
    clerk: Staff
    director: Staff
    stranger: Staff


Make = Callable[..., Awaitable[Staff]]
AGENCIES = ("tai_chinh_ke_hoach", "chi_nhanh_vpdkdd", "tu_phap")


async def crew_of(make_staff: Make) -> Crew:
    async def at(role: str, agency: str | None, *desks: tuple[str, str], receives: tuple[str, ...] = ()) -> Staff:
        kind = "agency" if agency else "own"
        return await make_staff(
            roles=(role,), desks=desks, receives=receives, agency=agency, kind=kind, name=f"Bà {role}"
        )

    return Crew(
        reception=await at("reception", None, receives=("*",)),
        officer=await at("officer", "tu_phap", *((agency, "officer") for agency in AGENCIES)),
        head=await at("head", "tu_phap", *((agency, "head") for agency in AGENCIES)),
        leader=await at("leader", "ubnd", ("ubnd", "leader")),
        tax=await at("officer", "chi_cuc_thue", ("chi_cuc_thue", "officer")),
        roads=await at("officer", "kinh_te_ha_tang", ("kinh_te_ha_tang", "officer")),
        culture=await at("officer", "van_hoa_thong_tin", ("van_hoa_thong_tin", "officer")),
        clerk=await at("clerk", "ubnd"),
        director=await at("director", None),
        stranger=await at("officer", "noi_vu", ("noi_vu", "officer")),
    )


@pytest.fixture(scope="module")
async def crew(que_vo: Center, make_staff: Make) -> Crew:
    with entered(que_vo):
        return await crew_of(make_staff)


PERSON = {
    "applicant.kind": ["person"],
    "applicant.name": ["Nguyễn Văn An"],
    "applicant.id_kind": ["cmnd"],
    "applicant.id_number": ["125123456"],
    "applicant.address": ["Thị trấn Phố Mới"],
    "applicant.phone": ["0912345678"],
    "proxy.is_used": ["no"],
}
ANSWERS = {
    BUSINESS.key: {"owner_name": ["Nguyễn Văn An"], "owner_id": ["125123456"], "trade": ["retail"]},
    UNKNOWN.key: {"owner_name": ["Nguyễn Văn An"], "owner_id": ["125123456"], "trade": ["retail"]},
    OUTSIDE.key: {"owner_name": ["Nguyễn Văn An"], "owner_id": ["125123456"], "trade": ["retail"]},
    LAND.key: {
        "parties.0.name": ["Nguyễn Văn An"],
        "parties.0.id_number": ["125123456"],
        "parties.1.name": ["Trần Thị Bé"],
        "parties.1.id_number": ["125123457"],
        "parcel": ["Thửa 12"],
    },
    COPIES.key: {"documents.0.title": ["Bằng"], "documents.1.title": ["Học bạ"], "pages": ["4"]},
}
PAPERS = {
    BUSINESS.key: {"request": (1, 0, 0), "id_copy": (0, 0, 1), "household": (1, 0, 0)},
    UNKNOWN.key: {"request": (1, 0, 0), "id_copy": (0, 0, 1), "household": (1, 0, 0)},
    OUTSIDE.key: {"request": (1, 0, 0), "id_copy": (0, 0, 1), "household": (1, 0, 0)},
    LAND.key: {"deed": (1, 0, 0)},
    COPIES.key: {"original": (1, 0, 0)},
}


@dataclass
class Desk_:
    """One dossier at work: makes moves with the version last seen."""

    office: Office
    crew: Crew
    at: datetime = AT

    def by(self, who: str, at: datetime | None = None) -> Acting:
        return Acting(getattr(self.crew, who), at or self.at)

    def intake(self, key: str, **changes: Any) -> Intake:
        version = self.office.catalog.procedures[key]
        made = Intake(version_hash=version.hash, applicant=PERSON, answers=ANSWERS[key], papers=PAPERS[key])
        return replace(made, **changes)

    async def accept(self, key: str, *, form: UUID | None = None, **changes: Any) -> Accepted:
        return await accept(self.office, self.by("reception"), self.intake(key, **changes), form or uuid4())

    async def seen(self, dossier_id: UUID) -> Any:
        async with transaction():
            bundle = await load_dossier_bundle(dossier_id)
        assert bundle is not None
        return bundle

    async def make(self, who: str, move: str, dossier_id: UUID, at: datetime | None = None, **data: str) -> Made:
        seen = (await self.seen(dossier_id)).value.version
        function: moves.Mover = getattr(moves, move)
        return await function(self.office, self.by(who, at), dossier_id, seen, data, uuid4())


@pytest.fixture(scope="module")
async def published(office: Office, que_vo: Center) -> None:
    """The three agencies' procedures are received at Quế Võ."""
    await publish(office, que_vo, AT)


@pytest.fixture
def desk(office: Office, crew: Crew, que_vo: Center, published: None) -> Iterator[Desk_]:
    """The test works at Quế Võ."""
    with entered(que_vo):
        yield Desk_(office, crew)
