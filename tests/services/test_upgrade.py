"""Two real versions of one plugin, loaded in turn: what was received under the first is finished under it."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from dataclasses import replace
from importlib.metadata import EntryPoint
from pathlib import Path
from types import ModuleType
from typing import Any
from uuid import UUID, uuid4

import pytest
from tests.services.conftest import AT, PERSON, Crew

from motcua.catalog import build_catalog, load_plugins
from motcua.centers import Center, entered
from motcua.domain.errors import Conflict, Refused
from motcua.domain.people import Acting
from motcua.domain.review import ReviewMove
from motcua.services import catalogue
from motcua.services.counter.intake import Intake, accept
from motcua.services.dossiers.moves import hand_over
from motcua.services.dossiers.rebasing import rebase, rebase_of
from motcua.services.dossiers.shown import open_dossier
from motcua.services.office import Office
from motcua.services.review import deciding as review
from motcua.services.review.deciding import Picked, change
from motcua.services.setup.onboarding import sync_catalog
from motcua.store.engine import transaction
from motcua.store.queries import review as stored
from motcua.testing import publish

KEY = "cap-giay-nang-cap"
PLUGIN = '''"""Phòng thử nâng cấp."""

from motcua.api import Procedure, hookimpl
from motcua.api.fees import fixed
from motcua.api.forms import Form, Integer, Paper, Text, check
from motcua.api.routes import Desk, Route, Step, otherwise, working_days

NAME = "Phòng Tài chính - Kế hoạch"
OFFICER, HEAD = Desk("officer", "Chuyên viên"), Desk("head", "Trưởng phòng", signs=True)


class GiayForm(Form):
    """Đơn đề nghị."""

    shop = Text("{label}")
    rooms = Integer("Số phòng", least={least}, most=9)
    {more}
    request = Paper("Đơn", originals=1)

    @check("Tên cửa hàng không được là Cấm.", shop, code_version={code_version})
    def is_allowed(self) -> bool:
        return self.shop != "Cấm"


@hookimpl
def register_procedures():
    steps = (Step("Thẩm định", OFFICER, working_days({days})), Step("Ký", HEAD, working_days(0.5)))
    return [
        Procedure(
            key="cap-giay-nang-cap",
            title="Cấp giấy thử nâng cấp",
            sector="Thử",
            form=GiayForm,
            route=Route(otherwise(*steps)),
            term=working_days(3),
            fee=fixed({fee}),
            result="Giấy phép thử",
        )
    ]
'''
FIRST: dict[str, Any] = {"label": "Tên cửa hàng", "least": 1, "more": "", "days": 1, "fee": 50_000, "code_version": 1}
WORDS = FIRST | {"label": "Tên của cửa hàng", "more": 'phone = Text("Số điện thoại cửa hàng", optional=True)'}
OTHER = FIRST | {"least": 2, "more": 'plan = Text("Sơ đồ cửa hàng")', "days": 2, "fee": 70_000, "code_version": 2}


class Folder:
    """A place where one release of the plugin after another is installed, each as a package of files."""

    def __init__(self, root: Path) -> None:
        self.root, self.number = root, 0

    def install(self, office: Office, values: dict[str, Any]) -> Office:
        """The office as it starts after the release was installed: nothing of the one before is left in memory."""
        self.number += 1
        name = f"motcua_nang_cap_{self.number}"
        package = self.root / name
        package.mkdir()
        (package / "__init__.py").write_text(PLUGIN.format(**values), encoding="utf-8")
        importlib.invalidate_caches()
        plugins = load_plugins([EntryPoint("tai_chinh_ke_hoach", name, "motcua")])
        catalog = build_catalog(plugins)
        assert catalog.problems == ()
        return replace(office, catalog=catalog, versions={})


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Folder]:
    monkeypatch.syspath_prepend(str(tmp_path))
    known: dict[str, ModuleType] = dict(sys.modules)
    yield Folder(tmp_path)
    for name in sys.modules.keys() - known.keys():
        if name.startswith("motcua_nang_cap"):
            del sys.modules[name]


@pytest.fixture
def inside(que_vo: Center, crew: Crew) -> Iterator[Crew]:
    with entered(que_vo):
        yield crew


async def received(office: Office, crew: Crew, **answers: str) -> UUID:
    version = await catalogue.current(office, KEY, AT.date())
    assert version is not None
    typed = {"shop": ["Hoa Mai"], "rooms": ["3"], **{name: [text] for name, text in answers.items()}}
    made = Intake(version_hash=version.hash, applicant=PERSON, answers=typed, papers={"request": (1, 0, 0)})
    return (await accept(office, Acting(crew.reception, AT), made, uuid4())).id


async def first(folder: Folder, office: Office, center: Center, crew: Crew, values: dict[str, Any]) -> Office:
    """The first release. What center.toml publishes has been carried out before it comes."""
    await publish(office, center, AT)
    return await upgraded(folder, office, crew, values)


async def upgraded(folder: Folder, office: Office, crew: Crew, values: dict[str, Any]) -> Office:
    """Installed, proposed, looked through and published from today on."""
    after = folder.install(office, values)
    await sync_catalog(after)
    assert await review.propose(after, AT) == 1
    return await published(after, crew)


async def published(office: Office, crew: Crew) -> Office:
    """Looked through and published from today on."""
    version_hash = office.catalog.procedures[KEY].hash
    typed = {"number": "19/QĐ", "on": "8/11/2017", "signed_by": "Ông A", "from_on": "8/11/2017"}
    async with transaction():
        stands = await stored.publication_of(version_hash)
    assert stands is not None
    for seq, move in enumerate((ReviewMove.START_REVIEW, ReviewMove.PUBLISH), stands.seq):
        await change(office, Acting(crew.director, AT), Picked(version_hash, seq), move, typed, uuid4())
    return office


async def test_a_dossier_renders_validates_and_goes_on_under_its_version_after_the_upgrade(
    office: Office, que_vo: Center, inside: Crew, folder: Folder
) -> None:
    before = await first(folder, office, que_vo, inside, FIRST)
    old = await received(before, inside)
    after = await upgraded(folder, before, inside, OTHER)
    assert before.catalog.procedures[KEY].hash != after.catalog.procedures[KEY].hash
    page = await open_dossier(after, Acting(inside.director, AT), old)
    assert [line[0] for _, lines in page.sections for line in lines] == ["Tên cửa hàng", "Số phòng"]
    assert page.fee_text.startswith("50.000 đồng")
    await hand_over(after, Acting(inside.reception, AT), old, 1, {}, uuid4())
    # What comes now is asked what the new form asks, and costs what the new rule says.
    with pytest.raises(Refused) as refused:
        await received(after, inside, rooms="1")
    assert set(refused.value.errors) == {"rooms", "plan"}
    new = await received(after, inside, plan="Một tầng")
    assert (await open_dossier(after, Acting(inside.director, AT), new)).fee_text.startswith("70.000 đồng")
    # And the old one can't be taken over: the list says what stands in the way.
    found = await rebase_of(after, Acting(inside.director, AT), old)
    names = {each.name for each in found.in_the_way}
    assert {"Phí, lệ phí", "Số phòng", "Sơ đồ cửa hàng", "Các trường hợp còn lại"} <= names
    with pytest.raises(Conflict, match="Sơ đồ cửa hàng"):
        await rebase(after, Acting(inside.director, AT), old, 2, {"reason": "Theo bản mới"}, uuid4())


async def test_a_dossier_is_taken_over_when_only_words_changed(
    office: Office, que_vo: Center, inside: Crew, folder: Folder
) -> None:
    before = await first(folder, office, que_vo, inside, FIRST | {"fee": 51_000})
    old = await received(before, inside)
    after = await upgraded(folder, before, inside, WORDS | {"fee": 51_000})
    director = Acting(inside.director, AT)
    found = await rebase_of(after, director, old)
    assert (found.why_not, [each.name for each in found.found]) == (
        None, ["Tên cửa hàng", "Số điện thoại cửa hàng"],
    )  # fmt: skip
    with pytest.raises(Refused, match="lý do"):
        await rebase(after, director, old, found.seen, {}, uuid4())
    key = uuid4()
    says = await rebase(after, director, old, found.seen, {"reason": "Theo mẫu mới"}, key)
    assert await rebase(after, director, old, found.seen, {"reason": "Theo mẫu mới"}, key) == says
    page = await open_dossier(after, director, old)
    assert next(line[0] for _, lines in page.sections for line in lines) == "Tên của cửa hàng"
    assert page.fee_text.startswith("51.000 đồng")
    told = next(event for event in page.events if event.kind == "rebase")
    assert ("Lý do", "Theo mẫu mới") in told.details
    with pytest.raises(Conflict, match="thay đổi"):
        await rebase(after, director, old, found.seen, {"reason": "Lần nữa"}, uuid4())
