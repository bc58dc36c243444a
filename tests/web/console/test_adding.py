"""“Thêm trung tâm” in the browser's own steps: a center that works, or a sentence and nothing left behind."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from tests.web.console.conftest import Desk
from tests.web.isolation.test_language import leaks
from tests.web.live import Client

from motcua.centers import entered, read_centers, schema_of
from motcua.domain.errors import DataError
from motcua.domain.province import ProvinceRole
from motcua.services.accounts import passwords
from motcua.services.province import adding
from motcua.services.setup.onboarding import owner_of
from motcua.settings import wall_clock
from motcua.store.engine import transaction
from motcua.store.queries import accounts as stored
from motcua.store.queries import centers_seen

HERE = "/them-trung-tam"
NAME = {
    "short_name": "Lương Tài",
    "kind": "district",
    "model": "gia-binh",
    "since": "01/11/2017",
    "address": 'Số 1 "phố" Thứa',
    "decision": "Quyết định 305/QĐ-UBND",
}
DECISION = {"number": "1/QĐ-TTHCC", "on": "01/11/2017", "signed_by": "Giám đốc", "from_on": "08/11/2017"}
PEOPLE = "\n".join(
    (
        "Họ và tên\tChức vụ\tVai trò\tTiếp nhận",
        "Nguyễn Văn Hùng\tGiám đốc\tGiám đốc Trung tâm",
        "Trần Thị Mai\tQuản trị\tQuản trị Trung tâm",
        "Lê Thị Hoa\tCán bộ\tCán bộ tiếp nhận và trả kết quả\t*",
    )
)


async def up_to(desk: Desk, last: str, short_name: str) -> tuple[Client, str, httpx.Response]:
    """The steps in order; the answer to the last one."""
    client = await desk.as_(ProvinceRole.ADMINISTRATOR)
    answer = await client.send_form(HERE, {"_key": str(uuid4())})
    root = answer.headers["location"].rpartition("/")[0]
    agencies = list(desk.office.centers["gia-binh"].agencies)
    forms: dict[str, dict[str, Any]] = {
        "ten": NAME | {"short_name": short_name},
        "co-quan": {"agencies": agencies, **DECISION},
        "can-bo": {"people": PEOPLE},
        "xem-lai": {},
    }
    for step, form in forms.items():
        answer = await client.send_form(f"{root}/{step}", form)
        if step == last:
            break
        assert answer.status_code == 303, answer.text
    return client, root, answer


async def test_four_pages_make_a_center_that_works(desk: Desk) -> None:
    _, root, answer = await up_to(desk, "xem-lai", "Lương Tài")
    assert answer.status_code == 200, re.sub("<[^>]+>", "", answer.text)
    told = re.findall(r"<td>([a-z.]+)</td><td><code>([a-z0-9-]{19})</code>", answer.text)
    assert [name for name, _ in told] == ["hung.nv", "mai.tt", "hoa.lt"]
    for still in ("Chưa có ai là Văn thư.", "Chưa sao lưu lần nào.", "motcua tenant check luong-tai"):
        assert still in answer.text
    stops, _, warns = answer.text.partition("Nên làm sớm")
    assert "Không ai giữ vị trí" in stops
    assert "Không ai giữ vị trí" not in warns
    assert leaks(answer.text.replace("motcua tenant check luong-tai", "")) == []
    center = desk.office.centers["luong-tai"]
    again = read_centers(desk.office.settings.tenants_dir)["luong-tai"]
    assert (again.name, again.address, again.decision) == (center.name, NAME["address"], NAME["decision"])
    assert center.publication is not None
    with entered(center):
        async with transaction():
            assert await stored.staff_usernames() == {"hung.nv", "mai.tt", "hoa.lt"}
    with entered(desk.place):
        async with transaction():
            rows = {each["key"]: each for each in await centers_seen.all_centers()}
    assert rows["luong-tai"]["staff"] == 3
    client = await desk.as_(ProvinceRole.ADMINISTRATOR)
    assert "Thêm trung tâm" in (await client.get("/nhat-ky")).text
    assert (await client.get(f"{root}/xem-lai")).status_code == 404, "the draft is closed: it is made once"


async def test_a_center_that_fails_leaves_no_folder_and_the_draft_stays(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fails(*_: Any, **__: Any) -> None:
        raise DataError("center.toml", "x", "không dùng được.", "sửa lại.")

    with monkeypatch.context() as patched:
        patched.setattr(adding, "onboard", fails)
        client, root, answer = await up_to(desk, "xem-lai", "Thuận Thành")
    assert answer.status_code == 422
    assert "không dùng được. Cách sửa: sửa lại." in answer.text
    assert not (desk.office.settings.tenants_dir / "thuan-thanh").exists()
    assert "thuan-thanh" not in desk.office.centers
    assert (await client.get(f"{root}/xem-lai")).status_code == 200


@pytest.mark.parametrize(
    ("step", "form", "says"),
    [
        ("ten", NAME | {"short_name": ""}, "Hãy nhập tên ngắn"),
        ("ten", NAME | {"short_name": "Quế Võ"}, "Khóa này đã dùng"),
        ("ten", NAME | {"key": "province"}, "Khóa gồm 2 đến 31"),
        ("ten", NAME | {"since": "31/02/2017"}, "Hãy nhập ngày thành lập"),
        ("co-quan", {"agencies": []}, "Hãy chọn ít nhất một cơ quan"),
        ("co-quan", {"agencies": ["tu_phap"], "number": "1/QĐ"}, "Hãy nhập người ký"),
        ("can-bo", {"people": "không có tiêu đề"}, "không tìm thấy cột"),
        ("can-bo", {"people": PEOPLE.partition("\nLê")[0]}, "Danh sách chưa có: Cán bộ tiếp nhận"),
        ("can-bo", {"people": PEOPLE + "\nAn\tCán bộ\tVua"}, "1 dòng chưa dùng được"),
    ],
)
async def test_what_is_wrong_is_said_where_it_is_wrong(desk: Desk, step: str, form: dict[str, Any], says: str) -> None:
    before = {"ten": "", "co-quan": "ten", "can-bo": "co-quan"}[step]
    client = await desk.as_(ProvinceRole.ADMINISTRATOR)
    if before:
        _, root, _ = await up_to(desk, before, f"Tiên Du {uuid4().hex[:4]}")
    else:
        answer = await client.send_form(HERE, {"_key": str(uuid4())})
        root = answer.headers["location"].rpartition("/")[0]
    answer = await client.send_form(f"{root}/{step}", form)
    assert answer.status_code == 422
    assert says in answer.text


async def test_a_later_step_is_not_open_before_the_earlier_ones(desk: Desk) -> None:
    client = await desk.as_(ProvinceRole.ADMINISTRATOR)
    answer = await client.send_form(HERE, {"_key": str(uuid4())})
    root = answer.headers["location"].rpartition("/")[0]
    for step in ("co-quan", "can-bo", "xem-lai", "khong-co"):
        assert (await client.get(f"{root}/{step}")).status_code == 404


async def rows_of(desk: Desk, key: str) -> int:
    """How much the database knows of a center: its line in the catalog and its schema."""
    owner = await owner_of(desk.office)
    found: int = await owner.fetchval(
        """SELECT (SELECT count(*) FROM catalog.center WHERE key = $1)
        + (SELECT count(*) FROM pg_namespace WHERE nspname = $2)""",
        key,
        schema_of(key),
    )
    await owner.close()
    return found


async def test_a_failure_after_the_accounts_are_made_leaves_nothing_and_the_next_try_shows_every_password(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fails(*_: Any, **__: Any) -> None:
        raise DataError("lịch", "x", "không đọc được.", "sửa lại.")

    with monkeypatch.context() as patched:
        patched.setattr(adding, "keep_calendar", fails)
        client, root, answer = await up_to(desk, "xem-lai", "Yên Phong")
    assert answer.status_code == 422
    assert await rows_of(desk, "yen-phong") == 0
    answer = await client.send_form(f"{root}/xem-lai", {})
    assert answer.status_code == 200
    told = dict(re.findall(r"<td>([a-z.]+)</td><td><code>([a-z0-9-]{19})</code>", answer.text))
    assert set(told) == {"hung.nv", "mai.tt", "hoa.lt"}
    await signs_in(desk, "yen-phong", told)
    assert await rows_of(desk, "yen-phong") == 2


async def test_a_check_that_fails_keeps_no_password_from_being_shown(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fails(*_: Any, **__: Any) -> None:
        raise RuntimeError("Nguyễn Văn Kín")

    with monkeypatch.context() as patched:
        patched.setattr(adding, "check_tenant", fails)
        _, root, answer = await up_to(desk, "xem-lai", "Từ Sơn")
    assert answer.status_code == 200
    assert len(re.findall(r"<code>[a-z0-9-]{19}</code>", answer.text)) == 3
    assert "Chưa kiểm tra được Trung tâm." in answer.text
    assert "Kín" not in answer.text
    client = await desk.as_(ProvinceRole.ADMINISTRATOR)
    assert (await client.get(f"{root}/xem-lai")).status_code == 404


@pytest.mark.parametrize("is_restarted", [False, True])
async def test_what_a_killed_try_left_is_cleared_up_or_finished(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, is_restarted: bool
) -> None:
    name, key = ("Đông Anh", "dong-anh") if is_restarted else ("Gia Lâm", "gia-lam")

    class Killed(BaseException):
        pass

    async def killed(*given: Any) -> None:
        if given[-1]:  # nothing is to be cleared up before the first try
            raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(adding, "keep_taken", killed)
        patched.setattr(adding, "_undo", killed)  # a process that is killed clears up nothing
        client, root, _ = await up_to(desk, "can-bo", name)
        with pytest.raises(Killed):
            await adding_made(desk, root)
    assert await rows_of(desk, key) == 2
    if is_restarted:  # the start of a server takes every folder into work
        center = read_centers(desk.office.settings.tenants_dir)[key]
        desk.office.centers.add(center)
    answer = await client.send_form(f"{root}/xem-lai", {})
    assert answer.status_code == 200, answer.text
    told = dict(re.findall(r"<td>([a-z.]+)</td><td><code>([a-z0-9-]{19})</code>", answer.text))
    assert set(told) == {"hung.nv", "mai.tt", "hoa.lt"}
    await signs_in(desk, key, told)


async def adding_made(desk: Desk, root: str) -> None:
    acting = desk.acting(ProvinceRole.ADMINISTRATOR)
    with entered(desk.place):
        kept = await adding.draft(acting, UUID(root.rpartition("/")[2]))
        await adding.make(desk.office, acting, kept, wall_clock())


async def signs_in(desk: Desk, key: str, told: dict[str, str]) -> None:
    with entered(desk.office.centers[key]):
        async with transaction():
            for username, password in told.items():
                found = await stored.staff_by_username(username)
                assert found is not None
                assert await passwords.is_password(password, found["password_hash"])


async def test_two_makers_at_once_are_one(desk: Desk) -> None:
    client, root, _ = await up_to(desk, "can-bo", "Tiên Lãng")
    owner = await owner_of(desk.office)
    await owner.execute(f"SELECT pg_advisory_lock({adding.MAKING_LOCK})")
    answer = await client.send_form(f"{root}/xem-lai", {})
    await owner.close()
    assert answer.status_code == 409
    assert "Đang đưa một trung tâm vào hoạt động" in answer.text
    assert await rows_of(desk, "tien-lang") == 0
