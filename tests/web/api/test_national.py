"""The ten codes: every state has one, the day's list says them, and the portal's list is compared with ours."""

from __future__ import annotations

import csv
import io
from datetime import date
from uuid import uuid4

import pytest
from tests.web.api.conftest import MakeAsker
from tests.web.live import House, Live

from motcua.centers import entered
from motcua.domain.errors import Refused
from motcua.domain.people import Acting, Role
from motcua.domain.states import NATIONAL_STATUSES, STATES
from motcua.services.machines import national

ON = "2017-11-08"


def director(house: House) -> str:
    return next(staff.username for staff in house.crew.by_name.values() if Role.DIRECTOR in staff.roles)


def test_every_state_stands_for_one_of_the_ten_codes() -> None:
    assert {facts.status for facts in STATES.values()} <= set(NATIONAL_STATUSES)
    assert set(NATIONAL_STATUSES) == set(range(1, 11))


async def whole_day(asker: object, limit: int) -> list[dict[str, object]]:
    found, after = [], ""
    while True:
        page = (await asker.read("/national-status", on=ON, after=after, limit=limit)).json()  # type: ignore[attr-defined]
        found += page["dossiers"]
        if page["cursor"] is None:
            return found
        after = page["cursor"]


async def test_the_days_list_says_each_dossiers_status_as_its_own_page_does(live: Live, ask_as: MakeAsker) -> None:
    house = live.que_vo
    asker = await ask_as(house, "report")
    found = {each["code"]: each for each in await whole_day(asker, 3)}
    assert list(found) == sorted(found)
    seen = set()
    for name, made in house.dossiers.items():
        if not made.code:
            continue
        dossier = (await live.load(house, made.id)).dossier
        assert found[made.code]["status"] == dossier.status, name
        assert found[made.code]["status_name"] == NATIONAL_STATUSES[dossier.status]
        seen.add(dossier.status)
    assert {2, 4, 5, 6, 8, 9, 10} <= seen
    assert await whole_day(asker, 500) == list(found.values())
    assert (await asker.read("/national-status", on="2017-11-07")).json()["dossiers"] == []


async def test_the_list_is_there_for_a_spreadsheet_too(live: Live, ask_as: MakeAsker) -> None:
    asker = await ask_as(live.que_vo, "report")
    answer = await asker.read("/national-status.csv", on=ON, limit=5)
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    lines = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert lines[0][0] == "Mã hồ sơ"
    assert len(lines) == 6
    after = answer.headers["link"].partition("after=")[2].partition(">")[0]
    assert after == lines[-1][0]
    client = await live.as_(live.que_vo, director(live.que_vo))
    whole = await client.get(f"{live.que_vo.root}/doi-soat/trang-thai.csv?ngay=8/11/2017")
    codes = [line[0] for line in csv.reader(io.StringIO(whole.content.decode("utf-8-sig")))]
    assert codes[1:6] == [line[0] for line in lines[1:]]
    assert (await client.get(f"{live.que_vo.root}/doi-soat/trang-thai.csv?ngay=31/2/2017")).status_code == 422


@pytest.mark.parametrize("on", ["hom-nay", "1999-12-31", "3000-01-01", "2017-02-30", ""])
async def test_a_day_that_is_none_is_told(live: Live, ask_as: MakeAsker, on: str) -> None:
    asker = await ask_as(live.que_vo, "report")
    assert (await asker.read("/national-status", on=on)).status_code in (400, 422)


async def test_what_the_portal_has_otherwise_is_listed(live: Live) -> None:
    house = live.que_vo
    client = await live.as_(house, director(house))
    same, other, unknown = house.dossiers["ready"], house.dossiers["copies"], "000.LA-1"
    with entered(house.center):
        lines, _ = await national.statuses_on(live.office, date(2017, 11, 8), "", 5_000)
    ours = {line.code: line.status for line in lines}
    assert ours[other.code] != 10
    rows = [f"{code};{status}" for code, status in ours.items() if code not in (other.code,)]
    rows += [f"{other.code};10", f"{unknown};4"]
    missing = next(code for code in ours if code not in (same.code, other.code))
    rows = [row for row in rows if not row.startswith(missing)]
    content = "\ufeffMã hồ sơ;Trạng thái\r\n" + "\r\n".join(rows)
    form = {"_csrf_token": client.csrf, "_key": str(uuid4()), "from_on": "8/11/2017", "to_on": "8/11/2017"}
    files = {"file": ("cong.csv", content.encode(), "text/csv")}
    answer = await client.post(f"{house.root}/doi-soat", data=form, files=files)
    assert answer.status_code == 303, answer.text
    again = await client.post(f"{house.root}/doi-soat", data=form, files=files)
    assert again.headers["location"] == answer.headers["location"]
    page = (await client.get(answer.headers["location"])).text
    for text in (other.code, "10 – Đã trả kết quả", missing, "Cổng quốc gia chưa có hồ sơ này", unknown):
        assert text in page
    assert same.code not in page, "what agrees is no difference"


async def test_differences_are_paged_by_code(live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    house = live.gia_binh
    client = await live.as_(house, director(house))
    monkeypatch.setattr(national, "PER_PAGE", 2)
    content = "\n".join(f"H-{number},4" for number in range(5)).encode()
    form = {"_csrf_token": client.csrf, "_key": str(uuid4()), "from_on": "1/1/2016", "to_on": "1/1/2016"}
    answer = await client.post(f"{house.root}/doi-soat", data=form, files={"file": ("cong.csv", content, "text/csv")})
    at, found = answer.headers["location"], []
    for _ in range(3):
        page = (await client.get(at)).text
        found += [code for code in ("H-0", "H-1", "H-2", "H-3", "H-4") if f">{code}<" in page]
        at = page.partition("?sau=")[2].partition('"')[0]
        at = f"{answer.headers['location']}?sau={at}"
    assert found == ["H-0", "H-1", "H-2", "H-3", "H-4"]


@pytest.mark.parametrize(
    "content",
    [
        *(b"", b"\xff\xfe", b"\n\n", b"ma;trang thai\n", b"ma;x\nA;11", b"A;0", b"A;4\nA;5", b"A;4\n;4"),
        *(b"A;4\nA\x00;4", b"A;4\n" + b"x" * 61 + b";4", b'"A;4', b"A;4\n\xd9\xa3;\xd9\xa3"),
    ],
)
def test_a_list_that_cannot_be_read_is_refused(content: bytes) -> None:
    with pytest.raises(Refused):
        national.read_portal_list(content)


def test_a_list_is_read_with_commas_semicolons_and_tabs() -> None:
    for mark in ",;\t":
        assert national.read_portal_list(f"Mã{mark}Mã trạng thái\na-1{mark}4\nA-2{mark}10\n".encode()) == {
            "A-1": 4,
            "A-2": 10,
        }


async def test_only_who_sees_every_dossier_compares(live: Live) -> None:
    house = live.que_vo
    receiver = await live.as_(house, live.receiver(house, "dang-ky-ho-kinh-doanh"))
    assert (await receiver.get(f"{house.root}/doi-soat")).status_code == 403
    with entered(live.gia_binh.center):
        acting = Acting(next(iter(live.gia_binh.crew.by_name.values())), live.now[0])
        with pytest.raises(Refused):
            await national.take_portal_list(acting, "a.csv", b"A;4", "2/1/2017", "1/1/2017", uuid4())
